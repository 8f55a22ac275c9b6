import { z } from 'zod'
import { lots } from '#domain/lot.ts'
import { contratConfidentialite } from './confidentialite.ts'
import { contratDocument } from './document.ts'
import { adresse, call, cellule, conflit, id, kind, ligne, name, ref, rien } from './formes.ts'
import { contratModele } from './modele.ts'
import { contratPartage } from './partage.ts'
import { contratPieceJointe } from './piece-jointe.ts'
import { contratPreuve } from './preuve.ts'

/** Every call between the page (or the command line) and the engine. New call = one line here + one handler. */

const lot = z.enum(lots)

const manque = z.object({
  cle: z.string(),
  gravite: z.enum(['bloquant', 'a-justifier', 'information']),
  phase: z.string(),
  lots: z.array(lot),
  piece: z.number().optional(),
  texte: z.string(),
  ou: adresse.nullable(),
  motif: z.string().optional()
})
const auteur = z.object({ nom: z.string().trim().min(1).max(200), fonction: z.string().trim().max(200), organisation: z.string().trim().max(200) }).strict()
const session = z.object({
  projet: z.string(),
  /** File name without folder; null while the dossier was never given a place. */
  fichier: z.string().nullable(),
  lectureSeule: z.boolean(),
  /** `collecte`: the part of one OG, the rest is read-only; `legere`: without bank data. */
  role: z.enum(['grappe', 'legere', 'collecte']),
  /** `temporaire`: a mail or system cache, `lecture-seule`: ask where to keep the dossier. Null while it has no place. */
  emplacement: z.enum(['ordinaire', 'reseau', 'nuage', 'temporaire', 'lecture-seule']).nullable(),
  lignes: z.array(ligne),
  conflits: z.array(conflit),
  /** French sentences to show once, e.g. a damaged working copy put aside. */
  avertissements: z.array(z.string())
})
const edition = z.object({ kind, id, champ: name, valeur: cellule }).strict()
const ajout = z.object({ kind, id: id.nullable(), cellules: z.record(name, cellule) }).strict()
const etatEnregistrement = z.object({
  /** Edits acknowledged in the working copy but not yet in the user's file. */
  aPublier: z.boolean(),
  publieLe: z.number().nullable(),
  erreur: z.object({ code: z.string(), message: z.string() }).nullable()
})
const fichierLot = z.object({
  nom: z.string(),
  champ: z.string(),
  titre: z.string(),
  pages: z.number().nullable(),
  taille: z.number(),
  sha256: z.string(),
  origine: z.enum(['genere', 'joint'])
})
const resultatLot = z.object({
  lot,
  etat: z.enum(['pret', 'brouillon']),
  /** Display name of the folder; open it with the shell call through `ref`. */
  dossier: z.string(),
  ref,
  zip: z.string(),
  /** Drafts of a mailing, in order: opened by the mail program. */
  brouillons: z.array(z.object({ nom: z.string(), ref })),
  fichiers: z.array(fichierLot),
  pages: z.number(),
  cellules: z.number(),
  dureeMs: z.number()
})
const colonneImport = z.object({ index: z.number(), entete: z.string(), champ: z.string().nullable() })
const apercuImport = z.object({
  ref,
  format: z.string(),
  colonnes: z.array(colonneImport),
  lignes: z.array(
    z.object({
      numero: z.number(),
      valeurs: z.array(z.string()),
      erreurs: z.array(z.object({ colonne: z.number(), message: z.string() })),
      existant: z.boolean()
    })
  ),
  total: z.number(),
  /** Of these rows, those that accepting writes; the others say why they are left out. */
  importables: z.number(),
  avertissements: z.array(z.string()),
  /** Columns to choose before anything can be imported. */
  manquantes: z.array(z.string())
})

const demandeImport = z
  .object({
    ref,
    /** What a row of the list is. */
    nom: z.enum(['etablissement', 'organisme', 'depense']).default('etablissement'),
    colonnes: z.array(z.object({ index: z.number(), champ: z.string().nullable() })).nullable(),
    /** Cells typed over in the preview: `numero` of the row, `colonne` its index in the file. */
    corrections: z
      .array(z.object({ numero: z.number().int(), colonne: z.number().int().min(0).max(500), valeur: z.string().max(20_000) }))
      .max(5000)
      .default([])
  })
  .strict()

/** `va`, `cloture`, or a month of follow-up `AAAA-MM`. */
const periode = z.union([z.enum(['va', 'cloture']), z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/u)])
/** Returned workbooks or lists of relevés: files, folders of files, or cells pasted from a spreadsheet. */
const sourceReleves = z
  .object({
    refs: z.array(ref).max(500).default([]),
    texte: z.string().max(4_000_000).nullable().default(null),
    /** Period of the rows of a list that say none. */
    periode: periode.nullable().default(null),
    /** Corrections of the columns of a list; null: as recognised. */
    colonnes: z
      .array(z.object({ index: z.number(), champ: z.string().nullable() }))
      .nullable()
      .default(null)
  })
  .strict()
