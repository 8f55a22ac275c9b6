import { LigneManque } from '../../components/panneau-manques.tsx'
import { Vide } from '../../components/vide.tsx'
import { useDossier, useMagasin, useSession } from '../../use-session.ts'

/** Every « à justifier » of the closure, settled or not; the reasons are printed in the bordereau. */
export function AJustifier() {
  const session = useSession()
  const { liste, pret } = useMagasin(session.manques)
  const isVierge = useDossier((d) => d.etablissements.length === 0 && d.depenses.length === 0 && d.pvs.length === 0)
  const aJustifier = liste.filter((m) => m.gravite === 'a-justifier' && m.lots.includes('cloture'))
  const regles = aJustifier.filter((m) => m.motif !== undefined).length
  if (!pret) return <p className="secondaire">Vérification…</p>
  if (aJustifier.length === 0 && isVierge)
    return (
      <Vide
        titre="À justifier pour la clôture"
        texte="Une cible d’usage non atteinte, une dépense qui s’écarte du plan, un établissement retiré : ce qui demande un motif s’affichera ici, à mesure que vous saisirez vos établissements, vos relevés et vos dépenses."
      />
    )
  if (aJustifier.length === 0) return <p className="panneau-complet">✓ Rien à justifier pour la clôture.</p>
  return (
    <div className="pile">
      <p className="introduction">
        Chaque point se règle en le corrigeant, ou par un motif écrit, imprimé dans le bordereau. {regles} sur {aJustifier.length} ont un motif.
      </p>
      <ul className="carte justifications">
        {aJustifier.slice(0, 300).map((m) => (
          <LigneManque key={m.cle} manque={m} />
        ))}
      </ul>
    </div>
  )
}
