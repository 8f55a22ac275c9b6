import { useEffect, useState, useSyncExternalStore } from 'react'
import { APropos } from './components/a-propos.tsx'
import { DialogueAuteur } from './components/auteur.tsx'
import { ListeAvis } from './components/avis.tsx'
import { Cadre } from './components/cadre.tsx'
import { DialogueProgression } from './components/progression.tsx'
import { DialogueReparer } from './components/reparer.tsx'
import { Accueil } from './screens/accueil/accueil.tsx'
import { QuestionsOuverture } from './screens/accueil/questions-ouverture.tsx'
import { useMagasin, useSession } from './use-session.ts'

/** The window: home while no dossier is open, the frame otherwise. */
export function App() {
  const session = useSession()
  const connecte = useMagasin(session.connecte)
  const auteur = useMagasin(session.auteur)
  const projet = useSyncExternalStore(session.store.abonner, () => session.store.lire()?.projet ?? null)
  const [connu, setConnu] = useState(false)

  useEffect(() => {
    if (!connecte || connu) return
    void session.appeler('app.etat', {}).then((etat) => {
      if (!etat.ok) return
      session.auteur.poser(etat.value.auteur)
      setConnu(true)
    })
  }, [connecte, connu, session])
  useEffect(() => {
    const nom = projet ? session.dossier().grappe.nom : null
    document.title = nom ? `${nom} — Grappe` : 'Grappe'
  }, [projet, session])

  return (
    <>
      {projet !== null ? <Cadre key={projet} /> : <Accueil pret={connu} />}
      {connu && auteur === null ? <DialogueAuteur auteur={null} fermer={() => {}} enregistre={(a) => session.auteur.poser(a)} /> : null}
      <QuestionsOuverture />
      <DialogueReparer />
      <APropos />
      <DialogueProgression />
      <ListeAvis />
    </>
  )
}
