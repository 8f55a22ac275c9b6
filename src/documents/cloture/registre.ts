import type { Dossier } from '#domain/dossier.ts'
import type { Fenetre } from '#domain/indicateurs/fenetre.ts'
import type { Lot } from '#domain/lot.ts'
import type { Contexte, ProductionDuLot } from '../production.ts'
import { classeurDepenses } from './depenses-classeur.ts'
import { docDepenses } from './depenses-doc.ts'
import { classeurIndicateurs } from './indicateurs-classeur.ts'
import { docIndicateurs } from './indicateurs-doc.ts'
import { docMessage } from './message.ts'
import { docPv } from './pv.ts'

function productionsPv(dossier: Dossier, type: 'va' | 'vsr', contexte: Contexte): ProductionDuLot[] {
  const nom = type === 'va' ? 'PV_VA' : 'PV_VSR'
  const concernes = dossier.pvs.filter((p) => p.type === type)
  return concernes.flatMap((pv, i) => {
    const doc = docPv(dossier, pv, contexte)
    const rang = concernes.length > 1 ? `_${String(i + 1).padStart(concernes.length > 99 ? 3 : 2, '0')}` : ''
    return doc ? [{ champ: type, pv: pv.id, production: { sorte: 'pdf' as const, base: `${nom}${rang}`, doc } }] : []
  })
}

const productionsIndicateurs = (dossier: Dossier, fenetre: Fenetre, contexte: Contexte): ProductionDuLot[] => [
  {
    champ: 'indicateurs',
    production: {
      sorte: 'xlsx',
      base: fenetre === 'va' ? 'Etat_des_lieux_indicateurs' : 'Indicateurs_usage',
      classeur: classeurIndicateurs(dossier, fenetre, contexte)
    }
  },
  {
    champ: 'indicateurs',
    production: { sorte: 'pdf', base: fenetre === 'va' ? 'Etat_des_lieux_synthese' : 'Indicateurs_synthese', doc: docIndicateurs(dossier, fenetre, contexte) }
  }
]

const productionsDepenses = (dossier: Dossier, contexte: Contexte): ProductionDuLot[] => [
  { champ: 'depenses', production: { sorte: 'xlsx', base: 'Etat_recapitulatif_depenses', classeur: classeurDepenses(dossier, contexte) } },
  { champ: 'depenses', production: { sorte: 'pdf', base: 'Etat_recapitulatif_depenses', doc: docDepenses(dossier, contexte) } }
]

const message = (dossier: Dossier, envoi: 'va' | 'etat-des-lieux' | 'vsr', contexte: Contexte): ProductionDuLot => ({
  champ: 'message',
  production: { sorte: 'pdf', base: 'Message_a_envoyer', doc: docMessage(dossier, envoi, contexte) }
})

/** What Grappe writes for the mailings and the closure; one line a document. Proofs and signed files are attached, not written. */
export const productionsCloture: Readonly<
  Record<Extract<Lot, 'va' | 'etat-des-lieux' | 'vsr' | 'cloture'>, (dossier: Dossier, contexte: Contexte) => readonly ProductionDuLot[]>
> = {
  va: (d, c) => [message(d, 'va', c), ...productionsPv(d, 'va', c)],
  'etat-des-lieux': (d, c) => [message(d, 'etat-des-lieux', c), ...productionsIndicateurs(d, 'va', c)],
  vsr: (d, c) => [message(d, 'vsr', c), ...productionsPv(d, 'vsr', c)],
  cloture: (d, c) => [...productionsPv(d, 'va', c), ...productionsPv(d, 'vsr', c), ...productionsIndicateurs(d, 'cloture', c), ...productionsDepenses(d, c)]
}
