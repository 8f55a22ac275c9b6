import type { Depense } from '#domain/depense.ts'
import { type Dossier, porteurDe } from '#domain/dossier.ts'
import { formatDate } from '#domain/format.ts'
import { grouper } from '#domain/grouper.ts'
import { repartitionEligible } from '#domain/repartition-depenses.ts'
import { totauxParPoste } from '#domain/totaux-depense.ts'
import { type Bloc, cel, type Doc, ent, eur, jour, pct, type Rangee, rangee, requis, txt } from '../doc.ts'
import { representantDe } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'
import { motsDepense, total } from './etat-depenses.ts'

const droite = 'droite' as const

/** Payroll in its own words: gross salary, employer charges, total cost. */
function blocsPaie(dossier: Dossier, paie: readonly Depense[]): readonly Bloc[] {
  if (paie.length === 0) return []
  const mots = motsDepense(dossier)
  return [
    { b: 'titre', niveau: 1, texte: 'Dépenses de ressources humaines' },
    {
      b: 'table',
      colonnes: [
        { titre: 'N°', largeur: 5, aligne: droite },
        { titre: 'Salarié ou fonction', largeur: 30 },
        { titre: 'Organisme', largeur: 22 },
        { titre: 'Payée le', largeur: 12, aligne: droite },
        { titre: 'Salaire brut', unite: '€', largeur: 14, aligne: droite },
        { titre: 'Charges', unite: '€', largeur: 14, aligne: droite },
        { titre: 'Coût total', unite: '€', largeur: 14, aligne: droite },
        { titre: 'Éligible', unite: '€', largeur: 14, aligne: droite }
      ],
      rangees: [
        ...paie.map((d) =>
          rangee([
            ent(d.numero),
            txt(d.libelle),
            txt(mots(d).organisme),
            jour(d.dateAcquittement),
            requis(eur(d.ht)),
            requis(eur(d.tva)),
            requis(eur(d.ttc)),
            requis(eur(d.eligible))
          ])
        ),
        {
          role: 'total',
          cellules: [
            cel(txt('Total des dépenses de ressources humaines'), { etendue: 4 }),
            cel(eur(total(paie, (d) => d.ht))),
            cel(eur(total(paie, (d) => d.tva))),
            cel(eur(total(paie, (d) => d.ttc))),
            cel(eur(total(paie, (d) => d.eligible)))
          ]
        }
      ]
    }
  ]
}

/** What each OG bears of the eligible expenses; the workbook gives it by establishment. */
function blocsRepartition(dossier: Dossier): readonly Bloc[] {
  const { organismes, sansCle, retires } = repartitionEligible(dossier)
  if (organismes.length === 0) return []
  const reste = (titre: string, cents: number): Rangee[] => (cents === 0 ? [] : [rangee([txt(titre), txt(null), ent(null), eur(null), eur(null), eur(cents)])])
  const directes = total(organismes, (o) => o.directes)
  const mutualisees = total(organismes, (o) => o.mutualisees)
  return [
    { b: 'titre', niveau: 1, texte: 'Répartition par organisme' },
    {
      b: 'table',
      colonnes: [
        { titre: 'Organisme', largeur: 40 },
        { titre: 'FINESS EJ', largeur: 14 },
        { titre: 'ESSMS', largeur: 9, aligne: droite },
        { titre: 'Dépenses propres', unite: '€', largeur: 17, aligne: droite },
        { titre: 'Part mutualisée', unite: '€', largeur: 17, aligne: droite },
        { titre: 'Total éligible', unite: '€', largeur: 17, aligne: droite }
      ],
      rangees: [
        ...organismes.map((o) =>
          rangee([requis(txt(o.nom)), txt(o.finessEj), ent(o.etablissements), eur(o.directes), eur(o.mutualisees), eur(o.directes + o.mutualisees)])
        ),
        ...reste('Mutualisé sans clé', sansCle),
        ...reste('Établissements retirés', retires),
        {
          role: 'total',
          cellules: [
            cel(txt('Total'), { etendue: 2 }),
            cel(ent(total(organismes, (o) => o.etablissements))),
            cel(eur(directes)),
            cel(eur(mutualisees)),
            cel(eur(directes + mutualisees + sansCle + retires))
          ]
        }
      ],
      note: 'Une dépense mutualisée est partagée entre tous les établissements selon sa clé, au centime près.'
    }
  ]
}

