import { cleChamp } from '../ecran.ts'
import { useLectureSeule, useSession } from '../use-session.ts'
import { ChampCadre } from './champ-cadre.tsx'
import type { PropsControle } from './champ-texte.tsx'
import { ListeDeroulante } from './liste-deroulante.tsx'

/** One of a closed list: side-by-side buttons up to three options, a drop-down list beyond. */
export function ChampChoix({ kind, id, name, champ, valeur, facultatif, label }: PropsControle) {
  const session = useSession()
  const lectureSeule = useLectureSeule(kind, id)
  const options = champ.options ?? []
  const choisir = (v: string | null) => session.saisir([{ kind, id, champ: name, valeur: v }])
  const cadre = { cle: cleChamp(kind, id, name), label: label ?? champ.label, aide: champ.aide, facultatif }
  if (options.length <= 3)
    return (
      <ChampCadre {...cadre} groupe>
        {(liens) => (
          <div className="segments" aria-describedby={liens.describedBy}>
            {options.map((o) => (
              <label key={o.value} className="segment">
                <input type="radio" name={liens.id} value={o.value} checked={valeur === o.value} disabled={lectureSeule} onChange={() => choisir(o.value)} />
                <span>{o.label}</span>
              </label>
            ))}
            {valeur !== null && valeur !== undefined && !lectureSeule ? (
              <button type="button" className="bouton-lien" onClick={() => choisir(null)}>
                Effacer
              </button>
            ) : null}
          </div>
        )}
      </ChampCadre>
    )
  return <ListeDeroulante cadre={cadre} valeur={(valeur as string | null) ?? null} options={options} lectureSeule={lectureSeule} choisir={choisir} />
}
