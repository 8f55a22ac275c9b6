import { useState } from 'react'
import type { Lot } from '#domain/lot.ts'
import { Generer } from '../../components/generer.tsx'
import { BoutonGenerer } from '../../components/lots.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { Preuves } from './preuves.tsx'
import { Reglages } from './reglages.tsx'
import { Releves } from './releves.tsx'
import { TauxUsages } from './taux.tsx'

export function Usages() {
  const [lot, setLot] = useState<Lot | null>(null)
  return (
    <Page
      titre="Usages"
      but="Les cinq indicateurs, relevés dans le DUI de chaque établissement : à la VA, à la clôture, et mois par mois si vous le souhaitez."
      phase="usages"
      actions={<BoutonGenerer lot="etat-des-lieux" libelle="Générer l’état des lieux…" generer={() => setLot('etat-des-lieux')} />}
    >
      <Onglets
        libelle="Usages"
        onglets={[
          { cle: 'releves', titre: 'Relevés', contenu: () => <Releves /> },
          { cle: 'taux', titre: 'Taux et cibles', contenu: () => <TauxUsages /> },
          { cle: 'preuves', titre: 'Preuves', contenu: () => <Preuves /> },
          { cle: 'reglages', titre: 'Réglages', contenu: () => <Reglages /> }
        ]}
      />
      {lot ? <Generer lot={lot} fermer={() => setLot(null)} /> : null}
    </Page>
  )
}
