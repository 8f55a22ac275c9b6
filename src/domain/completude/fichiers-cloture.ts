import { checkExtension, demarcheNumerique, formatLimite, limitesDe } from '../catalogue/plateformes.ts'
import { formatTaille } from '../format.ts'
import type { Lot } from '../lot.ts'
import type { PieceJointe } from '../piece-jointe.ts'
import { unParFichier } from '../preuves/couverture.ts'
import type { Verification } from './collecteur.ts'

/** Files of the closure and where a bad one is shown. */
const roles = [
  ['pv', 'cloture'],
  ['preuve', 'usages'],
  ['facture', 'depenses'],
  ['etat-depenses', 'depenses']
] as const satisfies readonly (readonly [NonNullable<PieceJointe['role']>, string])[]

/** Files of the closure can be deposited on démarche numérique, and each signed PV is that of the data of today. */
export const verifierFichiersCloture: Verification = ({ dossier, fichiers, options, manque }) => {
  const { refusOctets } = limitesDe(demarcheNumerique, dossier.grappe)
  const saisie = refusOctets !== demarcheNumerique.tailleMaxOctets
  const pvs = new Map(dossier.pvs.map((p) => [p.id, p]))
  for (const [role, phase] of roles)
    for (const file of role === 'preuve' ? unParFichier(fichiers.parRole(role)) : fichiers.parRole(role)) {
      const pv = role === 'pv' ? pvs.get(file.cible ?? '') : undefined
      const mail: readonly Lot[] = pv?.type ? [pv.type] : []
      const common = { phase, lots: [...mail, 'cloture'], ou: { kind: 'piece-jointe', id: file.id, champ: null } } as const
      const name = file.nom ?? 'Fichier sans nom'
      const accepted = checkExtension(demarcheNumerique, file.nom ?? '')
      if (!accepted.ok) manque({ cle: `fichier:${file.id}`, gravite: 'bloquant', ...common, texte: `${name} : ${accepted.message}` })
      if (file.taille === 0) manque({ cle: `fichier-vide:${file.id}`, gravite: 'bloquant', ...common, texte: `${name} : ce fichier est vide` })
      if (file.taille !== null && refusOctets !== null && file.taille >= refusOctets)
        manque({
          cle: `fichier-taille:${file.id}`,
          gravite: 'bloquant',
          ...common,
          texte: `${name} pèse ${formatTaille(file.taille)} : ${saisie ? 'la limite saisie est de' : 'démarche numérique n’accepte que moins de'} ${formatLimite(refusOctets, { comparee: true })}`
        })
      if (pv === undefined || file.codeDonnees === null || options.codeDonnees === undefined) continue
      const now = options.codeDonnees(`pv:${pv.id}`)
      if (now !== file.codeDonnees)
        manque({
          cle: `signature:${file.id}:${now}`,
          gravite: 'a-justifier',
          ...common,
          texte: `${name} : signé sur des données modifiées depuis (code ${file.codeDonnees}, aujourd’hui ${now})`
        })
    }
}
