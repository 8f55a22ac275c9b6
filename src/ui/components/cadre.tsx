import { Suspense, useEffect, useRef, useState } from 'react'
import { phases } from '#domain/lot.ts'
import { estPourMaintenant } from '../manques.ts'
import { ecrans } from '../screens/registre.tsx'
import { useMagasin, useRole, useSession } from '../use-session.ts'
import { Barre } from './barre.tsx'
import { HistoriqueChamp } from './historique-champ.tsx'
import { Navigation } from './navigation.tsx'
import { PanneauManques } from './panneau-manques.tsx'
import { Recherche } from './recherche.tsx'
import { Secours } from './secours.tsx'

/** Below this width the panel « Ce qui manque » folds. */
const largeurPanneau = 1366

/** The window of an open dossier: navigation, top bar, the current screen, and what is missing in it. */
export function Cadre() {
  const session = useSession()
  const ecran = useMagasin(session.ecran)
  const { parPhase, pret, lotsEnCours } = useMagasin(session.manques)
  const large = useLargeur() >= largeurPanneau
  const [demande, setDemande] = useState<{ readonly page: string; readonly ouvert: boolean } | null>(null)
  const Page = ecrans[ecran.page]
  const phase = phases.find((p) => p.code === ecran.page)
  const manques = phase ? (parPhase.get(phase.code) ?? []) : []
  const aFaire = manques.filter((m) => m.gravite !== 'information' && m.motif === undefined && estPourMaintenant(m, lotsEnCours)).length
  const isCollecte = useRole() === 'collecte'
  const avecPanneau = phase !== undefined && !isCollecte && phase.code !== 'partage' && phase.code !== 'ressources'
  // Shown on arrival when something is missing; it does not open or fold by itself while the person types.
  const utile = useRef({ page: '', oui: false })
  if (pret && utile.current.page !== ecran.page) utile.current = { page: ecran.page, oui: aFaire > 0 }
  const ouvert = avecPanneau && (demande?.page === ecran.page ? demande.ouvert : large && utile.current.oui)
  // Its button goes away with what it did: the focus follows the person's wish.
  useEffect(() => {
    if (demande) document.querySelector<HTMLElement>(demande.ouvert ? '.panneau' : '.bascule-panneau')?.focus()
  }, [demande])

  const travail = useRef<HTMLElement>(null)
  // A screen starts at its top, unless one came for a field of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the screen changes
  useEffect(() => {
    if (ecran.cible === null) travail.current?.scrollTo(0, 0)
  }, [ecran.page, ecran.onglet])

  return (
    <div className={`cadre${ouvert ? ' cadre-panneau' : ''}`}>
      <Navigation />
      <Barre />
      <main className="travail" data-region tabIndex={-1} id="travail" ref={travail}>
        {avecPanneau && !ouvert ? (
          <button
            type="button"
            className={`bouton bascule-panneau${aFaire > 0 ? ' bascule-compte' : ''}`}
            aria-expanded={false}
            onClick={() => setDemande({ page: ecran.page, ouvert: true })}
          >
            Ce qui manque{aFaire > 0 ? ` (${aFaire})` : ''}
          </button>
        ) : null}
        <Secours ecran={`${ecran.page}|${ecran.onglet}`}>
          <Suspense fallback={<p className="secondaire chargement">Chargement…</p>}>
            <Page key={ecran.page} />
          </Suspense>
        </Secours>
      </main>
      {ouvert ? (
        <PanneauManques key={ecran.page} phase={phase?.code ?? null} manques={manques} fermer={() => setDemande({ page: ecran.page, ouvert: false })} />
      ) : null}
      <Recherche />
      <HistoriqueChamp />
    </div>
  )
}

function useLargeur(): number {
  const [largeur, setLargeur] = useState(() => window.innerWidth)
  useEffect(() => {
    const mesurer = () => setLargeur(window.innerWidth)
    window.addEventListener('resize', mesurer)
    return () => window.removeEventListener('resize', mesurer)
  }, [])
  return largeur
}
