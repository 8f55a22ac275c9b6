import { type FormEvent, useState } from 'react'
import { messages } from '#contract/errors.ts'
import type { Auteur } from '../session.ts'
import { useSession } from '../use-session.ts'
import { Couleurs } from './couleurs.tsx'
import { Dialogue } from './dialogue.tsx'
import { PanneauErreur } from './vide.tsx'

const champs = ['nom', 'fonction', 'organisation'] as const

/** Who is working: asked at the first launch, signs each change. */
export function DialogueAuteur({
  auteur,
  fermer,
  enregistre
}: {
  readonly auteur: Auteur | null
  readonly fermer: () => void
  readonly enregistre: (a: Auteur) => void
}) {
  const session = useSession()
  const [saisie, setSaisie] = useState<Auteur>(auteur ?? { nom: '', fonction: '', organisation: '' })
  const [erreur, setErreur] = useState<string | null>(null)
  const envoyer = async (e: FormEvent) => {
    e.preventDefault()
    if (saisie.nom.trim() === '') return setErreur('Indiquez votre nom : il accompagne vos modifications.')
    const reponse = await session.appeler('app.auteur', saisie)
    if (!reponse.ok) return setErreur(reponse.error.code === 'appel-refuse' ? messages['saisie-invalide'] : reponse.error.message)
    enregistre({ nom: saisie.nom.trim(), fonction: saisie.fonction.trim(), organisation: saisie.organisation.trim() })
  }
  const ligne = (cle: keyof Auteur, label: string, exemple: string) => (
    <div className="champ">
      <label className="champ-label" htmlFor={`auteur-${cle}`}>
        {label}
        {cle === 'nom' ? null : <span className="champ-facultatif"> facultatif</span>}
      </label>
      <input
        id={`auteur-${cle}`}
        className="saisie"
        value={saisie[cle]}
        placeholder={exemple}
        maxLength={200}
        autoComplete="off"
        onChange={(e) => setSaisie({ ...saisie, [cle]: e.target.value })}
      />
    </div>
  )
  return (
    <Dialogue titre={auteur ? 'Vous' : 'Qui êtes-vous ?'} fermer={fermer} refermable={auteur !== null} saisi={champs.some((c) => saisie[c] !== auteur?.[c])}>
      <form onSubmit={envoyer}>
        <p className="introduction">Chaque modification garde le nom de la personne qui l’a faite. Ces informations restent dans le dossier et sur ce poste.</p>
        {ligne('nom', 'Nom et prénom', 'Claire Martin')}
        {ligne('fonction', 'Fonction', 'Cheffe de projet DUI')}
        {ligne('organisation', 'Organisme', 'Association gestionnaire')}
        {auteur ? <Couleurs /> : null}
        {erreur ? <PanneauErreur message={erreur} /> : null}
        <div className="dialogue-pied">
          <button type="submit" className="bouton bouton-principal">
            {auteur ? 'Enregistrer' : 'Commencer'}
          </button>
        </div>
      </form>
    </Dialogue>
  )
}
