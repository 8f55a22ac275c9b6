import { useMemo } from 'react'
import { formatFenetre, formatMois } from '#domain/format.ts'
import { fenetreDe, moisDuSuivi, type Periode } from '#domain/indicateurs/fenetre.ts'
import { aujourdhui } from '../../manques.ts'
import { useDossierEntier } from '../../use-session.ts'

/** « va », « cloture », or a month: as text in a list. */
export const periodeDe = (cle: string): Periode => (cle === 'va' || cle === 'cloture' ? cle : { mois: cle })

/** Chooses the window or the month in view. */
export function ChoixPeriode({ valeur, changer, mois = true }: { readonly valeur: string; readonly changer: (cle: string) => void; readonly mois?: boolean }) {
  const dossier = useDossierEntier()
  const listes = useMemo(() => moisDuSuivi(dossier, aujourdhui()), [dossier])
  const libelle = (fenetre: 'va' | 'cloture', nom: string) => {
    const bornes = fenetreDe(dossier, fenetre)
    return bornes ? `${nom} : ${formatFenetre(bornes)}` : `${nom} : fenêtre à dater dans Réglages`
  }
  return (
    <select className="saisie choix-periode" aria-label="Période" value={valeur} onChange={(e) => changer(e.target.value)}>
      <option value="va">{libelle('va', 'État des lieux (VA)')}</option>
      <option value="cloture">{libelle('cloture', 'Clôture')}</option>
      {mois
        ? listes.map((m) => (
            <option key={m} value={m}>
              Suivi : {formatMois(m)}
            </option>
          ))
        : null}
    </select>
  )
}
