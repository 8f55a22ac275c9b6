import { useEffect, useMemo, useRef, useState } from 'react'
import { porteurDe } from '#domain/dossier.ts'
import { daysBetween, formatDate, formatEntier } from '#domain/format.ts'
import { avancementDemande, type PointDemande } from '#domain/partage/avancement-demande.ts'
import { demandeDe, fenetreDeObjet, objetsDemande } from '#domain/partage/demande.ts'
import { type PreuvesVues, preuvesDemande } from '#domain/preuves/verdict.ts'
import { typographier } from '#domain/typographie.ts'
import { Vide } from '../../components/vide.tsx'
import { aujourdhui } from '../../manques.ts'
import { useDossierEntier, useMagasin, useSession } from '../../use-session.ts'
import { cleSujet } from './cle-sujet.ts'
import { ObjetDemande } from './objet-demande.tsx'
import { PreuvesARevoir } from './preuves-a-revoir.tsx'

/** First screen of a collecte copy: « Ce qui vous est demandé », for someone who has never seen Grappe. */
export function CeQuiVousEstDemande() {
  const session = useSession()
  const dossier = useDossierEntier()
  const demande = demandeDe(dossier)
  const avancement = useMemo(() => (demande ? avancementDemande(dossier, demande) : null), [dossier, demande])
  const preuves = useMemo(() => (demande ? preuvesDemande(dossier, demande) : []), [dossier, demande])
  const cadre = useRef<HTMLDivElement>(null)
  const [ouverts, setOuverts] = useState<ReadonlySet<string>>(() => new Set(avancement?.prochain ? [cleSujet(avancement.prochain)] : []))
  const basculer = (cle: string, oui: boolean) =>
    setOuverts((o) => (oui === o.has(cle) ? o : oui ? new Set([...o, cle]) : new Set([...o].filter((c) => c !== cle))))
  const revoir = ({ fenetre, etablissement }: Pick<PreuvesVues, 'fenetre'> & { readonly etablissement: { readonly id: string } }) => {
    const objet = demande?.objets.find((o) => fenetreDeObjet(o) === fenetre)
    if (objet === undefined) return
    const cle = cleSujet({ objet, sujet: etablissement.id })
    basculer(cle, true)
    viser(cadre.current, cle, aRemplacer)
  }
  const ecran = useMagasin(session.ecran)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only on arrival, for the proof one comes back for
  useEffect(() => {
    const voulue = ecran.cible?.preuve
    if (voulue) revoir({ fenetre: voulue.fenetre, etablissement: { id: voulue.etablissement } })
  }, [ecran])
  if (!demande || !avancement)
    return (
      <Vide
        titre="Cette copie ne contient pas de demande"
        texte="Elle a sans doute été préparée sans rien demander. Vous pouvez la lire, compléter ce qui est à vous, et la renvoyer."
      >
        <button type="button" className="bouton" onClick={() => session.aller({ page: 'grappe' })}>
          Voir la grappe
        </button>
      </Vide>
    )
  const { envoi, organisme } = demande
  const { fait, total, prochain } = avancement
  const porteur = porteurDe(dossier)?.raisonSociale
  const jours = envoi.echeance === null ? null : daysBetween(aujourdhui(), envoi.echeance)
  const suivant = () => {
    if (!prochain) return
    basculer(cleSujet(prochain), true)
    viser(cadre.current, cleSujet(prochain), aRemplir(prochain))
  }
  return (
    <div className="page demande" ref={cadre}>
      <header className="page-tete">
        <div>
          <h2 className="page-titre">Ce qui vous est demandé</h2>
          <p className="introduction">
            {typographier(
              `${envoi.demandeur ?? porteur ?? 'Le porteur'}${envoi.demandeur && porteur ? ` (${porteur})` : ''} prépare le dossier ESMS Numérique de la grappe « ${dossier.grappe.nom ?? 'sans nom'} » et a besoin de ces informations pour ${organisme.raisonSociale ?? 'votre organisme'}.`
            )}
          </p>
          {envoi.echeance === null ? null : (
            <p className={jours !== null && jours < 0 ? 'demande-echeance message-remarque' : 'demande-echeance'}>
              {typographier(`À renvoyer au plus tard le ${formatDate(envoi.echeance)}${jours === null ? '' : delai(jours)}.`)}
            </p>
          )}
        </div>
      </header>
      {envoi.mot ? <blockquote className="encadre mot-porteur">{envoi.mot}</blockquote> : null}
      <section className="demande-resume" aria-label="Avancement">
        <p className="demande-nombre" aria-live="polite">
          <strong>{formatEntier(fait)}</strong> sur {formatEntier(total)}
        </p>
        <progress className="barre" value={fait} max={Math.max(1, total)} aria-label="Avancement de ce qui vous est demandé" />
        <div className="rangee-boutons">
          {prochain ? (
            <button type="button" className="bouton bouton-principal" onClick={suivant}>
              Champ suivant
            </button>
          ) : null}
          <button
            type="button"
            className={`bouton${prochain ? '' : ' bouton-principal'}`}
            onClick={() => session.aller({ page: 'partage', onglet: 'renvoyer' })}
          >
            Renvoyer au porteur…
          </button>
        </div>
        <p className="demande-suite secondaire">
          {typographier(prochain ? `Ensuite : ${prochain.texte}.` : 'Tout est complété : il reste à renvoyer le fichier.')}
        </p>
        <PreuvesARevoir vues={preuves.filter((p) => p.aRevoir !== null)} revoir={revoir} />
      </section>
      <div className="pile">
        {demande.objets.map((code) => (
          <ObjetDemande
            key={code}
            objet={code}
            titre={objetsDemande.find((o) => o.code === code)?.titre ?? code}
            demande={demande}
            points={avancement.points.filter((p) => p.objet === code)}
            preuves={preuves.filter((p) => p.fenetre === fenetreDeObjet(code))}
            ouverts={ouverts}
            basculer={basculer}
          />
        ))}
      </div>
      <p className="secondaire demande-note">
        Chaque réponse est enregistrée toute seule dans ce fichier : vous pouvez fermer et reprendre plus tard. Ce qui n’est pas à vous s’affiche sans pouvoir
        être modifié. Cette copie ne contient ni les autres organismes, ni aucune coordonnée bancaire.
      </p>
    </div>
  )
}

