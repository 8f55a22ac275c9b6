import { actionsPour, checklistDe } from '#domain/catalogue/checklists.ts'
import { searchGlossaire } from '#domain/catalogue/glossaire.ts'
import { pieces } from '#domain/catalogue/pieces.ts'
import { listesPreparation } from '#domain/catalogue/preparation.ts'
import type { Dossier } from '#domain/dossier.ts'
import { type Adresse, phases } from '#domain/lot.ts'
import type { Ecran } from './ecran.ts'
import { type ChampQuelconque, entitesDe, libelleEntite, nomLibre, plier, texteDe } from './presenter.ts'

/** Where a found thing leads: a screen, or the field or line of an address. */
export type Destination = { readonly t: 'ecran'; readonly ecran: Ecran } | { readonly t: 'adresse'; readonly adresse: Adresse; readonly catalogue?: string }

/** Something that can be found by its words. `rang`: order among equal matches, lowest first. */
export interface Entree {
  readonly cle: string
  readonly sorte: string
  readonly titre: string
  readonly detail: string
  readonly rang: number
  readonly vers: Destination
  /** Folded words searched: the title's first. */
  readonly titrePlie: string
  readonly plie: string
}

/** Kinds whose lines are worth finding by name, with the fields searched beside it. */
const lignes: readonly (readonly [kind: string, sorte: string, champs: readonly string[]])[] = [
  ['etablissement', 'Établissement', ['finess', 'commune', 'categorie']],
  ['organisme', 'Organisme', ['finessEj', 'siren', 'commune']],
  ['personne', 'Personne', ['fonction', 'courriel']],
  ['contact', 'Contact', ['objet', 'courriel']],
  ['indicateur-propre', 'Indicateur', ['numerateur', 'denominateur']],
  ['vague', 'Vague', []],
  ['tache', 'Planning', []],
  ['instance', 'Instance', []],
  ['risque', 'Risque', []],
  ['depense', 'Dépense', ['fournisseur', 'facture', 'nature']],
  ['cout', 'Coût', ['annee']],
  ['piece-jointe', 'Fichier joint', []]
]

/** Kinds whose fields are worth finding though they have many lines: the field leads to its column or form, on the line said here. */
const champsDeListe: readonly (readonly [kind: string, ou: string])[] = [
  ['organisme', 'Organisme porteur'],
  ['etablissement', 'Grille des établissements'],
  ['personne', 'Personnes du projet'],
  ['tache', 'Planning'],
  ['vague', 'Vagues de déploiement'],
  ['cout', 'Coûts du projet'],
  ['cout-rh', 'Coûts RH'],
  ['ressource', 'Ressources du plan de financement'],
  ['materiel', 'Liste des matériels'],
  ['risque', 'Registre des risques'],
  ['depense', 'État récapitulatif des dépenses'],
  ['exemption', 'Exemptions d’indicateurs'],
  ['pv', 'Procès-verbaux']
]

/** The tabs of each screen that a person may look for by name, and other words for it. */
export const onglets: readonly (readonly [page: Exclude<Ecran['page'], 'tableau'>, onglet: string, titre: string, autres?: string])[] = [
  ['grappe', 'organismes', 'Organismes'],
  ['grappe', 'etablissements', 'Établissements'],
  ['grappe', 'solution', 'Solution DUI'],
  ['grappe', 'personnes', 'Personnes'],
  ['preparer', 'instances', 'Instances'],
  ['preparer', 'raci', 'RACI'],
  ['preparer', 'risques', 'Risques'],
  ['preparer', 'communication', 'Communication'],
  ['preparer', 'formation', 'Formation'],
  ['galis', 'presentation', 'Présentation'],
  ['galis', 'planning', 'Planning'],
  ['galis', 'vagues', 'Vagues'],
  ['galis', 'couts', 'Coûts'],
  ['galis', 'rh', 'RH', 'ressources humaines'],
  ['galis', 'ressources', 'Financement', 'ressources'],
  ['galis', 'materiels', 'Matériels'],
  ['galis', 'modeles', 'Modèles à remplir'],
  ['depot', 'complement', 'Compléments demandés'],
  ['depot', 'etapes', 'Comment déposer'],
  ['depot', 'saisie', 'Fiche de saisie'],
  ['depot', 'reprise', 'Autre appel à projets'],
  ['deploiement', 'maintenant', 'Possible maintenant'],
  ['deploiement', 'matrice', 'Matrice'],
  ['deploiement', 'suivi', 'Suivi par établissement'],
  ['usages', 'releves', 'Relevés'],
  ['usages', 'taux', 'Taux et cibles'],
  ['usages', 'autres', 'Autres indicateurs'],
  ['usages', 'preuves', 'Preuves'],
  ['usages', 'reglages', 'Réglages'],
  ['depenses', 'paie', 'Paie'],
  ['depenses', 'totaux', 'Totaux et plan'],
  ['depenses', 'repartition', 'Répartition'],
  ['depenses', 'verifications', 'Vérifications'],
  ['depenses', 'factures', 'Factures'],
  ['depenses', 'etat', 'État à certifier'],
  ['cloture', 'va', 'PV de VA'],
  ['cloture', 'vsr', 'PV de VSR'],
  ['cloture', 'couverture', 'Couverture'],
  ['cloture', 'envois', 'Envois'],
  ['cloture', 'depot', 'Dépôt et archive'],
  ['partage', 'historique', 'Historique'],
  ['ressources', 'guide', 'Guide'],
  ['ressources', 'glossaire', 'Glossaire'],
  ['ressources', 'questions', 'Questions'],
  ['ressources', 'acteurs', 'Qui fait quoi'],
  ['ressources', 'contacts', 'Contacts'],
  ['ressources', 'donnees', 'Données personnelles']
]

