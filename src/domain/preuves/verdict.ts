import { etAutres } from '../completude/accord.ts'
import type { Dossier } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import { formatEntier } from '../format.ts'
import type { Fenetre } from '../indicateurs/fenetre.ts'
import { type Demande, fenetreDeObjet } from '../partage/demande.ts'
import { type ChiffreVerifie, direChiffre } from './chiffres.ts'
import { etatPreuves, isARemplacer, type PreuveControlee, type PreuvesEtablissement } from './etat-preuves.ts'
import { nomDePreuve } from './regles/regle.ts'

/** What is seen in one attached proof, in one line, for who joined it. */
export interface VerdictPreuve {
  readonly ton: 'erreur' | 'attention' | 'succes' | 'neutre'
  readonly texte: string
}

/** The proofs of one establishment of a demande, with what is seen in each. */
export interface PreuvesVues {
  readonly fenetre: Fenetre
  readonly etablissement: Etablissement
  readonly preuves: readonly (VerdictPreuve & { readonly preuve: PreuveControlee['preuve'] })[]
  /** Why the porteur would ask for them again, in a few words; null when nothing is against them. */
  readonly aRevoir: string | null
}

const isTrouve = (c: ChiffreVerifie) => c.etat === 'trouve' && c.surSaLigne !== false
/** « 5 chiffres sur 7 ». */
export const compteChiffres = (chiffres: readonly ChiffreVerifie[]): string => {
  const n = chiffres.filter(isTrouve).length
  return `${formatEntier(n)} chiffre${n > 1 ? 's' : ''} sur ${formatEntier(chiffres.length)}`
}
const compteTrouves = (chiffres: readonly ChiffreVerifie[]) => `${compteChiffres(chiffres)} trouvé${chiffres.filter(isTrouve).length > 1 ? 's' : ''}`

/** Figures named in one line; all of them stand in Usages › Preuves. */
const nommes = 3

/** Pages without text or not read are no fault of the proof. */
const tus = /^preuve-(?:muette|longue):/u
const isContre = ({ cle, gravite }: PreuveControlee['constats'][number]) => gravite !== 'information' || cle.startsWith('preuve-etablissement:')

/** « Elle ne nomme ni EHPAD Les Pins ni son FINESS »: the file stands beside. */
const direConstats = ({ preuve, constats }: PreuveControlee) =>
  constats.filter(({ cle }) => !tus.test(cle)).map(({ texte }) => `${texte.replace(nomDePreuve(preuve), 'Elle')}.`)

function direChiffres(chiffres: readonly ChiffreVerifie[]): readonly string[] {
  if (chiffres.length === 0) return ['Aucun chiffre à y chercher pour l’instant.']
  if (chiffres.every((c) => c.etat === 'illisible')) return ['Les chiffres n’ont pas pu y être cherchés.']
  const liste = (titre: string, vus: readonly ChiffreVerifie[]) => {
    const autres = vus.length > nommes ? ` ${etAutres(vus.length - nommes)}` : ''
    return vus.length === 0 ? [] : [`${titre} : ${vus.slice(0, nommes).map(direChiffre).join(' ; ')}${autres}.`]
  }
  const absents = chiffres.filter((c) => c.etat === 'absent')
  const ailleurs = chiffres.filter((c) => c.surSaLigne === false)
  const remede = absents.length + ailleurs.length > 0 ? ['Corrigez les chiffres, ou remplacez la preuve.'] : []
  return [
    `${compteTrouves(chiffres)}.`,
    ...liste(absents.length > 1 ? 'Introuvables' : 'Introuvable', absents),
    ...liste('Sur la ligne d’un autre établissement', ailleurs),
    ...remede
  ]
}

function tonDe(controlee: PreuveControlee, chiffres: readonly ChiffreVerifie[]): VerdictPreuve['ton'] {
  if (isARemplacer(controlee)) return 'erreur'
  if (controlee.constats.some(isContre) || chiffres.some((c) => c.etat === 'absent' || c.surSaLigne === false)) return 'attention'
  return chiffres.length > 0 && chiffres.every(isTrouve) ? 'succes' : 'neutre'
}

/** The fact, without its remedy nor where it stands. */
const enBref = (texte: string) => texte.split(/ [:;] |, page /u)[0] ?? texte

/** One line for one file; `chiffres`: those it has to show, null when another file says them. */
function direPreuve(controlee: PreuveControlee, chiffres: readonly ChiffreVerifie[] | null): string {
  const constats = direConstats(controlee)
  if (chiffres === null) return constats.join(' ')
  // What has to go is said first, and its figures are not worth a list.
  if (isARemplacer(controlee)) return [...constats, ...(chiffres.some(isTrouve) ? [`${compteTrouves(chiffres)}.`] : [])].join(' ')
  return [...direChiffres(chiffres), ...constats].join(' ')
}

/** Proofs add up: the figures are said once, with the last one. */
function voir(fenetre: Fenetre, { etablissement, preuves, chiffres }: PreuvesEtablissement): PreuvesVues {
  const vues = preuves.map((controlee, i) => {
    const siens = i === preuves.length - 1 ? chiffres : null
    return { preuve: controlee.preuve, ton: tonDe(controlee, siens ?? []), texte: direPreuve(controlee, siens) }
  })
  const aRemplacer = preuves.filter(isARemplacer)
  const [contre = null] = (aRemplacer.length > 0 ? aRemplacer : preuves).flatMap((p) =>
    p.constats.filter(isContre).map(({ texte }) => enBref(texte.replace(`${nomDePreuve(p.preuve)} `, '')))
  )
  const manquent = preuves.length > 0 && chiffres.some((c) => c.etat === 'absent' || c.surSaLigne === false)
  return { fenetre, etablissement, preuves: vues, aRevoir: manquent && aRemplacer.length === 0 ? compteTrouves(chiffres) : contre }
}

/** Every establishment and window of a demande that asks for proofs. The same checks as the porteur will see. */
export function preuvesDemande(dossier: Dossier, { objets, etablissements }: Demande): readonly PreuvesVues[] {
  const demandes = new Set(etablissements.map((e) => e.id))
  return objets.flatMap((objet) => {
    const fenetre = fenetreDeObjet(objet)
    return fenetre === null ? [] : etatPreuves(dossier, fenetre).flatMap((p) => (demandes.has(p.etablissement.id) ? [voir(fenetre, p)] : []))
  })
}
