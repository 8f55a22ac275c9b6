import { pv as nomPv } from '#domain/pv.ts'
import { type NiveauPv, nonCouverts, proposerPvs } from '#domain/pv-proposes.ts'
import { type TypePv, typePvLabel } from '#domain/regles-pv.ts'
import { Champ } from '../../controls/champ.tsx'
import { useDossierEntier, useLectureSeule, useSession } from '../../use-session.ts'

const pourChacun: Readonly<Record<NiveauPv, string>> = { grappe: 'pour la grappe', og: 'par organisme', essms: 'par établissement' }

/** The level of signature, and one action that makes the missing procès-verbaux of that level. */
export function CreerPvs({ type }: { readonly type: TypePv }) {
  const session = useSession()
  const dossier = useDossierEntier()
  const lectureSeule = useLectureSeule('pv')
  const reste = nonCouverts(dossier, type).length
  const champ = type === 'va' ? 'niveauVa' : 'niveauVsr'
  const niveau = dossier.grappe[champ]
  const proposes = niveau === null ? [] : proposerPvs(dossier, type, niveau)
  const creer = () => {
    session.ajouter(
      'pv',
      proposes.map(({ etablissements, ...p }) => ({ ...p, etablissements: nomPv.champs.etablissements.encode(etablissements ?? []) }))
    )
    const n = proposes.length
    session.avertir({
      ton: 'succes',
      texte: `${n} PV de ${typePvLabel[type]} créé${n > 1 ? 's' : ''}. Il reste à saisir les dates, les points vérifiés et la décision.`,
      action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
    })
  }
  return (
    <div className="niveau-pv">
      <Champ kind="grappe" name={champ} />
      {niveau !== null && proposes.length > 0 && !lectureSeule ? (
        <button type="button" className="bouton bouton-principal" onClick={creer}>
          {proposes.length === 1
            ? `Créer le PV de ${typePvLabel[type]} ${pourChacun[niveau]}`
            : `Créer les ${proposes.length} PV de ${typePvLabel[type]} ${pourChacun[niveau]}`}
        </button>
      ) : null}
      <p className="secondaire">
        {dossier.etablissements.length === 0
          ? ''
          : reste === 0
            ? `✓ Chaque établissement conservé est dans un PV de ${typePvLabel[type]}.`
            : `${reste} établissement${reste > 1 ? 's ne sont' : ' n’est'} dans aucun PV de ${typePvLabel[type]}.`}
      </p>
    </div>
  )
}
