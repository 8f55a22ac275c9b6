import { categorieDe } from '../catalogue/categories.ts'
import type { Champ } from '../champs/champ.ts'
import { depense } from '../depense.ts'
import { type Dossier, etablissementsConserves, porteurDe } from '../dossier.ts'
import { type Etablissement, etablissement } from '../etablissement.ts'
import { cout, ressource } from '../financement.ts'
import { addMonths, lastDayOfMonth, monthOf } from '../format.ts'
import { calculerUsages, type Usages } from '../indicateurs/calcul.ts'
import { type Fenetre, fenetreDe, type Periode } from '../indicateurs/fenetre.ts'
import { chiffre, indexReleves } from '../indicateurs/index-releves.ts'
import { indicateurDe } from '../indicateurs/registre.ts'
import type { Organisme } from '../organisme.ts'
import { coutRhTotal } from '../plan-financement.ts'
import { type NomChiffre, nomsChiffres } from '../releve.ts'
import { totalDepenses } from '../totaux-depense.ts'
import type { TypeDonnee } from './donnee.ts'
import { donneeDe } from './donnees.ts'
import type { Sujet, UsageModele } from './usage.ts'
import { lignesProjet } from './valeurs-projet.ts'

/** A value ready to be written, in its own unit: euros in cents, rates in per cent, dates ISO. */
export interface Valeur {
  readonly type: TypeDonnee
  readonly v: string | number
  /** Other wordings of the same value, for the lists of a model: the code of a choice. */
  readonly autres?: readonly string[]
}

type Brut = { readonly v: string | number; readonly autres?: readonly string[] } | string | number | null | undefined

/** One row to write: gives the value of a key (`releve.dmpAlimentes@m2`), or null. */
export type LigneValeurs = (cle: string) => Valeur | null

export interface Valeurs {
  /** Rows of a subject. `parAnnee`: lines of the plan gathered so that years stand in columns. */
  readonly lignes: (sujet: Exclude<Sujet, 'grappe'>, parAnnee: boolean) => readonly LigneValeurs[]
  readonly grappe: LigneValeurs
}

interface Demande {
  readonly base: string
  readonly fenetre: Fenetre
  readonly mois: string | null
  readonly annee: string | null
}

function demandeDe(cle: string, usage: UsageModele): Demande {
  const [base = '', suite = ''] = cle.split('@')
  const parts = suite.split('.').filter(Boolean)
  const fenetre = parts.find((p): p is Fenetre => p === 'va' || p === 'cloture') ?? (usage === 'indicateurs-va' ? 'va' : 'cloture')
  return { base, fenetre, mois: parts.find((p) => /^m\d$|^mois-|-/u.test(p)) ?? null, annee: parts.find((p) => /^n\d$|^\d{4}$/u.test(p)) ?? null }
}

const choisi = (champ: Pick<Champ, 'options'>, valeur: string | null): Brut => {
  if (valeur === null) return null
  return { v: champ.options?.find((o) => o.value === valeur)?.label ?? valeur, autres: [valeur] }
}

const nomEntier = (o: { civiliteRepresentant: string | null; prenomRepresentant: string | null; nomRepresentant: string | null }) =>
  o.nomRepresentant === null
    ? null
    : [o.civiliteRepresentant === 'M' ? 'M.' : o.civiliteRepresentant, o.prenomRepresentant, o.nomRepresentant].filter(Boolean).join(' ')

/** Metropolitan department from the post code; Corsica and overseas need the INSEE code. */
const departement = (e: Etablissement): string | null => {
  const code = e.insee ?? (e.codePostal?.startsWith('20') ? null : e.codePostal)
  if (code === null || code === undefined) return null
  return code.startsWith('97') ? code.slice(0, 3) : code.slice(0, 2)
}

const champDe = (cle: string) => cle.slice(cle.indexOf('.') + 1)

