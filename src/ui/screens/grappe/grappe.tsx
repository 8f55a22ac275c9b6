import { useState } from 'react'
import { champsDeCollecte } from '../../collecte.ts'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { ImportListe } from '../../components/import-liste.tsx'
import { ListeFiches } from '../../components/liste-fiches.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { FieldForm } from '../../controls/champ.tsx'
import { champsGrappe } from '../../ecran.ts'
import { type EntiteLibre, entitesDe, nomLibre, texteDe } from '../../presenter.ts'
import { useDossier, useLectureSeule, useRole } from '../../use-session.ts'
import { Etablissements } from './etablissements.tsx'

export function MaGrappe() {
  const essms = useDossier((d) => d.etablissements.length)
  const og = useDossier((d) => d.organismes.length)
  const personnes = useDossier((d) => d.personnes.length)
  return (
    <Page
      titre="Ma grappe"
      but="Qui porte le projet, avec quels organismes et quels établissements, et quelle solution. Ce qui est saisi ici sert à tous les documents."
      phase="grappe"
    >
      <Onglets
        libelle="Ma grappe"
        onglets={[
          { cle: 'grappe', titre: 'Grappe', contenu: () => <Grappe /> },
          { cle: 'organismes', titre: 'Organismes', marque: String(og), contenu: () => <Organismes /> },
          { cle: 'etablissements', titre: 'Établissements', marque: String(essms), contenu: () => <Etablissements /> },
          { cle: 'solution', titre: 'Solution DUI', contenu: () => <Solution /> },
          { cle: 'personnes', titre: 'Personnes', marque: String(personnes), contenu: () => <Personnes /> }
        ]}
      />
    </Page>
  )
}

function Grappe() {
  if (useRole() === 'collecte')
    return (
      <div className="formulaires">
        <FieldForm
          kind="grappe"
          titre="Le projet"
          champs={champsDeCollecte('grappe', [...champsGrappe.identite, ...champsGrappe.calendrier])}
          aide="Ce que le porteur a saisi, pour lecture. Le financement et les correspondants de la grappe restent dans son dossier."
        />
      </div>
    )
  return (
    <div className="formulaires">
      <FieldForm kind="grappe" titre="Identité du projet" champs={champsGrappe.identite} />
      <FieldForm kind="grappe" titre="Calendrier" champs={champsGrappe.calendrier} />
      <FieldForm kind="grappe" titre="Financement" champs={champsGrappe.argent} />
      <FieldForm
        kind="grappe"
        titre="Correspondants"
        champs={champsGrappe.correspondants}
        aide="Les envois de la VA, de l’état des lieux et de la VSR sont préparés pour ces adresses. Grappe n’envoie rien."
      />
      <FieldForm
        kind="grappe"
        titre="Limites des téléservices"
        champs={champsGrappe.limites}
        aide="À saisir seulement si l’ARS ou la plateforme vous donne d’autres limites : les fichiers sont alors vérifiés et découpés autrement."
      />
    </div>
  )
}

const identiteOg = ['raisonSociale', 'finessEj', 'porteur', 'siren', 'siret', 'statutJuridique', 'naf', 'adresse', 'codePostal', 'commune']
const representant = ['civiliteRepresentant', 'nomRepresentant', 'prenomRepresentant', 'fonctionRepresentant', 'courrielRepresentant', 'telephoneRepresentant']
const situationOg = ['nombreEssmsGeres', 'entiteNationale', 'contratAns']
const banque = ['iban', 'bic', 'titulaireCompte']

