import { type FormEvent, type RefObject, useId, useRef, useState } from 'react'
import type { Demande, Sortie } from '#contract/contract.ts'
import type { Sujet } from '#domain/modeles/usage.ts'
import { typographier } from '#domain/typographie.ts'
import { ChoixDonnee } from './choix-donnee.tsx'
import { nomSujet } from './sujets.ts'

type Etat = Sortie<'modele.proposer'>

interface Props {
  readonly etat: Etat
  /** Adds the place: where it is, or the sentence that refuses it. */
  readonly ajouter: (ajout: Omit<Demande<'modele.ajouterPlace'>, 'id'>) => Promise<{ readonly refus: string } | { readonly place: string }>
  /** What takes the focus when a place is taken away. */
  readonly poignee: RefObject<HTMLElement | null>
}

/** A place that was not recognised: its cell, and what goes there. */
export function AjouterPlace({ etat, ajouter, poignee }: Props) {
  const id = useId()
  const cellule = useRef<HTMLInputElement>(null)
  const [feuille, setFeuille] = useState(etat.feuilles[0] ?? '')
  const [adresse, setAdresse] = useState('')
  const [sujet, setSujet] = useState<Sujet>('grappe')
  const [donnee, setDonnee] = useState<string | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  const [fait, setFait] = useState('')
  const liste = sujet !== 'grappe'

  const envoyer = async (e: FormEvent) => {
    e.preventDefault()
    setFait('')
    const reponse = await ajouter({ feuille, cellule: adresse, sujet, donnee: donnee ?? '' })
    const refus = 'refus' in reponse ? reponse.refus : null
    setErreur(refus)
    cellule.current?.focus()
    if ('refus' in reponse) return cellule.current?.select()
    setFait(`Ajoutée à la liste : ${reponse.place.split('!').at(-1)}.`)
    setAdresse('')
    setDonnee(null)
  }
  return (
    <details className="modele-ajout">
      <summary ref={poignee}>Ajouter une place que Grappe n’a pas vue</summary>
      <form onSubmit={(e) => void envoyer(e)}>
        <p className="secondaire">
          {typographier(
            'Une case ou une colonne du modèle manque ci-dessous ? Indiquez son adresse : dans Excel, elle se lit à gauche de la barre de formule quand la cellule est choisie (C7 : colonne C, ligne 7).'
          )}
        </p>
        <div className="modele-ajout-champs">
          {etat.feuilles.length > 1 ? (
            <label>
              Feuille
              <select className="saisie" value={feuille} onChange={(e) => setFeuille(e.target.value)}>
                {etat.feuilles.map((f) => (
                  <option key={f} value={f}>
                    {f}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          <label>
            À remplir avec
            <select
              className="saisie"
              value={sujet}
              onChange={(e) => {
                setSujet(e.target.value as Sujet)
                setDonnee(null)
              }}
            >
              <option value="grappe">Une seule valeur</option>
              <optgroup label="Une liste, en descendant">
                {etat.donnees.flatMap((d) =>
                  d.sujet === 'grappe'
                    ? []
                    : [
                        <option key={d.sujet} value={d.sujet}>
                          {nomSujet[d.sujet]}
                        </option>
                      ]
                )}
              </optgroup>
            </select>
          </label>
          <label>
            {liste ? 'Première cellule à remplir' : 'Cellule'}
            <input
              ref={cellule}
              className="saisie"
              value={adresse}
              placeholder="C7"
              maxLength={20}
              required
              autoComplete="off"
              spellCheck={false}
              aria-invalid={erreur !== null}
              aria-describedby={erreur === null ? undefined : `${id}-erreur`}
              onChange={(e) => {
                setAdresse(e.target.value)
                setErreur(null)
              }}
            />
          </label>
          <div className="modele-ajout-quoi">
            <span aria-hidden="true">Ce que Grappe y met</span>
            <ChoixDonnee
              noms={['Ce que Grappe y met', 'Période']}
              donnee={donnee}
              libelle={null}
              autres={[]}
              donnees={etat.donnees.filter((d) => d.sujet === sujet)}
              vide="— choisir —"
              fixe={false}
              changer={setDonnee}
            />
          </div>
        </div>
        {erreur === null ? null : (
          <p className="message-erreur" id={`${id}-erreur`} role="alert">
            <span aria-hidden="true">✕</span> {erreur}
          </p>
        )}
        <div className="rangee-boutons">
          <button type="submit" className="bouton" disabled={adresse.trim() === '' || donnee === null}>
            Ajouter
          </button>
          <span aria-live="polite">{fait}</span>
        </div>
      </form>
    </details>
  )
}
