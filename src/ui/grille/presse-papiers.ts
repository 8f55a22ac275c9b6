/** Tab-separated text as spreadsheets put it on the clipboard: quoted cells may hold tabs, line breaks and doubled quotes. */
export function lireTableau(texte: string): string[][] {
  const rangees: string[][] = []
  let rangee: string[] = []
  let cellule = ''
  let cite = false
  const source = texte.replace(/\r\n?/gu, '\n')
  for (let i = 0; i < source.length; i++) {
    const c = source[i]
    if (cite) {
      if (c === '"' && source[i + 1] === '"') {
        cellule += '"'
        i++
      } else if (c === '"') cite = false
      else cellule += c
    } else if (c === '"' && cellule === '' && fermeBien(source, i)) cite = true
    else if (c === '\t') {
      rangee.push(cellule)
      cellule = ''
    } else if (c === '\n') {
      rangees.push([...rangee, cellule])
      rangee = []
      cellule = ''
    } else cellule += c
  }
  if (cellule !== '' || rangee.length > 0) rangees.push([...rangee, cellule])
  return rangees
}

/** A quote opens a quoted cell only if one closes it before a tab, a line break or the end. */
function fermeBien(source: string, debut: number): boolean {
  for (let i = debut + 1; i < source.length; i++) {
    if (source[i] !== '"') continue
    if (source[i + 1] === '"') i++
    else return source[i + 1] === undefined || source[i + 1] === '\t' || source[i + 1] === '\n'
  }
  return false
}

/** Cells → clipboard text that a spreadsheet reads back; narrow spaces become plain ones so that numbers stay numbers. */
export const ecrireTableau = (rangees: readonly (readonly string[])[]): string =>
  rangees.map((r) => r.map((c) => (/[\t\n"]/u.test(c) ? `"${c.replaceAll('"', '""')}"` : c).replace(/[\u00a0\u202f]/gu, ' ')).join('\t')).join('\n')
