import { estExige, nomLibre } from '../presenter.ts'
import { useEntite } from '../use-session.ts'
import { ChampChoix } from './champ-choix.tsx'
import { ChampReference, ChampReferences } from './champ-reference.tsx'
import { ChampTexte } from './champ-texte.tsx'

interface PropsChamp {
  readonly kind: string
  readonly id?: string
  readonly name: string
  readonly label?: string
}

/** The control of one field of one entity, drawn from the catalogue. */
export function Champ({ kind, id = '', name, label }: PropsChamp) {
  const champ = nomLibre(kind).champs[name]
  const entite = useEntite(kind, id)
  if (!champ) throw new Error(`champ inconnu : ${kind}.${name}`)
  const props = { kind, id, name, champ, label, valeur: entite?.[name] ?? null, facultatif: !estExige(champ, entite) }
  switch (champ.genre) {
    case 'choix':
      return <ChampChoix {...props} />
    case 'reference':
      return <ChampReference {...props} />
    case 'references':
      return <ChampReferences {...props} />
    default:
      return <ChampTexte key={`${id}|${name}`} {...props} />
  }
}

/** A one-column form from a list of field names of a noun. */
export function FieldForm({
  kind,
  id = '',
  champs,
  titre,
  aide
}: {
  readonly kind: string
  readonly id?: string
  readonly champs: readonly string[]
  readonly titre?: string
  readonly aide?: string
}) {
  return (
    <section className="formulaire" aria-label={titre}>
      {titre ? <h2>{titre}</h2> : null}
      {aide ? <p className="introduction">{aide}</p> : null}
      {champs.map((name) => (
        <Champ key={name} kind={kind} id={id} name={name} />
      ))}
    </section>
  )
}
