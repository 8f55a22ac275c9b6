import { useState } from 'react'
import { etAutres } from '#domain/completude/accord.ts'
import { formatDateCourte, formatEntier, formatMois, formatTaille } from '#domain/format.ts'
import { direChiffre } from '#domain/preuves/chiffres.ts'
import { isARemplacer, type PreuveControlee, type PreuvesEtablissement } from '#domain/preuves/etat-preuves.ts'
import { typographier } from '#domain/typographie.ts'
import { ApercuPdf, type PlaceMontree } from '../../components/apercu-pdf.tsx'
import { useLectureSeule, useSession } from '../../use-session.ts'
import { titresChiffres } from './colonnes-releves.ts'

type Chiffre = PreuvesEtablissement['chiffres'][number]
const signes = { trouve: '✓', ailleurs: '!', absent: '✕', illisible: '?' } as const
const mots = { trouve: 'retrouvé', ailleurs: 'sur une autre ligne', absent: 'introuvable', illisible: 'illisible' } as const
const etatDe = (c: Chiffre) => (c.surSaLigne === false ? 'ailleurs' : c.etat)
const gravites = { bloquant: ['✕', 'message-erreur'], 'a-justifier': ['!', 'message-remarque'], information: ['i', 'secondaire'] } as const

const nomDe = (e: PreuvesEtablissement['etablissement']) => e.nom ?? e.finess ?? 'Sans nom'

interface Props {
  readonly fenetre: 'va' | 'cloture'
  readonly ligne: PreuvesEtablissement
  /** The proof one comes for, shown first when it is one of them. */
  readonly voulue: string | null
}

/** What the proofs of one establishment show: the checks, the declared figures found or not, and the page with their places. */
export function PreuveDetail({ fenetre, ligne, voulue }: Props) {
  const { etablissement, preuves, chiffres } = ligne
  const nom = nomDe(etablissement)
  const [vue, setVue] = useState<string | null>(null)
  const [page, setPage] = useState<number | null>(null)
  const courante = preuves.find((p) => p.preuve.id === (vue ?? voulue)) ?? preuves[0]
  return (
    <section className="preuve-detail" aria-label={`Preuves de ${nom}`}>
      <header className="preuve-tete">
        <h3 className="carte-titre">{nom}</h3>
        {preuves.length > 1 ? (
          <select className="saisie" aria-label="Preuve montrée" value={courante?.preuve.id} onChange={(e) => setVue(e.target.value)}>
            {preuves.map((p) => (
              <option key={p.preuve.id} value={p.preuve.id}>
                {p.preuve.nom ?? 'sans nom'}
              </option>
            ))}
          </select>
        ) : null}
      </header>
      {courante ? (
        <>
          <Fichier controlee={courante} cible={etablissement.id} fenetre={fenetre} />
          <Constats controlee={courante} aller={setPage} />
          <Chiffres chiffres={chiffres} preuve={courante.preuve.id} aller={setPage} />
          <HorsLigne chiffres={chiffres} isCommun={courante.servis.length > 1} />
          <ApercuPdf
            key={courante.preuve.id}
            id={courante.preuve.id}
            nom={courante.preuve.nom ?? 'la preuve'}
            page={page ?? premierePage(courante, chiffres)}
            places={placesDe(courante, chiffres)}
          />
        </>
      ) : (
        <SansPreuve cible={etablissement.id} fenetre={fenetre} />
      )}
    </section>
  )
}

/** Places to highlight: what is found, and what should not be there. */
function placesDe({ preuve, constats }: PreuveControlee, chiffres: readonly Chiffre[]): readonly PlaceMontree[] {
  return [
    ...chiffres.flatMap((c): PlaceMontree[] =>
      c.preuve === preuve.id && c.page !== null && c.place !== null ? [{ page: c.page, place: c.place, ton: 'trouve', libelle: direChiffre(c) }] : []
    ),
    ...constats.flatMap((c): PlaceMontree[] =>
      c.page !== null && c.place !== null ? [{ page: c.page, place: c.place, ton: 'attention', libelle: typographier(c.texte) }] : []
    )
  ]
}

