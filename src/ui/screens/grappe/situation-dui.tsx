import { formatEntier } from '#domain/format.ts'
import { situationDuProjet } from '#domain/situation-dui.ts'
import { typographier } from '#domain/typographie.ts'
import { useDossierEntier, useSession } from '../../use-session.ts'

const projet = { acquisition: 'une acquisition', conformite: 'une mise en conformité' } as const
const situation = { acquisition: 'Acquisition', conformite: 'Mise en conformité' } as const

/** Where the type of the project says it of all, one action instead of a cell each; nothing already entered is touched. */
export function RemplirSituation() {
  const session = useSession()
  const propose = situationDuProjet(useDossierEntier())
  const sans = propose?.sans.filter((e) => session.store.isEcrivable('etablissement', e.id)) ?? []
  if (propose === null || sans.length === 0) return null
  const combien = sans.length > 1 ? `les ${formatEntier(sans.length)} établissements` : 'l’établissement'
  const remplir = () => {
    session.saisir(sans.map((e) => ({ kind: 'etablissement', id: e.id, champ: 'situationDui', valeur: propose.situation })))
    session.avertir({
      ton: 'succes',
      texte: typographier(
        `« ${situation[propose.situation]} » est inscrit pour ${sans.length > 1 ? `${formatEntier(sans.length)} établissements` : 'un établissement'}. Chaque cellule reste modifiable.`
      ),
      action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
    })
  }
  return (
    <p className="rangee-boutons">
      <span>
        {typographier(
          `Le projet est ${projet[propose.situation]} : la situation DUI ${sans.length > 1 ? `de ${formatEntier(sans.length)} établissements` : 'd’un établissement'} est vide.`
        )}
      </span>
      <button type="button" className="bouton" onClick={remplir}>
        {typographier(`Inscrire « ${situation[propose.situation]} » pour ${combien}`)}
      </button>
    </p>
  )
}