const statutReleve = z.enum(['ajoute', 'modifie', 'inchange', 'refuse'])
const totauxReleves = z.object({ ajoute: z.number(), modifie: z.number(), inchange: z.number(), refuse: z.number() })

export const contract = {
  'app.etat': call(
    'query',
    rien,
    z.object({ version: z.string(), auteur: auteur.nullable(), recents: z.array(z.object({ ref, nom: z.string(), lieu: z.string(), ouvertLe: z.number() })) })
  ),
  'app.auteur': call('command', auteur, rien),

  'dossier.creer': call('command', z.object({ nom: z.string().trim().min(1).max(300), ref: ref.nullable() }).strict(), session),
  'dossier.exemple': call(
    'command',
    z
      .object({
        ref: ref.nullable(),
        incomplet: z.boolean(),
        essms: z.number().int().min(1).max(2000).default(18),
        graine: z.number().int().min(0).default(1),
        outreMer: z.boolean().default(false)
      })
      .strict(),
    session
  ),
  /** « Reprendre pour un autre appel »: a new dossier that starts from the open one, which is closed; nothing of the old one changes. */
  'dossier.reprendre': call('command', z.object({ nom: z.string().trim().min(1).max(300), ref: ref.nullable() }).strict(), session),
  /**
   * `phrase` for an encrypted file. `copie` says what to do with a copy of a dossier that this computer knows elsewhere: unite it
   * (a returned collecte never is: `copie-connue`, then `partage.apercu`), ask (`copie-connue`), or open it aside for reading.
   */
  'dossier.ouvrir': call(
    'command',
    z.object({ ref, phrase: z.string().max(500).nullable().default(null), copie: z.enum(['reunir', 'demander', 'lecture']).default('reunir') }).strict(),
    session
  ),
  /** After a restart of the engine: the dossier that the page still shows, from its working copy. */
  'dossier.rouvrir': call('command', z.object({ projet: id }).strict(), session),
  'dossier.lire': call('query', rien, session),
  'dossier.fermer': call('command', rien, rien),
  'dossier.enregistrement': call('query', rien, etatEnregistrement),
  /** Publishes now; with `ref`, to a new place (« Enregistrer ailleurs »). */
  'dossier.publier': call('background', z.object({ ref: ref.nullable() }).strict(), etatEnregistrement),
  'dossier.verifier': call(
    'query',
    z.object({ ref }).strict(),
    z.object({ lignes: z.array(z.string()), ops: z.number(), entites: z.number(), fichiersJoints: z.number() })
  ),
  /** Everything that is missing or doubtful, as the window computes it for itself. */
  'dossier.manques': call('query', rien, z.object({ manques: z.array(manque) })),
  'dossier.exporter': call('query', rien, z.object({ json: z.string() })),

  /**
   * One transaction and one step of undo: additions first, then edits, which may be of what was just added. The answer comes after
   * commit, with the lines as they are now; `ajoutees` gives the id that each addition really has (one state per key), in their order.
   */
  'champ.saisir': call(
    'command',
    z.object({ ajouts: z.array(ajout).max(20_000).default([]), editions: z.array(edition).max(20_000) }).strict(),
    z.object({ lignes: z.array(ligne), conflits: z.array(conflit), ajoutees: z.array(z.string()) })
  ),
  'entite.ajouter': call('command', ajout, z.object({ ligne })),
  'entite.retirer': call('command', z.object({ kind, id }).strict(), z.object({ ligne })),
  'entite.retablir': call('command', z.object({ kind, id }).strict(), z.object({ ligne })),
  'historique.annuler': call('command', rien, z.object({ lignes: z.array(ligne), conflits: z.array(conflit), fait: z.boolean() })),
  'historique.refaire': call('command', rien, z.object({ lignes: z.array(ligne), conflits: z.array(conflit), fait: z.boolean() })),
  'historique.champ': call(
    'query',
    z.object({ kind, id, champ: name }).strict(),
    z.object({ editions: z.array(z.object({ valeur: cellule, auteur: z.string(), instant: z.number() })) })
  ),

  'piece-jointe.ajouter': call('command', z.object({ ref, cellules: z.record(name, cellule) }).strict(), z.object({ ligne })),
  /** Reads the text of an attached proof again, in a thread that is ended after 20 s. */
  'preuve.analyser': call('command', z.object({ id }).strict(), z.object({ lignes: z.array(ligne) })),

  'import.apercu': call('query', demandeImport, apercuImport),
  'import.accepter': call('command', demandeImport, z.object({ ajoutes: z.number(), modifies: z.number(), ignores: z.number(), lignes: z.array(ligne) })),
  /**
   * Fills what is empty in the establishments that carry these numbers, from the last FINESS extract read on this computer: one step of
   * undo. `source`: that extract; null when it adds nothing.
   */
  'import.completer': call(
    'command',
    z.object({ finess: z.array(z.string().max(20)).min(1).max(2000) }).strict(),
    z.object({ source: z.string().nullable(), lignes: z.array(ligne) })
  ),
  'import.dossier': call('command', z.object({ ref }).strict(), z.object({ entites: z.number(), cellules: z.number() })),

  /** Writes the collection workbooks of a period in a new folder of `ref`, with a ZIP of the same name beside it. */
  'collecte.classeurs': call(
    'command',
    z.object({ periode, ref, par: z.enum(['og', 'essms']) }).strict(),
    z.object({ dossier: z.string(), ref, fichiers: z.array(z.object({ nom: z.string(), pour: z.string(), etablissements: z.number() })) })
  ),
  /** What accepting these files would change, value by value. Nothing is written. */
  'collecte.apercu': call(
    'query',
    sourceReleves,
    z.object({
      fichiers: z.array(
        z.object({
          nom: z.string(),
          sorte: z.enum(['classeur', 'liste']),
          periode: periode.nullable(),
          /** Why nothing of the file is taken. */
          refus: z.string().nullable(),
          lignes: z.number(),
          colonnes: z.array(colonneImport)
        })
      ),
      lignes: z.array(
        z.object({
          /** Rank in `fichiers`. */
          fichier: z.number(),
          /** Row in the file; 0 when it is none in particular. */
          numero: z.number(),
          etablissement: z.string().nullable(),
          nom: z.string(),
          periode: periode.nullable(),
          statut: statutReleve,
          message: z.string().nullable(),
          /** What does not hold together once accepted. */
          alertes: z.array(z.string()),
          cellules: z.array(
            z.object({ champ: z.string(), libelle: z.string(), avant: z.string(), apres: z.string(), statut: statutReleve, message: z.string().nullable() })
          )
        })
      ),
      total: z.number(),
      totaux: totauxReleves
    })
  ),
  'collecte.accepter': call('command', sourceReleves, z.object({ totaux: totauxReleves, lignes: z.array(ligne) })),

  /** The mailing of a bundle ready to copy: recipients, subject, text. `invalides`: what was typed for an address and is none. */
  'envoi.message': call(
    'query',
    z.object({ lot: z.enum(['va', 'etat-des-lieux', 'vsr']) }).strict(),
    z.object({
      a: z.array(z.string()),
      copie: z.array(z.string()),
      invalides: z.array(z.string()),
      objet: z.string(),
      texte: z.string(),
      limiteMo: z.number().nullable()
    })
  ),
  /** Writes the deadlines as an .ics file, at `ref` or in the folder `ref`; nothing is written when there is none. */
  'agenda.ecrire': call('command', z.object({ ref }).strict(), z.object({ ref: ref.nullable(), nom: z.string().nullable(), echeances: z.number() })),

  'lot.etat': call(
    'query',
    z.object({ lot }).strict(),
    z.object({ pret: z.boolean(), manques: z.array(manque), fichiers: z.array(z.object({ nom: z.string(), champ: z.string(), titre: z.string() })) })
  ),
  'lot.generer': call('command', z.object({ lot, ref, brouillon: z.boolean() }).strict(), resultatLot),
  'lot.relire': call(
    'query',
    z.object({ ref }).strict(),
    z.object({ ok: z.boolean(), fichiers: z.number(), pages: z.number(), cellules: z.number(), ecarts: z.array(z.string()) })
  ),
  /** Neutral tree of one generated document, for the preview. `base` is the production's name. */
  'document.apercu': call('query', z.object({ lot, base: z.string() }).strict(), z.object({ doc: z.unknown() })),

  ...contratDocument,
  ...contratPartage,
  ...contratConfidentialite,
  ...contratModele,
  ...contratPreuve,
  ...contratPieceJointe
} as const

export type Contract = typeof contract
export type NomAppel = keyof Contract
/** What a caller gives (defaults may be left out). */
export type Demande<N extends NomAppel> = z.input<Contract[N]['input']>
/** What a handler receives. */
export type Entree<N extends NomAppel> = z.infer<Contract[N]['input']>
export type Sortie<N extends NomAppel> = z.infer<Contract[N]['output']>

/** Events only announce; the page queries again. */
export const evenement = z.discriminatedUnion('e', [
  z.object({ e: z.literal('enregistrement') }),
  z.object({ e: z.literal('dossier-change') }),
  z.object({ e: z.literal('progres'), appel: z.string(), fait: z.number(), total: z.number(), texte: z.string() })
])
export type Evenement = z.infer<typeof evenement>
