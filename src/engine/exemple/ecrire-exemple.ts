import { type CleSignee, codeDonnees } from '#documents/code-donnees.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { foldDossier } from '#domain/dossier.ts'
import { formatDossierJson } from '#domain/dossier-json.ts'
import { exemple, type OptionsExemple } from '#domain/exemple/exemple.ts'
import { lacunesExemple } from '#domain/exemple/lacunes.ts'
import type { Journal } from '../db/journal.ts'
import { importerDossier } from '../import/dossier-json.ts'
import { pdfMinimal } from './pdf-minimal.ts'

/** Writes the example grappe and its attached files into an empty journal; `incomplet` leaves the twelve named gaps. */
export function ecrireExemple(journal: Journal, options: OptionsExemple & { readonly incomplet: boolean }): void {
  const { dossier, fichiers } = exemple(options)
  const { projet: _projet, conflits: _conflits, ...collections } = dossier
  journal.groupe(() => {
    const { idDe } = importerDossier(journal, { format: formatDossierJson, ...collections })
    const ecrit = foldDossier(journal.projet, journal.lireLignes())
    const real = (id: string | null) => (id === null ? null : idDe(id))
    for (const f of fichiers) {
      if (options.incomplet && (lacunesExemple.fichiersAbsents as readonly string[]).includes(f.nom)) continue
      const signe = f.signe?.replace(/^pv:(.*)$/u, (_, id: string) => `pv:${real(id)}`) ?? null
      const code = signe === null || signe === 'depenses' ? null : codeDonnees(ecrit, signe as CleSignee)
      const bytes = pdfMinimal(f.titre, code === null ? f.lignes : [...f.lignes, `Code des données : ${code}`])
      const cells: Record<string, Cellule> = {
        role: f.role,
        cible: real(f.cible),
        piece: f.piece,
        releve: f.releve,
        organisme: real(f.organisme),
        nom: f.nom,
        sha256: journal.ajouterBlob(bytes, 'application/pdf'),
        taille: bytes.length,
        type: 'application/pdf',
        pages: 1,
        texteLisible: 'oui',
        codeDonnees: code,
        dateAjout: '2026-10-12'
      }
      journal.ajouter('piece-jointe', null, null, Object.fromEntries(Object.entries(cells).filter(([, v]) => v !== null)))
    }
    if (!options.incomplet) return
    for (const { kind, id, champ } of lacunesExemple.champs) {
      const cible = kind === 'grappe' ? journal.projet : real(id)
      if (cible !== null) journal.ecrire([{ kind, id: cible, champ, valeur: null }])
    }
  })
}
