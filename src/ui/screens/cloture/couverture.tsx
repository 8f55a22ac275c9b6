import { useMemo, useState } from 'react'
import { compareTexte, formatEntier } from '#domain/format.ts'
import { couverturePv, libellePv } from '#domain/regles-pv.ts'
import { Chercher } from '../../components/chercher.tsx'
import { VideVers } from '../../components/vide-vers.tsx'
import { Champ } from '../../controls/champ.tsx'
import { usePeuAPeu } from '../../peu-a-peu.ts'
import { plier } from '../../presenter.ts'
import { useDossierEntier, useSession } from '../../use-session.ts'

/** Each establishment of the convention with its VA and its VSR: one of each, or withdrawn with a reason. */
export function Couverture() {
  const session = useSession()
  const dossier = useDossierEntier()
  const [seulement, setSeulement] = useState(false)
  const [recherche, setRecherche] = useState('')
  const organismes = useMemo(() => new Map(dossier.organismes.map((o) => [o.id, o])), [dossier.organismes])
  const etablissements = useMemo(() => new Map(dossier.etablissements.map((e) => [e.id, e])), [dossier.etablissements])
  const vas = useMemo(() => couverturePv(dossier, 'va'), [dossier])
  const vsrs = useMemo(() => couverturePv(dossier, 'vsr'), [dossier])
  const nomOg = (id: string | null) => organismes.get(id ?? '')?.raisonSociale ?? 'Sans organisme'
  const tries = dossier.etablissements.toSorted((a, b) => compareTexte(nomOg(a.organisme), nomOg(b.organisme)) || compareTexte(a.nom ?? '', b.nom ?? ''))
  const enOrdre = (id: string) => vas.get(id)?.length === 1 && vsrs.get(id)?.length === 1
  const aRegler = tries.filter((e) => (e.situation === 'retire' ? e.motifRetrait === null : !enOrdre(e.id)))
  const mot = plier(recherche)
  const montres = (seulement ? aRegler : tries).filter((e) => mot === '' || plier(`${e.nom} ${e.finess} ${nomOg(e.organisme)}`).includes(mot))
  const dessines = usePeuAPeu(montres)
  const pvs = (id: string, type: 'va' | 'vsr') => {
    const siens = (type === 'va' ? vas : vsrs).get(id) ?? []
    if (siens.length === 0) return <td className="absent">✕ aucun</td>
    return (
      <td className={siens.length > 1 ? 'absent' : undefined}>
        {siens.map((p) => (
          <span key={p.id} className="pv-couvrant">
            {siens.length > 1 ? '✕' : '✓'}
            <button
              type="button"
              className="bouton-lien"
              onClick={() => session.aller({ page: 'cloture', onglet: type, cible: { kind: 'pv', id: p.id, champ: null } })}
            >
              {libellePv(p, organismes, etablissements)}
            </button>
          </span>
        ))}
      </td>
    )
  }
  if (tries.length === 0)
    return (
      <VideVers
        vers="etablissements"
        titre="Les établissements couverts"
        texte="Chaque établissement avec son PV de VA et son PV de VSR, un de chaque, ou son motif de retrait. Ajoutez d’abord vos établissements."
      />
    )
  return (
    <div className="pile">
      <p>
        {aRegler.length === 0
          ? '✓ Chaque établissement est dans une seule VA et une seule VSR, ou retiré avec un motif.'
          : `${formatEntier(aRegler.length)} établissement${aRegler.length > 1 ? 's' : ''} à régler sur ${formatEntier(tries.length)}.`}
      </p>
      <div className="grille-outils">
        <Chercher libelle="Chercher un établissement ou un organisme" valeur={recherche} changer={setRecherche} />
        <span className="secondaire" aria-live="polite">
          {montres.length === tries.length
            ? `${formatEntier(tries.length)} établissement${tries.length > 1 ? 's' : ''}`
            : `${formatEntier(montres.length)} sur ${formatEntier(tries.length)}`}
        </span>
        {aRegler.length > 0 && aRegler.length < tries.length ? (
          <label className="coche">
            <input type="checkbox" checked={seulement} onChange={(e) => setSeulement(e.target.checked)} />
            <span>Ne montrer que ceux à régler</span>
          </label>
        ) : null}
      </div>
      <div className="table-defile">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Établissement</th>
              <th scope="col">Organisme</th>
              <th scope="col">VA</th>
              <th scope="col">VSR</th>
            </tr>
          </thead>
          <tbody>
            {dessines.map((e) => (
              <tr key={e.id} data-entite={e.id}>
                <th scope="row">{e.nom ?? 'Sans nom'}</th>
                <td>{nomOg(e.organisme)}</td>
                {e.situation === 'retire' ? (
                  <td colSpan={2}>
                    <Champ kind="etablissement" id={e.id} name="motifRetrait" label="Retiré de la grappe : motif" />
                  </td>
                ) : (
                  <>
                    {pvs(e.id, 'va')}
                    {pvs(e.id, 'vsr')}
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
