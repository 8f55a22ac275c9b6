import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import type { Doc } from '#documents/doc.ts'
import { piecesGenerees } from '#documents/pieces/registre.ts'
import type { Dossier } from '#domain/dossier.ts'
import { typographier } from '#domain/typographie.ts'
import { aujourdhui } from '../manques.ts'
import { useDossierEntier } from '../use-session.ts'
import { Blocs } from './blocs.tsx'

/** The PDF documents of a pièce, from the dossier as it is on screen: the same trees as those of the bundle. */
const documentsDe = (dossier: Dossier, numero: number): readonly Doc[] =>
  (piecesGenerees.find((p) => p.numero === numero)?.produire(dossier, { date: aujourdhui(), version: '' }) ?? []).flatMap((p) =>
    p.sorte === 'pdf' ? [p.doc] : []
  )

/**
 * What the document will say, redrawn a moment after each change; one after the other when a pièce is several (one per OG).
 * Pages are not cut here: the PDF decides them.
 */
export function Apercu({ numero }: { readonly numero: number }) {
  const dossier = useDeferredValue(useDossierEntier())
  const documents = useMemo(() => documentsDe(dossier, numero), [dossier, numero])
  const [demande, setDemande] = useState(0)
  const rang = Math.min(demande, documents.length - 1)
  const doc = documents[rang]
  if (!doc) return <p className="secondaire">Rien à montrer : cette pièce est un classeur, ou elle n’est pas demandée pour votre grappe.</p>
  return (
    <>
      {documents.length > 1 ? (
        <p className="rangee-boutons">
          <button type="button" className="bouton" disabled={rang === 0} onClick={() => setDemande(rang - 1)}>
            Précédent
          </button>
          <span aria-live="polite">
            {rang + 1} sur {documents.length} : {typographier(doc.sousTitre ?? doc.titre)}
          </span>
          <button type="button" className="bouton" disabled={rang === documents.length - 1} onClick={() => setDemande(rang + 1)}>
            Suivant
          </button>
        </p>
      ) : null}
      <DocumentVu doc={doc} />
    </>
  )
}

/** Below this width the sheet would stand under the form: it waits to be asked for. */
const largeurCote = 1500

/** A form with what it writes beside it; null: nothing for now, and the form stays where it is when that changes. */
export function AvecApercu({ numero, children }: { readonly numero: number | null; readonly children: ReactNode }) {
  const [voulu, setVoulu] = useState(() => window.innerWidth >= largeurCote)
  const ouvert = voulu && numero !== null
  return (
    <div className={ouvert ? 'avec-apercu' : undefined}>
      <div className="pile">
        {numero === null ? null : (
          <p className="rangee-boutons">
            <button type="button" className="bouton" aria-expanded={ouvert} onClick={() => setVoulu(!voulu)}>
              {ouvert ? 'Masquer l’aperçu' : 'Afficher l’aperçu'}
            </button>
          </p>
        )}
        {children}
      </div>
      {ouvert ? (
        <aside className="apercu-colonne" aria-label={`Aperçu de la pièce ${numero}`}>
          <Apercu numero={numero} />
        </aside>
      ) : null}
    </div>
  )
}

/** A neutral document drawn in the window, on a sheet that scrolls. */
function DocumentVu({ doc }: { readonly doc: Doc }) {
  return (
    <article className="feuille" aria-label={`Aperçu : ${doc.titre}`} tabIndex={-1}>
      {doc.mention ? <p className="feuille-mention">{typographier(doc.mention)}</p> : null}
      <header className="feuille-tete">
        <h1>{typographier(doc.titre)}</h1>
        {doc.sousTitre ? <p>{typographier(doc.sousTitre)}</p> : null}
        <p className="feuille-petit">{[doc.grappe, doc.porteur, doc.instruction].filter(Boolean).join(' · ')}</p>
      </header>
      <Blocs blocs={doc.blocs} />
    </article>
  )
}
