import { type DossierLu, porteur } from '../dossier-lu.ts'
import { type DocAttendu, paires, type Quoi, texte } from '../elements.ts'
import { date } from '../francais.ts'
import { garde, representant } from '../libelles.ts'

const objets: Readonly<Record<string, string>> = {
  va: 'Procès-verbaux de VA',
  'etat-des-lieux': 'État des lieux des indicateurs d’usage',
  vsr: 'Procès-verbaux de VSR'
}
const corps: Readonly<Record<string, string>> = {
  va: 'les procès-verbaux de vérification d’aptitude signés',
  'etat-des-lieux': 'l’état des lieux des indicateurs d’usage, consolidé pour la grappe,',
  vsr: 'les procès-verbaux de vérification de service régulier signés'
}

export function message(d: DossierLu, quoi: Quoi): DocAttendu {
  const { grappe: g } = d
  const p = porteur(d)
  return {
    titreCourt: 'Message',
    elements: [
      ...garde(d, quoi, 'Message à envoyer', objets[quoi.lot]!),
      ...paires([
        ['À (ARS)', g.courrielArs],
        ['Copie (GRADeS)', g.courrielGrades],
        ['Objet', `ESMS Numérique – ${g.nom} – ${objets[quoi.lot]}`]
      ]),
      texte(
        `Dans le cadre du programme ESMS Numérique (convention ${g.referenceConvention} du ${date(g.dateConvention)}), la grappe « ${g.nom} », portée par ${p.raisonSociale}, vous adresse ce qui suit.`
      ),
      texte(corps[quoi.lot]!),
      texte(`${representant(p)}, ${p.fonctionRepresentant}, ${p.raisonSociale}`)
    ]
  }
}
