/**
 * End-to-end tests that say nothing of a packaged application, each with its reason: with `--paquet` they are not run and are named as
 * not applicable, otherwise they run like the others. Controls of what other tests measure with (the wire, the attacks) are run everywhere.
 * @type {Readonly<Record<string, string>>}
 */
export const notOnPackages = {
  'no dialog of the window escapes this list': 'reads the sources of the window only',
  'files that hold the engine for ever or swell it: it is ended in time, the window says why, the dossier is back':
    'asks for GRAPPE_ESSAI_LECTURE, which a packaged application ignores; paquet.spec.ts holds up a reading from outside instead',
  'an engine in a real utilityProcess is heard, ended when it holds on or swells, started again, and closed':
    'drives electron/engine-host.ts, built from the sources, in a bare Electron'
}
