import { formatEntier } from '../format.ts'
import { methodeDe } from '../indicateurs/calcul.ts'
import { type Fenetre, fenetreDe, fenetres, lotDeFenetre } from '../indicateurs/fenetre.ts'
import { calculerPropres, indexPropres, nomPropre } from '../indicateurs/propres.ts'
import { pluriel } from './accord.ts'
import type { Verification } from './collecteur.ts'

const motFenetre: Readonly<Record<Fenetre, string>> = { va: 'l’état des lieux', cloture: 'la clôture' }
/** Where the two numbers are typed: a row by establishment, two columns by indicator. */
const lieu = (etablissement: string | null | undefined, periode: string, indicateur: string | null) =>
  etablissement ? { releve: { etablissement, periode, chiffre: `${indicateur}.numerateur` } } : {}
/** Names shown in one sentence before « … ». */
const exemples = 3

/** Indicators added by the grappe: nobody asks for them, so that nothing here ever holds a bundle back. */
export const verifierIndicateursPropres: Verification = ({ dossier, conserves, designation, manque }) => {
  const { indicateursPropres, mesuresPropres } = dossier
  if (indicateursPropres.length === 0) return
  const gardes = new Set(conserves.map((e) => e.id))
  const noms = new Map(indicateursPropres.map((i) => [i.id, nomPropre(i)]))
  const index = indexPropres(dossier)
  for (const fenetre of fenetres) {
    if (fenetreDe(dossier, fenetre) === null) continue
    // With the mean of three months, the numbers are those of each month.
    const [premiere] = methodeDe(dossier, fenetre).periodes
    for (const { indicateur, nom, grappe } of calculerPropres(dossier, fenetre, index)) {
      const sans = grappe.sansReleve
      if (sans.length === 0) continue
      const cites = sans.slice(0, exemples).map((id) => designation.etablissement(id))
      manque({
        cle: `mesure-propre:${fenetre}:${indicateur.id}`,
        gravite: 'information',
        phase: 'usages',
        lots: [lotDeFenetre[fenetre]],
        texte: `${nom} : ${formatEntier(sans.length)} ${pluriel(sans.length, 'établissement', 'établissements')} sans chiffres pour ${motFenetre[fenetre]} (${cites.join(', ')}${sans.length > exemples ? '…' : ''})`,
        ou: { kind: 'mesure-propre', id: null, champ: null, ...lieu(sans[0], typeof premiere === 'object' ? premiere.mois : fenetre, indicateur.id) }
      })
    }
  }
  const doubles = new Set(index.doublons)
  for (const m of mesuresPropres) {
    const nom = noms.get(m.indicateur ?? '')
    if (nom === undefined || !gardes.has(m.etablissement ?? '') || m.type === null || m.type === 'mois') continue
    const place = lieu(m.etablissement, m.type, m.indicateur)
    const dire = (code: string, texte: string) =>
      manque({
        cle: `mesure-propre-${code}:${m.id}`,
        gravite: 'information',
        phase: 'usages',
        lots: [lotDeFenetre[m.type === 'va' ? 'va' : 'cloture']],
        texte: `${nom}, ${designation.etablissement(m.etablissement)} : ${texte}`,
        ou: { kind: 'mesure-propre', id: m.id, champ: null, ...place }
      })
    if (doubles.has(m)) dire('double', 'deux mesures pour la même période, la première saisie est comptée')
    else if (m.numerateur !== null && m.denominateur !== null && m.numerateur > m.denominateur)
      dire('plus', `le numérateur (${formatEntier(m.numerateur)}) dépasse le dénominateur (${formatEntier(m.denominateur)})`)
  }
}
