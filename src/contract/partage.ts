import { z } from 'zod'
import { adresse, call, cellule, conflit, id, kind, ligne, name, ref, rien } from './formes.ts'

/** Calls of sharing: copies that leave, copies that come back, conflicts, doubles, history, versions. */

/** Six words, or a phrase of one's own; null for a file in clear. */
const phrase = z.string().max(500).nullable()
const copie = {
  sorte: z.enum(['complete', 'legere', 'collecte']),
  /** The OG of a collecte; null otherwise. */
  organisme: id.nullable(),
  /** Attached files that go; `nouveaux`: those added since the last sending to the same recipient. A whole copy takes them all. */
  fichiers: z.enum(['tous', 'nouveaux', 'aucun']).default('tous'),
  zip: z.boolean().default(false)
}
const copieFaite = {
  /** Bytes of the file written. */
  taille: z.number(),
  /** Bytes of the e-mail that would carry it. */
  tailleCourriel: z.number(),
  etablissements: z.number(),
  fichiersJoints: z.number(),
  /** Texts held back because they name another organisation. */
  masquees: z.array(adresse)
}
const fichierRecu = z.object({ ref, phrase: phrase.default(null) }).strict()

const element = { kind: z.string(), id: z.string(), libelle: z.string() }
const signe = { auteur: z.string(), instant: z.number() }
const cellulesDe = { champ: z.string(), champLibelle: z.string() }
const cote = z.object({ valeur: cellule, auteur: z.string(), organisation: z.string(), instant: z.number() })
const elements = z.array(z.object({ ...element, ...signe }))
const rapport = z.object({
  nom: z.string(),
  taille: z.number(),
  role: z.enum(['grappe', 'legere', 'collecte']),
  /** OG to which the porteur had sent it; null for a whole copy, or a collecte that this dossier never issued. */
  destinataire: z.string().nullable(),
  saisies: z.object({ connues: z.number(), retenues: z.number(), laissees: z.number(), refusees: z.number() }),
  fichiersJoints: z.number(),
  /** Who typed what the dossier did not have, as they declared themselves. */
  auteurs: z.array(
    z.object({ nom: z.string(), fonction: z.string(), organisation: z.string(), saisies: z.number(), premiere: z.number(), derniere: z.number() })
  ),
  groupes: z.array(
    z.object({
      part: z.string(),
      libelle: z.string(),
      ajouts: elements,
      modifications: z.array(z.object({ ...element, ...signe, ...cellulesDe, ancienne: cellule, nouvelle: cellule })),
      suppressions: elements,
      retablis: elements,
      conflits: z.array(z.object({ ...element, ...cellulesDe, cotes: z.array(cote) })),
      refus: z.array(z.object({ ...element, ...signe, ...cellulesDe, valeur: cellule, raison: z.string() }))
    })
  ),
  avertissements: z.array(z.string())
})
const doublonKind = z.enum(['etablissement', 'organisme'])

