import { exemption } from '../exemption.ts'
import { formatDate, formatEntier, formatMois, formatPourcent } from '../format.ts'
import { calculerUsages, methodeDe, type Usages } from '../indicateurs/calcul.ts'
import { controlesReleve } from '../indicateurs/controles.ts'
import { type Fenetre, fenetreDe, lotDeFenetre, type Periode } from '../indicateurs/fenetre.ts'
import { chiffre, type IndexReleves, indexReleves } from '../indicateurs/index-releves.ts'
import { phraseManque } from '../indicateurs/phrase.ts'
import { indicateurs } from '../indicateurs/registre.ts'
import { libelleChiffre, type NomChiffre } from '../releve.ts'
import { pluriel } from './accord.ts'
import { type ContexteCompletude, enFamille, type Verification } from './collecteur.ts'

/** Which declared relevé a sentence speaks of. */
const motFenetre: Readonly<Record<Fenetre, string>> = { va: ' pour l’état des lieux', cloture: ' pour la clôture' }
/** Names shown in one sentence before « … ». */
const exemples = 3

/** Every kept establishment has the numbers that its followed indicators need, and they hold together. */
function verifierChiffres(contexte: ContexteCompletude, fenetre: Fenetre, index: IndexReleves, usages: Usages): void {
  const { conserves, designation, manque, enRegle } = contexte
  const lots = [lotDeFenetre[fenetre]]
  const periodes: readonly Periode[] = methodeDe(contexte.dossier, fenetre).periodes
  for (const e of conserves) {
    const wanted = new Set<NomChiffre>()
    for (const { code, numerateur, denominateur } of indicateurs)
      if (usages.regles[code].suivi && !usages.regles[code].isExempte(e)) {
        wanted.add(numerateur)
        wanted.add(denominateur)
      }
    const name = designation.etablissement(e.id)
    let right = periodes.length > 0
    for (const periode of periodes) {
      const releve = index.de(e.id, periode)
      const when = typeof periode === 'string' ? motFenetre[fenetre] : `${motFenetre[fenetre]}, ${formatMois(periode.mois)}`
      const place = typeof periode === 'string' ? fenetre : `${fenetre}:${periode.mois}`
      const lieu = (chiffre: string) => ({ releve: { etablissement: e.id, periode: typeof periode === 'string' ? periode : periode.mois, chiffre } })
      const blank = [...wanted].filter((nom) => chiffre(releve, nom) === null)
      if (blank.length > 0) {
        right = false
        const some = releve !== undefined && blank.length < wanted.size
        manque({
          cle: `releve:${place}:${e.id}`,
          gravite: 'bloquant',
          phase: 'usages',
          lots,
          ...(some
            ? enFamille({ kind: 'etablissement', quoi: `Relevé incomplet${when}`, qui: `${name} (${blank.map((nom) => libelleChiffre[nom]).join(', ')})` })
            : enFamille({ kind: 'etablissement', quoi: `Relevé absent${when}`, qui: name })),
          ou: { kind: 'releve', id: releve?.id ?? null, champ: releve ? 'chiffres' : null, ...lieu(blank[0] ?? '') }
        })
      }
      if (releve === undefined) continue
      const ou = { kind: 'releve', id: releve.id, champ: 'chiffres' }
      for (const { code, gravite, chiffres, texte } of controlesReleve(releve)) {
        if (gravite === 'erreur') right = false
        manque({
          cle: `releve-controle:${code}:${releve.id}`,
          gravite: gravite === 'erreur' ? 'bloquant' : 'information',
          phase: 'usages',
          lots,
          texte: `${name}${when} : ${texte}`,
          ou: { ...ou, ...lieu(chiffres[0] ?? '') }
        })
      }
      if (releve.estimation === 'estimation')
        manque({
          cle: `releve-estimation:${releve.id}`,
          gravite: 'a-justifier',
          phase: 'usages',
          lots,
          texte: `Relevé estimé et non lu dans le DUI${when} : ${name}`,
          ou: { ...ou, ...lieu('estimation') }
        })
    }
    if (right) enRegle('usages')
  }
}