/** État récapitulatif des dépenses ready to certify: by poste, then every line, then the certification block. */
export function docDepenses(dossier: Dossier, contexte: Contexte): Doc {
  const { grappe, depenses } = dossier
  const porteur = porteurDe(dossier)
  const mots = motsDepense(dossier)
  const postes = totauxParPoste(dossier)
  const eligible = total(depenses, (d) => d.eligible)
  const factures = depenses.filter((d) => d.nature !== 'rh')
  const paie = depenses.filter((d) => d.nature === 'rh')
  const lignes: Rangee[] = [...grouper(factures, (d) => d.poste ?? 'Sans poste')].flatMap(([poste, groupe]) => [
    { role: 'section' as const, cellules: [cel(txt(poste), { etendue: 9 })] },
    ...groupe.map((d) => {
      const m = mots(d)
      return rangee([
        ent(d.numero),
        txt(d.libelle),
        txt(m.etablissement),
        txt([d.fournisseur, d.facture].filter(Boolean).join(' – ')),
        jour(d.dateAcquittement),
        requis(eur(d.ht)),
        requis(eur(d.tva)),
        requis(eur(d.ttc)),
        requis(eur(d.eligible))
      ])
    }),
    {
      role: 'total' as const,
      cellules: [
        cel(txt(`Total – ${poste}`), { etendue: 5 }),
        cel(eur(total(groupe, (d) => d.ht))),
        cel(eur(total(groupe, (d) => d.tva))),
        cel(eur(total(groupe, (d) => d.ttc))),
        cel(eur(total(groupe, (d) => d.eligible)))
      ]
    }
  ])
  const blocs: Bloc[] = [
    { b: 'titre', niveau: 1, texte: 'Cadre' },
    {
      b: 'paires',
      lignes: [
        ['Convention avec l’ARS', requis(txt(grappe.referenceConvention))],
        ['Date de la convention', requis(jour(grappe.dateConvention))],
        [
          'Période d’éligibilité',
          txt(grappe.debutEligibilite && grappe.finEligibilite ? `du ${formatDate(grappe.debutEligibilite)} au ${formatDate(grappe.finEligibilite)}` : null)
        ],
        ['Montant de la convention', requis(eur(grappe.montantConvention))],
        ['Avance reçue', eur(grappe.avanceRecue)],
        ['Total des dépenses TTC', eur(total(depenses, (d) => d.ttc))],
        ['Total éligible', eur(eligible)],
        ['Nombre de lignes', ent(depenses.length)]
      ]
    },
    { b: 'titre', niveau: 1, texte: 'Réalisé et plan de financement' },
    {
      b: 'table',
      colonnes: [
        { titre: 'Poste', largeur: 34 },
        { titre: 'Prévu', unite: '€ TTC', aligne: droite, largeur: 17 },
        { titre: 'Réalisé', unite: '€ TTC', aligne: droite, largeur: 17 },
        { titre: 'Éligible', unite: '€', aligne: droite, largeur: 17 },
        { titre: 'Écart', unite: '€', aligne: droite, largeur: 17 },
        { titre: 'Écart', unite: '%', aligne: droite, largeur: 12 }
      ],
      rangees: [
        ...postes.map((p) => rangee([txt(p.poste), eur(p.prevu), eur(p.realise), eur(p.eligible), eur(p.ecart), pct(p.ecartPourcent)])),
        rangee(
          [
            txt('Total'),
            eur(total(postes, (p) => p.prevu)),
            eur(total(postes, (p) => p.realise)),
            eur(total(postes, (p) => p.eligible)),
            eur(total(postes, (p) => p.ecart)),
            txt(null)
          ],
          'total'
        )
      ]
    },
    { b: 'titre', niveau: 1, texte: 'Détail des dépenses' },
    {
      b: 'table',
      colonnes: [
        { titre: 'N°', largeur: 5, aligne: droite },
        { titre: 'Libellé', largeur: 27 },
        { titre: 'Établissement', largeur: 17 },
        { titre: 'Fournisseur et facture', largeur: 22 },
        { titre: 'Acquittée le', largeur: 12, aligne: droite },
        { titre: 'HT', unite: '€', largeur: 13, aligne: droite },
        { titre: 'TVA', unite: '€', largeur: 12, aligne: droite },
        { titre: 'TTC', unite: '€', largeur: 13, aligne: droite },
        { titre: 'Éligible', unite: '€', largeur: 13, aligne: droite }
      ],
      rangees: [
        ...lignes,
        {
          role: 'total',
          cellules: [
            cel(txt('Total des factures'), { etendue: 5 }),
            cel(eur(total(factures, (d) => d.ht))),
            cel(eur(total(factures, (d) => d.tva))),
            cel(eur(total(factures, (d) => d.ttc))),
            cel(eur(total(factures, (d) => d.eligible)))
          ]
        }
      ]
    },
    ...blocsPaie(dossier, paie),
    ...blocsRepartition(dossier),
    { b: 'titre', niveau: 1, texte: 'Certification' },
    {
      b: 'paragraphe',
      texte:
        'Je certifie que les dépenses ci-dessus ont été engagées et acquittées pour le projet, pendant la période d’éligibilité, et qu’elles n’ont pas reçu d’autre financement pour le même objet.'
    },
    {
      b: 'signatures',
      blocs: [
        {
          titre: 'Le représentant légal du porteur',
          organisation: porteur?.raisonSociale ?? 'à compléter',
          nom: porteur ? representantDe(porteur) : null,
          fonction: porteur?.fonctionRepresentant ?? null,
          lieu: porteur?.commune ?? null,
          date: null
        },
        { titre: 'Le comptable, l’expert-comptable ou le commissaire aux comptes', organisation: '', nom: null, fonction: null, lieu: null, date: null }
      ]
    }
  ]
  return { ...entete(dossier, contexte, { titre: 'État récapitulatif des dépenses', titreCourt: 'Dépenses', orientation: 'paysage' }), blocs }
}
