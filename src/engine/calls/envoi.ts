import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import { messageEnvoi } from '#documents/cloture/message.ts'
import { echeancesDe } from '#domain/agenda.ts'
import type { Atelier } from '../atelier.ts'
import { ecrireAtomique } from '../db/fichier-atomique.ts'
import { enErreurDestination } from '../lot/ecrire.ts'
import { nomFichier } from '../lot/nom-fichier.ts'
import { lireAdresses } from '../render/eml.ts'
import { renderIcs } from '../render/ics.ts'

/** What leaves by the porteur's own programs: text of a mailing, deadlines for an agenda. Grappe sends nothing. */
export function appelsEnvoi(atelier: Atelier): Pick<Handlers, 'envoi.message' | 'agenda.ecrire'> {
  return {
    'envoi.message': ({ lot }) => {
      const dossier = atelier.dossier()
      const message = messageEnvoi(dossier, lot)
      const [a, copie] = [lireAdresses(message.a), lireAdresses(message.copie)]
      return {
        a: [...a.adresses],
        copie: [...copie.adresses],
        invalides: [...a.invalides, ...copie.invalides],
        objet: message.objet,
        texte: message.texte.join('\n\n'),
        limiteMo: dossier.grappe.limiteCourrielMo
      }
    },
    'agenda.ecrire': ({ ref }) => {
      const dossier = atelier.dossier()
      const echeances = echeancesDe(dossier)
      if (echeances.length === 0) return { ref: null, nom: null, echeances: 0 }
      const nom = dossier.grappe.nom ?? 'Grappe'
      const place = atelier.chemin(ref)
      const chemin = statSync(place, { throwIfNoEntry: false })?.isDirectory() ? join(place, nomFichier(`Echeances_${nom}`, 'ics')) : place
      if (!/\.ics$/iu.test(chemin)) throw new GrappeError('format-refuse', 'un fichier .ics est attendu')
      try {
        ecrireAtomique(chemin, renderIcs(echeances, { uid: dossier.projet, nom: `ESMS Numérique – ${nom}`, instant: atelier.options.clock() }))
      } catch (error) {
        throw enErreurDestination(error)
      }
      return { ref: atelier.nouvelleRef(chemin), nom: basename(chemin), echeances: echeances.length }
    }
  }
}
