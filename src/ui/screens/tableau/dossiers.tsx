import { lotsEnCours } from '#domain/avancement.ts'
import { type Lot, lots } from '#domain/lot.ts'
import { LigneLot } from '../../components/lots.tsx'
import { useDossier } from '../../use-session.ts'

const aides: Readonly<Record<Lot, string>> = {
  galis: 'La candidature : 14 pièces.',
  complement: 'La réponse à chaque remarque de l’ARS.',
  va: 'Procès-verbaux de VA, vers l’ARS et le GRADeS.',
  'etat-des-lieux': 'Les indicateurs des trois derniers mois, à envoyer juste après la VA.',
  vsr: 'Procès-verbaux de VSR, vers l’ARS et le GRADeS.',
  cloture: 'VA, VSR, indicateurs, preuves et dépenses.'
}

/** Readiness of each bundle: those under way first, the others folded. */
export function Dossiers({ generer }: { readonly generer: (lot: Lot) => void }) {
  const codes = useDossier((d) => lotsEnCours(d).join(' ')).split(' ')
  const enCours = lots.filter((l) => codes.includes(l))
  const autres = lots.filter((l) => !codes.includes(l))
  return (
    <section className="carte">
      <h3 className="carte-titre">{enCours.length > 1 ? 'Dossiers en cours' : 'Dossier en cours'}</h3>
      {enCours.map((l) => (
        <LigneLot key={l} lot={l} aide={aides[l]} generer={generer} />
      ))}
      <details className="autres-lots">
        <summary className="secondaire">Les autres dossiers ({autres.length})</summary>
        {autres.map((l) => (
          <LigneLot key={l} lot={l} aide={aides[l]} generer={generer} />
        ))}
      </details>
    </section>
  )
}
