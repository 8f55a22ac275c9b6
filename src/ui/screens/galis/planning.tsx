import { useState } from 'react'
import { gantts } from '#domain/planning.ts'
import { tachesProposees } from '#domain/planning-propose.ts'
import { allerA } from '../../aller.ts'
import { Apercu } from '../../apercu/apercu.tsx'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { useLectureSeule, useSession } from '../../use-session.ts'
import { colonnesTaches } from './colonnes.ts'

const filtres = Object.fromEntries(gantts.map(([code]) => [code, (e: Readonly<Record<string, unknown>>) => e['gantt'] === code]))

/** The dated table that the three Gantts are drawn from; a first draft of it is proposed. */
export function Planning() {
  const [gantt, setGantt] = useState<string>('tous')
  const filtre = filtres[gantt]
  const proposer = <Proposer />
  const choix = (
    <select className="saisie" aria-label="Planning affiché" value={gantt} onChange={(e) => setGantt(e.target.value)}>
      <option value="tous">Les trois plannings</option>
      {gantts.map(([code, label]) => (
        <option key={code} value={code}>
          {label}
        </option>
      ))}
    </select>
  )
  return (
    <GrilleDeNom
      key={gantt}
      kind="tache"
      colonnes={colonnesTaches}
      libelle="Tâches et jalons"
      libelleAjout="Ajouter une tâche"
      apercu={<Apercu numero={5} />}
      defauts={gantt === 'tous' ? {} : { gantt }}
      {...(filtre ? { filtre } : {})}
      outils={
        <>
          {choix}
          {proposer}
        </>
      }
      vide={{
        titre: 'Le planning',
        texte:
          'Trois plannings sont demandés : projet, conduite du changement, déploiement. Grappe peut en proposer une première version entre les dates du projet ; vous la corrigez ensuite. Un jalon n’a qu’une date de début.',
        // An empty planning among the three: the way back to the others stays.
        actions:
          gantt === 'tous' ? (
            proposer
          ) : (
            <>
              {proposer}
              {choix}
            </>
          )
      }}
    />
  )
}

function Proposer() {
  const session = useSession()
  const lectureSeule = useLectureSeule('tache')
  const proposer = () => {
    const { taches } = session.dossier()
    const proposees = tachesProposees(session.dossier())
    if (proposees === null) {
      allerA(session, { kind: 'grappe', id: null, champ: 'dateDebut' })
      return session.avertir({ ton: 'neutre', texte: 'Saisissez d’abord le début et la fin du projet : le planning est proposé entre ces deux dates.' })
    }
    if (proposees.length === 0) return session.avertir({ ton: 'neutre', texte: 'Le planning contient déjà tous les jalons usuels.' })
    const dernier = Math.max(0, ...taches.map((t) => t.ordre ?? 0))
    const ids = session.ajouter(
      'tache',
      proposees.map(({ fin, ...t }, i) => ({ ...t, fin, jalon: fin === null ? 'oui' : 'non', ordre: dernier + i + 1 }))
    )
    session.avertir({
      ton: 'succes',
      texte:
        proposees.length === 1
          ? `« ${proposees[0]?.libelle} » est proposé : corrigez la date dans la grille.`
          : `${proposees.length} tâches et jalons proposés, répartis entre les dates du projet : corrigez les dates dans la grille.`,
      action: { label: 'Annuler', faire: () => session.retirer('tache', ids) }
    })
  }
  return (
    <button type="button" className="bouton" disabled={lectureSeule} onClick={proposer}>
      Proposer les jalons
    </button>
  )
}
