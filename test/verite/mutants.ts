import type { CelluleX, Classeur } from '#documents/classeur.ts'
import type { Bloc, Doc, Rangee, Valeur } from '#documents/doc.ts'
import type { Production } from '#documents/production.ts'

type Libre<T> = T extends object ? { -readonly [K in keyof T]: Libre<T[K]> } : T
type DocLibre = Libre<Doc>
type TableLibre = Libre<Extract<Bloc, { b: 'table' }>>
type Feuilles = Readonly<Record<string, CelluleX[][]>>

/** A fault put in a document between the dossier and its pages. */
export interface Mutant {
  readonly faute: string
  /** Rank of the seed. */
  readonly graine: 0 | 1 | 2
  readonly lot: string
  readonly base: string
  readonly pdf?: (doc: DocLibre) => void
  readonly xlsx?: (feuilles: Feuilles) => void
}

/** The production with the fault, a copy. */
export function muter(production: Production, { pdf, xlsx }: Mutant): Production {
  const copie = structuredClone(production)
  if (copie.sorte === 'pdf') pdf?.(copie.doc as DocLibre)
  else xlsx?.(Object.fromEntries((copie.classeur as Libre<Classeur>).feuilles.map((f) => [f.nom, f.lignes as CelluleX[][]])))
  return copie
}

const trouver = <T>(x: T | undefined): T => {
  if (x === undefined) throw new Error('le mutant ne trouve pas ce qu’il doit changer')
  return x
}
const tables = (doc: DocLibre) => doc.blocs.filter((b): b is TableLibre => b.b === 'table')
const table = (doc: DocLibre, ...colonnes: readonly string[]) => trouver(tables(doc).find((t) => colonnes.every((c) => t.colonnes.some((x) => x.titre === c))))
const donnees = (t: TableLibre) => t.rangees.filter((r) => r.role === undefined)
const valeur = (r: Libre<Rangee>, i: number): Libre<Valeur> => trouver(r.cellules[i]).valeur
const poser = (r: Libre<Rangee>, i: number, v: Valeur) => {
  trouver(r.cellules[i]).valeur = v as Libre<Valeur>
}
const echanger = (a: Libre<Rangee>, b: Libre<Rangee>, i: number) => {
  const [x, y] = [valeur(a, i), valeur(b, i)]
  poser(a, i, y)
  poser(b, i, x)
}
const ajouter = (r: Libre<Rangee>, i: number, n: number) => {
  const v = valeur(r, i)
  if (v.t !== 'euros' && v.t !== 'entier' && v.t !== 'pourcent' && v.t !== 'decimal') throw new Error('un nombre était attendu')
  v.v += n
}
const decaler = (v: Libre<Valeur>, de: (iso: string) => string) => {
  if (v.t !== 'date') throw new Error('une date était attendue')
  v.v = de(v.v)
}
const unMoisApres = (iso: string) => `${iso.slice(0, 5)}${String((Number(iso.slice(5, 7)) % 12) + 1).padStart(2, '0')}${iso.slice(7)}`
const jourPourMois = (iso: string) => `${iso.slice(0, 5)}${iso.slice(8)}-${iso.slice(5, 7)}`

/** Changes a text wherever a string holds it, `combien` times. */
function remplacer(racine: object, avant: string | RegExp, apres: string, combien = Number.POSITIVE_INFINITY): void {
  let fait = 0
  const voir = (o: Record<string, unknown>): void => {
    for (const [k, v] of Object.entries(o)) {
      if (fait >= combien) return
      if (typeof v === 'string' && (typeof avant === 'string' ? v.includes(avant) : avant.test(v))) {
        o[k] = v.replace(avant, apres)
        fait++
      } else if (typeof v === 'object' && v !== null) voir(v as Record<string, unknown>)
    }
  }
  voir(racine as Record<string, unknown>)
  if (fait === 0) throw new Error(`le mutant ne trouve pas ${String(avant)}`)
}
const paire = (doc: DocLibre, libelle: string) =>
  trouver(doc.blocs.flatMap((b) => (b.b === 'paires' ? b.lignes.filter((l) => l[0] === libelle) : [])).at(0)) as unknown as [string, Libre<Valeur>]
