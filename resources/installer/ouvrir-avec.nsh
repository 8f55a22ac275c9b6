; Offers Grappe in « Ouvrir avec » for .db files, for this user only, and takes nothing over: the default application stays what it was.
; Everything is under Applications\Grappe.exe, which the uninstaller removes whole.

!define CLE_GRAPPE "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}"

!macro customInstall
  WriteRegStr HKCU "${CLE_GRAPPE}" "FriendlyAppName" "${PRODUCT_NAME}"
  WriteRegStr HKCU "${CLE_GRAPPE}\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr HKCU "${CLE_GRAPPE}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr HKCU "${CLE_GRAPPE}\SupportedTypes" ".db" ""
  ; SHCNE_ASSOCCHANGED: the Explorer reads its lists again.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

!macro customUnInstall
  ; An update runs the former uninstaller first: the new installer writes the key again.
  DeleteRegKey HKCU "${CLE_GRAPPE}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend
