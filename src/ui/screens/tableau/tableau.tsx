import { useMemo, useState } from 'react'
import { porteurDe } from '#domain/dossier.ts'
import { formatDate, formatEntier, formatEurosCourt } from '#domain/format.ts'
import { type Lot, phases } from '#domain/lot.ts'
import { typographier } from '#domain/typographie.ts'
import { allerAuManque } from '../../aller.ts'
import { avancementDe } from '../../avancement.ts'
import { Anneau } from '../../components/anneau.tsx'
import { Generer } from '../../components/generer.tsx'
import { LigneLot } from '../../components/lots.tsx'
import { Page } from '../../components/page.tsx'
import { prochainesActions } from '../../prochaines.ts'
import { useDossier, useDossierEntier, useMagasin, useSession } from '../../use-session.ts'

const lotsMontres: readonly { readonly lot: Lot; readonly aide: string }[] = [
  { lot: 'galis', aide: 'La candidature : 14 pièces.' },
  { lot: 'va', aide: 'Procès-verbaux de VA, vers l’ARS et le GRADeS.' },
  { lot: 'etat-des-lieux', aide: 'Les indicateurs des trois mois qui suivent la VA.' },
  { lot: 'vsr', aide: 'Procès-verbaux de VSR, vers l’ARS et le GRADeS.' },
  { lot: 'cloture', aide: 'VA, VSR, indicateurs, preuves et dépenses.' }
]

/** Where the grappe stands, what to do next, what is ready. */
export function TableauDeBord() {
  const [lot, setLot] = useState<Lot | null>(null)
  return (
    <Page titre="Tableau de bord" but="Où en est la grappe, et ce qu’il reste à faire.">
      <div className="tableau">
        <div className="pile">
          <Reperes />
          <Suite />
          <Dossiers generer={setLot} />
        </div>
        <div className="pile">
          <Avancement />
          <Argent />
          <Echeances />
        </div>
      </div>
      {lot ? <Generer lot={lot} fermer={() => setLot(null)} /> : null}
    </Page>
  )
}

function Reperes() {
  const porteur = useDossier(porteurDe)
  const essms = useDossier((d) => d.etablissements)
  const og = useDossier((d) => d.organismes)
  const solution = useDossier((d) => d.solution)
  const conserves = essms.filter((e) => e.situation !== 'retire')
  const personnes = conserves.reduce((t, e) => t + (e.personnesAccompagnees ?? 0), 0)
  return (
    <dl className="reperes">
      <div>
        <dt>Établissements</dt>
        <dd>{formatEntier(conserves.length)}</dd>
      </div>
      <div>
        <dt>Organismes</dt>
        <dd>{formatEntier(og.length)}</dd>
      </div>
      <div>
        <dt>Personnes accompagnées</dt>
        <dd>{formatEntier(personnes)}</dd>
      </div>
      <div className="repere-texte">
        <dt>Porteur</dt>
        <dd>{porteur?.raisonSociale ?? 'À désigner'}</dd>
      </div>
      <div className="repere-texte">
        <dt>Solution</dt>
        <dd>{[solution.nom, solution.version].filter(Boolean).join(' ') || 'À renseigner'}</dd>
      </div>
    </dl>
  )
}

function Suite() {
  const session = useSession()
  const manques = useMagasin(session.manques)
  const dossier = useDossierEntier()
  const actions = useMemo(() => prochainesActions(dossier, manques), [dossier, manques])
  return (
    <section className="carte">
      <h3 className="carte-titre">À faire maintenant</h3>
      {!manques.pret ? <p className="secondaire">Vérification du dossier…</p> : null}
      {manques.pret && actions.length === 0 ? <p>✓ Rien ne retient les dossiers. Vous pouvez les générer.</p> : null}
      <ol className="suite">
        {actions.map((a) => (
          <li key={a.cle}>
            <div>
              <strong>{a.titre}</strong>
              <p className="secondaire">{typographier(a.raison)}</p>
            </div>
            <button type="button" className="bouton" onClick={() => (a.manque.ou ? allerAuManque(session, a.manque) : session.aller({ page: a.manque.phase }))}>
              {a.verbe}
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Dossiers({ generer }: { readonly generer: (lot: Lot) => void }) {
  return (
    <section className="carte">
      <h3 className="carte-titre">Dossiers à produire</h3>
      {lotsMontres.map((l) => (
        <LigneLot key={l.lot} {...l} generer={generer} />
      ))}
    </section>
  )
}

function Avancement() {
  const session = useSession()
  const manques = useMagasin(session.manques)
  return (
    <section className="carte">
      <h3 className="carte-titre">Avancement</h3>
      <ul className="avancement">
        {phases
          .filter((p) => p.code !== 'partage' && p.code !== 'ressources')
          .map((p) => ({ ...p, ...avancementDe(manques, p.code) }))
          .map((p) => (
            <li key={p.code}>
              <button type="button" className="avancement-ligne" onClick={() => session.aller({ page: p.code })}>
                <Anneau part={p.part} centre={String(p.numero)} taille={24} />
                <span>{p.titre}</span>
                <span className="secondaire">{p.mot}</span>
              </button>
            </li>
          ))}
      </ul>
    </section>
  )
}

function Argent() {
  const g = useDossier((d) => d.grappe)
  const recu = (g.avanceRecue ?? 0) + (g.soldeRecu ?? 0)
  const ligne = (libelle: string, cents: number | null, precision = '') => (
    <tr>
      <th scope="row">{libelle}</th>
      <td className="droite">{cents === null ? '—' : formatEurosCourt(cents)}</td>
      <td className="secondaire">{precision}</td>
    </tr>
  )
  const date = (d: string | null) => (d ? `le ${formatDate(d)}` : '')
  return (
    <section className="carte">
      <h3 className="carte-titre">Subvention</h3>
      <table className="table table-argent">
        <tbody>
          {ligne('Demandée', g.montantDemande)}
          {ligne('Convention', g.montantConvention, date(g.dateConvention))}
          {ligne('Avance reçue', g.avanceRecue, date(g.dateAvance))}
          {ligne('Solde reçu', g.soldeRecu, date(g.dateSolde))}
        </tbody>
        {g.montantConvention !== null ? <tfoot>{ligne('Reste à recevoir', g.montantConvention - recu)}</tfoot> : null}
      </table>
    </section>
  )
}

function Echeances() {
  const grappe = useDossier((d) => d.grappe)
  const depots = useDossier((d) => d.depots)
  const dates = [
    { titre: 'Fin du projet', date: grappe.dateFin },
    { titre: 'Fin de l’éligibilité des dépenses', date: grappe.finEligibilite },
    { titre: 'Fin de la fenêtre de clôture', date: grappe.finCloture },
    ...depots.filter((d) => d.date === null).map((d) => ({ titre: 'Échéance de dépôt', date: d.echeance }))
  ]
    .flatMap((d) => (d.date === null ? [] : [{ ...d, date: d.date }]))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
  if (dates.length === 0) return null
  return (
    <section className="carte">
      <h3 className="carte-titre">Échéances</h3>
      <ul>
        {dates.map((d) => (
          <li key={d.titre} className="echeance">
            <span>{d.titre}</span>
            <span className="nombre">{formatDate(d.date)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
