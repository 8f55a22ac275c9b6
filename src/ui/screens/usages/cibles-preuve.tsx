import type { Sortie } from '#contract/contract.ts'
import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { formatEntier } from '#domain/format.ts'
import { grouper } from '#domain/grouper.ts'
import { Coches } from '../../controls/coches.tsx'

export type FichierPropose = Sortie<'preuve.apercu'>['fichiers'][number]

/** What a proof may be attached to: the whole grappe, an organisation, or establishments. */
export function placesPossibles(dossier: Dossier) {
  const nomDOg = new Map(dossier.organismes.map((o) => [o.id, o.raisonSociale ?? o.finessEj ?? 'Sans nom']))
  const conserves = etablissementsConserves(dossier)
  const parOg = grouper(conserves, (e) => e.organisme ?? '')
  const ids = (essms: readonly Etablissement[]) => essms.map((e) => e.id)
  return {
    projet: dossier.projet,
    ogs: dossier.organismes.map((o) => ({ id: o.id, nom: nomDOg.get(o.id) ?? '', n: parOg.get(o.id)?.length ?? 0 })),
    essms: conserves.map((e) => {
      const court = e.nom ?? e.finess ?? 'Sans nom'
      return { id: e.id, court, nom: `${court}${e.nom && e.finess ? ` (${e.finess})` : ''}`, cherche: nomDOg.get(e.organisme ?? '') ?? '' }
    }),
    /** The establishments that a choice means: itself, those of the organisation, or all. */
    essmsDe: (cible: string): readonly string[] =>
      cible === dossier.projet ? ids(conserves) : ids(parOg.get(cible) ?? conserves.filter((e) => e.id === cible))
  }
}

const pourquoi = {
  finess: ['son FINESS est dans le texte', 'leurs FINESS ou leurs noms sont dans le texte'],
  nom: ['son nom est dans le texte', 'leurs noms sont dans le texte'],
  fichier: ['d’après le nom du fichier', 'd’après le nom du fichier']
} as const

/** Names shown before the list is opened. */
const exemples = 3
const liste = 'plusieurs'

interface Props {
  readonly fichier: FichierPropose
  readonly places: ReturnType<typeof placesPossibles>
  readonly cibles: readonly string[]
  /** True when several establishments are chosen one by one. */
  readonly isListe: boolean
  /** True when the list of establishments is shown at once. */
  readonly ouverte: boolean
  readonly poser: (cibles: readonly string[], isListe: boolean) => void
}

/** What one file is attached to, as proposed or as corrected. */
export function CiblesPreuve({ fichier: f, places, cibles, isListe, ouverte, poser }: Props) {
  const [seule] = cibles
  const noms = isListe ? places.essms.filter((e) => cibles.includes(e.id)).map((e) => e.court) : []
  const isPropose = f.par !== null && cibles.length === f.cibles.length && cibles.every((c) => f.cibles.includes(c))
  const isSeul = cibles.length === 1 && (seule === undefined || places.essmsDe(seule).length === 1)
  const choisir = (valeur: string) => {
    if (valeur === liste) poser(cibles.flatMap(places.essmsDe), true)
    else poser(valeur === '' ? [] : [valeur], false)
  }
  return (
    <>
      <select className="saisie" aria-label={`Établissement de ${f.nom}`} value={isListe ? liste : (seule ?? '')} onChange={(e) => choisir(e.target.value)}>
        <option value="">À choisir : ce fichier ne sera pas joint</option>
        {places.essms.length > 1 ? <option value={liste}>Plusieurs établissements, à cocher</option> : null}
        <option value={places.projet}>Toute la grappe</option>
        <optgroup label="Organismes">
          {places.ogs.map((o) => (
            <option key={o.id} value={o.id}>
              {o.n > 1 ? `${o.nom} : ses ${formatEntier(o.n)} établissements` : o.nom}
            </option>
          ))}
        </optgroup>
        <optgroup label="Établissements">
          {places.essms.map((o) => (
            <option key={o.id} value={o.id}>
              {o.nom}
            </option>
          ))}
        </optgroup>
      </select>
      <span className="secondaire">
        {isPropose && f.par !== null
          ? `${isSeul ? 'Proposé' : 'Proposés'} : ${pourquoi[f.par][isSeul ? 0 : 1]}.`
          : f.par === null
            ? 'Rien dans ce fichier ne dit lequel.'
            : ''}
      </span>
      {isListe ? (
        <details open={ouverte} className="cibles-liste">
          <summary>
            {noms.length === 0
              ? 'Aucun établissement coché'
              : `${formatEntier(noms.length)} établissement${noms.length > 1 ? 's' : ''} : ${noms.slice(0, exemples).join(', ')}${noms.length > exemples ? '…' : ''}`}
          </summary>
          <Coches elements={places.essms} retenus={new Set(cibles)} poser={(ids) => poser(ids, true)} />
        </details>
      ) : null}
    </>
  )
}
