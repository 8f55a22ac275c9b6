import { useState } from 'react'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { PanneauErreur } from '../../components/vide.tsx'
import { useDossier, useMagasin, useSession } from '../../use-session.ts'
import { reunionFaite } from './derniere-reunion.ts'

/** « Réunion faite » : what was taken, what remains to settle, and the click that undoes it. */
export function ReunionFaite() {
  const session = useSession()
  const faite = useMagasin(reunionFaite)
  const conflits = useDossier((d) => d.conflits.length)
  const [erreur, setErreur] = useState<string | null>(null)
  if (faite === null || faite.projet !== session.store.lire()?.projet) return null
  const somme = (cle: 'retenues' | 'laissees' | 'refusees') => faite.rapports.reduce((n, r) => n + r.saisies[cle], 0)
  const [retenues, laissees, refusees] = [somme('retenues'), somme('laissees'), somme('refusees')]
  const annuler = async () => {
    await session.file.vider()
    const fait = await session.appelerLong('partage.annuler', { version: faite.version }, 'Annulation de la réunion')
    if (!fait.ok) return setErreur(fait.error.message)
    reunionFaite.poser(null)
    session.avertir({ ton: 'succes', texte: 'La réunion est annulée : le dossier est revenu à son état d’avant.' })
  }
  const saisies = (n: number, un: string, plusieurs: string) => (n === 0 ? '' : `${formatEntier(n)} ${n > 1 ? plusieurs : un}`)
  const phrases = [
    retenues === 0 ? 'Rien de nouveau à prendre' : saisies(retenues, 'saisie réunie', 'saisies réunies'),
    saisies(laissees, 'laissée de côté', 'laissées de côté'),
    saisies(refusees, 'refusée, hors du périmètre', 'refusées, hors du périmètre')
  ].filter(Boolean)
  return (
    <section className="encadre reunion-faite" role="status">
      <p>
        <strong>
          ✓ {faite.rapports.length > 1 ? `${formatEntier(faite.rapports.length)} fichiers reçus` : `${faite.rapports[0]?.nom ?? 'Fichier'} : reçu`}.
        </strong>{' '}
        {typographier(`${phrases.join(' ; ')}.`)}
      </p>
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      <div className="rangee-boutons">
        {conflits > 0 ? (
          <button type="button" className="bouton bouton-principal" onClick={() => session.aller({ page: 'partage', onglet: 'regler' })}>
            Régler {conflits > 1 ? `les ${formatEntier(conflits)} valeurs différentes` : 'la valeur différente'}
          </button>
        ) : null}
        {faite.version !== null ? (
          <button type="button" className="bouton" onClick={() => void annuler()}>
            Annuler cette réunion
          </button>
        ) : null}
        <button type="button" className="bouton-discret" onClick={() => reunionFaite.poser(null)}>
          Fermer
        </button>
      </div>
    </section>
  )
}
