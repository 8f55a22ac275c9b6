import { useRef } from 'react'
import type { ChampQuelconque } from '../presenter.ts'
import { useLectureSeule } from '../use-session.ts'
import { ChampCadre } from './champ-cadre.tsx'
import { useSaisie } from './use-saisie.ts'

export interface PropsControle {
  readonly kind: string
  readonly id: string
  readonly name: string
  readonly champ: ChampQuelconque
  readonly valeur: unknown
  readonly facultatif: boolean
  readonly label?: string | undefined
}

const tailles: Readonly<Record<string, string>> = {
  date: 'etroit',
  mois: 'etroit',
  entier: 'etroit',
  decimal: 'etroit',
  montant: 'moyen',
  finess: 'moyen',
  siren: 'moyen',
  siret: 'moyen',
  bic: 'moyen'
}
const exemples: Readonly<Record<string, string>> = { date: 'jj/mm/aaaa', mois: 'mm/aaaa' }

/** Free text, numbers, amounts, dates and identifiers: everything that is typed. */
export function ChampTexte({ kind, id, name, champ, valeur, facultatif, label }: PropsControle) {
  const s = useSaisie(kind, id, name, champ, valeur)
  const lectureSeule = useLectureSeule(kind, id)
  const long = champ.genre === 'texte-long'
  const nombre = champ.genre === 'montant' || champ.genre === 'entier' || champ.genre === 'decimal'
  return (
    <ChampCadre
      cle={s.cle}
      label={label ?? champ.label}
      aide={champ.aide}
      unite={champ.unite}
      facultatif={facultatif}
      erreur={s.erreur}
      remarque={s.remarque}
      large={long}
    >
      {(liens) => {
        const commun = {
          id: liens.id,
          value: s.texte,
          readOnly: lectureSeule,
          'aria-describedby': liens.describedBy,
          'aria-invalid': liens.invalide,
          onFocus: s.entrer,
          onBlur: s.sortir
        }
        if (long) return <textarea {...commun} className="saisie saisie-longue" rows={4} onChange={(e) => s.taper(e.target.value)} />
        return (
          <>
            <input
              {...commun}
              type="text"
              className={`saisie ${tailles[champ.genre] ?? ''}${nombre ? ' saisie-nombre' : ''}`}
              inputMode={nombre ? 'decimal' : undefined}
              placeholder={exemples[champ.genre]}
              autoComplete="off"
              spellCheck={champ.genre === 'texte'}
              onChange={(e) => s.taper(e.target.value)}
              onKeyDown={(e) => {
                if (e.key === 'Enter') s.valider()
              }}
            />
            {champ.genre === 'date' && !lectureSeule ? (
              <Calendrier valeur={valeur as string | null} choisir={(iso) => s.taper(iso)} valider={s.sortir} />
            ) : null}
          </>
        )
      }}
    </ChampCadre>
  )
}

/** Opens the system's calendar; the date comes back as text in the field. */
function Calendrier({ valeur, choisir, valider }: { readonly valeur: string | null; readonly choisir: (iso: string) => void; readonly valider: () => void }) {
  const ref = useRef<HTMLInputElement>(null)
  return (
    <span className="calendrier">
      <button
        type="button"
        className="bouton-icone"
        aria-label="Choisir dans un calendrier"
        title="Choisir dans un calendrier"
        onClick={() => ref.current?.showPicker()}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M3 3.5h10v9.5H3zM3 6.5h10M5.5 2v3M10.5 2v3" fill="none" stroke="currentColor" strokeWidth="1.3" />
        </svg>
      </button>
      <input
        ref={ref}
        type="date"
        className="calendrier-cache"
        tabIndex={-1}
        aria-hidden="true"
        value={valeur ?? ''}
        onChange={(e) => {
          choisir(e.target.value)
          valider()
        }}
      />
    </span>
  )
}
