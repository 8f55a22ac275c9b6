import {
  chiffresEssai,
  coutsEssai,
  depensesEssai,
  essmsEssai,
  finCloture,
  grappeEssai,
  organismesEssai,
  representant,
  ressourcesEssai,
  rhEssai
} from './dossier-essai.ts'

/** What a cell must hold, worked out from the figures of the test alone: text, number, or date as AAAA-MM-JJ behind `date:`. */
export type Attendu = string | number | null

const noms = ['messagesEnvoyes', 'dmpAlimentes', 'dossiersActifs', 'actifsAvecProjet', 'actifsAvecAgenda', 'personnesAccompagnees', 'personnesProjet']
const couples: Readonly<Record<string, readonly [number, number]>> = { MSS: [0, 6], DMP: [1, 6], ACT: [2, 5], PP: [3, 2], AGD: [4, 2] }
const secteurs = 'Personnes âgées'
const euros = (cents: number) => cents / 100
const date = (iso: string) => `date:${iso}`
const sommeChiffre = (k: number, periode: 'va' | 'cloture') => essmsEssai.reduce((s, _, i) => s + (chiffresEssai(i, periode)[k] ?? 0), 0)

const og = (i: number, champ: string): Attendu => {
  const o = organismesEssai[i]
  if (!o) return null
  if (champ === 'nom') return o.raisonSociale
  if (champ === 'representant') return i === 0 ? 'Mme Dominique Martin-Essai' : `Représentant ${i + 1}`
  if (champ === 'courrielRepresentant') return i === 0 ? representant.courrielRepresentant : null
  return (o as unknown as Record<string, Attendu>)[champ] ?? null
}

function releve(i: number, champ: string, suite: string, defaut: 'va' | 'cloture'): Attendu {
  const parts = suite.split('.')
  const mois = parts.map((p) => /^m(\d)$/u.exec(p)?.[1]).find(Boolean)
  const fenetre = parts.includes('va') ? 'va' : parts.includes('cloture') ? 'cloture' : defaut
  if (champ === 'observation') return `Remarque ${fenetre} ${i + 1}`
  return chiffresEssai(i, mois ? ((Number(mois) - 1) as 0 | 1 | 2) : fenetre)[noms.indexOf(champ)] ?? null
}

function essms(i: number, cle: string, defaut: 'va' | 'cloture'): Attendu {
  const [base = '', suite = ''] = cle.split('@')
  const [quoi = '', champ = ''] = base.split('.')
  const e = essmsEssai[i]
  if (!e) return null
  if (quoi === 'og') return og(e.og, champ)
  if (quoi === 'releve') return releve(i, champ, suite, defaut)
  if (quoi === 'taux') {
    const [n, d] = couples[champ] ?? [0, 0]
    const c = chiffresEssai(i, suite === 'va' ? 'va' : 'cloture')
    return Math.round((10_000 * (c[n] ?? 0)) / (c[d] ?? 1)) / 100
  }
  if (champ === 'secteur') return secteurs
  if (champ === 'situationDui') return 'Acquisition'
  if (champ === 'categorieLibelle') return 'Établissement d’hébergement pour personnes âgées dépendantes (EHPAD)'
  if (champ === 'montantAide') return euros(e.montantAide)
  if (champ === 'dateMiseEnService') return date(e.dateMiseEnService)
  return (e as unknown as Record<string, Attendu>)[champ] ?? null
}

function depense(i: number, cle: string): Attendu {
  const [quoi = '', champ = ''] = cle.split('.')
  const d = depensesEssai[i]
  if (!d) return null
  if (quoi === 'og') return og(d.og, champ)
  if (cle === 'essms.nom') return d.essms === null ? 'Mutualisée' : (essmsEssai[d.essms]?.nom ?? null)
  if (cle === 'essms.finess') return d.essms === null ? null : (essmsEssai[d.essms]?.finess ?? null)
  if (champ === 'nature') return { logiciel: 'Logiciel', prestation: 'Prestation', formation: 'Formation' }[d.nature]
  if (champ === 'imputation') return { investissement: 'Investissement', fonctionnement: 'Fonctionnement' }[d.imputation]
  const v = (d as unknown as Record<string, Attendu>)[champ] ?? null
  if (['ht', 'tva', 'ttc', 'eligible'].includes(champ)) return euros(Number(v))
  return champ.startsWith('date') ? date(String(v)) : v
}

