import { type DragEvent, useRef, useState } from 'react'
import { extensionOf, remedes } from '#domain/catalogue/plateformes.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { remarqueDepot } from '#domain/fichier-joint.ts'
import { formatDateCourte, formatEntier, formatTaille } from '#domain/format.ts'
import type { Organisme } from '#domain/organisme.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import type { VerdictPreuve } from '#domain/preuves/verdict.ts'
import { typographier } from '#domain/typographie.ts'
import { useDossier, useLectureSeule, useSession } from '../use-session.ts'
import { ApercuFichier } from './apercu-fichier.tsx'

interface Props {
  readonly fichiers: readonly PieceJointe[]
  /** Role and attachment of the new file. */
  readonly cellules: Readonly<Record<string, Cellule>>
  readonly libelle: string
  readonly extensions?: readonly string[]
  /** A single file is replaced, several are added. */
  readonly unique?: boolean
  /** What is seen in a file, in one line under it. */
  readonly verdict?: (id: string) => VerdictPreuve | undefined
  /** OG one of which each file is about: chosen beside it. */
  readonly organismes?: readonly OrganismeConcerne[]
}

export type OrganismeConcerne = Pick<Organisme, 'id' | 'raisonSociale'>

/** A file chosen or dropped; its name is only known for those dropped. */
interface Source {
  readonly ref: string | null
  readonly nom: string | null
}

const toutes = ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'png', 'jpg', 'jpeg', 'gif']
const avecRemede = (message: string, nom: string | null) => [message, nom === null ? undefined : remedes[extensionOf(nom)]].filter(Boolean).join(' ')

/**
 * The attached files of one thing: choose or drop, see, replace, remove. Files are copied into the dossier byte for byte; one that is
 * replaced stays among the versions of the new one.
 */
export function Joindre({ fichiers, cellules, libelle, extensions = toutes, unique = false, organismes, verdict }: Props) {
  const session = useSession()
  const lectureSeule = useLectureSeule('piece-jointe')
  const [refus, setRefus] = useState<readonly string[]>([])
  const [survol, setSurvol] = useState(false)
  const [apercu, setApercu] = useState<string | null>(null)
  const zone = useRef<HTMLDivElement>(null)
  // Between a file that leaves and the one that takes its place, the dialog stays on what it showed.
  const montre = useRef<PieceJointe>(undefined)
  montre.current = apercu === null ? undefined : (fichiers.find((f) => f.id === apercu) ?? montre.current)
  const seul = unique ? fichiers[0] : undefined

  /** Why a dropped file is not even read; a chosen one was filtered by the dialog. */
  const refuser = ({ ref, nom }: Source): string | null => {
    if (ref === null) return `${nom ?? 'Ce fichier'} : ce n’est pas un fichier de votre ordinateur.`
    if (nom === null || extensions.includes(extensionOf(nom))) return null
    return avecRemede(`« ${nom} » n’est pas accepté ici : ${extensions.map((e) => `.${e}`).join(' ')}.`, nom)
  }
  const ajouter = async (sources: readonly Source[]) => {
    await session.file.vider()
    const nouveaux: string[] = []
    for (const [i, source] of sources.entries()) {
      const titre = sources.length > 1 ? `Ajout des fichiers : ${i + 1} sur ${sources.length}` : 'Ajout du fichier'
      const motif = refuser(source)
      if (motif !== null || source.ref === null) nouveaux.push(motif ?? '')
      else {
        const fait = await session.appelerLong('piece-jointe.ajouter', { ref: source.ref, cellules: { ...cellules } }, titre)
        if (fait.ok) session.recevoir([fait.value.ligne], null)
        else nouveaux.push(avecRemede(fait.error.message, source.nom))
      }
    }
    setRefus(nouveaux)
  }
  const remplacer = async (fichier: PieceJointe, source: Source) => {
    const motif = refuser(source)
    if (motif !== null || source.ref === null) return setRefus([motif ?? ''])
    await session.file.vider()
    const fait = await session.appelerLong('piece-jointe.remplacer', { id: fichier.id, ref: source.ref }, 'Remplacement du fichier')
    if (!fait.ok) return setRefus([avecRemede(fait.error.message, source.nom)])
    setRefus([])
    session.recevoir([fait.value.ligne, fait.value.ancienne], null)
    const { id } = fait.value.ligne
    requestAnimationFrame(() => zone.current?.querySelector<HTMLElement>(`[data-entite="${id}"] button`)?.focus())
    session.avertir({
      ton: 'succes',
      texte: 'Fichier remplacé. L’ancien reste dans les versions précédentes.',
      action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
    })
  }
  const filtre = [{ nom: 'Fichier à joindre', extensions }]
  const choisir = async () => {
    const refs = unique ? [await session.shell.choisirFichier(filtre)] : await session.shell.choisirFichiers(filtre)
    const sources = refs.flatMap((ref) => (ref === null ? [] : [{ ref, nom: null }]))
    if (sources.length > 0) await ajouter(sources)
  }
  const choisirRemplacant = async (fichier: PieceJointe) => {
    const ref = await session.shell.choisirFichier(filtre)
    if (ref !== null) await remplacer(fichier, { ref, nom: null })
  }
  const deposer = async (e: DragEvent) => {
    e.preventDefault()
    e.stopPropagation()
    setSurvol(false)
    if (lectureSeule) return
    const deposes = [...e.dataTransfer.files]
    if (unique && deposes.length > 1) return setRefus(['Un seul fichier est attendu ici : déposez-le seul.'])
    const sources: Source[] = []
    for (const fichier of deposes) sources.push({ ref: await session.shell.deposer(fichier), nom: fichier.name })
    const [premiere] = sources
    if (seul && premiere) await remplacer(seul, premiere)
    else if (premiere) await ajouter(sources)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button beside does the same
    <div
      ref={zone}
      className={`joindre${survol ? ' joindre-survol' : ''}`}
      onDragOver={(e) => {
        e.preventDefault()
        setSurvol(true)
      }}
      onDragLeave={() => setSurvol(false)}
      onDrop={(e) => void deposer(e)}
    >
      {fichiers.map((f) => (
        <Fichier
          key={f.id}
          fichier={f}
          lectureSeule={lectureSeule}
          organismes={organismes}
          verdict={verdict?.(f.id)}
          montrer={() => setApercu(f.id)}
          remplacer={() => void choisirRemplacant(f)}
          retirer={() => session.retirer('piece-jointe', [f.id])}
        />
      ))}
      {lectureSeule || seul ? null : (
        <button type="button" className="bouton-lien" onClick={() => void choisir()}>
          {`${libelle}…`}
        </button>
      )}
      {refus.length > 0 ? (
        <div role="alert">
          {refus.map((texte) => (
            <p key={texte} className="message-erreur">
              ✕ {typographier(texte)}
            </p>
          ))}
        </div>
      ) : null}
      {montre.current ? <ApercuFichier fichier={montre.current} fermer={() => setApercu(null)} suivre={setApercu} /> : null}
    </div>
  )
}

