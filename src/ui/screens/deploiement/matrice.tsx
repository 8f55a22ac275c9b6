import { Suspense, useMemo, useState } from 'react'
import { action as nomAction } from '#domain/action.ts'
import { actionsPour, checklistDe } from '#domain/catalogue/checklists.ts'
import { typographier } from '#domain/typographie.ts'
import { indexSuivis, porteesDe, type Suivis, suiviDe } from '../../checklist.ts'
import { Grille } from '../../components/grille-de-nom.tsx'
import { Vide } from '../../components/vide.tsx'
import type { Colonne, Ecriture } from '../../grille/colonne.ts'
import { aujourdhui } from '../../manques.ts'
import { lireSaisie, texteDe } from '../../presenter.ts'
import { useDossierEntier, useSession } from '../../use-session.ts'

interface Rangee {
  readonly id: string
  readonly nom: string
  readonly suivis: Suivis
}

const champEtat = nomAction.champs.etat
const etatDe = (r: Rangee, code: string) => suiviDe(r.suivis, code, r.id)?.etat ?? null

const colonneAction = (code: string, titre: string): Colonne<Rangee> => ({
  cle: code,
  titre: `${code} ${titre}`,
  aide: titre,
  largeur: 200,
  texte: (r) => texteDe(champEtat, etatDe(r, code)),
  edition: {
    initial: (r) => texteDe(champEtat, etatDe(r, code)),
    lire: (tape) => lireSaisie(champEtat, tape),
    options: () => (champEtat.options ?? []).map((o) => ({ value: o.label, label: o.label }))
  },
  total: (rangees) => {
    const acheves = rangees.filter((r) => ['fait', 'sans-objet'].includes(etatDe(r, code) ?? '')).length
    return `${acheves} sur ${rangees.length}`
  }
})

/** Actions × establishments (or organismes): state of each, by hand, by choice or pasted from a spreadsheet. */
export function Matrice() {
  const session = useSession()
  const dossier = useDossierEntier()
  const [portee, setPortee] = useState<'essms' | 'og'>('essms')
  const [recherche, setRecherche] = useState('')
  const liste = checklistDe(dossier.grappe.checklist)
  const suivis = useMemo(() => indexSuivis(dossier, liste.code), [dossier, liste.code])
  const rangees = useMemo(() => porteesDe(dossier, portee).map(({ cle, nom }) => ({ id: cle, nom, suivis })), [dossier, portee, suivis])
  const colonnes = useMemo<readonly Colonne<Rangee>[]>(
    () => [
      { cle: 'nom', titre: portee === 'essms' ? 'Établissement' : 'Organisme', largeur: 240, fige: true, texte: (r) => r.nom },
      ...actionsPour(liste, dossier.solution.appelInsi)
        .filter((a) => a.portee === portee && a.sansObjet === null)
        .map((a) => colonneAction(a.code, typographier(a.titre)))
    ],
    [portee, liste, dossier.solution.appelInsi]
  )
  const ecrire = (ecritures: readonly Ecriture<Rangee>[]) => {
    const nouvelles = []
    const editions = []
    for (const { rangee, colonne, cellule } of ecritures) {
      const suivi = suiviDe(suivis, colonne, rangee.id)
      const valeurs = { etat: cellule, ...(cellule === 'fait' && !suivi?.date ? { date: aujourdhui() } : {}) }
      if (!suivi) nouvelles.push({ catalogue: liste.code, code: colonne, portee: rangee.id, ...valeurs })
      else for (const [champ, valeur] of Object.entries(valeurs)) editions.push({ kind: 'action', id: suivi.id, champ, valeur })
    }
    if (nouvelles.length > 0) session.ajouter('action', nouvelles)
    if (editions.length > 0) session.saisir(editions)
  }
  return (
    <div className="grille-cadre">
      <div className="grille-outils">
        <select className="saisie" aria-label="Lignes de la matrice" value={portee} onChange={(e) => setPortee(e.target.value === 'og' ? 'og' : 'essms')}>
          <option value="essms">Par établissement</option>
          <option value="og">Par organisme</option>
        </select>
        <input
          className="saisie"
          type="search"
          aria-label="Chercher dans la grille"
          placeholder="Chercher"
          value={recherche}
          onChange={(e) => setRecherche(e.target.value)}
        />
      </div>
      {rangees.length === 0 ? (
        <Vide
          titre="La matrice des actions"
          texte="Une ligne par établissement ou organisme, une colonne par action. Ajoutez-les d’abord dans « Ma grappe »."
        />
      ) : (
        <Suspense fallback={<p className="secondaire">Chargement de la grille…</p>}>
          <Grille
            key={portee}
            libelle="Actions de déploiement"
            kind="matrice"
            rangees={rangees}
            colonnes={colonnes}
            recherche={recherche}
            selection={false}
            ecrire={ecrire}
          />
        </Suspense>
      )}
      <p className="secondaire">Une cellule vide : à faire. Choisissez dans la liste, ou collez « Fait » sur plusieurs lignes depuis un tableur.</p>
    </div>
  )
}
