import { actionsPour, checklistDe } from '../catalogue/checklists.ts'
import type { Champ } from '../champs/champ.ts'
import { etAutres } from '../completude/accord.ts'
import { depense } from '../depense.ts'
import type { Dossier } from '../dossier.ts'
import { type Etablissement, etablissement } from '../etablissement.ts'
import { calculerUsages, methodeDe } from '../indicateurs/calcul.ts'
import { controlesReleve } from '../indicateurs/controles.ts'
import type { Fenetre } from '../indicateurs/fenetre.ts'
import { chiffre, indexReleves } from '../indicateurs/index-releves.ts'
import { indicateurs } from '../indicateurs/registre.ts'
import type { Adresse, Lot } from '../lot.ts'
import type { NomConnu } from '../noms.ts'
import { organisme } from '../organisme.ts'
import { libelleDepense } from '../regles-depense.ts'
import { type NomChiffre, nomsChiffres } from '../releve.ts'
import type { Demande, ObjetDemande } from './demande.ts'

/** One thing asked: done or not, and where to do it. */
export interface PointDemande {
  readonly objet: ObjetDemande
  readonly texte: string
  readonly fait: boolean
  /** Its OG or ESSMS. */
  readonly sujet: string
  readonly ou: Adresse
}

/** « n sur N », and the next thing to do. */
export interface AvancementDemande {
  readonly fait: number
  readonly total: number
  /** Null once everything asked is there. */
  readonly prochain: PointDemande | null
  readonly points: readonly PointDemande[]
}

/** How many missing fields of an expense are named. */
const nommes = 3

type Entite = Readonly<Record<string, unknown>> & { readonly id: string }
// biome-ignore lint/suspicious/noExplicitAny: fields of every value type
type Champs = Readonly<Record<string, Champ<any>>>

/** Required fields of an entity that its OG can fill: no bank data, no link to a thing of the whole grappe. */
function champsExiges(nom: Pick<NomConnu, 'kind' | 'champs'>, entite: Entite, lot: Lot, objet: ObjetDemande, qui: string): PointDemande[] {
  return Object.entries(nom.champs as Champs).flatMap(([champ, c]) => {
    const isDemande = c.exige?.includes(lot) === true && !c.banque && c.vers !== 'vague' && (c.si === undefined || c.si(entite))
    if (!isDemande) return []
    return [{ objet, texte: `${c.label} : ${qui}`, fait: entite[champ] !== null, sujet: entite.id, ou: { kind: nom.kind, id: entite.id, champ } }]
  })
}

const nomDeEtablissement = (e: { readonly nom: string | null; readonly finess: string | null }) => e.nom ?? e.finess ?? 'établissement sans nom'

function identite({ organisme: og, etablissements }: Demande): PointDemande[] {
  return [
    ...champsExiges(organisme, og, 'galis', 'identite', og.raisonSociale ?? 'votre organisme'),
    ...etablissements.flatMap((e) => champsExiges(etablissement, e, 'galis', 'identite', nomDeEtablissement(e)))
  ]
}

/** What a relevé must hold: its periods (the window, or its months when the rates are computed from them), and the numbers of each ESSMS. */
export function releveDemande(dossier: Dossier, fenetre: Fenetre) {
  const index = indexReleves(dossier)
  const { regles } = calculerUsages(dossier, fenetre, index)
  const calculees = methodeDe(dossier, fenetre).periodes
  return {
    index,
    periodes: calculees.length > 0 ? calculees : [fenetre],
    /** The numbers of the indicators that are followed and from which it is not exempt, in the order of the tuple. */
    attendus: (e: Etablissement): readonly NomChiffre[] => {
      const noms = new Set<NomChiffre>()
      for (const { code, numerateur, denominateur } of indicateurs) if (regles[code].suivi && !regles[code].isExempte(e)) noms.add(numerateur).add(denominateur)
      return nomsChiffres.filter((nom) => noms.has(nom))
    }
  }
}

