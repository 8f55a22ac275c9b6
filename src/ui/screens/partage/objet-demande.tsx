import { useMemo, useState } from 'react'
import { etAutres } from '#domain/completude/accord.ts'
import { formatEntier, formatFenetre } from '#domain/format.ts'
import { fenetreDe } from '#domain/indicateurs/fenetre.ts'
import { type PointDemande, releveDemande } from '#domain/partage/avancement-demande.ts'
import { type ObjetDemande as CodeObjet, type Demande, fenetreDeObjet } from '#domain/partage/demande.ts'
import type { PreuvesVues } from '#domain/preuves/verdict.ts'
import { typographier } from '#domain/typographie.ts'
import { allerA } from '../../aller.ts'
import { Joindre } from '../../components/joindre.tsx'
import { Champ } from '../../controls/champ.tsx'
import { useDossier, useDossierEntier, useSession } from '../../use-session.ts'
import { cleSujet } from './cle-sujet.ts'
import { ReleveSimple } from './releve-simple.tsx'

const suiteReleve = 'puis le PDF que le logiciel imprime et qui les montre. Retirez du PDF les noms de personnes.'
const aides: Readonly<Record<CodeObjet, string>> = {
  identite: 'Ce que le dossier doit dire de votre organisme et de chacun de ses établissements.',
  'releve-va': suiteReleve,
  'releve-cloture': suiteReleve,
  depenses: 'Une ligne par facture payée pour le projet, avec le fichier de la facture.',
  checklist: 'Les étapes du déploiement : dites où en est chacune.'
}

interface Props {
  readonly objet: CodeObjet
  readonly titre: string
  readonly demande: Demande
  readonly points: readonly PointDemande[]
  /** What is seen in the proofs, when the object asks for some. */
  readonly preuves: readonly PreuvesVues[]
  readonly ouverts: ReadonlySet<string>
  readonly basculer: (cle: string, oui: boolean) => void
}

/** One thing asked: what it is, how far it is, and the place to do it. */
export function ObjetDemande({ objet, titre, demande, points, preuves, ouverts, basculer }: Props) {
  const sujets = useMemo(() => [...new Set(points.map((p) => p.sujet))].map((sujet) => [sujet, points.filter((p) => p.sujet === sujet)] as const), [points])
  const faits = points.filter((p) => p.fait).length
  const fenetre = fenetreDeObjet(objet)
  const periode = useDossier((d) => {
    const bornes = fenetre && fenetreDe(d, fenetre)
    return bornes ? formatFenetre(bornes) : null
  })
  const vuesDe = (sujet: string) => preuves.find((p) => p.etablissement.id === sujet)
  const isARevoir = (sujet: string) => (vuesDe(sujet)?.aRevoir ?? null) !== null
  // As they were on arrival: what is being filled never moves under the person's hands.
  const [complets] = useState<ReadonlySet<string>>(
    () => new Set(sujets.flatMap(([sujet, siens]) => (siens.every((p) => p.fait) && !isARevoir(sujet) ? [sujet] : [])))
  )
  const ligne = ([sujet, siens]: (typeof sujets)[number]) => {
    const cle = cleSujet({ objet, sujet })
    const vues = vuesDe(sujet)
    return (
      <details key={cle} className="groupe" data-sujet={cle} open={ouverts.has(cle)} onToggle={(e) => basculer(cle, e.currentTarget.open)}>
        <summary>
          <span className="groupe-titre">{nomSujet(demande, sujet)}</span>
          {isARevoir(sujet) ? <span className="etiquette etiquette-attention">! Preuve à revoir</span> : null}
          <Compte fait={siens.filter((p) => p.fait).length} total={siens.length} />
        </summary>
        {ouverts.has(cle) ? objet === 'identite' ? <Identite points={siens} /> : vues ? <Releve vues={vues} /> : null : null}
      </details>
    )
  }
  return (
    <section className="carte" aria-label={typographier(titre)}>
      <header className="rapport-tete">
        <h3>{typographier(titre)}</h3>
        <Compte fait={faits} total={points.length} />
      </header>
      <p className="secondaire">
        {fenetre ? (
          <>
            Des nombres lus dans votre logiciel (DUI),{' '}
            <strong>{periode ? typographier(periode) : 'sur une période de trois mois à demander au porteur : il ne l’a pas encore fixée'}</strong>,{' '}
            {typographier(aides[objet])}
          </>
        ) : (
          typographier(aides[objet])
        )}
      </p>
      {objet === 'depenses' || objet === 'checklist' ? (
        <Ailleurs objet={objet} points={points} />
      ) : (
        <>
          {sujets.filter(([sujet]) => !complets.has(sujet)).map(ligne)}
          {complets.size === 0 ? null : complets.size <= 2 ? (
            sujets.filter(([sujet]) => complets.has(sujet)).map(ligne)
          ) : (
            <details>
              <summary>{formatEntier(complets.size)} déjà complets</summary>
              <div className="groupes groupes-complets">{sujets.filter(([sujet]) => complets.has(sujet)).map(ligne)}</div>
            </details>
          )}
        </>
      )}
    </section>
  )
}

