import type { Depense } from './depense.ts'
import type { Dossier } from './dossier.ts'
import type { Etablissement } from './etablissement.ts'
import { formatDateCourte, formatEuros } from './format.ts'
import { isPetitOg, type Organisme, seuilPetitOg } from './organisme.ts'

/** What is doubtful in one expense line. `erreur` refuses the closure bundle, `a-justifier` asks for a written reason. */
export interface ConstatDepense {
  readonly code: 'somme' | 'tva' | 'doublon' | 'facture-partagee' | 'hors-periode' | 'date-future' | 'materiel' | 'eligible' | 'retire'
  readonly gravite: 'erreur' | 'a-justifier' | 'information'
  /** The line to open; for a shared invoice, its first line. */
  readonly depense: string
  /** Field to focus. */
  readonly champ: string
  readonly texte: string
}

/** « dépense n° 12 (facture F-031) ». */
export function libelleDepense(depense: Depense): string {
  const name = depense.numero === null ? `dépense « ${depense.libelle ?? 'sans libellé'} »` : `dépense n° ${depense.numero}`
  return depense.facture === null ? name : `${name} (facture ${depense.facture})`
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/gu, ' ').trim().toUpperCase()

/** Same supplier and same invoice number; null when the line has no invoice or is payroll. */
export function cleFacture(depense: Depense, plainSupplier: (name: string) => string = plain): string | null {
  const supplier = depense.siretFournisseur ?? depense.fournisseur
  return depense.nature === 'rh' || supplier === null || depense.facture === null ? null : `${plainSupplier(supplier)}|${plain(depense.facture)}`
}

interface Contexte {
  readonly date: string
  readonly debut: string | null
  readonly fin: string | null
  readonly organismes: ReadonlyMap<string, Organisme>
  readonly etablissements: ReadonlyMap<string, Etablissement>
}

type Constat = Omit<ConstatDepense, 'depense'>
type Regle = (depense: Depense, contexte: Contexte) => readonly Constat[]

/** Shared: most lines have nothing wrong, and there may be 20,000 of them. */
const rien: readonly Constat[] = []

/** HT + TVA = TTC to the cent; payroll: gross + charges = total. The sentence that says otherwise, or null. */
export function ecartSomme({ nature, ht, tva, ttc }: Pick<Depense, 'nature' | 'ht' | 'tva' | 'ttc'>): string | null {
  if (ht === null || tva === null || ttc === null || Math.abs(ht + tva - ttc) <= 1) return null
  const words = nature === 'rh' ? (['salaire brut', 'charges', 'total'] as const) : (['HT', 'TVA', 'TTC'] as const)
  return `${words[0]} ${formatEuros(ht)} + ${words[1]} ${formatEuros(tva)} = ${formatEuros(ht + tva)}, et non ${formatEuros(ttc)} (${words[2]})`
}
const somme: Regle = (depense) => {
  const texte = ecartSomme(depense)
  return texte === null ? rien : [{ code: 'somme', gravite: 'erreur', champ: 'ttc', texte }]
}

/** The VAT amount agrees with its rate, to two cents: suppliers round line by line. */
const taux: Regle = ({ nature, ht, tva, tauxTva }) => {
  if (nature === 'rh' || ht === null || tva === null || tauxTva === null) return rien
  const expected = Math.round((ht * tauxTva) / 100)
  return Math.abs(expected - tva) <= 2
    ? rien
    : [{ code: 'tva', gravite: 'information', champ: 'tva', texte: `avec ce taux, la TVA serait de ${formatEuros(expected)} et non de ${formatEuros(tva)}` }]
}

/** An amount granted never exceeds what was paid; a credit note stays negative on both sides. */
const eligible: Regle = ({ eligible: granted, ttc }) => {
  if (granted === null || ttc === null) return rien
  const above = ttc >= 0 ? granted > ttc : granted < ttc
  const opposite = granted !== 0 && Math.sign(granted) !== Math.sign(ttc)
  return above || opposite
    ? [
        {
          code: 'eligible',
          gravite: 'erreur',
          champ: 'eligible',
          texte: `le montant éligible (${formatEuros(granted)}) dépasse le montant TTC (${formatEuros(ttc)})`
        }
      ]
    : rien
}

/** What is wrong with one date of a line. */
function constatDate(champ: 'dateFacture' | 'dateAcquittement', value: string | null, { debut, fin, date }: Contexte): Constat | null {
  if (value === null) return null
  const future = value > date
  if (!future && (debut === null || value >= debut) && (fin === null || value <= fin)) return null
  const words = `${champ === 'dateFacture' ? 'facture' : 'acquittement'} du ${formatDateCourte(value)}`
  return future
    ? { code: 'date-future', gravite: 'a-justifier', champ, texte: `${words}, date à venir` }
    : { code: 'hors-periode', gravite: 'a-justifier', champ, texte: `${words}, hors de la période d’éligibilité` }
}

