import { useState } from 'react'
import { type Lot, lotLabel } from '#domain/lot.ts'
import { Generer } from '../../components/generer.tsx'
import { BoutonGenerer, EtiquetteLot, etatDuLot } from '../../components/lots.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { useDossier, useMagasin, useSession } from '../../use-session.ts'
import { Modeles } from '../modeles/modeles.tsx'
import { AJustifier } from './a-justifier.tsx'
import { CinqPreuves } from './cinq-preuves.tsx'
import { Controles } from './controles.tsx'
import { Couverture } from './couverture.tsx'
import { DepotArchive } from './depot-archive.tsx'
import { type Envoi, PreparerEnvoi } from './preparer-envoi.tsx'
import { ProcesVerbaux } from './proces-verbaux.tsx'

export function Cloture() {
  const [lot, setLot] = useState<Lot | null>(null)
  const [envoi, setEnvoi] = useState<Envoi | null>(null)
  const va = useDossier((d) => d.pvs.filter((p) => p.type === 'va').length)
  const vsr = useDossier((d) => d.pvs.filter((p) => p.type === 'vsr').length)
  return (
    <Page
      titre="Clôture"
      but="Les cinq preuves demandées pour solder le projet : VA, VSR, indicateurs, preuves d’usage, état des dépenses."
      phase="cloture"
      actions={<BoutonGenerer lot="cloture" libelle="Générer la clôture…" generer={() => setLot('cloture')} />}
    >
      <Onglets
        libelle="Clôture"
        onglets={[
          {
            cle: 'preuves',
            titre: 'Où en est la clôture',
            contenu: () => (
              <div className="pile">
                <CinqPreuves />
                <Controles />
              </div>
            )
          },
          { cle: 'va', titre: 'PV de VA', marque: String(va), contenu: () => <ProcesVerbaux key="va" type="va" /> },
          { cle: 'vsr', titre: 'PV de VSR', marque: String(vsr), contenu: () => <ProcesVerbaux key="vsr" type="vsr" /> },
          { cle: 'couverture', titre: 'Couverture', contenu: () => <Couverture /> },
          { cle: 'justifier', titre: 'À justifier', contenu: () => <AJustifier /> },
          { cle: 'modeles', titre: 'Modèles à remplir', contenu: () => <Modeles /> },
          { cle: 'envois', titre: 'Envois', contenu: () => <Envois preparer={setEnvoi} /> },
          { cle: 'depot', titre: 'Dépôt et archive', contenu: () => <DepotArchive generer={() => setLot('cloture')} /> }
        ]}
      />
      {lot ? <Generer lot={lot} fermer={() => setLot(null)} /> : null}
      {envoi ? (
        <PreparerEnvoi
          lot={envoi}
          fermer={() => setEnvoi(null)}
          completer={() => {
            setLot(envoi)
            setEnvoi(null)
          }}
        />
      ) : null}
    </Page>
  )
}

const envois: readonly (readonly [Envoi, string])[] = [
  ['va', 'Les procès-verbaux signés, en un seul envoi, dès que la VA est prononcée.'],
  ['etat-des-lieux', 'Les indicateurs des trois derniers mois, juste après la VA : un classeur pour toute la grappe.'],
  ['vsr', 'Les procès-verbaux signés, en un seul envoi.']
]

/** The three mailings to the ARS and the GRADeS. */
function Envois({ preparer }: { readonly preparer: (envoi: Envoi) => void }) {
  const session = useSession()
  const manques = useMagasin(session.manques)
  return (
    <section className="carte">
      <h3 className="carte-titre">À l’ARS et au GRADeS</h3>
      {envois.map(([lot, aide]) => {
        const etat = etatDuLot(manques, lot)
        return (
          <div key={lot} className="lot">
            <div className="lot-texte">
              <strong>{lotLabel[lot]}</strong>
              <span className="secondaire">{aide}</span>
            </div>
            <EtiquetteLot lot={lot} etat={etat} />
            <button type="button" className="bouton" onClick={() => preparer(lot)} aria-label={`Préparer l’e-mail : ${lotLabel[lot]}`}>
              Préparer l’e-mail…
            </button>
          </div>
        )
      })}
      <p className="secondaire">Grappe n’envoie rien : vous envoyez depuis votre messagerie.</p>
    </section>
  )
}
