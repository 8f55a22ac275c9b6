import type { Dossier } from '#domain/dossier.ts'
import { type Fenetre, fenetreLabel } from '#domain/indicateurs/fenetre.ts'
import { type CodeIndicateur, indicateurs } from '#domain/indicateurs/registre.ts'
import type { TauxAgrege } from '#domain/indicateurs/taux.ts'
import { libelleChiffre, type NomChiffre, nomsChiffres } from '#domain/releve.ts'
import { type CelluleX, type Classeur, type Feuille, type FormatConditionnel, lettreColonne, xdate, xe, xf, xpct, xt } from '../classeur.ts'
import { enteteClasseur } from '../page-de-garde.ts'
import { lisezMoi } from '../pieces/lisez-moi.ts'
import type { Contexte } from '../production.ts'
import { celluleTauxX as celluleTaux, formuleTaux } from './cellules-taux.ts'
import { definitionsPropres, feuillePropres } from './indicateurs-propres.ts'
import { definitionsUsages, type GroupeUsage, type TableauUsages, tableauUsages } from './usages-mots.ts'

/** First row of data of every sheet: title, subtitle, targets, headings above. */
const premiere = 6
const enteteLigne = premiere - 1

const feuilleEssms = 'Par établissement'
const feuilleCalcul = 'Calcul'
const avant = ['Organisme', 'FINESS EJ', 'Établissement', 'FINESS ET', 'Secteur'] as const
const largeursAvant = [32, 12, 34, 12, 24]
const colonneChiffre = (nom: NomChiffre) => lettreColonne(avant.length + nomsChiffres.indexOf(nom))
const colonneTaux = (i: number) => lettreColonne(avant.length + nomsChiffres.length + i)

const formats = (tableau: TableauUsages, colonne: (i: number) => string, derniere: number): FormatConditionnel[] =>
  indicateurs.flatMap((indicateur, i) => {
    const { cible, suivi } = tableau.usages.regles[indicateur.code]
    if (cible === null || !suivi) return []
    const plage = `${colonne(i)}${premiere}:${colonne(i)}${derniere}`
    return [
      { plage, si: { c: 'sous', seuil: cible / 100 }, ton: 'rouge' },
      { plage, si: { c: 'atteint', seuil: cible / 100 }, ton: 'vert' }
    ] satisfies FormatConditionnel[]
  })

const celluleCible = (tableau: TableauUsages, code: CodeIndicateur): CelluleX => {
  const { cible, suivi } = tableau.usages.regles[code]
  return suivi && cible !== null ? xpct(cible, 'sous-titre') : xt(suivi ? 'non connue' : 'non suivi', 'sous-titre')
}

function parEtablissement(dossier: Dossier, tableau: TableauUsages, titre: string): Feuille {
  const { lignes, usages } = tableau
  const enDirect = usages.methode === 'fenetre'
  const rows = lignes.map((l, i): CelluleX[] => {
    const r = premiere + i
    const taux = usages.etablissements.get(l.etablissement.id)
    return [
      xt(l.organisme),
      xt(l.finessEj),
      xt(l.etablissement.nom ?? 'à compléter'),
      xt(l.etablissement.finess),
      xt(l.secteur),
      ...l.chiffres.map((c) => xe(c)),
      ...indicateurs.map(
        (ind): CelluleX =>
          taux ? celluleTaux(taux[ind.code], enDirect ? formuleTaux(colonneChiffre(ind.numerateur) + r, colonneChiffre(ind.denominateur) + r) : null) : xt(null)
      ),
      xdate(l.releve?.dateExtraction),
      xt(l.releve ? (l.releve.estimation === 'estimation' ? 'Estimation' : 'Relevé') : 'Sans relevé'),
      xt(l.releve?.observation)
    ]
  })
  const derniere = Math.max(premiere, premiere + rows.length - 1)
  const somme = (nom: NomChiffre, i: number): CelluleX => {
    const c = colonneChiffre(nom)
    return xf(
      `SUM(${c}${premiere}:${c}${derniere})`,
      lignes.reduce((total, l) => total + (l.chiffres[i] ?? 0), 0),
      'entier',
      'total'
    )
  }
  const blanc = xt(null, 'total')
  return {
    nom: feuilleEssms,
    paysage: true,
    colonnes: [...largeursAvant, ...nomsChiffres.map(() => 13), ...indicateurs.map(() => 13), 12, 12, 30].map((largeur) => ({ largeur })),
    ligneEntete: enteteLigne,
    figer: { lignes: enteteLigne, colonnes: 4 },
    lignes: [
      [xt(titre, 'titre')],
      [xt(`${dossier.grappe.nom ?? 'à compléter'} – ${tableau.periode}`, 'sous-titre')],
      [],
      [
        ...avant.map(() => xt(null)),
        ...nomsChiffres.slice(1).map(() => xt(null)),
        xt('Cible', 'sous-titre'),
        ...indicateurs.map((i) => celluleCible(tableau, i.code))
      ],
      [...avant, ...nomsChiffres.map((n) => libelleChiffre[n]), ...indicateurs.map((i) => `${i.code} (%)`), 'Extrait le', 'Nature', 'Observation'].map((t) =>
        xt(t, 'entete')
      ),
      ...(rows.length ? rows : [[xt('Aucun établissement')]]),
      [xt('Total', 'total'), ...avant.slice(1).map(() => blanc), ...nomsChiffres.map(somme), ...indicateurs.map(() => blanc), blanc, blanc, blanc]
    ],
    formats: formats(tableau, colonneTaux, derniere)
  }
}

