import { useMemo, useState } from 'react'
import type { Dossier } from '#domain/dossier.ts'
import type { Envoi } from '#domain/envoi.ts'
import { formatDateCourte, formatEntier } from '#domain/format.ts'
import { courrielEnvoi, courrielRelance } from '#domain/partage/courriels.ts'
import { demandeDe, objetsDemande } from '#domain/partage/demande.ts'
import { type EnvoiSuivi, type EtatEnvoi, etatEnvoiLabel, suiviEnvois } from '#domain/partage/suivi.ts'
import { typographier } from '#domain/typographie.ts'
import { Courriel } from '../../components/courriel.tsx'
import { Dialogue } from '../../components/dialogue.tsx'
import { Vide } from '../../components/vide.tsx'
import { aujourdhui } from '../../manques.ts'
import { pourFichier } from '../../nom-de-fichier.ts'
import { nomLibre } from '../../presenter.ts'
import { useDossierEntier, useLectureSeule, useSession } from '../../use-session.ts'
import { nomDuBrouillon } from './nom-brouillon.ts'

const signes: Readonly<Record<EtatEnvoi, readonly [string, string]>> = {
  envoyee: ['→', ''],
  'en-retard': ['!', ' etiquette-attention'],
  revenue: ['◐', ' etiquette-attention'],
  complete: ['✓', ' etiquette-succes']
}
/** The most urgent first. */
const rang: Readonly<Record<EtatEnvoi, number>> = { 'en-retard': 0, revenue: 1, envoyee: 2, complete: 3 }

const destinataire = (dossier: Dossier, envoi: Envoi): string =>
  dossier.organismes.find((o) => o.id === envoi.organisme)?.raisonSociale ?? envoi.destinataire ?? envoi.courriel ?? 'Destinataire non précisé'

/** The register: what went to whom, where each stands, and the reminders. */
export function Suivi() {
  const session = useSession()
  const dossier = useDossierEntier()
  const lectureSeule = useLectureSeule()
  const suivis = useMemo(() => [...suiviEnvois(dossier, aujourdhui())].reverse().sort((a, b) => rang[a.etat] - rang[b.etat]), [dossier])
  const [courriel, setCourriel] = useState<{ readonly id: string; readonly modele: 'envoi' | 'relance' } | null>(null)
  if (suivis.length === 0)
    return (
      <Vide
        titre="Aucun envoi pour l’instant"
        texte="Vous retrouverez ici chaque copie envoyée : à qui, quand, ce qui est demandé, ce qui est revenu, ce qui est en retard."
      >
        <button type="button" className="bouton bouton-principal" onClick={() => session.aller({ page: 'partage', onglet: 'envoyer' })}>
          Envoyer une copie
        </button>
      </Vide>
    )
  const choisi = courriel && suivis.find((s) => s.envoi.id === courriel.id)
  return (
    <>
      <p className="resume-suivi">
        {(['en-retard', 'revenue', 'envoyee', 'complete'] as const).flatMap((etat) => {
          const n = suivis.filter((s) => s.etat === etat).length
          return n === 0 ? [] : [<Etat key={etat} etat={etat} nombre={n} />]
        })}
      </p>
      <div className="table-defile">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">État</th>
              <th scope="col">Destinataire</th>
              <th scope="col">Envoyé</th>
              <th scope="col">Demandé</th>
              <th scope="col">Pour le</th>
              <th scope="col" className="droite">
                Complété
              </th>
              <th scope="col">
                <span className="visuellement-cache">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {suivis.map((s) => (
              <LigneSuivi key={s.envoi.id} suivi={s} dossier={dossier} lectureSeule={lectureSeule} ecrire={setCourriel} />
            ))}
          </tbody>
        </table>
      </div>
      {choisi && courriel ? <DialogueCourriel suivi={choisi} modele={courriel.modele} fermer={() => setCourriel(null)} /> : null}
    </>
  )
}

function Etat({ etat, nombre }: { readonly etat: EtatEnvoi; readonly nombre?: number }) {
  const [signe, classe] = signes[etat]
  return (
    <span className={`etiquette${classe}`}>
      <span aria-hidden="true">{signe}</span> {nombre === undefined ? '' : `${formatEntier(nombre)} `}
      {nombre === undefined ? etatEnvoiLabel[etat] : etatEnvoiLabel[etat].toLowerCase()}
    </span>
  )
}

