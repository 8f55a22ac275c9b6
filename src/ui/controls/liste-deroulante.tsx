import { ChampCadre } from './champ-cadre.tsx'

interface Props {
  readonly cadre: Omit<Parameters<typeof ChampCadre>[0], 'children'>
  readonly valeur: string | null
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly lectureSeule: boolean
  readonly choisir: (valeur: string | null) => void
}

/** A field whose value is one of a list, or nothing yet. */
export const ListeDeroulante = ({ cadre, valeur, options, lectureSeule, choisir }: Props) => (
  <ChampCadre {...cadre}>
    {(liens) => (
      <select
        id={liens.id}
        className="saisie"
        aria-describedby={liens.describedBy}
        value={valeur ?? ''}
        disabled={lectureSeule}
        onChange={(e) => choisir(e.target.value || null)}
      >
        <option value="">À renseigner</option>
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    )}
  </ChampCadre>
)
