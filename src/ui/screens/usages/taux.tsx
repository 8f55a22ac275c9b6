import { useDeferredValue, useMemo, useState } from 'react'
import { libelleSecteur } from '#domain/catalogue/secteurs.ts'
import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import { calculerUsages, type ParIndicateur, type Usages } from '#domain/indicateurs/calcul.ts'
import type { LigneCarte } from '#domain/indicateurs/carte.ts'
import { createCourbes, noteCourbes, type Portee } from '#domain/indicateurs/courbe.ts'
import { indexReleves } from '#domain/indicateurs/index-releves.ts'
import { phraseManque } from '#domain/indicateurs/phrase.ts'
import { indicateurs } from '#domain/indicateurs/registre.ts'
import { etatTauxLabel, type Taux, type TauxAgrege } from '#domain/indicateurs/taux.ts'
import { typographier } from '#domain/typographie.ts'
import { VideVers } from '../../components/vide-vers.tsx'
import { useDossierEntier, useRole } from '../../use-session.ts'
import { BarreTaux } from './barre-taux.tsx'
import { CarteUsages } from './carte-usages.tsx'
import { CourbeUsage, direProjection } from './courbe-usage.tsx'
import { ChoixPeriode, periodeDe } from './periode.tsx'

type Niveau = Exclude<Portee['niveau'], 'grappe'>
const titres: Readonly<Record<Niveau, string>> = { etablissements: 'Établissement', organismes: 'Organisme', secteurs: 'Secteur' }
const tonTaux = (t: Taux) => (t.etat === 'atteint' || t.etat === 'exempte' ? 'succes' : t.etat === 'sous' ? 'attention' : '')

function nomsDe(dossier: Dossier): (niveau: Niveau, cle: string) => string {
  const og = new Map(dossier.organismes.map((o) => [o.id, o.raisonSociale ?? 'Sans nom']))
  const essms = new Map(dossier.etablissements.map((e) => [e.id, e.nom ?? e.finess ?? 'Sans nom']))
  return (niveau, cle) => (niveau === 'organismes' ? og.get(cle) : niveau === 'etablissements' ? essms.get(cle) : libelleSecteur((cle || null) as never)) ?? ''
}

const lignesDe = (usages: Usages, niveau: Niveau, nom: ReturnType<typeof nomsDe>): readonly LigneCarte[] =>
  [...(usages[niveau] as ReadonlyMap<string, ParIndicateur<Taux>>)].map(([cle, taux]) => ({ cle, nom: nom(niveau, cle), taux }))

const tauxDe = (usages: Usages, portee: Portee): ParIndicateur<Taux | TauxAgrege> | undefined =>
  portee.niveau === 'grappe' ? usages.grappe : usages[portee.niveau].get(portee.cle)

/** Rates against targets, once there is an establishment to measure. */
export function TauxUsages() {
  const dossier = useDossierEntier()
  if (etablissementsConserves(dossier).length > 0) return <TauxEtCibles />
  return (
    <VideVers
      vers="etablissements"
      titre="Les taux et leurs cibles"
      texte="Cinq taux d’usage, calculés d’après les relevés de chaque établissement. Ajoutez d’abord vos établissements."
    />
  )
}

