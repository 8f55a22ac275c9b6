import { useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatEntier, formatTaille } from '#domain/format.ts'
import { objetsDemande } from '#domain/partage/demande.ts'
import { destinataireDe, repondreA } from '#domain/partage/destinataire.ts'
import { typographier } from '#domain/typographie.ts'
import { PanneauErreur } from '../../components/vide.tsx'
import { useDossierEntier, useLectureSeule, useMagasin, useSession } from '../../use-session.ts'
import { type CopieEcrite, CopieFaite } from './copie-faite.tsx'
import { SaisieEnvoi } from './saisie.tsx'

type Sorte = 'collecte' | 'complete' | 'legere'
type Mesure = Sortie<'partage.mesurer'>

const sortes: readonly { readonly code: Sorte; readonly titre: string; readonly texte: string }[] = [
  {
    code: 'collecte',
    titre: 'Une demande à un organisme',
    texte: 'Seulement ses établissements, sans coordonnées bancaires. Il complète et vous renvoie le fichier.'
  },
  {
    code: 'complete',
    titre: 'Toute la grappe',
    texte: 'Le dossier entier, fichiers joints et coordonnées bancaires compris. Pour un collègue ou une archive.'
  },
  {
    code: 'legere',
    titre: 'Copie légère',
    texte: 'Toute la grappe sans coordonnées bancaires, avec ou sans les fichiers joints. Pour relire ou saisir à plusieurs.'
  }
]
const joints = [
  { code: 'tous', titre: 'Tous les fichiers joints' },
  { code: 'nouveaux', titre: 'Ceux ajoutés depuis le dernier envoi' },
  { code: 'aucun', titre: 'Aucun' }
] as const

/** « Envoyer »: which copy, to whom, what is asked, how heavy; then where it was written and its e-mail. */
export function Envoyer() {
  const [ecrite, setEcrite] = useState<CopieEcrite | null>(null)
  const [tour, setTour] = useState(0)
  const lectureSeule = useLectureSeule()
  if (lectureSeule) return <p>Ce dossier est ouvert en lecture : enregistrez-le ailleurs ou ouvrez votre propre fichier pour envoyer une copie.</p>
  if (ecrite)
    return (
      <CopieFaite
        ecrite={ecrite}
        autre={() => {
          setEcrite(null)
          setTour(tour + 1)
        }}
      />
    )
  return <FormulaireEnvoi key={tour} ecrire={setEcrite} />
}

