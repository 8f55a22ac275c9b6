import { useMemo } from 'react'
import { type DateVa, dateVaAuPlusTot } from '#domain/deploiement/date-va.ts'
import { type Deploiement, suivreDeploiement } from '#domain/deploiement/suivi.ts'
import { aujourdhui } from '../../manques.ts'
import { useDossierEntier } from '../../use-session.ts'

/** The deployment list of the open dossier, and its earliest VA. */
export function useDeploiement(): { readonly deploiement: Deploiement; readonly va: DateVa } {
  const dossier = useDossierEntier()
  return useMemo(() => {
    const deploiement = suivreDeploiement(dossier)
    return { deploiement, va: dateVaAuPlusTot(deploiement, dossier, aujourdhui()) }
  }, [dossier])
}
