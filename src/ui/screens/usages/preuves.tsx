import { useState } from 'react'
import { etablissementsConserves } from '#domain/dossier.ts'
import { Joindre } from '../../components/joindre.tsx'
import { plier } from '../../presenter.ts'
import { useDossierEntier } from '../../use-session.ts'
import { ChoixPeriode } from './periode.tsx'

const pas = 60

/** Proofs of a window: a PDF extracted from the DUI for each establishment, or one for all. */
export function Preuves() {
  const dossier = useDossierEntier()
  const [fenetre, setFenetre] = useState('cloture')
  const [recherche, setRecherche] = useState('')
  const [montres, setMontres] = useState(pas)
  const preuves = dossier.piecesJointes.filter((p) => p.role === 'preuve' && p.releve === fenetre)
  const communes = preuves.filter((p) => p.cible === null || p.cible === dossier.projet || p.cible === 'grappe')
  const conserves = etablissementsConserves(dossier)
  const couverts = new Set(preuves.map((p) => p.cible))
  const listes = conserves.filter((e) => plier(`${e.nom} ${e.finess}`).includes(plier(recherche)))
  const nombre = conserves.filter((e) => couverts.has(e.id) || couverts.has(e.organisme)).length
  return (
    <div className="pile">
      <p className="introduction">
        Une preuve conforme est un PDF extrait du DUI, avec du texte, qui nomme l’établissement et montre les nombres déclarés. Retirez les noms de personnes
        avant de la joindre.
      </p>
      <div className="grille-outils">
        <ChoixPeriode valeur={fenetre} changer={setFenetre} mois={false} />
        <input
          className="saisie"
          type="search"
          aria-label="Chercher un établissement"
          placeholder="Chercher"
          value={recherche}
          onChange={(e) => setRecherche(e.target.value)}
        />
        <span className="fin secondaire">
          {communes.length > 0
            ? 'Une preuve couvre toute la grappe'
            : `${nombre} établissement${nombre > 1 ? 's' : ''} sur ${conserves.length} avec une preuve`}
        </span>
      </div>
      <section className="carte">
        <h3 className="carte-titre">Pour toute la grappe</h3>
        <Joindre
          fichiers={communes}
          cellules={{ role: 'preuve', releve: fenetre, cible: dossier.projet }}
          libelle="Joindre une preuve commune"
          extensions={['pdf']}
        />
      </section>
      <section className="carte">
        <h3 className="carte-titre">Par établissement</h3>
        <ul className="portees">
          {listes.slice(0, montres).map((e) => (
            <li key={e.id}>
              <span>{e.nom ?? e.finess ?? 'Sans nom'}</span>
              <Joindre
                fichiers={preuves.filter((p) => p.cible === e.id)}
                cellules={{ role: 'preuve', releve: fenetre, cible: e.id }}
                libelle="Joindre la preuve"
                extensions={['pdf']}
              />
            </li>
          ))}
        </ul>
        {listes.length > montres ? (
          <button type="button" className="bouton-lien" onClick={() => setMontres(montres + 200)}>
            Afficher la suite ({listes.length - montres})
          </button>
        ) : null}
      </section>
    </div>
  )
}
