import { useState } from 'react'
import { searchGlossaire } from '#domain/catalogue/glossaire.ts'
import { questions } from '#domain/catalogue/questions.ts'
import { quiFaitQuoi } from '#domain/catalogue/qui-fait-quoi.ts'
import { libelleRegion } from '#domain/catalogue/regions.ts'
import { phases } from '#domain/lot.ts'
import { typographier } from '#domain/typographie.ts'
import { Definitions } from '../../components/definitions.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { Guide } from '../../guide/guide.tsx'
import { plier } from '../../presenter.ts'
import { CetteApplication } from './cette-application.tsx'
import { Contacts } from './contacts.tsx'
import { DonneesPersonnelles } from './donnees-personnelles.tsx'

export function Ressources() {
  return (
    <Page
      titre="Ressources"
      but="Le guide de Grappe, qui fait quoi, les mots du programme, les réponses aux questions fréquentes, les adresses utiles, et ce que Grappe garde de vous. Tout est consultable hors ligne."
    >
      <Onglets
        libelle="Ressources"
        onglets={[
          { cle: 'guide', titre: 'Guide', contenu: () => <Guide /> },
          { cle: 'glossaire', titre: 'Glossaire', contenu: () => <Glossaire /> },
          { cle: 'questions', titre: 'Questions', contenu: () => <QuestionsToutes /> },
          { cle: 'acteurs', titre: 'Qui fait quoi', contenu: () => <Acteurs /> },
          { cle: 'contacts', titre: 'Contacts', contenu: () => <Contacts /> },
          { cle: 'donnees', titre: 'Données personnelles', contenu: () => <DonneesPersonnelles /> },
          { cle: 'application', titre: 'Cette application', contenu: () => <CetteApplication /> }
        ]}
      />
    </Page>
  )
}

function Recherche({ libelle, valeur, changer }: { readonly libelle: string; readonly valeur: string; readonly changer: (v: string) => void }) {
  return (
    <div className="grille-outils">
      <input className="saisie" type="search" aria-label={libelle} placeholder={libelle} value={valeur} onChange={(e) => changer(e.target.value)} />
    </div>
  )
}

function Glossaire() {
  const [recherche, setRecherche] = useState('')
  const termes = searchGlossaire(recherche)
  return (
    <div className="pile">
      <Recherche libelle="Chercher un terme" valeur={recherche} changer={setRecherche} />
      <Definitions termes={termes} />
      {termes.length === 0 ? <p>Aucun terme ne correspond à « {recherche} ».</p> : null}
    </div>
  )
}

function QuestionsToutes() {
  const [recherche, setRecherche] = useState('')
  const trouvees = questions.filter((q) => plier(`${q.question} ${q.reponse}`).includes(plier(recherche)))
  return (
    <div className="pile">
      <Recherche libelle="Chercher une question" valeur={recherche} changer={setRecherche} />
      {phases.map((p) => {
        const liste = trouvees.filter((q) => q.phase === p.code)
        if (liste.length === 0) return null
        return (
          <section key={p.code}>
            <h3 className="carte-titre">{p.titre}</h3>
            {liste.map((q) => (
              <details key={q.code} className="question">
                <summary>
                  {typographier(q.question)} {q.region ? <span className="etiquette etiquette-suite">{libelleRegion(q.region)}</span> : null}
                </summary>
                <p>{typographier(q.reponse)}</p>
              </details>
            ))}
          </section>
        )
      })}
      {trouvees.length === 0 ? <p>Aucune question ne correspond.</p> : null}
    </div>
  )
}

function Acteurs() {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Acteur</th>
          <th scope="col">Ce qu’il fait pour vous</th>
        </tr>
      </thead>
      <tbody>
        {quiFaitQuoi.map((a) => (
          <tr key={a.sigle}>
            <th scope="row">
              <strong>{a.sigle}</strong>
              <div className="secondaire">{typographier(a.nom)}</div>
            </th>
            <td>
              <ul className="puces">
                {a.missions.map((m) => (
                  <li key={m}>{typographier(m)}</li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
