import type { Dossier } from '#domain/dossier.ts'
import { type CelluleX, type Feuille, lettreColonne, xan, xe, xeur, xf, xt } from '../classeur.ts'
import { colonneAnnees, type ModeleFinancement, nomsFeuilles, premiereLigne } from './modele-financement.ts'

const couts = `'${nomsFeuilles.couts}'`
const rh = `'${nomsFeuilles.rh}'`
const sommeDe = (valeurs: readonly number[]) => valeurs.reduce((a, b) => a + b, 0)

/**
 * Sheet « Plan de financement »: emplois by poste and ressources by source, a column a year, and the balance.
 * `finCouts` and `finRh` are the last lines of the two other sheets (1-based).
 */
export function feuillePlan(dossier: Dossier, m: ModeleFinancement, finCouts: number, finRh: number): Feuille {
  const n = m.annees.length
  const colonne = (k: number) => lettreColonne(2 + k)
  const totale = colonne(n)
  const enLigne = (l: number) => (n === 0 ? '0' : `SUM(C${l}:${colonne(n - 1)}${l})`)
  const lignes: (readonly CelluleX[])[] = [
    [{ ...xt('Plan de financement', 'titre'), etendue: 4 }],
    [{ ...xt('Montants en euros TTC, par année. Emplois = ressources.', 'note'), etendue: 4 }],
    []
  ]
  const entete = (titre: string) =>
    lignes.push([xt(titre, 'entete'), xt('N° de poste', 'entete'), ...m.annees.map((a) => xan(a, 'entete')), xt('Total', 'entete')])
  const ligneTotale = (titre: string, de: number, a: number, parAnnee: readonly number[]) => {
    const plage = (col: string) => (a < de ? '0' : `SUM(${col}${de}:${col}${a})`)
    lignes.push([
      xt(titre, 'total'),
      xt(null, 'total'),
      ...parAnnee.map((v, k) => xf(plage(colonne(k)), v, 'euros', 'total')),
      xf(plage(totale), sommeDe(parAnnee), 'euros', 'total')
    ])
    return lignes.length
  }

  entete('Emplois')
  const debutEmplois = lignes.length + 1
  m.postes.forEach((poste, p) => {
    const l = lignes.length + 1
    const valeurs = m.annees.map((a) => m.emploi(p, a))
    lignes.push([
      xt(poste),
      xe(p + 1),
      ...valeurs.map((v, k) => {
        const col = lettreColonne(colonneAnnees.couts + k)
        return xf(`SUMIF(${couts}!$A$${premiereLigne}:$A$${finCouts},$B${l},${couts}!${col}$${premiereLigne}:${col}$${finCouts})`, v, 'euros')
      }),
      xf(enLigne(l), sommeDe(valeurs), 'euros')
    ])
  })
  const valeursRh = m.annees.map((a) => m.emploiRh(a))
  const ligneRh = lignes.length + 1
  lignes.push([
    xt('Ressources humaines (feuille Coûts RH)'),
    xe(null),
    ...valeursRh.map((v, k) => xf(`${rh}!${lettreColonne(colonneAnnees.rh + k)}${finRh + 1}`, v, 'euros')),
    xf(enLigne(ligneRh), sommeDe(valeursRh), 'euros')
  ])
  const emplois = m.annees.map((a) => sommeDe(m.postes.map((_, p) => m.emploi(p, a))) + m.emploiRh(a))
  const ligneEmplois = ligneTotale('Total des emplois', debutEmplois, ligneRh, emplois)

  lignes.push([])
  entete('Ressources')
  const debutRessources = lignes.length + 1
  for (const r of m.ressources) {
    const l = lignes.length + 1
    lignes.push([xt(r.libelle), xe(null), ...r.parAnnee.map((v) => xeur(v, 'saisie')), xf(enLigne(l), sommeDe(r.parAnnee), 'euros')])
  }
  if (m.ressources.length === 0)
    lignes.push([xt('à compléter', 'saisie'), xe(null), ...m.annees.map(() => xeur(null, 'saisie')), xf(enLigne(lignes.length + 1), 0, 'euros')])
  const finRessources = lignes.length
  const ressources = m.annees.map((_, k) => sommeDe(m.ressources.map((r) => r.parAnnee[k] ?? 0)))
  const ligneRessources = ligneTotale('Total des ressources', debutRessources, finRessources, ressources)

  lignes.push([])
  const ecarts = [...ressources.map((v, k) => v - (emplois[k] ?? 0)), sommeDe(ressources) - sommeDe(emplois)]
  const ligneEcart = lignes.length + 1
  lignes.push([
    xt('Écart (ressources − emplois)', 'total'),
    xt(null, 'total'),
    ...ecarts.map((v, k) => xf(`ROUND(${colonne(k)}${ligneRessources}-${colonne(k)}${ligneEmplois},2)`, v, 'euros', 'total'))
  ])
  const plageEcart = `C${ligneEcart}:${totale}${ligneEcart}`
  const equilibre = ecarts.every((v) => v === 0)
  const ligneControle = lignes.length + 1
  lignes.push([
    xt('Contrôle'),
    xt(null),
    xf(
      `IF(${totale}${ligneEmplois}+${totale}${ligneRessources}=0,"Plan à compléter",IF(COUNTIF(${plageEcart},0)=COUNTA(${plageEcart}),"Plan équilibré","Plan déséquilibré"))`,
      sommeDe(emplois) + sommeDe(ressources) === 0 ? 'Plan à compléter' : equilibre ? 'Plan équilibré' : 'Plan déséquilibré',
      'texte'
    )
  ])

  const demande = dossier.grappe.montantDemande
  const lignesSubvention = m.ressources.flatMap((r, i) => (r.estSubvention ? [`${totale}${debutRessources + i}`] : []))
  const subvention = sommeDe(m.ressources.filter((r) => r.estSubvention).flatMap((r) => r.parAnnee))
  lignes.push([])
  const ligneDemande = lignes.length + 1
  lignes.push([xt('Subvention demandée'), xt(null), demande === null ? xt('à compléter', 'saisie') : xeur(demande, 'saisie')])
  lignes.push([xt('Avance et solde inscrits au plan'), xt(null), xf(lignesSubvention.join('+') || '0', subvention, 'euros')])
  const total = sommeDe(emplois)
  lignes.push([
    xt('Part de la subvention dans les emplois'),
    xt(null),
    xf(`IFERROR(ROUND(C${ligneDemande + 1}/${totale}${ligneEmplois},4),0)`, total === 0 ? 0 : Math.round((subvention / total) * 10_000) / 100, 'pourcent')
  ])

  if (m.regions.length > 0) {
    const essms = sommeDe(m.regions.map((r) => r.essms))
    lignes.push([])
    lignes.push([
      xt('Clé de répartition par région', 'entete'),
      xt('ESSMS', 'entete'),
      xt('Part', 'entete'),
      xt('Subvention', 'entete'),
      xt('Ajustement', 'entete')
    ])
    const debut = lignes.length + 1
    const fin = debut + m.regions.length - 1
    m.regions.forEach((r, i) => {
      const l = debut + i
      lignes.push([
        xt(r.nom),
        xe(r.essms),
        xf(`IFERROR(ROUND(B${l}/SUM($B$${debut}:$B$${fin}),4),0)`, Math.round((r.essms / essms) * 10_000) / 100, 'pourcent'),
        r.montant === null ? xeur(null) : xf(`ROUND($C$${ligneDemande}*B${l}/SUM($B$${debut}:$B$${fin}),2)+E${l}`, r.montant, 'euros'),
        xeur(r.ajustement)
      ])
    })
    lignes.push([
      xt('Total', 'total'),
      xf(`SUM(B${debut}:B${fin})`, essms, 'entier', 'total'),
      xt(null, 'total'),
      xf(`SUM(D${debut}:D${fin})`, sommeDe(m.regions.map((r) => r.montant ?? 0)), 'euros', 'total'),
      xf(`SUM(E${debut}:E${fin})`, sommeDe(m.regions.map((r) => r.ajustement)), 'euros', 'total')
    ])
  }
  if (m.incompletes.length > 0) {
    lignes.push([])
    lignes.push([xt('Lignes absentes du plan ou comptées en partie', 'entete')])
    for (const texte of m.incompletes) lignes.push([xt(texte, 'note')])
  }
  return {
    nom: nomsFeuilles.plan,
    colonnes: [
      { largeur: 48 },
      { largeur: 14 },
      ...m.annees.map(() => ({ largeur: 18 })),
      { largeur: 18 },
      ...(n < 2 ? [{ largeur: 18 }, { largeur: 18 }] : [])
    ],
    figer: { lignes: 4, colonnes: 2 },
    ligneEntete: 4,
    paysage: true,
    protegee: true,
    lignes,
    formats: [
      { plage: `C${ligneControle}`, si: { c: 'formule', formule: `C${ligneControle}="Plan équilibré"` }, ton: 'vert' },
      { plage: `C${ligneControle}`, si: { c: 'formule', formule: `C${ligneControle}<>"Plan équilibré"` }, ton: 'rouge' }
    ]
  }
}
