import { useEffect, useState } from 'react'
import { cible as nomCible } from '#domain/cible.ts'
import { formatDecimal, formatEntier, formatPourcent } from '#domain/format.ts'
import { reglesUsage } from '#domain/indicateurs/cibles.ts'
import { indicateurs } from '#domain/indicateurs/registre.ts'
import { typographier } from '#domain/typographie.ts'
import { FieldForm } from '../../controls/champ.tsx'
import { champsGrappe } from '../../ecran.ts'
import { lireSaisie } from '../../presenter.ts'
import type { Session } from '../../session.ts'
import { useDossierEntier, useLectureSeule, useSession } from '../../use-session.ts'

/** Windows, method, definition, and the targets of the grappe. */
export function Reglages() {
  const session = useSession()
  const dossier = useDossierEntier()
  const lectureSeule = useLectureSeule('cible')
  const regles = reglesUsage(dossier)
  return (
    <div className="formulaires">
      <FieldForm kind="grappe" titre="Fenêtres et définition" champs={champsGrappe.usages} />
      <section className="formulaire">
        <div className="rangee-boutons">
          <button type="button" className="bouton" onClick={() => void ecrireAgenda(session)}>
            Mettre les échéances dans mon agenda…
          </button>
        </div>
      </section>
      <section className="formulaire">
        <h2>Cibles</h2>
        <p className="introduction">
          Celles de votre instruction sont proposées quand elles sont connues. Saisissez celles de votre convention si elles diffèrent.
        </p>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Indicateur</th>
              <th scope="col">Suivi</th>
              <th scope="col">Cible</th>
              <th scope="col">Origine</th>
            </tr>
          </thead>
          <tbody>
            {indicateurs.map((i) => {
              const r = regles[i.code]
              return (
                <tr key={i.code} data-entite={r.entite ?? undefined}>
                  <th scope="row">{typographier(i.titre)}</th>
                  <td>
                    <label className="coche">
                      <input
                        type="checkbox"
                        aria-label={`Suivre : ${i.titre}`}
                        checked={r.suivi}
                        disabled={lectureSeule}
                        onChange={(e) => session.poser('cible', { indicateur: i.code }, { suivi: e.target.checked ? 'oui' : 'non' })}
                      />
                    </label>
                  </td>
                  <td>
                    <SaisieCible code={i.code} titre={i.titre} champ="cible" valeur={r.cible === null ? '' : formatDecimal(r.cible)} />
                  </td>
                  <td className="secondaire">
                    {r.origine === 'grappe' ? (
                      <SaisieCible code={i.code} titre={i.titre} champ="source" valeur={r.source ?? ''} />
                    ) : r.cible === null ? (
                      'Cible inconnue : reprenez celle de votre convention'
                    ) : (
                      typographier(r.source ?? formatPourcent(r.cible))
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </div>
  )
}

/** The windows to measure and every other known deadline, as a file that any agenda opens. */
async function ecrireAgenda(session: Session): Promise<void> {
  const ref = await session.shell.choisirDossier()
  if (ref === null) return
  await session.file.vider()
  const fait = await session.appeler('agenda.ecrire', { ref })
  if (!fait.ok) return session.avertir({ ton: 'erreur', texte: fait.error.message })
  const { ref: ecrit, nom, echeances } = fait.value
  if (ecrit === null) return session.avertir({ ton: 'neutre', texte: 'Aucune échéance n’est encore datée : datez d’abord les fenêtres de mesure.' })
  session.avertir({
    ton: 'succes',
    texte: `${formatEntier(echeances)} échéance${echeances > 1 ? 's' : ''} dans « ${nom} ».`,
    action: { label: 'Ouvrir', faire: () => void session.shell.ouvrir(ecrit) }
  })
}

interface PropsSaisie {
  readonly code: string
  readonly titre: string
  /** The target itself, or where it was read. */
  readonly champ: 'cible' | 'source'
  /** As it is typed. */
  readonly valeur: string
}

function SaisieCible({ code, titre, champ, valeur: montre }: PropsSaisie) {
  const session = useSession()
  const lectureSeule = useLectureSeule('cible')
  const [texte, setTexte] = useState(montre)
  const [erreur, setErreur] = useState<string | null>(null)
  useEffect(() => setTexte(montre), [montre])
  const valider = () => {
    if (texte === montre) return setErreur(null)
    const lu = lireSaisie(nomCible.champs[champ], texte)
    if (!lu.ok) return setErreur(lu.message)
    setErreur(null)
    session.poser('cible', { indicateur: code }, { [champ]: lu.cellule })
  }
  return (
    <>
      <span className="champ-saisie">
        <input
          className={champ === 'cible' ? 'saisie etroit saisie-nombre' : 'saisie'}
          aria-label={`${champ === 'cible' ? 'Cible' : 'Origine de la cible'} : ${titre}`}
          placeholder={champ === 'source' ? nomCible.champs.source.aide : undefined}
          aria-invalid={erreur !== null}
          value={texte}
          readOnly={lectureSeule}
          onChange={(e) => setTexte(e.target.value)}
          onBlur={valider}
          onKeyDown={(e) => {
            if (e.key === 'Enter') valider()
          }}
        />
        {champ === 'cible' ? <span className="champ-unite">%</span> : null}
      </span>
      {erreur ? (
        <p className="message-erreur" role="alert">
          ✕ {erreur}
        </p>
      ) : null}
    </>
  )
}
