import { useMemo, useState } from 'react'
import { libelleSecteur } from '#domain/catalogue/secteurs.ts'
import { formatPourcent } from '#domain/format.ts'
import { calculerUsages, type ParIndicateur } from '#domain/indicateurs/calcul.ts'
import { phraseManque } from '#domain/indicateurs/phrase.ts'
import { indicateurs } from '#domain/indicateurs/registre.ts'
import { etatTauxLabel, type Taux } from '#domain/indicateurs/taux.ts'
import { typographier } from '#domain/typographie.ts'
import { useDossierEntier } from '../../use-session.ts'
import { ChoixPeriode, periodeDe } from './periode.tsx'

const largeur = 520
const maximum = 120

/** A bar with its value and the target as a labelled line; all by attributes. */
function Barre({ taux }: { readonly taux: Taux }) {
  const x = (v: number) => (Math.min(v, maximum) / maximum) * largeur
  return (
    <svg
      className="barre-taux"
      viewBox={`0 0 ${largeur + 90} 44`}
      role="img"
      aria-label={`${taux.taux === null ? etatTauxLabel[taux.etat] : formatPourcent(taux.taux)}${taux.cible === null ? '' : `, cible ${formatPourcent(taux.cible)}`}`}
    >
      <rect className="barre-fond" x="0" y="18" width={largeur} height="16" rx="3" />
      {taux.taux === null ? null : (
        <rect className={taux.etat === 'atteint' ? 'barre-atteint' : 'barre-sous'} x="0" y="18" width={Math.max(2, x(taux.taux))} height="16" rx="3" />
      )}
      {taux.taux === null ? null : (
        <text className="barre-valeur" x={x(taux.taux) + 8} y="31">
          {formatPourcent(taux.taux)}
        </text>
      )}
      {taux.cible === null ? null : (
        <>
          <line className="barre-cible" x1={x(taux.cible)} x2={x(taux.cible)} y1="14" y2="38" />
          <text className="barre-legende" x={x(taux.cible)} y="11" textAnchor="middle">
            cible {formatPourcent(taux.cible, 0)}
          </text>
        </>
      )}
    </svg>
  )
}

const tonTaux = (t: Taux) => (t.etat === 'atteint' || t.etat === 'exempte' ? 'succes' : t.etat === 'sous' ? 'attention' : '')

/** Rates against targets, for the grappe, then per OG, sector and establishment. */
export function TauxUsages() {
  const dossier = useDossierEntier()
  const [periode, setPeriode] = useState('cloture')
  const [niveau, setNiveau] = useState<'organismes' | 'secteurs' | 'etablissements'>('organismes')
  const usages = useMemo(() => calculerUsages(dossier, periodeDe(periode)), [dossier, periode])
  const lignes = useMemo(() => {
    const nomOg = new Map(dossier.organismes.map((o) => [o.id, o.raisonSociale ?? 'Sans nom']))
    const nomEssms = new Map(dossier.etablissements.map((e) => [e.id, e.nom ?? e.finess ?? 'Sans nom']))
    const nom = {
      organismes: (c: string) => nomOg.get(c) ?? '',
      secteurs: (c: string) => libelleSecteur((c || null) as never),
      etablissements: (c: string) => nomEssms.get(c) ?? ''
    }[niveau]
    return [...(usages[niveau] as ReadonlyMap<string, ParIndicateur<Taux>>)].map(([cle, taux]) => ({ cle, nom: nom(cle), taux }))
  }, [usages, niveau, dossier])
  return (
    <div className="pile">
      <div className="grille-outils">
        <ChoixPeriode valeur={periode} changer={setPeriode} />
        <span className="secondaire">{usages.methode === 'moyenne' ? 'Moyenne des trois taux mensuels' : 'Calcul sur la période entière'}</span>
      </div>
      <section className="carte">
        <h3 className="carte-titre">Toute la grappe</h3>
        <ul className="taux">
          {indicateurs.map((i) => {
            const t = usages.grappe[i.code]
            const manque = phraseManque(t)
            return (
              <li key={i.code}>
                <div className="taux-titre">
                  <strong>{typographier(i.titre)}</strong>
                  <span className={`etiquette ${tonTaux(t) ? `etiquette-${tonTaux(t)}` : ''}`}>{etatTauxLabel[t.etat]}</span>
                </div>
                <Barre taux={t} />
                <p className="secondaire">
                  {manque ? `${manque.charAt(0).toUpperCase()}${manque.slice(1)}. ` : ''}
                  {t.sansReleve.length > 0 ? `${t.sansReleve.length} établissement${t.sansReleve.length > 1 ? 's' : ''} sans chiffres. ` : ''}
                  {t.exemptes.length > 0 ? `${t.exemptes.length} dispensé${t.exemptes.length > 1 ? 's' : ''}.` : ''}
                </p>
              </li>
            )
          })}
        </ul>
      </section>
      <section className="carte">
        <div className="rangee-boutons">
          <h3 className="carte-titre">Détail</h3>
          <select className="saisie choix-periode" aria-label="Niveau de détail" value={niveau} onChange={(e) => setNiveau(e.target.value as typeof niveau)}>
            <option value="organismes">Par organisme</option>
            <option value="secteurs">Par secteur</option>
            <option value="etablissements">Par établissement</option>
          </select>
        </div>
        <div className="table-defile">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{{ organismes: 'Organisme', secteurs: 'Secteur', etablissements: 'Établissement' }[niveau]}</th>
                {indicateurs.map((i) => (
                  <th key={i.code} scope="col" className="droite" title={i.titre}>
                    {i.code}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lignes.map((l) => (
                <tr key={l.cle}>
                  <th scope="row">{l.nom}</th>
                  {indicateurs.map((i) => {
                    const t = l.taux[i.code]
                    return (
                      <td key={i.code} className={`droite taux-${t.etat}`}>
                        {t.taux === null ? (
                          <span className="secondaire">{etatTauxLabel[t.etat].toLowerCase()}</span>
                        ) : (
                          `${t.etat === 'sous' ? '! ' : t.etat === 'atteint' ? '✓ ' : ''}${formatPourcent(t.taux)}`
                        )}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </div>
  )
}
