import { type ReactNode, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatEntier, formatTaille } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Changement, Valeur } from '../../components/valeur.tsx'
import { formatInstant } from '../../instant.ts'

type Rapport = Sortie<'partage.reunir'>['rapports'][number]
type Groupe = Rapport['groupes'][number]

/** Lines drawn before « Afficher la suite ». */
const parPage = 60

/** What accepting a group would do, refusals aside. */
export const compter = (g: Groupe): number => g.ajouts.length + g.modifications.length + g.suppressions.length + g.retablis.length + g.conflits.length

const pluriel = (n: number, un: string, plusieurs: string) => (n === 0 ? null : `${formatEntier(n)} ${n > 1 ? plusieurs : un}`)
const resume = (g: Groupe): string =>
  [
    pluriel(g.ajouts.length, 'ajout', 'ajouts'),
    pluriel(g.modifications.length, 'modification', 'modifications'),
    pluriel(g.suppressions.length, 'retrait', 'retraits'),
    pluriel(g.retablis.length, 'rétabli', 'rétablis'),
    pluriel(g.conflits.length, 'valeur différente', 'valeurs différentes'),
    pluriel(g.refus.length, 'refusée', 'refusées')
  ]
    .filter((t) => t !== null)
    .join(', ')

interface Props {
  readonly rapport: Rapport
  readonly ecartees: ReadonlySet<string>
  readonly basculer: (part: string) => void
  readonly retirer: () => void
}

