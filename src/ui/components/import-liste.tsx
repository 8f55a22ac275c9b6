import { useCallback, useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { nomLibre } from '../presenter.ts'
import { useSession } from '../use-session.ts'
import { Dialogue } from './dialogue.tsx'
import { PanneauErreur } from './vide.tsx'

type Apercu = Sortie<'import.apercu'>
type Choix = { readonly index: number; readonly champ: string | null }
type Correction = { readonly numero: number; readonly colonne: number; readonly valeur: string }

interface Liste {
  readonly titre: string
  readonly aide: string
  readonly filtres: readonly { readonly nom: string; readonly extensions: readonly string[] }[]
  /** What a column may be. */
  readonly champs: readonly (readonly [champ: string, label: string])[]
  /** Feminine: « 3 ajoutées ». */
  readonly feminin: boolean
}

const champsDe = (kind: string) => Object.entries(nomLibre(kind).champs).map(([cle, champ]) => [cle, typographier(champ.label)] as const)

/** The lists that can be imported; the mechanism is the same for all. */
export type ListeImportable = 'etablissement' | 'organisme' | 'depense'

const listes: Readonly<Record<ListeImportable, Liste>> = {
  etablissement: {
    titre: 'Importer une liste d’établissements',
    aide: 'Choisissez un fichier Excel ou CSV, ou un extrait FINESS que vous avez sur ce poste. Rien n’est écrit avant votre accord.',
    filtres: [{ nom: 'Liste d’établissements', extensions: ['xlsx', 'csv', 'txt', 'gz', 'json'] }],
    // An establishment is tied to its organisme by the number or the name of the latter.
    champs: [
      ...champsDe('etablissement').filter(([cle]) => cle !== 'organisme' && cle !== 'vague'),
      ...champsDe('organisme').map(([cle, label]) => [`organisme.${cle}`, `Organisme : ${label}`] as const)
    ],
    feminin: false
  },
  organisme: {
    titre: 'Importer une liste d’organismes',
    aide: 'Choisissez un fichier Excel ou CSV : une ligne par organisme gestionnaire. Rien n’est écrit avant votre accord.',
    filtres: [{ nom: 'Liste d’organismes', extensions: ['xlsx', 'csv', 'txt'] }],
    champs: champsDe('organisme'),
    feminin: false
  },
  depense: {
    titre: 'Importer une liste de dépenses',
    aide: 'Choisissez le tableau Excel ou CSV de votre comptabilité. Rien n’est écrit avant votre accord.',
    filtres: [{ nom: 'Liste de dépenses', extensions: ['xlsx', 'csv', 'txt'] }],
    champs: [
      ...champsDe('depense'),
      ['organisme.finessEj', 'Organisme, par son FINESS juridique (EJ)'],
      ['etablissement.finess', 'Établissement, par son FINESS (ET)']
    ],
    feminin: true
  }
}
const montrees = 60

/** Import of a list: file, columns proposed and corrected, cells corrected in the preview, then acceptance in one step. */
export function ImportListe({ nom, fermer }: { readonly nom: ListeImportable; readonly fermer: () => void }) {
  const session = useSession()
  const liste = listes[nom]
  const [ref, setRef] = useState<string | null>(null)
  const [apercu, setApercu] = useState<Apercu | null>(null)
  const [corrections, setCorrections] = useState<readonly Correction[]>([])
  const [erreur, setErreur] = useState<{ message: string; details: readonly string[] } | null>(null)
  const [seulement, setSeulement] = useState(true)
  /** True from the opening to the answer of the first choice: nothing to do here before, the focus waits on the title. */
  const [attend, setAttend] = useState(true)

  const lire = useCallback(
    async (source: string, colonnes: readonly Choix[] | null, corrigees: readonly Correction[]) => {
      const demande = { ref: source, nom, colonnes: colonnes ? [...colonnes] : null, corrections: [...corrigees] }
      const lu = await session.appelerLong('import.apercu', demande, 'Lecture de la liste')
      if (lu.ok) {
        setApercu(lu.value)
        setErreur(null)
      } else setErreur({ message: lu.error.message, details: lu.error.details ?? [] })
    },
    [session, nom]
  )
  const choisir = useCallback(async () => {
    const choisi = await session.shell.choisirFichier(liste.filtres)
    if (choisi === null) return
    setRef(choisi)
    setCorrections([])
    await lire(choisi, null, [])
  }, [session, lire, liste])
  useEffect(() => {
    void choisir().finally(() => setAttend(false))
  }, [choisir])

  const colonnes = apercu?.colonnes.map(({ index, champ }) => ({ index, champ })) ?? []
  const associer = (index: number, champ: string | null) => {
    if (!ref || !apercu) return
    // One field is taken by one column only.
    void lire(
      ref,
      colonnes.map((c) => (c.index === index ? { index, champ } : champ !== null && c.champ === champ ? { ...c, champ: null } : c)),
      corrections
    )
  }
  const corriger = (numero: number, colonne: number, valeur: string) => {
    if (!ref) return
    const suivantes = [...corrections.filter((c) => c.numero !== numero || c.colonne !== colonne), { numero, colonne, valeur }]
    setCorrections(suivantes)
    void lire(ref, colonnes, suivantes)
  }
  const accepter = async () => {
    if (!ref) return
    await session.file.vider()
    const fait = await session.appelerLong('import.accepter', { ref, nom, colonnes, corrections: [...corrections] }, 'Import de la liste')
    if (!fait.ok) return setErreur({ message: fait.error.message, details: fait.error.details ?? [] })
    const { ajoutes, modifies, ignores, lignes } = fait.value
    const accord = (n: number, mot: string) => `${formatEntier(n)} ${mot}${liste.feminin ? 'e' : ''}${n > 1 ? 's' : ''}`
    session.recevoir(lignes, null)
    session.avertir({
      ton: 'succes',
      texte: `Import terminé : ${accord(ajoutes, 'ajouté')}, ${accord(modifies, 'complété')}, ${accord(ignores, 'ignoré')}.`,
      action: { label: 'Annuler l’import', faire: () => void session.annuler(), derniere: true }
    })
    fermer()
  }
  // Until its columns are chosen, nothing is known of what the list would write.
  const nombre = apercu ? (apercu.manquantes.length > 0 ? apercu.total : apercu.importables) : 0
  const enErreur = apercu?.lignes.filter((l) => l.erreurs.length > 0).length ?? 0
  return (
    <Dialogue
      titre={liste.titre}
      fermer={fermer}
      large
      saisi={corrections.length > 0}
      pied={
        <>
          <button type="button" className="bouton" disabled={attend} onClick={() => void choisir()}>
            {ref === null ? 'Choisir un fichier…' : 'Choisir un autre fichier…'}
          </button>
          <button
            type="button"
            className="bouton bouton-principal"
            disabled={!apercu || nombre === 0 || apercu.manquantes.length > 0}
            onClick={() => void accepter()}
          >
            Importer {apercu ? `${formatEntier(nombre)} ligne${nombre > 1 ? 's' : ''}` : ''}
          </button>
        </>
      }
    >
      {erreur ? <PanneauErreur message={typographier(erreur.message)} details={erreur.details} /> : null}
      {!apercu && !erreur ? <p>{liste.aide}</p> : null}
      {apercu ? (
        <>
          <p>
            {apercu.format} — {formatEntier(apercu.total)} ligne{apercu.total > 1 ? 's' : ''}. Vérifiez à quoi correspond chaque colonne. Rien n’est écrit avant
            votre accord, et l’import s’annule.
          </p>
          {apercu.manquantes.length > 0 ? (
            <p className="message-erreur" role="status">
              ✕ Aucune colonne n’est reconnue pour : {apercu.manquantes.join(', ')}. Choisissez « {apercu.manquantes[0]} » au-dessus de la colonne qui le
              contient.
            </p>
          ) : null}
          {apercu.avertissements.map((a) => (
            <p key={a} className="message-remarque">
              ! {typographier(a)}
            </p>
          ))}
          <p role="status" hidden={apercu.manquantes.length > 0 || apercu.total === 0} className={enErreur > 0 ? 'message-remarque' : 'panneau-complet'}>
            {enErreur > 0
              ? `! ${formatEntier(enErreur)} ligne${enErreur > 1 ? 's' : ''} à vérifier. Corrigez la valeur dans la case : le fichier, lui, n’est pas modifié. Une valeur refusée n’est pas importée.`
              : '✓ Toutes les valeurs ont été comprises.'}
            {enErreur > 0 && enErreur < apercu.lignes.length ? (
              <label className="coche coche-ligne">
                <input type="checkbox" checked={seulement} onChange={(e) => setSeulement(e.target.checked)} /> Ne montrer que{' '}
                {enErreur > 1 ? 'ces lignes' : 'cette ligne'}
              </label>
            ) : null}
          </p>
          <Correspondances
            apercu={apercu}
            lignes={
              enErreur > 0 && seulement ? apercu.lignes.filter((l) => l.erreurs.length > 0 || corrections.some((c) => c.numero === l.numero)) : apercu.lignes
            }
            options={liste.champs}
            corrections={corrections}
            associer={associer}
            corriger={corriger}
          />
        </>
      ) : null}
    </Dialogue>
  )
}

interface PropsCorrespondances {
  readonly apercu: Apercu
  readonly lignes: Apercu['lignes']
  readonly options: readonly (readonly [champ: string, label: string])[]
  readonly corrections: readonly Correction[]
  readonly associer: (index: number, champ: string | null) => void
  readonly corriger: (numero: number, colonne: number, valeur: string) => void
}

function Correspondances({ apercu, lignes, options, corrections, associer, corriger }: PropsCorrespondances) {
  const entete = (c: Apercu['colonnes'][number]) => c.entete || `Colonne ${c.index + 1}`
  const visibles = lignes.slice(0, montrees)
  const aVerifier = visibles.some((l) => l.erreurs.length > 0 || corrections.some((c) => c.numero === l.numero))
  return (
    <div className="apercu">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Ligne</th>
            {aVerifier ? <th scope="col">À vérifier</th> : null}
            {apercu.colonnes.map((c) => (
              <th key={c.index} scope="col">
                <span className="apercu-entete">{entete(c)}</span>
                <select
                  className="saisie"
                  aria-label={`Champ de la colonne ${c.entete}`}
                  value={c.champ ?? ''}
                  onChange={(e) => associer(c.index, e.target.value || null)}
                >
                  <option value="">Ne pas importer</option>
                  {options.map(([cle, label]) => (
                    <option key={cle} value={cle}>
                      {label}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {visibles.map((l) => (
            <tr key={l.numero}>
              <td className="secondaire">
                {l.numero}
                {l.existant ? ' · connu' : ''}
              </td>
              {aVerifier ? (
                <td className="apercu-corrections">
                  {apercu.colonnes.map((c, i) => {
                    const faute = l.erreurs.find((e) => e.colonne === c.index)
                    if (!faute && !corrections.some((x) => x.numero === l.numero && x.colonne === c.index)) return null
                    return (
                      <CelluleACorriger
                        key={c.index}
                        titre={entete(c)}
                        libelle={`${entete(c)}, ligne ${l.numero}`}
                        valeur={l.valeurs[i] ?? ''}
                        faute={faute ? typographier(faute.message) : null}
                        corriger={(texte) => corriger(l.numero, c.index, texte)}
                      />
                    )
                  })}
                </td>
              ) : null}
              {apercu.colonnes.map((c, i) => (
                <td key={c.index} className={l.erreurs.some((e) => e.colonne === c.index) ? 'cellule-erreur' : undefined}>
                  {l.valeurs[i] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {lignes.length > montrees ? (
        <p className="secondaire">
          Les {montrees} premières lignes sur {formatEntier(lignes.length)} sont affichées.
        </p>
      ) : null}
    </div>
  )
}

/** A refused cell, to type over; read again when it is left. */
function CelluleACorriger({
  titre,
  libelle,
  valeur,
  faute,
  corriger
}: {
  readonly titre: string
  readonly libelle: string
  readonly valeur: string
  readonly faute: string | null
  readonly corriger: (texte: string) => void
}) {
  const [texte, setTexte] = useState(valeur)
  const relire = () => {
    if (texte !== valeur) corriger(texte)
  }
  return (
    <label className="apercu-correction">
      <span>{titre}</span>
      <input
        className="saisie"
        aria-label={libelle}
        aria-invalid={faute !== null}
        data-premier={faute === null ? undefined : ''}
        value={texte}
        onChange={(e) => setTexte(e.target.value)}
        onBlur={relire}
        onKeyDown={(e) => {
          if (e.key === 'Enter') relire()
        }}
      />
      {faute === null ? <span className="secondaire">✓ corrigée</span> : <span className="message-erreur">✕ {faute}</span>}
    </label>
  )
}
