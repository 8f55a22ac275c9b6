import { useState } from 'react'
import type { Lot } from '#domain/lot.ts'
import { Generer } from '../../components/generer.tsx'
import { BoutonGenerer } from '../../components/lots.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { useDossier } from '../../use-session.ts'
import { AutresIndicateurs } from './autres-indicateurs.tsx'
import { Exemptions } from './exemptions.tsx'
import { IndicateursPropres } from './indicateurs-propres.tsx'
import { Preuves } from './preuves.tsx'
import { Reglages } from './reglages.tsx'
import { Releves } from './releves.tsx'
import { TauxUsages } from './taux.tsx'

export function Usages() {
  const [lot, setLot] = useState<Lot | null>(null)
  const avecPropres = useDossier((d) => d.indicateursPropres.length > 0)
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
          ...(avecPropres ? [{ cle: 'autres', titre: 'Autres indicateurs', contenu: () => <AutresIndicateurs /> }] : []),
          { cle: 'preuves', titre: 'Preuves', contenu: () => <Preuves /> },
          {
            cle: 'reglages',
            titre: 'Réglages',
            contenu: () => (
              <>
                <Reglages />
                <Exemptions />
                <IndicateursPropres />
              </>
            )
          }
        ]}
      />
      {lot ? <Generer lot={lot} fermer={() => setLot(null)} /> : null}
    </Page>
  )
}
