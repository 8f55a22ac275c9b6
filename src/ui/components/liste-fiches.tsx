import { type ReactNode, useEffect, useState } from 'react'
import type { Cellule } from '#domain/champs/champ.ts'
import { viserLigne } from '../aller.ts'
import { type EntiteLibre, libelleEntite, plier } from '../presenter.ts'
import { useLectureSeule, useMagasin, useSession } from '../use-session.ts'
import { Chercher } from './chercher.tsx'
import { Vide } from './vide.tsx'

interface Props {
  readonly kind: string
  readonly entites: readonly EntiteLibre[]
  readonly libelle: string
  readonly libelleAjout: string
  readonly defauts?: Readonly<Record<string, Cellule>>
  /** `parmi`: among other things on its screen, whose main button is not this one. */
  readonly vide: { readonly titre: string; readonly texte: string; readonly actions?: ReactNode; readonly parmi?: boolean }
  /** A second line under the name in the list. */
  readonly precision?: (e: EntiteLibre) => string
  readonly nomme?: (e: EntiteLibre) => string
  /** What removing it leaves behind, as the end of a sentence. */
  readonly suite?: (e: EntiteLibre) => string
  readonly fiche: (id: string) => ReactNode
  readonly outils?: ReactNode
}

/** Longer lists can be searched. */
const courte = 12

/** A list at left, the form of the chosen one at right. */
export function ListeFiches({ kind, entites, libelle, libelleAjout, defauts, vide, precision, nomme, suite, fiche, outils }: Props) {
  const session = useSession()
  const lectureSeule = useLectureSeule(kind)
  const cible = useMagasin(session.ecran).cible
  const [choisie, setChoisie] = useState<string | null>(null)
  const [recherche, setRecherche] = useState('')
  useEffect(() => {
    if (cible?.kind !== kind || !cible.id) return
    setChoisie(cible.id)
    setRecherche('')
  }, [cible, kind])
  const ajouter = () => {
    setRecherche('')
    const id = session.ajouter(kind, [defauts ?? {}])[0] ?? null
    setChoisie(id)
    // The button is gone with the empty screen: what is typed next goes to the first field of the new form.
    if (id !== null) viserLigne(kind, id)
  }
  if (entites.length === 0)
    return (
      <Vide titre={vide.titre} texte={vide.texte}>
        {lectureSeule ? null : (
          <>
            <button type="button" className={vide.parmi ? 'bouton' : 'bouton bouton-principal'} onClick={ajouter}>
              {libelleAjout}
            </button>
            {vide.actions}
          </>
        )}
      </Vide>
    )
  const courante = entites.find((e) => e.id === choisie) ?? entites[0]
  if (!courante) return null
  const nom = nomme ?? ((e: EntiteLibre) => libelleEntite(kind, e))
  const mot = plier(recherche)
  const visibles = mot === '' ? entites : entites.filter((e) => plier(`${nom(e)} ${precision?.(e) ?? ''}`).includes(mot))
  const retirer = () => {
    session.retirer(kind, [courante.id])
    setChoisie(null)
    session.avertir({
      ton: 'neutre',
      texte: `« ${nom(courante)} » est retiré${suite?.(courante) ?? ''}.`,
      action: { label: 'Annuler', faire: () => session.retablir(kind, [courante.id]) }
    })
  }
  return (
    <div className="fiches">
      <div className="fiches-liste">
        {entites.length > courte ? <Chercher libelle="Chercher dans la liste" valeur={recherche} changer={setRecherche} /> : null}
        {visibles.length === 0 ? <p className="secondaire">Rien ne correspond à « {recherche} ».</p> : null}
        <ul aria-label={libelle} hidden={visibles.length === 0}>
          {visibles.map((e) => (
            <li key={e.id}>
              <button type="button" className="fiche-lien" aria-current={e.id === courante.id} onClick={() => setChoisie(e.id)}>
                <span>{nom(e)}</span>
                {/* No line begins with the point that parts. */}
                {precision ? <span className="secondaire">{precision(e).replaceAll(' · ', '\u00a0· ')}</span> : null}
              </button>
            </li>
          ))}
        </ul>
        {lectureSeule ? null : (
          <button type="button" className="bouton" onClick={ajouter}>
            {libelleAjout}
          </button>
        )}
        {outils}
      </div>
      <div className="fiche" key={courante.id} data-entite={courante.id}>
        <header className="fiche-tete">
          <h2>{nom(courante)}</h2>
          {lectureSeule ? null : (
            <button type="button" className="bouton-discret" onClick={retirer}>
              Retirer
            </button>
          )}
        </header>
        {fiche(courante.id)}
      </div>
    </div>
  )
}
