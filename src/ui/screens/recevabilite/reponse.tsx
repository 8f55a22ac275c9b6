import { useEffect, useState } from 'react'
import { formatDateCourte } from '#domain/format.ts'
import { cleControle } from '#domain/recevabilite/controle.ts'
import type { ResultatControle } from '#domain/recevabilite/registre.ts'
import { typographier } from '#domain/typographie.ts'
import { cleChamp } from '../../ecran.ts'
import { aujourdhui } from '../../manques.ts'
import { useLectureSeule, useMagasin, useSession } from '../../use-session.ts'

/** The answer of a person to one check: yes or no, the reason, who and when. */
export function Reponse({ resultat }: { readonly resultat: ResultatControle }) {
  const session = useSession()
  const auteur = useMagasin(session.auteur)
  const lectureSeule = useLectureSeule()
  const { reponse } = resultat
  const [motif, setMotif] = useState(reponse?.motif ?? '')
  const [tape, setTape] = useState(false)
  useEffect(() => {
    if (!tape) setMotif(reponse?.motif ?? '')
  }, [reponse?.motif, tape])
  const poser = (valeurs: Readonly<Record<string, string | null>>, attendre = false) =>
    session.poser('reponse', { cle: cleControle(resultat.code) }, { ...valeurs, auteur: auteur?.nom ?? null, date: aujourdhui() }, attendre)
  const nom = `reponse-${resultat.code}`
  return (
    <fieldset className="reponse" data-manque={cleControle(resultat.code)} data-champ={reponse ? cleChamp('reponse', reponse.id, 'reponse') : undefined}>
      {resultat.question ? <legend>{typographier(resultat.question)}</legend> : <legend className="visuellement-cache">Motif</legend>}
      {resultat.question ? (
        <div className="segments">
          {(['oui', 'non'] as const).map((v) => (
            <label key={v} className="segment">
              <input type="radio" name={nom} checked={reponse?.reponse === v} disabled={lectureSeule} onChange={() => poser({ reponse: v })} />
              <span>{v === 'oui' ? 'Oui' : 'Non'}</span>
            </label>
          ))}
          {reponse?.reponse && !lectureSeule ? (
            <button type="button" className="bouton-lien" onClick={() => poser({ reponse: null })}>
              Effacer
            </button>
          ) : null}
        </div>
      ) : null}
      <label className="champ-label">
        Motif ou précision <span className="champ-facultatif">{resultat.etat === 'a-justifier' ? '' : 'facultatif'}</span>
        <textarea
          className="saisie"
          rows={2}
          value={motif}
          maxLength={2000}
          readOnly={lectureSeule}
          onFocus={() => setTape(true)}
          onBlur={() => {
            setTape(false)
            void session.file.vider()
          }}
          onChange={(e) => {
            setMotif(e.target.value)
            poser({ motif: e.target.value.trim() || null }, true)
          }}
        />
      </label>
      {reponse?.auteur ? (
        <p className="secondaire">
          Répondu par {reponse.auteur}
          {reponse.date ? ` le ${formatDateCourte(reponse.date)}` : ''}.
        </p>
      ) : null}
    </fieldset>
  )
}
