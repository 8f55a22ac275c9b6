import { type DragEvent, type FormEvent, useCallback, useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import type { CodeErreur } from '#contract/errors.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Dialogue } from '../../components/dialogue.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { refsDeposees } from '../../deposer.ts'
import { aRecevoir, type FichierRecu, filtreRecu } from '../../recevoir.ts'
import { useLectureSeule, useMagasin, useSession } from '../../use-session.ts'
import { reunionFaite } from './derniere-reunion.ts'
import { Jumeaux } from './jumeaux.tsx'
import { compter, RapportDeFichier } from './rapport.tsx'
import { ReunionFaite } from './reunion-faite.tsx'

type Lu = Sortie<'partage.apercu'>['fichiers'][number]
/** One of the files made the engine be given up, which cannot say which. */
const fautifs: ReadonlySet<string> = new Set<CodeErreur>(['lecture-trop-longue', 'lecture-interrompue'])

/** Above this number of lines removed, uniting asks once more. */
const retraitsMax = 10
const aucun: readonly FichierRecu[] = []

/** « Recevoir »: returned files, what each would change, what is accepted; then one click to undo. */
export function Recevoir() {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const projet = session.store.lire()?.projet ?? ''
  const attente = useMagasin(aRecevoir)
  const fichiers = attente.projet === projet ? attente.fichiers : aucun
  const [lus, setLus] = useState<readonly Lu[]>([])
  const [ecartees, setEcartees] = useState<ReadonlySet<string>>(new Set())
  const [erreur, setErreur] = useState<string | null>(null)
  const [confirme, setConfirme] = useState(false)

  const poser = useCallback((suite: readonly FichierRecu[]) => aRecevoir.poser({ projet, fichiers: suite }), [projet])
  const ajouter = (refs: readonly string[]) => {
    if (refs.length > 0) poser([...fichiers, ...refs.map((ref) => ({ ref, phrase: null }))].slice(0, 60))
  }
  useEffect(() => {
    if (fichiers.length === 0) return setLus([])
    setErreur(null)
    let isDepasse = false
    void session.file
      .vider()
      .then(() => session.appelerLong('partage.apercu', { fichiers: fichiers.map((f) => ({ ...f })) }, 'Lecture des fichiers reçus'))
      .then((vus) => {
        if (isDepasse) return
        if (vus.ok) {
          setLus(vus.value.fichiers)
          setEcartees(new Set())
        } else {
          const isFautif = fautifs.has(vus.error.code)
          setErreur(isFautif && fichiers.length > 1 ? `${vus.error.message} Choisissez-les un par un pour savoir lequel.` : vus.error.message)
          // Kept in the list, it would hold up every other reading.
          if (isFautif) poser([])
        }
      })
    return () => {
      isDepasse = true
    }
  }, [session, fichiers, poser])

  if (lectureSeule) return <p>Ce dossier est ouvert en lecture : rien ne peut y être réuni. Ouvrez votre propre fichier pour recevoir une copie.</p>
  const bons = lus.filter((l) => l.rapport !== null && fichiers.some((f) => f.ref === l.ref))
  const groupes = bons.flatMap((l) => l.rapport?.groupes ?? [])
  const parts = [...new Set(groupes.filter((g) => compter(g) > 0).map((g) => g.part))]
  const acceptees = parts.filter((p) => !ecartees.has(p))
  const retraits = groupes.filter((g) => !ecartees.has(g.part)).flatMap((g) => g.suppressions)
  const reunir = async () => {
    setConfirme(false)
    await session.file.vider()
    const choisis = bons.flatMap((l) => fichiers.find((f) => f.ref === l.ref) ?? [])
    const accepter = acceptees.length === parts.length ? ('tout' as const) : [...acceptees]
    const faite = await session.appelerLong('partage.reunir', { fichiers: choisis, accepter }, 'Réunion')
    if (!faite.ok) return setErreur(faite.error.message)
    reunionFaite.poser({ projet, ...faite.value })
    poser(fichiers.filter((f) => !choisis.includes(f)))
  }
  return (
    <div className="pile">
      <ReunionFaite />
      <Depot ajouter={ajouter} isSeul={fichiers.length > 0} />
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      {fichiers.length === 0 ? <Jumeaux ajouter={ajouter} /> : null}
      {lus
        .filter((l) => fichiers.some((f) => f.ref === l.ref))
        .map((l) => {
          const retirer = () => poser(fichiers.filter((f) => f.ref !== l.ref))
          if (l.rapport)
            return (
              <RapportDeFichier
                key={l.ref}
                rapport={l.rapport}
                ecartees={ecartees}
                basculer={(part) => setEcartees((e) => (e.has(part) ? new Set([...e].filter((p) => p !== part)) : new Set([...e, part])))}
                retirer={retirer}
              />
            )
          return (
            <FichierRefuse
              key={l.ref}
              lu={l}
              retirer={retirer}
              ouvrir={(phrase) => poser(fichiers.map((f) => (f.ref === l.ref ? { ref: f.ref, phrase } : f)))}
            />
          )
        })}
      {bons.length > 0 ? (
        <div className="pied-action">
          <button
            type="button"
            className="bouton bouton-principal"
            disabled={parts.length > 0 && acceptees.length === 0}
            onClick={() => (retraits.length > retraitsMax ? setConfirme(true) : void reunir())}
          >
            {parts.length === 0
              ? 'Noter le retour'
              : acceptees.length === parts.length
                ? 'Tout réunir'
                : `Réunir ${formatEntier(acceptees.length)} sur ${formatEntier(parts.length)}`}
          </button>
          <button type="button" className="bouton" onClick={() => poser([])}>
            Ne rien prendre
          </button>
          <span className="secondaire">
            {parts.length === 0 ? 'Ces fichiers n’apportent rien de nouveau.' : 'L’état actuel est gardé : un clic annule la réunion.'}
          </span>
        </div>
      ) : null}
      {confirme ? (
        <Dialogue
          titre={`${formatEntier(retraits.length)} éléments seront retirés`}
          fermer={() => setConfirme(false)}
          pied={
            <>
              <button type="button" className="bouton" data-premier onClick={() => setConfirme(false)}>
                Revoir
              </button>
              <button type="button" className="bouton bouton-principal" onClick={() => void reunir()}>
                Réunir quand même
              </button>
            </>
          }
        >
          <ul className="liste-simple">
            {retraits.slice(0, 200).map((r) => (
              <li key={r.id}>{typographier(`${r.libelle} (${r.auteur})`)}</li>
            ))}
          </ul>
        </Dialogue>
      ) : null}
    </div>
  )
}

function Depot({ ajouter, isSeul }: { readonly ajouter: (refs: readonly string[]) => void; readonly isSeul: boolean }) {
  const session = useSession()
  const [survol, setSurvol] = useState(false)
  const deposer = async (e: DragEvent) => {
    e.preventDefault()
    setSurvol(false)
    ajouter(await refsDeposees(session, e.dataTransfer.files))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside does the same
    <div
      className={`depot-fichiers${survol ? ' depot-survol' : ''}${isSeul ? ' depot-suite' : ''}`}
      onDragOver={(e) => {
        e.preventDefault()
        setSurvol(true)
      }}
      onDragLeave={() => setSurvol(false)}
      onDrop={(e) => void deposer(e)}
    >
      {isSeul ? null : (
        <p>
          Déposez ici les fichiers qui vous reviennent (.db, .zip ou .age), un ou plusieurs à la fois. Vous verrez ce que chacun change <strong>avant</strong>{' '}
          d’accepter.
        </p>
      )}
      <button
        type="button"
        className={`bouton${isSeul ? '' : ' bouton-principal'}`}
        onClick={() => void session.shell.choisirFichiers(filtreRecu).then(ajouter)}
      >
        {isSeul ? 'Ajouter un fichier…' : 'Choisir des fichiers…'}
      </button>
    </div>
  )
}

/** A file that cannot be taken: why, and the words it asks for. */
function FichierRefuse({ lu, retirer, ouvrir }: { readonly lu: Lu; readonly retirer: () => void; readonly ouvrir: (phrase: string) => void }) {
  const [phrase, setPhrase] = useState('')
  const isProtege = lu.erreur?.code === 'phrase-requise' || lu.erreur?.code === 'phrase-incorrecte'
  const envoyer = (e: FormEvent) => {
    e.preventDefault()
    if (phrase.trim() !== '') ouvrir(phrase)
  }
  return (
    <section className="carte" aria-label={lu.nom}>
      <header className="rapport-tete">
        <h3>{lu.nom}</h3>
        <button type="button" className="bouton-discret" onClick={retirer}>
          Retirer
        </button>
      </header>
      <PanneauErreur message={typographier(lu.erreur?.message ?? '')} />
      {isProtege ? (
        <form onSubmit={envoyer} className="rangee-boutons">
          <input
            className="saisie moyen"
            aria-label={`Phrase de ${lu.nom}`}
            placeholder="Les six mots"
            value={phrase}
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            onChange={(e) => setPhrase(e.target.value)}
          />
          <button type="submit" className="bouton bouton-principal" disabled={phrase.trim() === ''}>
            Ouvrir
          </button>
        </form>
      ) : null}
    </section>
  )
}
