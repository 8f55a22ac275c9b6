import { useState } from 'react'
import { fermerDossier } from '../ouvrir.ts'
import { useDossier, useLectureSeule, useMagasin, useSession } from '../use-session.ts'
import { DialogueAuteur } from './auteur.tsx'
import { EtatEnregistrement } from './etat-enregistrement.tsx'

/** Grappe, save state, undo and redo, author. */
export function Barre() {
  const session = useSession()
  const nom = useDossier((d) => d.grappe.nom)
  const auteur = useMagasin(session.auteur)
  const lectureSeule = useLectureSeule()
  const [profil, setProfil] = useState(false)
  return (
    <header className="barre-haut" data-region>
      <h1 className="barre-nom" title={nom ?? undefined}>
        {nom ?? 'Grappe sans nom'}
      </h1>
      {lectureSeule ? <span className="etiquette etiquette-attention">Lecture seule</span> : null}
      <div className="barre-groupe">
        <button
          type="button"
          className="bouton-icone"
          disabled={lectureSeule}
          title="Annuler (Ctrl+Z)"
          aria-label="Annuler la dernière modification"
          onClick={() => void session.annuler()}
        >
          <Fleche sens="gauche" />
        </button>
        <button
          type="button"
          className="bouton-icone"
          disabled={lectureSeule}
          title="Rétablir (Ctrl+Y)"
          aria-label="Rétablir la modification annulée"
          onClick={() => void session.refaire()}
        >
          <Fleche sens="droite" />
        </button>
      </div>
      <button type="button" className="bouton bouton-recherche" title="Rechercher partout (Ctrl+K)" onClick={() => session.recherche.poser(true)}>
        Rechercher <kbd>Ctrl K</kbd>
      </button>
      <EtatEnregistrement />
      <button type="button" className="bouton-discret barre-auteur" title="Vous" onClick={() => setProfil(true)}>
        {auteur?.nom ?? 'Auteur'}
      </button>
      <button type="button" className="bouton-discret" onClick={() => void fermerDossier(session)}>
        Fermer le dossier
      </button>
      {profil ? (
        <DialogueAuteur
          auteur={auteur}
          fermer={() => setProfil(false)}
          enregistre={(a) => {
            session.auteur.poser(a)
            setProfil(false)
          }}
        />
      ) : null}
    </header>
  )
}

function Fleche({ sens }: { readonly sens: 'gauche' | 'droite' }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className={sens === 'droite' ? 'miroir' : undefined}>
      <path
        d="M5.5 3 2.5 6l3 3M2.5 6h6.8a3.7 3.7 0 0 1 0 7.4H6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
