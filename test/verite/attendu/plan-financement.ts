import { annees, coutRh, emploi, emploiRh, emploisTotal, postes, regions, ressources } from '../calculs.ts'
import { conserves, type DossierLu, somme } from '../dossier-lu.ts'
import { type CelluleAttendue, type ClasseurAttendu, type DocAttendu, type FeuilleAttendue, paires, type Quoi, table, texte } from '../elements.ts'
import { decimal, entier, euros, eurosDits, produitArrondi, taux, tauxDit } from '../francais.ts'
import { garde, imputation, nature, piece, raison, region, source } from '../libelles.ts'
import { lisezMoi } from './lisez-moi.ts'

const total = (n: readonly number[]) => n.reduce((a, b) => a + b, 0)
const libelleRessource = (r: { source: string; libelle: string | null }) => (r.libelle ? `${source[r.source]} (${r.libelle})` : source[r.source]!)
const subvention = (d: DossierLu) =>
  somme(
    d.ressources.filter((r) => r.source === 'avance' || r.source === 'solde'),
    (r) => r.montant
  )
const emploisDe = (d: DossierLu, a: number) => total(postes(d).map((p) => emploi(d, p, a))) + emploiRh(d, a)
const ressourcesDe = (d: DossierLu, a: number) =>
  somme(
    d.ressources.filter((r) => r.annee === a),
    (r) => r.montant
  )

export function planFinancement(d: DossierLu, quoi: Quoi): DocAttendu {
  const ans = annees(d)
  const ligne = (titre: string, valeurs: readonly number[]) => [titre, ...valeurs.map(euros), euros(total(valeurs))]
  const entetesAns = [...ans.map((a) => `${a} (€ TTC)`), 'Total (€ TTC)']
  const emplois = ans.map((a) => emploisDe(d, a))
  const recettes = ans.map((a) => ressourcesDe(d, a))
  const ecarts = recettes.map((r, i) => r - emplois[i]!)
  const cles = regions(d)
  return {
    titreCourt: 'Plan de financement',
    elements: [
      ...garde(d, quoi, 'Plan de financement pluriannuel', piece(6)),
      ...paires([
        ['Période', `${ans[0]} à ${ans.at(-1)}`],
        ['Coût total du projet (TTC)', eurosDits(emploisTotal(d))],
        ['Subvention demandée (TTC)', eurosDits(d.grappe.montantDemande)],
        ['Avance et solde inscrits au plan', eurosDits(subvention(d))],
        ['Part de la subvention dans les emplois', tauxDit(subvention(d), emploisTotal(d))]
      ]),
      table(
        'Plan de financement',
        ['Emplois et ressources', ...entetesAns],
        [
          ['Emplois'],
          ...postes(d).map((p) =>
            ligne(
              p,
              ans.map((a) => emploi(d, p, a))
            )
          ),
          ligne(
            'Ressources humaines',
            ans.map((a) => emploiRh(d, a))
          ),
          ligne('Total des emplois', emplois),
          ['Ressources'],
          ...ressources(d).map((r) => ligne(libelleRessource(r), r.parAnnee)),
          ligne('Total des ressources', recettes),
          ligne('Écart (ressources − emplois)', ecarts)
        ]
      ),
      texte(ecarts.every((e) => e === 0) ? 'Plan équilibré' : 'Plan déséquilibré'),
      ...(cles.length < 2
        ? []
        : [
            table(
              'Clé de répartition par région',
              ['Région', 'ESSMS', 'Part (%)', 'Subvention (€ TTC)'],
              [
                ...cles.map((r) => [region[r.code]!, entier(r.essms), taux(r.essms, conserves(d).length, 2), euros(r.montant)]),
                ['Total', entier(conserves(d).length), '100,00', euros(total(cles.map((r) => r.montant)))]
              ]
            )
          ]),
      table(
        'Coûts du projet',
        ['Poste', 'Nature', 'Imputation', 'Organisme', 'Année', 'HT (€)', 'TVA (%)', 'TTC (€)'],
        [
          ...d.couts.map((c) => [
            c.poste,
            nature[c.nature]!,
            imputation[c.imputation]!,
            raison(d, c.organisme),
            String(c.annee),
            euros(c.ht),
            decimal(c.tauxTva, 1, true),
            euros(c.ttc)
          ]),
          ['Total', euros(somme(d.couts, (c) => c.ht)), euros(somme(d.couts, (c) => c.ttc))]
        ]
      ),
      table(
        'Ressources humaines',
        ['Fonction', 'Organisme', 'Année', 'ETP', 'Mois', 'Coût mensuel chargé (1 ETP) (€)', 'Coût total (€)'],
        [
          ...d.coutsRh.map((c) => [
            c.fonction,
            raison(d, c.organisme),
            String(c.annee),
            decimal(c.etp, 2, true),
            decimal(c.mois, 1, true),
            euros(c.coutMensuel),
            euros(coutRh(c))
          ]),
          ['Total', euros(somme(d.coutsRh, coutRh))]
        ]
      )
    ]
  }
}