/** The grappe or one of its parts, over time; then every part, the lowest first. */
function TauxEtCibles() {
  const dossier = useDeferredValue(useDossierEntier())
  const [periode, setPeriode] = useState('cloture')
  const [niveau, setNiveau] = useState<Niveau>('etablissements')
  // The copy of an OG has no figure of the others.
  const isCollecte = useRole() === 'collecte'
  const [portee, setPortee] = useState<Portee>({ niveau: 'grappe' })
  const index = useMemo(() => indexReleves(dossier), [dossier])
  const usages = useMemo(() => calculerUsages(dossier, periodeDe(periode), index), [dossier, periode, index])
  const courbes = useMemo(() => createCourbes(dossier), [dossier])
  const nom = useMemo(() => nomsDe(dossier), [dossier])
  const lignes = useMemo(() => lignesDe(usages, niveau, nom), [usages, niveau, nom])
  const estimees = useMemo(
    () => new Set(etablissementsConserves(dossier).flatMap((e) => (index.de(e.id, periodeDe(periode))?.estimation === 'estimation' ? [e.id] : []))),
    [dossier, index, periode]
  )
  const vue: Portee = tauxDe(usages, portee) ? portee : { niveau: 'grappe' }
  const taux = tauxDe(usages, vue) ?? usages.grappe
  const note = noteCourbes(dossier)
  const suivies = useMemo(() => courbes(vue), [courbes, vue])
  return (
    <div className="pile">
      <div className="grille-outils">
        <ChoixPeriode valeur={periode} changer={setPeriode} />
        <span className="secondaire">{usages.methode === 'moyenne' ? 'Moyenne des trois taux mensuels' : 'Calcul sur la période entière'}</span>
        {estimees.size > 0 ? (
          <span className="etiquette etiquette-attention">
            ≈ {estimees.size > 1 ? `${formatEntier(estimees.size)} relevés estimés comptés ici` : 'un relevé estimé compté ici'}
          </span>
        ) : null}
      </div>
      <section className="carte">
        <div className="rangee-boutons">
          <h3 className="carte-titre">{vue.niveau === 'grappe' ? (isCollecte ? 'Votre organisme' : 'Toute la grappe') : nom(vue.niveau, vue.cle)}</h3>
          {vue.niveau === 'grappe' ? null : (
            <button type="button" className="bouton-lien" onClick={() => setPortee({ niveau: 'grappe' })}>
              {isCollecte ? 'Revenir à votre organisme' : 'Revenir à toute la grappe'}
            </button>
          )}
        </div>
        <ul className="taux">
          {indicateurs.map((i) => {
            const t = taux[i.code]
            const courbe = suivies.find((c) => c.code === i.code)
            const manque = phraseManque(t)
            const phrases = [
              manque ? `${manque.charAt(0).toUpperCase()}${manque.slice(1)}.` : '',
              'sansReleve' in t && t.sansReleve.length > 0
                ? `${formatEntier(t.sansReleve.length)} établissement${t.sansReleve.length > 1 ? 's' : ''} sans chiffres, non compté${t.sansReleve.length > 1 ? 's' : ''}.`
                : '',
              'exemptes' in t && t.exemptes.length > 0
                ? `${formatEntier(t.exemptes.length)} établissement${t.exemptes.length > 1 ? 's' : ''} exempté${t.exemptes.length > 1 ? 's' : ''}.`
                : '',
              (courbe && direProjection(courbe)) ?? ''
            ]
            return (
              <li key={i.code}>
                <div className="taux-titre">
                  <strong>{typographier(i.titre)}</strong>
                  <span className={`etiquette ${tonTaux(t) ? `etiquette-${tonTaux(t)}` : ''}`}>{etatTauxLabel[t.etat]}</span>
                </div>
                <BarreTaux taux={t} />
                {phrases.some(Boolean) ? <p className="secondaire">{phrases.filter(Boolean).join(' ')}</p> : null}
                {courbe ? <CourbeUsage courbe={courbe} /> : null}
              </li>
            )
          })}
        </ul>
        {note !== null && suivies.some((c) => c.points.some((p) => p.taux !== null)) ? <p className="secondaire">{typographier(note)}</p> : null}
      </section>
      <section className="carte">
        <div className="rangee-boutons">
          <h3 className="carte-titre">Où agir</h3>
          <select className="saisie choix-periode" aria-label="Niveau de détail" value={niveau} onChange={(e) => setNiveau(e.target.value as Niveau)}>
            <option value="etablissements">Par établissement</option>
            <option value="organismes">Par organisme</option>
            <option value="secteurs">Par secteur</option>
          </select>
        </div>
        <CarteUsages
          key={niveau}
          titre={titres[niveau]}
          lignes={lignes}
          estimees={estimees}
          suivie={vue.niveau === niveau ? vue.cle : null}
          suivre={(cle) => setPortee({ niveau, cle })}
        />
      </section>
    </div>
  )
}
