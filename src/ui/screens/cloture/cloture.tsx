import { useState } from 'react'
import type { Lot } from '#domain/lot.ts'
import { Generer } from '../../components/generer.tsx'
import { LigneLot } from '../../components/lots.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { FieldForm } from '../../controls/champ.tsx'
import { champsGrappe } from '../../ecran.ts'
import { useDossier } from '../../use-session.ts'
import { AJustifier } from './a-justifier.tsx'
import { CinqPreuves } from './cinq-preuves.tsx'
import { ProcesVerbaux } from './proces-verbaux.tsx'

export function Cloture() {
  const [lot, setLot] = useState<Lot | null>(null)
  const va = useDossier((d) => d.pvs.filter((p) => p.type === 'va').length)
  const vsr = useDossier((d) => d.pvs.filter((p) => p.type === 'vsr').length)
  return (
    <Page
      titre="Clôture"
      but="Les cinq preuves demandées pour solder le projet : VA, VSR, indicateurs, preuves d’usage, état des dépenses."
      phase="cloture"
      actions={
        <button type="button" className="bouton bouton-principal" onClick={() => setLot('cloture')}>
          Générer la clôture…
        </button>
      }
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
                <FieldForm kind="grappe" titre="Réglages de la clôture" champs={champsGrappe.cloture} />
              </div>
            )
          },
          { cle: 'va', titre: 'PV de VA', marque: String(va), contenu: () => <ProcesVerbaux key="va" type="va" /> },
          { cle: 'vsr', titre: 'PV de VSR', marque: String(vsr), contenu: () => <ProcesVerbaux key="vsr" type="vsr" /> },
          { cle: 'justifier', titre: 'À justifier', contenu: () => <AJustifier /> },
          {
            cle: 'envois',
            titre: 'Envois et dépôt',
            contenu: () => (
              <section className="carte">
                <h3 className="carte-titre">Dossiers à produire</h3>
                <LigneLot lot="va" aide="À l’ARS et au GRADeS, en un seul envoi." generer={setLot} />
                <LigneLot lot="etat-des-lieux" aide="Un classeur pour toute la grappe." generer={setLot} />
                <LigneLot lot="vsr" aide="À l’ARS et au GRADeS, en un seul envoi." generer={setLot} />
                <LigneLot lot="cloture" aide="À déposer sur la démarche donnée par l’ARS." generer={setLot} />
                <p className="secondaire">
                  Grappe n’envoie rien : les dossiers d’envoi contiennent des brouillons de courriels à ouvrir dans votre messagerie. Conservez les preuves
                  après la clôture.
                </p>
              </section>
            )
          }
        ]}
      />
      {lot ? <Generer lot={lot} fermer={() => setLot(null)} /> : null}
    </Page>
  )
}
