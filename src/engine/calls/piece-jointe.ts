import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { GrappeError } from '#contract/errors.ts'
import { coteMax } from '#contract/piece-jointe.ts'
import type { Handlers } from '#contract/rpc.ts'
import { codeDonnees } from '#documents/code-donnees.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import type { CleSignee } from '#domain/completude/collecteur.ts'
import type { Ligne } from '#domain/dossier.ts'
import { reperesDe } from '#domain/preuves/detecter-noms.ts'
import type { Atelier } from '../atelier.ts'
import { createGarde } from '../partage/garde.ts'
import { cellulesExamen, type FichierLu, lireFichierJoint, refusDe, verifierNature } from '../preuves/fichier-joint.ts'
import type { LecteurIsole } from '../preuves/lecteur-isole.ts'
import { tailleGif, tailleImage } from '../preuves/taille-image.ts'
import { versionsDe } from '../preuves/versions-fichier.ts'
import { pageImage } from '../render/pdf/page-image.ts'
import { verifierCellule } from './cellule.ts'

const kind = 'piece-jointe'
/** Largest picture given to the page to draw, in bytes and in pixels. */
const imageMax = 40_000_000
const pixelsMax = 60_000_000
/** What a file keeps of the one whose place it takes. */
const rattachement = ['role', 'cible', 'piece', 'releve', 'organisme'] as const

type Cellules = Readonly<Record<string, Cellule>>

/** The document to sign whose signed copy is attached, or null. Its code is the one read in the file, else the one it would print today. */
function cleSignee(cellules: Cellules): CleSignee | null {
  const { role, cible, piece } = cellules
  if (cellules['codeDonnees'] !== undefined) return null
  if (role === 'pv' && typeof cible === 'string') return `pv:${cible}`
  return role === 'piece' && (piece === 3 || piece === 4) ? `piece:${piece}` : null
}

const sansExtension = (nom: string) => nom.replace(/\.[^.]+$/u, '')
const luDe = (nom: string, bytes: Uint8Array, type: string): FichierLu => ({
  nom,
  bytes,
  type,
  sha256: createHash('sha256').update(bytes).digest('hex')
})

