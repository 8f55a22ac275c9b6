import type { Sortie } from '#contract/contract.ts'
import type { EtatFile } from './autosave.ts'

export interface EtatMontre {
  readonly ton: 'sur' | 'encours' | 'attention' | 'erreur'
  readonly texte: string
  readonly detail?: string
  readonly action?: 'ailleurs' | 'illisible'
}

interface Faits {
  readonly file: EtatFile
  readonly moteur: Sortie<'dossier.enregistrement'> | null
  readonly connecte: boolean
  readonly illisibles: number
  readonly fichier: string | null
}

const heure = (instant: number): string => {
  const d = new Date(instant)
  return `${String(d.getHours()).padStart(2, '0')}:${String(d.getMinutes()).padStart(2, '0')}`
}

/** One true sentence about what is saved and where. The worst news first. */
export function etatMontre({ file, moteur, connecte, illisibles, fichier }: Faits): EtatMontre {
  if (file.refus.length > 0) {
    const n = file.refus.length
    return { ton: 'erreur', texte: `Non enregistré : ${n} modification${n > 1 ? 's refusées' : ' refusée'}` }
  }
  if (file.cause) return { ton: 'erreur', texte: `Non enregistré : ${causeCourte(file.cause.code)}` }
  if (!connecte) return { ton: 'attention', texte: 'Le moteur de Grappe redémarre…' }
  if (file.enAttente > 0) return { ton: 'encours', texte: 'Enregistrement…' }
  if (illisibles > 0)
    return {
      ton: 'attention',
      texte: `${illisibles} saisie${illisibles > 1 ? 's illisibles' : ' illisible'}, à corriger`,
      detail: 'Tout le reste est enregistré.',
      action: 'illisible'
    }
  if (moteur?.erreur) return { ton: 'attention', texte: 'Enregistré sur ce poste ; fichier non mis à jour', detail: moteur.erreur.message, action: 'ailleurs' }
  if (fichier === null) return { ton: 'sur', texte: 'Enregistré sur ce poste', action: 'ailleurs', detail: 'Ce dossier n’a pas encore de fichier à lui.' }
  if (!moteur || moteur.aPublier || moteur.publieLe === null)
    return { ton: 'sur', texte: 'Enregistré sur ce poste', detail: `Le fichier ${fichier} sera mis à jour dans quelques secondes.` }
  return { ton: 'sur', texte: `Fichier à jour à ${heure(moteur.publieLe)}`, detail: fichier }
}

const causes: Readonly<Record<string, string>> = {
  'moteur-arrete': 'le moteur redémarre',
  'disque-plein': 'le disque est plein',
  'lecture-seule': 'emplacement en lecture seule',
  'dossier-protege': 'dossier protégé par Windows',
  'emplacement-perdu': 'emplacement injoignable',
  'aucun-dossier': 'aucun dossier ouvert',
  'auteur-inconnu': 'auteur à indiquer'
}
const causeCourte = (code: string): string => causes[code] ?? 'erreur imprévue'
