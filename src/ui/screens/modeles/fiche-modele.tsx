import { useEffect, useRef, useState } from 'react'
import type { Demande, Sortie } from '#contract/contract.ts'
import { champsDuLot } from '#documents/lot/champs.ts'
import { formatDateCourte, formatTaille } from '#domain/format.ts'
import { lotLabel } from '#domain/lot.ts'
import { type Modele, modele as nomModele } from '#domain/modele.ts'
import { placeDuModele } from '#domain/modeles/place.ts'
import type { UsageModele } from '#domain/modeles/usage.ts'
import { typographier } from '#domain/typographie.ts'
import { PanneauErreur } from '../../components/vide.tsx'
import { useLectureSeule, useSession } from '../../use-session.ts'
import { AjouterPlace } from './ajouter-place.tsx'
import { type Corriger, Places, type Proposition } from './places.tsx'
import { Rapport } from './rapport.tsx'
import { nomSujet } from './sujets.ts'

type Etat = Sortie<'modele.proposer'>
type Copie = Sortie<'modele.remplir'>

/** One model: what it is for, what goes where, and the copy. */
export function FicheModele({ modele }: { readonly modele: Modele }) {
  const session = useSession()
  const lectureSeule = useLectureSeule('modele')
  const [etat, setEtat] = useState<Etat | null>(null)
  const [copie, setCopie] = useState<Copie | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  const ajout = useRef<HTMLElement>(null)
  const [perdues, setPerdues] = useState<readonly string[]>([])

  // What is proposed is asked again when the mapping changes, by a correction here or an « Annuler » elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mapping and the use are what the answer depends on
  useEffect(() => {
    let vivant = true
    void session.appeler('modele.proposer', { id: modele.id }).then((lu) => {
      if (!vivant) return
      if (lu.ok) setEtat(lu.value)
      else setErreur(lu.error.message)
    })
    return () => {
      vivant = false
    }
  }, [session, modele.id, modele.correspondance, modele.usage])

  /** One call that changes the model: the answer, or the sentence that says why not. */
  async function changer<T extends { readonly ligne: Sortie<'modele.lire'>['ligne']; readonly etat: Etat }>(
    appel: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly message: string } }>
  ): Promise<T | null> {
    const fait = await appel
    setErreur(fait.ok ? null : fait.error.message)
    if (!fait.ok) return null
    setEtat(fait.value.etat)
    setCopie(null)
    session.recevoir([fait.value.ligne], null)
    return fait.value
  }
  const corriger = (c: Partial<Demande<'modele.corriger'>>) => changer(session.appeler('modele.corriger', { id: modele.id, corrections: [], ...c }))
  const corrigerPlace: Corriger = (place, donnee) => void corriger({ corrections: [{ place, donnee }] })

  const ajouterPlace = async (a: Omit<Demande<'modele.ajouterPlace'>, 'id'>): Promise<{ readonly refus: string } | { readonly place: string }> => {
    const fait = await session.appeler('modele.ajouterPlace', { id: modele.id, ...a })
    if (!fait.ok) return { refus: fait.error.details?.[0] ?? fait.error.message }
    await changer(Promise.resolve(fait))
    return { place: fait.value.place }
  }
  const retirerPlace = (place: string) => {
    void changer(session.appeler('modele.retirerPlace', { id: modele.id, place }))
    ajout.current?.focus()
  }

  const remplir = async () => {
    setErreur(null)
    const ref = await session.shell.choisirEnregistrement(
      `${(modele.nom ?? 'modele').replace(/\.[^.]*$/u, '')} - rempli.${etat?.format === 'pdf' ? 'pdf' : 'xlsx'}`
    )
    if (ref === null) return
    await session.file.vider()
    const rempli = await session.appelerLong('modele.remplir', { id: modele.id, ref }, 'Remplissage de la copie')
    if (rempli.ok) setCopie(rempli.value)
    else setErreur(rempli.error.message)
  }
  const exporter = async () => {
    const ref = await session.shell.choisirEnregistrement(`${(modele.nom ?? 'modele').replace(/\.[^.]*$/u, '')} - correspondance.json`)
    if (ref === null) return
    const ecrit = await session.appeler('modele.exporterCorrespondance', { id: modele.id, ref })
    if (ecrit.ok) session.avertir({ ton: 'succes', texte: `Correspondance écrite : ${ecrit.value.nom}.` })
    else setErreur(ecrit.error.message)
  }
  const importer = async () => {
    const ref = await session.shell.choisirFichier([{ nom: 'Correspondance', extensions: ['json'] }])
    if (ref === null) return
    const repris = await changer(session.appeler('modele.importerCorrespondance', { id: modele.id, ref }))
    if (repris) setPerdues(repris.perdues)
  }
  const retirer = () => {
    session.retirer('modele', [modele.id])
    session.avertir({
      ton: 'neutre',
      texte: `Modèle retiré : ${modele.nom ?? 'sans nom'}.`,
      action: { label: 'Annuler', faire: () => session.retablir('modele', [modele.id]) }
    })
  }

  const place = placeDuModele(modele.usage)
  const champ = place ? champsDuLot[place.lot].find((c) => c.code === place.champ)?.titre : undefined
  const toutes: readonly Proposition[] = etat ? [...etat.tables.flatMap((t) => t.colonnes), ...etat.cases, ...etat.champs] : []
  const pretes = toutes.filter((p) => p.remplir).length
  const aConfirmer = toutes.filter((p) => p.donnee !== null && !p.remplir && !p.calculee && !p.verrouillee).length
  return (
    <section className="carte" aria-label={`Modèle ${modele.nom ?? ''}`}>
      <div className="modele-tete">
        <div>
          <h3 className="carte-titre">{modele.nom ?? 'Modèle sans nom'}</h3>
          <p className="secondaire">
            {[
              etat?.format === 'pdf' ? 'Formulaire PDF' : 'Classeur Excel',
              modele.taille === null ? '' : formatTaille(modele.taille),
              modele.dateAjout === null ? '' : `ajouté le ${formatDateCourte(modele.dateAjout)}`
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <div className="rangee-boutons">
          <button type="button" className="bouton bouton-principal" disabled={pretes === 0} onClick={() => void remplir()}>
            Remplir une copie…
          </button>
          <button type="button" className="bouton" onClick={() => void exporter()}>
            Exporter la correspondance…
          </button>
          {lectureSeule ? null : (
            <>
              <button type="button" className="bouton" onClick={() => void importer()}>
                Importer…
              </button>
              <button type="button" className="bouton bouton-danger" onClick={retirer}>
                Retirer
              </button>
            </>
          )}
        </div>
      </div>
      <label className="filtre">
        {nomModele.champs.usage.label}
        <select
          className="saisie"
          value={modele.usage ?? 'autre'}
          disabled={lectureSeule}
          onChange={(e) => void corriger({ usage: e.target.value as UsageModele })}
        >
          {(nomModele.champs.usage.options ?? []).map((o) => (
            <option key={o.value} value={o.value}>
              {o.label}
            </option>
          ))}
        </select>
      </label>
      <p>
        {typographier(
          place && champ
            ? `La copie remplie ira dans « ${lotLabel[place.lot]} », avec « ${champ} ». Elle est remplie de nouveau à chaque génération.`
            : 'La copie remplie n’entre dans aucun dossier à déposer : remplissez-la ici quand vous en avez besoin.'
        )}
      </p>
      {erreur ? <PanneauErreur message={erreur} /> : null}
      {perdues.length > 0 ? <PanneauErreur message="Ces décisions n’ont pas de place dans ce modèle :" details={perdues} /> : null}
      {etat?.avertissements.map((a) => (
        <p key={a} className="message-remarque">
          ! {typographier(a)}
        </p>
      ))}
      {etat ? (
        <p aria-live="polite">
          <strong>
            {pretes} place{pretes > 1 ? 's' : ''} sur {toutes.length} {pretes > 1 ? 'seront remplies' : 'sera remplie'}
          </strong>
          {aConfirmer > 0 ? `, ${aConfirmer} à confirmer` : ''}.
        </p>
      ) : erreur ? null : (
        <p className="secondaire">Lecture du modèle…</p>
      )}
      {copie ? <Rapport copie={copie} /> : null}
      {etat && etat.feuilles.length > 0 && !lectureSeule ? <AjouterPlace etat={etat} ajouter={ajouterPlace} poignee={ajout} /> : null}
      {etat?.tables.map((t) => (
        <Places
          key={t.place}
          titre={`Feuille « ${t.feuille} »${t.titre ? ` – ${t.titre}` : ''}`}
          precision={`${t.lignes} ligne${t.lignes > 1 ? 's' : ''} libre${t.lignes > 1 ? 's' : ''} dans le modèle, ${t.aEcrire} à écrire.${t.aEcrire > t.lignes ? ' Grappe insère les lignes qui manquent.' : ''}`}
          propositions={t.colonnes}
          donnees={etat.donnees.filter((d) => d.sujet === t.sujet)}
          corriger={corrigerPlace}
          retirer={retirerPlace}
          lignes={{
            sujet: t.sujet,
            choix: etat.donnees.flatMap((d) => (d.sujet === 'grappe' ? [] : [{ sujet: d.sujet, nom: nomSujet[d.sujet] }])),
            changer: (sujet) => void corriger({ sujets: { [t.place]: sujet } })
          }}
        />
      ))}
      {etat && etat.cases.length > 0 ? (
        <Places
          titre="Cases seules"
          precision="Une valeur chacune."
          propositions={etat.cases}
          donnees={etat.donnees.filter((d) => d.sujet === 'grappe')}
          corriger={corrigerPlace}
          retirer={retirerPlace}
        />
      ) : null}
      {etat && etat.champs.length > 0 ? (
        <Places
          titre="Champs du formulaire"
          precision="Un champ numéroté se répète, une fois par ligne."
          propositions={etat.champs}
          donnees={etat.donnees}
          corriger={corrigerPlace}
          retirer={retirerPlace}
        />
      ) : null}
    </section>
  )
}