/** What each establishment adds to its groups: numbers the groups sum by rank, so that no name is ever a search pattern. */
function calcul(tableau: TableauUsages): Feuille {
  const { lignes, usages } = tableau
  const rows = lignes.map((l, i): CelluleX[] => {
    const r = premiere + i
    const lu = (nom: NomChiffre) => l.chiffres[nomsChiffres.indexOf(nom)] ?? null
    const ou = (nom: NomChiffre) => `'${feuilleEssms}'!${colonneChiffre(nom)}${r}`
    // Both numbers or none: what an indicator that is not followed left blank counts no more here than in its groups.
    const compte = (ind: (typeof indicateurs)[number], nom: NomChiffre): CelluleX => {
      if (usages.regles[ind.code].isExempte(l.etablissement)) return xe(0)
      const [n, d] = [lu(ind.numerateur), lu(ind.denominateur)]
      return xf(`IF(${ou(ind.numerateur)}="",0,IF(${ou(ind.denominateur)}="",0,${ou(nom)}))`, n === null || d === null ? 0 : (lu(nom) ?? 0), 'entier')
    }
    return [xe(l.rangOg), xe(l.rangSecteur), ...indicateurs.flatMap((ind) => [compte(ind, ind.numerateur), compte(ind, ind.denominateur)])]
  })
  return {
    nom: feuilleCalcul,
    protegee: true,
    colonnes: [{ largeur: 12 }, { largeur: 12 }, ...indicateurs.flatMap(() => [{ largeur: 14 }, { largeur: 14 }])],
    ligneEntete: enteteLigne,
    figer: { lignes: enteteLigne, colonnes: 2 },
    lignes: [
      [xt('Chiffres comptés dans les totaux', 'titre')],
      [xt('Établissements avec chiffres et non exemptés ; mêmes lignes que « Par établissement ».', 'sous-titre')],
      [],
      [],
      ['N° organisme', 'N° secteur', ...indicateurs.flatMap((i) => [`${i.code} numérateur`, `${i.code} dénominateur`])].map((t) => xt(t, 'entete')),
      ...(rows.length ? rows : [[xt('Aucun établissement')]])
    ]
  }
}

/** One sheet for the OG or the sectors: sums by rank, rates, targets. */
function parGroupe(
  tableau: TableauUsages,
  nom: string,
  entete: string,
  groupes: readonly GroupeUsage[],
  taux: ReadonlyMap<string, Readonly<Record<CodeIndicateur, TauxAgrege>>>,
  colonneRang: 'A' | 'B'
): Feuille {
  const enDirect = tableau.usages.methode === 'fenetre'
  const fin = Math.max(premiere, premiere + tableau.lignes.length - 1)
  const plage = (colonne: string) => `'${feuilleCalcul}'!$${colonne}$${premiere}:$${colonne}$${fin}`
  const numerateur = (i: number) => lettreColonne(4 + 3 * i)
  const colonneTauxGroupe = (i: number) => lettreColonne(6 + 3 * i)
  const rows = groupes.map((g, k): CelluleX[] => {
    const r = premiere + k
    const t = taux.get(g.cle)
    // As in the synthesis: some sectors are exempted from MSS, nobody from active files.
    const agrege = t?.ACT
    const nombre = tableau.lignes.filter((l) => (colonneRang === 'A' ? l.rangOg : l.rangSecteur) === g.rang).length
    return [
      xe(g.rang),
      xt(g.nom),
      xe(nombre),
      xe(agrege?.sansReleve.length ?? nombre),
      ...indicateurs.flatMap((ind, i): CelluleX[] => {
        const cell = t?.[ind.code]
        if (!cell) return [xe(null), xe(null), xt(null)]
        const somme = (decalage: 0 | 1, v: number | null) =>
          enDirect ? xf(`SUMIF(${plage(colonneRang)},A${r},${plage(lettreColonne(2 + 2 * i + decalage))})`, v ?? 0, 'entier') : xe(v)
        const [n, d] = [`${numerateur(i)}${r}`, `${lettreColonne(5 + 3 * i)}${r}`]
        const vide = cell.comptes === 0
        return [somme(0, cell.numerateur), somme(1, cell.denominateur), celluleTaux(cell, enDirect && !vide ? `IF(${d}=0,"Non calculable",${n}/${d})` : null)]
      })
    ]
  })
  const derniere = Math.max(premiere, premiere + rows.length - 1)
  return {
    nom,
    paysage: true,
    colonnes: [
      { largeur: 6 },
      { largeur: 40 },
      { largeur: 14 },
      { largeur: 12 },
      ...indicateurs.flatMap(() => [{ largeur: 13 }, { largeur: 13 }, { largeur: 11 }])
    ],
    ligneEntete: enteteLigne,
    figer: { lignes: enteteLigne, colonnes: 2 },
    lignes: [
      [xt(`Indicateurs d’usage – ${nom.toLowerCase()}`, 'titre')],
      [xt(tableau.periode, 'sous-titre')],
      [],
      [xt(null), xt(null), xt(null), xt(null), ...indicateurs.flatMap((i) => [xt(null), xt('Cible', 'sous-titre'), celluleCible(tableau, i.code)])],
      ['N°', entete, 'Établissements', 'Sans relevé', ...indicateurs.flatMap((i) => [`${i.code} numérateur`, `${i.code} dénominateur`, `${i.code} (%)`])].map(
        (t) => xt(t, 'entete')
      ),
      ...(rows.length ? rows : [[xt('Aucune ligne')]])
    ],
    formats: formats(tableau, colonneTauxGroupe, derniere)
  }
}

