import { useId, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Dialogue } from '../../components/dialogue.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { useSession } from '../../use-session.ts'
import { ChoixPeriode } from './periode.tsx'

type Ecrits = Sortie<'collecte.classeurs'>

const partages = [
  { cle: 'og', titre: 'Un classeur par organisme', aide: 'L’organisme réunit les chiffres de ses établissements.' },
  { cle: 'essms', titre: 'Un classeur par établissement', aide: 'Chaque établissement remplit le sien.' }
] as const

/** « Préparer les classeurs de collecte »: period, one by OG or by ESSMS, folder, then what was written and where. */
export function PreparerClasseurs({ periode: depart, fermer }: { readonly periode: string; readonly fermer: () => void }) {
  const session = useSession()
  const groupe = useId()
  const [periode, setPeriode] = useState(depart)
  const [par, setPar] = useState<'og' | 'essms'>('og')
  const [ecrits, setEcrits] = useState<Ecrits | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  const ecrire = async () => {
    const ref = await session.shell.choisirDossier()
    if (ref === null) return
    await session.file.vider()
    const fait = await session.appelerLong('collecte.classeurs', { periode, ref, par }, 'Préparation des classeurs')
    if (fait.ok) setEcrits(fait.value)
    else setErreur(fait.error.code === 'annule' ? 'Préparation annulée : rien n’a été écrit.' : fait.error.message)
  }
  if (ecrits) return <ClasseursEcrits ecrits={ecrits} fermer={fermer} />
  return (
    <Dialogue
      titre="Préparer les classeurs de collecte"
      fermer={fermer}
      large
      pied={
        <>
          <button type="button" className="bouton" onClick={fermer}>
            Annuler
          </button>
          <button type="button" className="bouton bouton-principal" onClick={() => void ecrire()}>
            Choisir le dossier…
          </button>
        </>
      }
    >
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      <p>
        Chaque classeur Excel porte les établissements concernés, sept cases jaunes par établissement et un mode d’emploi. Tout le reste est verrouillé : au
        retour, Grappe reconnaît chaque ligne.
      </p>
      <div className="pile">
        <div className="champ">
          <span className="champ-label">Période demandée</span>
          <ChoixPeriode valeur={periode} changer={setPeriode} />
        </div>
        <fieldset className="pile choix-partage">
          <legend className="champ-label">Répartition</legend>
          {partages.map((p) => (
            <label key={p.cle} className="coche">
              <input type="radio" name={groupe} checked={par === p.cle} onChange={() => setPar(p.cle)} />
              <span>
                {p.titre} <span className="secondaire">{p.aide}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </div>
    </Dialogue>
  )
}

function ClasseursEcrits({ ecrits, fermer }: { readonly ecrits: Ecrits; readonly fermer: () => void }) {
  const session = useSession()
  const n = ecrits.fichiers.length
  return (
    <Dialogue
      titre={n > 1 ? `${formatEntier(n)} classeurs sont prêts` : 'Le classeur est prêt'}
      fermer={fermer}
      large
      pied={
        <>
          <button type="button" className="bouton" onClick={fermer}>
            Fermer
          </button>
          <button type="button" className="bouton bouton-principal" onClick={() => void session.shell.ouvrir(ecrits.ref)}>
            Ouvrir le dossier
          </button>
        </>
      }
    >
      <p>
        {typographier(
          `Ils sont dans « ${ecrits.dossier} », avec une archive ZIP du même nom. Envoyez chacun à son destinataire ; à leur retour, choisissez « Reprendre les classeurs revenus ».`
        )}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard */}
      <section className="table-defile apercu" tabIndex={0} aria-label="Classeurs écrits">
        <table className="table table-joindre">
          <thead>
            <tr>
              <th scope="col">Pour</th>
              <th scope="col">Classeur</th>
              <th scope="col" className="droite">
                Établissements
              </th>
            </tr>
          </thead>
          <tbody>
            {ecrits.fichiers.map((f) => (
              <tr key={f.nom}>
                <td>{f.pour}</td>
                <td>
                  <code>{f.nom}</code>
                </td>
                <td className="droite">{formatEntier(f.etablissements)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Dialogue>
  )
}
