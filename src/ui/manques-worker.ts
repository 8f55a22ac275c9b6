import { codeDonnees } from '#documents/code-donnees.ts'
import { type AvancementPhase, avancements, lotsEnCours, lotsPartis, type ProchaineAction, prochainesActions } from '#domain/avancement.ts'
import { analyser } from '#domain/completude/analyse.ts'
import type { Conflit, Ligne } from '#domain/dossier.ts'
import type { Lot, Manque } from '#domain/lot.ts'
import { createDossierStore } from './dossier-store.ts'

/** From the page: the whole dossier, or the lines that changed since. */
export interface VersAnalyse {
  readonly projet: string
  readonly tout: boolean
  readonly lignes: readonly Ligne[]
  readonly conflits: readonly Conflit[]
  readonly date: string
}
/** To the page: what is missing now. */
export interface DepuisAnalyse {
  readonly projet: string
  readonly manques: readonly Manque[]
  readonly avancements: readonly AvancementPhase[]
  readonly lotsEnCours: readonly Lot[]
  readonly lotsPartis: readonly Lot[]
  readonly prochaines: readonly ProchaineAction[]
}

const store = createDossierStore()
let prevu: ReturnType<typeof setTimeout> | undefined

/** Runs beside the page, so that typing never waits for it: at 500 establishments one analysis takes a tenth of a second. */
addEventListener('message', ({ data }: MessageEvent<VersAnalyse>) => {
  if (data.tout)
    store.ouvrir({ projet: data.projet, fichier: null, lectureSeule: true, role: 'grappe', emplacement: null, lignes: data.lignes, conflits: data.conflits })
  else store.recevoir(data.lignes, data.conflits)
  clearTimeout(prevu)
  prevu = setTimeout(() => {
    const dossier = store.lire()?.dossier
    if (!dossier) return
    const analyse = analyser(dossier, { date: data.date, codeDonnees: (cle) => codeDonnees(dossier, cle) })
    const reponse: DepuisAnalyse = {
      projet: data.projet,
      manques: analyse.manques,
      avancements: avancements(dossier, analyse),
      lotsEnCours: lotsEnCours(dossier),
      lotsPartis: lotsPartis(dossier),
      prochaines: prochainesActions(dossier, analyse, { date: data.date })
    }
    postMessage(reponse)
  })
})