/** For each establishment, its figures (those of the indicators that are followed) and its proof. */
function releves(dossier: Dossier, { etablissements, organisme: og }: Demande, fenetre: Fenetre): PointDemande[] {
  const objet = fenetre === 'va' ? 'releve-va' : 'releve-cloture'
  const { index, periodes, attendus } = releveDemande(dossier, fenetre)
  const preuves = new Set(dossier.piecesJointes.flatMap((p) => (p.role === 'preuve' && p.releve === fenetre ? [p.cible] : [])))
  return etablissements.flatMap((e) => {
    const lus = periodes.map((p) => index.de(e.id, p))
    const incomplet = lus.findIndex((r) => attendus(e).some((nom) => chiffre(r, nom) === null))
    const aRemplir = lus[incomplet] ?? lus[0]
    const nom = nomDeEtablissement(e)
    const contredit = incomplet === -1 ? lus.find((r) => r && controlesReleve(r).some((c) => c.gravite === 'erreur')) : undefined
    const vise = contredit ?? aRemplir
    return [
      {
        objet,
        texte: contredit ? `Chiffres à vérifier, deux se contredisent : ${nom}` : `Chiffres relevés : ${nom}`,
        fait: incomplet === -1 && contredit === undefined,
        sujet: e.id,
        ou: { kind: 'releve', id: vise?.id ?? null, champ: vise ? 'chiffres' : null }
      },
      {
        objet,
        texte: `Preuve extraite du DUI : ${nom}`,
        fait: preuves.has(e.id) || preuves.has(og.id),
        sujet: e.id,
        ou: { kind: 'piece-jointe', id: null, champ: null }
      }
    ] satisfies PointDemande[]
  })
}

/** Each expense line entered is complete; without any line, one thing to do. */
function depenses(dossier: Dossier, { organisme: og, etablissements }: Demande): PointDemande[] {
  const siens = new Set(etablissements.map((e) => e.id))
  const lignes = dossier.depenses.filter((d) => d.organisme === og.id || (d.organisme === null && d.etablissement !== null && siens.has(d.etablissement)))
  if (lignes.length === 0)
    return [
      { objet: 'depenses', texte: 'Saisir vos dépenses et joindre les factures', fait: false, sujet: og.id, ou: { kind: 'depense', id: null, champ: null } }
    ]
  return lignes.map((d) => {
    const manques = champsExiges(depense, d, 'cloture', 'depenses', '').filter((p) => !p.fait)
    const [manque] = manques
    const labels = manques.map(({ ou }) => (depense.champs as Champs)[ou.champ ?? '']?.label ?? '')
    const suite = labels.length > nommes ? ` ${etAutres(labels.length - nommes)}` : ''
    return {
      objet: 'depenses',
      texte: manque === undefined ? `Compléter la ${libelleDepense(d)}` : `Compléter la ${libelleDepense(d)} : ${labels.slice(0, nommes).join(', ')}${suite}`,
      fait: manque === undefined,
      sujet: og.id,
      ou: manque?.ou ?? { kind: 'depense', id: d.id, champ: null }
    }
  })
}

/** Each action of the list, at its default scope, has a state. */
function checklist(dossier: Dossier, { organisme: og, etablissements }: Demande): PointDemande[] {
  const liste = checklistDe(dossier.grappe.checklist)
  const connues = new Map(dossier.actions.flatMap((a) => (a.catalogue === liste.code ? [[`${a.code}|${a.portee}`, a] as const] : [])))
  return actionsPour(liste, dossier.solution.appelInsi).flatMap(({ code, titre, portee, sansObjet, facultative }) => {
    if (sansObjet !== null || facultative || portee === 'grappe') return []
    const portees =
      portee === 'og' ? [{ id: og.id, nom: og.raisonSociale ?? 'votre organisme' }] : etablissements.map((e) => ({ id: e.id, nom: nomDeEtablissement(e) }))
    return portees.map(({ id, nom }): PointDemande => {
      const action = connues.get(`${code}|${id}`)
      return {
        objet: 'checklist',
        texte: `${titre} : ${nom}`,
        fait: (action?.etat ?? null) !== null,
        sujet: id,
        ou: { kind: 'action', id: action?.id ?? null, champ: 'etat' }
      }
    })
  })
}

/** Everything a demande asks, in the order it is shown, with what is already there. */
export function avancementDemande(dossier: Dossier, demande: Demande): AvancementDemande {
  const parObjet: Readonly<Record<ObjetDemande, () => PointDemande[]>> = {
    identite: () => identite(demande),
    'releve-va': () => releves(dossier, demande, 'va'),
    'releve-cloture': () => releves(dossier, demande, 'cloture'),
    depenses: () => depenses(dossier, demande),
    checklist: () => checklist(dossier, demande)
  }
  const points = demande.objets.flatMap((objet) => parObjet[objet]())
  return {
    fait: points.filter((p) => p.fait).length,
    total: points.length,
    prochain: points.find((p) => !p.fait) ?? null,
    points
  }
}