/** Opens on what has to be seen first: a personal number, else the first figure found. */
function premierePage({ preuve, constats }: PreuveControlee, chiffres: readonly Chiffre[]): number {
  return constats.find((c) => c.place !== null)?.page ?? chiffres.find((c) => c.preuve === preuve.id)?.page ?? 1
}

function Fichier({ controlee, cible, fenetre }: { readonly controlee: PreuveControlee; readonly cible: string; readonly fenetre: 'va' | 'cloture' }) {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const [erreur, setErreur] = useState<string | null>(null)
  const { preuve, memeFichier, servis } = controlee
  const autres = servis.filter((e) => e.id !== cible)
  const tous = `${formatEntier(servis.length)} établissements`
  const remplacer = async () => {
    const ref = await session.shell.choisirFichier([{ nom: 'Preuve (PDF)', extensions: ['pdf'] }])
    if (ref === null) return
    await session.file.vider()
    const fichiers = memeFichier.map((p) => ({ ref, cible: p.cible ?? p.organisme ?? cible, remplace: p.id }))
    const fait = await session.appelerLong('preuve.joindre', { releve: fenetre, fichiers }, 'Remplacement de la preuve')
    if (!fait.ok) return setErreur(fait.error.message)
    session.recevoir(fait.value.lignes, null)
    const [refus] = fait.value.refus
    setErreur(refus ? refus.message : null)
    if (!refus)
      session.avertir({ ton: 'succes', texte: 'Preuve remplacée.', action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true } })
  }
  const relire = async () => {
    await session.file.vider()
    const fait = await session.appelerLong('preuve.analyser', { id: preuve.id }, 'Relecture de la preuve')
    if (!fait.ok) return setErreur(fait.error.message)
    setErreur(null)
    session.recevoir(fait.value.lignes, null)
  }
  const infos = [
    preuve.taille === null ? '' : formatTaille(preuve.taille),
    preuve.pages === null ? '' : `${formatEntier(preuve.pages)} page${preuve.pages > 1 ? 's' : ''}`,
    preuve.dateAjout === null ? '' : `ajoutée le ${formatDateCourte(preuve.dateAjout)}`
  ]
  return (
    <div className="preuve-fichier" data-entite={preuve.id}>
      <span>
        <span className="fichier-nom">{preuve.nom ?? 'sans nom'}</span> <span className="secondaire">{infos.filter(Boolean).join(' · ')}</span>
        {autres.length > 0 ? (
          <span className="secondaire preuve-servis">
            Sert aussi à {autres.slice(0, 3).map(nomDe).join(', ')}
            {autres.length > 3 ? ` ${etAutres(autres.length - 3)}` : ''}.
          </span>
        ) : null}
      </span>
      {lectureSeule ? null : (
        <span className="rangee-boutons">
          <button type="button" className={`bouton${isARemplacer(controlee) ? ' bouton-principal' : ''}`} onClick={() => void remplacer()}>
            {autres.length > 0 ? `Remplacer pour les ${tous}…` : 'Remplacer la preuve…'}
          </button>
          <button type="button" className="bouton-discret" onClick={() => void relire()}>
            Relire
          </button>
          {preuve.cible === cible || autres.length === 0 ? (
            <button type="button" className="bouton-discret" onClick={() => session.retirer('piece-jointe', [preuve.id])}>
              {autres.length > 0 ? 'Retirer d’ici seulement' : 'Retirer'}
            </button>
          ) : null}
          {autres.length > 0 ? (
            <button
              type="button"
              className="bouton-discret"
              onClick={() =>
                session.retirer(
                  'piece-jointe',
                  memeFichier.map((p) => p.id)
                )
              }
            >
              Retirer des {tous}
            </button>
          ) : null}
        </span>
      )}
      {erreur ? (
        <p className="message-erreur" role="alert">
          ✕ {typographier(erreur)}
        </p>
      ) : null}
    </div>
  )
}

