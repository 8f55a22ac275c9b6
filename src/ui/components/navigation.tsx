import { type AvancementPhase, motAvancement, partAvancement } from '#domain/avancement.ts'
import { phases } from '#domain/lot.ts'
import { isDansCollecte } from '../collecte.ts'
import { useMagasin, useRole, useSession } from '../use-session.ts'
import { Anneau } from './anneau.tsx'

/** The eleven phases with their state: a ring that fills, a number, a word. */
export function Navigation() {
  const session = useSession()
  const ecran = useMagasin(session.ecran)
  const manques = useMagasin(session.manques)
  const isCollecte = useRole() === 'collecte'
  return (
    <nav className="navigation" aria-label="Phases" data-region>
      <p className="marque">Grappe</p>
      <ul>
        <li>
          <button
            type="button"
            className="phase"
            aria-current={ecran.page === 'tableau' ? 'page' : undefined}
            onClick={() => session.aller({ page: 'tableau' })}
          >
            <span className="phase-signe" aria-hidden="true">
              <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                <path d="M3 9.5 10 3l7 6.5V17h-4.5v-4.5h-5V17H3z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
              </svg>
            </span>
            <span className="phase-titre">{isCollecte ? 'Ce qui vous est demandé' : 'Tableau de bord'}</span>
          </button>
        </li>
        {phases
          .filter((p) => !isCollecte || isDansCollecte(p.code))
          .map((p, i) => (
            <LignePhase
              key={p.code}
              {...p}
              numero={isCollecte ? i + 1 : p.numero}
              isSuivie={!isCollecte}
              courante={ecran.page === p.code}
              avancement={manques.avancements.get(p.code)}
              pret={manques.pret}
            />
          ))}
      </ul>
    </nav>
  )
}

interface PropsLigne {
  readonly code: (typeof phases)[number]['code']
  readonly numero: number
  readonly titre: string
  readonly courante: boolean
  readonly avancement: AvancementPhase | undefined
  readonly pret: boolean
  /** False in the copy of an OG: what is missing there is the porteur's to see. */
  readonly isSuivie: boolean
}

function LignePhase({ code, numero, titre, courante, avancement, pret, isSuivie }: PropsLigne) {
  const session = useSession()
  const suivie = isSuivie && code !== 'partage' && code !== 'ressources'
  return (
    <li>
      <button type="button" className="phase" aria-current={courante ? 'page' : undefined} onClick={() => session.aller({ page: code })}>
        {suivie ? (
          <Anneau part={avancement ? partAvancement(avancement) : 0} centre={String(numero)} />
        ) : (
          <span className="phase-signe phase-numero">{numero}</span>
        )}
        <span className="phase-textes">
          <span className="phase-titre">{titre}</span>
          {suivie && pret && avancement ? <span className="phase-etat">{motAvancement(avancement)}</span> : null}
        </span>
      </button>
    </li>
  )
}
