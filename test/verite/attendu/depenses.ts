import { coutRh, repartir } from '../calculs.ts'
import { conserves, type DepenseLue, type DossierLu, etablissement, organisme, porteur, somme } from '../dossier-lu.ts'
import { type CelluleAttendue, type ClasseurAttendu, type DocAttendu, paires, type Quoi, table, texte } from '../elements.ts'
import { date, entier, euros, eurosDits, jour, ordreAlphabetique, taux, vide } from '../francais.ts'
import { cle, garde, imputation, nature, representant } from '../libelles.ts'

const posteRh = 'Ressources humaines'
const meme = (t: string) => t.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/gu, ' ').trim().toLowerCase()

/** Postes of the plan, then those met only among the expenses; payroll whose poste is not in the plan goes to « Ressources humaines ». */
function parPoste(d: DossierLu) {
  const noms: string[] = []
  const rang = (nom: string) => {
    const i = noms.findIndex((n) => meme(n) === meme(nom))
    return i === -1 ? noms.push(nom) - 1 : i
  }
  const prevu = new Map<number, number>()
  for (const c of d.couts) prevu.set(rang(c.poste), (prevu.get(rang(c.poste)) ?? 0) + c.ttc)
  for (const c of d.coutsRh) prevu.set(rang(posteRh), (prevu.get(rang(posteRh)) ?? 0) + coutRh(c))
  const rangs = d.depenses.map((x) => rang(x.nature === 'rh' && !noms.some((n) => meme(n) === meme(x.poste)) ? posteRh : x.poste))
  return {
    rangs,
    lignes: noms.map((nom, i) => {
      const siennes = d.depenses.filter((_, k) => rangs[k] === i)
      return { nom, prevu: prevu.get(i) ?? 0, realise: somme(siennes, (x) => x.ttc), eligible: somme(siennes, (x) => x.eligible) }
    })
  }
}

/** Eligible cents by kept establishment: its own lines, and its part of the shared ones. */
function repartition(d: DossierLu) {
  const essms = conserves(d)
  const communes = (c: string | null) =>
    somme(
      d.depenses.filter((x) => x.etablissement === null && (x.cle ?? 'aucune') === c),
      (x) => x.eligible
    )
  const egales = repartir(
    communes('egale'),
    essms.map(() => 1)
  )
  const prorata = repartir(
    communes('personnes'),
    essms.map((e) => e.personnesAccompagnees)
  )
  return {
    sansCle: communes('aucune'),
    lignes: essms
      .map((e, i) => ({
        nom: e.nom,
        finess: e.finess,
        og: organisme(d, e.organisme)!.raisonSociale,
        finessEj: organisme(d, e.organisme)!.finessEj,
        directes: somme(
          d.depenses.filter((x) => x.etablissement === e.id),
          (x) => x.eligible
        ),
        partagees: egales[i]! + prorata[i]!
      }))
      .sort((a, b) => ordreAlphabetique(a.og, b.og) || ordreAlphabetique(a.nom, b.nom))
  }
}

/** The parts of the establishments added by OG, in the order met. */
function parOrganisme(parts: ReturnType<typeof repartition>['lignes']) {
  const noms = [...new Set(parts.map((x) => x.og))]
  return noms.map((og) => {
    const siens = parts.filter((x) => x.og === og)
    return { og, finessEj: siens[0]!.finessEj, essms: siens.length, directes: somme(siens, (x) => x.directes), partagees: somme(siens, (x) => x.partagees) }
  })
}

const colonnes = ['ht', 'tva', 'ttc', 'eligible'] as const
const totaux = (liste: readonly DepenseLue[]) => colonnes.map((c) => euros(somme(liste, (x) => x[c])))
const eligibilite = (d: DossierLu) => `du ${date(d.grappe.debutEligibilite!)} au ${date(d.grappe.finEligibilite!)}`

