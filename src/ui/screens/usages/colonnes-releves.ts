import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { formatEntier, formatPourcent } from '#domain/format.ts'
import { controlesReleve } from '#domain/indicateurs/controles.ts'
import { chiffre, indexReleves } from '#domain/indicateurs/index-releves.ts'
import { indicateurs } from '#domain/indicateurs/registre.ts'
import { libelleChiffre, type NomChiffre, releve as nomReleve, nomsChiffres, type Releve } from '#domain/releve.ts'
import type { Colonne } from '../../grille/colonne.ts'
import { type Lecture, lireSaisie, texteDe } from '../../presenter.ts'
import { periodeDe } from './periode.tsx'

/** One establishment and its relevé of the period in view. */
export interface Rangee {
  readonly id: string
  readonly etablissement: Etablissement
  readonly organisme: string
  readonly releve: Releve | undefined
}

/** Short names of the seven numbers. */
export const titresChiffres: Readonly<Record<NomChiffre, string>> = {
  messagesEnvoyes: 'Messages MSSanté',
  dmpAlimentes: 'DMP alimentés',
  dossiersActifs: 'Dossiers actifs',
  actifsAvecProjet: 'Avec projet',
  actifsAvecAgenda: 'Avec agenda',
  personnesAccompagnees: 'Accompagnées',
  personnesProjet: 'Projet possible'
}

/** A whole number ≥ 0, read like every other number of the file. */
export function lireNombre(tape: string): Lecture {
  const lu = nomReleve.champs.chiffres.parse(`${tape};;;;;;`)
  const [n] = lu.ok ? lu.value : []
  if (tape.trim() === '') return { ok: true, cellule: null }
  return typeof n === 'number' && n >= 0
    ? { ok: true, cellule: n }
    : { ok: false, message: `Un nombre entier est attendu, par exemple 42${typeof n === 'number' ? ' : pas de nombre négatif ici' : ''}.` }
}

/** Kept establishments with their relevé of a period: `va`, `cloture` or a month. */
export function rangeesDe(dossier: Dossier, periode: string): readonly Rangee[] {
  const index = indexReleves(dossier)
  const og = new Map(dossier.organismes.map((o) => [o.id, o.raisonSociale ?? '']))
  return etablissementsConserves(dossier).map((etablissement) => ({
    id: etablissement.id,
    etablissement,
    organisme: og.get(etablissement.organisme ?? '') ?? '',
    releve: index.de(etablissement.id, periodeDe(periode))
  }))
}

const colonneChiffre = (nom: NomChiffre): Colonne<Rangee> => ({
  cle: nom,
  titre: titresChiffres[nom],
  aide: libelleChiffre[nom],
  largeur: 132,
  droite: true,
  texte: (r) => {
    const n = chiffre(r.releve, nom)
    return n === null ? '' : formatEntier(n)
  },
  tri: (r) => chiffre(r.releve, nom),
  nombre: (r) => chiffre(r.releve, nom),
  edition: { initial: (r) => String(chiffre(r.releve, nom) ?? ''), lire: lireNombre },
  remarque: (r) => {
    if (!r.releve) return null
    const constats = controlesReleve(r.releve).filter((c) => c.chiffres.includes(nom) && c.gravite !== 'information')
    const estimee = r.releve.estimation === 'estimation' && chiffre(r.releve, nom) !== null
    return (
      [
        ...constats.map((c) => c.texte),
        ...(estimee ? ['Estimation, à remplacer par le nombre lu dans le DUI ; choisissez ensuite « Relevé » dans la colonne « Nature ».'] : [])
      ].join('\n') || null
    )
  },
  total: (rangees) => {
    const connus = rangees.flatMap((r) => chiffre(r.releve, nom) ?? [])
    return connus.length === 0 ? '' : formatEntier(connus.reduce((t, n) => t + n, 0))
  }
})

const colonneTaux = ({ code, numerateur, denominateur, titre }: (typeof indicateurs)[number]): Colonne<Rangee> => {
  const taux = (n: number | null, d: number | null) => (n === null || d === null || d === 0 ? null : (100 * n) / d)
  const de = (r: Rangee) => taux(chiffre(r.releve, numerateur), chiffre(r.releve, denominateur))
  return {
    cle: `taux-${code}`,
    titre: code,
    aide: titre,
    largeur: 88,
    droite: true,
    texte: (r) => {
      const v = de(r)
      return v === null ? '' : formatPourcent(v, 0)
    },
    tri: de,
    nombre: de
  }
}

const definitions: readonly Colonne<Rangee>[] = [
  { cle: 'nom', titre: 'Établissement', largeur: 240, fige: true, texte: (r) => r.etablissement.nom ?? r.etablissement.finess ?? 'Sans nom' },
  ...nomsChiffres.map(colonneChiffre),
  ...indicateurs.map(colonneTaux),
  {
    cle: 'dateExtraction',
    titre: 'Extrait le',
    largeur: 120,
    texte: (r) => (r.releve?.dateExtraction ? r.releve.dateExtraction.split('-').reverse().join('/') : ''),
    tri: (r) => r.releve?.dateExtraction ?? null,
    date: (r) => r.releve?.dateExtraction ?? null,
    edition: {
      initial: (r) => (r.releve?.dateExtraction ? r.releve.dateExtraction.split('-').reverse().join('/') : ''),
      lire: (tape) => lireSaisie(nomReleve.champs.dateExtraction, tape)
    }
  },
  {
    cle: 'estimation',
    titre: 'Nature',
    largeur: 120,
    texte: (r) => texteDe(nomReleve.champs.estimation, r.releve?.estimation),
    edition: {
      initial: (r) => texteDe(nomReleve.champs.estimation, r.releve?.estimation),
      lire: (tape) => lireSaisie(nomReleve.champs.estimation, tape),
      options: () => (nomReleve.champs.estimation.options ?? []).map((o) => ({ value: o.label, label: o.label }))
    }
  },
  {
    cle: 'observation',
    titre: 'Observation',
    largeur: 220,
    texte: (r) => r.releve?.observation ?? '',
    edition: { initial: (r) => r.releve?.observation ?? '', lire: (tape) => lireSaisie(nomReleve.champs.observation, tape) }
  },
  { cle: 'organisme', titre: 'Organisme', largeur: 220, texte: (r) => r.organisme }
]

/** Where a text that cannot be read is kept: the same in the grid and in the simple form of an OG. */
export const cleCellule = (etablissement: string, periode: string, colonne: string) => `releve|${etablissement}|${periode}|${colonne}`

/** Columns of a period: a text that cannot be read stays where it was typed, though its relevé comes to be. */
export const colonnesDe = (periode: string): readonly Colonne<Rangee>[] =>
  definitions.map((c) => ({
    ...c,
    cleChamp: (r: Rangee) => cleCellule(r.id, periode, c.cle),
    // The seven numbers are one field.
    adresse: (r: Rangee) => (c.edition ? { kind: 'releve', id: r.releve?.id ?? null, champ: isChiffre(c.cle) ? 'chiffres' : c.cle } : null)
  }))
const isChiffre = (cle: string) => nomsChiffres.some((n) => n === cle)
