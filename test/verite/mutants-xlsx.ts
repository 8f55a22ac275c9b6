import { cellule, centimeDePlus, changer, type Mutant, trouver } from './muter.ts'

const galis = { lot: 'galis' } as const
const cloture = { lot: 'cloture' } as const

/** Faults of workbooks. */
export const mutantsXlsx: readonly Mutant[] = [
  {
    faute: 'classeur : résultat de formule faux',
    graine: 0,
    ...galis,
    base: 'Plan_de_financement',
    xlsx: (f) => centimeDePlus(f['Plan de financement'], 4, 2)
  },
  {
    faute: 'classeur : texte à la place d’un nombre',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    xlsx: (f) => changer(f['Dépenses'], 6, 15, { v: '15876,00', t: 'texte' })
  },
  {
    faute: 'classeur : total figé à la place de sa formule',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    xlsx: (f) => {
      const l = trouver(f['Dépenses']).length - 1
      const { f: _, ...sans } = cellule(f['Dépenses'], l, 18)
      f['Dépenses']![l]![18] = sans
    }
  },
  {
    faute: 'classeur : somme trop courte d’une ligne',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    xlsx: (f) => {
      const l = trouver(f['Dépenses']).length - 1
      changer(f['Dépenses'], l, 17, { f: trouver(cellule(f['Dépenses'], l, 17).f).replace(/\d+\)$/u, (n) => `${Number.parseInt(n, 10) - 1})`) })
    }
  },
  { faute: 'classeur : date en texte', graine: 0, ...galis, base: 'Planning', xlsx: (f) => changer(f['Projet'], 6, 4, { v: '08/01/2024', t: 'texte' }) },
  {
    faute: 'classeur : euros sans leur format',
    graine: 0,
    ...galis,
    base: 'Liste_des_materiels',
    xlsx: (f) => changer(f['Matériels'], 4, 6, { v: 389.9, t: 'decimal' })
  },
  {
    faute: 'classeur : dernière ligne perdue',
    graine: 0,
    ...cloture,
    base: 'Indicateurs_usage',
    xlsx: (f) => void trouver(f['Par établissement']).splice(-2, 1)
  },
  {
    faute: 'classeur : ligne en double',
    graine: 0,
    lot: 'etat-des-lieux',
    base: 'Etat_des_lieux_indicateurs',
    xlsx: (f) => {
      const lignes = trouver(f['Par organisme'])
      lignes.push(structuredClone(lignes.at(-1)!))
    }
  },
  {
    faute: 'classeur : un centime passé d’un ESSMS à l’autre',
    graine: 2,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    xlsx: (f) => {
      centimeDePlus(f['Répartition'], 4, 4)
      changer(f['Répartition'], 5, 4, { v: Number(cellule(f['Répartition'], 5, 4).v) - 1 })
    }
  },
  {
    faute: 'classeur : la somme d’un organisme prend la ligne d’un autre',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    xlsx: (f) => {
      changer(f['Par organisme'], 4, 4, { f: trouver(cellule(f['Par organisme'], 4, 4).f).replace('A5', 'A6') })
    }
  },
  {
    faute: 'classeur : un établissement compté chez un autre organisme',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    xlsx: (f) => changer(f['Répartition'], 4, 6, { v: Number(cellule(f['Répartition'], 4, 6).v) + 1 })
  },
  {
    faute: 'classeur : FINESS en nombre',
    graine: 0,
    ...galis,
    base: 'Liste_des_materiels',
    xlsx: (f) => changer(f['Matériels'], 5, 2, { v: 309001014, t: 'entier' })
  },
  {
    faute: 'classeur : heures de confort comptées éligibles',
    graine: 2,
    ...galis,
    base: 'Repartition_des_heures',
    xlsx: (f) => changer(f['Heures'], 5, 3, { v: Number(cellule(f['Heures'], 5, 3).v) + Number(cellule(f['Heures'], 5, 4).v) })
  },
  {
    faute: 'classeur : nom d’une autre grappe',
    graine: 0,
    ...cloture,
    base: 'Indicateurs_usage',
    xlsx: (f) => changer(f['Lisez-moi'], 2, 1, { v: 'Une autre grappe' })
  }
]