const cellule = (lignes: CelluleX[][] | undefined, l: number, c: number): CelluleX => trouver(trouver(lignes)[l]?.[c])
const changer = (lignes: CelluleX[][] | undefined, l: number, c: number, par: Partial<CelluleX>) => {
  trouver(lignes)[l]![c] = { ...cellule(lignes, l, c), ...par }
}
const centimeDePlus = (lignes: CelluleX[][] | undefined, l: number, c: number) => changer(lignes, l, c, { v: Number(cellule(lignes, l, c).v) + 1 })

const galis = { lot: 'galis' } as const
const cloture = { lot: 'cloture' } as const

export const mutants: readonly Mutant[] = [
  {
    faute: 'deux noms d’ESSMS échangés',
    graine: 0,
    ...galis,
    base: 'Note_de_presentation',
    pdf: (doc) => {
      const lignes = tables(doc).filter((t) => t.colonnes[0]?.titre === 'FINESS ET')
      echanger(donnees(lignes[0]!)[0]!, donnees(lignes[1]!)[0]!, 1)
    }
  },
  {
    faute: 'un mois de décalage',
    graine: 0,
    ...galis,
    base: 'Planning',
    pdf: (doc) => decaler(valeur(donnees(table(doc, 'Tâche ou jalon'))[2]!, 3), unMoisApres)
  },
  {
    faute: 'barre du Gantt décalée d’un mois, tableau juste',
    graine: 0,
    ...galis,
    base: 'Planning',
    pdf: (doc) => {
      const gantt = trouver(doc.blocs.find((b) => b.b === 'gantt'))
      const barre = trouver(gantt.b === 'gantt' ? gantt.barres[2] : undefined)
      barre.debut = unMoisApres(barre.debut)
    }
  },
  {
    faute: 'HT à la place du TTC',
    graine: 0,
    ...galis,
    base: 'Plan_de_financement',
    pdf: (doc) => {
      const r = donnees(table(doc, 'HT', 'TTC'))[0]!
      poser(r, 7, valeur(r, 5) as Valeur)
    }
  },
  {
    faute: 'dernière ligne perdue',
    graine: 0,
    ...galis,
    base: 'Convention',
    pdf: (doc) => {
      const t = table(doc, 'FINESS ET', 'Organisme gestionnaire')
      t.rangees.splice(t.rangees.length - 2, 1)
    }
  },
  {
    faute: 'un centime d’arrondi',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    pdf: (doc) => ajouter(donnees(table(doc, 'Libellé'))[4]!, 7, 1)
  },
  {
    faute: 'mauvais organisme dans le bloc de signature',
    graine: 0,
    ...cloture,
    base: 'PV_VA_02',
    pdf: (doc) => {
      const b = trouver(doc.blocs.find((x) => x.b === 'signatures'))
      if (b.b === 'signatures') b.blocs[0]!.organisation = 'Association Les Rives Claires'
    }
  },
  {
    faute: 'deux chiffres du FINESS inversés',
    graine: 0,
    lot: 'vsr',
    base: 'PV_VSR',
    pdf: (doc) => {
      const v = valeur(donnees(table(doc, 'FINESS ET'))[3]!, 0)
      if (v.t === 'texte') v.v = v.v.replace(/(\d)(\d)$/u, '$2$1')
    }
  },
  {
    faute: 'montant de l’année précédente',
    graine: 0,
    ...galis,
    base: 'Plan_de_financement',
    pdf: (doc) => {
      const r = donnees(table(doc, 'Emplois et ressources'))[0]!
      poser(r, 2, valeur(r, 1) as Valeur)
    }
  },
  { faute: 'mauvaise cible', graine: 0, ...galis, base: 'Conduite_du_changement', pdf: (doc) => ajouter(donnees(table(doc, 'Numérateur'))[0]!, 3, 20) },
  {
    faute: 'cible de l’instruction à la place de celle de la grappe',
    graine: 1,
    ...cloture,
    base: 'Indicateurs_synthese',
    pdf: (doc) => poser(donnees(table(doc, 'Dénominateur'))[1]!, 4, { t: 'pourcent', v: 70, decimales: 0 })
  },
  {
    faute: 'mauvais dénominateur',
    graine: 0,
    ...cloture,
    base: 'Indicateurs_synthese',
    pdf: (doc) => {
      const lignes = donnees(table(doc, 'Dénominateur'))
      poser(lignes[0]!, 2, valeur(lignes[2]!, 2) as Valeur)
    }
  },
  { faute: 'accent perdu', graine: 0, ...galis, base: 'Lettre_d_engagement', pdf: (doc) => remplacer(doc, 'Horizon Partagé', 'Horizon Partage', 1) },
  {
    faute: 'ligne en double',
    graine: 0,
    ...galis,
    base: 'Gouvernance',
    pdf: (doc) => {
      const t = table(doc, 'Personne')
      t.rangees.push(structuredClone(t.rangees.at(-1)!))
    }
  },
  {
    faute: 'total qui compte un établissement retiré',
    graine: 2,
    ...galis,
    base: 'Note_de_presentation',
    pdf: (doc) => {
      const total = trouver(table(doc, 'Secteur', 'ESSMS').rangees.at(-1))
      ajouter(total, 1, 1)
      ajouter(total, 3, 80)
    }
  },
  {
    faute: 'établissement retiré encore listé',
    graine: 2,
    ...galis,
    base: 'Convention',
    pdf: (doc) => {
      const t = table(doc, 'FINESS ET', 'Organisme gestionnaire')
      t.rangees.splice(5, 0, structuredClone(t.rangees[4]!))
    }
  },
  { faute: 'établissement oublié dans un PV', graine: 0, lot: 'va', base: 'PV_VA_03', pdf: (doc) => void table(doc, 'Mise en service').rangees.splice(1, 1) },
  {
    faute: 'jour et mois inversés',
    graine: 0,
    ...galis,
    base: 'Conduite_du_changement',
    pdf: (doc) => decaler(valeur(donnees(table(doc, 'Support'))[3]!, 3), jourPourMois)
  },
  {
    faute: 'un dixième de point de trop',
    graine: 0,
    lot: 'etat-des-lieux',
    base: 'Etat_des_lieux_synthese',
    pdf: (doc) => ajouter(donnees(table(doc, 'FINESS ET'))[7]!, 4, 0.1)
  },
  {
    faute: 'IBAN tronqué',
    graine: 0,
    ...galis,
    base: 'Fiche_de_saisie_GALIS',
    pdf: (doc) => {
      const v = paire(doc, 'IBAN')[1]
      if (v.t === 'texte') v.v = v.v.slice(0, -1)
    }
  },
  {
    faute: 'BIC tronqué',
    graine: 1,
    ...galis,
    base: 'Fiche_de_saisie_GALIS',
    pdf: (doc) => {
      const v = paire(doc, 'BIC')[1]
      if (v.t === 'texte') v.v = v.v.slice(0, -2)
    }
  },
  { faute: 'version périmée de la solution', graine: 0, ...galis, base: 'Convention', pdf: (doc) => remplacer(doc, /^7\.2$/u, '7.1', 1) },
  {
    faute: 'ligne d’un autre organisme',
    graine: 0,
    ...galis,
    base: 'Note_de_presentation',
    pdf: (doc) => {
      const [a, b] = tables(doc).filter((t) => t.colonnes[0]?.titre === 'FINESS ET')
      const i = a!.rangees.findIndex((r) => r.role === undefined)
      const k = b!.rangees.findIndex((r) => r.role === undefined)
      const x = a!.rangees[i]!
      a!.rangees[i] = b!.rangees[k]!
      b!.rangees[k] = x
    }
  },
  {
    faute: 'chiffre de trop dans une phrase',
    graine: 0,
    ...galis,
    base: 'Gouvernance',
    pdf: (doc) => remplacer(doc, 'La matrice ci-dessous', 'Pour les 17 établissements, la matrice ci-dessous', 1)
  },
  {
    faute: 'nom de trop dans une phrase',
    graine: 0,
    ...galis,
    base: 'Strategie_de_deploiement',
    pdf: (doc) => remplacer(doc, 'Dans chaque établissement,', 'À Uzès, dans chaque établissement,', 1)
  },
  {
    faute: 'lettre du RACI changée de colonne',
    graine: 0,
    ...galis,
    base: 'Gouvernance',
    pdf: (doc) => echangerDansLaLigne(donnees(table(doc, 'Activité'))[0]!, 2, 3)
  },
  {
    faute: 'probabilité et impact échangés',
    graine: 0,
    ...galis,
    base: 'Conduite_du_changement',
    pdf: (doc) => echangerDansLaLigne(donnees(table(doc, 'Criticité'))[1]!, 3, 4)
  },
  {
    faute: 'risque dans une autre case de la matrice',
    graine: 0,
    ...galis,
    base: 'Conduite_du_changement',
    pdf: (doc) => {
      const f = trouver(doc.blocs.find((b) => b.b === 'figure'))
      if (f.b !== 'figure') return
      const textes = f.formes.filter((x) => x.f === 'texte' && /^R\d/u.test(x.texte))
      const [a, b] = textes
      if (a?.f === 'texte' && b?.f === 'texte') [a.texte, b.texte] = [b.texte, a.texte]
    }
  },
  {
    faute: 'mauvais compte dans l’organigramme',
    graine: 0,
    ...galis,
    base: 'Gouvernance',
    pdf: (doc) => remplacer(doc, /^4 établissements$/u, '5 établissements', 1)
  },
  { faute: 'destinataire changé', graine: 0, lot: 'va', base: 'Message_a_envoyer', pdf: (doc) => remplacer(doc, 'ars@exemple', 'grades@exemple', 1) },
  {
    faute: 'grappe d’un autre nom en tête de page',
    graine: 0,
    ...galis,
    base: 'Convention',
    pdf: (doc) => {
      doc.grappe = 'Grappe exemple'
    }
  },
  {
    faute: 'signataire perdu',
    graine: 0,
    ...galis,
    base: 'Convention',
    pdf: (doc) => {
      const b = trouver(doc.blocs.find((x) => x.b === 'signatures'))
      if (b.b === 'signatures') b.blocs.pop()
    }
  },
  {
    faute: 'date de décision changée dans la phrase seule',
    graine: 0,
    ...cloture,
    base: 'PV_VSR',
    pdf: (doc) => remplacer(doc, '19 juin 2026', '20 juin 2026', 1)
  },
  {
    faute: 'valeur perdue',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    pdf: (doc) => poser(donnees(table(doc, 'Libellé'))[9]!, 4, { t: 'vide' })
  },
  {
    faute: 'deux lignes échangées',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    pdf: (doc) => {
      const t = table(doc, 'Libellé')
      const [a, b] = [t.rangees[1]!, t.rangees[2]!]
      t.rangees[1] = b
      t.rangees[2] = a
    }
  },
  {
    faute: 'un centime passé d’un organisme à l’autre, total juste',
    graine: 2,
    ...galis,
    base: 'Convention',
    pdf: (doc) => {
      const t = table(doc, 'Aide prévisionnelle')
      ajouter(t.rangees[0]!, 2, 1)
      ajouter(t.rangees[1]!, 2, -1)
    }
  },
  {
    faute: 'code d’un autre document à signer',
    graine: 0,
    ...galis,
    base: 'Lettre_d_engagement',
    pdf: (doc) => {
      doc.codeDonnees = 'ABCDEFGH'
    }
  },
  { faute: 'réserves oubliées', graine: 2, ...cloture, base: 'PV_VA_01', pdf: (doc) => remplacer(doc, 'Droits du service de nuit à revoir.', '', 1) },
  { faute: 'part d’une région fausse', graine: 2, ...galis, base: 'Plan_de_financement', pdf: (doc) => ajouter(donnees(table(doc, 'Région'))[1]!, 3, 1) },
  {
    faute: 'ESSMS sans relevé compté 0 %',
    graine: 2,
    ...cloture,
    base: 'Indicateurs_synthese',
    pdf: (doc) => {
      const r = trouver(donnees(table(doc, 'FINESS ET')).find((x) => x.cellules.some((c) => c.valeur.t === 'texte' && c.valeur.v === 'Sans relevé')))
      poser(r, 2, { t: 'pourcent', v: 0, decimales: 1 })
    }
  },
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

function echangerDansLaLigne(r: Libre<Rangee>, i: number, k: number): void {
  const [a, b] = [valeur(r, i), valeur(r, k)]
  poser(r, i, b)
  poser(r, k, a)
}
