import { useEffect, useMemo, useState } from 'react'
import { formatEntier, formatTaille } from '#domain/format.ts'
import { fenetreLabel } from '#domain/indicateurs/fenetre.ts'
import { typographier } from '#domain/typographie.ts'
import { Dialogue } from '../../components/dialogue.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { useDossierEntier, useSession } from '../../use-session.ts'
import { CiblesPreuve, type FichierPropose, placesPossibles } from './cibles-preuve.tsx'

interface Props {
  readonly refs: readonly string[]
  readonly fenetre: 'va' | 'cloture'
  readonly fermer: () => void
}

/** Several proofs at once: what each seems to be about, corrected when needed, then all of them attached. */
export function JoindrePreuves({ refs, fenetre, fermer }: Props) {
  const session = useSession()
  const dossier = useDossierEntier()
  const [fichiers, setFichiers] = useState<readonly FichierPropose[] | null>(null)
  const [cibles, setCibles] = useState<ReadonlyMap<string, readonly string[]>>(new Map())
  /** Files whose establishments are ticked one by one. */
  const [listes, setListes] = useState<ReadonlySet<string>>(new Set())
  const [remplacer, setRemplacer] = useState(true)
  const [erreur, setErreur] = useState<{ readonly message: string; readonly details: readonly string[] } | null>(null)

  useEffect(() => {
    let quitte = false
    void session.file
      .vider()
      .then(() => session.appelerLong('preuve.apercu', { refs: [...refs] }, 'Lecture des preuves'))
      .then((lu) => {
        if (quitte) return
        if (!lu.ok) return setErreur({ message: lu.error.message, details: [] })
        setFichiers(lu.value.fichiers)
        setCibles(new Map(lu.value.fichiers.flatMap((f) => (f.refus === null ? [[f.ref, f.cibles]] : []))))
        setListes(new Set(lu.value.fichiers.flatMap((f) => (f.cibles.length > 1 ? [f.ref] : []))))
      })
    return () => {
      quitte = true
    }
  }, [session, refs])

  const places = useMemo(() => placesPossibles(dossier), [dossier])
  /** The proof that each place already has, when it has one only. */
  const deja = useMemo(() => {
    const parCible = new Map<string, string | null>()
    for (const p of dossier.piecesJointes)
      if (p.role === 'preuve' && p.releve === fenetre && p.cible !== null) parCible.set(p.cible, parCible.has(p.cible) ? null : p.id)
    return new Map([...parCible].flatMap(([cible, preuve]) => (preuve === null ? [] : [[cible, preuve]])))
  }, [dossier, fenetre])

  const joignables = fichiers?.filter((f) => f.refus === null) ?? []
  const ciblesDe = (f: FichierPropose) => cibles.get(f.ref) ?? []
  const poser = (ref: string, suivantes: readonly string[], isListe: boolean) => {
    setCibles(new Map(cibles).set(ref, suivantes))
    const autres = new Set(listes)
    if (isListe) autres.add(ref)
    else autres.delete(ref)
    setListes(autres)
  }
  const prets = joignables.filter((f) => ciblesDe(f).length > 0)
  const [premier] = prets
  /** Establishments of the one file that is attached; 1 when there are several files. */
  const nPlaces = premier && prets.length === 1 ? ciblesDe(premier).length : 1
  const remplacees = new Set(prets.flatMap((f) => ciblesDe(f).flatMap((cible) => deja.get(cible) ?? [])))
  const joindre = async () => {
    await session.file.vider()
    const libres = new Set(remplacer ? remplacees : [])
    const demandes = prets.flatMap((f) =>
      ciblesDe(f).map((cible) => {
        const ancienne = deja.get(cible)
        // Two files for one place: the first takes the old one's.
        const remplace = ancienne !== undefined && libres.delete(ancienne) ? ancienne : null
        return { ref: f.ref, cible, remplace }
      })
    )
    const fait = await session.appelerLong('preuve.joindre', { releve: fenetre, fichiers: demandes }, 'Ajout des preuves')
    if (!fait.ok) return setErreur({ message: fait.error.message, details: fait.error.details ?? [] })
    const { lignes, refus } = fait.value
    session.recevoir(lignes, null)
    const n = prets.length - refus.length
    if (n > 0)
      session.avertir({
        ton: 'succes',
        texte: n > 1 ? `${formatEntier(n)} preuves jointes.` : nPlaces > 1 ? `Preuve jointe à ${formatEntier(nPlaces)} établissements.` : 'Preuve jointe.',
        action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
      })
    if (refus.length === 0) return fermer()
    setErreur({ message: 'Certains fichiers n’ont pas pu être joints. Les autres le sont.', details: refus.map((r) => `${r.nom} : ${r.message}`) })
    setFichiers([])
  }
  return (
    <Dialogue
      titre={`Joindre des preuves : ${fenetreLabel[fenetre]}`}
      fermer={fermer}
      large
      saisi={joignables.some((f) => [...ciblesDe(f)].sort().join() !== [...f.cibles].sort().join())}
      pied={
        <>
          <button type="button" className="bouton" onClick={fermer}>
            Annuler
          </button>
          <button type="button" className="bouton bouton-principal" disabled={prets.length === 0} onClick={() => void joindre()}>
            {prets.length > 1
              ? `Joindre ${formatEntier(prets.length)} preuves`
              : nPlaces > 1
                ? `Joindre la preuve à ${formatEntier(nPlaces)} établissements`
                : 'Joindre la preuve'}
          </button>
        </>
      }
    >
      {erreur ? <PanneauErreur message={typographier(erreur.message)} details={erreur.details.map(typographier)} /> : null}
      {fichiers === null && !erreur ? <p className="secondaire">Lecture des preuves…</p> : null}
      {fichiers && fichiers.length > 0 ? (
        <>
          <p aria-live="polite">
            Vérifiez ce qui est proposé pour chaque fichier : un même PDF peut servir à plusieurs établissements.{' '}
            {prets.length < joignables.length ? 'Un fichier sans établissement n’est pas joint.' : ''}
          </p>
          <div className="apercu">
            <table className="table table-joindre">
              <thead>
                <tr>
                  <th scope="col">Fichier</th>
                  <th scope="col">Établissement ou organisme</th>
                </tr>
              </thead>
              <tbody>
                {fichiers.map((f) => (
                  <tr key={f.ref}>
                    <td>
                      {f.nom}
                      <span className="secondaire difference-lieu">
                        {[
                          formatTaille(f.taille),
                          f.pages > 0 ? `${formatEntier(f.pages)} page${f.pages > 1 ? 's' : ''}` : '',
                          f.scan ? '! numérisation, sans texte' : ''
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </td>
                    <td>
                      {f.refus === null ? (
                        <CiblesPreuve
                          fichier={f}
                          places={places}
                          cibles={ciblesDe(f)}
                          isListe={listes.has(f.ref)}
                          ouverte={fichiers.length === 1}
                          poser={(suivantes, isListe) => poser(f.ref, suivantes, isListe)}
                        />
                      ) : (
                        <span className="message-erreur">✕ {typographier(f.refus)}</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {remplacees.size > 0 ? (
            <label className="coche">
              <input type="checkbox" checked={remplacer} onChange={(e) => setRemplacer(e.target.checked)} />
              {remplacees.size > 1 ? `Remplacer les ${formatEntier(remplacees.size)} preuves déjà jointes` : 'Remplacer la preuve déjà jointe'}
            </label>
          ) : null}
        </>
      ) : null}
    </Dialogue>
  )
}
