import type { Cellule } from '#domain/champs/champ.ts'
import { champDe, type Dossier } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { noms } from '#domain/noms.ts'
import { libelleChiffre, nomsChiffres } from '#domain/releve.ts'
import { typographier } from '#domain/typographie.ts'
import { entitesDe, libelleEntite, texteDe } from '../presenter.ts'
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
  const texte = enMots(dossier, kind, champ, valeur) ?? (regle ? texteDe(regle, lue, dossier) : String(valeur ?? ''))
  return texte === '' ? <span className="secondaire">vide</span> : <span className="valeur">{typographier(texte)}</span>
}

/** What Grappe writes for itself, which nobody reads as it is. */
const pourGrappe = new Set(['piece-jointe.analyse', 'modele.correspondance'])
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** A digest, an id or a record of Grappe's own, said in words; null for what a person typed. */
function enMots(dossier: Dossier, kind: string, champ: string, valeur: Cellule): string | null {
  if (typeof valeur !== 'string') return null
  if (pourGrappe.has(`${kind}.${champ}`)) return 'noté par Grappe'
  if (/^[0-9a-f]{64}$/u.test(valeur)) return `empreinte ${valeur.slice(0, 8)}…`
  if (!uuid.test(valeur)) return null
  if (valeur === dossier.projet) return 'Toute la grappe'
  const trouvee = noms.flatMap((nom) =>
    nom.unique ? [] : entitesDe(dossier, nom.kind).flatMap((e) => (e.id === valeur ? [libelleEntite(nom.kind, e)] : []))
  )[0]
  return trouvee ?? 'Élément retiré'
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
