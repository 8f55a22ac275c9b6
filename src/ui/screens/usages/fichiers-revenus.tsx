import type { Sortie } from '#contract/contract.ts'
import { formatEntier, formatMois } from '#domain/format.ts'
import { fenetreLabel } from '#domain/indicateurs/fenetre.ts'
import { libelleChiffre, nomsChiffres, releve } from '#domain/releve.ts'
import { typographier } from '#domain/typographie.ts'
import { ChoixPeriode } from './periode.tsx'

type Apercu = Sortie<'collecte.apercu'>
type Choix = { readonly index: number; readonly champ: string | null }

/** What a column of a free list may hold. */
const sens: readonly { readonly cle: string; readonly titre: string }[] = [
  { cle: 'finess', titre: 'FINESS' },
  { cle: 'nom', titre: 'Établissement' },
  { cle: 'type', titre: 'Période' },
  { cle: 'mois', titre: 'Mois' },
  ...nomsChiffres.map((nom) => ({ cle: nom, titre: libelleChiffre[nom] })),
  { cle: 'dateExtraction', titre: releve.champs.dateExtraction.label },
  { cle: 'observation', titre: releve.champs.observation.label }
]

export const direPeriodeCourte = (code: string | null): string =>
  code === null ? '' : code === 'va' || code === 'cloture' ? fenetreLabel[code] : formatMois(code)

interface Props {
  readonly apercu: Apercu
  readonly periode: string
  readonly corriger: (choix: { readonly periode?: string; readonly colonnes?: Choix[] }) => void
}

/** The files that came back, each with its period or the reason why nothing of it is taken; the columns of a list can be corrected. */
export function FichiersRevenus({ apercu: { fichiers }, periode, corriger }: Props) {
  const [seul] = fichiers
  const liste = fichiers.length === 1 && seul?.sorte === 'liste' && seul.colonnes.length > 0 ? seul : null
  const isListe = fichiers.some((f) => f.sorte === 'liste' && f.refus === null)
  const associer = (index: number, champ: string | null) =>
    corriger({
      colonnes: (liste?.colonnes ?? []).map((c) =>
        c.index === index ? { index, champ } : { index: c.index, champ: champ !== null && c.champ === champ ? null : c.champ }
      )
    })
  return (
    <>
      <ul className="fichiers-revenus">
        {fichiers.map((f, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name; their order does not change
          <li key={`${f.nom} ${i}`}>
            <span aria-hidden="true">{f.refus === null ? '✓' : '✕'}</span>
            <span className="fichier-nom">{f.nom}</span>
            {f.refus === null ? (
              <span className="secondaire">
                {[
                  f.sorte === 'classeur' ? 'classeur de collecte' : 'liste',
                  direPeriodeCourte(f.periode),
                  `${formatEntier(f.lignes)} ligne${f.lignes > 1 ? 's' : ''}`
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            ) : (
              <span className="message-erreur">Refusé : {typographier(f.refus)}</span>
            )}
          </li>
        ))}
      </ul>
      {isListe ? (
        <div className="champ">
          <span className="champ-label">Période des lignes qui n’en disent pas</span>
          <ChoixPeriode valeur={periode} changer={(choisie) => corriger({ periode: choisie })} />
        </div>
      ) : null}
      {liste ? (
        <details open={!liste.colonnes.some((c) => c.champ === 'finess' || c.champ === 'nom')}>
          <summary>Colonnes reconnues</summary>
          <div className="colonnes-liste">
            {liste.colonnes.map((c) => (
              <label key={c.index} className="champ">
                <span className="champ-label">{c.entete || `Colonne ${c.index + 1}`}</span>
                <select className="saisie" value={c.champ ?? ''} onChange={(e) => associer(c.index, e.target.value || null)}>
                  <option value="">Ne pas reprendre</option>
                  {sens.map((s) => (
                    <option key={s.cle} value={s.cle}>
                      {s.titre}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          </div>
        </details>
      ) : null}
    </>
  )
}
