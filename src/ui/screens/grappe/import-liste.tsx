import { useCallback, useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Dialogue } from '../../components/dialogue.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { nomLibre } from '../../presenter.ts'
import { useSession } from '../../use-session.ts'

type Apercu = Sortie<'import.apercu'>
type Choix = { readonly index: number; readonly champ: string | null }

const filtres = [{ nom: 'Liste d’établissements', extensions: ['xlsx', 'csv', 'txt', 'gz', 'json'] }]
const montrees = 60

/** Import of a list: file, matching of columns proposed and corrected, preview with errors per cell, then acceptance. */
export function ImportListe({ fermer }: { readonly fermer: () => void }) {
  const session = useSession()
  const [ref, setRef] = useState<string | null>(null)
  const [apercu, setApercu] = useState<Apercu | null>(null)
  const [erreur, setErreur] = useState<{ message: string; details: readonly string[] } | null>(null)

  const lire = useCallback(
    async (source: string, colonnes: readonly Choix[] | null) => {
      const lu = await session.appelerLong('import.apercu', { ref: source, colonnes: colonnes ? [...colonnes] : null }, 'Lecture de la liste')
      if (lu.ok) {
        setApercu(lu.value)
        setErreur(null)
      } else setErreur({ message: lu.error.message, details: lu.error.details ?? [] })
    },
    [session]
  )
  const choisir = useCallback(async () => {
    const choisi = await session.shell.choisirFichier(filtres)
    if (choisi === null) return
    setRef(choisi)
    await lire(choisi, null)
  }, [session, lire])
  useEffect(() => {
    void choisir()
  }, [choisir])

  const colonnes = apercu?.colonnes.map(({ index, champ }) => ({ index, champ })) ?? []
  const associer = (index: number, champ: string | null) => {
    if (!ref || !apercu) return
    // One field is taken by one column only.
    void lire(
      ref,
      colonnes.map((c) => (c.index === index ? { index, champ } : champ !== null && c.champ === champ ? { ...c, champ: null } : c))
    )
  }
  const accepter = async () => {
    if (!ref) return
    await session.file.vider()
    const fait = await session.appelerLong('import.accepter', { ref, colonnes }, 'Import de la liste')
    if (!fait.ok) return setErreur({ message: fait.error.message, details: fait.error.details ?? [] })
    const { ajoutes, modifies, ignores, lignes } = fait.value
    session.recevoir(lignes, null)
    session.avertir({
      ton: 'succes',
      texte: `Import terminé : ${ajoutes} ajouté${ajoutes > 1 ? 's' : ''}, ${modifies} complété${modifies > 1 ? 's' : ''}, ${ignores} ignoré${ignores > 1 ? 's' : ''}.`,
      action: { label: 'Annuler l’import', faire: () => void session.annuler() }
    })
    fermer()
  }
  const enErreur = apercu?.lignes.filter((l) => l.erreurs.length > 0).length ?? 0
  return (
    <Dialogue
      titre="Importer une liste d’établissements"
      fermer={fermer}
      large
      pied={
        <>
          <button type="button" className="bouton" onClick={() => void choisir()}>
            Choisir un autre fichier…
          </button>
          <button type="button" className="bouton bouton-principal" disabled={!apercu || apercu.total === 0} onClick={() => void accepter()}>
            Importer {apercu ? `${formatEntier(apercu.total)} ligne${apercu.total > 1 ? 's' : ''}` : ''}
          </button>
        </>
      }
    >
      {erreur ? <PanneauErreur message={typographier(erreur.message)} details={erreur.details} /> : null}
      {!apercu && !erreur ? (
        <p>Choisissez un fichier Excel ou CSV, ou un extrait FINESS que vous avez sur ce poste. Rien n’est écrit avant votre accord.</p>
      ) : null}
      {apercu ? (
        <>
          <p>
            {apercu.format} — {formatEntier(apercu.total)} ligne{apercu.total > 1 ? 's' : ''}
            {enErreur > 0 ? ` ; ${enErreur} avec une valeur à vérifier, en rouge` : ''}. Vérifiez à quoi correspond chaque colonne. Rien n’est écrit avant votre
            accord, et l’import s’annule.
          </p>
          {apercu.avertissements.map((a) => (
            <p key={a} className="message-remarque">
              ! {typographier(a)}
            </p>
          ))}
          <Correspondances apercu={apercu} associer={associer} />
        </>
      ) : null}
    </Dialogue>
  )
}

function Correspondances({ apercu, associer }: { readonly apercu: Apercu; readonly associer: (index: number, champ: string | null) => void }) {
  const options = [
    ...Object.entries(nomLibre('etablissement').champs).map(([cle, champ]) => ({ cle, label: champ.label })),
    { cle: 'organisme.finessEj', label: 'Organisme : FINESS juridique (EJ)' },
    { cle: 'organisme.raisonSociale', label: 'Organisme : raison sociale' }
  ]
  return (
    <div className="apercu">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Ligne</th>
            {apercu.colonnes.map((c) => (
              <th key={c.index} scope="col">
                <span className="apercu-entete">{c.entete || `Colonne ${c.index + 1}`}</span>
                <select
                  className="saisie"
                  aria-label={`Champ de la colonne ${c.entete}`}
                  value={c.champ ?? ''}
                  onChange={(e) => associer(c.index, e.target.value || null)}
                >
                  <option value="">Ne pas importer</option>
                  {options.map((o) => (
                    <option key={o.cle} value={o.cle}>
                      {o.label}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {apercu.lignes.slice(0, montrees).map((l) => (
            <tr key={l.numero}>
              <td className="secondaire">
                {l.numero}
                {l.existant ? ' · connu' : ''}
              </td>
              {apercu.colonnes.map((c, i) => {
                const faute = l.erreurs.find((e) => e.colonne === c.index)
                return (
                  <td key={c.index} className={faute ? 'cellule-erreur' : undefined} title={faute ? typographier(faute.message) : undefined}>
                    {l.valeurs[i] ?? ''}
                    {faute ? <span className="visuellement-cache"> ({faute.message})</span> : null}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {apercu.lignes.length > montrees ? <p className="secondaire">Les {montrees} premières lignes sont affichées.</p> : null}
    </div>
  )
}
