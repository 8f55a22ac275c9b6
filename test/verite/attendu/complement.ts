import { type DossierLu, porteur } from '../dossier-lu.ts'
import { type DocAttendu, paires, type Quoi, table, texte } from '../elements.ts'
import { date, pluriel } from '../francais.ts'
import { garde, representant } from '../libelles.ts'

const titres: Readonly<Record<number, string>> = {
  1: 'Note de présentation générale',
  7: 'Stratégie de déploiement'
}

export function reponseComplements(d: DossierLu, quoi: Quoi): DocAttendu {
  const depot = d.depots.filter((x) => x.lot === 'galis').at(-1)
  const pieces = d.pieces.filter((p) => p.suite === 'a-corriger').sort((a, b) => a.numero - b.numero)
  const p = porteur(d)
  return {
    titreCourt: 'Réponse aux compléments',
    elements: [
      ...garde(d, quoi, 'Réponse à la demande de compléments', 'Programme ESMS Numérique – dossier de candidature'),
      ...paires([
        ['Destinataire', d.grappe.financeur],
        ['Référence du dépôt', depot?.reference ?? null],
        ['Date de la demande', depot?.dateReponse ? date(depot.dateReponse) : null]
      ]),
      texte(`dossier de la grappe « ${d.grappe.nom} ».`),
      table(
        pluriel(pieces.length, 'pièce corrigée', 'pièces corrigées'),
        ['N°', 'Pièce', 'Remarque', 'Réponse'],
        pieces.map((x) => [String(x.numero), titres[x.numero]!, x.demandeArs, x.reponse])
      ),
      texte(`${representant(p)}, ${p.fonctionRepresentant}, pour le porteur ${p.raisonSociale}`)
    ]
  }
}
