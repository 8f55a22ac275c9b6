import type { NomAppel, Sortie } from '#contract/contract.ts'
import type { Erreur } from '#contract/errors.ts'
import { useSession } from '../../use-session.ts'

/** What leaves the screen: the list on paper, the deadlines in an agenda. `echouer`: why nothing was written; null when another attempt begins. */
export function Sorties({ echouer }: { readonly echouer: (erreur: Erreur | null) => void }) {
  const session = useSession()

  /** Asks where, writes, then opens the document. */
  async function ecrire<N extends NomAppel>(nom: string, appeler: (ref: string) => Promise<{ ok: true; value: Sortie<N> } | { ok: false; error: Erreur }>) {
    echouer(null)
    const ref = await session.shell.choisirEnregistrement(nom)
    if (ref === null) return null
    const reponse = await appeler(ref)
    if (!reponse.ok) echouer(reponse.error)
    return reponse.ok ? reponse.value : null
  }
  const imprimer = async () => {
    const ecrit = await ecrire<'document.ecrire'>('Checklist_de_deploiement.pdf', (ref) =>
      session.appelerLong('document.ecrire', { document: 'checklist-deploiement', ref }, 'Checklist de déploiement')
    )
    if (ecrit === null) return
    session.avertir({
      ton: 'succes',
      texte: `Checklist écrite : ${ecrit.nom}, ${ecrit.pages ?? 0} page${(ecrit.pages ?? 0) > 1 ? 's' : ''}.`,
      action: { label: 'Ouvrir', faire: () => void session.shell.ouvrir(ecrit.ref) }
    })
  }
  const agenda = async () => {
    const ecrit = await ecrire<'agenda.ecrire'>('Echeances.ics', (ref) => session.appeler('agenda.ecrire', { ref }))
    if (ecrit === null) return
    const { ref, echeances } = ecrit
    if (ref === null)
      session.avertir({ ton: 'neutre', texte: 'Aucune échéance n’est connue : rien n’a été écrit. Saisissez des dates de dépôt, de fin ou d’action.' })
    else
      session.avertir({
        ton: 'succes',
        texte: `${echeances} échéance${echeances > 1 ? 's' : ''} dans ${ecrit.nom}. Ouvrez le fichier pour les ajouter à votre agenda.`,
        action: { label: 'Ouvrir', faire: () => void session.shell.ouvrir(ref) }
      })
  }
  return (
    <>
      <button type="button" className="bouton" onClick={() => void agenda()}>
        Agenda (.ics)…
      </button>
      <button type="button" className="bouton" onClick={() => void imprimer()}>
        Imprimer / PDF…
      </button>
    </>
  )
}