function Constats({ controlee: { constats }, aller }: { readonly controlee: PreuveControlee; readonly aller: (page: number) => void }) {
  if (constats.length === 0) return null
  return (
    <ul className="preuve-constats">
      {constats.map((c) => {
        const [signe, classe] = gravites[c.gravite]
        const { page } = c
        return (
          <li key={c.cle} className={classe}>
            <span aria-hidden="true">{signe} </span>
            {typographier(c.texte)}.
            {page === null ? null : (
              <>
                {' '}
                <button type="button" className="bouton-lien" onClick={() => aller(page)}>
                  Voir la page {formatEntier(page)}
                </button>
              </>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Chiffres({ chiffres, preuve, aller }: { readonly chiffres: readonly Chiffre[]; readonly preuve: string; readonly aller: (page: number) => void }) {
  if (chiffres.length === 0) return <p className="secondaire">Aucun chiffre déclaré à retrouver : complétez d’abord le relevé de cet établissement.</p>
  return (
    <ul className="preuve-chiffres" aria-label="Chiffres déclarés">
      {chiffres.map((c) => {
        const { page } = c
        const etat = etatDe(c)
        const texte = (
          <>
            <span aria-hidden="true">{signes[etat]} </span>
            {titresChiffres[c.nom]} <strong>{formatEntier(c.valeur)}</strong>
            {c.mois === null ? '' : ` ${formatMois(c.mois)}`} <span className={etat === 'trouve' ? 'visuellement-cache' : undefined}>{mots[etat]}</span>
          </>
        )
        return (
          <li key={`${c.nom} ${c.mois}`}>
            {c.preuve === preuve && page !== null ? (
              <button type="button" className={`puce-chiffre puce-${etat} puce-bouton`} onClick={() => aller(page)} title={`Page ${page}`}>
                {texte}
              </button>
            ) : (
              <span className={`puce-chiffre puce-${etat}`}>{texte}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** In a table of several establishments, what is not on the row of this one; without rows, that nothing tells them apart. */
function HorsLigne({ chiffres, isCommun }: { readonly chiffres: readonly Chiffre[]; readonly isCommun: boolean }) {
  const ailleurs = chiffres.filter((c) => c.surSaLigne === false)
  if (ailleurs.length > 0)
    return (
      <p className="message-remarque">
        {typographier(
          `! ${ailleurs.length > 1 ? 'Trouvés dans le document, mais pas' : 'Trouvé dans le document, mais pas'} sur la ligne de cet établissement : ${ailleurs.map(direChiffre).join(' ; ')}.`
        )}
      </p>
    )
  if (!isCommun || chiffres.every((c) => c.surSaLigne !== null || c.etat !== 'trouve')) return null
  return (
    <p className="secondaire">Ces nombres ont été cherchés dans tout le document, commun à plusieurs établissements : vérifiez qu’ils sont bien les siens.</p>
  )
}

function SansPreuve({ cible, fenetre }: { readonly cible: string; readonly fenetre: 'va' | 'cloture' }) {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const [erreur, setErreur] = useState<string | null>(null)
  const joindre = async () => {
    const ref = await session.shell.choisirFichier([{ nom: 'Preuve (PDF)', extensions: ['pdf'] }])
    if (ref === null) return
    await session.file.vider()
    const fait = await session.appelerLong('preuve.joindre', { releve: fenetre, fichiers: [{ ref, cible }] }, 'Ajout de la preuve')
    if (!fait.ok) return setErreur(fait.error.message)
    session.recevoir(fait.value.lignes, null)
    setErreur(fait.value.refus[0]?.message ?? null)
  }
  return (
    <div className="pile" data-manque={`preuve:${fenetre}:${cible}`}>
      <p>
        Aucune preuve pour cet établissement. Une preuve conforme est un PDF extrait du DUI après la période, avec du texte, qui nomme l’établissement et montre
        les nombres déclarés. Retirez-en les noms de personnes. Le même PDF montre plusieurs établissements ? « Joindre des preuves… » le joint à tous à la
        fois.
      </p>
      {lectureSeule ? null : (
        <p>
          <button type="button" className="bouton" onClick={() => void joindre()}>
            Joindre la preuve…
          </button>
        </p>
      )}
      {erreur ? (
        <p className="message-erreur" role="alert">
          ✕ {typographier(erreur)}
        </p>
      ) : null}
    </div>
  )
}
