import { useState } from 'react'
import { clotureAilleurs } from '#domain/completude/cinq-preuves.ts'
import { formatEntier } from '#domain/format.ts'
import { type Gravite, type Lot, lotLabel, lots, type Manque, type Phase, phases } from '#domain/lot.ts'
import { typographier } from '#domain/typographie.ts'
import { allerAuManque } from '../aller.ts'
import { type Famille, parFamille } from '../familles.ts'
import { estPourMaintenant } from '../manques.ts'
import { useMagasin, useSession } from '../use-session.ts'
import { Justification } from './justification.tsx'

const groupes: readonly { readonly gravite: Gravite; readonly titre: string; readonly signe: string }[] = [
  { gravite: 'bloquant', titre: 'À compléter', signe: '✕' },
  { gravite: 'a-justifier', titre: 'À justifier', signe: '!' },
  { gravite: 'information', titre: 'Bon à savoir', signe: 'i' }
]
const pas = 25

/** What is missing here: first what holds the bundles under way back, by severity; each line goes to its field. */
export function PanneauManques({
  phase,
  manques,
  fermer
}: {
  readonly phase: Phase | null
  readonly manques: readonly Manque[]
  readonly fermer?: () => void
}) {
  const session = useSession()
  const { pret, lotsEnCours } = useMagasin(session.manques)
  const maintenant = manques.filter((m) => estPourMaintenant(m, lotsEnCours))
  const plusTard = manques.filter((m) => !estPourMaintenant(m, lotsEnCours))
  return (
    <aside className="panneau" aria-label="Ce qui manque" data-region tabIndex={-1}>
      <header className="panneau-tete">
        <h2>Ce qui manque</h2>
        {fermer ? (
          <button type="button" className="bouton-icone panneau-fermer" aria-label="Replier le panneau" onClick={fermer}>
            ✕
          </button>
        ) : null}
      </header>
      {!pret ? <p className="secondaire">Vérification…</p> : null}
      {pret && maintenant.length === 0 ? (
        <p className="panneau-complet">✓ Rien ne manque dans cette phase{plusTard.length > 0 ? ' pour l’instant' : ''}.</p>
      ) : null}
      {groupes.map((g) => (
        <Groupe key={g.gravite} {...g} manques={maintenant.filter((m) => m.gravite === g.gravite)} />
      ))}
      <PlusTard manques={plusTard} />
      {phase === 'cloture' ? <ClotureAilleurs /> : null}
    </aside>
  )
}

function Groupe({
  gravite,
  titre,
  signe,
  manques
}: {
  readonly gravite: Gravite
  readonly titre: string
  readonly signe: string
  readonly manques: readonly Manque[]
}) {
  if (manques.length === 0) return null
  const entete = (
    <>
      <span className="pastille" aria-hidden="true">
        {signe}
      </span>{' '}
      {titre} <span className="secondaire">({manques.length})</span>
    </>
  )
  const liste = <Liste manques={manques} />
  // Nothing is held back by information: it stays folded.
  if (gravite === 'information')
    return (
      <details className={`manques manques-${gravite}`}>
        <summary>{entete}</summary>
        {liste}
      </details>
    )
  return (
    <section className={`manques manques-${gravite}`}>
      <h3>{entete}</h3>
      {liste}
    </section>
  )
}

/** What holds back only bundles that are not under way: folded, under the first bundle that will need it. */
function PlusTard({ manques }: { readonly manques: readonly Manque[] }) {
  if (manques.length === 0) return null
  const parLot = new Map<Lot, Manque[]>(lots.map((lot) => [lot, []]))
  for (const manque of manques) {
    const premier = lots.find((lot) => manque.lots.includes(lot))
    if (premier) parLot.get(premier)?.push(manque)
  }
  return (
    <details className="manques manques-plus-tard">
      <summary>
        Pour plus tard <span className="secondaire">({manques.length})</span>
      </summary>
      {[...parLot].map(([lot, liste]) =>
        liste.length === 0 ? null : (
          <section key={lot}>
            <h3>
              {lotLabel[lot]} <span className="secondaire">({liste.length})</span>
            </h3>
            <Liste manques={liste} />
          </section>
        )
      )}
    </details>
  )
}

/** The closure gathers what other phases hold: how much of it waits there, so that with the lines above this is all that its bundle waits for. */
function ClotureAilleurs() {
  const session = useSession()
  const { liste, pret } = useMagasin(session.manques)
  const ailleurs = clotureAilleurs(liste)
  if (!pret || ailleurs.size === 0) return null
  const total = [...ailleurs.values()].reduce((n, m) => n + m, 0)
  return (
    <section className="manques">
      <h3>
        La clôture attend aussi <span className="secondaire">({formatEntier(total)})</span>
      </h3>
      <ul>
        {phases.map(({ code, titre }) =>
          ailleurs.has(code) ? (
            <li key={code} className="manque">
              <button type="button" className="manque-lien" onClick={() => session.aller({ page: code })}>
                {formatEntier(ailleurs.get(code) ?? 0)} dans {titre}
              </button>
            </li>
          ) : null
        )}
      </ul>
    </section>
  )
}

/** The first lines; the others when asked. The same said of many is one line, unfolded on request. */
function Liste({ manques }: { readonly manques: readonly Manque[] }) {
  return <Suite lignes={parFamille(manques)} />
}

function Suite({ lignes, court = false }: { readonly lignes: readonly (Manque | Famille)[]; readonly court?: boolean }) {
  const [montres, setMontres] = useState(pas)
  return (
    <>
      <ul>
        {lignes
          .slice(0, montres)
          .map((l) => ('manques' in l ? <LigneFamille key={l.cle} famille={l} /> : <LigneManque key={l.cle} manque={l} court={court} />))}
      </ul>
      {lignes.length > montres ? (
        <button type="button" className="bouton-lien" onClick={() => setMontres(montres + 100)}>
          Afficher la suite ({lignes.length - montres})
        </button>
      ) : null}
    </>
  )
}

/** Its lines are drawn once it is unfolded. */
function LigneFamille({ famille }: { readonly famille: Famille }) {
  const [ouverte, setOuverte] = useState(false)
  return (
    <li className="manque">
      <details className="manque-famille" onToggle={(e) => setOuverte(e.currentTarget.open)}>
        <summary>{typographier(famille.titre)}</summary>
        {ouverte ? <Suite lignes={famille.manques} court /> : null}
      </details>
    </li>
  )
}

/** `court`: its family says above what is missing, the line says of whom. */
export function LigneManque({ manque, partir, court = false }: { readonly manque: Manque; readonly partir?: () => void; readonly court?: boolean }) {
  const session = useSession()
  const entier = typographier(manque.texte)
  const texte = court && manque.famille ? typographier(manque.famille.qui) : entier
  return (
    <li className="manque">
      {manque.ou ? (
        <button
          type="button"
          className="manque-lien"
          aria-label={texte === entier ? undefined : entier}
          onClick={() => {
            partir?.()
            allerAuManque(session, manque)
          }}
        >
          {texte}
        </button>
      ) : (
        <p>{texte}</p>
      )}
      {manque.gravite === 'a-justifier' ? <Justification manque={manque} /> : null}
    </li>
  )
}
