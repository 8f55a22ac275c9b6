import type { Fenetre } from '../indicateurs/fenetre.ts'
import type { Lot } from '../lot.ts'
import type { Verification } from './collecteur.ts'

/** The closure asks for the proofs; with the état des lieux they are kept, not sent. Source: programme, A4 and A6. */
const lotDe: Readonly<Record<Fenetre, Lot>> = { va: 'etat-des-lieux', cloture: 'cloture' }

/**
 * Each kept establishment has a proof of each window: attached to itself, to its OG or to the whole grappe.
 * A scan cannot be read back: à justifier. `attendus`: establishments whose figures are declared.
 */
export const verifierPreuves: Verification = ({ dossier, conserves, fichiers, designation, manque, enRegle }) => {
  const preuves = fichiers.parRole('preuve')
  for (const fenetre of ['va', 'cloture'] as const) {
    const joined = preuves.filter((p) => p.releve === fenetre)
    const covered = new Set(joined.flatMap((p) => [p.cible ?? '', p.cible === null ? (p.organisme ?? '') : '']))
    const whole = covered.has(dossier.projet) || covered.has('grappe')
    const lots = [lotDe[fenetre]]
    for (const e of conserves) {
      if (whole || covered.has(e.id) || (e.organisme !== null && covered.has(e.organisme))) {
        enRegle('usages')
        continue
      }
      manque({
        cle: `preuve:${fenetre}:${e.id}`,
        gravite: fenetre === 'cloture' ? 'a-justifier' : 'information',
        phase: 'usages',
        lots,
        texte: `Preuve d’usage absente : ${designation.etablissement(e.id)}`,
        ou: { kind: 'piece-jointe', id: null, champ: null }
      })
    }
    for (const p of joined) {
      if (p.type !== null && p.type !== 'application/pdf')
        manque({
          cle: `preuve-type:${p.id}`,
          gravite: 'bloquant',
          phase: 'usages',
          lots,
          texte: `La preuve « ${p.nom ?? 'sans nom'} » n’est pas un PDF : extrayez-la du DUI en PDF`,
          ou: { kind: 'piece-jointe', id: p.id, champ: null }
        })
      if (p.texteLisible === 'non')
        manque({
          cle: `preuve-scan:${p.id}`,
          gravite: 'a-justifier',
          phase: 'usages',
          lots,
          texte: `La preuve « ${p.nom ?? 'sans nom'} » est une numérisation : une preuve conforme est un PDF extrait du DUI`,
          ou: { kind: 'piece-jointe', id: p.id, champ: null }
        })
    }
  }
}