interface PropsLigne {
  readonly suivi: EnvoiSuivi
  readonly dossier: Dossier
  readonly lectureSeule: boolean
  readonly ecrire: (courriel: { readonly id: string; readonly modele: 'envoi' | 'relance' }) => void
}

function LigneSuivi({ suivi: { envoi, etat, jours, avancement }, dossier, lectureSeule, ecrire }: PropsLigne) {
  const demande = demandeDe(dossier, envoi.id)
  const sorte = nomLibre('envoi').champs['sorte']?.options?.find((o) => o.value === envoi.sorte)?.label ?? ''
  const qui = destinataire(dossier, envoi)
  const date = (d: string | null) => (d === null ? '' : formatDateCourte(d))
  const retard = jours !== null && jours < 0 && etat === 'en-retard' ? ` (${formatEntier(-jours)} j)` : ''
  return (
    <tr>
      <td>
        <Etat etat={etat} />
      </td>
      <th scope="row">
        {qui}
        {envoi.organisme !== null && envoi.destinataire ? <span className="secondaire sous-ligne">{envoi.destinataire}</span> : null}
      </th>
      <td>
        {date(envoi.dateEnvoi)}
        {envoi.dateRelance ? <span className="secondaire sous-ligne">relancé le {date(envoi.dateRelance)}</span> : null}
      </td>
      <td>
        {demande
          ? demande.objets.map((code) => (
              <span key={code} className="sous-ligne">
                {typographier(objetsDemande.find((o) => o.code === code)?.titre ?? code)}
              </span>
            ))
          : sorte}
      </td>
      <td className="insecable">
        {date(envoi.echeance)}
        {retard}
      </td>
      <td className="droite">
        {avancement ? `${formatEntier(avancement.fait)} sur ${formatEntier(avancement.total)}` : ''}
        {envoi.revenuLe ? <span className="secondaire sous-ligne">revenu le {date(envoi.revenuLe)}</span> : null}
        {envoi.reponse ? (
          <span className="secondaire sous-ligne" title={envoi.reponse}>
            « {envoi.reponse.length > 60 ? `${envoi.reponse.slice(0, 60)}…` : envoi.reponse} »
          </span>
        ) : null}
      </td>
      <td className="droite">
        {lectureSeule ? null : demande && etat !== 'complete' ? (
          <button type="button" className="bouton" aria-label={`Relancer ${qui}`} onClick={() => ecrire({ id: envoi.id, modele: 'relance' })}>
            Relancer…
          </button>
        ) : (
          <button type="button" className="bouton-discret" aria-label={`E-mail pour ${qui}`} onClick={() => ecrire({ id: envoi.id, modele: 'envoi' })}>
            E-mail…
          </button>
        )}
      </td>
    </tr>
  )
}

function DialogueCourriel({ suivi, modele, fermer }: { readonly suivi: EnvoiSuivi; readonly modele: 'envoi' | 'relance'; readonly fermer: () => void }) {
  const session = useSession()
  const dossier = useDossierEntier()
  const { envoi } = suivi
  const courriel = modele === 'relance' ? courrielRelance(dossier, suivi) : courrielEnvoi(dossier, envoi.id)
  if (!courriel) return null
  const noter = () => {
    session.saisir([{ kind: 'envoi', id: envoi.id, champ: 'dateRelance', valeur: aujourdhui() }])
    fermer()
  }
  return (
    <Dialogue
      titre={`${modele === 'relance' ? 'Relancer' : 'E-mail pour'} ${destinataire(dossier, envoi)}`}
      fermer={fermer}
      large
      pied={
        modele === 'relance' ? (
          <>
            <button type="button" className="bouton" onClick={fermer}>
              Fermer
            </button>
            <button type="button" className="bouton bouton-principal" onClick={noter}>
              Noter la relance d’aujourd’hui
            </button>
          </>
        ) : null
      }
    >
      <Courriel
        destinataires={courriel.a ? [courriel.a] : []}
        objet={courriel.objet}
        texte={courriel.texte}
        brouillon={{
          nom: nomDuBrouillon(modele === 'relance' ? `Relance ${pourFichier(destinataire(dossier, envoi))}` : (envoi.fichier ?? 'Envoi')),
          ecrire: (ref) => session.appelerLong('partage.courriel', { envoi: envoi.id, modele, joint: null, ref }, 'Écriture du brouillon')
        }}
        joint={null}
      />
    </Dialogue>
  )
}