function FormulaireEnvoi({ ecrire }: { readonly ecrire: (faite: CopieEcrite) => void }) {
  const session = useSession()
  const dossier = useDossierEntier()
  const auteur = useMagasin(session.auteur)
  const autres = dossier.organismes.filter((o) => o.porteur !== 'oui')
  const [sorte, setSorte] = useState<Sorte>(autres.length > 0 ? 'collecte' : 'complete')
  const [organisme, setOrganisme] = useState<string | null>(null)
  const [objets, setObjets] = useState<ReadonlySet<string>>(new Set())
  const [exclus, setExclus] = useState<ReadonlySet<string>>(new Set())
  const [cellules, setCellules] = useState<Readonly<Record<string, string | null>>>(() => ({
    demandeur: [auteur?.nom, auteur?.fonction].filter(Boolean).join(', ') || null,
    courrielDemandeur: repondreA(dossier)
  }))
  const [fichiers, setFichiers] = useState<(typeof joints)[number]['code']>('tous')
  const [zip, setZip] = useState(false)
  const [protege, setProtege] = useState(false)
  const [erreur, setErreur] = useState<string | null>(null)

  const poser = (champ: string) => (valeur: string | null) => setCellules((c) => ({ ...c, [champ]: valeur }))
  const choisirOrganisme = (id: string) => {
    setOrganisme(id || null)
    setExclus(new Set())
    const { nom, courriel } = destinataireDe(dossier, id)
    setCellules((c) => ({ ...c, destinataire: nom, courriel }))
  }
  const siens = dossier.etablissements.filter((e) => e.organisme === organisme && e.situation !== 'retire')
  const retenus = siens.filter((e) => !exclus.has(e.id))
  const isPret = sorte !== 'collecte' || (organisme !== null && objets.size > 0 && (siens.length === 0 || retenus.length > 0))
  const copie = { sorte, organisme: sorte === 'collecte' ? organisme : null, fichiers: sorte === 'complete' ? 'tous' : fichiers, zip } as const
  const mesure = useMesure(copie)

  const envoyer = async () => {
    if (mesure === null || typeof mesure === 'string') return
    await session.file.vider()
    const mots = protege ? await session.appeler('partage.phrase', {}) : null
    if (mots?.ok === false) return setErreur(mots.error.message)
    const phrase = mots?.value.phrase ?? null
    const ref = await session.shell.choisirEnregistrement(`${mesure.nomPropose}${phrase === null ? '' : '.age'}`)
    if (ref === null) return
    const demande =
      sorte === 'collecte'
        ? {
            ...Object.fromEntries(objetsDemande.map(({ code, champ }) => [champ, objets.has(code) ? 'oui' : null])),
            etablissements: exclus.size === 0 ? null : JSON.stringify(retenus.map((e) => e.id))
          }
        : { echeance: null }
    const envoi = Object.fromEntries(Object.entries({ ...cellules, ...demande }).filter(([, v]) => v !== null && v !== ''))
    const faite = await session.appelerLong('partage.envoyer', { ...copie, phrase, envoi, ref }, 'Écriture de la copie')
    if (!faite.ok) return setErreur(faite.error.message)
    session.recevoir([faite.value.ligne], null)
    ecrire({ ...faite.value, phrase })
  }

  return (
    <form className="formulaire formulaire-envoi" onSubmit={(e) => e.preventDefault()}>
      <fieldset className="choix-cartes">
        <legend className="champ-label">Que voulez-vous envoyer ?</legend>
        {sortes.map((s) => (
          <label key={s.code} className="choix-carte">
            <input type="radio" name="sorte" checked={sorte === s.code} onChange={() => setSorte(s.code)} />
            <span>
              <strong>{s.titre}</strong>
              <span className="secondaire">{typographier(s.texte)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {sorte === 'collecte' ? (
        <>
          <div className="champ">
            <label className="champ-label" htmlFor="envoi-organisme">
              À quel organisme ?
            </label>
            <select id="envoi-organisme" className="saisie" value={organisme ?? ''} onChange={(e) => choisirOrganisme(e.target.value)}>
              <option value="">Choisissez…</option>
              {(autres.length > 0 ? autres : dossier.organismes).map((o) => (
                <option key={o.id} value={o.id}>
                  {o.raisonSociale ?? o.finessEj ?? 'Organisme sans nom'}
                </option>
              ))}
            </select>
          </div>
          <fieldset>
            <legend className="champ-label">Que lui demandez-vous ?</legend>
            {objetsDemande.map((o) => (
              <label key={o.code} className="coche">
                <input type="checkbox" checked={objets.has(o.code)} onChange={() => setObjets(basculer(objets, o.code))} />
                {typographier(o.titre)}
              </label>
            ))}
          </fieldset>
          {siens.length > 1 ? (
            <details>
              <summary>
                {exclus.size === 0
                  ? `Pour ses ${formatEntier(siens.length)} établissements`
                  : `Pour ${formatEntier(retenus.length)} établissement${retenus.length > 1 ? 's' : ''} sur ${formatEntier(siens.length)}`}
              </summary>
              <fieldset className="coches">
                <legend className="visuellement-cache">Établissements concernés</legend>
                <div className="coches-liste">
                  {siens.map((e) => (
                    <label key={e.id} className="coche">
                      <input type="checkbox" checked={!exclus.has(e.id)} onChange={() => setExclus(basculer(exclus, e.id))} />
                      {e.nom ?? e.finess ?? 'Établissement sans nom'}
                    </label>
                  ))}
                </div>
              </fieldset>
            </details>
          ) : null}
          <SaisieEnvoi champ="echeance" valeur={cellules['echeance'] ?? null} poser={poser('echeance')} />
          <SaisieEnvoi
            champ="mot"
            valeur={cellules['mot'] ?? null}
            poser={poser('mot')}
            label="Un mot pour lui"
            aide="Affiché en tête de sa copie et dans l’e-mail."
            long
          />
        </>
      ) : null}
      <div className="deux-colonnes">
        <SaisieEnvoi champ="destinataire" valeur={cellules['destinataire'] ?? null} poser={poser('destinataire')} />
        <SaisieEnvoi champ="courriel" valeur={cellules['courriel'] ?? null} poser={poser('courriel')} />
        <SaisieEnvoi champ="demandeur" valeur={cellules['demandeur'] ?? null} poser={poser('demandeur')} label="De la part de" />
        <SaisieEnvoi champ="courrielDemandeur" valeur={cellules['courrielDemandeur'] ?? null} poser={poser('courrielDemandeur')} />
      </div>
      {sorte === 'complete' ? null : (
        <fieldset>
          <legend className="champ-label">Fichiers joints (preuves, factures, pièces signées)</legend>
          {joints.map((j) => (
            <label key={j.code} className="coche">
              <input type="radio" name="fichiers" checked={fichiers === j.code} onChange={() => setFichiers(j.code)} />
              {j.titre}
            </label>
          ))}
        </fieldset>
      )}
      <fieldset>
        <legend className="champ-label">Le fichier</legend>
        <label className="coche">
          <input type="checkbox" checked={zip} onChange={(e) => setZip(e.target.checked)} />
          Dans une archive ZIP, si la messagerie du destinataire refuse les fichiers .db
        </label>
        <label className="coche">
          <input type="checkbox" checked={protege} onChange={(e) => setProtege(e.target.checked)} />
          Protéger par une phrase de six mots{sorte === 'complete' ? ' (conseillé : cette copie contient les coordonnées bancaires)' : ''}
        </label>
      </fieldset>
      <Poids mesure={mesure} />
      <div className="pied-action">
        {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
        <div className="rangee-boutons">
          <button
            type="button"
            className="bouton bouton-principal"
            disabled={!isPret || mesure === null || typeof mesure === 'string'}
            onClick={() => void envoyer()}
          >
            Écrire la copie…
          </button>
          <span className="secondaire">
            {isPret
              ? 'Vous choisirez où la garder, puis l’e-mail à envoyer avec.'
              : organisme === null
                ? 'Choisissez un organisme.'
                : objets.size === 0
                  ? 'Cochez ce que vous lui demandez.'
                  : 'Gardez au moins un établissement.'}
          </span>
        </div>
      </div>
    </form>
  )
}

function basculer(de: ReadonlySet<string>, cle: string): ReadonlySet<string> {
  const suite = new Set(de)
  if (!suite.delete(cle)) suite.add(cle)
  return suite
}

/** Size of the copy as it would leave now: null while it is measured or cannot be, a sentence when it fails. */
function useMesure({
  sorte,
  organisme,
  fichiers,
  zip
}: {
  readonly sorte: Sorte
  readonly organisme: string | null
  readonly fichiers: (typeof joints)[number]['code']
  readonly zip: boolean
}) {
  const session = useSession()
  const [mesure, setMesure] = useState<Mesure | string | null>(null)
  useEffect(() => {
    let isDepasse = false
    setMesure(null)
    if (sorte === 'collecte' && organisme === null) return
    void session.file
      .vider()
      .then(() => session.appeler('partage.mesurer', { sorte, organisme, fichiers, zip }))
      .then((lue) => {
        if (!isDepasse) setMesure(lue.ok ? lue.value : lue.error.message)
      })
    return () => {
      isDepasse = true
    }
  }, [session, sorte, organisme, fichiers, zip])
  return mesure
}

function Poids({ mesure }: { readonly mesure: Mesure | string | null }) {
  if (typeof mesure === 'string') return <PanneauErreur message={typographier(mesure)} />
  const trop = mesure?.limites.every((l) => !l.passe)
  return (
    <div className="poids" aria-live="polite">
      <p>
        {mesure === null ? (
          <span className="secondaire">La taille s’affiche dès que la copie est choisie.</span>
        ) : (
          typographier(
            `Taille : ${formatTaille(mesure.taille)}, soit un e-mail de ${formatTaille(mesure.tailleCourriel)} ; ${formatEntier(mesure.etablissements)} établissement${mesure.etablissements > 1 ? 's' : ''}, ${formatEntier(mesure.fichiersJoints)} fichier${mesure.fichiersJoints > 1 ? 's joints' : ' joint'}.`
          )
        )}
      </p>
      {mesure ? (
        <ul className="limites" aria-label="Limites des messageries">
          {mesure.limites.map((l) => (
            <li key={l.mo} className={`etiquette ${l.passe ? 'etiquette-succes' : 'etiquette-attention'}`}>
              {l.passe ? '✓' : '!'} {l.passe ? 'Passe' : 'Ne passe pas'} à {formatEntier(l.mo)} Mo
            </li>
          ))}
        </ul>
      ) : null}
      {trop ? (
        <p className="message-remarque">
          ! Trop lourd pour la plupart des messageries. Envoyez sans les fichiers joints, ou remettez le fichier par un espace partagé ou une clé USB.
        </p>
      ) : null}
    </div>
  )
}
