import { action as nomAction } from '#domain/action.ts'
import { type Deploiement, type Etape, estAchevee } from '#domain/deploiement/suivi.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import type { Organisme } from '#domain/organisme.ts'
import { typographier } from '#domain/typographie.ts'
import type { Colonne } from '../../grille/colonne.ts'
import { lireSaisie, texteDe } from '../../presenter.ts'

/** One row of the matrix: an establishment, or an OG. */
export interface Rangee {
  readonly id: string
  readonly nom: string
  readonly organisme: string
  readonly etapes: (code: string) => readonly Etape[]
}

const champEtat = nomAction.champs.etat
/** A sign before each word: the matrix is read at a glance, and never by colour alone. */
const signes: Readonly<Record<Etape['etat'], string>> = { 'a-faire': '', 'en-cours': '… ', fait: '✓ ', 'sans-objet': '– ' }

/** Text of the steps of one cell: one state, or how many are finished. Nothing while all is to do. */
export function texteEtapes(etapes: readonly Etape[]): string {
  const seule = etapes[0]
  if (!seule) return ''
  if (etapes.length === 1 || etapes.every((e) => e.etat === seule.etat))
    return seule.etat === 'a-faire' ? '' : signes[seule.etat] + texteDe(champEtat, seule.etat)
  return `${etapes.filter(estAchevee).length} sur ${etapes.length}`
}

/** What was typed or pasted, with or without its sign. */
export const lireEtat = (tape: string) => lireSaisie(champEtat, tape.replace(/^\s*[✓…–]\s*/u, ''))

export function rangeesMatrice(
  deploiement: Deploiement,
  lignes: 'essms' | 'og',
  organismes: readonly Organisme[],
  etablissements: readonly Etablissement[]
): readonly Rangee[] {
  const noms = new Map(organismes.map((o) => [o.id, o.raisonSociale ?? 'Organisme sans nom']))
  const conserves = etablissements.filter((e) => e.situation !== 'retire')
  const seule = (e: Etape | undefined): readonly Etape[] => (e ? [e] : [])
  if (lignes === 'og') {
    const membres = new Map<string, string[]>()
    for (const e of conserves) if (e.organisme) membres.set(e.organisme, [...(membres.get(e.organisme) ?? []), e.id])
    return organismes.map((o) => ({
      id: o.id,
      nom: noms.get(o.id) ?? '',
      organisme: '',
      etapes: (code) => {
        const niveau = deploiement.niveau(code)
        if (niveau === 'essms') return (membres.get(o.id) ?? []).flatMap((id) => seule(deploiement.etape(code, id)))
        return seule(deploiement.etape(code, niveau === 'og' ? o.id : 'grappe'))
      }
    }))
  }
  return conserves.map((e) => ({
    id: e.id,
    nom: e.nom ?? e.finess ?? 'Établissement sans nom',
    organisme: noms.get(e.organisme ?? '') ?? '',
    etapes: (code) => {
      const niveau = deploiement.niveau(code)
      return seule(deploiement.etape(code, niveau === 'essms' ? e.id : niveau === 'og' ? (e.organisme ?? '') : 'grappe'))
    }
  }))
}

const colonneAction = (code: string, titre: string, modifiable: boolean): Colonne<Rangee> => ({
  cle: code,
  titre: `${code} ${titre}`,
  aide: modifiable ? titre : `${titre} – suivie à un autre niveau`,
  largeur: 176,
  texte: (r) => texteEtapes(r.etapes(code)),
  adresse: (r) => {
    const [seule, autre] = r.etapes(code)
    return seule && !autre ? { kind: 'action', id: seule.suivi?.id ?? null, champ: 'etat' } : null
  },
  ...(modifiable
    ? {
        edition: {
          initial: (r: Rangee) => texteDe(champEtat, r.etapes(code)[0]?.etat),
          lire: lireEtat,
          options: () => (champEtat.options ?? []).map((o) => ({ value: o.label, label: o.label }))
        },
        total: (rangees: readonly Rangee[]) => `${rangees.filter((r) => r.etapes(code).every(estAchevee)).length} sur ${rangees.length}`
      }
    : {})
})

/** The name, then each action: those followed at the level of the rows first, they are the ones to type in. */
export function colonnesMatrice(deploiement: Deploiement, lignes: 'essms' | 'og', theme: string): readonly Colonne<Rangee>[] {
  const actions = deploiement.actions.filter((a) => a.sansObjet === null && (theme === '' || a.theme === theme))
  const modifiable = (code: string) => deploiement.niveau(code) === lignes
  const colonne = (a: (typeof actions)[number]) => colonneAction(a.code, typographier(a.titre), modifiable(a.code))
  return [
    { cle: 'nom', titre: lignes === 'essms' ? 'Établissement' : 'Organisme', largeur: 250, fige: true, texte: (r) => r.nom },
    ...(lignes === 'essms' ? [{ cle: 'organisme', titre: 'Organisme', largeur: 220, texte: (r: Rangee) => r.organisme }] : []),
    ...actions.filter((a) => modifiable(a.code)).map(colonne),
    ...actions.filter((a) => !modifiable(a.code)).map(colonne)
  ]
}
