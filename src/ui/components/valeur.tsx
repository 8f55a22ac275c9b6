import type { Cellule } from '#domain/champs/champ.ts'
import { champDe } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { libelleChiffre, nomsChiffres } from '#domain/releve.ts'
import { typographier } from '#domain/typographie.ts'
import { texteDe } from '../presenter.ts'
import { useDossierEntier } from '../use-session.ts'

/** Field of the journal that says whether a line is there. */
const champVie = '_alive'

interface PropsValeur {
  readonly kind: string
  readonly champ: string
  readonly valeur: Cellule
}

/** A cell as a person reads it; « vide » when there is none. */
export function Valeur({ kind, champ, valeur }: PropsValeur) {
  const dossier = useDossierEntier()
  const regle = champDe(kind, champ)
  if (champ === champVie) return <>{valeur === 0 ? 'Retiré' : 'Présent'}</>
  const lue = regle && valeur !== null ? regle.decode(valeur) : valeur
  if (kind === 'releve' && champ === 'chiffres' && Array.isArray(lue)) return <Chiffres chiffres={lue as readonly (number | null)[]} />
  const texte = regle ? texteDe(regle, lue, dossier) : String(valeur ?? '')
  return texte === '' ? <span className="secondaire">vide</span> : <span className="valeur">{typographier(texte)}</span>
}

function Chiffres({ chiffres }: { readonly chiffres: readonly (number | null)[] }) {
  return (
    <ul>
      {nomsChiffres.map((nom, i) => {
        const n = chiffres[i]
        return n === null || n === undefined ? null : (
          <li key={nom}>
            {libelleChiffre[nom]} : {formatEntier(n)}
          </li>
        )
      })}
    </ul>
  )
}

const nombresDe = (kind: string, champ: string, valeur: Cellule): readonly (number | null)[] => {
  const lue = valeur === null ? null : champDe(kind, champ)?.decode(valeur)
  return Array.isArray(lue) ? (lue as (number | null)[]) : []
}

/** « 12 → 14 »; of a relevé, only the numbers that changed. */
export function Changement({ kind, champ, ancienne, nouvelle }: Omit<PropsValeur, 'valeur'> & { readonly ancienne: Cellule; readonly nouvelle: Cellule }) {
  if (kind === 'releve' && champ === 'chiffres') {
    const [avant, apres] = [nombresDe(kind, champ, ancienne), nombresDe(kind, champ, nouvelle)]
    const ecrire = (n: number | null | undefined) => (n === null || n === undefined ? 'vide' : formatEntier(n))
    return (
      <ul>
        {nomsChiffres.map((nom, i) =>
          (avant[i] ?? null) === (apres[i] ?? null) ? null : (
            <li key={nom}>
              {libelleChiffre[nom]} : {ecrire(avant[i])} → <strong>{ecrire(apres[i])}</strong>
            </li>
          )
        )}
      </ul>
    )
  }
  return (
    <span className="changement">
      <Valeur kind={kind} champ={champ} valeur={ancienne} /> <span aria-hidden="true">→</span> <span className="visuellement-cache">devient </span>
      <strong>
        <Valeur kind={kind} champ={champ} valeur={nouvelle} />
      </strong>
    </span>
  )
}