/** Both dates of a line; one reason settles both when they share a fault. */
const periode: Regle = ({ dateFacture, dateAcquittement }, contexte) => {
  const billed = constatDate('dateFacture', dateFacture, contexte)
  const paid = constatDate('dateAcquittement', dateAcquittement, contexte)
  if (billed === null) return paid === null ? rien : [paid]
  return paid === null || paid.code === billed.code ? [billed] : [billed, paid]
}

/** Hardware is for petits OG; beneficiaries of the SONS may also have some. */
const materiel: Regle = (depense, { organismes, etablissements }) => {
  if (depense.nature !== 'materiel' || depense.beneficiaireSons === 'oui') return rien
  const organisme = organismes.get(depense.organisme ?? etablissements.get(depense.etablissement ?? '')?.organisme ?? '')
  const small = isPetitOg(organisme)
  if (small === true) return rien
  const reason = small === null ? 'le nombre d’ESSMS gérés par l’organisme n’est pas connu' : `l’organisme gère ${seuilPetitOg} ESSMS ou plus`
  return [{ code: 'materiel', gravite: 'a-justifier', champ: 'nature', texte: `matériel hors petit organisme : ${reason}` }]
}

const retire: Regle = ({ etablissement }, { etablissements }) => {
  const place = etablissements.get(etablissement ?? '')
  return place?.situation === 'retire'
    ? [{ code: 'retire', gravite: 'a-justifier', champ: 'etablissement', texte: `établissement retiré de la grappe : ${place.nom ?? 'sans nom'}` }]
    : rien
}

const regles: readonly Regle[] = [somme, taux, eligible, periode, materiel, retire]

/** Lines of one invoice: the same line twice is an error; an invoice split between establishments or postes asks for a reason. */
function doublons(depenses: readonly Depense[]): ConstatDepense[] {
  const byInvoice = new Map<string, Depense[]>()
  // A few suppliers are on thousands of lines.
  const suppliers = new Map<string, string>()
  const plainSupplier = (name: string) => {
    const known = suppliers.get(name) ?? plain(name)
    suppliers.set(name, known)
    return known
  }
  for (const depense of depenses) {
    const key = cleFacture(depense, plainSupplier)
    if (key === null) continue
    const group = byInvoice.get(key)
    if (group) group.push(depense)
    else byInvoice.set(key, [depense])
  }
  const found: ConstatDepense[] = []
  for (const group of byInvoice.values()) {
    const [first, ...others] = group
    if (first === undefined || others.length === 0) continue
    const seen = new Map<string, Depense>()
    let split = false
    for (const depense of group) {
      const same = `${depense.organisme}|${depense.etablissement}|${depense.poste}|${depense.ttc}`
      const before = seen.get(same)
      if (before === undefined) {
        split ||= seen.size > 0
        seen.set(same, depense)
      } else
        found.push({
          code: 'doublon',
          gravite: 'erreur',
          depense: depense.id,
          champ: 'facture',
          texte: `même fournisseur, même facture et même montant que la ${libelleDepense(before)}`
        })
    }
    if (split)
      found.push({
        code: 'facture-partagee',
        gravite: 'a-justifier',
        depense: first.id,
        champ: 'facture',
        texte: `la même facture figure sur ${seen.size} lignes d’affectation différente : dites comment elle est répartie`
      })
  }
  return found
}

/**
 * Every doubtful point of every expense line, in the order of the lines then of the rules. `date`: today (AAAA-MM-JJ).
 * The eligibility period is the one entered for the grappe; without it no date is judged. Source: programme, « Dépenses ».
 */
export function constatsDepenses(dossier: Dossier, options: { readonly date: string }): readonly ConstatDepense[] {
  const contexte: Contexte = {
    date: options.date,
    debut: dossier.grappe.debutEligibilite,
    fin: dossier.grappe.finEligibilite,
    organismes: new Map(dossier.organismes.map((o) => [o.id, o])),
    etablissements: new Map(dossier.etablissements.map((e) => [e.id, e]))
  }
  const found: ConstatDepense[] = []
  for (const depense of dossier.depenses)
    for (const regle of regles) for (const constat of regle(depense, contexte)) found.push({ ...constat, depense: depense.id })
  for (const constat of doublons(dossier.depenses)) found.push(constat)
  return found
}
