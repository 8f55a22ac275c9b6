import { rolesRaci } from '../gouvernance.ts'
import type { Verification } from './collecteur.ts'
import { rattachementDe } from './rattachement.ts'

/** How many roles answer for an activity: cells that hold the letter A, alone or with others (« R/A »). */
export const nombreDeA = (ligne: Readonly<Record<(typeof rolesRaci)[number][0], string | null>>): number =>
  rolesRaci.filter(([role]) =>
    (ligne[role] ?? '')
      .toUpperCase()
      .split(/[^A-Z]+/u)
      .some((part) => /^[RACI]*A[RACI]*$/u.test(part))
  ).length

/** Exactly one A per row of the RACI matrix: one and only one role answers for an activity. */
export const verifierRaci: Verification = ({ dossier, manque, enRegle }) => {
  for (const ligne of dossier.racis) {
    const n = nombreDeA(ligne)
    const lieu = rattachementDe('raci', null)
    if (n === 1) enRegle(lieu.phase)
    else
      manque({
        cle: `raci:${ligne.id}`,
        gravite: 'bloquant',
        ...lieu,
        lots: ['galis'],
        texte: `RACI, « ${ligne.activite ?? 'activité sans nom'} » : ${n === 0 ? 'aucun rôle n’est responsable final (A)' : `${n} rôles sont responsables finaux (A), un seul est attendu`}`,
        ou: { kind: 'raci', id: ligne.id, champ: 'activite' }
      })
  }
}
