import { type FormEvent, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { famillesDonnees, texteRegistre } from '#domain/catalogue/donnees-personnelles.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Dialogue } from '../../components/dialogue.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { FieldForm } from '../../controls/champ.tsx'
import { champsGrappe } from '../../ecran.ts'
import { useDossier, useSession } from '../../use-session.ts'

type Trouve = Sortie<'personne.chercher'>

/** What is kept about people and why, the text for the register, and the erasure of a person. */
export function DonneesPersonnelles() {
  return (
    <div className="pile">
      <Familles />
      <Effacement />
      <Registre />
    </div>
  )
}

function Familles() {
  return (
    <section className="carte">
      <h3 className="carte-titre">Ce qui est gardé, et pourquoi</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Personnes</th>
            <th scope="col">Données</th>
            <th scope="col">Pourquoi</th>
            <th scope="col">Qui les voit</th>
          </tr>
        </thead>
        <tbody>
          {famillesDonnees.map((f) => (
            <tr key={f.code}>
              <th scope="row">{typographier(f.personnes)}</th>
              <td>{typographier(f.donnees)}</td>
              <td>{typographier(f.finalite)}</td>
              <td>{typographier(f.destinataires)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <FieldForm kind="grappe" champs={champsGrappe.donnees} />
    </section>
  )
}

function Registre() {
  const session = useSession()
  const texte = useDossier(texteRegistre)
  return (
    <section className="carte">
      <h3 className="carte-titre">Texte pour votre registre des traitements</h3>
      <p>Un projet, à relire avec votre délégué à la protection des données. Les mentions « [à préciser] » se complètent ci-dessus et dans « Ma grappe ».</p>
      <textarea className="saisie registre-texte" aria-label="Texte pour le registre des traitements" readOnly rows={12} value={typographier(texte)} />
      <div className="rangee-boutons">
        <button
          type="button"
          className="bouton"
          onClick={() => {
            void session.shell.copier(texte)
            session.avertir({ ton: 'succes', texte: 'Le texte du registre est copié.' })
          }}
        >
          Copier le texte
        </button>
      </div>
    </section>
  )
}

const cleDe = (m: Trouve['mentions'][number]) => `${m.kind}|${m.id}|${m.champ}`

function Effacement() {
  const session = useSession()
  const [nom, setNom] = useState('')
  const [trouve, setTrouve] = useState<Trouve | null>(null)
  const [choisies, setChoisies] = useState<ReadonlySet<string>>(new Set())
  const [confirmer, setConfirmer] = useState(false)
  const [erreur, setErreur] = useState<string | null>(null)

  const chercher = async (e?: FormEvent) => {
    e?.preventDefault()
    setErreur(null)
    if (nom.trim().length < 2) return setErreur('Indiquez au moins deux lettres du nom.')
    await session.file.vider()
    const reponse = await session.appelerLong('personne.chercher', { texte: nom }, 'Recherche')
    if (!reponse.ok) return setErreur(reponse.error.message)
    setTrouve(reponse.value)
    setChoisies(new Set([...reponse.value.mentions.map(cleDe), ...reponse.value.auteurs.map((a) => a.auteur)]))
  }
  const basculer = (cle: string) => setChoisies((c) => (c.has(cle) ? new Set([...c].filter((x) => x !== cle)) : new Set([...c, cle])))
  const effacer = async () => {
    setConfirmer(false)
    if (!trouve) return
    const cellules = trouve.mentions.filter((m) => choisies.has(cleDe(m))).map(({ kind, id, champ }) => ({ kind, id, champ }))
    const auteurs = trouve.auteurs.filter((a) => choisies.has(a.auteur)).map((a) => a.auteur)
    const reponse = await session.appelerLong('personne.effacer', { cellules, auteurs }, 'Effacement')
    if (!reponse.ok) return setErreur(reponse.error.message)
    setTrouve(null)
    setNom('')
    session.avertir({ ton: 'succes', texte: 'La personne est effacée du dossier, de son historique et des versions gardées sur ce poste.' })
  }
  const nombre = choisies.size
  return (
    <section className="carte">
      <h3 className="carte-titre">Effacer une personne</h3>
      <p>
        Les valeurs choisies sont effacées partout dans le dossier, dans tout son historique et dans les versions gardées sur ce poste. Les autres copies les
        perdent aussi quand elles sont réunies avec celle-ci.
      </p>
      <form className="recherche-personne" onSubmit={(e) => void chercher(e)}>
        <input className="saisie" aria-label="Nom de la personne" placeholder="Nom de la personne" value={nom} onChange={(e) => setNom(e.target.value)} />
        <button type="submit" className="bouton">
          Chercher
        </button>
      </form>
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      {trouve && trouve.mentions.length + trouve.auteurs.length === 0 ? <p role="status">Aucune mention de cette personne dans ce dossier.</p> : null}
      {trouve && trouve.mentions.length + trouve.auteurs.length > 0 ? (
        <>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Effacer</th>
                <th scope="col">Où</th>
                <th scope="col">Champ</th>
                <th scope="col">Valeur</th>
                <th scope="col">Historique</th>
              </tr>
            </thead>
            <tbody>
              {trouve.mentions.map((m) => (
                <tr key={cleDe(m)}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={`Effacer ${m.champLibelle} : ${m.libelle}`}
                      checked={choisies.has(cleDe(m))}
                      onChange={() => basculer(cleDe(m))}
                    />
                  </td>
                  <td>{typographier(m.libelle)}</td>
                  <td>{typographier(m.champLibelle)}</td>
                  <td>{m.valeur ?? <span className="secondaire">plus dans le dossier</span>}</td>
                  <td>{m.anciennes === 0 ? '—' : `${formatEntier(m.anciennes)} ancienne${m.anciennes > 1 ? 's' : ''} valeur${m.anciennes > 1 ? 's' : ''}`}</td>
                </tr>
              ))}
              {trouve.auteurs.map((a) => (
                <tr key={a.auteur}>
                  <td>
                    <input type="checkbox" aria-label={`Effacer l’auteur ${a.nom}`} checked={choisies.has(a.auteur)} onChange={() => basculer(a.auteur)} />
                  </td>
                  <td>Auteur de saisies</td>
                  <td>Nom, fonction, organisme</td>
                  <td>{[a.nom, a.fonction, a.organisation].filter(Boolean).join(', ')}</td>
                  <td>
                    {formatEntier(a.saisies)} saisie{a.saisies > 1 ? 's' : ''}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="secondaire">
            Les fichiers joints ne sont pas lus ici : retirez ou remplacez ceux qui nomment cette personne. Les copies déjà envoyées restent chez leurs
            destinataires.
          </p>
          <div className="rangee-boutons">
            <button type="button" className="bouton bouton-danger" disabled={nombre === 0} onClick={() => setConfirmer(true)}>
              Effacer définitivement…
            </button>
          </div>
        </>
      ) : null}
      {confirmer ? (
        <Dialogue
          titre="Effacer définitivement ?"
          fermer={() => setConfirmer(false)}
          pied={
            <>
              <button type="button" className="bouton" onClick={() => setConfirmer(false)}>
                Garder
              </button>
              <button type="button" className="bouton bouton-danger" onClick={() => void effacer()}>
                Effacer définitivement
              </button>
            </>
          }
        >
          <p>
            {nombre > 1 ? `${formatEntier(nombre)} champs vont être effacés` : 'Un champ va être effacé'} avec tout leur historique. Cela ne peut pas être
            annulé.
          </p>
        </Dialogue>
      ) : null}
    </section>
  )
}
