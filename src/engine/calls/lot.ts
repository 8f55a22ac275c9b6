import { join } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import { optionsCompletude } from '#documents/code-donnees.ts'
import type { Contexte } from '#documents/production.ts'
import { productionsDuLot } from '#documents/registre.ts'
import { etatLot } from '#domain/completude.ts'
import type { Atelier } from '../atelier.ts'
import { genererLot } from '../lot/generer.ts'
import { planLot } from '../lot/plan.ts'
import { relireLot } from '../lot/relire.ts'
import type { LecteurIsole } from '../preuves/lecteur-isole.ts'
import { loadFonts } from '../render/pdf/faces.ts'

export function appelsLot(atelier: Atelier, lecteur: LecteurIsole): Pick<Handlers, 'lot.etat' | 'lot.generer' | 'lot.relire' | 'document.apercu'> {
  const contexte = (): Contexte => ({ date: atelier.aujourdhui(), version: atelier.options.version })
  const rendu = () => ({ fonts: loadFonts(join(atelier.options.ressources, 'fonts')) })
  return {
    'lot.etat': ({ lot }) => {
      const dossier = atelier.dossier()
      const { pret, manques } = etatLot(dossier, lot, optionsCompletude(dossier, atelier.aujourdhui()))
      const { fichiers, refus } = planLot(dossier, lot, productionsDuLot(dossier, lot, contexte()))
      return {
        pret: pret && refus.length === 0,
        refus: [...refus],
        manques: [...manques] as never,
        fichiers: fichiers.map(({ nom, champ, titre }) => ({ nom, champ: champ.titre, titre }))
      }
    },
    'lot.generer': async ({ lot, ref, brouillon }, aide) => {
      const { journal } = atelier.fichier()
      const resultat = await genererLot({
        dossier: atelier.dossier(),
        lot,
        brouillon,
        destination: atelier.chemin(ref),
        contexte: contexte(),
        lireBlob: (sha256) => journal.lireBlob(sha256)?.bytes ?? null,
        rendu: rendu(),
        lecteur,
        aide
      })
      const { chemin, cheminZip: _zip, ...reste } = resultat
      const brouillons = resultat.fichiers.filter((f) => f.nom.endsWith('.eml')).map(({ nom }) => ({ nom, ref: atelier.nouvelleRef(join(chemin, nom)) }))
      return { ...reste, brouillons, ref: atelier.nouvelleRef(chemin) }
    },
    'lot.relire': async ({ ref }, aide) => relireLot(atelier.chemin(ref), lecteur, aide),
    'document.apercu': ({ lot, base }) => {
      const found = productionsDuLot(atelier.dossier(), lot, contexte()).find(({ production }) => production.base === base && production.sorte === 'pdf')
      if (found?.production.sorte !== 'pdf') throw new GrappeError('entite-inconnue', base)
      return { doc: found.production.doc }
    }
  }
}
