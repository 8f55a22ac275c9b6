import { useState } from 'react'
import { pieces } from '#domain/catalogue/pieces.ts'
import type { Depot as DepotNote } from '#domain/depot.ts'
import { formatDateCourte } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Generer } from '../../components/generer.tsx'
import { Joindre } from '../../components/joindre.tsx'
import { ListeFiches } from '../../components/liste-fiches.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { Champ, FieldForm } from '../../controls/champ.tsx'
import { entitesDe, nomLibre, texteDe } from '../../presenter.ts'
import { useDossier, useLectureSeule, useSession } from '../../use-session.ts'
import { FicheSaisie } from './fiche-saisie.tsx'
import { Reprise } from './reprise.tsx'

export function Depot() {
  const nombre = useDossier((d) => d.depots.length)
  const aCorriger = useDossier((d) => d.pieces.filter((p) => p.suite === 'a-corriger').length)
  return (
    <Page titre="Dépôt" but="Ce qui a été déposé, ce que l’ARS a répondu, et les compléments qu’elle demande." phase="depot">
      <Onglets
        libelle="Dépôt"
        onglets={[
          { cle: 'depots', titre: 'Dépôts et réponses', marque: String(nombre), contenu: () => <Depots /> },
          { cle: 'complement', titre: 'Compléments demandés', marque: aCorriger > 0 ? String(aCorriger) : undefined, contenu: () => <Complement /> },
          { cle: 'etapes', titre: 'Comment déposer', contenu: () => <Etapes /> },
          { cle: 'saisie', titre: 'Fiche de saisie', contenu: () => <FicheSaisie /> },
          { cle: 'reprise', titre: 'Autre appel à projets', contenu: () => <Reprise /> }
        ]}
      />
    </Page>
  )
}

function Depots() {
  const depots = useDossier((d) => entitesDe(d, 'depot'))
  const fichiers = useDossier((d) => d.piecesJointes)
  const champs = nomLibre('depot').champs
  const lot = champs['lot']
  const resultat = champs['resultat']
  return (
    <ListeFiches
      kind="depot"
      entites={depots}
      libelle="Dépôts"
      libelleAjout="Ajouter un dépôt"
      nomme={(d) => (lot && texteDe(lot, d['lot'])) || 'Dépôt à préciser'}
      precision={(d) => {
        const reponse = resultat ? texteDe(resultat, d['resultat']) : ''
        return [
          d['date'] ? `déposé le ${formatDateCourte(String(d['date']))}` : 'pas encore déposé',
          reponse ? typographier(`réponse : ${reponse.toLowerCase()}`) : ''
        ]
          .filter(Boolean)
          .join(' · ')
      }}
      vide={{
        titre: 'Les dépôts',
        texte: 'Notez ici chaque dépôt dans GALIS ou sur la démarche de clôture, son échéance, puis la réponse de l’ARS. L’historique reste dans le dossier.'
      }}
      fiche={(id) => (
        <div className="formulaires">
          <FieldForm kind="depot" id={id} champs={['lot', 'echeance', 'date', 'reference']} />
          <FieldForm kind="depot" id={id} titre="Réponse de l’ARS" champs={['resultat', 'dateReponse', 'observation']} />
          <Suite id={id} />
          <section className="formulaire">
            <h2>Courriers</h2>
            <Joindre
              fichiers={fichiers.filter((f) => f.role === 'courrier' && f.cible === id)}
              cellules={{ role: 'courrier', cible: id }}
              libelle="Joindre le courrier de l’ARS"
            />
          </section>
        </div>
      )}
    />
  )
}

const suites: Readonly<Partial<Record<NonNullable<DepotNote['resultat']>, readonly [texte: string, onglet: string, bouton: string]>>> = {
  incomplete: ['Marquez les pièces que l’ARS demande de corriger, puis produisez le dossier de compléments.', 'complement', 'Répondre aux compléments'],
  irrecevable: [
    'Notez le motif dans l’observation. Vous pouvez repartir de ce dossier pour un autre appel à projets.',
    'reprise',
    'Reprendre pour un autre appel…'
  ],
  'non-retenue': ['Vous pouvez repartir de ce dossier pour un autre appel à projets.', 'reprise', 'Reprendre pour un autre appel…']
}

