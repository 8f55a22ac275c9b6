import { GrilleDeNom } from '../../components/grille-de-nom.tsx'

const colonnes = [
  { champ: 'nom', largeur: 260, fige: true },
  { champ: 'numerateur', largeur: 240 },
  { champ: 'denominateur', largeur: 240 },
  { champ: 'cible', largeur: 100 },
  { champ: 'definition', largeur: 240 }
]

/** The indicators that the grappe adds to the five, in the settings; they have a tab of their own as soon as there is one. */
export function IndicateursPropres() {
  return (
    <section className="formulaire indicateurs-propres">
      <h2>Autres indicateurs</h2>
      <p className="introduction">
        Un indicateur de plus, propre à votre grappe : e-prescription, ou un autre service de votre convention. Il a son onglet, sa feuille et ses pages dans
        les documents ; le programme ne le demande pas : ce qui y manque n’empêche rien.
      </p>
      <GrilleDeNom
        kind="indicateur-propre"
        colonnes={colonnes}
        libelle="Autres indicateurs de la grappe"
        libelleAjout="Ajouter un indicateur"
        vide={{ parmi: true, titre: 'Aucun indicateur ajouté', texte: 'Nommez-le, dites ce que l’on compte et à quoi on le rapporte.' }}
      />
    </section>
  )
}
