import type { ActionSuivie } from '#domain/catalogue/checklists.ts'
import { type Deploiement, toutAcheve } from '#domain/deploiement/suivi.ts'
import { typographier } from '#domain/typographie.ts'
import { useRole } from '../../use-session.ts'

/** More links than one reads at a glance: folded. */
const alaVue = 8

/** Says which links are shown: in the copy of an OG, not those to what is followed for the whole grappe, whose state is the porteur's. */
export function useLiensVus(deploiement: Deploiement): (code: string) => boolean {
  const isCollecte = useRole() === 'collecte'
  return (code) => !isCollecte || deploiement.niveau(code) !== 'grappe'
}

/** What an action comes after: each soft link, done or not, and where it comes from. */
export function Liens({ action, deploiement }: { readonly action: ActionSuivie; readonly deploiement: Deploiement }) {
  const isVu = useLiensVus(deploiement)
  const apres = action.apres.filter((l) => isVu(l.code))
  if (apres.length === 0) return null
  const titres = new Map(deploiement.actions.map((a) => [a.code, a.titre]))
  const liste = (
    <ul className="liens">
      {apres.map((l) => {
        const acheve = toutAcheve(deploiement.bilan(l.code))
        return (
          <li
            key={l.code}
            className={`lien${acheve ? ' lien-acheve' : ''}`}
            title={`${titres.get(l.code) ?? ''} – lien ${l.origine === 'source' ? 'donné par la liste de la région' : 'déduit par Grappe'}`}
          >
            {acheve ? '✓ ' : ''}
            {l.pendant ? 'pendant ' : ''}
            {l.code} {l.origine === 'deduite' ? <span className="lien-origine">déduit par Grappe</span> : null}
          </li>
        )
      })}
    </ul>
  )
  if (apres.length <= alaVue)
    return (
      <div className="liens-ligne">
        <span className="secondaire">Après</span> {liste}
      </div>
    )
  const restent = apres.filter((l) => !toutAcheve(deploiement.bilan(l.code))).length
  return (
    <details className="liens-ligne">
      <summary className="secondaire">
        Après {apres.length} actions{restent > 0 ? typographier(`, dont ${restent} à achever`) : ', toutes achevées'}
      </summary>
      {liste}
    </details>
  )
}
