import { type PieceCatalogue, pieces, piecesComplementaires } from '../catalogue/pieces.ts'
import { checkExtension, galis, limitesDe } from '../catalogue/plateformes.ts'
import { porteurDe } from '../dossier.ts'
import { formatTaille } from '../format.ts'
import type { PieceJointe } from '../piece-jointe.ts'
import type { ContexteCompletude, Verification } from './collecteur.ts'

const lots = ['galis'] as const

/** What the user decided about a pièce, else what the catalogue says. */
export function modeDe({ dossier }: Pick<ContexteCompletude, 'dossier'>, piece: PieceCatalogue): 'generee' | 'fournie' {
  return dossier.pieces.find((p) => p.numero === piece.numero)?.mode ?? piece.mode
}

const adresseFichier = (id: string | null) => ({ kind: 'piece-jointe', id, champ: null })

/** A required file is there: supplied, signed, or one per affiliated OG. */
function verifierPresence(contexte: ContexteCompletude, piece: PieceCatalogue, files: readonly PieceJointe[]): void {
  const { dossier, designation, manque, enRegle } = contexte
  const add = (cle: string, texte: string) => manque({ cle, gravite: 'bloquant', phase: 'galis', piece: piece.numero, lots, texte, ou: adresseFichier(null) })
  const mode = modeDe(contexte, piece)
  if (piece.parOrganisme === 'affilies') {
    const affiliated = dossier.organismes.filter((o) => (o.entiteNationale ?? '') !== '')
    const only = affiliated.length === 1
    for (const o of affiliated)
      if (files.some((f) => only || f.organisme === o.id || f.cible === o.id)) enRegle('galis')
      else add(`piece:${piece.numero}:${o.id}`, `${piece.titre} : fichier absent pour ${designation.organisme(o.id)}`)
    return
  }
  if (files.length > 0) enRegle('galis')
  else if (mode === 'fournie') add(`piece:${piece.numero}`, `${piece.titre} : fichier absent`)
  else if (piece.aSigner) add(`piece-signee:${piece.numero}`, `${piece.titre} : version signée absente`)
}

/** An attached file can be deposited: accepted extension, not empty, not too heavy. */
function verifierFichier({ dossier, manque }: ContexteCompletude, piece: PieceCatalogue, file: PieceJointe): void {
  const common = { phase: 'galis', piece: piece.numero, lots, ou: adresseFichier(file.id) } as const
  const accepted = checkExtension(galis, file.nom ?? '')
  if (!accepted.ok) manque({ cle: `fichier:${file.id}`, gravite: 'bloquant', ...common, texte: `${file.nom ?? 'Fichier sans nom'} : ${accepted.message}` })
  if (file.taille === 0)
    manque({ cle: `fichier-vide:${file.id}`, gravite: 'bloquant', ...common, texte: `${file.nom ?? 'Fichier sans nom'} : ce fichier est vide` })
  const { octets } = limitesDe(galis, dossier.grappe)
  if (file.taille !== null && file.taille > octets)
    manque({
      cle: `fichier-taille:${file.id}`,
      gravite: 'information',
      ...common,
      texte: `${file.nom ?? 'Fichier sans nom'} pèse ${formatTaille(file.taille)} : ${
        octets === galis.tailleAlerteOctets
          ? 'la limite de GALIS n’est pas publiée, un fichier plus léger passe mieux'
          : `au-dessus de la limite saisie pour GALIS (${formatTaille(octets)})`
      }`
    })
}

const plain = (text: string | null) =>
  (text ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLocaleLowerCase('fr')

/** The RIB is the porteur's: it receives the subsidy. */
const verifierTitulaire: Verification = ({ dossier, manque }) => {
  const porteur = porteurDe(dossier)
  const [holder, name] = [plain(porteur?.titulaireCompte ?? null), plain(porteur?.raisonSociale ?? null)]
  if (porteur === undefined || holder === '' || name === '' || holder.includes(name) || name.includes(holder)) return
  manque({
    cle: 'rib:titulaire',
    gravite: 'a-justifier',
    phase: 'grappe',
    piece: 9,
    lots,
    texte: `Le titulaire du compte (${porteur.titulaireCompte}) n’est pas le porteur (${porteur.raisonSociale})`,
    ou: { kind: 'organisme', id: porteur.id, champ: 'titulaireCompte' }
  })
}

/** The files of the GALIS pièces. */
export const verifierPieces: Verification = (contexte) => {
  const { dossier, fichiers, options, manque } = contexte
  for (const piece of [...pieces, ...piecesComplementaires]) {
    const files = fichiers.parPiece(piece.numero)
    const requise = piece.requise(dossier)
    const aCorriger = dossier.pieces.some((p) => p.numero === piece.numero && p.suite === 'a-corriger')
    if (requise || aCorriger) verifierPresence(contexte, piece, files)
    for (const file of files) {
      verifierFichier(contexte, piece, file)
      if (!piece.aSigner || file.codeDonnees === null || options.codeDonnees === undefined) continue
      const now = options.codeDonnees(piece.numero === 3 ? 'piece:3' : 'piece:4')
      if (now !== file.codeDonnees)
        manque({
          cle: `signature:${file.id}:${now}`,
          gravite: 'a-justifier',
          phase: 'galis',
          piece: piece.numero,
          lots,
          texte: `${piece.titre} : signée sur des données modifiées depuis (code ${file.codeDonnees}, aujourd’hui ${now})`,
          ou: adresseFichier(file.id)
        })
    }
  }
  verifierTitulaire(contexte)
}
