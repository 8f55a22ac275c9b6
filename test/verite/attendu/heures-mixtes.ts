import { conserves, type DossierLu, type EtablissementLu, somme } from '../dossier-lu.ts'
import { type CelluleAttendue, type ClasseurAttendu, type DocAttendu, type Quoi, table, texte } from '../elements.ts'
import { decimal, euros, pluriel, produitArrondi, taux } from '../francais.ts'
import { garde, raison } from '../libelles.ts'
import { lisezMoi } from './lisez-moi.ts'

const services = (d: DossierLu) => conserves(d).filter((e) => e.saadMixte === 'oui')
/** Hundredths of hours: exact sums. */
const eligibles = (liste: readonly EtablissementLu[]) => somme(liste, (e) => produitArrondi(e.heuresEligibles!, 100))
const confort = (liste: readonly EtablissementLu[]) => somme(liste, (e) => produitArrondi(e.heuresConfort!, 100))
const part = (liste: readonly EtablissementLu[]) => taux(eligibles(liste), eligibles(liste) + confort(liste), 2)

export function heuresMixtes(d: DossierLu, quoi: Quoi): DocAttendu {
  const tous = services(d)
  return {
    titreCourt: 'Répartition des heures',
    elements: [
      ...garde(
        d,
        quoi,
        'Répartition des heures des services d’aide à domicile',
        'Programme ESMS Numérique – services réalisant aussi des prestations de confort'
      ),
      texte(`${pluriel(tous.length, 'service')} d’aide à domicile de la grappe`),
      table(
        null,
        ['FINESS ET', 'Service', 'Organisme gestionnaire', 'Heures éligibles (h/an)', 'Heures de confort (h/an)', 'Total (h/an)', 'Part éligible (%)'],
        [
          ...tous.map((e) => [
            e.finess,
            e.nom,
            raison(d, e.organisme),
            decimal(e.heuresEligibles!, 2, true),
            decimal(e.heuresConfort!, 2, true),
            euros(eligibles([e]) + confort([e])),
            part([e])
          ]),
          ['Total', euros(eligibles(tous)), euros(confort(tous)), euros(eligibles(tous) + confort(tous)), part(tous)]
        ]
      ),
      table(
        'Aide demandée pour ces services',
        ['FINESS ET', 'Service', 'Aide demandée (€ TTC)'],
        [...tous.map((e) => [e.finess, e.nom, euros(e.montantAide)]), ['Total', euros(somme(tous, (e) => e.montantAide))]]
      )
    ]
  }
}

export function classeurHeures(d: DossierLu, quoi: Quoi): ClasseurAttendu {
  const tous = services(d)
  const fin = 4 + tous.length
  const pourcent = (liste: readonly EtablissementLu[]) => ({ pourcent: Number(part(liste).replace(',', '.')) })
  return {
    feuilles: [
      {
        nom: 'Heures',
        lignes: [
          ['Répartition des heures'],
          ['Heures par an. L’aide est calculée au prorata des heures éligibles.'],
          [],
          ['FINESS ET', 'Service', 'Organisme', 'Heures éligibles', 'Heures de confort', 'Total', 'Part éligible', 'Aide demandée TTC'],
          ...tous.map((e, i): CelluleAttendue[] => {
            const l = 5 + i
            return [
              e.finess,
              e.nom,
              raison(d, e.organisme),
              e.heuresEligibles,
              e.heuresConfort,
              { f: `ROUND(D${l}+E${l},2)`, v: (eligibles([e]) + confort([e])) / 100 },
              { f: `IFERROR(ROUND(D${l}/F${l},4),0)`, v: pourcent([e]) },
              { euros: e.montantAide }
            ]
          }),
          [
            'Total',
            null,
            null,
            { f: `ROUND(SUM(D5:D${fin}),2)`, v: eligibles(tous) / 100 },
            { f: `ROUND(SUM(E5:E${fin}),2)`, v: confort(tous) / 100 },
            { f: `ROUND(D${fin + 1}+E${fin + 1},2)`, v: (eligibles(tous) + confort(tous)) / 100 },
            { f: `IFERROR(ROUND(D${fin + 1}/F${fin + 1},4),0)`, v: pourcent(tous) },
            { f: `SUM(H5:H${fin})`, v: { euros: somme(tous, (e) => e.montantAide) } }
          ]
        ]
      },
      lisezMoi(d, quoi, ['Ce que contient ce classeur', 'Unité', 'Source'])
    ]
  }
}