export function etatDepenses(d: DossierLu, quoi: Quoi): DocAttendu {
  const { grappe: g } = d
  const p = porteur(d)
  const { lignes } = parPoste(d)
  const { lignes: parts, sansCle } = repartition(d)
  const ogs = parOrganisme(parts)
  const retires = somme(d.depenses, (x) => x.eligible) - somme(parts, (x) => x.directes + x.partagees) - sansCle
  const factures = d.depenses.filter((x) => x.nature !== 'rh')
  const paie = d.depenses.filter((x) => x.nature === 'rh')
  const postes = [...new Set(factures.map((x) => x.poste))]
  return {
    titreCourt: 'Dépenses',
    elements: [
      ...garde(d, quoi, 'État récapitulatif des dépenses', null),
      ...paires([
        ['Convention avec l’ARS', g.referenceConvention],
        ['Date de la convention', date(g.dateConvention)],
        ['Période d’éligibilité', eligibilite(d)],
        ['Montant de la convention', eurosDits(g.montantConvention)],
        ['Avance reçue', g.avanceRecue === null ? null : eurosDits(g.avanceRecue)],
        ['Total des dépenses TTC', eurosDits(somme(d.depenses, (x) => x.ttc))],
        ['Total éligible', eurosDits(somme(d.depenses, (x) => x.eligible))],
        ['Nombre de lignes', entier(d.depenses.length)]
      ]),
      table(
        'Réalisé et plan de financement',
        ['Poste', 'Prévu (€ TTC)', 'Réalisé (€ TTC)', 'Éligible (€)', 'Écart (€)', 'Écart (%)'],
        [
          ...lignes.map((l) => [
            l.nom,
            euros(l.prevu),
            euros(l.realise),
            euros(l.eligible),
            euros(l.realise - l.prevu),
            l.prevu === 0 ? vide : taux(l.realise - l.prevu, l.prevu)
          ]),
          [
            'Total',
            ...([(l) => l.prevu, (l) => l.realise, (l) => l.eligible, (l) => l.realise - l.prevu] as ((l: (typeof lignes)[number]) => number)[]).map((de) =>
              euros(somme(lignes, de))
            )
          ]
        ]
      ),
      table(
        'Détail des dépenses',
        ['N°', 'Libellé', 'Établissement', 'Fournisseur et facture', 'Acquittée le', 'HT (€)', 'TVA (€)', 'TTC (€)', 'Éligible (€)'],
        [
          ...postes.flatMap((poste) => {
            const siennes = factures.filter((x) => x.poste === poste)
            return [
              [poste],
              ...siennes.map((x) => [
                entier(x.numero),
                x.libelle,
                etablissement(d, x.etablissement)?.nom ?? 'Mutualisée',
                [x.fournisseur, x.facture].filter(Boolean).join(' – ') || vide,
                jour(x.dateAcquittement),
                ...colonnes.map((c) => euros(x[c]))
              ]),
              [`Total – ${poste}`, ...totaux(siennes)]
            ]
          }),
          ['Total des factures', ...totaux(factures)]
        ]
      ),
      ...(paie.length === 0
        ? []
        : [
            table(
              'Dépenses de ressources humaines',
              ['N°', 'Salarié ou fonction', 'Organisme', 'Payée le', 'Salaire brut (€)', 'Charges (€)', 'Coût total (€)', 'Éligible (€)'],
              [
                ...paie.map((x) => [
                  entier(x.numero),
                  x.libelle,
                  organisme(d, x.organisme)!.raisonSociale,
                  jour(x.dateAcquittement),
                  ...colonnes.map((c) => euros(x[c]))
                ]),
                ['Total des dépenses de ressources humaines', ...totaux(paie)]
              ]
            )
          ]),
      table(
        'Répartition par organisme',
        ['Organisme', 'FINESS EJ', 'ESSMS', 'Dépenses propres (€)', 'Part mutualisée (€)', 'Total éligible (€)'],
        [
          ...ogs.map((o) => [o.og, o.finessEj, entier(o.essms), euros(o.directes), euros(o.partagees), euros(o.directes + o.partagees)]),
          ...(sansCle === 0 ? [] : [['Mutualisé sans clé', vide, vide, vide, vide, euros(sansCle)]]),
          ...(retires === 0 ? [] : [['Établissements retirés', vide, vide, vide, vide, euros(retires)]]),
          [
            'Total',
            entier(parts.length),
            euros(somme(parts, (x) => x.directes)),
            euros(somme(parts, (x) => x.partagees)),
            euros(somme(d.depenses, (x) => x.eligible))
          ]
        ]
      ),
      texte(
        `Le représentant légal du porteur ${p.raisonSociale} Nom : ${representant(p)} Fonction : ${p.fonctionRepresentant} Fait à : ${p.commune} Le : Cachet et signature`
      )
    ]
  }
}

