import { useCallback, useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatDecimal, formatEntier, formatTaille } from '#domain/format.ts'
import { type Lot, lotLabel, type Manque } from '#domain/lot.ts'
import { typographier } from '#domain/typographie.ts'
import { useSession } from '../use-session.ts'
import { Dialogue } from './dialogue.tsx'
import { motFichiers } from './lots.tsx'
import { LigneManque } from './panneau-manques.tsx'
import { PanneauErreur } from './vide.tsx'

type Etat = Sortie<'lot.etat'>
type Resultat = Sortie<'lot.generer'>

/** « Générer »: what will be written, what holds it back, the folder, the progress, then the result. */
export function Generer({ lot, fermer }: { readonly lot: Lot; readonly fermer: () => void }) {
  const session = useSession()
  const [etat, setEtat] = useState<Etat | null>(null)
  const [resultat, setResultat] = useState<Resultat | null>(null)
  const [erreur, setErreur] = useState<{ readonly message: string; readonly details: readonly string[] } | null>(null)
  const echouer = useCallback(
    (e: { readonly message: string; readonly details?: readonly string[] }) => setErreur({ message: e.message, details: e.details ?? [] }),
    []
  )

  useEffect(() => {
    let quitte = false
    void session.file
      .vider()
      .then(() => session.appeler('lot.etat', { lot }))
      .then((lu) => {
        if (quitte) return
        if (lu.ok) setEtat(lu.value)
        else echouer(lu.error)
      })
    return () => {
      quitte = true
    }
  }, [session, lot, echouer])

  const generer = async (brouillon: boolean) => {
    const ref = await session.shell.choisirDossier()
    if (ref === null) return
    setErreur(null)
    const fait = await session.appelerLong('lot.generer', { lot, ref, brouillon }, `Génération : ${lotLabel[lot]}`)
    if (fait.ok) setResultat(fait.value)
    else if (fait.error.code === 'annule') echouer({ message: 'Génération annulée : rien n’a été écrit.' })
    else echouer(fait.error)
  }
  if (resultat) return <ResultatLot resultat={resultat} fermer={fermer} />
  const bloquants = etat?.manques.filter((m) => m.gravite === 'bloquant') ?? []
  const aJustifier = etat?.manques.filter((m) => m.gravite === 'a-justifier' && m.motif === undefined) ?? []
  return (
    <Dialogue
      titre={`Générer : ${lotLabel[lot]}`}
      fermer={fermer}
      large
      pied={
        <>
          <button type="button" className={`bouton${etat?.pret === false ? ' bouton-principal' : ''}`} disabled={!etat} onClick={() => void generer(true)}>
            Produire un brouillon…
          </button>
          {etat?.pret ? (
            <button type="button" className="bouton bouton-principal" onClick={() => void generer(false)}>
              Choisir où l’écrire…
            </button>
          ) : null}
        </>
      }
    >
      {erreur ? <PanneauErreur message={typographier(erreur.message)} details={erreur.details.map(typographier)} /> : null}
      {!etat && !erreur ? <p className="secondaire">Vérification du dossier…</p> : null}
      {etat && !erreur ? (
        <p>
          {etat.pret
            ? 'Tout est là. Les fichiers sont écrits dans un nouveau dossier et dans une archive ZIP, puis relus un à un.'
            : 'Le dossier n’est pas prêt. Vous pouvez compléter ce qui suit, ou produire un brouillon : chaque page porte la mention « Brouillon ».'}
        </p>
      ) : null}
      <Retenues titre="À compléter" manques={bloquants as readonly Manque[]} partir={fermer} />
      <Retenues titre="À justifier" manques={aJustifier as readonly Manque[]} partir={fermer} />
      {etat && etat.fichiers.length > 0 ? (
        <details open={etat.pret}>
          <summary>À écrire : {motFichiers(etat.fichiers)}</summary>
          <ul className="fichiers">
            {etat.fichiers.map((f) => (
              <li key={f.nom}>
                <span>{typographier(f.titre)}</span>
                <code>{f.nom}</code>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Dialogue>
  )
}

function Retenues({ titre, manques, partir }: { readonly titre: string; readonly manques: readonly Manque[]; readonly partir: () => void }) {
  const [tout, setTout] = useState(false)
  if (manques.length === 0) return null
  return (
    <section className="manques manques-bloquant">
      <h3>
        {titre} ({formatEntier(manques.length)})
      </h3>
      <ul>
        {(tout ? manques.slice(0, 300) : manques.slice(0, 8)).map((m) => (
          <LigneManque key={m.cle} manque={m} partir={partir} />
        ))}
      </ul>
      {manques.length > 8 && !tout ? (
        <button type="button" className="bouton-lien" onClick={() => setTout(true)}>
          Afficher la suite ({formatEntier(manques.length - 8)})
        </button>
      ) : null}
    </section>
  )
}

function ResultatLot({ resultat, fermer }: { readonly resultat: Resultat; readonly fermer: () => void }) {
  const session = useSession()
  return (
    <Dialogue
      titre={resultat.etat === 'pret' ? 'Le dossier est prêt' : 'Le brouillon est écrit'}
      fermer={fermer}
      large
      pied={
        <>
          <button type="button" className="bouton" onClick={fermer}>
            Fermer
          </button>
          <button type="button" className="bouton bouton-principal" onClick={() => void session.shell.ouvrir(resultat.ref)}>
            Ouvrir le dossier
          </button>
        </>
      }
    >
      <p>
        <strong>{resultat.dossier}</strong> et son archive {resultat.zip} : {motFichiers(resultat.fichiers)}, {formatEntier(resultat.pages)} pages PDF
        {resultat.cellules > 0 ? ` et ${formatEntier(resultat.cellules)} cellules de classeur` : ''} relues sans écart, en{' '}
        {`${formatDecimal(resultat.dureeMs / 1000, 1)}\u202fs`}.
      </p>
      <div className="table-defile">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Document</th>
              <th scope="col" className="droite">
                Pages
              </th>
              <th scope="col" className="droite">
                Taille
              </th>
            </tr>
          </thead>
          <tbody>
            {resultat.fichiers.map((f) => (
              <tr key={f.nom}>
                <td>
                  {typographier(f.titre)} {f.origine === 'joint' ? <span className="etiquette etiquette-suite">joint</span> : null}
                  <br />
                  <code>{f.nom}</code>
                </td>
                <td className="droite">{f.pages ?? '—'}</td>
                <td className="droite">{formatTaille(f.taille)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialogue>
  )
}
