import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import type { Ligne } from '#domain/dossier.ts'
import type { Adresse } from '#domain/lot.ts'
import { objetsDemande } from '#domain/partage/demande.ts'
import { uuidToBytes } from '../db/identifiant.ts'
import type { Journal } from '../db/journal.ts'
import { openBase } from '../db/open-base.ts'
import { type Contenu, deposerCopie, type Emballage, fabriquerCopie, oublierCopie } from './ecrire-copie.ts'
import { elagageComplet, elagageLeger, type FichiersJoints, filtreCollecte } from './filtres.ts'
import { roleDe } from './role.ts'
import { sourceFiltree } from './source-filtree.ts'

/** What leaves: the whole dossier, a light copy, or the collecte of one OG. */
export type CopieVoulue =
  | { readonly sorte: 'complete' }
  | { readonly sorte: 'legere'; readonly fichiers: FichiersVoulus }
  | { readonly sorte: 'collecte'; readonly organisme: string; readonly fichiers: FichiersVoulus }
/** `nouveaux`: those added since the last sending to the same recipient. */
export type FichiersVoulus = 'tous' | 'nouveaux' | 'aucun'

/** Fields of the `envoi` that the porteur fills: recipient, what is asked, deadline, word. */
export type CellulesEnvoi = Readonly<Record<string, Cellule>>

export interface CopieFaite {
  /** Bytes. */
  readonly taille: number
  readonly etablissements: number
  readonly fichiersJoints: number
  /** Texts held back because they name another organisation. */
  readonly masquees: readonly Adresse[]
}

interface Selection {
  readonly contenu: Contenu
  readonly masquees: readonly Adresse[]
}

/** Clock of the last sending to the same OG or address, 0 when there was none. */
function dernierEnvoi(lignes: readonly Ligne[], organisme: string | null, courriel: Cellule | undefined, sauf: string): number {
  const memes = lignes.filter(
    (l) =>
      l.kind === 'envoi' &&
      l.vivant &&
      l.id !== sauf &&
      (organisme === null ? typeof courriel === 'string' && l.cellules['courriel'] === courriel : l.cellules['organisme'] === organisme)
  )
  return memes.reduce((max, l) => Math.max(max, l.cree), 0)
}

function selectionner(journal: Journal, voulue: CopieVoulue, envoi: string): Selection {
  const lignes = journal.lireLignes()
  const role = roleDe(journal.db)
  if (voulue.sorte === 'complete') return { contenu: { role, elagage: elagageComplet(lignes) }, masquees: [] }
  const courriel = lignes.find((l) => l.id === envoi)?.cellules['courriel']
  const organisme = voulue.sorte === 'collecte' ? voulue.organisme : null
  const fichiers: FichiersJoints = voulue.fichiers === 'nouveaux' ? { depuis: dernierEnvoi(lignes, organisme, courriel, envoi) } : voulue.fichiers
  if (voulue.sorte === 'legere') return { contenu: { role: role === 'collecte' ? role : 'legere', elagage: elagageLeger(lignes, fichiers) }, masquees: [] }
  if (role === 'collecte') throw new GrappeError('hors-perimetre')
  const og = lignes.find((l) => l.id === voulue.organisme)
  if (og?.kind !== 'organisme' || !og.vivant) throw new GrappeError('entite-inconnue')
  const { filtre, masquees } = filtreCollecte(journal.projet, lignes, envoi, og.id, fichiers)
  return { contenu: { role: 'collecte', source: sourceFiltree(journal.db, filtre) }, masquees }
}

/** Makes a copy, counts what it holds, and hands it over until `fn` is done with it. */
async function avecCopie(journal: Journal, { contenu, masquees }: Selection, profil: string, fn: (copie: string) => Promise<number>): Promise<CopieFaite> {
  const copie = await fabriquerCopie(journal.db, contenu, profil)
  try {
    const db = openBase(copie, 'lecture')
    const compter = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0
    const etablissements = compter("SELECT count(*) FROM entity WHERE kind = 'etablissement'")
    const fichiersJoints = compter('SELECT count(*) FROM blob')
    db.close()
    return { taille: await fn(copie), etablissements, fichiersJoints, masquees }
  } finally {
    oublierCopie(copie)
  }
}

