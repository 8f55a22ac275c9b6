import { useEffect, useId, useState } from 'react'
import type { Etablissement } from '#domain/etablissement.ts'
import { formatEntier, formatMois } from '#domain/format.ts'
import { controlesReleve } from '#domain/indicateurs/controles.ts'
import type { Periode } from '#domain/indicateurs/fenetre.ts'
import { libelleChiffre, type NomChiffre, releve as nomReleve, nomsChiffres, type Releve } from '#domain/releve.ts'
import { typographier } from '#domain/typographie.ts'
import { useBrouillon } from '../../controls/use-brouillon.ts'
import { useLectureSeule, useSession } from '../../use-session.ts'
import { cleCellule, lireNombre } from '../usages/colonnes-releves.ts'

interface Props {
  readonly etablissement: Etablissement
  readonly periode: Periode
  readonly releve: Releve | undefined
  readonly attendus: readonly NomChiffre[]
}

/** The numbers of one establishment and period, one under the other, with their names: for who fills them once. */
export function ReleveSimple({ etablissement, periode, releve, attendus }: Props) {
  const mois = typeof periode === 'string' ? null : periode.mois
  const constats = releve ? controlesReleve(releve).filter((c) => c.gravite !== 'information') : []
  return (
    <fieldset className="releve-simple" data-champ={`demande|${etablissement.id}|${mois ?? String(periode)}`}>
      <legend className={mois === null ? 'visuellement-cache' : 'champ-label'}>{mois === null ? 'Chiffres relevés dans le logiciel' : formatMois(mois)}</legend>
      {attendus.map((nom) => (
        <Nombre key={nom} nom={nom} etablissement={etablissement.id} type={typeof periode === 'string' ? periode : 'mois'} mois={mois} releve={releve} />
      ))}
      <div aria-live="polite">
        {constats.map((c) => (
          <p key={c.code} className="message-remarque">
            ! {typographier(c.texte)} Vérifiez ces deux nombres.
          </p>
        ))}
      </div>
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
  const cle = cleCellule(etablissement, mois ?? type, nom)
  const [texte, setTexte] = useState(session.illisibles.get(cle) ?? affiche)
  const [erreur, setErreur] = useState(() => raisonDe(session.illisibles.get(cle)))
  useEffect(() => {
    if (session.illisibles.has(cle)) return
    setTexte(affiche)
    setErreur(null)
  }, [affiche, cle, session])
  const valider = () => {
    if (texte === (session.illisibles.get(cle) ?? affiche)) return
    const lu = lireNombre(texte)
    setErreur(lu.ok ? null : lu.message)
    if (!lu.ok) return session.illisibles.set(cle, texte)
    session.illisibles.delete(cle)
    if (lu.cellule === valeur) return setTexte(affiche)
    const courants = session.dossier().releves.find((r) => r.etablissement === etablissement && r.type === type && (r.mois ?? null) === mois)?.chiffres
    const chiffres = nomsChiffres.map((_, i) => (i === rang ? (lu.cellule as number | null) : (courants?.[i] ?? null)))
    session.poser('releve', { etablissement, type, mois }, { chiffres: nomReleve.champs.chiffres.encode(chiffres) })
  }
  useBrouillon(cle, valider)
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
        aria-invalid={erreur !== null}
        aria-describedby={erreur ? `${id}-erreur` : undefined}
        onChange={(e) => setTexte(e.target.value)}
        onBlur={valider}
      />
      {erreur ? (
        <span className="message-erreur" id={`${id}-erreur`} role="alert">
          ✕ {erreur}
        </span>
      ) : null}
    </div>
  )
}

/** Why a text that was kept could not be read. */
function raisonDe(garde: string | undefined): string | null {
  const lu = garde === undefined ? null : lireNombre(garde)
  return lu && !lu.ok ? lu.message : null
}
