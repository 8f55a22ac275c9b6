import { useMemo, useState } from 'react'
import { formatEntier } from '#domain/format.ts'
import { Chercher } from '../components/chercher.tsx'
import { usePeuAPeu } from '../peu-a-peu.ts'
import { plier } from '../presenter.ts'

interface Props {
  /** `cherche`: words that find it besides its name. */
  readonly elements: readonly { readonly id: string; readonly nom: string; readonly cherche?: string }[]
  readonly retenus: ReadonlySet<string>
  readonly lectureSeule?: boolean
  readonly poser: (ids: readonly string[]) => void
}

/** Check boxes that can be searched, all ticked at once, and counted. */
export function Coches({ elements, retenus, lectureSeule = false, poser }: Props) {
  const [filtre, setFiltre] = useState('')
  // Those chosen when the form opens come first, and stay where they are while boxes are ticked.
  const [dabord] = useState(retenus)
  const visibles = useMemo(() => {
    const cherche = plier(filtre)
    const trouves = cherche === '' ? elements : elements.filter((e) => plier(`${e.nom} ${e.cherche ?? ''}`).includes(cherche))
    return [...trouves.filter((e) => dabord.has(e.id)), ...trouves.filter((e) => !dabord.has(e.id))]
  }, [elements, filtre, dabord])
  const dessinees = usePeuAPeu(visibles)
  const basculer = (ids: readonly string[], oui: boolean) => {
    const suivants = new Set(retenus)
    for (const i of ids) {
      if (oui) suivants.add(i)
      else suivants.delete(i)
    }
    poser([...suivants])
  }
  const tous = visibles.length > 0 && visibles.every((e) => retenus.has(e.id))
  return (
    <div className="coches">
      <div className="coches-tete">
        {elements.length > 8 ? <Chercher libelle="Chercher dans la liste" valeur={filtre} changer={setFiltre} /> : null}
        <label className="coche">
          <input
            type="checkbox"
            checked={tous}
            disabled={lectureSeule}
            onChange={(e) =>
              basculer(
                visibles.map((v) => v.id),
                e.target.checked
              )
            }
          />
          <span>{filtre ? 'Tous ceux affichés' : 'Tous'}</span>
        </label>
        <span className="secondaire" aria-live="polite">
          {formatEntier(retenus.size)} sur {formatEntier(elements.length)}
        </span>
      </div>
      <ul className="coches-liste">
        {dessinees.map((e) => (
          <li key={e.id}>
            <label className="coche">
              <input type="checkbox" checked={retenus.has(e.id)} disabled={lectureSeule} onChange={(ev) => basculer([e.id], ev.target.checked)} />
              <span>{e.nom}</span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}
