import { type ReactNode, useId } from 'react'
import { typographier } from '#domain/typographie.ts'
import { adresseDe, champHistorique } from '../historique-champ.ts'

export interface Liens {
  readonly id: string
  readonly describedBy: string | undefined
  readonly invalide: boolean
}

interface Props {
  readonly cle: string
  readonly label: string
  readonly aide?: string | undefined
  readonly unite?: string | undefined
  readonly facultatif?: boolean
  readonly erreur?: string | null
  readonly remarque?: string | null
  /** A group of controls (radios, check boxes) is a fieldset: its label is a legend. */
  readonly groupe?: boolean
  readonly large?: boolean
  readonly children: (liens: Liens) => ReactNode
}

/** Label above, help under the label, unit beside the value, error in plain words under it. */
export function ChampCadre({ cle, label, aide, unite, facultatif, erreur, remarque, groupe, large, children }: Props) {
  const id = useId()
  const idAide = aide ? `${id}-aide` : ''
  const message = erreur ?? remarque ?? null
  const idMessage = message ? `${id}-message` : ''
  const Cadre = groupe ? 'fieldset' : 'div'
  const titre = (
    <>
      {typographier(label)}
      {facultatif ? <span className="champ-facultatif"> facultatif</span> : null}
    </>
  )
  return (
    <Cadre className={`champ${large ? ' champ-large' : ''}`} data-champ={cle}>
      {groupe ? (
        <legend className="champ-label">{titre}</legend>
      ) : (
        <label className="champ-label" htmlFor={id}>
          {titre}
        </label>
      )}
      {aide ? (
        <p className="champ-aide" id={idAide}>
          {typographier(aide)}
        </p>
      ) : null}
      <div className="champ-saisie">
        {children({ id, describedBy: [idAide, idMessage].filter(Boolean).join(' ') || undefined, invalide: Boolean(erreur) })}
        {unite ? <span className="champ-unite">{unite}</span> : null}
      </div>
      <div className="champ-message" aria-live="polite">
        {message ? (
          <p className={erreur ? 'message-erreur' : 'message-remarque'} id={idMessage}>
            <span aria-hidden="true">{erreur ? '✕' : '!'}</span> {typographier(message)}
          </p>
        ) : null}
      </div>
      <button
        type="button"
        className="champ-historique"
        tabIndex={-1}
        title="Historique de ce champ (Alt+H)"
        aria-label="Historique de ce champ"
        onClick={(e) => champHistorique.poser(adresseDe(e.currentTarget))}
      >
        ↺
      </button>
    </Cadre>
  )
}
