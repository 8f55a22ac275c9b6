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
  /** False: the form says it once for all its fields. */
  readonly marque?: boolean
}

/** The control of one field of one entity, drawn from the catalogue. */
export function Champ({ kind, id = '', name, label, marque = true }: PropsChamp) {
  const champ = nomLibre(kind).champs[name]
  const entite = useEntite(kind, id)
  if (!champ) throw new Error(`champ inconnu : ${kind}.${name}`)
  const props = { kind, id, name, champ, label, valeur: entite?.[name] ?? null, facultatif: marque && !champ.parmiTous && !estExige(champ, entite) }
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

/** A one-column form from a list of field names of a noun. Where all is optional, it is said once. */
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
  const entite = useEntite(kind, id)
  const catalogue = nomLibre(kind).champs
  const exige = champs.some((name) => catalogue[name] && estExige(catalogue[name], entite))
  const unParUn = exige || champs.length === 1
  return (
    <section className="formulaire" aria-label={titre}>
      {titre ? <h2>{titre}</h2> : null}
      {aide ? <p className="introduction">{aide}</p> : null}
      {unParUn ? null : <p className="champ-facultatif">Aucun de ces champs n’est obligatoire.</p>}
      {champs.map((name) => (
        <Champ key={name} kind={kind} id={id} name={name} marque={unParUn} />
      ))}
    </section>
  )
}
