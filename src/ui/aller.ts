import type { Adresse, Manque } from '#domain/lot.ts'
import { cleChamp, ecranDe } from './ecran.ts'
import { focaliserCellule } from './grille/cibles.ts'
import { entiteDe } from './presenter.ts'
import type { Session } from './session.ts'

/** Goes to the field of a missing thing: first its screen, then the field or the cell. */
export function allerAuManque(session: Session, manque: Manque): void {
  if (manque.ou) allerA(session, manque.ou, manque)
}

export function allerA(session: Session, adresse: Adresse, manque?: Pick<Manque, 'cle' | 'phase' | 'piece'>): void {
  const entite = adresse.id ? entiteDe(session.dossier(), adresse.kind, adresse.id) : undefined
  const texte = (champ: string) => (typeof entite?.[champ] === 'string' ? (entite[champ] as string) : null)
  const ecran = ecranDe(adresse, {
    type: texte('type') ?? (manque?.cle.includes('vsr') ? 'vsr' : null),
    catalogue: texte('catalogue'),
    role: texte('role'),
    phase: manque?.phase
  })
  session.aller(ecran)
  // A row of the grid of relevés is an establishment.
  viser(
    adresse.releve ? { kind: adresse.kind, id: adresse.releve.etablissement, champ: adresse.releve.chiffre } : adresse,
    manque ? secours(manque, adresse) : []
  )
}

/** Goes to a text that could not be read; its key says where it was typed: `kind|id|champ`, `releve|établissement|période|chiffre`. */
export function allerALIllisible(session: Session, cle: string): void {
  const [kind = '', id = '', champ = '', chiffre] = cle.split('|')
  const releve = kind === 'releve' && chiffre !== undefined ? { releve: { etablissement: id, periode: champ, chiffre } } : null
  allerA(session, releve ? { kind, id: null, champ: null, ...releve } : { kind, id: id === '' ? null : id, champ })
}

/** Where to go for what has no field yet: the answer to a check, the file of a pièce, the button that adds the first of its kind. */
const secours = ({ cle, piece }: Pick<Manque, 'cle' | 'piece'>, { id, releve }: Adresse): readonly string[] => [
  `[data-manque="${CSS.escape(cle)}"] :is(input, textarea)`,
  `[data-manque="${CSS.escape(cle)}"] button`,
  // A thing that is there is waited for: its grid may still load.
  ...(id !== null || releve
    ? []
    : [
        ...(piece === undefined ? [] : [`[data-piece="${piece}"] .joindre button`, `[data-piece="${piece}"]`]),
        '.onglet-corps .vide-actions button',
        '.onglet-corps .grille-outils .fin button:last-of-type',
        '.fiches-liste > button'
      ])
]

/** The row just added to a grid, ready to be typed in; not when the person went elsewhere meanwhile. */
export function viserLigne(kind: string, id: string): void {
  const bouton = document.activeElement
  viser({ kind, id, champ: null }, [], () => document.activeElement === bouton || document.activeElement === document.body)
}

/** Tries for two seconds: the screen has to be drawn first, and a grid loads its rows. */
function viser({ kind, id, champ }: Adresse, autres: readonly string[] = [], isVoulu: () => boolean = () => true, essai = 0): void {
  setTimeout(
    () => {
      if (!isVoulu()) return
      if (id && focaliserCellule(kind, id, champ)) return
      const cle = champ ? cleChamp(kind, id, champ) : null
      const cadre = cle ? document.querySelector(`[data-champ="${CSS.escape(cle)}"]`) : id ? document.querySelector(`[data-entite="${CSS.escape(id)}"]`) : null
      // Not at once: the screen that one leaves may still be there.
      const ailleurs = () => (essai < 2 ? null : autres.map((quoi) => document.querySelector<HTMLElement>(quoi)).find((e) => e !== null)) ?? null
      const dedans = (quoi: string) => cadre?.querySelector<HTMLElement>(quoi)
      const saisies = 'input:not([tabindex="-1"]), select, textarea'
      // The form of a thing begins with the button that removes it: its first field comes before.
      const cible = (cle === null ? dedans(saisies) : null) ?? dedans(`${saisies}, button`) ?? (cadre instanceof HTMLElement ? cadre : null) ?? ailleurs()
      if (cible) {
        // A folded group is drawn, and takes no focus.
        for (let pli = cible.closest('details'); pli; pli = pli.parentElement?.closest('details') ?? null) pli.open = true
        cible.scrollIntoView({ block: 'center' })
        cible.focus()
      } else if (essai < 20) viser({ kind, id, champ }, autres, isVoulu, essai + 1)
    },
    essai === 0 ? 30 : 100
  )
}