function Organismes() {
  const organismes = useDossier((d) => entitesDe(d, 'organisme'))
  const nombres = useDossier((d) => d.etablissements)
  const lectureSeule = useLectureSeule('organisme')
  const isCollecte = useRole() === 'collecte'
  const [importe, setImporte] = useState(false)
  const importer = (
    <button type="button" className="bouton" disabled={lectureSeule} onClick={() => setImporte(true)}>
      Importer une liste…
    </button>
  )
  const compte = (o: EntiteLibre) => nombres.filter((e) => e.organisme === o.id && e.situation !== 'retire').length
  return (
    <>
      <ListeFiches
        kind="organisme"
        entites={organismes}
        libelle="Organismes gestionnaires"
        libelleAjout="Ajouter un organisme"
        suite={(o) => {
          const n = compte(o)
          return n === 0 ? '' : ` : ${n > 1 ? `ses ${n} établissements restent, sans organisme` : 'son établissement reste, sans organisme'}`
        }}
        precision={(o) => `${o['porteur'] === 'oui' ? 'Porteur · ' : ''}${compte(o)} ESSMS dans la grappe`}
        vide={{
          titre: 'Les organismes gestionnaires',
          texte:
            'Un organisme gestionnaire (OG) est identifié par son FINESS juridique (EJ). Un seul porte la grappe. Commencez par le porteur, ou importez votre liste Excel ou CSV. Avec la liste des établissements, les organismes sont aussi créés.',
          actions: importer
        }}
        outils={isCollecte ? undefined : importer}
        fiche={(id) => (
          <div className="formulaires">
            <FieldForm kind="organisme" id={id} titre="Identité" champs={isCollecte ? identiteOg.filter((c) => c !== 'porteur') : identiteOg} />
            <FieldForm kind="organisme" id={id} titre="Représentant légal" champs={representant} />
            <FieldForm kind="organisme" id={id} titre="Situation" champs={situationOg} />
            {isCollecte ? null : (
              <FieldForm
                kind="organisme"
                id={id}
                titre="Coordonnées bancaires"
                champs={banque}
                aide="Demandées au porteur seulement. Elles ne quittent jamais le dossier dans une copie de collecte."
              />
            )}
          </div>
        )}
      />
      {importe ? <ImportListe nom="organisme" fermer={() => setImporte(false)} /> : null}
    </>
  )
}

function Solution() {
  const champs = Object.keys(nomLibre('solution').champs)
  if (useRole() === 'collecte')
    return (
      <div className="formulaires">
        <FieldForm kind="solution" titre="La solution" champs={champsDeCollecte('solution', champs)} aide="Ce que le porteur a saisi, pour lecture." />
      </div>
    )
  const coupe = champs.indexOf('hebergement')
  return (
    <div className="formulaires">
      <FieldForm
        kind="solution"
        titre="La solution"
        champs={champs.slice(0, coupe)}
        aide="Une seule solution, dans la même version, pour tous les établissements de la grappe."
      />
      <FieldForm kind="solution" titre="Mise en œuvre" champs={champs.slice(coupe)} />
    </div>
  )
}

const colonnesPersonnes = [
  { champ: 'role', largeur: 230, fige: true },
  { champ: 'civilite', largeur: 90 },
  { champ: 'nom', largeur: 150 },
  { champ: 'prenom', largeur: 130 },
  { champ: 'fonction', largeur: 190 },
  { champ: 'organisme', largeur: 210 },
  { champ: 'etablissement', largeur: 210 },
  { champ: 'courriel', largeur: 230 },
  { champ: 'telephone', largeur: 140 },
  { champ: 'tempsProjet', largeur: 170 }
]

function Personnes() {
  const contact = useDossier((d) => d.personnes.find((p) => p.id === d.grappe.contactProjet))
  const role = nomLibre('personne').champs['role']
  return (
    <GrilleDeNom
      kind="personne"
      colonnes={colonnesPersonnes}
      libelle="Personnes du projet"
      libelleAjout="Ajouter une personne"
      vide={{
        titre: 'Les personnes du projet',
        texte:
          'Chef de projet, DPO, référents, membres du COPIL… Une ligne par rôle : une même personne peut en avoir plusieurs. Vous pouvez aussi coller une liste depuis Excel.'
      }}
      pied={
        contact && role ? (
          <p className="secondaire">
            Contact du projet : {contact.prenom} {contact.nom}
            {contact.fonction ? ` (${contact.fonction})` : contact.role ? ` (${texteDe(role, contact.role)})` : ''}. Il se choisit dans l’onglet Grappe.
          </p>
        ) : null
      }
    />
  )
}