/** Targets of the grappe. They are due at the closure; the état des lieux only shows where one stands. */
function verifierCibles({ conserves, designation, manque, enRegle }: ContexteCompletude, fenetre: Fenetre, usages: Usages): void {
  const due = fenetre === 'cloture'
  const key = (code: string) => (due ? code : `${fenetre}:${code}`)
  const common = { gravite: due ? 'a-justifier' : 'information', phase: 'usages', lots: [lotDeFenetre[fenetre]] } as const
  if (due && indicateurs.every(({ code }) => !usages.regles[code].suivi))
    manque({ cle: 'cible:aucune', ...common, texte: 'Aucun indicateur d’usage n’est suivi', ou: { kind: 'cible', id: null, champ: 'suivi' } })
  const premier = (e: { readonly id: string } | undefined, chiffre: string) => ({
    kind: 'releve',
    id: null,
    champ: null,
    ...(e ? { releve: { etablissement: e.id, periode: fenetre, chiffre } } : {})
  })
  for (const { code, titre, numerateur, denominateur } of indicateurs) {
    const { suivi, entite } = usages.regles[code]
    const { etat, taux, cible } = usages.grappe[code]
    if (!suivi) continue
    const ou = { kind: 'cible', id: entite, champ: 'cible' }
    if (etat === 'atteint') enRegle('usages')
    if (etat === 'sous')
      manque({
        cle: `cible:${key(code)}`,
        ...common,
        texte: `${titre} : ${formatPourcent(taux ?? 0)} pour une cible de ${formatPourcent(cible ?? 0)}, ${phraseManque(usages.grappe[code]) ?? ''}`,
        ou
      })
    if (etat === 'sans-cible')
      manque({ cle: `cible-inconnue:${key(code)}`, ...common, texte: `${titre} : cible inconnue, reprenez celle de votre convention`, ou })
    if (etat === 'non-calculable')
      manque({
        cle: `taux:${key(code)}`,
        ...common,
        texte: `${titre} : non calculable, le dénominateur est nul`,
        ou: premier(conserves[0], denominateur)
      })
    const below = conserves.filter((e) => usages.etablissements.get(e.id)?.[code].etat === 'sous')
    if (below.length > 0)
      manque({
        cle: `sous-cible:${key(code)}`,
        gravite: 'information',
        phase: 'usages',
        lots: common.lots,
        texte: `${titre} : ${formatEntier(below.length)} ${pluriel(below.length, 'établissement', 'établissements')} sous la cible (${below
          .slice(0, exemples)
          .map((e) => designation.etablissement(e.id))
          .join(', ')}${below.length > exemples ? '…' : ''})`,
        ou: premier(below[0], numerateur)
      })
  }
}

/** An exemption entered by the grappe is complete, and says where it comes from: it changes what is due. */
function verifierExemptions({ dossier, designation, manque }: ContexteCompletude): void {
  for (const [rang, e] of dossier.exemptions.entries()) {
    const champ = (['secteur', 'indicateur', 'source'] as const).find((c) => e[c] === null)
    if (champ === undefined) continue
    const nom = designation.de(exemption, e, rang)
    manque({
      cle: `exemption:${e.id}`,
      gravite: 'information',
      phase: 'usages',
      lots: ['etat-des-lieux', 'cloture'],
      texte: champ === 'source' ? `Source à saisir : ${nom}` : `Sans ${champ}, elle n’exempte personne : ${nom}`,
      ou: { kind: 'exemption', id: e.id, champ }
    })
  }
}

/** The window declared is over: figures of days to come do not exist. */
function verifierFenetre({ dossier, options, manque }: ContexteCompletude, fenetre: Fenetre): void {
  const window = fenetreDe(dossier, fenetre)
  if (window === null || window.fin <= options.date) return
  manque({
    cle: `fenetre:${fenetre}`,
    gravite: 'a-justifier',
    phase: 'usages',
    lots: [lotDeFenetre[fenetre]],
    texte: `La fenêtre mesurée se termine le ${formatDate(window.fin)}, qui n’est pas passé`,
    ou: { kind: 'grappe', id: dossier.projet, champ: fenetre === 'va' ? 'finVa' : 'finCloture' }
  })
}

/** Figures, controls and targets of the two declared relevés. */
export const verifierUsages: Verification = (contexte) => {
  const index = indexReleves(contexte.dossier)
  for (const fenetre of ['va', 'cloture'] as const) {
    const usages = calculerUsages(contexte.dossier, fenetre, index)
    verifierChiffres(contexte, fenetre, index, usages)
    verifierCibles(contexte, fenetre, usages)
    verifierFenetre(contexte, fenetre)
  }
  verifierExemptions(contexte)
  for (const releve of index.doublons)
    contexte.manque({
      cle: `releve-double:${releve.id}`,
      gravite: releve.type === 'mois' ? 'information' : 'bloquant',
      phase: 'usages',
      lots: releve.type === 'va' ? ['etat-des-lieux'] : ['cloture'],
      ...enFamille({
        kind: 'releve',
        quoi: 'Deux relevés pour la même période, supprimez celui qui est de trop',
        qui: contexte.designation.etablissement(releve.etablissement)
      }),
      ou: { kind: 'releve', id: releve.id, champ: null }
    })
}
