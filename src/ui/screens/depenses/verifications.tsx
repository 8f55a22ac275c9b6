import { useMemo } from 'react'
import { formatEntier } from '#domain/format.ts'
import { constatsDepenses, libelleDepense } from '#domain/regles-depense.ts'
import { typographier } from '#domain/typographie.ts'
import { allerA } from '../../aller.ts'
import { VideVers } from '../../components/vide-vers.tsx'
import { aujourdhui } from '../../manques.ts'
import { useDossierEntier, useMagasin, useSession } from '../../use-session.ts'

const tons = { erreur: 'erreur', 'a-justifier': 'attention', information: '' } as const
const mots = { erreur: '✕ À corriger', 'a-justifier': '! À justifier', information: 'i Bon à savoir' } as const
const montres = 300

/** Every doubtful point of the lines; each goes to its cell. */
export function Verifications() {
  const session = useSession()
  const dossier = useDossierEntier()
  // The number that the navigation gives.
  const bloquants = useMagasin(session.manques).avancements.get('depenses')?.bloquants ?? 0
  const constats = useMemo(() => constatsDepenses(dossier, { date: aujourdhui() }), [dossier])
  const lignes = new Map(dossier.depenses.map((d) => [d.id, d]))
  const nommer = (id: string) => {
    const ligne = lignes.get(id)
    const nom = ligne ? libelleDepense(ligne) : 'dépense'
    return nom.charAt(0).toUpperCase() + nom.slice(1)
  }
  if (constats.length === 0 && dossier.depenses.length === 0)
    return (
      <VideVers
        vers="depenses"
        titre="Les vérifications"
        texte="Sommes, doublons, dates, plafonds, répartitions : ce qui semble faux ou douteux dans vos dépenses s’affichera ici. Ajoutez-en d’abord une."
      />
    )
  if (constats.length === 0)
    return (
      <>
        <p className="panneau-complet">
          ✓ Aucune anomalie{bloquants > 0 ? ' dans ce qui est saisi' : ''} : sommes, doublons, dates, plafonds et répartitions sont cohérents.
        </p>
        {bloquants > 0 ? (
          <p className="secondaire">{bloquants === 1 ? '1 point reste' : `${formatEntier(bloquants)} points restent`} à compléter dans les dépenses.</p>
        ) : null}
      </>
    )
  return (
    <>
      <ul className="constats">
        {constats.slice(0, montres).map((c) => (
          <li key={`${c.code}-${c.depense}-${c.champ}`}>
            <span className={`etiquette ${tons[c.gravite] ? `etiquette-${tons[c.gravite]}` : ''}`}>{mots[c.gravite]}</span>
            <button type="button" className="manque-lien" onClick={() => allerA(session, { kind: 'depense', id: c.depense, champ: c.champ })}>
              {typographier(`${nommer(c.depense)} : ${c.texte}`)}
            </button>
          </li>
        ))}
      </ul>
      {constats.length > montres ? (
        <p className="secondaire">
          Les {montres} premiers points sur {constats.length} sont affichés.
        </p>
      ) : null}
    </>
  )
}