class Source {
  readonly dossier: Dossier
  readonly usage: UsageModele
  readonly index
  readonly organismes: ReadonlyMap<string, Organisme>
  readonly essms: ReadonlyMap<string, Etablissement>
  private readonly calculs = new Map<string, Usages>()

  constructor(dossier: Dossier, usage: UsageModele) {
    this.dossier = dossier
    this.usage = usage
    this.index = indexReleves(dossier)
    this.organismes = new Map(dossier.organismes.map((o) => [o.id, o]))
    this.essms = new Map(dossier.etablissements.map((e) => [e.id, e]))
  }

  /** Period of a key; null when the grappe has not said when its window ends. */
  periode({ fenetre, mois }: Demande): Periode | null {
    if (mois === null) return fenetre
    if (/^20\d\d-/u.test(mois)) return { mois }
    const bornes = fenetreDe(this.dossier, fenetre)
    if (!bornes) return null
    const rang = /^m(\d)$/u.exec(mois)?.[1]
    if (rang) return bornes.mois[Number(rang) - 1] === undefined ? null : { mois: bornes.mois[Number(rang) - 1] ?? '' }
    for (let n = 0; n > -12; n--) {
      const candidat = monthOf(addMonths(lastDayOfMonth(bornes.fin), n))
      if (candidat.endsWith(mois.slice(-3))) return { mois: candidat }
    }
    return null
  }

  calcul(periode: Periode): Usages {
    const cle = typeof periode === 'string' ? periode : periode.mois
    const connu = this.calculs.get(cle) ?? calculerUsages(this.dossier, periode, this.index)
    this.calculs.set(cle, connu)
    return connu
  }

  /** Sum over establishments that have the figure; null when none has. */
  somme(etablissements: readonly Etablissement[], periode: Periode, nom: NomChiffre): number | null {
    const connus = etablissements.flatMap((e) => chiffre(this.index.de(e.id, periode), nom) ?? [])
    return connus.length === 0 ? null : connus.reduce((a, b) => a + b, 0)
  }
}

const valeur = (cle: string, brut: Brut): Valeur | null => {
  const type = donneeDe(cle)?.type
  if (type === undefined || brut === null || brut === undefined || brut === '') return null
  return typeof brut === 'object' ? { type, ...brut } : { type, v: brut }
}

function cible(s: Source, code: string): number | null {
  const indicateur = indicateurDe(code)
  return indicateur ? s.calcul('cloture').regles[indicateur.code].cible : null
}

function deOrganisme(s: Source, o: Organisme | undefined, base: string, rang: number): Brut {
  if (!o) return null
  const champ = champDe(base)
  if (champ === 'nom') return o.raisonSociale
  if (champ === 'rang') return rang
  if (champ === 'representant') return nomEntier(o)
  if (champ === 'essmsGrappe') return etablissementsConserves(s.dossier).filter((e) => e.organisme === o.id).length
  if (champ === 'porteur')
    return choisi(
      {
        options: [
          { value: 'oui', label: 'Oui' },
          { value: 'non', label: 'Non' }
        ]
      },
      o.porteur
    )
  const lue = (o as unknown as Readonly<Record<string, unknown>>)[champ]
  return typeof lue === 'string' || typeof lue === 'number' ? lue : null
}