/** Attached files: joined byte for byte, replaced without losing what they replace, turned or made into a page. */
export function appelsPieceJointe(atelier: Atelier, lecteur: LecteurIsole): Pick<Handlers, Extract<keyof Handlers, `${typeof kind}.${string}`>> {
  const journal = () => atelier.fichier().journal
  const vivante = (id: string): Ligne => {
    const ligne = journal().ligne(id)
    if (ligne?.kind !== kind || !ligne.vivant) throw new GrappeError('entite-inconnue')
    return ligne
  }
  const nomDe = (ligne: Ligne) => String(ligne.cellules['nom'] ?? 'fichier')
  function octetsDe(ligne: Ligne): Uint8Array {
    const bytes = journal().lireBlob(String(ligne.cellules['sha256'] ?? ''))?.bytes
    if (!bytes) throw new GrappeError('fichier-introuvable', nomDe(ligne))
    return bytes
  }

  /** Examines a file, then gives what its line holds. The blob is not written yet. */
  async function preparer(lu: FichierLu, cellules: Cellules): Promise<{ readonly type: string; readonly cellules: Cellules }> {
    const type = verifierNature(lu)
    const preuve = cellules['role'] === 'preuve' ? { reperes: reperesDe(atelier.dossier()), sha256: lu.sha256 } : null
    const examen = type === 'application/pdf' ? await lecteur.examiner({ bytes: lu.bytes, preuve }) : null
    const refus = examen && refusDe(examen)
    if (refus) throw refus
    const signee = cleSignee(cellules)
    const imprime = examen?.etat === 'lu' ? examen.code : null
    const dossier = atelier.dossier()
    // A pièce that the person wrote elsewhere owes nothing to the data, unless it bears their code.
    const isAilleurs = cellules['role'] === 'piece' && dossier.pieces.some((p) => p.numero === cellules['piece'] && p.mode === 'fournie')
    const code = signee === null ? null : (imprime ?? (isAilleurs ? null : codeDonnees(dossier, signee)))
    return {
      type,
      cellules: {
        ...cellules,
        nom: lu.nom,
        taille: lu.bytes.length,
        type,
        dateAjout: atelier.aujourdhui(),
        ...(code === null ? {} : { codeDonnees: code }),
        ...(examen ? cellulesExamen(examen, lu.sha256) : {})
      }
    }
  }
  const ecrire = (lu: FichierLu, { type, cellules }: Awaited<ReturnType<typeof preparer>>): Ligne =>
    journal().ajouter(kind, null, null, { ...cellules, sha256: journal().ajouterBlob(lu.bytes, type) })

  /** One step of undo: the new file comes, the old one leaves and stays a version. */
  async function remplacer(id: string, lu: FichierLu, gardees: readonly string[]): Promise<{ ligne: Ligne; ancienne: Ligne }> {
    const { cellules } = vivante(id)
    createGarde(journal()).retrait(kind, id)
    const reprises = Object.fromEntries(
      gardees.flatMap((champ) => (cellules[champ] === undefined || cellules[champ] === null ? [] : [[champ, cellules[champ]]]))
    )
    const pret = await preparer(lu, { ...reprises, remplace: id })
    // Reading it took time: it may have been removed meanwhile.
    vivante(id)
    const fait = journal().groupe(() => ({ ligne: ecrire(lu, pret), ancienne: journal().retirer(kind, id) }))
    atelier.change()
    return fait
  }

  /** The picture that the page drew, judged anew: its kind, its size, and whether it can be read. */
  async function imageRecue(base64: string, cote: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
    const taille = tailleImage(bytes)
    if (!taille || (await fileTypeFromBuffer(bytes))?.mime !== taille.type || Math.max(taille.largeur, taille.hauteur) > cote)
      throw new GrappeError('appel-refuse')
    const essai = await lecteur.extrairePage({ bytes, type: taille.type, numero: 1 })
    if (essai.etat !== 'lu') throw new GrappeError('fichier-abime', essai.cause)
    return bytes
  }

  return {
    'piece-jointe.ajouter': async ({ ref, cellules }) => {
      for (const [champ, valeur] of Object.entries(cellules)) verifierCellule(kind, champ, valeur)
      createGarde(journal()).ajout(kind, cellules)
      const lu = await lireFichierJoint(atelier.chemin(ref))
      const pret = await preparer(lu, cellules)
      const ligne = journal().groupe(() => ecrire(lu, pret))
      atelier.change()
      return { ligne }
    },
    'piece-jointe.remplacer': async ({ id, ref }) => {
      vivante(id)
      return remplacer(id, await lireFichierJoint(atelier.chemin(ref)), rattachement)
    },
    'piece-jointe.versions': ({ id }) => {
      vivante(id)
      const presents = new Set(
        journal()
          .listerBlobs()
          .map((b) => b.sha256)
      )
      return {
        versions: versionsDe(journal().lireLignes(), id).map((ligne) => {
          const [ajout] = journal().historique(kind, ligne.id, 'sha256').slice(-1)
          const { taille, pages } = ligne.cellules
          return {
            id: ligne.id,
            nom: nomDe(ligne),
            taille: typeof taille === 'number' ? taille : null,
            pages: typeof pages === 'number' ? pages : null,
            auteur: ajout?.auteur ?? '',
            instant: ajout?.instant ?? 0,
            presente: presents.has(String(ligne.cellules['sha256'] ?? ''))
          }
        })
      }
    },
    'piece-jointe.revenir': ({ id, version }) => {
      vivante(id)
      const voulue = versionsDe(journal().lireLignes(), id).find((l) => l.id === version)
      if (!voulue) throw new GrappeError('entite-inconnue')
      octetsDe(voulue)
      const garde = createGarde(journal())
      garde.retrait(kind, id)
      garde.retrait(kind, version)
      const fait = journal().groupe(() => ({ ligne: journal().retablir(kind, version), ancienne: journal().retirer(kind, id) }))
      atelier.change()
      return fait
    },
    'piece-jointe.page': async ({ id, page }) => {
      const ligne = vivante(id)
      const issue = await lecteur.extrairePage({ bytes: octetsDe(ligne), type: String(ligne.cellules['type'] ?? ''), numero: page })
      if (issue.etat !== 'lu') throw new GrappeError('fichier-abime', issue.cause)
      return { pages: issue.pages, pdf: new Uint8Array(issue.bytes) }
    },
    'piece-jointe.image': ({ id }) => {
      const ligne = vivante(id)
      const octets = octetsDe(ligne)
      const taille = tailleImage(octets) ?? tailleGif(octets)
      if (!taille) throw new GrappeError('format-refuse', `${nomDe(ligne)} : une image PNG, JPEG ou GIF est attendue`)
      if (octets.length > imageMax || taille.largeur * taille.hauteur > pixelsMax)
        throw new GrappeError('fichier-trop-grand', `${nomDe(ligne)} : image trop grande`)
      return { ...taille, octets: new Uint8Array(octets) }
    },
    'piece-jointe.transformer': async ({ id, geste, image }) => {
      const ligne = vivante(id)
      const cote = coteMax[geste]
      if (image === null && geste !== 'pdf') throw new GrappeError('appel-refuse')
      const attache = image === null ? octetsDe(ligne) : null
      const taille = attache && tailleImage(attache)
      if (attache && (!taille || Math.max(taille.largeur, taille.hauteur) > cote)) throw new GrappeError('appel-refuse')
      const bytes = attache ?? (await imageRecue(image ?? '', cote))
      const gardees = [...rattachement, 'codeDonnees']
      const nom = sansExtension(nomDe(ligne))
      if (geste === 'pdf') return remplacer(id, luDe(`${nom}.pdf`, await pageImage(bytes, nom, atelier.aujourdhui()), 'application/pdf'), gardees)
      const type = tailleImage(bytes)?.type ?? ''
      return remplacer(id, luDe(`${nom}.${type === 'image/png' ? 'png' : 'jpg'}`, bytes, type), gardees)
    }
  }
}
