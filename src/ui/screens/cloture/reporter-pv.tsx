import type { Cellule } from '#domain/champs/champ.ts'
import { pointsVerifies } from '#domain/pv.ts'
import { type TypePv, typePvLabel } from '#domain/regles-pv.ts'
import { type EntiteLibre, nomLibre } from '../../presenter.ts'
import { useLectureSeule, useSession } from '../../use-session.ts'

/** What procès-verbaux of one campaign often share; place and signatory of the OG stay their own. */
const communs = ['dateDebut', 'dateFin', ...pointsVerifies, 'decision', 'dateDecision', 'reserves', 'delaiReserves', 'signataireEditeur', 'qualiteEditeur']

const isVide = (valeur: unknown) => valeur === null || valeur === undefined || valeur === ''

/** Carries dates, checked points and decision of this procès-verbal to the others of its type, where they are still empty. */
export function ReporterPv({ type, pvs, id }: { readonly type: TypePv; readonly pvs: readonly EntiteLibre[]; readonly id: string }) {
  const session = useSession()
  const lectureSeule = useLectureSeule('pv')
  const source = pvs.find((p) => p.id === id)
  const champs = nomLibre('pv').champs
  const editions = pvs.flatMap((p) =>
    p.id === id || !source
      ? []
      : communs.flatMap((champ) => {
          const valeur = source[champ]
          if (isVide(valeur) || !isVide(p[champ])) return []
          return [{ kind: 'pv', id: p.id, champ, valeur: champs[champ]?.encode(valeur) as Cellule }]
        })
  )
  const nombre = new Set(editions.map((e) => e.id)).size
  if (lectureSeule || nombre === 0) return null
  const reporter = () => {
    session.saisir(editions)
    session.avertir({
      ton: 'succes',
      texte: nombre > 1 ? `${nombre} PV complétés. Ce qui y était saisi n’a pas changé.` : 'Un PV complété. Ce qui y était saisi n’a pas changé.',
      action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
    })
  }
  return (
    <p className="rangee-boutons">
      <button type="button" className="bouton" onClick={reporter}>
        Reporter sur {nombre > 1 ? `les ${nombre} autres PV` : 'l’autre PV'} de {typePvLabel[type]}
      </button>
      <span className="secondaire">Dates, points vérifiés, décision et signataire de l’éditeur, là où ils sont encore vides.</span>
    </p>
  )
}
