import type { Manque } from '#domain/lot.ts'
import { motEtat } from '../../avancement.ts'
import type { Ecran } from '../../ecran.ts'
import { restants } from '../../manques.ts'
import { useDossier, useMagasin, useSession } from '../../use-session.ts'

interface Preuve {
  readonly titre: string
  readonly texte: string
  readonly vers: Pick<Ecran, 'page' | 'onglet'>
  readonly concerne: (m: Manque) => boolean
}

const preuves: readonly Preuve[] = [
  {
    titre: 'Vérification d’aptitude (VA)',
    texte: 'Chaque établissement dans un procès-verbal, et un seul, signé.',
    vers: { page: 'cloture', onglet: 'va' },
    concerne: (m) => m.phase === 'cloture' && m.lots.includes('va')
  },
  {
    titre: 'Vérification de service régulier (VSR)',
    texte: 'De même, après la VA.',
    vers: { page: 'cloture', onglet: 'vsr' },
    concerne: (m) => m.phase === 'cloture' && m.lots.includes('vsr')
  },
  {
    titre: 'Indicateurs d’usage',
    texte: 'Relevés complets sur les trois derniers mois, cibles atteintes.',
    vers: { page: 'usages', onglet: 'releves' },
    concerne: (m) => m.phase === 'usages' && m.lots.includes('cloture') && !m.cle.startsWith('preuve')
  },
  {
    titre: 'Preuves d’usage',
    texte: 'Un PDF extrait du DUI pour chaque établissement.',
    vers: { page: 'usages', onglet: 'preuves' },
    concerne: (m) => m.lots.includes('cloture') && m.cle.startsWith('preuve')
  },
  {
    titre: 'État récapitulatif des dépenses',
    texte: 'Dépenses acquittées, justifiées, comparées au plan.',
    vers: { page: 'depenses', onglet: 'lignes' },
    concerne: (m) => m.phase === 'depenses' && m.lots.includes('cloture')
  }
]

/** The five evidences of the closure, with their state in words. */
export function CinqPreuves() {
  const session = useSession()
  const { liste, pret } = useMagasin(session.manques)
  const essms = useDossier((d) => d.etablissements.length)
  return (
    <ol className="cinq">
      {preuves.map((p, i) => {
        const r = restants(liste.filter(p.concerne))
        const complet = r.bloquants + r.aJustifier === 0 && essms > 0
        return (
          <li key={p.titre} className="carte">
            <span className="piece-numero">{i + 1}</span>
            <div className="piece-titre">
              <h3>{p.titre}</h3>
              <p className="secondaire">{p.texte}</p>
            </div>
            <span className={`etiquette ${!pret ? '' : complet ? 'etiquette-succes' : 'etiquette-attention'}`}>
              <span aria-hidden="true">{!pret ? '…' : complet ? '✓' : '!'}</span> {pret ? motEtat(r, essms) : 'Vérification'}
            </span>
            <button type="button" className="bouton" onClick={() => session.aller(p.vers)}>
              Ouvrir
            </button>
          </li>
        )
      })}
    </ol>
  )
}