const lettre = (i: number) => String.fromCharCode(65 + i)

function feuilleCouts(d: DossierLu): FeuilleAttendue {
  const ans = annees(d)
  const fin = 4 + d.couts.length
  const ttcDe = (champ: 'nature' | 'imputation', code: string) =>
    somme(
      d.couts.filter((c) => c[champ] === code),
      (c) => c.ttc
    )
  const recap = (
    titre: string,
    champ: 'nature' | 'imputation',
    colonne: string,
    mots: Readonly<Record<string, string>>,
    depart: number
  ): CelluleAttendue[][] => [
    [],
    [null, titre, 'TTC'],
    ...Object.entries(mots).map(([code, mot], i): CelluleAttendue[] => [
      null,
      mot,
      { f: `SUMIF($${colonne}$5:$${colonne}$${fin},$B${depart + i},$J$5:$J$${fin})`, v: { euros: ttcDe(champ, code) } }
    ])
  ]
  const somme5 = (colonne: string, cents: number): CelluleAttendue => ({ f: `SUM(${colonne}5:${colonne}${fin})`, v: { euros: cents } })
  const ht = somme(d.couts, (c) => c.ht)
  const ttc = somme(d.couts, (c) => c.ttc)
  return {
    nom: 'Coûts du projet',
    lignes: [
      ['Coûts du projet'],
      ['Montants en euros. Les cellules jaunes se modifient ; les autres se calculent.'],
      [],
      [
        'N° de poste',
        'Poste',
        'Nature',
        'Imputation',
        'Organisme',
        'Année',
        'HT',
        'TVA',
        'Montant de TVA',
        'TTC',
        'Contrôle',
        ...ans.map((a) => ({ annee: a }))
      ],
      ...d.couts.map((c, i): CelluleAttendue[] => {
        const l = 5 + i
        const juste = c.ttc === produitArrondi(c.ht, 1 + c.tauxTva / 100)
        return [
          postes(d).indexOf(c.poste) + 1,
          c.poste,
          nature[c.nature]!,
          imputation[c.imputation]!,
          raison(d, c.organisme),
          { annee: c.annee },
          { euros: c.ht },
          { pourcent: c.tauxTva },
          { f: `ROUND(J${l}-G${l},2)`, v: { euros: c.ttc - c.ht } },
          { euros: c.ttc },
          { f: `IF(ROUND(J${l}-ROUND(G${l}*(1+H${l}),2),2)=0,"exact","à vérifier")`, v: juste ? 'exact' : 'à vérifier' },
          ...ans.map((a, k): CelluleAttendue => ({ f: `IF($F${l}=${lettre(11 + k)}$4,$J${l},0)`, v: { euros: c.annee === a ? c.ttc : 0 } }))
        ]
      }),
      [
        null,
        'Total',
        null,
        null,
        null,
        null,
        somme5('G', ht),
        null,
        somme5('I', ttc - ht),
        somme5('J', ttc),
        null,
        ...ans.map((a, k) => somme5(lettre(11 + k), total(postes(d).map((p) => emploi(d, p, a)))))
      ],
      ...recap('Par nature', 'nature', 'C', nature, fin + 4),
      ...recap('Par imputation', 'imputation', 'D', imputation, fin + 4 + Object.keys(nature).length + 2)
    ]
  }
}

