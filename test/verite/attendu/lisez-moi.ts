import { type DossierLu, porteur } from '../dossier-lu.ts'
import type { FeuilleAttendue, Quoi } from '../elements.ts'
import { date } from '../francais.ts'
import { instruction } from '../libelles.ts'

/** Sheet « Lisez-moi »: what it says of the grappe exactly, its other labels with a prose that holds no figure. */
export const lisezMoi = (d: DossierLu, quoi: Quoi, autres: readonly (string | readonly [string, string])[]): FeuilleAttendue => ({
  nom: 'Lisez-moi',
  lignes: [
    ['Lisez-moi'],
    [],
    ['Grappe', d.grappe.nom],
    ['Porteur', porteur(d).raisonSociale],
    ['Instruction', instruction[d.grappe.instruction]!],
    ['Établi le', date(quoi.date)],
    ['Document établi avec', `Grappe ${quoi.version}`],
    ...autres.map((a) => (typeof a === 'string' ? [a, { prose: true as const }] : a))
  ]
})
