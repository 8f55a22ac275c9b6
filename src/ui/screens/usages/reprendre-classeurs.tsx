import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react'
import type { Demande, Sortie } from '#contract/contract.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Dialogue } from '../../components/dialogue.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { useSession } from '../../use-session.ts'
import { Differences } from './differences.tsx'
import { FichiersRevenus } from './fichiers-revenus.tsx'

type Source = Required<Pick<Demande<'collecte.apercu'>, 'refs' | 'texte' | 'periode' | 'colonnes'>>
type Apercu = Sortie<'collecte.apercu'>

const filtres = [{ nom: 'Classeurs et listes de relevés', extensions: ['xlsx', 'csv', 'txt'] }]
const pluriel = (n: number, un: string, plusieurs: string) => `${formatEntier(n)} ${n > 1 ? plusieurs : un}`

/** « Reprendre les classeurs revenus »: files, a folder or pasted cells, differences value by value, acceptance, and its undoing. */
export function ReprendreClasseurs({ periode, fermer }: { readonly periode: string; readonly fermer: () => void }) {
  const session = useSession()
  const [source, setSource] = useState<Source | null>(null)
  const [apercu, setApercu] = useState<Apercu | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  const [survol, setSurvol] = useState(false)
  const zone = useRef<HTMLTextAreaElement>(null)

  const lire = async (demande: Source) => {
    await session.file.vider()
    const lu = await session.appelerLong('collecte.apercu', demande, 'Lecture des classeurs')
    if (!lu.ok) return setErreur(lu.error.message)
    setErreur(null)
    setSource(demande)
    setApercu(lu.value)
  }
  const lireFichiers = (refs: readonly string[]) => (refs.length === 0 ? undefined : lire({ refs: [...refs], texte: null, periode, colonnes: null }))
  const choisirDossier = async () => {
    const ref = await session.shell.choisirDossier()
    await lireFichiers(ref === null ? [] : [ref])
  }
  const deposer = async (e: DragEvent) => {
    e.preventDefault()
    setSurvol(false)
    const refs = await Promise.all([...e.dataTransfer.files].map((f) => session.shell.deposer(f)))
    await lireFichiers(refs.filter((ref) => ref !== null))
  }
  const coller = (e: ClipboardEvent) => {
    const texte = e.clipboardData.getData('text/plain')
    if (!texte.includes('\t') && !texte.includes('\n')) return
    e.preventDefault()
    void lire({ refs: [], texte, periode, colonnes: null })
  }
  const accepter = async () => {
    if (!source) return
    await session.file.vider()
    const fait = await session.appelerLong('collecte.accepter', source, 'Écriture des relevés')
    if (!fait.ok) return setErreur(fait.error.message)
    const { lignes } = fait.value
    session.recevoir(lignes, null)
    session.avertir({
      ton: 'succes',
      texte: `${pluriel(lignes.length, 'relevé repris', 'relevés repris')} dans le dossier.`,
      action: { label: 'Annuler la reprise', faire: () => void session.annuler(), derniere: true }
    })
    fermer()
  }
  const aEcrire = apercu ? apercu.totaux.ajoute + apercu.totaux.modifie : 0
  return (
    <Dialogue
      titre="Reprendre les classeurs revenus"
      fermer={fermer}
      large
      pied={
        <>
          {apercu ? (
            <button
              type="button"
              className="bouton"
              onClick={() => {
                setApercu(null)
                setSource(null)
              }}
            >
              Choisir autre chose
            </button>
          ) : null}
          <button type="button" className="bouton bouton-principal" disabled={aEcrire === 0} onClick={() => void accepter()}>
            {aEcrire > 0 ? `Accepter ${pluriel(aEcrire, 'relevé', 'relevés')}` : 'Accepter'}
          </button>
        </>
      }
    >
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      {apercu && source ? (
        <>
          <p aria-live="polite">{typographier(bilan(apercu))}</p>
          <FichiersRevenus apercu={apercu} periode={source.periode ?? periode} corriger={(choix) => void lire({ ...source, ...choix })} />
          <Differences apercu={apercu} />
        </>
      ) : (
        <>
          <p>Rien n’est écrit avant votre accord : les différences s’affichent d’abord, valeur par valeur.</p>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons inside do the same */}
          <div
            className={`depot-zone${survol ? ' joindre-survol' : ''}`}
            onDragOver={(e) => {
              e.preventDefault()
              setSurvol(true)
            }}
            onDragLeave={() => setSurvol(false)}
            onDrop={(e) => void deposer(e)}
          >
            <p>Déposez ici les classeurs revenus, ou :</p>
            <div className="rangee-boutons">
              <button
                type="button"
                className="bouton bouton-principal"
                data-premier
                onClick={() => void session.shell.choisirFichiers(filtres).then(lireFichiers)}
              >
                Choisir des fichiers…
              </button>
              <button type="button" className="bouton" onClick={() => void choisirDossier()}>
                Choisir un dossier entier…
              </button>
            </div>
          </div>
          <label className="champ">
            <span className="champ-label">
              Ou collez des cellules copiées d’un tableur <span className="champ-facultatif">avec la ligne d’en-têtes</span>
            </span>
            <textarea ref={zone} className="saisie collage-releves" rows={3} defaultValue="" onPaste={coller} aria-label="Cellules copiées d’un tableur" />
          </label>
        </>
      )}
    </Dialogue>
  )
}

/** « 4 relevés à reprendre : 1 nouveau, 3 modifiés. 2 lignes refusées. » */
function bilan({ totaux: { ajoute, modifie, inchange, refuse }, fichiers }: Apercu): string {
  const phrases = [
    ajoute + modifie === 0
      ? 'Rien de nouveau à reprendre.'
      : `${pluriel(ajoute + modifie, 'relevé', 'relevés')} à reprendre : ${[ajoute ? pluriel(ajoute, 'nouveau', 'nouveaux') : '', modifie ? pluriel(modifie, 'modifié', 'modifiés') : ''].filter(Boolean).join(', ')}.`
  ]
  if (inchange) phrases.push(`${pluriel(inchange, 'ligne sans changement', 'lignes sans changement')}.`)
  if (refuse) phrases.push(`${pluriel(refuse, 'ligne refusée', 'lignes refusées')} ; les autres peuvent être acceptées.`)
  const refuses = fichiers.filter((f) => f.refus !== null).length
  if (refuses) phrases.push(`${pluriel(refuses, 'fichier refusé', 'fichiers refusés')}.`)
  return phrases.join(' ')
}
