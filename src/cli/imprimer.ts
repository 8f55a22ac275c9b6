import { resolve } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import { formatEntier, formatTaille } from '#domain/format.ts'
import { nomsHorsLot } from '#domain/hors-lot.ts'
import { type Commande, exiger, ouvrir } from './commande.ts'

/** Writes one document outside the bundles. */
export const imprimer: Commande = async ([fichier, nom], valeurs, moteur) => {
  const document = nomsHorsLot.find((n) => n === nom)
  if (!document) throw new GrappeError('appel-refuse', `un document est attendu : ${nomsHorsLot.join(', ')}`)
  const vers = resolve(exiger(valeurs.vers, '--vers'))
  const { m } = await ouvrir(moteur, fichier)
  const { ref, ...ecrit } = await m.call('document.ecrire', { document, ref: m.ref(vers) })
  const chemin = m.cheminDe(ref)
  const pages = ecrit.pages === null ? '' : `, ${formatEntier(ecrit.pages)} page${ecrit.pages < 2 ? '' : 's'}`
  return { texte: `${chemin} (${formatTaille(ecrit.taille)}${pages})`, json: { ...ecrit, chemin }, code: 0 }
}

/** Writes the deadlines as an .ics file. */
export const agenda: Commande = async ([fichier], valeurs, moteur) => {
  const vers = resolve(exiger(valeurs.vers, '--vers'))
  const { m } = await ouvrir(moteur, fichier)
  const { ref, nom, echeances } = await m.call('agenda.ecrire', { ref: m.ref(vers) })
  const chemin = ref === null ? null : m.cheminDe(ref)
  const combien = `${formatEntier(echeances)} échéance${echeances < 2 ? '' : 's'}`
  return { texte: chemin === null ? 'Aucune échéance : rien n’a été écrit.' : `${chemin} (${combien})`, json: { nom, echeances, chemin }, code: 0 }
}
