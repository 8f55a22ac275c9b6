import { rolesRaci } from '#domain/gouvernance.ts'
import { Apercu } from '../../apercu/apercu.tsx'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { useDossier } from '../../use-session.ts'
import { ActionsPreparation } from './actions.tsx'
import { MatriceRisques } from './matrice-risques.tsx'
import { calculRaci } from './raci.ts'

const colonnesRaci = [{ champ: 'activite', largeur: 300, fige: true }, ...rolesRaci.map(([champ]) => ({ champ, largeur: 118 })), calculRaci]
const colonnesRisques = [
  { champ: 'libelle', largeur: 260, fige: true },
  { champ: 'etablissement', largeur: 200 },
  { champ: 'probabilite', largeur: 130 },
  { champ: 'impact', largeur: 130 },
  { champ: 'preventif', largeur: 280 },
  { champ: 'correctif', largeur: 280 },
  { champ: 'responsable', largeur: 170 }
]
const colonnesCommunication = [
  { champ: 'action', largeur: 280, fige: true },
  { champ: 'public', largeur: 200 },
  { champ: 'support', largeur: 180 },
  { champ: 'date', largeur: 120 },
  { champ: 'responsable', largeur: 180 }
]
const colonnesFormation = [
  { champ: 'intitule', largeur: 280, fige: true },
  { champ: 'public', largeur: 200 },
  { champ: 'participants', largeur: 120, total: true },
  { champ: 'duree', largeur: 120 },
  { champ: 'date', largeur: 120 },
  { champ: 'organisation', largeur: 260 }
]
const colonnesInstances = [
  { champ: 'nom', largeur: 210, fige: true },
  { champ: 'role', largeur: 300 },
  { champ: 'composition', largeur: 300 },
  { champ: 'frequence', largeur: 150 }
]

export function Preparer() {
  const nombres = useDossier((d) => `${d.instances.length}|${d.racis.length}|${d.risques.length}|${d.communications.length}|${d.formations.length}`).split('|')
  return (
    <Page titre="Préparer" but="Réunir, cadrer et organiser avant de candidater. Ce qui est écrit ici alimente les pièces du dossier GALIS." phase="preparer">
      <Onglets
        libelle="Préparer"
        onglets={[
          { cle: 'actions', titre: 'Actions', contenu: () => <ActionsPreparation /> },
          {
            cle: 'instances',
            titre: 'Instances',
            marque: nombres[0],
            contenu: () => (
              <GrilleDeNom
                kind="instance"
                colonnes={colonnesInstances}
                libelle="Instances de gouvernance"
                libelleAjout="Ajouter une instance"
                apercu={<Apercu numero={2} />}
                vide={{
                  titre: 'Les instances de gouvernance',
                  texte: 'COSTRAT, COPIL, COMOP… : leur rôle, leur composition, leur fréquence. Elles sont décrites dans la pièce 2.'
                }}
              />
            )
          },
          {
            cle: 'raci',
            titre: 'RACI',
            marque: nombres[1],
            contenu: () => (
              <GrilleDeNom
                kind="raci"
                colonnes={colonnesRaci}
                libelle="Matrice RACI"
                libelleAjout="Ajouter une activité"
                apercu={<Apercu numero={2} />}
                vide={{ titre: 'La matrice RACI', texte: 'Pour chaque activité : R réalise, A approuve (un seul A par ligne), C est consulté, I est informé.' }}
                pied={<p className="secondaire">R réalise · A approuve, un seul par ligne · C est consulté · I est informé. Plusieurs lettres : « R/A ».</p>}
              />
            )
          },
          {
            cle: 'risques',
            titre: 'Risques',
            marque: nombres[2],
            contenu: () => (
              <GrilleDeNom
                kind="risque"
                colonnes={colonnesRisques}
                libelle="Registre des risques"
                libelleAjout="Ajouter un risque"
                apercu={<Apercu numero={8} />}
                vide={{
                  titre: 'Le registre des risques',
                  texte: 'Ce qui peut gêner le projet, sa probabilité et son impact de 1 à 4, et ce qui est prévu. La matrice est imprimée dans la pièce 8.'
                }}
                pied={<MatriceRisques />}
              />
            )
          },
          {
            cle: 'communication',
            titre: 'Communication',
            marque: nombres[3],
            contenu: () => (
              <GrilleDeNom
                kind="communication"
                colonnes={colonnesCommunication}
                libelle="Plan de communication"
                libelleAjout="Ajouter une action"
                apercu={<Apercu numero={8} />}
                vide={{
                  titre: 'Le plan de communication',
                  texte: 'Vers qui, par quel support, quand. Il est imprimé dans le plan de conduite du changement (pièce 8).'
                }}
              />
            )
          },
          {
            cle: 'formation',
            titre: 'Formation',
            marque: nombres[4],
            contenu: () => (
              <GrilleDeNom
                kind="formation"
                colonnes={colonnesFormation}
                libelle="Plan de formation"
                libelleAjout="Ajouter une formation"
                apercu={<Apercu numero={8} />}
                vide={{
                  titre: 'Le plan de formation',
                  texte: 'Qui est formé, à quoi, quand. Il est imprimé dans le plan de conduite du changement (pièce 8).'
                }}
              />
            )
          }
        ]}
      />
    </Page>
  )
}
