import { type Dossier, porteurDe } from '#domain/dossier.ts'
import { formatDate } from '#domain/format.ts'
import { totauxParPoste } from '#domain/totaux-depense.ts'
import { type Bloc, cel, type Doc, ent, eur, jour, pct, type Rangee, rangee, requis, txt } from '../doc.ts'
import { grouper, representantDe } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'
import { motsDepense, total } from './etat-depenses.ts'

/** État récapitulatif des dépenses ready to certify: by poste, then every line, then the certification block. */
export function docDepenses(dossier: Dossier, contexte: Contexte): Doc {
  const { grappe, depenses } = dossier
  const porteur = porteurDe(dossier)
  const mots = motsDepense(dossier)
  const postes = totauxParPoste(dossier)
  const eligible = total(depenses, (d) => d.eligible)
  const lignes: Rangee[] = [...grouper(depenses, (d) => d.poste ?? 'Sans poste')].flatMap(([poste, groupe]) => [
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
  const droite = 'droite' as const
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
            cel(txt('Total général'), { etendue: 5 }),
            cel(eur(total(depenses, (d) => d.ht))),
            cel(eur(total(depenses, (d) => d.tva))),
            cel(eur(total(depenses, (d) => d.ttc))),
            cel(eur(eligible))
          ]
        }
      ],
      note: 'Ligne de ressources humaines : HT = salaire brut, TVA = charges de l’employeur, TTC = coût total.'
    },
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