const nomSujet = ({ organisme, etablissements }: Demande, id: string): string => {
  const e = etablissements.find((x) => x.id === id)
  return e ? (e.nom ?? e.finess ?? 'Établissement sans nom') : (organisme.raisonSociale ?? 'Votre organisme')
}

function Compte({ fait, total }: { readonly fait: number; readonly total: number }) {
  const isFait = fait === total
  return (
    <span className={`etiquette${isFait ? ' etiquette-succes' : ''}`}>
      {isFait ? '✓ ' : ''}
      {formatEntier(fait)} sur {formatEntier(total)}
    </span>
  )
}

function Identite({ points }: { readonly points: readonly PointDemande[] }) {
  return (
    <div className="formulaire">{points.map(({ ou }) => (ou.id && ou.champ ? <Champ key={ou.champ} kind={ou.kind} id={ou.id} name={ou.champ} /> : null))}</div>
  )
}

function Releve({ vues: { fenetre, etablissement, preuves } }: { readonly vues: PreuvesVues }) {
  const dossier = useDossierEntier()
  const { index, periodes, attendus } = useMemo(() => releveDemande(dossier, fenetre), [dossier, fenetre])
  return (
    <div className="formulaire">
      {periodes.map((p) => (
        <ReleveSimple
          key={typeof p === 'string' ? p : p.mois}
          etablissement={etablissement}
          periode={p}
          releve={index.de(etablissement.id, p)}
          attendus={attendus(etablissement)}
        />
      ))}
      <div>
        <p className="champ-label">Preuve extraite du DUI (PDF)</p>
        <Joindre
          fichiers={preuves.map((p) => p.preuve)}
          cellules={{ role: 'preuve', releve: fenetre, cible: etablissement.id }}
          libelle={preuves.length > 0 ? 'Joindre une autre preuve' : 'Joindre la preuve'}
          extensions={['pdf']}
          verdict={(id) => preuves.find((p) => p.preuve.id === id)}
        />
      </div>
    </div>
  )
}

/** What is done on its own screen: how to go there. */
function Ailleurs({ objet, points }: { readonly objet: 'depenses' | 'checklist'; readonly points: readonly PointDemande[] }) {
  const session = useSession()
  const restants = points.filter((p) => !p.fait)
  const sujet = points[0]?.sujet ?? ''
  return (
    <div data-sujet={cleSujet({ objet, sujet: restants[0]?.sujet ?? sujet })}>
      <ul className="liste-simple">
        {restants.slice(0, 4).map((p) => (
          <li key={p.texte}>
            <button type="button" className="bouton-lien action-demande" onClick={() => allerA(session, p.ou)}>
              {typographier(p.texte)}
            </button>
          </li>
        ))}
        {restants.length > 4 ? <li className="secondaire">{etAutres(restants.length - 4)}</li> : null}
      </ul>
      <div className="rangee-boutons">
        <button
          type="button"
          className="bouton action-demande"
          onClick={() => session.aller(objet === 'depenses' ? { page: 'depenses', onglet: 'lignes' } : { page: 'deploiement', onglet: 'actions' })}
        >
          {objet === 'depenses' ? 'Ouvrir vos dépenses' : 'Ouvrir votre checklist'}
        </button>
      </div>
    </div>
  )
}
