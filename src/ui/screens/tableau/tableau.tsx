import { useState } from 'react'
import type { Lot } from '#domain/lot.ts'
import { Generer } from '../../components/generer.tsx'
import { Page } from '../../components/page.tsx'
import { BienCommencer } from './bien-commencer.tsx'
import { Dossiers } from './dossiers.tsx'
import { Echeances } from './echeances.tsx'
import { Reperes } from './reperes.tsx'
import { Subvention } from './subvention.tsx'
import { Suite } from './suite.tsx'

/** Where the grappe stands, what to do next, what is ready. How far each phase is stands in the navigation, always in sight. */
export function TableauDeBord() {
  const [lot, setLot] = useState<Lot | null>(null)
  return (
    <Page titre="Tableau de bord" but="Où en est la grappe, et ce qu’il reste à faire.">
      <Reperes />
      <div className="tableau">
        <div className="pile">
          <BienCommencer />
          <Suite />
          <Dossiers generer={setLot} />
        </div>
        <div className="pile">
          <Echeances />
          <Subvention />
        </div>
      </div>
      {lot ? <Generer lot={lot} fermer={() => setLot(null)} /> : null}
    </Page>
  )
}
