import { useEffect, useMemo, useRef, useState } from 'react'
import { formatEntier, formatPourcent } from '#domain/format.ts'
import { type Ecart, ecartDe, ecartLabel, type LigneCarte, signeEcart, trierCarte } from '#domain/indicateurs/carte.ts'
import { phraseManque } from '#domain/indicateurs/phrase.ts'
import { type CodeIndicateur, indicateurs } from '#domain/indicateurs/registre.ts'
import { etatTauxLabel, type Taux } from '#domain/indicateurs/taux.ts'
import { typographier } from '#domain/typographie.ts'
import { LegendeIndicateurs } from './legende-indicateurs.tsx'

const hauteur = 34
const avance = 10
const legende: readonly Ecart[] = ['atteint', 'proche', 'sous', 'loin']

interface Props {
  /** Heading of the first column. */
  readonly titre: string
  readonly lignes: readonly LigneCarte[]
  /** Lines whose figures are estimated. */
  readonly estimees: ReadonlySet<string>
  readonly suivie: string | null
  readonly suivre: (cle: string) => void
}

/** Heat-map that is also its own table: lowest first, each cell with its rate, a sign and a colour; only the rows in sight are drawn. */
export function CarteUsages({ titre, lignes, estimees, suivie, suivre }: Props) {
  const [par, setPar] = useState<CodeIndicateur | null>(null)
  const [enTravail, setEnTravail] = useState(false)
  const cadre = useRef<HTMLDivElement>(null)
  const [vue, setVue] = useState({ debut: 0, fin: 40 })
  const triees = useMemo(() => trierCarte(lignes, par), [lignes, par])
  const mesurer = () => {
    const c = cadre.current
    if (c) setVue({ debut: Math.max(0, Math.floor(c.scrollTop / hauteur) - avance), fin: Math.ceil((c.scrollTop + c.clientHeight) / hauteur) + avance })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the lines change
  useEffect(mesurer, [triees])
  const montrees = triees.slice(vue.debut, vue.fin)
  const reste = Math.max(0, triees.length - vue.debut - montrees.length)
  return (
    <>
      <div className="grille-outils">
        <label className="rangee-boutons">
          Les plus bas d’abord :
          <select className="saisie choix-periode" value={par ?? ''} onChange={(e) => setPar(indicateurs.find((i) => i.code === e.target.value)?.code ?? null)}>
            <option value="">le plus loin de sa cible</option>
            {indicateurs.map((i) => (
              <option key={i.code} value={i.code}>
                {i.code} – {i.titre}
              </option>
            ))}
          </select>
        </label>
        <label className="coche">
          <input type="checkbox" checked={enTravail} onChange={(e) => setEnTravail(e.target.checked)} />
          Ce qu’il manque plutôt que le taux
        </label>
        <ul className="carte-legende fin">
          {legende.map((e) => (
            <li key={e}>
              <span className={`carte-pastille ecart-${e}`} aria-hidden="true">
                {signeEcart[e]}
              </span>
              {ecartLabel[e]}
            </li>
          ))}
        </ul>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is scrolled with the keyboard */}
      <section ref={cadre} className="carte-usages" tabIndex={0} onScroll={mesurer} aria-label={`Taux : ${titre.toLowerCase()}`}>
        <table aria-rowcount={triees.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">{titre}</th>
              {indicateurs.map((i) => (
                <th key={i.code} scope="col" title={typographier(i.titre)}>
                  {i.code}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {vue.debut > 0 ? <tr style={{ height: vue.debut * hauteur }} /> : null}
            {montrees.map((l, i) => (
              <tr key={l.cle} aria-rowindex={vue.debut + i + 2} className={l.cle === suivie ? 'carte-suivie' : undefined}>
                <th scope="row">
                  <button type="button" className="bouton-lien" title="Suivre son évolution" onClick={() => suivre(l.cle)}>
                    {l.nom}
                  </button>
                  {estimees.has(l.cle) ? <span className="etiquette etiquette-suite">estimation</span> : null}
                </th>
                {indicateurs.map(({ code }) => (
                  <Cellule key={code} taux={l.taux[code]} enTravail={enTravail} />
                ))}
              </tr>
            ))}
            {reste > 0 ? <tr style={{ height: reste * hauteur }} /> : null}
          </tbody>
        </table>
      </section>
      <LegendeIndicateurs />
    </>
  )
}

function Cellule({ taux, enTravail }: { readonly taux: Taux; readonly enTravail: boolean }) {
  const ecart = ecartDe(taux)
  const manque = phraseManque(taux)
  const mot = etatTauxLabel[taux.etat].toLowerCase()
  const infobulle = [
    taux.taux === null ? mot : formatPourcent(taux.taux),
    taux.numerateur === null || taux.denominateur === null ? '' : `${formatEntier(taux.numerateur)} sur ${formatEntier(taux.denominateur)}`,
    manque ?? ''
  ]
  return (
    <td className={`ecart-${ecart}`} title={infobulle.filter(Boolean).join(' ; ')}>
      {taux.taux === null || taux.etat === 'exempte' || taux.etat === 'non-suivi' ? (
        <span className="carte-mot">{mot}</span>
      ) : (
        <>
          <span aria-hidden="true" className="carte-signe">
            {signeEcart[ecart]}
          </span>
          {enTravail && taux.manqueEnUnites !== null ? (
            <span>
              {taux.manqueEnUnites === 0 ? 'atteint' : `− ${formatEntier(taux.manqueEnUnites)}`}
              {manque ? <span className="visuellement-cache"> ({manque})</span> : null}
            </span>
          ) : (
            <span>
              {formatPourcent(taux.taux, 0)}
              <span className="visuellement-cache"> ({ecartLabel[ecart]})</span>
            </span>
          )}
        </>
      )}
    </td>
  )
}
