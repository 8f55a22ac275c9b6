import { Suspense, useEffect, useMemo, useState } from 'react'
import { formatEntier } from '#domain/format.ts'
import { estimationsManquantes } from '#domain/indicateurs/estimation.ts'
import { releve as nomReleve, nomsChiffres } from '#domain/releve.ts'
import { Chercher } from '../../components/chercher.tsx'
import { Grille } from '../../components/grille-de-nom.tsx'
import { VideVers } from '../../components/vide-vers.tsx'
import type { Ecriture } from '../../grille/colonne.ts'
import { useDossierEntier, useLectureSeule, useMagasin, useRole, useSession } from '../../use-session.ts'
import { colonnesDe, type Rangee, rangeesDe } from './colonnes-releves.ts'
import { LegendeIndicateurs } from './legende-indicateurs.tsx'
import { ChoixPeriode } from './periode.tsx'
import { PreparerClasseurs } from './preparer-classeurs.tsx'
import { ReprendreClasseurs } from './reprendre-classeurs.tsx'

/** An estimation whose every number is written again at once, by a paste, is one no more. */
const isReleveEnEntier = ({ releve }: Rangee, touches: ReadonlySet<number>): boolean =>
  releve?.estimation === 'estimation' && touches.size > 0 && (releve.chiffres ?? []).every((c, rang) => c === null || touches.has(rang))

const numeros = new Map<string, number>(nomsChiffres.map((n, i) => [n, i]))

/** Establishments × the seven numbers of a period, typed or pasted as the DUI prints them. */
export function Releves() {
  const session = useSession()
  const dossier = useDossierEntier()
  const voulue = useMagasin(session.ecran).cible?.releve
  const [periode, setPeriode] = useState(voulue?.periode ?? 'cloture')
  useEffect(() => {
    if (voulue) setPeriode(voulue.periode)
  }, [voulue])
  const lectureSeule = useLectureSeule()
  // The workbooks go out to every OG and come back to the porteur.
  const isCollecte = useRole() === 'collecte'
  const [recherche, setRecherche] = useState('')
  const [dialogue, setDialogue] = useState<'preparer' | 'reprendre' | null>(null)
  const rangees = useMemo(() => rangeesDe(dossier, periode), [dossier, periode])
  const colonnes = useMemo(() => colonnesDe(periode), [periode])
  const releves = rangees.filter((r) => r.releve?.chiffres?.every((c) => c !== null)).length
  const estimes = rangees.filter((r) => r.releve?.estimation === 'estimation').length
  const proposees = useMemo(() => (periode === 'va' || periode === 'cloture' ? estimationsManquantes(dossier, periode) : []), [dossier, periode])
  const estimer = () => {
    session.poserTous(
      'releve',
      proposees.map(({ etablissement, chiffres }) => ({
        identite: { etablissement, type: periode, mois: null },
        valeurs: { chiffres: nomReleve.champs.chiffres.encode(chiffres), estimation: 'estimation' }
      }))
    )
    session.avertir({
      ton: 'neutre',
      texte: `${formatEntier(proposees.length)} estimation${proposees.length > 1 ? 's' : ''} : messages additionnés, personnes en moyenne. Les dossiers et les DMP de trois mois ne s’additionnent pas : relevez-les dans le DUI.`,
      action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
    })
  }

  /** The seven numbers are one cell of the journal: edits of a row are put together before they leave. */
  const ecrire = (ecritures: readonly Ecriture<Rangee>[]) => {
    const parRangee = new Map<string, { rangee: Rangee; chiffres: (number | null)[]; autres: Record<string, string | null>; touches: Set<number> }>()
    for (const { rangee, colonne, cellule } of ecritures) {
      const lot = parRangee.get(rangee.id) ?? {
        rangee,
        chiffres: [...(rangee.releve?.chiffres ?? nomsChiffres.map(() => null))],
        autres: {},
        touches: new Set()
      }
      const rang = numeros.get(colonne)
      if (rang === undefined) lot.autres[colonne] = cellule === null ? null : String(cellule)
      else {
        lot.chiffres[rang] = typeof cellule === 'number' ? cellule : null
        lot.touches.add(rang)
      }
      parRangee.set(rangee.id, lot)
    }
    const type = periode === 'va' || periode === 'cloture' ? periode : 'mois'
    session.poserTous(
      'releve',
      [...parRangee.values()].map(({ rangee, chiffres, autres, touches }) => ({
        identite: { etablissement: rangee.id, type, mois: type === 'mois' ? periode : null },
        valeurs: {
          ...(isReleveEnEntier(rangee, touches) ? { estimation: 'releve' } : {}),
          ...autres,
          ...(touches.size > 0 ? { chiffres: nomReleve.champs.chiffres.encode(chiffres) } : {})
        }
      }))
    )
  }
  if (rangees.length === 0)
    return (
      <VideVers
        vers="etablissements"
        titre="Les relevés"
        texte="Un relevé par établissement : sept nombres lus dans le DUI. Ajoutez d’abord vos établissements."
      />
    )
  return (
    <div className="grille-cadre">
      <div className="grille-outils">
        <ChoixPeriode valeur={periode} changer={setPeriode} />
        <Chercher libelle="Chercher un établissement" valeur={recherche} changer={setRecherche} />
        {proposees.length > 0 && !lectureSeule ? (
          <button type="button" className="bouton" onClick={estimer} title="À partir des trois mois suivis, pour les établissements sans relevé">
            Estimer {formatEntier(proposees.length)} relevé{proposees.length > 1 ? 's' : ''} absent{proposees.length > 1 ? 's' : ''}
          </button>
        ) : null}
        {isCollecte ? null : (
          <span className="fin rangee-boutons">
            <button type="button" className="bouton" onClick={() => setDialogue('preparer')}>
              Préparer les classeurs de collecte…
            </button>
            {lectureSeule ? null : (
              <button type="button" className="bouton" onClick={() => setDialogue('reprendre')}>
                Reprendre les classeurs revenus…
              </button>
            )}
          </span>
        )}
      </div>
      <Suspense fallback={<p className="secondaire">Chargement de la grille…</p>}>
        <Grille libelle="Relevés d’usage" kind="releve" rangees={rangees} colonnes={colonnes} recherche={recherche} ecrire={ecrire} />
      </Suspense>
      <p className="secondaire" aria-live="polite">
        {formatEntier(releves)} relevé{releves > 1 ? 's complets' : ' complet'} sur {formatEntier(rangees.length)}.
        {estimes > 0 ? ` ${formatEntier(estimes)} relevé${estimes > 1 ? 's portent' : ' porte'} une estimation.` : ''} Collez depuis Excel plusieurs
        établissements d’un coup : ce qui manque est signalé, jamais compté zéro.
      </p>
      <LegendeIndicateurs />
      {dialogue === 'preparer' ? <PreparerClasseurs periode={periode} fermer={() => setDialogue(null)} /> : null}
      {dialogue === 'reprendre' ? <ReprendreClasseurs periode={periode} fermer={() => setDialogue(null)} /> : null}
    </div>
  )
}
