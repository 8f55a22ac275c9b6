import type { Sortie } from '#contract/contract.ts'
import { formatPourcent } from '#domain/format.ts'
import type { Sujet } from '#domain/modeles/usage.ts'
import { typographier } from '#domain/typographie.ts'
import { useLectureSeule } from '../../use-session.ts'
import { ChoixDonnee } from './choix-donnee.tsx'

type Etat = Sortie<'modele.proposer'>
export type Proposition = Etat['cases'][number]
export type Corriger = (place: string, donnee: string | null) => void

interface Props {
  readonly titre: string
  readonly precision: string
  readonly propositions: readonly Proposition[]
  readonly donnees: Etat['donnees']
  readonly corriger: Corriger
  /** Takes away a place that a person added. */
  readonly retirer: (place: string) => void
  /** A table: what its rows stand for. */
  readonly lignes?: {
    readonly sujet: Sujet
    readonly choix: readonly { readonly sujet: Sujet; readonly nom: string }[]
    readonly changer: (sujet: Sujet) => void
  }
}

/** The places of a table, of single cells or of a form: what was recognised, how surely, what would be written. */
export function Places({ titre, precision, propositions, donnees, corriger, retirer, lignes }: Props) {
  const lectureSeule = useLectureSeule('modele')
  return (
    <section className="modele-places">
      <h4>{typographier(titre)}</h4>
      <p className="secondaire">{typographier(precision)}</p>
      {lignes ? (
        <label className="filtre">
          Ce que sont les lignes
          <select className="saisie" value={lignes.sujet} disabled={lectureSeule} onChange={(e) => lignes.changer(e.target.value as Sujet)}>
            {lignes.choix.map((c) => (
              <option key={c.sujet} value={c.sujet}>
                {c.nom}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <div className="table-defile">
        <table className="table table-modele">
          <thead>
            <tr>
              <th scope="col">Place</th>
              <th scope="col">Intitulé du modèle</th>
              <th scope="col">Ce que Grappe y met</th>
              <th scope="col">Confiance</th>
              <th scope="col">Première valeur</th>
            </tr>
          </thead>
          <tbody>
            {propositions.map((p) => (
              <LignePlace key={p.place} proposition={p} donnees={donnees} corriger={corriger} retirer={retirer} fixe={lectureSeule} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface PropsLigne {
  readonly proposition: Proposition
  readonly donnees: Etat['donnees']
  readonly corriger: Corriger
  readonly retirer: (place: string) => void
  readonly fixe: boolean
}

function LignePlace({ proposition: p, donnees, corriger, retirer, fixe }: PropsLigne) {
  const intitule = p.entetes.join(' › ').replace(/\s+/gu, ' ')
  const adresse =
    p.place
      .split('!')
      .at(-1)
      ?.replace(/^champ:/u, '') ?? p.place
  const ecrite = !p.calculee && !p.verrouillee
  return (
    <tr>
      <td className="nombre">
        {adresse}
        {p.ou === null ? null : <span className="modele-ou">{typographier(p.ou)}</span>}
      </td>
      <th scope="row">{intitule || '—'}</th>
      <td>
        {ecrite ? (
          <ChoixDonnee
            noms={[`Donnée pour ${intitule || adresse}`, `Période pour ${intitule || adresse}`]}
            donnee={p.donnee}
            libelle={p.libelle}
            autres={p.autres}
            donnees={donnees}
            vide="— laisser vide —"
            fixe={fixe}
            changer={(donnee) => corriger(p.place, donnee)}
          />
        ) : (
          <span className="secondaire">Laissé tel quel</span>
        )}
      </td>
      <td>
        <Confiance proposition={p} corriger={corriger} retirer={retirer} fixe={fixe} intitule={intitule || adresse} />
      </td>
      <td>{ecrite && p.donnee !== null ? (p.exemple ?? <span className="secondaire">aucune dans le dossier</span>) : ''}</td>
    </tr>
  )
}

/** How sure, in words and in figures; « Confirmer » when a person has to say. */
function Confiance({ proposition: p, corriger, retirer, fixe, intitule }: Omit<PropsLigne, 'donnees'> & { readonly intitule: string }) {
  if (p.calculee) return <span className="etiquette">Calculé par le modèle</span>
  if (p.verrouillee) return <span className="etiquette">Verrouillé par le modèle</span>
  if (p.ajoutee)
    return (
      <span className="modele-confirmer">
        <span className="etiquette etiquette-succes">✓ Ajoutée par vous</span>
        {fixe ? null : (
          <button type="button" className="bouton-lien" aria-label={`Retirer la place ${intitule}`} onClick={() => retirer(p.place)}>
            Retirer
          </button>
        )}
      </span>
    )
  if (p.par === 'personne') return <span className="etiquette etiquette-succes">✓ Décidé par vous</span>
  if (p.donnee === null) return <span className="etiquette">Non reconnu</span>
  const taux = formatPourcent(p.confiance * 100, 0)
  if (p.remplir) return <span className="etiquette etiquette-succes">✓ Reconnu, {taux}</span>
  return (
    <span className="modele-confirmer">
      <span className="etiquette etiquette-attention">! À confirmer, {taux}</span>
      {fixe ? null : (
        <button type="button" className="bouton-lien" aria-label={`Confirmer ${p.libelle ?? ''} pour ${intitule}`} onClick={() => corriger(p.place, p.donnee)}>
          Confirmer
        </button>
      )}
    </span>
  )
}
