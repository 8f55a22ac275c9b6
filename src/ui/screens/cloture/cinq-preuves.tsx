import { useEffect, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { champsDuLot, fichiersMax, limitesDuLot } from '#documents/lot/champs.ts'
import { motEtat } from '#domain/avancement.ts'
import { type PreuveCloture, preuveDe, preuvesCloture } from '#domain/completude/cinq-preuves.ts'
import { phases } from '#domain/lot.ts'
import { typographier } from '#domain/typographie.ts'
import { EtiquettePartie } from '../../components/lots.tsx'
import type { Ecran } from '../../ecran.ts'
import { restants } from '../../manques.ts'
import { useDossier, useMagasin, useSession } from '../../use-session.ts'

interface Preuve {
  readonly titre: string
  readonly texte: string
  readonly vers: Pick<Ecran, 'page' | 'onglet'>
}

/** Each evidence; its code is also that of the form's field. */
const preuves: Readonly<Record<PreuveCloture, Preuve>> = {
  va: {
    titre: 'Vérification d’aptitude (VA)',
    texte: 'Chaque établissement dans un procès-verbal, et un seul, signé.',
    vers: { page: 'cloture', onglet: 'va' }
  },
  vsr: {
    titre: 'Vérification de service régulier (VSR)',
    texte: 'De même, après la VA.',
    vers: { page: 'cloture', onglet: 'vsr' }
  },
  indicateurs: {
    titre: 'Indicateurs d’usage',
    texte: 'Relevés complets sur les trois derniers mois, cibles atteintes.',
    vers: { page: 'usages', onglet: 'releves' }
  },
  preuves: {
    titre: 'Preuves d’usage',
    texte: 'Un PDF extrait du DUI pour chaque établissement.',
    vers: { page: 'usages', onglet: 'preuves' }
  },
  depenses: {
    titre: 'État récapitulatif des dépenses',
    texte: 'Dépenses acquittées, justifiées, comparées au plan.',
    vers: { page: 'depenses', onglet: 'lignes' }
  }
}

type FichierPrevu = Sortie<'lot.etat'>['fichiers'][number]

/** The files that would go in each field of the form today, asked to the engine each time what is missing changes. */
function useFichiersPrevus(): readonly FichierPrevu[] | null {
  const session = useSession()
  const { liste } = useMagasin(session.manques)
  const [fichiers, setFichiers] = useState<readonly FichierPrevu[] | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when what is missing was computed again
  useEffect(() => {
    let quitte = false
    void session.file
      .vider()
      .then(() => session.appeler('lot.etat', { lot: 'cloture' }))
      .then((lu) => {
        if (!quitte && lu.ok) setFichiers(lu.value.fichiers)
      })
    return () => {
      quitte = true
    }
  }, [session, liste])
  return fichiers
}

/** The five evidences of the closure, one a field of the form: their state in words, and the files to put there. */
export function CinqPreuves() {
  const session = useSession()
  const prevus = useFichiersPrevus()
  const { liste } = useMagasin(session.manques)
  const essms = useDossier((d) => d.etablissements.length)
  return (
    <ol className="cinq">
      {preuvesCloture.map((code, i) => {
        const { titre, texte, vers } = preuves[code]
        const r = restants(liste.filter((m) => m.lots.includes('cloture') && preuveDe(m) === code))
        const reste = r.bloquants + r.aJustifier
        const complet = reste === 0 && essms > 0
        // Counted beside this screen, in « Ce qui manque », or in the phase where it is entered: the words say which.
        const ou = reste > 0 && vers.page !== 'cloture' ? `, dans ${titrePhase(vers.page)}` : ''
        return (
          <li key={code} className="carte">
            <span className="piece-numero">{i + 1}</span>
            <div className="piece-titre">
              <h3>{titre}</h3>
              <p className="secondaire">{texte}</p>
              <Fichiers champ={code} prevus={prevus} />
            </div>
            <EtiquettePartie lot="cloture" complet={complet} mot={`${motEtat(r, essms)}${ou}`} />
            <button type="button" className="bouton" onClick={() => session.aller(vers)}>
              Ouvrir
            </button>
          </li>
        )
      })}
    </ol>
  )
}

const titrePhase = (page: string): string => phases.find((p) => p.code === page)?.titre ?? page

function Fichiers({ champ, prevus }: { readonly champ: string; readonly prevus: readonly FichierPrevu[] | null }) {
  const titre = champsDuLot.cloture.find((c) => c.code === champ)?.titre
  const grappe = useDossier((d) => d.grappe)
  const siens = prevus?.filter((f) => f.champ === titre) ?? []
  if (siens.length === 0) return null
  const max = fichiersMax('cloture', champ, limitesDuLot('cloture', grappe))
  return (
    <details className="regle">
      <summary>
        {siens.length} fichier{siens.length > 1 ? 's' : ''} dans ce champ du formulaire{max === null ? '' : `, ${max} au plus`}
      </summary>
      <ol className="fichiers">
        {siens.map((f) => (
          <li key={f.nom}>
            <span>{typographier(f.titre)}</span>
            <code>{f.nom}</code>
          </li>
        ))}
      </ol>
    </details>
  )
}
