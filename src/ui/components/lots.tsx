import { champBordereau } from '#documents/lot/champs.ts'
import { formatEntier } from '#domain/format.ts'
import type { Lot } from '#domain/lot.ts'
import { lotLabel } from '#domain/lot.ts'
import type { Manques } from '../manques.ts'
import { useMagasin, useSession } from '../use-session.ts'

export interface EtatLotMontre {
  readonly pret: boolean
  readonly bloquants: number
  readonly aJustifier: number
}

/** State of a bundle from what is missing. */
export function etatDuLot({ liste }: Manques, lot: Lot): EtatLotMontre {
  let bloquants = 0
  let aJustifier = 0
  for (const m of liste) {
    if (!m.lots.includes(lot)) continue
    if (m.gravite === 'bloquant') bloquants++
    else if (m.gravite === 'a-justifier' && m.motif === undefined) aJustifier++
  }
  return { pret: bloquants + aJustifier === 0, bloquants, aJustifier }
}

/** « Générer » at the head of a phase: its main action once nothing holds the bundle back; before, completing is. */
export function BoutonGenerer({ lot, libelle, generer }: { readonly lot: Lot; readonly libelle: string; readonly generer: () => void }) {
  const manques = useMagasin(useSession().manques)
  return (
    <button type="button" className={`bouton${manques.pret && etatDuLot(manques, lot).pret ? ' bouton-principal' : ''}`} onClick={generer}>
      {libelle}
    </button>
  )
}

export function motLot({ pret, bloquants, aJustifier }: EtatLotMontre): string {
  if (pret) return 'Prêt'
  const mots = []
  if (bloquants > 0) mots.push(`${bloquants} à compléter`)
  if (aJustifier > 0) mots.push(`${aJustifier} à justifier`)
  return mots.join(', ')
}

/** Files of a bundle, planned or written, counted as its bordereau does: itself left out. */
export function motFichiers(fichiers: readonly { readonly champ: string }[]): string {
  const n = fichiers.filter((f) => f.champ !== champBordereau.titre).length
  return n > 1 ? `${formatEntier(n)} fichiers et leur bordereau` : `${formatEntier(n)} fichier et son bordereau`
}

/** State of a part of a bundle; what is left is no alert while that bundle is not under way. */
export function EtiquettePartie({ lot, complet, mot }: { readonly lot: Lot; readonly complet: boolean; readonly mot: string }) {
  const { pret, lotsEnCours } = useMagasin(useSession().manques)
  const [ton, signe] = !pret ? ['', '…'] : complet ? ['etiquette-succes', '✓'] : lotsEnCours.has(lot) ? ['etiquette-attention', '!'] : ['', '○']
  return (
    <span className={`etiquette ${ton}`}>
      <span aria-hidden="true">{signe}</span> {pret ? mot : 'Vérification'}
    </span>
  )
}

/** State of a bundle: what it lacks, ready, or gone already. */
export function EtiquetteLot({ lot, etat }: { readonly lot: Lot; readonly etat: EtatLotMontre }) {
  const { lotsPartis } = useMagasin(useSession().manques)
  const parti = lot === 'va' || lot === 'etat-des-lieux' || lot === 'vsr' ? 'Envoyé' : 'Déposé'
  return <EtiquettePartie lot={lot} complet={etat.pret} mot={etat.pret && lotsPartis.has(lot) ? parti : motLot(etat)} />
}

/** A line per bundle: its state in words, and « Générer ». */
export function LigneLot({ lot, aide, generer }: { readonly lot: Lot; readonly aide?: string; readonly generer: (lot: Lot) => void }) {
  const session = useSession()
  const manques = useMagasin(session.manques)
  const etat = etatDuLot(manques, lot)
  return (
    <div className="lot">
      <div className="lot-texte">
        <strong>{lotLabel[lot]}</strong>
        {aide ? <span className="secondaire">{aide}</span> : null}
      </div>
      <EtiquetteLot lot={lot} etat={etat} />
      <button type="button" className="bouton" onClick={() => generer(lot)}>
        Générer…
      </button>
    </div>
  )
}
