import { type ReactNode, useEffect, useRef } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { isDansCollecte } from '../collecte.ts'
import { useMagasin, useRole, useSession } from '../use-session.ts'

export interface Onglet {
  readonly cle: string
  readonly titre: string
  /** A short count or state after the title. */
  readonly marque?: string | undefined
  readonly contenu: () => ReactNode
}

/** The tabs of a phase; the current one is part of the screen, so that « Ce qui manque » can open it. */
export function Onglets({ libelle, onglets: tous }: { readonly libelle: string; readonly onglets: readonly Onglet[] }) {
  const session = useSession()
  const ecran = useMagasin(session.ecran)
  const isCollecte = useRole() === 'collecte'
  const onglets = isCollecte ? tous.filter((o) => isDansCollecte(ecran.page, o.cle)) : tous
  const courant = onglets.find((o) => o.cle === ecran.onglet) ?? onglets[0]
  const liste = useRef<HTMLDivElement>(null)
  const cle = courant?.cle
  // One may come to a tab from elsewhere, « Ce qui manque » or the search, while the row is scrolled.
  useEffect(() => {
    if (cle !== undefined) liste.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [cle])
  if (!courant) return null
  return (
    <Tabs
      className="onglets"
      selectedKey={courant.cle}
      onSelectionChange={(cle) => {
        if (cle !== courant.cle) session.aller({ page: ecran.page, onglet: String(cle) })
      }}
      keyboardActivation="manual"
    >
      <div className="onglets-tete">
        <TabList className="onglets-liste" aria-label={libelle} ref={liste}>
          {onglets.map((o) => (
            <Tab key={o.cle} id={o.cle} className="onglet">
              {o.titre}
              {o.marque && o.marque !== '0' ? <span className="onglet-marque">{o.marque}</span> : null}
            </Tab>
          ))}
        </TabList>
      </div>
      <TabPanel key={courant.cle} id={courant.cle} className="onglet-corps">
        {courant.contenu()}
      </TabPanel>
    </Tabs>
  )
}
