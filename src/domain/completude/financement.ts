import { formatEuros } from '../format.ts'
import { planFinancement } from '../plan-financement.ts'
import type { Verification } from './collecteur.ts'

const lieu = { phase: 'galis', piece: 6, lots: ['galis'], exclusif: true } as const

/** Emplois = ressources for each year, and the subsidy asked is the one of the plan. */
export const verifierFinancement: Verification = ({ dossier, conserves, manque, enRegle }) => {
  const plan = planFinancement(dossier)
  for (const { annee, emplois, ressources, ecart } of plan.annees) {
    if (ecart === 0) enRegle('galis')
    else
      manque({
        cle: `financement:${annee}`,
        gravite: 'bloquant',
        ...lieu,
        texte: `Plan de financement ${annee} : emplois ${formatEuros(emplois)}, ressources ${formatEuros(ressources)}, ${ecart > 0 ? `${formatEuros(ecart)} de trop` : `il manque ${formatEuros(-ecart)}`}`,
        ou: { kind: 'ressource', id: dossier.ressources.find((r) => r.annee === annee)?.id ?? null, champ: 'montant' }
      })
  }
  const asked = dossier.grappe.montantDemande
  if (asked !== null && dossier.ressources.length > 0 && asked !== plan.subvention)
    manque({
      cle: 'financement:subvention',
      gravite: 'bloquant',
      ...lieu,
      texte: `La subvention demandée (${formatEuros(asked)}) n’est pas la somme de l’avance et du solde du plan de financement (${formatEuros(plan.subvention)})`,
      ou: { kind: 'grappe', id: dossier.projet, champ: 'montantDemande' }
    })
  if (plan.subvention !== 0 && Math.abs(plan.avance - plan.solde) > 1)
    manque({
      cle: 'financement:avance',
      gravite: 'information',
      ...lieu,
      texte: `L’avance (${formatEuros(plan.avance)}) et le solde (${formatEuros(plan.solde)}) sont habituellement de 50 % chacun`,
      ou: { kind: 'ressource', id: null, champ: null }
    })
  const shares = conserves.flatMap((e) => (e.montantAide === null ? [] : [e.montantAide]))
  const total = shares.reduce((sum, cents) => sum + cents, 0)
  if (asked !== null && shares.length > 0 && total !== asked)
    manque({
      cle: 'financement:etablissements',
      gravite: 'a-justifier',
      ...lieu,
      exclusif: false,
      texte: `Les aides par établissement totalisent ${formatEuros(total)} pour une subvention demandée de ${formatEuros(asked)}`,
      ou: { kind: 'etablissement', id: conserves[0]?.id ?? null, champ: 'montantAide' }
    })
}
