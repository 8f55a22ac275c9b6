import { useState } from 'react'
import { Apercu, AvecApercu } from '../../apercu/apercu.tsx'
import { Generer } from '../../components/generer.tsx'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { BoutonGenerer } from '../../components/lots.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { FieldForm } from '../../controls/champ.tsx'
import { champsGrappe } from '../../ecran.ts'
import { useDossier } from '../../use-session.ts'
import { Modeles } from '../modeles/modeles.tsx'
import { colonnesCouts, colonnesMateriels, colonnesRessources, colonnesRh, colonnesVagues, deduireCout } from './colonnes.ts'
import { EquilibrePlan } from './equilibre.tsx'
import { Pieces } from './pieces.tsx'
import { Planning } from './planning.tsx'

export function Galis() {
  const [genere, setGenere] = useState(false)
  const n = useDossier((d) => [d.taches, d.vagues, d.couts, d.coutsRh, d.ressources, d.materiels].map((l) => l.length).join('|')).split('|')
  return (
    <Page
      titre="Dossier GALIS"
      but="Les quatorze pièces de la candidature. Grappe les rédige à partir de vos données ; vous signez, vous remplacez celles que vous avez déjà."
      phase="galis"
      actions={<BoutonGenerer lot="galis" libelle="Générer le dossier…" generer={() => setGenere(true)} />}
    >
      <Onglets
        libelle="Dossier GALIS"
        onglets={[
          { cle: 'pieces', titre: 'Pièces', contenu: () => <Pieces /> },
          { cle: 'presentation', titre: 'Présentation', contenu: () => <Presentation /> },
          { cle: 'planning', titre: 'Planning', marque: n[0], contenu: () => <Planning /> },
          {
            cle: 'vagues',
            titre: 'Vagues',
            marque: n[1],
            contenu: () => (
              <GrilleDeNom
                kind="vague"
                colonnes={colonnesVagues}
                libelle="Vagues de déploiement"
                libelleAjout="Ajouter une vague"
                apercu={<Apercu numero={7} />}
                vide={{
                  titre: 'Les vagues de déploiement',
                  texte: 'Des groupes d’établissements déployés ensemble. Chaque établissement choisit sa vague dans « Ma grappe ».'
                }}
              />
            )
          },
          {
            cle: 'couts',
            titre: 'Coûts',
            marque: n[2],
            contenu: () => (
              <GrilleDeNom
                kind="cout"
                colonnes={colonnesCouts}
                libelle="Coûts du projet"
                libelleAjout="Ajouter un coût"
                apercu={<Apercu numero={6} />}
                deduire={deduireCout}
                vide={{ titre: 'Les coûts du projet', texte: 'Une ligne par poste et par année, TTC. Collez votre tableau depuis Excel si vous en avez un.' }}
                pied={<EquilibrePlan />}
              />
            )
          },
          {
            cle: 'rh',
            titre: 'RH',
            marque: n[3],
            contenu: () => (
              <GrilleDeNom
                kind="cout-rh"
                colonnes={colonnesRh}
                libelle="Coûts RH"
                libelleAjout="Ajouter une ligne RH"
                apercu={<Apercu numero={6} />}
                vide={{ titre: 'Les ressources humaines', texte: 'Le temps que vos équipes consacrent au projet : fonction, ETP, durée, coût mensuel chargé.' }}
                pied={
                  <>
                    <p className="secondaire">RH, ressources humaines : le temps que vos équipes consacrent au projet.</p>
                    <EquilibrePlan />
                  </>
                }
              />
            )
          },
          {
            cle: 'ressources',
            titre: 'Financement',
            marque: n[4],
            contenu: () => (
              <GrilleDeNom
                kind="ressource"
                colonnes={colonnesRessources}
                libelle="Ressources du plan de financement"
                libelleAjout="Ajouter une ressource"
                apercu={<Apercu numero={6} />}
                vide={{
                  titre: 'Les ressources du plan de financement',
                  texte: 'Subvention (avance et solde), autofinancement, autres financements, année par année. Elles équilibrent les coûts.'
                }}
                pied={<EquilibrePlan />}
              />
            )
          },
          {
            cle: 'materiels',
            titre: 'Matériels',
            marque: n[5],
            contenu: () => (
              <GrilleDeNom
                kind="materiel"
                colonnes={colonnesMateriels}
                libelle="Liste chiffrée des matériels"
                libelleAjout="Ajouter un matériel"
                apercu={<Apercu numero={11} />}
                vide={{
                  titre: 'La liste chiffrée des matériels',
                  texte: 'Pièce 11, seulement pour les établissements d’un petit organisme (moins de 15 ESSMS gérés en tout).'
                }}
              />
            )
          },
          { cle: 'modeles', titre: 'Modèles à remplir', contenu: () => <Modeles /> }
        ]}
      />
      {genere ? <Generer lot="galis" fermer={() => setGenere(false)} /> : null}
    </Page>
  )
}

function Presentation() {
  return (
    <AvecApercu numero={1}>
      <div className="formulaires">
        <FieldForm
          kind="grappe"
          titre="Le projet"
          champs={champsGrappe.projet}
          aide="Ces textes composent la note de présentation (pièce 1) et la gouvernance (pièce 2)."
        />
        <FieldForm kind="grappe" titre="Points d’attention" champs={champsGrappe.enjeux} />
        <FieldForm
          kind="grappe"
          titre="Déploiement et changement"
          champs={champsGrappe.strategie}
          aide="Pour le plan de déploiement (pièce 7) et la conduite du changement (pièce 8)."
        />
      </div>
    </AvecApercu>
  )
}