function deEssms(s: Source, e: Etablissement, demande: Demande, rang: number): Brut {
  const champ = champDe(demande.base)
  if (champ === 'rang') return rang
  if (champ === 'categorie') return e.categorie
  if (champ === 'categorieLibelle') {
    const libelle = e.categorie === null ? null : categorieDe(e.categorie).libelle
    // « … (EHPAD) »: the lists of a model often hold the acronym alone.
    return libelle === null ? null : { v: libelle, autres: [e.categorie ?? '', ...(/\(([\p{Lu}.]{2,})\)\s*$/u.exec(libelle)?.slice(1) ?? [])] }
  }
  if (champ === 'departement') return departement(e)
  const vague = s.dossier.vagues.find((v) => v.id === e.vague)
  if (champ === 'vague') return vague?.nom
  if (champ === 'debutVague') return vague?.debut
  if (champ === 'finVague') return vague?.fin
  if (champ === 'solution') return s.dossier.solution.nom
  if (champ === 'editeur') return s.dossier.solution.editeur
  const declare = (etablissement.champs as Readonly<Record<string, Pick<Champ, 'options'>>>)[champ]
  const lue = (e as unknown as Readonly<Record<string, unknown>>)[champ]
  if (declare?.options) return choisi(declare, typeof lue === 'string' ? lue : null)
  return typeof lue === 'string' || typeof lue === 'number' ? lue : null
}

function releveDe(s: Source, e: Etablissement, demande: Demande): Brut {
  const periode = s.periode(demande)
  if (periode === null) return null
  const champ = champDe(demande.base)
  const releve = s.index.de(e.id, periode)
  if (champ === 'dateExtraction') return releve?.dateExtraction
  if (champ === 'observation') return releve?.observation
  return chiffre(releve, champ as NomChiffre)
}

function tauxDe(usages: Usages | null, id: string | null, code: string): number | null {
  const indicateur = indicateurDe(code)
  if (!usages || !indicateur) return null
  const taux = id === null ? usages.grappe : (usages.etablissements.get(id) ?? usages.organismes.get(id))
  return taux?.[indicateur.code].taux ?? null
}

const prefixe = (base: string) => base.slice(0, base.indexOf('.'))

/** A row that stands for one establishment or one organisation. */
function ligneDe(s: Source, qui: { readonly e?: Etablissement; readonly o: Organisme | undefined }, rang: number): LigneValeurs {
  return (cle) => {
    const demande = demandeDe(cle, s.usage)
    const { base } = demande
    const quoi = prefixe(base)
    const brut = (): Brut => {
      if (quoi === 'og') return deOrganisme(s, qui.o, base, rang)
      if (quoi === 'cible') return cible(s, champDe(base))
      const periode = s.periode(demande)
      if (quoi === 'taux') return periode === null ? null : tauxDe(s.calcul(periode), qui.e?.id ?? qui.o?.id ?? '', champDe(base))
      if (qui.e) return quoi === 'essms' ? deEssms(s, qui.e, demande, rang) : quoi === 'releve' ? releveDe(s, qui.e, demande) : null
      const nom = champDe(base) as NomChiffre
      if (quoi !== 'releve' || periode === null || !nomsChiffres.includes(nom)) return null
      return s.somme(
        etablissementsConserves(s.dossier).filter((e) => e.organisme === qui.o?.id),
        periode,
        nom
      )
    }
    return valeur(cle, brut())
  }
}

function lignesDepenses(s: Source): LigneValeurs[] {
  return s.dossier.depenses.map((d, i) => {
    const e = d.etablissement === null ? undefined : s.essms.get(d.etablissement)
    const o = s.organismes.get(d.organisme ?? e?.organisme ?? '')
    return (cle) => {
      const demande = demandeDe(cle, s.usage)
      const { base } = demande
      const champ = champDe(base)
      const brut = (): Brut => {
        if (prefixe(base) === 'og') return deOrganisme(s, o, base, i + 1)
        if (base === 'essms.nom') return e ? e.nom : 'Mutualisée'
        if (prefixe(base) === 'essms') return e ? deEssms(s, e, demande, i + 1) : null
        if (champ === 'numero') return d.numero ?? i + 1
        if (champ === 'nature') return choisi(depense.champs.nature, d.nature)
        if (champ === 'imputation') return choisi(depense.champs.imputation, d.imputation)
        if (champ === 'cle') return d.etablissement === null ? choisi(depense.champs.cle, d.cle) : null
        const lue = (d as unknown as Readonly<Record<string, unknown>>)[champ]
        return typeof lue === 'string' || typeof lue === 'number' ? lue : null
      }
      return valeur(cle, brut())
    }
  })
}