/** Record of a collecte, the same on both sides: it says what the porteur will take back. */
function inscrireCollecte(journal: Journal, id: string, voulue: Extract<CopieVoulue, { sorte: 'collecte' }>, cellules: CellulesEnvoi): void {
  const lignes = journal.lireLignes()
  const { parts } = filtreCollecte(journal.projet, lignes, id, voulue.organisme, 'aucun')
  const demande = {
    objets: objetsDemande.filter(({ champ }) => cellules[champ] === 'oui').map(({ code }) => code),
    echeance: cellules['echeance'] ?? null
  }
  const destinataire = lignes.find((l) => l.id === voulue.organisme)?.cellules['raisonSociale']
  journal.db
    .prepare('INSERT INTO collecte(id, issued_hlc, recipient, parts, demande, returned_hlc) VALUES (?, ?, ?, ?, ?, NULL)')
    .run(uuidToBytes(id), lignes.find((l) => l.id === id)?.cree ?? 1, String(destinataire ?? '').slice(0, 400), JSON.stringify(parts), JSON.stringify(demande))
}

/** Size and content of a copy before sending it, by making it. Nothing is recorded, nothing stays. */
export async function mesurerCopie(journal: Journal, voulue: CopieVoulue, emballage: Emballage, profil: string): Promise<CopieFaite> {
  return avecCopie(journal, selectionner(journal, voulue, ''), profil, async (copie) => {
    const essai = `${copie}.essai.db`
    try {
      // A phrase only adds some seven kilobytes.
      return await deposerCopie(copie, essai, { zip: emballage.zip, phrase: null }, profil)
    } finally {
      oublierCopie(essai)
    }
  })
}

/**
 * Makes a copy, records it in the register of sendings, and puts it at `destination`. When it cannot be written, the register
 * does not keep it. Returns the id of the `envoi` and what was written.
 */
export async function envoyerCopie(
  journal: Journal,
  voulue: CopieVoulue,
  cellules: CellulesEnvoi,
  emballage: Emballage,
  ou: { readonly destination: string; readonly fichier: string; readonly profil: string; readonly date: string }
): Promise<CopieFaite & { readonly envoi: string }> {
  const organisme = voulue.sorte === 'collecte' ? { organisme: voulue.organisme } : {}
  const id = journal.groupe(() => {
    const envoi = journal.ajouter('envoi', null, null, {
      ...cellules,
      ...organisme,
      sorte: voulue.sorte,
      dateEnvoi: ou.date,
      chiffre: emballage.phrase === null ? 'non' : 'oui'
    })
    if (voulue.sorte === 'collecte') inscrireCollecte(journal, envoi.id, voulue, cellules)
    return envoi.id
  }, false)
  try {
    const faite = await avecCopie(journal, selectionner(journal, voulue, id), ou.profil, (copie) => deposerCopie(copie, ou.destination, emballage, ou.profil))
    const editions = Object.entries({ fichier: ou.fichier, taille: faite.taille }).map(([champ, valeur]) => ({ kind: 'envoi', id, champ, valeur }))
    journal.groupe(() => journal.ecrire(editions), false)
    return { ...faite, envoi: id }
  } catch (error) {
    journal.groupe(() => {
      journal.retirer('envoi', id)
      journal.db.prepare('DELETE FROM collecte WHERE id = ?').run(uuidToBytes(id))
    }, false)
    throw error
  }
}

/**
 * « Renvoyer au porteur »: says when and with which word, then writes the whole of what the recipient has, bank data excepted.
 * `envoi`: the demande answered.
 */
export async function renvoyerCopie(
  journal: Journal,
  envoi: string,
  reponse: string | null,
  emballage: Emballage,
  ou: { readonly destination: string; readonly profil: string; readonly date: string }
): Promise<CopieFaite> {
  journal.groupe(
    () =>
      journal.ecrire([
        { kind: 'envoi', id: envoi, champ: 'renvoyeLe', valeur: ou.date },
        { kind: 'envoi', id: envoi, champ: 'reponse', valeur: reponse }
      ]),
    false
  )
  const selection = selectionner(journal, { sorte: 'legere', fichiers: 'tous' }, envoi)
  return avecCopie(journal, selection, ou.profil, (copie) => deposerCopie(copie, ou.destination, emballage, ou.profil))
}
