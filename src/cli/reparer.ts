import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import { formatDate, formatEntier } from '#domain/format.ts'
import { type Commande, exiger } from './commande.ts'

/** « Réparer »: what this computer still has of the dossier is said first, then what can be read goes to a new file. */
export const reparer: Commande = async ([fichier], valeurs, moteur) => {
  const m = await moteur()
  const ref = m.ref(exiger(fichier, 'fichier'))
  const secours = await m.call('dossier.secours', { ref })
  const derniere = secours.versions[0]
  const conseil = [
    ...(secours.copieDeTravail ? ['Ce poste garde la copie de travail de ce dossier, avec toutes les saisies faites ici : préférez-la.'] : []),
    ...(derniere
      ? [
          `Ce poste garde ${formatEntier(secours.versions.length)} versions de ce dossier, la dernière du ${formatDate(new Date(derniere.instant).toISOString().slice(0, 10))}.`
        ]
      : [])
  ]
  const chemin = resolve(exiger(valeurs.vers, '--vers'))
  if (existsSync(chemin) && !valeurs.remplacer) throw new GrappeError('destination-refusee', `${chemin} existe déjà ; ajoutez --remplacer`)
  const fait = await m.call('dossier.reparer', { ref, vers: m.ref(chemin) })
  return {
    texte: [
      ...conseil,
      `Nouveau fichier : ${chemin}`,
      `  ${formatEntier(fait.entites)} éléments, ${formatEntier(fait.ops)} saisies et ${formatEntier(fait.fichiersJoints)} fichiers joints retrouvés. Le fichier abîmé n’a pas été modifié.`,
      ...(fait.pertes.length === 0 ? ['  Rien n’a été perdu.'] : ['  Perdu :', ...fait.pertes.map((p) => `    – ${p}`)])
    ].join('\n'),
    json: { ...fait, fichier: chemin, secours },
    code: fait.pertes.length === 0 ? 0 : 1
  }
}
