import { useMemo, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatEntier } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { direPeriodeCourte } from './fichiers-revenus.tsx'

type Apercu = Sortie<'collecte.apercu'>
type Ligne = Apercu['lignes'][number]

const vues = [
  { cle: 'tout', titre: 'Tout' },
  { cle: 'ecrire', titre: 'À reprendre' },
  { cle: 'refuse', titre: 'Refusé' },
  { cle: 'alerte', titre: 'À vérifier' }
] as const
type Vue = (typeof vues)[number]['cle']

const isRefusee = (l: Ligne) => l.statut === 'refuse' || l.cellules.some((c) => c.statut === 'refuse')
const isEcrite = (l: Ligne) => l.cellules.some((c) => c.statut === 'ajoute' || c.statut === 'modifie')
const garde: Readonly<Record<Vue, (l: Ligne) => boolean>> = {
  tout: (l) => l.statut !== 'inchange' || l.alertes.length > 0,
  ecrire: isEcrite,
  refuse: isRefusee,
  alerte: (l) => l.alertes.length > 0
}
const signes = { ajoute: '+', modifie: '→', inchange: '=', refuse: '✕' } as const
const mots = { ajoute: 'nouveau', modifie: 'modifié', inchange: 'inchangé', refuse: 'refusé' } as const
const pas = 60

/** What would change, establishment by establishment, value by value: before, after, refused with its reason, what does not hold together. */
export function Differences({ apercu }: { readonly apercu: Apercu }) {
  const [vue, setVue] = useState<Vue>('tout')
  const [montrees, setMontrees] = useState(pas)
  const parVue = useMemo(() => new Map(vues.map((v): [Vue, readonly Ligne[]] => [v.cle, apercu.lignes.filter(garde[v.cle])])), [apercu])
  const lignes = parVue.get(vue) ?? []
  const plusieurs = apercu.fichiers.length > 1
  return (
    <>
      <fieldset className="rangee-boutons" aria-label="Différences montrées">
        {vues.map((v) => (
          <button key={v.cle} type="button" className="bouton bouton-filtre" aria-pressed={vue === v.cle} onClick={() => setVue(v.cle)}>
            {v.titre} ({formatEntier(parVue.get(v.cle)?.length ?? 0)})
          </button>
        ))}
      </fieldset>
      {lignes.length === 0 ? (
        <p className="secondaire">Aucune ligne.</p>
      ) : (
        <div className="differences">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Établissement</th>
                <th scope="col">Valeur</th>
                <th scope="col" className="droite">
                  Avant
                </th>
                <th scope="col" className="droite">
                  Après
                </th>
                <th scope="col">État</th>
              </tr>
            </thead>
            {lignes.slice(0, montrees).map((l, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row that names nothing has no other key; the order of a preview is fixed
              <LigneComparee key={`${l.fichier} ${l.numero} ${i}`} ligne={l} fichier={plusieurs ? (apercu.fichiers[l.fichier]?.nom ?? '') : ''} />
            ))}
          </table>
          {lignes.length > montrees ? (
            <button type="button" className="bouton-lien" onClick={() => setMontrees(montrees + 300)}>
              Afficher la suite ({formatEntier(lignes.length - montrees)})
            </button>
          ) : null}
        </div>
      )}
      {apercu.total > apercu.lignes.length ? (
        <p className="secondaire">
          Les {formatEntier(apercu.lignes.length)} premières lignes sont montrées ; toutes les {formatEntier(apercu.total)} sont reprises.
        </p>
      ) : null}
    </>
  )
}

function LigneComparee({ ligne, fichier }: { readonly ligne: Ligne; readonly fichier: string }) {
  const cellules = ligne.cellules.filter((c) => c.statut !== 'inchange')
  const suites = cellules.length + (ligne.message === null ? 0 : 1) + ligne.alertes.length
  const lieu = [direPeriodeCourte(ligne.periode), fichier, ligne.numero > 0 ? `ligne ${ligne.numero}` : ''].filter(Boolean).join(' · ')
  const tete = (
    <th scope="rowgroup" rowSpan={Math.max(1, suites)}>
      {ligne.nom || 'Sans nom'}
      <span className="secondaire difference-lieu">{lieu}</span>
    </th>
  )
  const rangees = [
    ...(ligne.message === null ? [] : [<Remarque key="message" texte={ligne.message} refus />]),
    ...cellules.map((c) => [
      <td key="v">{c.libelle}</td>,
      <td key="a" className="droite">
        {c.avant || '–'}
      </td>,
      <td key="n" className={`droite${c.statut === 'refuse' ? ' cellule-erreur' : ' difference-apres'}`}>
        {c.apres || '–'}
      </td>,
      <td key="s" className={c.statut === 'refuse' ? 'message-erreur' : undefined}>
        <span aria-hidden="true">{signes[c.statut]} </span>
        {c.message === null ? mots[c.statut] : typographier(`Refusé : ${c.message}`)}
      </td>
    ]),
    ...ligne.alertes.map((a) => <Remarque key={a} texte={a} refus={false} />)
  ]
  return (
    <tbody>
      {rangees.map((contenu, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of one comparison, whose order does not change
        <tr key={i}>
          {i === 0 ? tete : null}
          {contenu}
        </tr>
      ))}
      {rangees.length === 0 ? (
        <tr>
          {tete}
          <td colSpan={4} className="secondaire">
            Sans changement
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

function Remarque({ texte, refus }: { readonly texte: string; readonly refus: boolean }) {
  return (
    <td colSpan={4} className={refus ? 'message-erreur' : 'message-remarque'}>
      <span aria-hidden="true">{refus ? '✕ ' : '! '}</span>
      {typographier(refus ? `Ligne refusée : ${texte}` : `À vérifier : ${texte}`)}
    </td>
  )
}