const signeDe = { erreur: '✕', attention: '!', succes: '✓', neutre: 'i' } as const
const classeDe = { erreur: 'message-erreur', attention: 'message-remarque', succes: 'ton-succes', neutre: 'secondaire' } as const

interface PropsFichier {
  readonly fichier: PieceJointe
  readonly lectureSeule: boolean
  readonly organismes: readonly OrganismeConcerne[] | undefined
  readonly verdict: VerdictPreuve | undefined
  readonly montrer: () => void
  readonly remplacer: () => void
  readonly retirer: () => void
}

function Fichier({ fichier, lectureSeule, organismes, verdict, montrer, remplacer, retirer }: PropsFichier) {
  const session = useSession()
  const { nom, taille, pages, dateAjout, remplace } = fichier
  const remarque = remarqueDepot(
    fichier,
    useDossier((d) => d.grappe)
  )
  const precisions = [
    taille === null ? '' : formatTaille(taille),
    pages === null ? '' : `${formatEntier(pages)} page${pages > 1 ? 's' : ''}`,
    fichier.texteLisible === 'non' ? 'numérisation, sans texte' : '',
    dateAjout === null ? '' : `ajouté le ${formatDateCourte(dateAjout)}`,
    remplace === null ? '' : 'remplace une version précédente'
  ]
  const aFaire = verdict?.ton === 'erreur' || verdict?.ton === 'attention' ? 'Remplacer…' : null
  const boutons: readonly (readonly [string, () => void])[] = [
    ['Aperçu', montrer],
    ...(lectureSeule
      ? []
      : ([
          ['Remplacer…', remplacer],
          ['Retirer', retirer]
        ] as const))
  ]
  return (
    <div className="fichier-joint" data-entite={fichier.id}>
      <span className="fichier-nom">{nom ?? 'Fichier'}</span>
      <span className="secondaire">{precisions.filter(Boolean).join(' · ')}</span>
      {organismes ? (
        <select
          className="saisie"
          aria-label={`Organisme concerné par ${nom ?? 'le fichier'}`}
          value={fichier.organisme ?? ''}
          disabled={lectureSeule}
          onChange={(e) => session.saisir([{ kind: 'piece-jointe', id: fichier.id, champ: 'organisme', valeur: e.target.value || null }])}
        >
          <option value="">De quel organisme ?</option>
          {organismes.map((o) => (
            <option key={o.id} value={o.id}>
              {o.raisonSociale ?? 'Organisme sans nom'}
            </option>
          ))}
        </select>
      ) : null}
      <span className="fichier-actions">
        {boutons.map(([texte, faire]) => (
          <button
            key={texte}
            type="button"
            className={texte === aFaire ? 'bouton' : 'bouton-lien'}
            aria-label={`${texte.replace('…', '')} ${nom ?? 'le fichier'}`}
            onClick={faire}
          >
            {texte}
          </button>
        ))}
      </span>
      {remarque ? (
        <p className={`fichier-remarque ${remarque.isRefus ? 'message-erreur' : 'message-remarque'}`}>
          {remarque.isRefus ? '✕' : '!'} {typographier(remarque.texte)}
        </p>
      ) : null}
      {verdict ? (
        <p className={`fichier-remarque ${classeDe[verdict.ton]}`}>
          <span aria-hidden="true">{signeDe[verdict.ton]} </span>
          {typographier(verdict.texte)}
        </p>
      ) : null}
    </div>
  )
}
