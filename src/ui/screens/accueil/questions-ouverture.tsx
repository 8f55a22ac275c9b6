import { type FormEvent, useState, useSyncExternalStore } from 'react'
import { typographier } from '#domain/typographie.ts'
import { Dialogue } from '../../components/dialogue.tsx'
import { lireCopie, ouvrirRef, type QuestionOuverture, questionOuverture, reunirCopie } from '../../ouvrir.ts'
import { useMagasin, useSession } from '../../use-session.ts'

/** What a file asks while it opens: its words, what to do with a copy, where to keep it. */
export function QuestionsOuverture() {
  const question = useMagasin(questionOuverture)
  if (question?.q === 'phrase') return <Phrase key={question.erreur} {...question} />
  if (question?.q === 'copie') return <Copie {...question} />
  return <Place />
}

const fermer = () => questionOuverture.poser(null)

function Phrase({ fichier, erreur }: Extract<QuestionOuverture, { q: 'phrase' }>) {
  const session = useSession()
  const [phrase, setPhrase] = useState(fichier.phrase ?? '')
  const ouvrir = (e: FormEvent) => {
    e.preventDefault()
    if (phrase.trim() === '') return
    fermer()
    void ouvrirRef(session, fichier.ref, phrase)
  }
  return (
    <Dialogue titre="Ce fichier est protégé" fermer={fermer} saisi={phrase !== (fichier.phrase ?? '')}>
      <form onSubmit={ouvrir}>
        <p>Saisissez les mots que l’expéditeur vous a donnés, séparés par des espaces.</p>
        <label className="champ-label" htmlFor="phrase-ouverture">
          Phrase
        </label>
        <input
          id="phrase-ouverture"
          className="saisie"
          value={phrase}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={erreur !== null}
          aria-describedby={erreur ? 'phrase-erreur' : undefined}
          onChange={(e) => setPhrase(e.target.value)}
        />
        {erreur ? (
          <p className="message-erreur" id="phrase-erreur" role="alert">
            ✕ {typographier(erreur)}
          </p>
        ) : null}
        <div className="dialogue-pied">
          <button type="submit" className="bouton bouton-principal" disabled={phrase.trim() === ''}>
            Ouvrir
          </button>
        </div>
      </form>
    </Dialogue>
  )
}

function Copie({ fichier, vu }: Extract<QuestionOuverture, { q: 'copie' }>) {
  const session = useSession()
  const grappe = vu.grappe ?? vu.connu?.nom ?? 'sans nom'
  return (
    <Dialogue
      titre={`C’est une copie de la grappe « ${grappe} »`}
      fermer={fermer}
      pied={
        <>
          <button
            type="button"
            className="bouton"
            onClick={() => {
              fermer()
              void lireCopie(session, fichier)
            }}
          >
            Ouvrir à part en lecture
          </button>
          <button
            type="button"
            className="bouton bouton-principal"
            onClick={() => {
              fermer()
              void reunirCopie(session, vu.projet, [fichier])
            }}
          >
            Réunir (conseillé)
          </button>
        </>
      }
    >
      <p>
        Ce poste garde déjà cette grappe{vu.connu ? typographier(`, dans le fichier « ${vu.connu.nom} »`) : ''}.{' '}
        {vu.role === 'collecte' ? 'Le fichier est la copie d’un organisme.' : ''}
      </p>
      <dl className="paires">
        <dt>Réunir</dt>
        <dd>Vous voyez d’abord ce que la copie change, puis vous acceptez. Un clic annule.</dd>
        <dt>Ouvrir à part</dt>
        <dd>Vous la lisez sans rien modifier, ni ici ni dans la copie.</dd>
      </dl>
    </Dialogue>
  )
}

/** A file opened from an e-mail or a place that cannot be written: where to keep it, asked before the first edit. */
function Place() {
  const session = useSession()
  const etat = useSyncExternalStore(session.store.abonner, session.store.lire)
  const [remis, setRemis] = useState<string | null>(null)
  const auteur = useMagasin(session.auteur)
  const isAPlacer = etat !== null && !etat.lectureSeule && (etat.emplacement === 'temporaire' || etat.emplacement === 'lecture-seule')
  if (!isAPlacer || remis === etat.projet || auteur === null) return null
  const choisir = async () => {
    const ref = await session.shell.choisirEnregistrement(etat.fichier ?? 'Grappe.db')
    if (ref !== null) await session.publier(ref)
  }
  return (
    <Dialogue
      titre="Où voulez-vous garder ce dossier ?"
      fermer={() => setRemis(etat.projet)}
      pied={
        <>
          <button type="button" className="bouton" onClick={() => setRemis(etat.projet)}>
            Plus tard
          </button>
          <button type="button" className="bouton bouton-principal" onClick={() => void choisir()}>
            Choisir le dossier…
          </button>
        </>
      }
    >
      <p>
        {etat.emplacement === 'temporaire'
          ? 'Vous l’avez ouvert depuis un e-mail ou un dossier temporaire : l’ordinateur peut effacer cette copie à tout moment.'
          : 'Le fichier est à un endroit que vous ne pouvez pas modifier : vos saisies ne pourraient pas y être écrites.'}
      </p>
      <p className="secondaire">
        Choisissez par exemple « Documents ». D’ici là, vos saisies sont gardées sur ce poste ; vous retrouverez cette question à la prochaine ouverture, ou le
        bouton « Enregistrer ailleurs » dans « Partage ».
      </p>
    </Dialogue>
  )
}
