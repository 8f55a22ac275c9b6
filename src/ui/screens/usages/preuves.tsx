import { type DragEvent, useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { Dossier } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import type { Adresse } from '#domain/lot.ts'
import { couvertureDe } from '#domain/preuves/couverture.ts'
import { type EtatPreuve, etatPreuves, etatsPreuve, type PreuvesEtablissement } from '#domain/preuves/etat-preuves.ts'
import { compteChiffres } from '#domain/preuves/verdict.ts'
import { Chercher } from '../../components/chercher.tsx'
import { ListeVirtuelle } from '../../components/liste-virtuelle.tsx'
import { VideVers } from '../../components/vide-vers.tsx'
import { plier } from '../../presenter.ts'
import { useDossierEntier, useLectureSeule, useMagasin, useSession } from '../../use-session.ts'
import { JoindrePreuves } from './joindre-preuves.tsx'
import { ChoixPeriode } from './periode.tsx'
import { PreuveDetail } from './preuve-detail.tsx'

const mots: Readonly<Record<EtatPreuve, { readonly signe: string; readonly un: string; readonly filtre: string; readonly ton: string }>> = {
  sans: { signe: '–', un: 'Sans preuve', filtre: 'Sans preuve', ton: '' },
  remplacer: { signe: '✕', un: 'À remplacer', filtre: 'À remplacer', ton: 'erreur' },
  verifier: { signe: '!', un: 'À vérifier', filtre: 'À vérifier', ton: 'attention' },
  conforme: { signe: '✓', un: 'Conforme', filtre: 'Conformes', ton: 'succes' }
}
const nomDe = ({ etablissement: e }: PreuvesEtablissement) => e.nom ?? e.finess ?? 'Sans nom'

/** The window and the establishment of a proof one comes for; null for anything else. */
function lieuVoulu(dossier: Dossier, cible: Adresse | null): { readonly fenetre: 'va' | 'cloture'; readonly etablissement: string } | null {
  if (cible?.kind !== 'piece-jointe') return null
  if (cible.preuve) return cible.preuve
  const preuve = dossier.piecesJointes.find((p) => p.id === cible.id && p.role === 'preuve')
  if (preuve?.releve !== 'va' && preuve?.releve !== 'cloture') return null
  const [etablissement] = couvertureDe(dossier, preuve.releve).etablissementsDe(preuve)
  return etablissement ? { fenetre: preuve.releve, etablissement: etablissement.id } : null
}

/** Proofs of a window: each establishment with its state; beside, what its proofs show, on the page itself. */
export function Preuves() {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const dossier = useDeferredValue(useDossierEntier())
  const [fenetre, setFenetre] = useState<'va' | 'cloture'>('cloture')
  const [recherche, setRecherche] = useState('')
  const [filtre, setFiltre] = useState<EtatPreuve | null>(null)
  const [choisi, setChoisi] = useState<string | null>(null)
  const [aJoindre, setAJoindre] = useState<readonly string[] | null>(null)
  const [survol, setSurvol] = useState(false)
  const toutes = useMemo(() => etatPreuves(dossier, fenetre), [dossier, fenetre])
  const ecran = useMagasin(session.ecran)
  // « Ce qui manque » and the search come for one proof, or for one establishment without any: it is shown, whatever was filtered.
  useEffect(() => {
    const voulu = lieuVoulu(session.dossier(), ecran.cible)
    if (!voulu) return
    setFenetre(voulu.fenetre)
    setChoisi(voulu.etablissement)
    setFiltre(null)
    setRecherche('')
  }, [session, ecran])
  const visibles = useMemo(() => {
    const mot = plier(recherche)
    return toutes.filter((p) => (filtre === null || p.etat === filtre) && plier(`${nomDe(p)} ${p.etablissement.finess}`).includes(mot))
  }, [toutes, filtre, recherche])
  const courant = visibles.find((p) => p.etablissement.id === choisi) ?? visibles[0]

  const choisirFichiers = async () => {
    const refs = await session.shell.choisirFichiers([{ nom: 'Preuves (PDF)', extensions: ['pdf'] }])
    if (refs.length > 0) setAJoindre(refs)
  }
  const deposer = async (e: DragEvent) => {
    e.preventDefault()
    e.stopPropagation()
    setSurvol(false)
    const refs = (await Promise.all([...e.dataTransfer.files].map((f) => session.shell.deposer(f)))).filter((ref) => ref !== null)
    if (refs.length > 0) setAJoindre(refs)
  }
  if (toutes.length === 0)
    return (
      <VideVers
        vers="etablissements"
        titre="Les preuves"
        texte="Une preuve est un PDF extrait du DUI de chaque établissement. Ajoutez d’abord vos établissements."
      />
    )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button does the same
    <div
      className={`preuves${survol ? ' joindre-survol' : ''}`}
      onDragOver={(e) => {
        if (lectureSeule) return
        e.preventDefault()
        setSurvol(true)
      }}
      onDragLeave={() => setSurvol(false)}
      onDrop={(e) => void deposer(e)}
    >
      <div className="grille-outils">
        <ChoixPeriode valeur={fenetre} changer={(f) => setFenetre(f === 'va' ? 'va' : 'cloture')} mois={false} />
        <Chercher libelle="Chercher un établissement" valeur={recherche} changer={setRecherche} />
        {lectureSeule ? null : (
          <span className="fin">
            <button type="button" className="bouton bouton-principal" onClick={() => void choisirFichiers()}>
              Joindre des preuves…
            </button>
          </span>
        )}
      </div>
      <fieldset className="rangee-boutons preuves-filtres" aria-label="Preuves montrées">
        <button type="button" className="bouton bouton-filtre" aria-pressed={filtre === null} onClick={() => setFiltre(null)}>
          Toutes ({formatEntier(toutes.length)})
        </button>
        {etatsPreuve.map((etat) => (
          <button
            key={etat}
            type="button"
            className="bouton bouton-filtre"
            aria-pressed={filtre === etat}
            onClick={() => setFiltre(filtre === etat ? null : etat)}
          >
            {mots[etat].filtre} ({formatEntier(toutes.filter((p) => p.etat === etat).length)})
          </button>
        ))}
      </fieldset>
      {courant === undefined ? (
        <p className="secondaire">Aucun établissement ne correspond.</p>
      ) : (
        <div className="preuves-corps">
          <ListeVirtuelle
            libelle="Établissements et leurs preuves"
            elements={visibles}
            cle={(p) => p.etablissement.id}
            hauteur={52}
            choisi={courant.etablissement.id}
            choisir={setChoisi}
            rendre={(p) => (
              <>
                <span className="preuves-nom">{nomDe(p)}</span>
                <span className={`preuves-etat${mots[p.etat].ton ? ` ton-${mots[p.etat].ton}` : ''}`}>
                  <span aria-hidden="true">{mots[p.etat].signe} </span>
                  {mots[p.etat].un}
                  {p.chiffres.length > 0 && p.preuves.length > 0 ? ` · ${compteChiffres(p.chiffres)}` : ''}
                </span>
              </>
            )}
          />
          <PreuveDetail
            key={courant.etablissement.id}
            fenetre={fenetre}
            ligne={courant}
            voulue={ecran.cible?.kind === 'piece-jointe' ? ecran.cible.id : null}
          />
        </div>
      )}
      {aJoindre ? <JoindrePreuves refs={aJoindre} fenetre={fenetre} fermer={() => setAJoindre(null)} /> : null}
    </div>
  )
}
