import { useMemo, useRef, useState } from 'react'
import { type Acteur, acteurs } from '#domain/catalogue/checklist.ts'
import { motActeurs } from '#domain/deploiement/mots.ts'
import { type Etape, estAchevee } from '#domain/deploiement/suivi.ts'
import { typographier } from '#domain/typographie.ts'
import { VideVers } from '../../components/vide-vers.tsx'
import { useDossier } from '../../use-session.ts'
import { DateVa } from './date-va.tsx'
import { Etapes } from './etapes.tsx'
import { useDeploiement } from './use-deploiement.ts'

const tous = ''

/** What can be done now, for one kind of responsible, one named person or one OG. */
export function Maintenant() {
  const { deploiement, va } = useDeploiement()
  const organismes = useDossier((d) => d.organismes)
  const etablissements = useDossier((d) => d.etablissements)
  const [qui, setQui] = useState(tous)
  const [og, setOg] = useState(tous)
  const possibles = useMemo(() => deploiement.possibles(), [deploiement])
  const organismeDe = useMemo(() => new Map(etablissements.map((e) => [e.id, e.organisme])), [etablissements])
  const dansOg = (e: Etape) => og === tous || e.portee === 'grappe' || e.portee === og || organismeDe.get(e.portee) === og
  const ici = possibles.filter(dansOg)
  const roles = (Object.keys(acteurs) as Acteur[]).map((a) => ({ cle: a, titre: acteurs[a], nombre: codes(ici.filter((e) => e.action.qui.includes(a))) }))
  const personnes = [...new Set(ici.flatMap((e) => e.suivi?.personne ?? []))].sort((a, b) => a.localeCompare(b, 'fr'))
  // What was ticked here stays in sight until one leaves: the focus is not lost, and a slip is corrected at once.
  const vues = useRef(new Set<string>())
  for (const e of possibles) vues.current.add(cle(e))
  const montrees = deploiement.actions.flatMap((a) => deploiement.etapes(a.code).filter((e) => vues.current.has(cle(e)) && dansOg(e)))
  const retenues = montrees.filter((e) => qui === tous || e.action.qui.includes(qui as Acteur) || e.suivi?.personne === qui)
  const parAction = new Map<string, Etape[]>()
  for (const e of retenues) {
    const groupe = parAction.get(e.action.code)
    if (groupe) groupe.push(e)
    else parAction.set(e.action.code, [e])
  }
  // Before the first establishment nothing can be done, which is not « nothing left to do ».
  if (etablissements.length === 0 && vues.current.size === 0)
    return (
      <div className="pile">
        <DateVa va={va} deploiement={deploiement} />
        <VideVers
          vers="etablissements"
          titre="Ce qui est possible maintenant"
          texte="Les actions dont tout ce qui précède est fait, par responsable et par organisme. Ajoutez d’abord vos établissements."
        />
      </div>
    )
  const retenant = new Set(va.retenues.map((r) => r.action.code))
  return (
    <div className="pile">
      <DateVa va={va} deploiement={deploiement} />
      <div className="grille-outils">
        <label className="filtre">
          Pour qui
          <select className="saisie" value={qui} onChange={(e) => setQui(e.target.value)}>
            <option value={tous}>Tout le monde ({codes(ici)})</option>
            {roles
              .filter((r) => r.nombre > 0)
              .map((r) => (
                <option key={r.cle} value={r.cle}>
                  {r.titre} ({r.nombre})
                </option>
              ))}
            {personnes.map((p) => (
              <option key={p} value={p}>
                {p}, responsable nommé
              </option>
            ))}
          </select>
        </label>
        <label className="filtre">
          Où
          <select className="saisie" value={og} onChange={(e) => setOg(e.target.value)}>
            <option value={tous}>Toute la grappe</option>
            {organismes.map((o) => (
              <option key={o.id} value={o.id}>
                {o.raisonSociale ?? 'Organisme sans nom'}
              </option>
            ))}
          </select>
        </label>
      </div>
      {retenues.every(estAchevee) ? <p>✓ Aucune action n’attend ici.</p> : null}
      {[...parAction.values()].map((etapes) => {
        const action = etapes[0]?.action
        if (!action) return null
        const ouvre = deploiement.actions.filter((a) => a.sansObjet === null && a.apres.some((l) => l.code === action.code)).map((a) => a.code)
        return (
          <section key={action.code} className="carte">
            <h3 className="carte-titre">
              {action.code} {typographier(action.titre)}{' '}
              {retenant.has(action.code) ? <span className="etiquette etiquette-attention etiquette-suite">Retient la VA</span> : null}
            </h3>
            <p className="secondaire">
              {motActeurs(action)}
              {action.apres.length === 0 ? ' · n’attend aucune autre action' : ' · ce qui précède est fait'}
              {ouvre.length > 0 ? ` · ouvre la voie à ${ouvre.length > 6 ? `${ouvre.length} actions` : ouvre.join(', ')}` : ''}
            </p>
            {action.note ? <p className="secondaire">{typographier(action.note)}</p> : null}
            {action.conditions.map((c) => (
              <p key={c.texte} className="secondaire">
                Condition : {typographier(c.texte)}
              </p>
            ))}
            <Etapes etapes={etapes} catalogue={deploiement.liste.code} />
          </section>
        )
      })}
    </div>
  )
}

const cle = (e: Etape): string => `${e.action.code}|${e.portee}`

/** Number of different actions among steps. */
const codes = (etapes: readonly Etape[]): number => new Set(etapes.map((e) => e.action.code)).size
