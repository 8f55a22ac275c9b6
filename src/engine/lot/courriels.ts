import type { MessageEnvoi } from '#documents/cloture/message.ts'
import { formatEntier } from '#domain/format.ts'
import { lireAdresses, type PieceEml, renderEml, repartirPieces } from '../render/eml.ts'
import { nomFichier } from './nom-fichier.ts'

export interface Courriel {
  readonly nom: string
  readonly titre: string
  readonly octets: Uint8Array
}

const titre = 'Message à envoyer – brouillon d’e-mail'

/**
 * The drafts of a mailing: one, or several numbered when one would weigh more than `limiteMo`. Each lists what it holds; a file
 * that is above the limit alone has its own message, and its title says so. `numero`: first part of the names.
 */
export function courriels(message: MessageEnvoi, pieces: readonly PieceEml[], limiteMo: number | null, numero: string): readonly Courriel[] {
  const limite = limiteMo === null || limiteMo === 0 ? null : limiteMo * 1_000_000
  const paquets = repartirPieces(pieces, limite)
  const [a, copie] = [lireAdresses(message.a).adresses, lireAdresses(message.copie).adresses]
  const n = paquets.length
  return paquets.map((paquet, i) => {
    const partie = n === 1 ? '' : `${formatEntier(i + 1)}/${formatEntier(n)}`
    const [salut = '', ...reste] = message.texte
    const texte = [
      salut,
      ...(n === 1 ? [] : [`Les pièces jointes étant volumineuses, cet envoi compte ${formatEntier(n)} messages. Celui-ci est le ${partie}.`]),
      ...reste.slice(0, -1).map((p) => (n === 1 ? p : p.replace(', en un seul envoi,', ''))),
      ...(paquet.length === 0 ? [] : [`Pièces jointes :\n${paquet.map((p) => `- ${p.nom}`).join('\n')}`]),
      ...reste.slice(-1)
    ]
    const octets = renderEml({ a, copie, objet: n === 1 ? message.objet : `${message.objet} (${partie})`, texte }, paquet)
    const depasse = limite !== null && octets.length > limite ? ` (dépasse ${formatEntier(limiteMo ?? 0)} Mo)` : ''
    return {
      nom: nomFichier(`${numero}_Message_a_envoyer${n === 1 ? '' : `_${i + 1}_sur_${n}`}`, 'eml'),
      titre: `${titre}${n === 1 ? '' : ` ${partie}`}${depasse}`,
      octets
    }
  })
}
