import { instructionDe } from '#domain/catalogue/instructions.ts'
import { exemptionsDe, phraseExemption } from '#domain/indicateurs/exemptions.ts'
import { typographier } from '#domain/typographie.ts'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { Champ } from '../../controls/champ.tsx'
import { champsGrappe } from '../../ecran.ts'
import { useDossierEntier } from '../../use-session.ts'

const colonnes = [
  { champ: 'secteur', largeur: 230, fige: true },
  { champ: 'indicateur', largeur: 340 },
  { champ: 'etablissements', largeur: 200 },
  { champ: 'source', largeur: 280 }
]

/** The exemptions of the instruction, applied or put aside, and those that the grappe enters. */
export function Exemptions() {
  const dossier = useDossierEntier()
  const { instruction, ecartees } = exemptionsDe(dossier)
  const connues = instructionDe(dossier.grappe.instruction).exemptions !== null
  return (
    <section className="formulaire indicateurs-propres">
      <h2>Exemptions</h2>
      <p className="introduction">
        Un établissement exempté d’un indicateur n’a ni chiffres à donner ni cible à atteindre. Ce que vous saisissez est imprimé avec les indicateurs, avec sa
        source.
      </p>
      {instruction.length > 0 ? (
        <>
          <p>{ecartees ? 'Exemptions de l’instruction, écartées :' : 'Exemptions de l’instruction :'}</p>
          <ul className="puces">
            {instruction.map((x) => (
              <li key={x.secteur}>{typographier(phraseExemption(x))}</li>
            ))}
          </ul>
          {champsGrappe.exemptions.map((name) => (
            <Champ key={name} kind="grappe" name={name} />
          ))}
        </>
      ) : (
        <p className="secondaire">
          {connues ? 'Votre instruction n’en prévoit pas.' : 'Grappe ne connaît pas celles de votre appel à projets : reprenez celles de votre convention.'}
        </p>
      )}
      <GrilleDeNom
        kind="exemption"
        colonnes={colonnes}
        libelle="Exemptions saisies par la grappe"
        libelleAjout="Ajouter une exemption"
        vide={{ parmi: true, titre: 'Aucune exemption saisie', texte: 'Dites quel secteur est exempté de quel indicateur, et où c’est écrit.' }}
      />
    </section>
  )
}
