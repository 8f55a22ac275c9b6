import { useState } from 'react'
import { secteurDeCategorie } from '#domain/catalogue/categories.ts'
import { regionOfLieu } from '#domain/catalogue/regions.ts'
import { AvecApercu } from '../../apercu/apercu.tsx'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { ImportListe } from '../../components/import-liste.tsx'
import { FieldForm } from '../../controls/champ.tsx'
import { type EntiteLibre, entiteDe, libelleEntite } from '../../presenter.ts'
import { useDossier, useLectureSeule, useSession } from '../../use-session.ts'
import { completerFiness } from './completer-finess.ts'
import { RemplirSituation } from './situation-dui.tsx'

const colonnes = [
  { champ: 'nom', largeur: 240, fige: true },
  { champ: 'finess', largeur: 130, titre: 'FINESS (ET)' },
  { champ: 'organisme', largeur: 230 },
  { champ: 'categorie', largeur: 110, titre: 'Catégorie' },
  { champ: 'secteur', largeur: 170 },
  { champ: 'adresse', largeur: 220 },
  { champ: 'codePostal', largeur: 110 },
  { champ: 'commune', largeur: 170 },
  { champ: 'region', largeur: 180 },
  { champ: 'capacite', largeur: 130, total: true, titre: 'Capacité' },
  { champ: 'personnesAccompagnees', largeur: 130, total: true, titre: 'Accompagnées' },
  { champ: 'personnesProjet', largeur: 150, total: true, titre: 'Avec projet possible' },
  { champ: 'situationDui', largeur: 160 },
  { champ: 'montantAide', largeur: 150, total: true, titre: 'Aide demandée' },
  { champ: 'vague', largeur: 150 },
  { champ: 'pilote', largeur: 100, titre: 'Pilote' },
  { champ: 'dateMiseEnService', largeur: 140, titre: 'Mise en service' },
  { champ: 'directeur', largeur: 190 },
  { champ: 'siret', largeur: 160 },
  { champ: 'insee', largeur: 120, titre: 'Code INSEE' },
  { champ: 'situation', largeur: 130 },
  { champ: 'dateRetrait', largeur: 130 },
  { champ: 'motifRetrait', largeur: 200 },
  { champ: 'motifFiness', largeur: 200, titre: 'Motif si FINESS confirmé' },
  { champ: 'saadMixte', largeur: 130, titre: 'SAAD mixte' },
  { champ: 'heuresEligibles', largeur: 140, titre: 'Heures éligibles' },
  { champ: 'heuresConfort', largeur: 140, titre: 'Heures de confort' }
]

const groupes: readonly { readonly titre: string; readonly champs: readonly string[] }[] = [
  { titre: 'Identité', champs: ['nom', 'finess', 'motifFiness', 'organisme', 'categorie', 'secteur', 'siret', 'directeur'] },
  { titre: 'Adresse', champs: ['adresse', 'codePostal', 'commune', 'insee', 'region'] },
  { titre: 'Activité', champs: ['capacite', 'personnesAccompagnees', 'personnesProjet', 'saadMixte', 'heuresEligibles', 'heuresConfort', 'eligibleSons'] },
  { titre: 'Projet', champs: ['situationDui', 'montantAide', 'vague', 'pilote', 'dateMiseEnService'] },
  { titre: 'Place dans la grappe', champs: ['situation', 'dateRetrait', 'motifRetrait'] }
]

/** As for an imported list: the region follows from the postal code, the sector from the category. */
function deduire(e: EntiteLibre): Readonly<Record<string, string>> {
  const lu = (champ: string) => (typeof e[champ] === 'string' ? (e[champ] as string) : null)
  const region = regionOfLieu({ insee: lu('insee'), codePostal: lu('codePostal') })?.code
  const categorie = lu('categorie')
  const secteur = categorie === null ? null : secteurDeCategorie(categorie)
  return { ...(region ? { region } : {}), ...(secteur && secteur !== 'AUTRE' ? { secteur } : {}) }
}

export function Etablissements() {
  const session = useSession()
  const lectureSeule = useLectureSeule('etablissement')
  const [importe, setImporte] = useState(false)
  const [fiche, setFiche] = useState<string | null>(null)
  const nom = useDossier((d) => {
    const e = fiche ? entiteDe(d, 'etablissement', fiche) : undefined
    return e ? libelleEntite('etablissement', e) : null
  })
  // Its hours of mixed home help are printed in a pièce of their own.
  const isMixte = useDossier((d) => fiche !== null && entiteDe(d, 'etablissement', fiche)?.['saadMixte'] === 'oui')
  if (fiche && nom !== null)
    return (
      <div className="formulaires" data-entite={fiche}>
        <div className="rangee-boutons">
          <button type="button" className="bouton" onClick={() => setFiche(null)}>
            ← Tous les établissements
          </button>
          <h2>{nom}</h2>
        </div>
        {groupes.map((g) => (
          <AvecApercu key={g.titre} numero={isMixte && g.champs.includes('saadMixte') ? 15 : null}>
            <FieldForm kind="etablissement" id={fiche} titre={g.titre} champs={g.champs} />
          </AvecApercu>
        ))}
      </div>
    )
  const importer = (
    <button type="button" className="bouton" disabled={lectureSeule} onClick={() => setImporte(true)}>
      Importer une liste…
    </button>
  )
  return (
    <>
      <RemplirSituation />
      <GrilleDeNom
        kind="etablissement"
        colonnes={colonnes}
        libelle="Établissements de la grappe"
        libelleAjout="Ajouter un établissement"
        outils={importer}
        ouvrir={setFiche}
        deduire={deduire}
        apres={(ecrites) => void completerFiness(session, ecrites)}
        vide={{
          titre: 'Les établissements de la grappe',
          texte:
            'Chaque ESSMS est identifié par son FINESS géographique (ET). Importez votre liste Excel ou CSV, ou un extrait FINESS, ou ajoutez une ligne puis collez depuis Excel.',
          actions: importer
        }}
        pied={
          <p className="secondaire">
            Cochez une ligne pour ouvrir sa fiche ou la retirer. Un établissement « retiré » reste dans le dossier mais ne compte plus.
          </p>
        }
      />
      {importe ? <ImportListe nom="etablissement" fermer={() => setImporte(false)} /> : null}
    </>
  )
}
