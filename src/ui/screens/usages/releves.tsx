import { Suspense, useMemo, useState } from 'react'
import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { formatEntier, formatPourcent } from '#domain/format.ts'
import { controlesReleve } from '#domain/indicateurs/controles.ts'
import { chiffre, indexReleves } from '#domain/indicateurs/index-releves.ts'
import { indicateurs } from '#domain/indicateurs/registre.ts'
import { libelleChiffre, type NomChiffre, releve as nomReleve, nomsChiffres, type Releve } from '#domain/releve.ts'
import { Grille } from '../../components/grille-de-nom.tsx'
import { Vide } from '../../components/vide.tsx'
import type { Colonne, Ecriture } from '../../grille/colonne.ts'
import { type Lecture, lireSaisie, texteDe } from '../../presenter.ts'
import { useDossierEntier, useSession } from '../../use-session.ts'
import { ChoixPeriode, periodeDe } from './periode.tsx'

interface Rangee {
  readonly id: string
  readonly etablissement: Etablissement
  readonly organisme: string
  readonly releve: Releve | undefined
}

const titres: Readonly<Record<NomChiffre, string>> = {
  messagesEnvoyes: 'Messages MSSanté',
  dmpAlimentes: 'DMP alimentés',
  dossiersActifs: 'Dossiers actifs',
  actifsAvecProjet: 'Avec projet',
  actifsAvecAgenda: 'Avec agenda',
  personnesAccompagnees: 'Accompagnées',
  personnesProjet: 'Projet possible'
}

/** A whole number ≥ 0, read like every other number of the file. */
function lireNombre(tape: string): Lecture {
  const lu = nomReleve.champs.chiffres.parse(`${tape};;;;;;`)
  const [n] = lu.ok ? lu.value : []
  if (tape.trim() === '') return { ok: true, cellule: null }
  return typeof n === 'number' && n >= 0 ? { ok: true, cellule: n } : { ok: false, message: 'Un nombre entier est attendu, par exemple 42.' }
}

function rangeesDe(dossier: Dossier, periode: string): readonly Rangee[] {
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
  titre: titres[nom],
  aide: libelleChiffre[nom],
  largeur: 132,
  droite: true,
  texte: (r) => {
    const n = chiffre(r.releve, nom)
    return n === null ? '' : formatEntier(n)
  },
  tri: (r) => chiffre(r.releve, nom),
  edition: { initial: (r) => String(chiffre(r.releve, nom) ?? ''), lire: lireNombre },
  remarque: (r) => {
    if (!r.releve) return null
    const constats = controlesReleve(r.releve).filter((c) => c.chiffres.includes(nom) && c.gravite !== 'information')
    return constats.map((c) => c.texte).join('\n') || null
  },
  total: (rangees) => formatEntier(rangees.reduce((t, r) => t + (chiffre(r.releve, nom) ?? 0), 0))
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
    tri: de
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
const colonnes = definitions.map((c) => ({ ...c, cleChamp: (r: Rangee) => `releve|${r.releve?.id ?? r.id}|${c.cle}` }))

const numeros = new Map<string, number>(nomsChiffres.map((n, i) => [n, i]))

/** Establishments × the seven numbers of a period, typed or pasted as the DUI prints them. */
export function Releves() {
  const session = useSession()
  const dossier = useDossierEntier()
  const [periode, setPeriode] = useState('cloture')
  const [recherche, setRecherche] = useState('')
  const rangees = useMemo(() => rangeesDe(dossier, periode), [dossier, periode])
  const releves = rangees.filter((r) => r.releve?.chiffres?.every((c) => c !== null)).length

  /** The seven numbers are one cell of the journal: edits of a row are put together before they leave. */
  const ecrire = (ecritures: readonly Ecriture<Rangee>[]) => {
    const parRangee = new Map<string, { rangee: Rangee; chiffres: (number | null)[]; autres: Record<string, string | null>; touches: boolean }>()
    for (const { rangee, colonne, cellule } of ecritures) {
      const lot = parRangee.get(rangee.id) ?? { rangee, chiffres: [...(rangee.releve?.chiffres ?? nomsChiffres.map(() => null))], autres: {}, touches: false }
      const rang = numeros.get(colonne)
      if (rang === undefined) lot.autres[colonne] = cellule === null ? null : String(cellule)
      else {
        lot.chiffres[rang] = typeof cellule === 'number' ? cellule : null
        lot.touches = true
      }
      parRangee.set(rangee.id, lot)
    }
    const type = periode === 'va' || periode === 'cloture' ? periode : 'mois'
    session.poserTous(
      'releve',
      [...parRangee.values()].map(({ rangee, chiffres, autres, touches }) => ({
        identite: { etablissement: rangee.id, type, mois: type === 'mois' ? periode : null },
        valeurs: { ...autres, ...(touches ? { chiffres: nomReleve.champs.chiffres.encode(chiffres) } : {}) }
      }))
    )
  }
  if (rangees.length === 0)
    return (
      <Vide titre="Les relevés" texte="Un relevé par établissement : sept nombres lus dans le DUI. Ajoutez d’abord vos établissements.">
        <button type="button" className="bouton bouton-principal" onClick={() => session.aller({ page: 'grappe', onglet: 'etablissements' })}>
          Aller aux établissements
        </button>
      </Vide>
    )
  return (
    <div className="grille-cadre">
      <div className="grille-outils">
        <ChoixPeriode valeur={periode} changer={setPeriode} />
        <input
          className="saisie"
          type="search"
          aria-label="Chercher un établissement"
          placeholder="Chercher"
          value={recherche}
          onChange={(e) => setRecherche(e.target.value)}
        />
        <span className="fin secondaire" aria-live="polite">
          {releves} relevé{releves > 1 ? 's' : ''} complet{releves > 1 ? 's' : ''} sur {rangees.length}
        </span>
      </div>
      <Suspense fallback={<p className="secondaire">Chargement de la grille…</p>}>
        <Grille libelle="Relevés d’usage" kind="releve" rangees={rangees} colonnes={colonnes} recherche={recherche} selection={false} ecrire={ecrire} />
      </Suspense>
      <p className="secondaire">
        Collez depuis Excel les sept nombres de plusieurs établissements d’un coup. Un établissement sans chiffres est signalé, jamais compté zéro.
      </p>
    </div>
  )
}