const entree = (cle: string, sorte: string, titre: string, detail: string, rang: number, vers: Destination, autres = ''): Entree => ({
  cle,
  sorte,
  titre,
  detail,
  rang,
  vers,
  titrePlie: plier(titre),
  plie: plier(`${titre} ${sorte} ${detail} ${autres}`)
})

const ecran = (page: Ecran['page'], onglet: string | null = null): Destination => ({ t: 'ecran', ecran: { page, onglet, cible: null } })
const adresse = (kind: string, id: string | null, champ: string | null): Destination => ({ t: 'adresse', adresse: { kind, id, champ } })

/** Everything that can be reached in an open dossier: screens, fields, pièces, actions, lines by their name, words of the programme. */
export function indexer(dossier: Dossier): readonly Entree[] {
  const found: Entree[] = [entree('ecran:tableau', 'Écran', 'Tableau de bord', '', 0, ecran('tableau'))]
  for (const p of phases) found.push(entree(`ecran:${p.code}`, 'Écran', p.titre, `Phase ${p.numero}`, 0, ecran(p.code)))
  for (const [page, onglet, titre, autres] of onglets)
    if (onglet !== 'autres' || dossier.indicateursPropres.length > 0)
      found.push(entree(`onglet:${page}/${onglet}`, 'Écran', titre, phases.find((p) => p.code === page)?.titre ?? '', 1, ecran(page, onglet), autres))
  for (const kind of ['grappe', 'solution']) {
    const [entite] = entitesDe(dossier, kind)
    for (const [nom, champ] of Object.entries(nomLibre(kind).champs))
      found.push(entree(`champ:${kind}.${nom}`, 'Champ', champ.label, valeurMontree(champ, entite?.[nom], dossier), 1, adresse(kind, null, nom), champ.aide))
  }
  for (const p of pieces) found.push(entree(`piece:${p.numero}`, 'Pièce', `Pièce ${p.numero} — ${p.titre}`, '', 1, ecran('galis', 'pieces'), p.aide))
  for (const [kind, ou] of champsDeListe) {
    const lignesDe = entitesDe(dossier, kind)
    const vue = lignesDe.find((e) => e['porteur'] === 'oui') ?? lignesDe[0]
    for (const [nom, champ] of Object.entries(nomLibre(kind).champs))
      if (nom !== 'ordre') found.push(entree(`champ:${kind}.${nom}`, 'Champ', champ.label, ou, 3, adresse(kind, vue?.id ?? null, nom), champ.aide))
  }
  for (const liste of listesPreparation)
    for (const a of liste.actions) {
      const suivi = dossier.actions.find((x) => x.catalogue === liste.code && x.code === a.code)
      const vers = suivi ? adresse('action', suivi.id, null) : ecran('preparer', 'actions')
      found.push(
        entree(`preparation:${liste.code}/${a.code}`, 'Action', liste.code === 'pas-a-pas' ? `${a.code} — ${a.titre}` : a.titre, 'Préparer', 2, vers, a.aide)
      )
    }
  const liste = checklistDe(dossier.grappe.checklist)
  for (const a of actionsPour(liste, dossier.solution.appelInsi)) {
    const suivi = dossier.actions.find((x) => x.catalogue === liste.code && x.code === a.code)
    const vers = suivi ? adresse('action', suivi.id, null) : ecran('deploiement', 'actions')
    found.push(entree(`action:${a.code}`, 'Action', `${a.code} — ${a.titre}`, '', 2, vers))
  }
  for (const [kind, sorte, champs] of lignes)
    for (const e of entitesDe(dossier, kind)) {
      const nom = nomLibre(kind)
      const autres = champs.map((c) => texteDe(nom.champs[c] as ChampQuelconque, e[c])).filter(Boolean)
      // A number is searched as typed with or without its spaces.
      const compact = autres.join(' ').replace(/\s/gu, '')
      found.push(entree(`${kind}:${e.id}`, sorte, libelleEntite(kind, e), autres.join(' · '), 3, adresse(kind, e.id, null), compact))
    }
  for (const t of searchGlossaire(''))
    found.push(entree(`terme:${t.code}`, 'Définition', t.terme, t.definition, 4, ecran('ressources', 'glossaire'), t.developpe ?? ''))
  return found
}

const valeurMontree = (champ: ChampQuelconque, valeur: unknown, dossier: Dossier): string => {
  const texte = texteDe(champ, valeur, dossier)
  return texte.length > 60 ? `${texte.slice(0, 59)}…` : texte || 'vide'
}

/** 0 when a word is missing; more for a title that starts with the words, then for words at the start of the title's words. */
function note({ titrePlie, plie }: Entree, mots: readonly string[], requete: string): number {
  if (!mots.every((m) => plie.includes(m))) return 0
  if (titrePlie === requete) return 5
  if (titrePlie.startsWith(requete)) return 4
  const debuts = titrePlie.split(/[^\p{L}\p{N}]+/u)
  if (mots.every((m) => debuts.some((d) => d.startsWith(m)))) return 3
  return mots.every((m) => titrePlie.includes(m)) ? 2 : 1
}

/** The best entries for what was typed, `limite` at most; the screens when nothing was. */
export function chercher(index: readonly Entree[], tape: string, limite = 30): readonly Entree[] {
  const requete = plier(tape)
  if (requete === '') return index.filter((e) => e.rang === 0).slice(0, limite)
  const mots = requete.split(' ')
  return index
    .flatMap((e) => {
      const n = note(e, mots, requete)
      return n === 0 ? [] : [{ e, n }]
    })
    .sort((a, b) => b.n - a.n || a.e.rang - b.e.rang || a.e.titre.localeCompare(b.e.titre, 'fr'))
    .slice(0, limite)
    .map(({ e }) => e)
}