/** One returned file: who, when, and what it changes for each OG and establishment. */
export function RapportDeFichier({ rapport, ecartees, basculer, retirer }: Props) {
  const { nom, role, destinataire, auteurs, groupes, avertissements } = rapport
  const nature =
    role === 'collecte'
      ? destinataire
        ? `Retour de ${destinataire}`
        : 'Copie d’un organisme'
      : role === 'legere'
        ? 'Copie légère'
        : 'Copie de toute la grappe'
  return (
    <section className="carte rapport" aria-label={nom}>
      <header className="rapport-tete">
        <div>
          <h3>{nom}</h3>
          <p className="secondaire">
            {nature}, {formatTaille(rapport.taille)}
            {rapport.fichiersJoints > 0 ? typographier(`, ${pluriel(rapport.fichiersJoints, 'fichier joint nouveau', 'fichiers joints nouveaux')}`) : ''}
          </p>
        </div>
        <button type="button" className="bouton-discret" onClick={retirer}>
          Retirer
        </button>
      </header>
      {avertissements.map((a) => (
        <p key={a} className="message-remarque">
          ! {typographier(a)}
        </p>
      ))}
      {auteurs.length === 0 ? <p>Ce fichier ne contient rien que vous n’ayez déjà.</p> : null}
      {auteurs.length > 0 ? (
        <ul className="liste-simple" aria-label="Qui a saisi">
          {auteurs.map((a) => (
            <li key={`${a.nom}${a.organisation}${a.premiere}`}>
              <strong>{a.nom || 'Auteur inconnu'}</strong>
              {[a.fonction, a.organisation].filter(Boolean).map((t) => `, ${t}`)}{' '}
              <span className="secondaire">
                {pluriel(a.saisies, 'saisie', 'saisies')},{' '}
                {formatInstant(a.premiere) === formatInstant(a.derniere)
                  ? `le ${formatInstant(a.derniere)}`
                  : `du ${formatInstant(a.premiere)} au ${formatInstant(a.derniere)}`}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="groupes">
        {groupes.map((g) => (
          <GroupeRecu key={g.part} groupe={g} isAccepte={!ecartees.has(g.part)} basculer={() => basculer(g.part)} isSeul={groupes.length === 1} />
        ))}
      </div>
    </section>
  )
}

function GroupeRecu({
  groupe,
  isAccepte,
  basculer,
  isSeul
}: {
  readonly groupe: Groupe
  readonly isAccepte: boolean
  readonly basculer: () => void
  readonly isSeul: boolean
}) {
  const [ouvert, setOuvert] = useState(isSeul)
  return (
    <details className="groupe" open={ouvert} onToggle={(e) => setOuvert(e.currentTarget.open)}>
      <summary>
        <span className="groupe-titre">{groupe.libelle}</span>
        <span className="secondaire">{resume(groupe)}</span>
      </summary>
      {compter(groupe) > 0 ? (
        <label className="coche groupe-accepter">
          <input type="checkbox" checked={isAccepte} onChange={basculer} />
          Accepter ce qui concerne {groupe.libelle}
        </label>
      ) : null}
      {ouvert ? <Details groupe={groupe} /> : null}
    </details>
  )
}

function Details({ groupe: g }: { readonly groupe: Groupe }) {
  const signe = (s: { readonly auteur: string; readonly instant: number }) => `${s.auteur || 'Auteur inconnu'}, le ${formatInstant(s.instant)}`
  return (
    <>
      <Bloc titre="Modifié" entetes={['Élément', 'Champ', 'Avant → après', 'Par']} lignes={g.modifications}>
        {(m) => [m.libelle, m.champLibelle, <Changement key="c" kind={m.kind} champ={m.champ} ancienne={m.ancienne} nouvelle={m.nouvelle} />, signe(m)]}
      </Bloc>
      <Bloc titre="Ajouté" entetes={['Élément', 'Par']} lignes={g.ajouts}>
        {(a) => [a.libelle, signe(a)]}
      </Bloc>
      <Bloc titre="Retiré" entetes={['Élément', 'Par']} lignes={g.suppressions}>
        {(a) => [a.libelle, signe(a)]}
      </Bloc>
      <Bloc titre="Rétabli" entetes={['Élément', 'Par']} lignes={g.retablis}>
        {(a) => [a.libelle, signe(a)]}
      </Bloc>
      <Bloc titre="Valeurs différentes, à régler après la réunion" entetes={['Élément', 'Champ', 'Valeurs']} lignes={g.conflits}>
        {(c) => [
          c.libelle,
          c.champLibelle,
          <ul key="v">
            {c.cotes.map((v) => (
              <li key={`${v.auteur}${v.instant}`}>
                <Valeur kind={c.kind} champ={c.champ} valeur={v.valeur} /> <span className="secondaire">{signe(v)}</span>
              </li>
            ))}
          </ul>
        ]}
      </Bloc>
      <Bloc titre="Refusé : ne sera pas pris" entetes={['Élément', 'Champ', 'Valeur', 'Raison', 'Par']} lignes={g.refus}>
        {(r) => [r.libelle, r.champLibelle, <Valeur key="v" kind={r.kind} champ={r.champ} valeur={r.valeur} />, r.raison, signe(r)]}
      </Bloc>
    </>
  )
}

interface PropsBloc<T> {
  readonly titre: string
  readonly entetes: readonly string[]
  readonly lignes: readonly T[]
  readonly children: (ligne: T) => readonly ReactNode[]
}

function Bloc<T extends { readonly kind: string; readonly id: string; readonly champ?: string }>({ titre, entetes, lignes, children }: PropsBloc<T>) {
  const [montrees, setMontrees] = useState(parPage)
  if (lignes.length === 0) return null
  return (
    <div className="table-defile">
      <table className="table table-rapport">
        <caption>{typographier(`${titre} (${formatEntier(lignes.length)})`)}</caption>
        <thead>
          <tr>
            {entetes.map((e) => (
              <th key={e} scope="col">
                {e}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.slice(0, montrees).map((l) => (
            <tr key={`${l.kind}${l.id}${l.champ ?? ''}`}>
              {children(l).map((c, i) => (
                <td key={entetes[i]}>{typeof c === 'string' ? typographier(c) : c}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {lignes.length > montrees ? (
        <button type="button" className="bouton-lien" onClick={() => setMontrees(montrees + 200)}>
          Afficher la suite ({formatEntier(lignes.length - montrees)})
        </button>
      ) : null}
    </div>
  )
}
