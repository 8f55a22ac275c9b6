import { useEffect, useId, useState } from 'react'
import type { Etablissement } from '#domain/etablissement.ts'
import { formatEntier, formatMois, parseEntier } from '#domain/format.ts'
import type { Periode } from '#domain/indicateurs/fenetre.ts'
import { libelleChiffre, type NomChiffre, releve as nomReleve, nomsChiffres, type Releve } from '#domain/releve.ts'
import { useLectureSeule, useSession } from '../../use-session.ts'

interface Props {
  readonly etablissement: Etablissement
  readonly periode: Periode
  readonly releve: Releve | undefined
  readonly attendus: readonly NomChiffre[]
}

/** The numbers of one establishment and period, one under the other, with their names: for who fills them once. */
export function ReleveSimple({ etablissement, periode, releve, attendus }: Props) {
  const mois = typeof periode === 'string' ? null : periode.mois
  return (
    <fieldset className="releve-simple" data-champ={`demande|${etablissement.id}|${mois ?? String(periode)}`}>
      <legend className={mois === null ? 'visuellement-cache' : 'champ-label'}>{mois === null ? 'Chiffres relevés dans le logiciel' : formatMois(mois)}</legend>
      {attendus.map((nom) => (
        <Nombre key={nom} nom={nom} etablissement={etablissement.id} type={typeof periode === 'string' ? periode : 'mois'} mois={mois} releve={releve} />
      ))}
    </fieldset>
  )
}

interface PropsNombre {
  readonly nom: NomChiffre
  readonly etablissement: string
  readonly type: string
  readonly mois: string | null
  readonly releve: Releve | undefined
}

function Nombre({ nom, etablissement, type, mois, releve }: PropsNombre) {
  const session = useSession()
  const lectureSeule = useLectureSeule('releve')
  const id = useId()
  const rang = nomsChiffres.indexOf(nom)
  const valeur = releve?.chiffres?.[rang] ?? null
  const affiche = valeur === null ? '' : formatEntier(valeur)
  const [texte, setTexte] = useState(affiche)
  const [erreur, setErreur] = useState(false)
  useEffect(() => {
    setTexte(affiche)
    setErreur(false)
  }, [affiche])
  const valider = () => {
    if (texte === affiche) return setErreur(false)
    const lu = texte.trim() === '' ? null : parseEntier(texte)
    if (texte.trim() !== '' && (lu === null || lu < 0)) return setErreur(true)
    setErreur(false)
    const courants = session.dossier().releves.find((r) => r.etablissement === etablissement && r.type === type && (r.mois ?? null) === mois)?.chiffres
    const chiffres = nomsChiffres.map((_, i) => (i === rang ? lu : (courants?.[i] ?? null)))
    session.poser('releve', { etablissement, type, mois }, { chiffres: nomReleve.champs.chiffres.encode(chiffres) })
  }
  return (
    <div className="nombre-simple">
      <label htmlFor={id}>{libelleChiffre[nom]}</label>
      <input
        id={id}
        className="saisie etroit saisie-nombre"
        inputMode="numeric"
        autoComplete="off"
        value={texte}
        readOnly={lectureSeule}
        aria-invalid={erreur}
        aria-describedby={erreur ? `${id}-erreur` : undefined}
        onChange={(e) => setTexte(e.target.value)}
        onBlur={valider}
      />
      {erreur ? (
        <span className="message-erreur" id={`${id}-erreur`} role="alert">
          ✕ Un nombre entier est attendu.
        </span>
      ) : null}
    </div>
  )
}
