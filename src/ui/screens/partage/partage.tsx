import { useMemo } from 'react'
import { doublonsDe } from '#domain/partage/doublons.ts'
import { suiviEnvois } from '#domain/partage/suivi.ts'
import { type Onglet, Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { aujourdhui } from '../../manques.ts'
import { useDossierEntier, useRole } from '../../use-session.ts'
import { Envoyer } from './envoyer.tsx'
import { Historique } from './historique.tsx'
import { Recevoir } from './recevoir.tsx'
import { Regler } from './regler.tsx'
import { Renvoyer } from './renvoyer.tsx'
import { Suivi } from './suivi.tsx'
import { Versions } from './versions.tsx'
import { VotreFichier } from './votre-fichier.tsx'

const marque = (n: number): string | undefined => (n > 0 ? String(n) : undefined)

/** Copies that leave and come back, what differs, what was typed and when. */
export function Partage() {
  const dossier = useDossierEntier()
  const isCollecte = useRole() === 'collecte'
  const aRegler = useMemo(() => dossier.conflits.length + doublonsDe(dossier).length, [dossier])
  const enRetard = useMemo(() => suiviEnvois(dossier, aujourdhui()).filter((s) => s.etat === 'en-retard').length, [dossier])
  const depart: readonly Onglet[] = isCollecte
    ? [{ cle: 'renvoyer', titre: 'Renvoyer au porteur', contenu: () => <Renvoyer /> }]
    : [
        { cle: 'envoyer', titre: 'Envoyer', contenu: () => <Envoyer /> },
        { cle: 'suivi', titre: 'Suivi des envois', marque: enRetard > 0 ? `${enRetard} en retard` : undefined, contenu: () => <Suivi /> }
      ]
  return (
    <Page
      titre="Partage"
      but="Le fichier voyage par e-mail ou par un dossier partagé. Chacun saisit de son côté, puis vous réunissez : rien n’est perdu, rien n’est écrasé."
    >
      <Onglets
        libelle="Partage"
        onglets={[
          ...depart,
          { cle: 'recevoir', titre: 'Recevoir', contenu: () => <Recevoir /> },
          { cle: 'regler', titre: 'À régler', marque: marque(aRegler), contenu: () => <Regler /> },
          { cle: 'historique', titre: 'Historique', contenu: () => <Historique /> },
          { cle: 'versions', titre: 'Versions', contenu: () => <Versions /> },
          { cle: 'fichier', titre: 'Votre fichier', contenu: () => <VotreFichier /> }
        ]}
      />
    </Page>
  )
}
