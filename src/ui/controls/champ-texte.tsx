import type { ChampQuelconque } from '../presenter.ts'
import { useLectureSeule } from '../use-session.ts'
import { Calendrier } from './calendrier.tsx'
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
              <Calendrier
                valeur={valeur as string | null}
                choisir={(iso) => {
                  s.taper(iso)
                  s.sortir()
                }}
              />
            ) : null}
          </>
        )
      }}
    </ChampCadre>
  )
}
