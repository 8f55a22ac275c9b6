import { useState } from 'react'
import { ImportListe } from '../../components/import-liste.tsx'
import { Champ } from '../../controls/champ.tsx'
import { useDossier, useLectureSeule, useSession } from '../../use-session.ts'

/** First steps of a grappe that has no establishment yet: where the project stands, then who takes part. */
export function BienCommencer() {
  const session = useSession()
  const vide = useDossier((d) => d.etablissements.length === 0)
  const conventionnee = useDossier((d) => d.grappe.dateConvention !== null)
  const lectureSeule = useLectureSeule('etablissement')
  const [importe, setImporte] = useState(false)
  if ((!vide || lectureSeule) && !importe) return null
  return (
    <section className="carte" aria-labelledby="bien-commencer">
      <h3 className="carte-titre" id="bien-commencer">
        Bien commencer
      </h3>
      <ol className="suite premiers-pas">
        <li>
          <div>
            <strong>Où en est le projet ?</strong>
            <p className="secondaire">
              {conventionnee
                ? 'Convention signée : Grappe suit le déploiement, les usages et la clôture.'
                : 'Sans convention signée, Grappe prépare la candidature. Si l’ARS l’a déjà signée, indiquez sa date : Grappe suivra le déploiement et la clôture.'}
            </p>
            <Champ kind="grappe" name="dateConvention" />
          </div>
        </li>
        <li>
          <div>
            <strong>Quels établissements ?</strong>
            <p className="secondaire">Votre liste Excel ou CSV, ou un extrait FINESS : les organismes sont créés en même temps.</p>
            <div className="rangee-boutons">
              <button type="button" className="bouton bouton-principal" onClick={() => setImporte(true)}>
                Importer une liste…
              </button>
              <button type="button" className="bouton" onClick={() => session.aller({ page: 'grappe', onglet: 'etablissements' })}>
                Les saisir dans la grille
              </button>
            </div>
          </div>
        </li>
        <li>
          <div>
            <strong>Et ensuite ?</strong>
            <p className="secondaire">Chaque phase dit ce qui manque et vous mène au champ. Le guide est dans « Ressources ».</p>
          </div>
        </li>
      </ol>
      {importe ? <ImportListe nom="etablissement" fermer={() => setImporte(false)} /> : null}
    </section>
  )
}
