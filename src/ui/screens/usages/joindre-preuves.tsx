import { useEffect, useMemo, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { etablissementsConserves } from '#domain/dossier.ts'
import { formatEntier, formatTaille } from '#domain/format.ts'
import { fenetreLabel } from '#domain/indicateurs/fenetre.ts'
import { typographier } from '#domain/typographie.ts'
import { Dialogue } from '../../components/dialogue.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { useDossierEntier, useSession } from '../../use-session.ts'

type Fichier = Sortie<'preuve.apercu'>['fichiers'][number]
const pourquoi = { finess: 'son FINESS est dans le texte', nom: 'son nom est dans le texte', fichier: 'd’après le nom du fichier' } as const

interface Props {
  readonly refs: readonly string[]
  readonly fenetre: 'va' | 'cloture'
  readonly fermer: () => void
}

/** Several proofs at once: what each seems to be about, corrected when needed, then all of them attached. */
export function JoindrePreuves({ refs, fenetre, fermer }: Props) {
  const session = useSession()
  const dossier = useDossierEntier()
  const [fichiers, setFichiers] = useState<readonly Fichier[] | null>(null)
  const [cibles, setCibles] = useState<ReadonlyMap<string, string>>(new Map())
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
        setCibles(new Map(lu.value.fichiers.flatMap((f) => (f.cible === null || f.refus !== null ? [] : [[f.ref, f.cible]]))))
      })
    return () => {
      quitte = true
    }
  }, [session, refs])

  const options = useMemo(() => {
    const essms = etablissementsConserves(dossier).map((e) => ({ id: e.id, nom: `${e.nom ?? 'Sans nom'}${e.finess ? ` (${e.finess})` : ''}` }))
    const ogs = dossier.organismes.map((o) => ({ id: o.id, nom: o.raisonSociale ?? o.finessEj ?? 'Sans nom' }))
    return { essms, ogs }
  }, [dossier])
  /** The proof that each place already has, when it has one only. */
  const deja = useMemo(() => {
    const parCible = new Map<string, string | null>()
    for (const p of dossier.piecesJointes)
      if (p.role === 'preuve' && p.releve === fenetre && p.cible !== null) parCible.set(p.cible, parCible.has(p.cible) ? null : p.id)
    return new Map([...parCible].flatMap(([cible, preuve]) => (preuve === null ? [] : [[cible, preuve]])))
  }, [dossier, fenetre])

  const joignables = fichiers?.filter((f) => f.refus === null) ?? []
  const prets = joignables.filter((f) => cibles.has(f.ref))
  const remplacees = new Set(prets.flatMap((f) => deja.get(cibles.get(f.ref) ?? '') ?? []))
  const joindre = async () => {
    await session.file.vider()
    const libres = new Set(remplacer ? remplacees : [])
    const demandes = prets.map((f) => {
      const cible = cibles.get(f.ref) ?? ''
      const ancienne = deja.get(cible)
      // Two files for one place: the first takes the old one's.
      const remplace = ancienne !== undefined && libres.delete(ancienne) ? ancienne : null
      return { ref: f.ref, cible, remplace }
    })
    const fait = await session.appelerLong('preuve.joindre', { releve: fenetre, fichiers: demandes }, 'Ajout des preuves')
    if (!fait.ok) return setErreur({ message: fait.error.message, details: fait.error.details ?? [] })
    const { lignes, refus } = fait.value
    session.recevoir(lignes, null)
    const n = lignes.filter((l) => l.vivant).length
    if (n > 0)
      session.avertir({
        ton: 'succes',
        texte: n > 1 ? `${formatEntier(n)} preuves jointes.` : 'Preuve jointe.',
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
      saisi={fichiers?.some((f) => f.refus === null && (cibles.get(f.ref) ?? null) !== f.cible) ?? false}
      pied={
        <>
          <button type="button" className="bouton" onClick={fermer}>
            Annuler
          </button>
          <button type="button" className="bouton bouton-principal" disabled={prets.length === 0} onClick={() => void joindre()}>
            {prets.length > 1 ? `Joindre ${formatEntier(prets.length)} preuves` : 'Joindre la preuve'}
          </button>
        </>
      }
    >
      {erreur ? <PanneauErreur message={typographier(erreur.message)} details={erreur.details.map(typographier)} /> : null}
      {fichiers === null && !erreur ? <p className="secondaire">Lecture des preuves…</p> : null}
      {fichiers && fichiers.length > 0 ? (
        <>
          <p aria-live="polite">
            Vérifiez l’établissement proposé pour chaque fichier. {prets.length < joignables.length ? 'Un fichier sans établissement n’est pas joint.' : ''}
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
                        <>
                          <select
                            className="saisie"
                            aria-label={`Établissement de ${f.nom}`}
                            value={cibles.get(f.ref) ?? ''}
                            onChange={(e) => {
                              const suivantes = new Map(cibles)
                              if (e.target.value) suivantes.set(f.ref, e.target.value)
                              else suivantes.delete(f.ref)
                              setCibles(suivantes)
                            }}
                          >
                            <option value="">À choisir : ce fichier ne sera pas joint</option>
                            <option value={dossier.projet}>Toute la grappe</option>
                            <optgroup label="Organismes">
                              {options.ogs.map((o) => (
                                <option key={o.id} value={o.id}>
                                  {o.nom}
                                </option>
                              ))}
                            </optgroup>
                            <optgroup label="Établissements">
                              {options.essms.map((o) => (
                                <option key={o.id} value={o.id}>
                                  {o.nom}
                                </option>
                              ))}
                            </optgroup>
                          </select>
                          <span className="secondaire">
                            {f.par !== null && cibles.get(f.ref) === f.cible
                              ? `Proposé : ${pourquoi[f.par]}.`
                              : f.par === null
                                ? 'Rien dans ce fichier ne dit lequel.'
                                : ''}
                          </span>
                        </>
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
