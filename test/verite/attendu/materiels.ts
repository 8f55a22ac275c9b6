import { type DossierLu, etablissement, organisme } from '../dossier-lu.ts'
import { type CelluleAttendue, type ClasseurAttendu, type DocAttendu, paires, type Quoi, table, texte } from '../elements.ts'
import { decimal, entier, euros, eurosDits, pluriel, produitArrondi } from '../francais.ts'
import { garde, piece, raison } from '../libelles.ts'
import { lisezMoi } from './lisez-moi.ts'

const total = (n: readonly number[]) => n.reduce((a, b) => a + b, 0)

/** Lines grouped by establishment, in order of first appearance. */
function lignesDe(d: DossierLu) {
  const ids = [...new Set(d.materiels.map((m) => m.etablissement))]
  const lignes = ids.flatMap((id) =>
    d.materiels
      .filter((m) => m.etablissement === id)
      .map((m) => {
        const ht = m.quantite * m.prixUnitaireHt
        return { ...m, ht, ttc: ht + produitArrondi(ht, m.tauxTva, 0.01), essms: etablissement(d, id)! }
      })
  )
  const parEssms = ids.map((id) => {
    const essms = etablissement(d, id)!
    return { essms, petit: organisme(d, essms.organisme)!.nombreEssmsGeres < 15, ttc: total(lignes.filter((l) => l.etablissement === id).map((l) => l.ttc)) }
  })
  return { ids, lignes, parEssms, ht: total(lignes.map((l) => l.ht)), ttc: total(lignes.map((l) => l.ttc)) }
}

export function materiels(d: DossierLu, quoi: Quoi): DocAttendu {
  const m = lignesDe(d)
  const plafond = d.grappe.plafondEquipement!
  const noms = (liste: typeof m.parEssms) => liste.map((t) => t.essms.nom).join(', ')
  const dessus = m.parEssms.filter((t) => t.ttc > plafond)
  const grands = m.parEssms.filter((t) => !t.petit)
  return {
    titreCourt: 'Liste des matériels',
    permis: ['Organisme de 15 ESSMS ou plus'],
    elements: [
      ...garde(d, quoi, 'Liste chiffrée des matériels', piece(11)),
      ...paires([
        ['Total TTC', eurosDits(m.ttc)],
        ['Établissements équipés', entier(m.parEssms.length)],
        ['Plafond par établissement', eurosDits(plafond)]
      ]),
      ...(dessus.length ? [texte(`Le total dépasse le plafond d’équipement par établissement : ${noms(dessus)}.`)] : []),
      ...(grands.length ? [texte(`petits organismes : ${noms(grands)}.`)] : []),
      table(
        'Total par établissement',
        ['FINESS ET', 'Établissement ou service', 'Organisme gestionnaire', 'Petit organisme (moins de 15 ESSMS)', 'Total TTC (€)', 'Plafond (€)'],
        [
          ...m.parEssms.map((t) => [t.essms.finess, t.essms.nom, raison(d, t.essms.organisme), t.petit ? 'Oui' : 'Non', euros(t.ttc), euros(plafond)]),
          [`Total : ${pluriel(m.parEssms.length, 'établissement')}`, euros(m.ttc)]
        ]
      ),
      table(
        'Détail des matériels',
        ['FINESS ET', 'Établissement ou service', 'Désignation', 'Quantité', 'Prix unitaire HT (€)', 'TVA (%)', 'Total HT (€)', 'Total TTC (€)'],
        [
          ...m.lignes.map((l) => [
            l.essms.finess,
            l.essms.nom,
            l.designation,
            entier(l.quantite),
            euros(l.prixUnitaireHt),
            decimal(l.tauxTva, 1, true),
            euros(l.ht),
            euros(l.ttc)
          ]),
          ['Total', euros(m.ht), euros(m.ttc)]
        ]
      )
    ]
  }
}

export function classeurMateriels(d: DossierLu, quoi: Quoi): ClasseurAttendu {
  const m = lignesDe(d)
  const plafond = d.grappe.plafondEquipement!
  const fin = 4 + m.lignes.length
  const finEssms = 4 + m.parEssms.length
  return {
    feuilles: [
      {
        nom: 'Matériels',
        lignes: [
          ['Liste chiffrée des matériels'],
          ['Montants en euros. Les cellules jaunes se modifient ; les autres se calculent.'],
          [],
          ['N°', 'Organisme', 'FINESS ET', 'Établissement', 'Désignation', 'Quantité', 'Prix unitaire HT', 'TVA', 'Total HT', 'Total TTC'],
          ...m.lignes.map((l, i): CelluleAttendue[] => [
            m.ids.indexOf(l.etablissement) + 1,
            raison(d, l.essms.organisme),
            l.essms.finess,
            l.essms.nom,
            l.designation,
            l.quantite,
            { euros: l.prixUnitaireHt },
            { pourcent: l.tauxTva },
            { f: `ROUND(F${5 + i}*G${5 + i},2)`, v: { euros: l.ht } },
            { f: `IF(H${5 + i}="",0,ROUND(I${5 + i}*(1+H${5 + i}),2))`, v: { euros: l.ttc } }
          ]),
          [null, 'Total', null, null, null, null, null, null, { f: `SUM(I5:I${fin})`, v: { euros: m.ht } }, { f: `SUM(J5:J${fin})`, v: { euros: m.ttc } }]
        ]
      },
      {
        nom: 'Par établissement',
        lignes: [
          ['Total par établissement'],
          ['Plafond d’équipement : celui de l’appel à projets ou de la convention.'],
          [],
          ['N°', 'Organisme', 'FINESS ET', 'Établissement', 'Petit organisme', 'Total TTC', 'Plafond', 'Contrôle'],
          ...m.parEssms.map((t, i): CelluleAttendue[] => [
            i + 1,
            raison(d, t.essms.organisme),
            t.essms.finess,
            t.essms.nom,
            t.petit ? 'Oui' : 'Non',
            { f: `SUMIF(Matériels!$A$5:$A$${fin},A${5 + i},Matériels!$J$5:$J$${fin})`, v: { euros: t.ttc } },
            { euros: plafond },
            { f: `IF(F${5 + i}>G${5 + i},"dépassé","dans le plafond")`, v: t.ttc > plafond ? 'dépassé' : 'dans le plafond' }
          ]),
          [null, 'Total', null, null, null, { f: `SUM(F5:F${finEssms})`, v: { euros: m.ttc } }]
        ]
      },
      lisezMoi(d, quoi, ['Ce que contient ce classeur', 'Unité', ['Petit organisme', 'Organisme qui gère moins de 15 ESSMS, dans la grappe ou non.'], 'Source'])
    ]
  }
}