const annees = ({ dossier }: Source): readonly number[] =>
  [...new Set([...dossier.couts, ...dossier.coutsRh, ...dossier.ressources].flatMap((l) => l.annee ?? []))].sort((a, b) => a - b)

/** Lines gathered by what names them, in the order met. */
function regrouper<T>(lignes: readonly T[], cle: (l: T) => string, parAnnee: boolean): readonly (readonly T[])[] {
  if (!parAnnee) return lignes.map((l) => [l])
  const groupes = new Map<string, T[]>()
  for (const l of lignes) groupes.set(cle(l), [...(groupes.get(cle(l)) ?? []), l])
  return [...groupes.values()]
}

/** Sum of a line's amounts, of the year asked when one is. */
function parAn<T extends { readonly annee: number | null }>(
  s: Source,
  lignes: readonly T[],
  { annee }: Demande,
  montant: (l: T) => number | null
): number | null {
  const voulue = annee === null ? null : annee.startsWith('n') ? annees(s)[Number(annee.slice(1)) - 1] : Number(annee)
  const connus = lignes.filter((l) => voulue === null || l.annee === voulue).flatMap((l) => montant(l) ?? [])
  return connus.length === 0 ? null : connus.reduce((a, b) => a + b, 0)
}

function lignesPlan(s: Source, sujet: 'couts' | 'rh' | 'ressources', parAnnee: boolean): LigneValeurs[] {
  const og = (id: string | null, base: string, rang: number) => deOrganisme(s, s.organismes.get(id ?? ''), base, rang)
  const { dossier } = s
  const ligne =
    (lire: (demande: Demande, champ: string) => Brut): LigneValeurs =>
    (cle) => {
      const demande = demandeDe(cle, s.usage)
      return valeur(cle, lire(demande, champDe(demande.base)))
    }
  if (sujet === 'couts')
    return regrouper(dossier.couts, (c) => JSON.stringify([c.poste, c.nature, c.organisme]), parAnnee).map((lignes, i) =>
      ligne((demande, champ) => {
        const c = lignes[0]
        if (!c) return null
        if (prefixe(demande.base) === 'og') return c.organisme === null && champ === 'nom' ? 'Mutualisé' : og(c.organisme, demande.base, i + 1)
        if (champ === 'ht') return parAn(s, lignes, demande, (l) => l.ht)
        if (champ === 'ttc') return parAn(s, lignes, demande, (l) => l.ttc)
        if (champ === 'tva') return c.ttc === null || c.ht === null ? null : c.ttc - c.ht
        if (champ === 'nature') return choisi(cout.champs.nature, c.nature)
        if (champ === 'imputation') return choisi(cout.champs.imputation, c.imputation)
        return champ === 'poste' ? c.poste : champ === 'annee' ? c.annee : champ === 'tauxTva' ? c.tauxTva : null
      })
    )
  if (sujet === 'rh')
    return regrouper(dossier.coutsRh, (c) => JSON.stringify([c.fonction, c.organisme]), parAnnee).map((lignes, i) =>
      ligne((demande, champ) => {
        const c = lignes[0]
        if (!c) return null
        if (prefixe(demande.base) === 'og') return og(c.organisme, demande.base, i + 1)
        if (champ === 'total') return parAn(s, lignes, demande, coutRhTotal)
        return champ === 'fonction'
          ? c.fonction
          : champ === 'annee'
            ? c.annee
            : champ === 'etp'
              ? c.etp
              : champ === 'mois'
                ? c.mois
                : champ === 'coutMensuel'
                  ? c.coutMensuel
                  : null
      })
    )
  return regrouper(dossier.ressources, (r) => JSON.stringify([r.source, r.libelle]), parAnnee).map((lignes) =>
    ligne((demande, champ) => {
      const r = lignes[0]
      if (!r) return null
      if (champ === 'montant') return parAn(s, lignes, demande, (l) => l.montant)
      return champ === 'source' ? choisi(ressource.champs.source, r.source) : champ === 'libelle' ? r.libelle : champ === 'annee' ? r.annee : null
    })
  )
}