export const contratPartage = {
  /** What a received file is, before opening it: its dossier, and whether this computer keeps that dossier elsewhere. */
  'partage.reconnaitre': call(
    'query',
    fichierRecu,
    z.object({
      projet: z.string(),
      role: z.enum(['grappe', 'legere', 'collecte']),
      /** Name of the grappe in the file. */
      grappe: z.string().nullable(),
      /** File name of the dossier this computer knows under this project; give `projet` to `dossier.rouvrir`. Null: never seen here. */
      connu: z.object({ nom: z.string(), ailleurs: z.boolean() }).nullable()
    })
  ),
  /** Six French words, fresh each time. */
  'partage.phrase': call('query', rien, z.object({ phrase: z.string() })),
  /** Makes the copy to tell its size, records nothing. */
  'partage.mesurer': call(
    'query',
    z.object(copie).strict(),
    z.object({ ...copieFaite, limites: z.array(z.object({ mo: z.number(), passe: z.boolean() })), nomPropose: z.string() })
  ),
  /** Writes the copy at `ref` and records it. `envoi`: cells of the new line (recipient, what is asked, deadline, word). */
  'partage.envoyer': call(
    'command',
    z.object({ ...copie, phrase: phrase.default(null), envoi: z.record(name, cellule), ref }).strict(),
    z.object({ ...copieFaite, ligne, ref, nom: z.string() })
  ),
  /** « Renvoyer au porteur », from a collecte copy. */
  'partage.renvoyer': call(
    'command',
    z.object({ envoi: id, reponse: z.string().max(20_000).nullable(), zip: z.boolean().default(false), phrase: phrase.default(null), ref }).strict(),
    z.object({ ...copieFaite, ligne, ref, nom: z.string() })
  ),
  /** Writes an e-mail draft (`.eml`) at `ref`, with the file of `joint` attached when given. */
  'partage.courriel': call(
    'command',
    z.object({ envoi: id.nullable(), modele: z.enum(['envoi', 'relance', 'retour']), joint: ref.nullable(), ref }).strict(),
    z.object({ ref, taille: z.number() })
  ),
  /** What uniting these files, in this order, would do. Writes nothing. A file that cannot be read says why, the others are told. */
  'partage.apercu': call(
    'query',
    z.object({ fichiers: z.array(fichierRecu).min(1).max(60) }).strict(),
    z.object({
      fichiers: z.array(z.object({ ref, nom: z.string(), erreur: z.object({ code: z.string(), message: z.string() }).nullable(), rapport: rapport.nullable() }))
    })
  ),
  /** Unites them in one transaction; what was shown by the last preview is what is taken. `accepter`: ids of `part`. */
  'partage.reunir': call(
    'command',
    z.object({ fichiers: z.array(fichierRecu).min(1).max(60), accepter: z.union([z.literal('tout'), z.array(id).max(5000)]) }).strict(),
    z.object({ rapports: z.array(rapport), version: z.string().nullable(), conflits: z.array(conflit) })
  ),
  /** « Annuler cette réunion »: the version that `reunir` gave, or null for the last one. */
  'partage.annuler': call('command', z.object({ version: z.string().max(120).nullable() }).strict(), z.object({ lignes: z.number() })),
  /** Other files of the same dossier in the folder of the open file; `apporte`: with edits that it never saw. */
  'partage.jumeaux': call(
    'query',
    rien,
    z.object({ jumeaux: z.array(z.object({ ref, nom: z.string(), taille: z.number(), modifieLe: z.number(), apporte: z.boolean() })) })
  ),

  'conflit.lister': call(
    'query',
    rien,
    z.object({ conflits: z.array(z.object({ kind: z.string(), id: z.string(), champ: z.string(), cotes: z.array(cote) })) })
  ),
  /** `champ` is `_alive` for « removed by one, changed by another »: 1 keeps, 0 removes. */
  'conflit.choisir': call('command', z.object({ kind, id, champ: name, valeur: cellule }).strict(), z.object({ ligne, conflits: z.array(conflit) })),
  'doublon.lister': call(
    'query',
    rien,
    z.object({ doublons: z.array(z.object({ kind: doublonKind, ids: z.tuple([z.string(), z.string()]), raison: z.enum(['finess', 'nom']) })) })
  ),
  /** Keeps one, moves what pointed at the other, removes it. */
  'doublon.regler': call(
    'command',
    z.object({ kind: doublonKind, garder: id, retirer: id }).strict(),
    z.object({ lignes: z.array(ligne), conflits: z.array(conflit) })
  ),
  'doublon.ecarter': call('command', z.object({ kind: doublonKind, ids: z.tuple([id, id]) }).strict(), z.object({ ligne })),

  'historique.sessions': call(
    'query',
    rien,
    z.object({
      sessions: z.array(
        z.object({
          session: z.string(),
          auteur: z.string(),
          fonction: z.string(),
          organisation: z.string(),
          debut: z.number(),
          fin: z.number(),
          saisies: z.number()
        })
      )
    })
  ),
  /** Edits, latest first; `page` from 0. `part`: an OG (its establishments included) or an establishment. `id`: one line. */
  'historique.dossier': call(
    'query',
    z
      .object({ page: z.number().int().min(0), taille: z.number().int().min(1).max(500), session: id.optional(), part: id.optional(), id: id.optional() })
      .strict(),
    z.object({
      total: z.number(),
      editions: z.array(
        z.object({
          session: z.string(),
          auteur: z.string(),
          organisation: z.string(),
          instant: z.number(),
          kind: z.string(),
          id: z.string(),
          champ: z.string(),
          valeur: cellule,
          ancienne: cellule
        })
      )
    })
  ),
  'historique.restaurer': call('command', z.object({ kind, id, champ: name, valeur: cellule }).strict(), z.object({ ligne, conflits: z.array(conflit) })),

  /** Copies of the dossier kept on this computer, latest first. */
  'versions.lister': call(
    'query',
    rien,
    z.object({
      versions: z.array(
        z.object({
          nom: z.string(),
          instant: z.number(),
          motif: z.enum(['avant-reunion', 'avant-migration', 'avant-restauration', 'horaire']),
          taille: z.number()
        })
      )
    })
  ),
  /** « Revenir à la version du… », by ordinary edits; the present state is kept aside first. */
  'versions.restaurer': call('command', z.object({ nom: z.string().min(1).max(120) }).strict(), z.object({ lignes: z.number() }))
} as const
