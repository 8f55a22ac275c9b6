import { useId, useState } from 'react'
import { typographier } from '#domain/typographie.ts'
import { Calendrier } from '../../controls/calendrier.tsx'
import { lireSaisie, nomLibre, texteDe } from '../../presenter.ts'

interface Props {
  /** A field of `envoi`: gives the label, the help and the rule. */
  readonly champ: string
  readonly valeur: string | null
  readonly poser: (valeur: string | null) => void
  readonly label?: string
  readonly aide?: string
  readonly long?: boolean
}

/** A field of a sending that does not exist yet: same words and rules as the catalogue's, kept by the form. */
export function SaisieEnvoi({ champ, valeur, poser, label, aide, long }: Props) {
  const id = useId()
  const regle = nomLibre('envoi').champs[champ]
  if (!regle) throw new Error(`champ inconnu : envoi.${champ}`)
  const [texte, setTexte] = useState(() => texteDe(regle, valeur))
  const [erreur, setErreur] = useState<string | null>(null)
  const [vue, setVue] = useState(valeur)
  if (vue !== valeur) {
    setVue(valeur)
    if (valeur !== null || erreur === null) setTexte(texteDe(regle, valeur))
  }
  const lire = (tape: string) => {
    const lu = lireSaisie(regle, tape)
    setErreur(lu.ok ? null : lu.message)
    const lue = lu.ok && typeof lu.cellule === 'string' ? lu.cellule : null
    setVue(lue)
    poser(lue)
  }
  const aideLue = aide ?? regle.aide
  const date = regle.genre === 'date'
  const commun = {
    id,
    className: long ? 'saisie saisie-longue' : date ? 'saisie etroit' : 'saisie',
    value: texte,
    'aria-invalid': erreur !== null,
    'aria-describedby': `${id}-aide ${id}-erreur`,
    autoComplete: 'off',
    onBlur: () => lire(texte)
  }
  return (
    <div className="champ">
      <label className="champ-label" htmlFor={id}>
        {typographier(label ?? regle.label)}
      </label>
      {aideLue ? (
        <p className="champ-aide" id={`${id}-aide`}>
          {typographier(aideLue)}
        </p>
      ) : null}
      {long ? (
        <textarea {...commun} rows={3} onChange={(e) => setTexte(e.target.value)} />
      ) : (
        <div className="champ-saisie">
          <input {...commun} placeholder={date ? 'jj/mm/aaaa' : undefined} onChange={(e) => setTexte(e.target.value)} />
          {date ? (
            <Calendrier
              valeur={valeur}
              choisir={(iso) => {
                const choisie = iso ? texteDe(regle, iso) : ''
                setTexte(choisie)
                lire(choisie)
              }}
            />
          ) : null}
        </div>
      )}
      <div className="champ-message" id={`${id}-erreur`} aria-live="polite">
        {erreur ? <p className="message-erreur">✕ {typographier(erreur)}</p> : null}
      </div>
    </div>
  )
}
