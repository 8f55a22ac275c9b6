import type { Dossier } from '#domain/dossier.ts'
import { type Bloc, cel, type Doc, ent, eur, pct, rangee, requis, txt } from '../doc.ts'
import { accorde } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import { type Contexte, definePiece } from '../production.ts'
import { classeurMateriels } from './classeur-materiels.ts'
import { type ModeleMateriel, modeleMateriel, petitOgDit, type TotalEssms } from './modele-materiel.ts'

const absent = requis(txt(null))

function tableLignes(m: ModeleMateriel): Bloc {
  return {
    b: 'table',
    colonnes: [
      { titre: 'FINESS ET', largeur: 0.09 },
      { titre: 'Établissement ou service', largeur: 0.2 },
      { titre: 'Désignation', largeur: 0.25 },
      { titre: 'Quantité', largeur: 0.08, aligne: 'droite' },
      { titre: 'Prix unitaire HT', largeur: 0.11, aligne: 'droite', unite: '€' },
      { titre: 'TVA', largeur: 0.06, aligne: 'droite', unite: '%' },
      { titre: 'Total HT', largeur: 0.1, aligne: 'droite', unite: '€' },
      { titre: 'Total TTC', largeur: 0.11, aligne: 'droite', unite: '€' }
    ],
    rangees: [
      ...(m.lignes.length === 0 ? [rangee([absent, absent, absent, absent, absent, absent, txt(''), txt('')])] : []),
      ...m.lignes.map(({ materiel: x, etablissement: e, ht, ttc }) =>
        rangee([
          requis(txt(e?.finess)),
          requis(txt(e?.nom)),
          requis(txt(x.designation)),
          requis(ent(x.quantite)),
          requis(eur(x.prixUnitaireHt)),
          requis(pct(x.tauxTva)),
          requis(eur(ht)),
          requis(eur(ttc))
        ])
      ),
      { role: 'total', cellules: [cel(txt('Total'), { etendue: 6 }), cel(eur(m.ht)), cel(eur(m.ttc))] }
    ]
  }
}

function tableEssms(m: ModeleMateriel): Bloc {
  return {
    b: 'table',
    colonnes: [
      { titre: 'FINESS ET', largeur: 0.1 },
      { titre: 'Établissement ou service', largeur: 0.25 },
      { titre: 'Organisme gestionnaire', largeur: 0.25 },
      { titre: 'Petit organisme (moins de 15 ESSMS)', largeur: 0.14, aligne: 'centre' },
      { titre: 'Total TTC', largeur: 0.13, aligne: 'droite', unite: '€' },
      { titre: 'Plafond', largeur: 0.13, aligne: 'droite', unite: '€' }
    ],
    rangees: [
      ...m.parEssms.map((t) => ({
        cellules: [
          cel(requis(txt(t.etablissement?.finess))),
          cel(requis(txt(t.etablissement?.nom))),
          cel(requis(txt(t.organisme?.raisonSociale))),
          cel(txt(petitOgDit(t)), t.petitOg === true ? {} : { ton: t.petitOg === null ? ('rouge' as const) : ('orange' as const) }),
          cel(eur(t.ttc), t.depasse ? { ton: 'orange' as const, gras: true } : {}),
          cel(eur(m.plafond))
        ]
      })),
      { role: 'total', cellules: [cel(txt(`Total : ${accorde(m.parEssms.length, 'établissement')}`), { etendue: 4 }), cel(eur(m.ttc)), cel(txt(''))] }
    ]
  }
}

function docMateriels(dossier: Dossier, contexte: Contexte): Doc {
  const m = modeleMateriel(dossier)
  const depassent = m.parEssms.filter((t) => t.depasse)
  const horsPetit = m.parEssms.filter((t) => t.petitOg === false)
  const noms = (liste: readonly TotalEssms[]) => liste.map((t) => t.etablissement?.nom ?? 'établissement à compléter').join(', ')
  const remarques: Bloc[] = []
  if (depassent.length > 0)
    remarques.push({
      b: 'encadre',
      ton: 'orange',
      titre: 'Plafond dépassé',
      texte: `Le total dépasse le plafond d’équipement par établissement : ${noms(depassent)}.`
    })
  if (horsPetit.length > 0)
    remarques.push({
      b: 'encadre',
      ton: 'orange',
      titre: 'Organisme de 15 ESSMS ou plus',
      texte: `À justifier auprès de l’ARS, l’aide au matériel visant les petits organismes : ${noms(horsPetit)}.`
    })
  return {
    ...entete(dossier, contexte, {
      titre: 'Liste chiffrée des matériels',
      titreCourt: 'Liste des matériels',
      sousTitre: 'Programme ESMS Numérique – pièce 11 du dossier de candidature',
      orientation: 'paysage'
    }),
    blocs: [
      {
        b: 'paires',
        lignes: [
          ['Total TTC', eur(m.ttc)],
          ['Établissements équipés', ent(m.parEssms.length)],
          ['Plafond par établissement', m.plafond === null ? txt('Non connu : reprendre celui de l’appel à projets ou de la convention') : eur(m.plafond)]
        ]
      },
      ...remarques,
      { b: 'titre', niveau: 1, texte: 'Total par établissement' },
      tableEssms(m),
      { b: 'titre', niveau: 1, texte: 'Détail des matériels' },
      tableLignes(m)
    ]
  }
}

/** Pièce 11: priced list of equipment, in a workbook and in PDF. Only made when some equipment is listed. */
export const materiels = definePiece({
  numero: 11,
  produire: (dossier, contexte) =>
    dossier.materiels.length === 0
      ? []
      : [
          { sorte: 'xlsx', base: 'Liste_des_materiels', classeur: classeurMateriels(dossier, contexte) },
          { sorte: 'pdf', base: 'Liste_des_materiels', doc: docMateriels(dossier, contexte) }
        ]
})
