import { type DossierLu, porteur } from '../dossier-lu.ts'
import { type DocAttendu, paires, type Quoi, texte } from '../elements.ts'
import { date } from '../francais.ts'
import { garde, representant } from '../libelles.ts'

/** Subject and sentence; the examples have several VA and one VSR. */
const objets: Readonly<Record<string, string>> = {
  va: 'Procès-verbaux de VA',
  'etat-des-lieux': 'État des lieux des indicateurs d’usage',
  vsr: 'Procès-verbal de VSR'
}
const corps: Readonly<Record<string, string>> = {
  va: 'les procès-verbaux de vérification d’aptitude signés',
  'etat-des-lieux': 'l’état des lieux des indicateurs d’usage, consolidé pour la grappe,',
  vsr: 'ci-joint le procès-verbal de vérification de service régulier signé pour'
}

/** Subject and sentences of the mailing, as its PDF and its draft say them. */
export function dits(d: DossierLu, lot: string): { readonly objet: string; readonly phrases: readonly string[] } {
  const { grappe: g } = d
  const p = porteur(d)
  return {
    objet: `ESMS Numérique – ${g.nom} – ${objets[lot]}`,
    phrases: [
      `Dans le cadre du programme ESMS Numérique (convention ${g.referenceConvention} du ${date(g.dateConvention)}), la grappe « ${g.nom} », portée par ${p.raisonSociale}, vous adresse ce qui suit.`,
      corps[lot]!,
      `${representant(p)}, ${p.fonctionRepresentant}, ${p.raisonSociale}`
    ]
  }
}

export function message(d: DossierLu, quoi: Quoi): DocAttendu {
  const { grappe: g } = d
  const { objet, phrases } = dits(d, quoi.lot)
  return {
    titreCourt: 'Message',
    elements: [
      ...garde(d, quoi, 'Message à envoyer', objets[quoi.lot]!),
      ...paires([
        ['À (ARS)', g.courrielArs],
        ['Copie (GRADeS)', g.courrielGrades],
        ['Objet', objet]
      ]),
      ...phrases.map(texte)
    ]
  }
}