/** Days left, said only when the deadline is near. */
const proche = 60
const delai = (jours: number): string =>
  jours > proche
    ? ''
    : jours < 0
      ? `, dépassé de ${formatEntier(-jours)} jour${jours < -1 ? 's' : ''}`
      : jours === 0
        ? ', c’est aujourd’hui'
        : `, dans ${formatEntier(jours)} jour${jours > 1 ? 's' : ''}`

/** The first empty control of a thing to do. */
const aRemplir =
  ({ ou }: PointDemande) =>
  (bloc: Element | null): HTMLElement | undefined => {
    const champ = ou.champ ? bloc?.querySelector(`[data-champ$="|${CSS.escape(ou.id ?? '')}|${CSS.escape(ou.champ)}"]`) : null
    const saisies = [
      ...(champ ?? bloc ?? document).querySelectorAll<HTMLElement>('input:not([tabindex="-1"]), select, textarea, button.action-demande, .joindre button')
    ]
    const isVide = (e: HTMLElement) => !(e instanceof HTMLInputElement) || e.value === '' || e.type === 'radio'
    const cible = champ ? saisies[0] : saisies.find((e) => (ou.kind === 'piece-jointe' ? e.closest('.joindre') !== null : isVide(e)))
    return cible ?? saisies[0]
  }

/** The button that replaces a proof. */
const aRemplacer = (bloc: Element | null) => bloc?.querySelector<HTMLElement>('.fichier-actions .bouton') ?? undefined

/** Focuses a control of what folds, once it is drawn. */
function viser(cadre: HTMLElement | null, cle: string, choisir: (bloc: Element | null) => HTMLElement | undefined, essai = 0): void {
  setTimeout(() => {
    const cible = choisir(cadre?.querySelector(`[data-sujet="${CSS.escape(cle)}"]`) ?? null)
    if (!cible && essai < 20) return viser(cadre, cle, choisir, essai + 1)
    // Those that were complete on arrival are folded together.
    for (let pli = cible?.closest('details'); pli; pli = pli.parentElement?.closest('details')) pli.open = true
    cible?.scrollIntoView({ block: 'center' })
    cible?.focus()
  }, 60)
}
