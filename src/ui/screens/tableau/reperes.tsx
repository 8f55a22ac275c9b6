import { etablissementsConserves, porteurDe } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { useDossierEntier } from '../../use-session.ts'

/** What the grappe is, in five figures and names. */
export function Reperes() {
  const dossier = useDossierEntier()
  const conserves = etablissementsConserves(dossier)
  const personnes = conserves.reduce((t, e) => t + (e.personnesAccompagnees ?? 0), 0)
  const { nom, version } = dossier.solution
  return (
    <dl className="reperes">
      <div>
        <dt>Établissements</dt>
        <dd>{formatEntier(conserves.length)}</dd>
      </div>
      <div>
        <dt>Organismes</dt>
        <dd>{formatEntier(dossier.organismes.length)}</dd>
      </div>
      <div>
        <dt>Personnes accompagnées</dt>
        <dd>{formatEntier(personnes)}</dd>
      </div>
      <div className="repere-texte">
        <dt>Porteur</dt>
        <dd>{porteurDe(dossier)?.raisonSociale ?? 'À désigner'}</dd>
      </div>
      <div className="repere-texte">
        <dt>Solution</dt>
        <dd>{[nom, version].filter(Boolean).join(' ') || 'À renseigner'}</dd>
      </div>
    </dl>
  )
}