function deGrappe(s: Source, cle: string): Brut {
  const { dossier } = s
  const demande = demandeDe(cle, s.usage)
  const { base } = demande
  const champ = champDe(base)
  const quoi = prefixe(base)
  const conserves = etablissementsConserves(dossier)
  if (quoi === 'porteur') return deOrganisme(s, porteurDe(dossier), base, 1)
  if (quoi === 'solution') return (dossier.solution as unknown as Readonly<Record<string, string | null>>)[champ]
  if (quoi === 'contact') {
    const p = dossier.personnes.find((x) => x.id === dossier.grappe.contactProjet)
    return champ === 'nom' ? [p?.prenom, p?.nom].filter(Boolean).join(' ') : champ === 'courriel' ? p?.courriel : p?.telephone
  }
  if (quoi === 'fenetre') {
    const bornes = fenetreDe(dossier, demande.fenetre)
    return champ === 'debut' ? bornes?.debut : bornes?.fin
  }
  if (base === 'compte.essms') return conserves.length
  if (base === 'compte.organismes') return new Set(conserves.flatMap((e) => e.organisme ?? [])).size
  if (base === 'somme.personnesAccompagnees') {
    const connues = conserves.flatMap((e) => e.personnesAccompagnees ?? [])
    return connues.length === 0 ? null : connues.reduce((a, b) => a + b, 0)
  }
  if (base.startsWith('somme.depenses.')) {
    const total = totalDepenses(dossier)
    return dossier.depenses.length === 0 ? null : base.endsWith('.ht') ? total.ht : base.endsWith('.ttc') ? total.ttc : total.eligible
  }
  const [nature = '', code = ''] = champ.split('.')
  if (nature === 'cible') return cible(s, code)
  const periode = s.periode(demande)
  if (nomsChiffres.includes(champ as NomChiffre)) return periode === null ? null : s.somme(conserves, periode, champ as NomChiffre)
  const indicateur = indicateurDe(code)
  if (indicateur && periode !== null) {
    const taux = s.calcul(periode).grappe[indicateur.code]
    return nature === 'numerateur' ? taux.numerateur : nature === 'denominateur' ? taux.denominateur : taux.taux
  }
  const lue = (dossier.grappe as unknown as Readonly<Record<string, unknown>>)[champ]
  return typeof lue === 'string' || typeof lue === 'number' ? lue : null
}

/** Reads the Dossier as rows and values ready for a model. `usage` gives the window spoken of by default. */
export function createValeurs(dossier: Dossier, usage: UsageModele): Valeurs {
  const s = new Source(dossier, usage)
  return {
    lignes: (sujet, parAnnee) => {
      if (sujet === 'organismes') return dossier.organismes.map((o, i) => ligneDe(s, { o }, i + 1))
      if (sujet === 'essms' || sujet === 'usages')
        return etablissementsConserves(dossier).map((e, i) => ligneDe(s, { e, o: s.organismes.get(e.organisme ?? '') }, i + 1))
      if (sujet === 'depenses') return lignesDepenses(s)
      if (sujet === 'couts' || sujet === 'rh' || sujet === 'ressources') return lignesPlan(s, sujet, parAnnee)
      return lignesProjet(dossier, sujet).map(({ etablissement: id, lire }, i): LigneValeurs => {
        const e = s.essms.get(id ?? '')
        return (cle) => valeur(cle, prefixe(cle) !== 'essms' ? lire(cle) : e ? deEssms(s, e, demandeDe(cle, usage), i + 1) : null)
      })
    },
    grappe: (cle) => valeur(cle, deGrappe(s, cle))
  }
}