function cout(i: number, cle: string): Attendu {
  const [base = '', annee] = cle.split('@')
  const champ = base.split('.')[1] ?? ''
  const premier = coutsEssai[3 * i]
  if (!premier) return null
  if (champ === 'ttc') return euros(coutsEssai[3 * i + Number(annee?.slice(1)) - 1]?.ttc ?? 0)
  return champ === 'poste' ? premier.poste : 'Logiciel'
}

function rh(i: number, cle: string): Attendu {
  const [quoi = '', champ = ''] = cle.split('.')
  const x = rhEssai[i]
  if (!x) return null
  if (quoi === 'og') return og(x.og, champ)
  const v = (x as unknown as Record<string, Attendu>)[champ] ?? null
  return champ === 'coutMensuel' ? euros(Number(v)) : v
}

const sources = { avance: 'Subvention ESMS Numérique – avance', solde: 'Subvention ESMS Numérique – solde', autofinancement: 'Autofinancement' }
function ressource(i: number, cle: string): Attendu {
  const champ = cle.split('.')[1] ?? ''
  const x = ressourcesEssai[i]
  if (!x) return null
  if (champ === 'source') return sources[x.source]
  return champ === 'montant' ? euros(x.montant) : ((x as unknown as Record<string, Attendu>)[champ] ?? null)
}

export const lignesAttendues = {
  essms: essmsEssai.length,
  organismes: organismesEssai.length,
  depenses: depensesEssai.length,
  couts: 5,
  rh: rhEssai.length,
  ressources: ressourcesEssai.length
} as const
export type SujetAttendu = keyof typeof lignesAttendues

export function ligneAttendue(sujet: SujetAttendu, i: number, cle: string, defaut: 'va' | 'cloture'): Attendu {
  if (sujet === 'essms') return essms(i, cle, defaut)
  if (sujet === 'organismes') return og(i, cle.split('.')[1] ?? '')
  if (sujet === 'depenses') return depense(i, cle)
  return sujet === 'couts' ? cout(i, cle) : sujet === 'rh' ? rh(i, cle) : ressource(i, cle)
}

/** Single cells. */
export function caseAttendue(cle: string): Attendu {
  const [quoi = '', champ = '', code = ''] = cle.split('.')
  if (quoi === 'fenetre') return date(champ === 'debut' ? '2026-07-01' : finCloture)
  if (quoi === 'compte') return champ === 'essms' ? essmsEssai.length : organismesEssai.length
  if (cle === 'somme.personnesAccompagnees') return essmsEssai.reduce((s, e) => s + e.personnesAccompagnees, 0)
  if (cle === 'somme.depenses.ttc') return euros(depensesEssai.reduce((s, d) => s + d.ttc, 0))
  if (quoi === 'solution') return { editeur: 'Éditeur Oméga', nom: 'Solution Delta', version: '4.2.0' }[champ] ?? null
  if (quoi === 'porteur') {
    if (champ in representant) return (representant as Record<string, string>)[champ] ?? null
    if (champ === 'adresse' || champ === 'codePostal' || champ === 'commune')
      return { adresse: '1 rue des Essais', codePostal: '09000', commune: 'Siège 1' }[champ]
    return og(0, champ)
  }
  if (code) {
    const [n, d] = couples[code] ?? [0, 0]
    if (champ === 'numerateur') return sommeChiffre(n, 'cloture')
    if (champ === 'denominateur') return sommeChiffre(d, 'cloture')
    if (champ === 'cible') return code === 'MSS' || code === 'DMP' ? 0.7 : 0.9
  }
  const v = (grappeEssai as unknown as Record<string, Attendu>)[champ] ?? null
  if (['montantConvention', 'avanceRecue'].includes(champ)) return euros(Number(v))
  return champ.startsWith('date') ? date(String(v)) : v
}
