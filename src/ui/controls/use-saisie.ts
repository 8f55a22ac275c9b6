import { useEffect, useRef, useState } from 'react'
import type { Cellule } from '#domain/champs/champ.ts'
import { cleChamp } from '../ecran.ts'
import { type ChampQuelconque, lireSaisie, remarqueDe, texteEdition } from '../presenter.ts'
import { useSession } from '../use-session.ts'
import { useBrouillon } from './use-brouillon.ts'

const immediats = new Set(['texte', 'texte-long'])

/**
 * The life of one typed field: what is shown, when it is read, when it leaves. Free text leaves as it is typed;
 * a number or a date is read when the person leaves the field, the screen or the window. A text that cannot be
 * read stays shown with its reason, even after a change of screen.
 */
export function useSaisie(kind: string, id: string, name: string, champ: ChampQuelconque, valeur: unknown) {
  const session = useSession()
  const cle = cleChamp(kind, id, name)
  const enregistre = texteEdition(champ, valeur)
  const garde = session.illisibles.get(cle)
  const [texte, setTexte] = useState(garde ?? enregistre)
  const [erreur, setErreur] = useState<string | null>(() => {
    if (garde === undefined) return null
    const lu = lireSaisie(champ, garde, session.dossier())
    return lu.ok ? null : lu.message
  })
  const [actif, setActif] = useState(false)
  const courant = useRef({ texte, enregistre, actif: false, sale: false, envoye: enregistre })
  courant.current.enregistre = enregistre

  // A value that changed elsewhere (undo, grid, engine) is shown, unless the person is typing here.
  useEffect(() => {
    const c = courant.current
    if ((c.actif && (c.sale || c.envoye === enregistre)) || session.illisibles.has(cle)) return
    c.texte = enregistre
    c.envoye = enregistre
    setTexte(enregistre)
    setErreur(null)
  }, [enregistre, cle, session])

  const envoyer = (cellule: Cellule, attendre: boolean) => {
    courant.current.sale = false
    courant.current.envoye = cellule === null ? '' : texteEdition(champ, champ.decode(cellule))
    session.illisibles.delete(cle)
    session.saisir([{ kind, id, champ: name, valeur: cellule }], attendre)
  }
  const valider = () => {
    if (!courant.current.sale) return
    const lu = lireSaisie(champ, courant.current.texte, session.dossier())
    if (!lu.ok) {
      session.illisibles.set(cle, courant.current.texte)
      return setErreur(lu.message)
    }
    setErreur(null)
    envoyer(lu.cellule, false)
  }
  useBrouillon(cle, valider)

  return {
    cle,
    texte,
    erreur,
    remarque: actif || erreur ? null : remarqueDe(champ, valeur),
    taper(suivant: string) {
      courant.current.texte = suivant
      courant.current.sale = true
      setTexte(suivant)
      if (!immediats.has(champ.genre)) return
      const lu = lireSaisie(champ, suivant)
      if (lu.ok) envoyer(lu.cellule, true)
    },
    entrer() {
      courant.current.actif = true
      setActif(true)
    },
    sortir() {
      courant.current.actif = false
      setActif(false)
      valider()
      if (!session.illisibles.has(cle)) {
        const lu = lireSaisie(champ, courant.current.texte, session.dossier())
        if (lu.ok) {
          const propre = lu.cellule === null ? '' : texteEdition(champ, champ.decode(lu.cellule))
          courant.current.texte = propre
          setTexte(propre)
        }
      }
      void session.file.vider()
    },
    valider
  }
}
