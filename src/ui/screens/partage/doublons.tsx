import { useMemo, useState } from 'react'
import { type Doublon, doublonsDe } from '#domain/partage/doublons.ts'
import { typographier } from '#domain/typographie.ts'
import { PanneauErreur } from '../../components/vide.tsx'
import { entiteDe, libelleEntite, nomLibre, texteDe } from '../../presenter.ts'
import { useDossierEntier, useLectureSeule, useSession } from '../../use-session.ts'

const questions: Readonly<Record<Doublon['kind'], string>> = { etablissement: 'Même établissement ?', organisme: 'Même organisme ?' }

/** Possible doubles, side by side: one and the same, or two different things. */
export function Doublons() {
  const session = useSession()
  const dossier = useDossierEntier()
  const doublons = useMemo(() => doublonsDe(dossier), [dossier])
  const [erreur, setErreur] = useState<string | null>(null)
  const regler = async (kind: Doublon['kind'], garder: string, retirer: string) => {
    await session.file.vider()
    const fait = await session.appeler('doublon.regler', { kind, garder, retirer })
    if (!fait.ok) return setErreur(fait.error.message)
    setErreur(null)
    session.recevoir(fait.value.lignes, fait.value.conflits)
    session.avertir({
      ton: 'succes',
      texte: 'Un seul est gardé, complété par l’autre.',
      action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
    })
  }
  const ecarter = async ({ kind, ids }: Doublon) => {
    const fait = await session.appeler('doublon.ecarter', { kind, ids: [...ids] })
    if (!fait.ok) return setErreur(fait.error.message)
    setErreur(null)
    session.recevoir([fait.value.ligne], null)
  }
  return (
    <>
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      {doublons.map((d) => (
        <Paire key={d.ids.join()} doublon={d} garder={(garder, retirer) => void regler(d.kind, garder, retirer)} ecarter={() => void ecarter(d)} />
      ))}
    </>
  )
}

interface PropsPaire {
  readonly doublon: Doublon
  readonly garder: (garder: string, retirer: string) => void
  readonly ecarter: () => void
}

function Paire({ doublon: { kind, ids, raison }, garder, ecarter }: PropsPaire) {
  const dossier = useDossierEntier()
  const lectureSeule = useLectureSeule(kind)
  const [a, b] = ids.map((id) => entiteDe(dossier, kind, id))
  if (!a || !b) return null
  const regles = nomLibre(kind).champs
  const lire = (e: typeof a, champ: string) => texteDe(regles[champ] as NonNullable<(typeof regles)[string]>, e[champ], dossier)
  const differents = Object.keys(regles).filter((champ) => lire(a, champ) !== lire(b, champ))
  const titre = questions[kind]
  return (
    <section className="carte conflit" aria-label={titre}>
      <h3>
        {typographier(titre)}{' '}
        <span className="conflit-champ">{raison === 'finess' ? 'Ils ont le même numéro FINESS.' : 'Leurs noms se ressemblent, dans la même commune.'}</span>
      </h3>
      <div className="table-defile">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Champ</th>
              <th scope="col">{libelleEntite(kind, a)} (le plus ancien)</th>
              <th scope="col">{libelleEntite(kind, b)}</th>
            </tr>
          </thead>
          <tbody>
            {differents.map((champ) => (
              <tr key={champ}>
                <th scope="row">{typographier(regles[champ]?.label ?? champ)}</th>
                <td>{lire(a, champ) || <span className="secondaire">vide</span>}</td>
                <td>{lire(b, champ) || <span className="secondaire">vide</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lectureSeule ? null : (
        <div className="rangee-boutons">
          <button type="button" className="bouton" onClick={() => garder(a.id, b.id)}>
            C’est le même : garder le premier
          </button>
          <button type="button" className="bouton" onClick={() => garder(b.id, a.id)}>
            C’est le même : garder le second
          </button>
          <button type="button" className="bouton" onClick={ecarter}>
            Ce sont deux {kind === 'organisme' ? 'organismes' : 'établissements'} différents
          </button>
        </div>
      )}
      <p className="secondaire">Celui qui est gardé est complété par ce que seul l’autre avait ; relevés, dépenses et fichiers le suivent.</p>
    </section>
  )
}
