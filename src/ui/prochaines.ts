import type { Dossier } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { type Lot, lotLabel, type Manque, type Phase, phases } from '#domain/lot.ts'
import type { Manques } from './manques.ts'

export interface ProchaineAction {
  readonly cle: string
  readonly titre: string
  readonly raison: string
  readonly verbe: string
  readonly manque: Manque
}

const titres: Partial<Readonly<Record<Phase, string>>> = {
  grappe: 'Compléter la fiche de la grappe',
  recevabilite: 'Vérifier la recevabilité',
  preparer: 'Préparer le projet',
  galis: 'Compléter le dossier GALIS',
  depot: 'Suivre le dépôt',
  deploiement: 'Avancer le déploiement',
  usages: 'Renseigner les usages',
  depenses: 'Compléter les dépenses',
  cloture: 'Préparer la clôture'
}

/** The bundle the grappe works towards: the candidature until the ARS has answered, the closure afterwards. */
export function lotVise(dossier: Dossier): Lot {
  const retenue = dossier.depots.some((d) => d.lot === 'galis' && (d.resultat === 'retenue' || d.resultat === 'reserves'))
  const demandee = dossier.depots.some((d) => d.lot === 'galis' && d.resultat === 'incomplete')
  if (retenue || dossier.grappe.dateConvention !== null) return 'cloture'
  return demandee ? 'complement' : 'galis'
}

/** Up to three things to do next, one per phase: what holds back the bundle in view first, then the rest. */
export function prochainesActions(dossier: Dossier, { liste }: Pick<Manques, 'liste'>, combien = 3): readonly ProchaineAction[] {
  const vise = lotVise(dossier)
  const ouverts = liste.filter((m) => m.gravite === 'bloquant' || (m.gravite === 'a-justifier' && m.motif === undefined))
  const rang = (m: Manque) => (m.lots.includes(vise) ? 0 : 2) + (m.gravite === 'bloquant' ? 0 : 1)
  const parPhase = new Map<Phase, Manque[]>()
  for (const m of ouverts) parPhase.set(m.phase, [...(parPhase.get(m.phase) ?? []), m])
  return phases
    .flatMap((p) => {
      const manques = parPhase.get(p.code)
      if (!manques) return []
      const [premier] = [...manques].sort((a, b) => rang(a) - rang(b))
      return premier ? [{ phase: p, premier, manques }] : []
    })
    .sort((a, b) => rang(a.premier) - rang(b.premier) || a.phase.numero - b.phase.numero)
    .slice(0, combien)
    .map(({ phase, premier, manques }) => {
      const retenus = premier.lots.includes(vise) ? ` Retient : ${lotLabel[vise].toLowerCase().replace('galis', 'GALIS')}.` : ''
      const autres = manques.length > 1 ? ` Et ${formatEntier(manques.length - 1)} autre${manques.length > 2 ? 's' : ''} dans cette phase.` : ''
      return {
        cle: phase.code,
        titre: titres[phase.code] ?? phase.titre,
        raison: `${premier.texte.replace(/[.\s]+$/u, '')}.${autres}${retenus}`,
        verbe: premier.gravite === 'bloquant' ? 'Compléter' : 'Justifier',
        manque: premier
      }
    })
}