function feuilleRh(d: DossierLu): FeuilleAttendue {
  const ans = annees(d)
  const fin = 4 + d.coutsRh.length
  const somme5 = (colonne: string, cents: number): CelluleAttendue => ({ f: `SUM(${colonne}5:${colonne}${fin})`, v: { euros: cents } })
  return {
    nom: 'Coûts RH',
    lignes: [
      ['Coûts RH'],
      ['Coût total = coût mensuel chargé pour 1 ETP × mois × ETP consacrés au projet.'],
      [],
      ['Fonction', 'Organisme', 'Année', 'ETP', 'Mois', 'Coût mensuel chargé (1 ETP)', 'Coût total', ...ans.map((a) => ({ annee: a }))],
      ...d.coutsRh.map((c, i): CelluleAttendue[] => {
        const l = 5 + i
        return [
          c.fonction,
          raison(d, c.organisme),
          { annee: c.annee },
          c.etp,
          c.mois,
          { euros: c.coutMensuel },
          { f: `ROUND(F${l}*E${l}*D${l},2)`, v: { euros: coutRh(c) } },
          ...ans.map((a, k): CelluleAttendue => ({ f: `IF($C${l}=${lettre(7 + k)}$4,$G${l},0)`, v: { euros: c.annee === a ? coutRh(c) : 0 } }))
        ]
      }),
      ['Total', null, null, null, null, null, somme5('G', somme(d.coutsRh, coutRh)), ...ans.map((a, k) => somme5(lettre(7 + k), emploiRh(d, a)))]
    ]
  }
}