const entetes = [
  'N°',
  'Organisme',
  'FINESS EJ',
  'Établissement',
  'FINESS ET',
  'Poste du plan de financement',
  'N° poste',
  'Nature',
  'Imputation',
  'Libellé',
  'Fournisseur',
  'SIRET fournisseur',
  'N° facture',
  'Date facture',
  'Date d’acquittement',
  'HT ou salaire brut (€)',
  'Taux TVA (%)',
  'TVA ou charges (€)',
  'TTC ou coût total (€)',
  'Montant éligible (€)',
  'Clé de répartition',
  'Observation'
]
const dateDe = (iso: string | null): CelluleAttendue => (iso === null ? null : { date: iso })

export function classeurDepenses(d: DossierLu, quoi: Quoi): ClasseurAttendu {
  const { grappe: g } = d
  const { lignes, rangs } = parPoste(d)
  const { lignes: parts, sansCle } = repartition(d)
  const ogs = parOrganisme(parts)
  const fin = 4 + d.depenses.length
  const finPostes = 4 + lignes.length
  const finParts = 4 + parts.length
  const total = (c: string, f: number, cents: number): CelluleAttendue => ({ f: `SUM(${c}5:${c}${f})`, v: { euros: cents } })
  const [prevu, realise, eligible] = (['prevu', 'realise', 'eligible'] as const).map((c) => somme(lignes, (l) => l[c])) as [number, number, number]
  const [directes, partagees] = [somme(parts, (x) => x.directes), somme(parts, (x) => x.partagees)]
  const t = finPostes + 1
  const retires = somme(d.depenses, (x) => x.eligible) - directes - partagees - sansCle
  return {
    feuilles: [
      {
        nom: 'Lisez-moi',
        lignes: [
          ['État récapitulatif des dépenses'],
          [g.nom],
          [],
          ['Objet', { prose: true }],
          ['Convention', g.referenceConvention],
          ['Période d’éligibilité', eligibilite(d)],
          ...['Montants', 'Dépenses', 'Par poste', 'Répartition', 'Par organisme'].map((a): CelluleAttendue[] => [a, { prose: true }]),
          ['Établi le', date(quoi.date)]
        ]
      },
      {
        nom: 'Dépenses',
        lignes: [
          ['État récapitulatif des dépenses'],
          [g.nom],
          [],
          entetes,
          ...d.depenses.map((x, i): CelluleAttendue[] => {
            const og = organisme(d, x.organisme)!
            const essms = etablissement(d, x.etablissement)
            return [
              x.numero,
              og.raisonSociale,
              og.finessEj,
              essms?.nom ?? 'Mutualisée',
              essms?.finess ?? null,
              x.poste,
              rangs[i]! + 1,
              nature[x.nature]!,
              imputation[x.imputation]!,
              x.libelle,
              x.fournisseur,
              x.siretFournisseur,
              x.facture,
              dateDe(x.dateFacture),
              dateDe(x.dateAcquittement),
              { euros: x.ht },
              x.tauxTva,
              { euros: x.tva },
              { euros: x.ttc },
              { euros: x.eligible },
              x.etablissement === null && x.cle !== null ? cle[x.cle]! : null,
              x.observation
            ]
          }),
          [
            'Total',
            ...Array.from({ length: 14 }, () => null),
            total(
              'P',
              fin,
              somme(d.depenses, (x) => x.ht)
            ),
            null,
            total(
              'R',
              fin,
              somme(d.depenses, (x) => x.tva)
            ),
            total(
              'S',
              fin,
              somme(d.depenses, (x) => x.ttc)
            ),
            total(
              'T',
              fin,
              somme(d.depenses, (x) => x.eligible)
            )
          ]
        ]
      },
      {
        nom: 'Par poste',
        lignes: [
          ['Dépenses et plan de financement, par poste'],
          ['Montants TTC en euros'],
          [],
          ['N°', 'Poste', 'Prévu (€ TTC)', 'Réalisé (€ TTC)', 'Éligible (€)', 'Écart (€)', 'Écart (%)'],
          ...lignes.map((l, i): CelluleAttendue[] => {
            const r = 5 + i
            const somme5 = (c: string, cents: number): CelluleAttendue => ({
              f: `SUMIF('Dépenses'!$G$5:$G$${fin},A${r},'Dépenses'!$${c}$5:$${c}$${fin})`,
              v: { euros: cents }
            })
            return [
              i + 1,
              l.nom,
              { euros: l.prevu },
              somme5('S', l.realise),
              somme5('T', l.eligible),
              { f: `D${r}-C${r}`, v: { euros: l.realise - l.prevu } },
              { f: `IF(C${r}=0,"",(D${r}-C${r})/C${r})`, v: l.prevu === 0 ? null : { pourcent: (100 * (l.realise - l.prevu)) / l.prevu } }
            ]
          }),
          [
            'Total',
            null,
            total('C', finPostes, prevu),
            total('D', finPostes, realise),
            total('E', finPostes, eligible),
            { f: `D${t}-C${t}`, v: { euros: realise - prevu } },
            { f: `IF(C${t}=0,"",(D${t}-C${t})/C${t})`, v: prevu === 0 ? null : { pourcent: (100 * (realise - prevu)) / prevu } }
          ],
          [],
          [null, 'Subvention de la convention', { euros: g.montantConvention }],
          [null, 'Éligible moins subvention', { f: `E${t}-C${t + 2}`, v: { euros: eligible - g.montantConvention } }]
        ]
      },
      {
        nom: 'Répartition',
        lignes: [
          ['Montants éligibles par établissement'],
          ['En euros, au centime près'],
          [],
          ['Organisme', 'Établissement', 'FINESS ET', 'Dépenses propres (€)', 'Part mutualisée (€)', 'Total éligible (€)', 'N° OG'],
          ...parts.map((x, i): CelluleAttendue[] => [
            x.og,
            x.nom,
            x.finess,
            { euros: x.directes },
            { euros: x.partagees },
            { f: `D${5 + i}+E${5 + i}`, v: { euros: x.directes + x.partagees } },
            ogs.findIndex((o) => o.og === x.og) + 1
          ]),
          ['Total', null, null, total('D', finParts, directes), total('E', finParts, partagees), total('F', finParts, directes + partagees)],
          // Nothing eligible is lost: the rest of the total is what no kept establishment bears.
          ...(sansCle === 0 ? [] : [['Mutualisé sans clé', null, null, null, null, { euros: sansCle }] as CelluleAttendue[]]),
          ...(retires === 0 ? [] : [['Établissements retirés', null, null, null, null, { euros: retires }] as CelluleAttendue[]])
        ]
      },
      {
        nom: 'Par organisme',
        lignes: [
          ['Montants éligibles par organisme'],
          ['Sommes de la feuille Répartition, en euros'],
          [],
          ['N°', 'Organisme', 'FINESS EJ', 'Établissements', 'Dépenses propres (€)', 'Part mutualisée (€)', 'Total éligible (€)'],
          ...ogs.map((o, i): CelluleAttendue[] => {
            const r = 5 + i
            const somme5 = (c: string, cents: number): CelluleAttendue => ({
              f: `SUMIF('Répartition'!$G$5:$G$${finParts},A${r},'Répartition'!$${c}$5:$${c}$${finParts})`,
              v: { euros: cents }
            })
            return [
              i + 1,
              o.og,
              o.finessEj,
              o.essms,
              somme5('D', o.directes),
              somme5('E', o.partagees),
              { f: `E${r}+F${r}`, v: { euros: o.directes + o.partagees } }
            ]
          }),
          [
            'Total',
            null,
            null,
            null,
            total('E', 4 + ogs.length, directes),
            total('F', 4 + ogs.length, partagees),
            total('G', 4 + ogs.length, directes + partagees)
          ]
        ]
      }
    ]
  }
}