function grappe(tableau: TableauUsages): Feuille {
  const { usages } = tableau
  const enDirect = usages.methode === 'fenetre'
  const fin = Math.max(premiere, premiere + tableau.lignes.length - 1)
  const rows = indicateurs.map((ind, i): CelluleX[] => {
    const r = premiere + i
    const t = usages.grappe[ind.code]
    const somme = (decalage: 0 | 1, v: number | null) => {
      const c = lettreColonne(2 + 2 * i + decalage)
      return enDirect ? xf(`SUM('${feuilleCalcul}'!${c}${premiere}:${c}${fin})`, v ?? 0, 'entier') : xe(v)
    }
    const cible = t.cible
    const resultat = t.etat === 'atteint' ? 'Atteint' : t.etat === 'sous' ? 'Sous la cible' : ''
    const direct = enDirect && t.taux !== null && cible !== null
    return [
      xt(ind.code),
      xt(ind.titre),
      somme(0, t.numerateur),
      somme(1, t.denominateur),
      celluleTaux(t, enDirect && t.comptes > 0 ? `IF(D${r}=0,"Non calculable",C${r}/D${r})` : null),
      cible === null ? xt(usages.regles[ind.code].suivi ? 'non connue' : 'non suivi') : xpct(cible),
      direct ? xf(`IF(E${r}>=F${r},"Atteint","Sous la cible")`, resultat, 'texte') : xt(resultat),
      xe(t.manqueEnUnites),
      xe(t.comptes),
      xe(t.sansReleve.length),
      xe(t.exemptes.length)
    ]
  })
  return {
    nom: 'Grappe',
    paysage: true,
    colonnes: [8, 44, 14, 14, 12, 12, 16, 18, 16, 14, 12].map((largeur) => ({ largeur })),
    ligneEntete: enteteLigne,
    figer: { lignes: enteteLigne, colonnes: 2 },
    lignes: [
      [xt('Indicateurs d’usage de la grappe', 'titre')],
      [xt(tableau.periode, 'sous-titre')],
      [],
      [],
      [
        'Code',
        'Indicateur',
        'Numérateur',
        'Dénominateur',
        'Taux (%)',
        'Cible (%)',
        'Résultat',
        'Manque (unités)',
        'ESSMS comptés',
        'Sans relevé',
        'Exemptés'
      ].map((t) => xt(t, 'entete')),
      ...rows
    ]
  }
}

/** Workbook of the usage indicators of a declared window: definitions, grappe, OG, sectors, establishments, counted figures. Not an official model. */
export function classeurIndicateurs(dossier: Dossier, fenetre: Fenetre, contexte: Contexte): Classeur {
  const tableau = tableauUsages(dossier, fenetre)
  const titre = fenetre === 'va' ? 'État des lieux des indicateurs d’usage' : 'Indicateurs d’usage à la clôture'
  return {
    ...enteteClasseur(dossier, contexte, titre),
    feuilles: [
      lisezMoi(dossier, contexte, [
        ['Contenu', `${titre} (${fenetreLabel[fenetre]}).`],
        ...definitionsUsages(dossier, tableau),
        ...definitionsPropres(dossier)
      ]),
      grappe(tableau),
      parGroupe(tableau, 'Par organisme', 'Organisme', tableau.organismes, tableau.usages.organismes, 'A'),
      parGroupe(tableau, 'Par secteur', 'Secteur', tableau.secteurs, tableau.usages.secteurs, 'B'),
      parEtablissement(dossier, tableau, titre),
      calcul(tableau),
      ...feuillePropres(dossier, fenetre, tableau)
    ]
  }
}
