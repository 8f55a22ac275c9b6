import { contactsDe } from '#domain/catalogue/contacts.ts'
import { libelleRegion } from '#domain/catalogue/regions.ts'
import { typographier } from '#domain/typographie.ts'
import { OuvrirAdresse } from '../../components/adresse-web.tsx'
import { BoutonCopier } from '../../components/copiable.tsx'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { useDossier } from '../../use-session.ts'

const colonnes = [
  { champ: 'nom', largeur: 240, fige: true },
  { champ: 'objet', largeur: 240 },
  { champ: 'courriel', largeur: 240 },
  { champ: 'telephone', largeur: 140 },
  { champ: 'site', largeur: 220 },
  { champ: 'observation', largeur: 240 }
]

/** The addresses that are published, then those of the grappe: its ARS, its GRADeS, its éditeur. */
export function Contacts() {
  return (
    <>
      <Publies />
      <h3 className="carte-titre contacts-grappe">Les contacts de votre grappe</h3>
      <GrilleDeNom
        kind="contact"
        colonnes={colonnes}
        libelle="Contacts de la grappe"
        libelleAjout="Ajouter un contact"
        vide={{
          parmi: true,
          titre: 'Aucun contact encore',
          texte:
            'Votre correspondant à l’ARS, au GRADeS, chez l’éditeur, dans un collectif : les adresses qui vous ont été données, à côté de celles qui sont publiées.'
        }}
      />
    </>
  )
}

function Publies() {
  const regions = useDossier((d) => [...new Set(d.etablissements.flatMap((e) => (e.region === null ? [] : [e.region])))].sort().join(' '))
  const contacts = contactsDe(regions.split(' '))
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Contact</th>
          <th scope="col">Pour</th>
          <th scope="col">Adresse</th>
        </tr>
      </thead>
      <tbody>
        {contacts.map((c) => (
          <tr key={c.code}>
            <th scope="row">
              {typographier(c.nom)}
              <div className="secondaire">{c.region ? libelleRegion(c.region) : 'National'}</div>
            </th>
            <td>{typographier(c.objet)}</td>
            <td>
              {[c.courriel, c.site]
                .filter((t): t is string => t !== null)
                .map((t) => (
                  <div key={t} className="rangee-boutons contact-adresse">
                    <span className="adresse">{t}</span>
                    <BoutonCopier libelle={t} texte={t} />
                    {t === c.site ? <OuvrirAdresse adresse={t} /> : null}
                  </div>
                ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