function feuillePlan(d: DossierLu): FeuilleAttendue {
  const ans = annees(d)
  const col = (k: number) => lettre(2 + k)
  const totale = col(ans.length)
  const finCouts = 4 + d.couts.length
  const finRh = 4 + d.coutsRh.length
  const lignes: CelluleAttendue[][] = [['Plan de financement'], ['Montants en euros TTC, par année. Emplois = ressources.'], []]
  const entete = (titre: string) => lignes.push([titre, 'N° de poste', ...ans.map((a) => ({ annee: a })), 'Total'])
  const enLigne = (l: number, cents: number): CelluleAttendue => ({ f: `SUM(C${l}:${col(ans.length - 1)}${l})`, v: { euros: cents } })
  const totaux = (titre: string, de: number, a: number, valeurs: readonly number[]) => {
    lignes.push([titre, null, ...[...valeurs, total(valeurs)].map((v, k): CelluleAttendue => ({ f: `SUM(${col(k)}${de}:${col(k)}${a})`, v: { euros: v } }))])
    return lignes.length
  }
  entete('Emplois')
  const debutEmplois = lignes.length + 1
  for (const [p, poste] of postes(d).entries()) {
    const l = lignes.length + 1
    lignes.push([
      poste,
      p + 1,
      ...ans.map((a, k): CelluleAttendue => {
        const c = lettre(11 + k)
        return { f: `SUMIF('Coûts du projet'!$A$5:$A$${finCouts},$B${l},'Coûts du projet'!${c}$5:${c}$${finCouts})`, v: { euros: emploi(d, poste, a) } }
      }),
      enLigne(l, total(ans.map((a) => emploi(d, poste, a))))
    ])
  }
  const ligneRh = lignes.length + 1
  lignes.push([
    'Ressources humaines (feuille Coûts RH)',
    null,
    ...ans.map((a, k): CelluleAttendue => ({ f: `'Coûts RH'!${lettre(7 + k)}${finRh + 1}`, v: { euros: emploiRh(d, a) } })),
    enLigne(ligneRh, total(ans.map((a) => emploiRh(d, a))))
  ])
  const emplois = ans.map((a) => emploisDe(d, a))
  const ligneEmplois = totaux('Total des emplois', debutEmplois, ligneRh, emplois)
  lignes.push([])
  entete('Ressources')
  const debutRessources = lignes.length + 1
  for (const r of ressources(d)) {
    const l = lignes.length + 1
    lignes.push([libelleRessource(r), null, ...r.parAnnee.map((v) => ({ euros: v })), enLigne(l, total(r.parAnnee))])
  }
  const recettes = ans.map((a) => ressourcesDe(d, a))
  const ligneRessources = totaux('Total des ressources', debutRessources, lignes.length, recettes)
  lignes.push([])
  const ecarts = [...recettes.map((r, i) => r - emplois[i]!), total(recettes) - total(emplois)]
  const ligneEcart = lignes.length + 1
  lignes.push([
    'Écart (ressources − emplois)',
    null,
    ...ecarts.map((v, k): CelluleAttendue => ({ f: `ROUND(${col(k)}${ligneRessources}-${col(k)}${ligneEmplois},2)`, v: { euros: v } }))
  ])
  const plage = `C${ligneEcart}:${totale}${ligneEcart}`
  lignes.push([
    'Contrôle',
    null,
    {
      f: `IF(${totale}${ligneEmplois}+${totale}${ligneRessources}=0,"Plan à compléter",IF(COUNTIF(${plage},0)=COUNTA(${plage}),"Plan équilibré","Plan déséquilibré"))`,
      v: ecarts.every((e) => e === 0) ? 'Plan équilibré' : 'Plan déséquilibré'
    }
  ])
  lignes.push([])
  const demande = lignes.length + 1
  const aides = ressources(d).flatMap((r, i) => (r.source === 'avance' || r.source === 'solde' ? [`${totale}${debutRessources + i}`] : []))
  lignes.push(['Subvention demandée', null, { euros: d.grappe.montantDemande }])
  lignes.push(['Avance et solde inscrits au plan', null, { f: aides.join('+'), v: { euros: subvention(d) } }])
  lignes.push([
    'Part de la subvention dans les emplois',
    null,
    { f: `IFERROR(ROUND(C${demande + 1}/${totale}${ligneEmplois},4),0)`, v: { pourcent: Number(taux(subvention(d), emploisTotal(d), 2).replace(',', '.')) } }
  ])
  const cles = regions(d)
  if (cles.length > 1) {
    const essms = conserves(d).length
    lignes.push([], ['Clé de répartition par région', 'ESSMS', 'Part', 'Subvention', 'Ajustement'])
    const debut = lignes.length + 1
    const fin = debut + cles.length - 1
    const ajustements = cles.map((r) => r.montant - produitArrondi(d.grappe.montantDemande * r.essms * 10 ** 6, 1 / essms / 10 ** 6))
    for (const [i, r] of cles.entries()) {
      const l = debut + i
      lignes.push([
        region[r.code]!,
        r.essms,
        { f: `IFERROR(ROUND(B${l}/SUM($B$${debut}:$B$${fin}),4),0)`, v: { pourcent: Number(taux(r.essms, essms, 2).replace(',', '.')) } },
        { f: `ROUND($C$${demande}*B${l}/SUM($B$${debut}:$B$${fin}),2)+E${l}`, v: { euros: r.montant } },
        { euros: ajustements[i]! }
      ])
    }
    lignes.push([
      'Total',
      { f: `SUM(B${debut}:B${fin})`, v: essms },
      null,
      { f: `SUM(D${debut}:D${fin})`, v: { euros: d.grappe.montantDemande } },
      { f: `SUM(E${debut}:E${fin})`, v: { euros: total(ajustements) } }
    ])
  }
  return { nom: 'Plan de financement', lignes }
}

export const classeurFinancement = (d: DossierLu, quoi: Quoi): ClasseurAttendu => ({
  feuilles: [
    feuilleCouts(d),
    feuilleRh(d),
    feuillePlan(d),
    lisezMoi(d, quoi, ['Ce que contient ce classeur', 'Unité', 'Calculs', 'Équilibre', 'Clé de répartition', 'Source'])
  ]
})