/** What an answer of the ARS leads to, where it was just noted. */
function Suite({ id }: { readonly id: string }) {
  const session = useSession()
  const resultat = useDossier((d) => d.depots.find((x) => x.id === id)?.resultat ?? null)
  if (resultat === 'reserves')
    return <p className="message-remarque">! Tant que les réserves ou la clause suspensive ne sont pas levées, le projet ne peut pas démarrer (action A1).</p>
  const suite = resultat === null ? undefined : suites[resultat]
  if (!suite) return null
  const [texte, onglet, bouton] = suite
  return (
    <div className="pile">
      <p>{texte}</p>
      <div className="rangee-boutons">
        <button type="button" className="bouton" onClick={() => session.aller({ page: 'depot', onglet })}>
          {bouton}
        </button>
      </div>
    </div>
  )
}

function Complement() {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const [genere, setGenere] = useState(false)
  const suivies = useDossier((d) => d.pieces)
  const marquees = suivies.filter((p) => p.suite === 'a-corriger')
  return (
    <div className="pile">
      <p className="introduction">
        Cochez les pièces que l’ARS demande de corriger, notez sa demande et votre réponse. Le dossier de compléments ne contient que celles-ci, avec une note
        qui répond à chaque remarque.
      </p>
      <div className="rangee-boutons">
        <button type="button" className="bouton bouton-principal" disabled={marquees.length === 0} onClick={() => setGenere(true)}>
          Générer les compléments…
        </button>
        {marquees.length === 0 ? <span className="secondaire">Cochez au moins une pièce.</span> : null}
      </div>
      <ul className="pieces">
        {pieces.map((p) => {
          const suivi = suivies.find((s) => s.numero === p.numero)
          const coche = suivi?.suite === 'a-corriger'
          return (
            <li key={p.numero} className="complement" data-entite={suivi?.id}>
              <label className="coche">
                <input
                  type="checkbox"
                  checked={coche}
                  disabled={lectureSeule}
                  onChange={(e) => session.poser('piece', { numero: p.numero }, { suite: e.target.checked ? 'a-corriger' : null })}
                />
                <span>
                  {p.numero}. {typographier(p.titre)}
                </span>
              </label>
              {coche && suivi ? (
                <div className="formulaire">
                  <Champ kind="piece" id={suivi.id} name="demandeArs" marque={false} />
                  <Champ kind="piece" id={suivi.id} name="reponse" marque={false} />
                </div>
              ) : null}
            </li>
          )
        })}
      </ul>
      {genere ? <Generer lot="complement" fermer={() => setGenere(false)} /> : null}
    </div>
  )
}

const etapes: readonly (readonly [titre: string, texte: string, onglet?: string, ouvrir?: string])[] = [
  ['Créer le compte', 'Sur GALIS « PAI numérique », avec le FINESS ou le SIRET du porteur. Prévoyez quelques jours.'],
  [
    'Déposer à temps',
    'Recopiez la fiche de saisie produite par Grappe, puis joignez les pièces dans l’ordre du bordereau.',
    'saisie',
    'Ouvrir la fiche de saisie'
  ],
  ['Surveiller le compte', 'Les demandes arrivent dans le compte GALIS et par e\u2011mail au contact du projet.'],
  [
    'Répondre aux compléments',
    'Marquez les pièces à corriger dans l’onglet « Compléments demandés », puis produisez le dossier.',
    'complement',
    'Ouvrir les compléments'
  ]
]

function Etapes() {
  const session = useSession()
  const financeur = useDossier((d) => d.grappe.financeur)
  return (
    <div className="pile">
      <p>
        Financeur à choisir dans GALIS : <strong>{financeur ?? 'à renseigner dans « Ma grappe »'}</strong>.
      </p>
      <ol className="etapes">
        {etapes.map(([titre, texte, onglet, ouvrir], i) => (
          <li key={titre} className="carte">
            <h3>
              {i + 1}. {titre}
            </h3>
            <p>{typographier(texte)}</p>
            {onglet ? (
              <button type="button" className="bouton-lien" onClick={() => session.aller({ page: 'depot', onglet })}>
                {ouvrir}
              </button>
            ) : null}
          </li>
        ))}
      </ol>
    </div>
  )
}
