import { codeDonnees } from '#documents/code-donnees.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import type { CleSignee } from '#domain/completude/collecteur.ts'
import { foldDossier } from '#domain/dossier.ts'
import { formatDossierJson } from '#domain/dossier-json.ts'
import { exemple, type OptionsExemple } from '#domain/exemple/exemple.ts'
import { avecLacunes } from '#domain/exemple/lacunes.ts'
import { ecrireAnalyse } from '#domain/preuves/analyse.ts'
import { analyserTexte } from '#domain/preuves/analyser.ts'
import { createRecherche, reperesDe } from '#domain/preuves/detecter-noms.ts'
import type { Journal } from '../db/journal.ts'
import { importerDossier } from '../import/dossier-json.ts'
import { pdfMinimal, texteMinimal } from './pdf-minimal.ts'

/** Day on which the files of the example were attached. */
const dateAjout = '2026-10-12'

/** Writes the example grappe and its attached files into an empty journal; `incomplet` leaves the twelve named gaps. */
export function ecrireExemple(journal: Journal, options: OptionsExemple & { readonly incomplet: boolean }): void {
  const { dossier, fichiers } = options.incomplet ? avecLacunes(exemple(options)) : exemple(options)
  const { projet: _projet, conflits: _conflits, ...collections } = dossier
  journal.groupe(() => {
    const { idDe } = importerDossier(journal, { format: formatDossierJson, ...collections })
    const ecrit = foldDossier(journal.projet, journal.lireLignes())
    const real = (id: string | null) => (id === null ? null : idDe(id))
    const recherche = createRecherche(reperesDe(ecrit))
    for (const f of fichiers) {
      const signe = f.signe?.replace(/^pv:(.*)$/u, (_, id: string) => `pv:${real(id)}`) ?? null
      const code = signe === null || signe === 'depenses' ? null : codeDonnees(ecrit, signe as CleSignee)
      const bytes = pdfMinimal(f.titre, code === null ? f.lignes : [...f.lignes, `Code des données : ${code}`])
      const sha256 = journal.ajouterBlob(bytes, 'application/pdf')
      const cells: Record<string, Cellule> = {
        role: f.role,
        cible: real(f.cible),
        piece: f.piece,
        releve: f.releve,
        organisme: real(f.organisme),
        nom: f.nom,
        sha256,
        taille: bytes.length,
        type: 'application/pdf',
        pages: 1,
        texteLisible: 'oui',
        codeDonnees: code,
        analyse: f.role === 'preuve' ? ecrireAnalyse(analyserTexte(texteMinimal(f.titre, f.lignes), recherche, sha256)) : null,
        dateAjout
      }
      journal.ajouter('piece-jointe', null, null, Object.fromEntries(Object.entries(cells).filter(([, v]) => v !== null)))
    }
  })
}
