import { motAvancement, partAvancement } from '#domain/avancement.ts'
import { phases } from '#domain/lot.ts'
import { Anneau } from '../../components/anneau.tsx'
import { useMagasin, useSession } from '../../use-session.ts'

/** How far each phase is. */
export function Avancement() {
  const session = useSession()
  const { pret, avancements } = useMagasin(session.manques)
  return (
    <section className="carte">
      <h3 className="carte-titre">Avancement</h3>
      <ul className="avancement">
        {phases
          .filter((p) => p.code !== 'partage' && p.code !== 'ressources')
          .map((p) => {
            const a = avancements.get(p.code)
            return (
              <li key={p.code}>
                <button type="button" className="avancement-ligne" onClick={() => session.aller({ page: p.code })}>
                  <Anneau part={a ? partAvancement(a) : 0} centre={String(p.numero)} taille={24} />
                  <span>{p.titre}</span>
                  <span className="secondaire">{pret && a ? motAvancement(a) : '…'}</span>
                </button>
              </li>
            )
          })}
      </ul>
    </section>
  )
}
