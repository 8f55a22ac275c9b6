import { codeDonnees } from '#documents/code-donnees.ts'
import type { CleSignee } from '#domain/completude/collecteur.ts'
import type { Dossier } from '#domain/dossier.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { ecrireAnalyse } from '#domain/preuves/analyse.ts'
import { analyserTexte } from '#domain/preuves/analyser.ts'
import { createRecherche, reperesDe } from '#domain/preuves/detecter-noms.ts'
import { pdfMinimal, texteMinimal } from '../exemple/pdf-minimal.ts'
import { sha256Hex } from './manifeste.ts'

/** The example grappe with its attached files in memory, for tests: no database. */
export function lotExemple(essms = 18): { readonly dossier: Dossier; readonly blobs: Map<string, Uint8Array> } {
  const { dossier, fichiers } = exemple({ essms, graine: 1 })
  const blobs = new Map<string, Uint8Array>()
  const recherche = createRecherche(reperesDe(dossier))
  const piecesJointes = fichiers.map((f, i): PieceJointe => {
    const code = f.signe && f.signe !== 'depenses' ? codeDonnees(dossier, f.signe as CleSignee) : null
    const octets = pdfMinimal(f.titre, code ? [...f.lignes, code] : f.lignes)
    const sha256 = sha256Hex(octets)
    blobs.set(sha256, octets)
    const analyse = f.role === 'preuve' ? ecrireAnalyse(analyserTexte(texteMinimal(f.titre, f.lignes), recherche, sha256)) : null
    const { role, cible, piece, releve, organisme, nom } = f
    const commun = { type: 'application/pdf', pages: 1, texteLisible: 'oui', codeDonnees: code, dateAjout: '2026-10-12' } as const
    return { id: `pj-${i}`, role, cible, piece, releve, organisme, nom, sha256, taille: octets.length, analyse, remplace: null, ...commun }
  })
  return { dossier: { ...dossier, piecesJointes }, blobs }
}
