import { acteurs, type Lien, type Portee } from '../catalogue/checklist.ts'
import type { ActionSuivie } from '../catalogue/checklists.ts'
import { formatDate, formatEntier } from '../format.ts'
import type { DateVa } from './date-va.ts'
import type { Bilan, Etape } from './suivi.ts'

/** The words of the deployment list, the same in the window and on paper. */

const unites: Readonly<Record<Portee, readonly [singulier: string, pluriel: string]>> = {
  grappe: ['grappe', 'grappes'],
  og: ['organisme', 'organismes'],
  essms: ['établissement', 'établissements']
}

/** « 3 sur 5 organismes », « Fait », « En cours ». */
export function motBilan({ total, faits, enCours, sansObjet }: Bilan, portee: Portee): string {
  if (portee === 'grappe') return faits ? 'Fait' : sansObjet ? 'Sans objet' : enCours ? 'En cours' : 'À faire'
  if (total === 0) return `Aucun ${unites[portee][0]}`
  if (sansObjet === total) return 'Sans objet'
  const commences = enCours > 0 ? `, ${formatEntier(enCours)} en cours` : ''
  return `${formatEntier(faits + sansObjet)} sur ${formatEntier(total)} ${unites[portee][total > 1 ? 1 : 0]}${commences}`
}

export const motPortee: Readonly<Record<Portee, string>> = { grappe: 'grappe', og: 'par organisme', essms: 'par établissement' }

/** Who acts; says so when the list does not. */
export const motActeurs = ({ qui }: Pick<ActionSuivie, 'qui'>): string => (qui.length === 0 ? 'Non précisé' : qui.map((q) => acteurs[q]).join(', '))

/** « MIE1 », « pendant DMP2 », « MIE1 (déduit) ». */
export const motLien = ({ code, origine, pendant }: Lien): string => `${pendant ? 'pendant ' : ''}${code}${origine === 'deduite' ? ' (déduit)' : ''}`

/** Names of scopes, the first ones then how many others: « Les Cèdres, Le Gué et 3 autres ». */
export function motEtapes(etapes: readonly Pick<Etape, 'nom'>[], montrees = 3): string {
  const noms = etapes.map((e) => e.nom)
  if (noms.length <= montrees + 1) return noms.length < 2 ? (noms[0] ?? '') : `${noms.slice(0, -1).join(', ')} et ${noms.at(-1)}`
  return `${noms.slice(0, montrees).join(', ')} et ${formatEntier(noms.length - montrees)} autres`
}

/** The earliest VA in one sentence, then what qualifies it. */
export function motsVa(va: DateVa): { readonly titre: string; readonly precisions: readonly string[] } {
  if (va.signee) return { titre: 'La VA est signée.', precisions: [] }
  if (va.date === null) return { titre: 'Aucune VA à signer pour le moment.', precisions: ['Ajoutez d’abord les organismes et les établissements.'] }
  const precisions = [`En comptant les durées saisies à partir du ${formatDate(va.depart)}, en jours de calendrier, dans l’ordre conseillé par la liste.`]
  const n = va.sansDuree.length
  if (n > 0) {
    const codes = va.sansDuree.map((a) => a.code).join(', ')
    precisions.push(
      n === 1
        ? `Une action du chemin n’a pas de durée (${codes}) : elle compte pour zéro jour, la date est donc un minimum.`
        : `${formatEntier(n)} actions du chemin n’ont pas de durée (${codes}) : elles comptent pour zéro jour, la date est donc un minimum.`
    )
  }
  if (va.miseEnServiceApres !== null)
    precisions.push(`Une mise en service du DUI est saisie au ${formatDate(va.miseEnServiceApres)} : la VA de cet établissement vient après.`)
  return { titre: `VA possible au plus tôt le ${formatDate(va.date)}.`, precisions }
}
