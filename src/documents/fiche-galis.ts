import { libelleRegion } from '#domain/catalogue/regions.ts'
import { type Dossier, etablissementsConserves, porteurDe } from '#domain/dossier.ts'
import { etablissement } from '#domain/etablissement.ts'
import { formatIban, formatSiret } from '#domain/format.ts'
import { grappe } from '#domain/grappe.ts'
import { organisme } from '#domain/organisme.ts'
import { planFinancement } from '#domain/plan-financement.ts'
import { solution } from '#domain/solution.ts'
import { type Bloc, cel, type Doc, ent, eur, jour, rangee, requis, txt, type Valeur } from './doc.ts'
import { accorde, annuaireDe, libelle, nomComplet, somme } from './libelles.ts'
import { entete } from './page-de-garde.ts'
import { categorieComplete } from './pieces/liste-essms.ts'
import { type Contexte, definePiece } from './production.ts'

/** One field of the teleservice: `valeur` is what is printed, `copie` what the copy button gives (no decoration). */
interface ChampGalis {
  readonly libelle: string
  readonly valeur: Valeur
  readonly copie: string
}
interface SectionGalis {
  readonly titre: string
  readonly champs: readonly ChampGalis[]
}

/** GALIS wants 12.34A where FINESS writes 1234A. Anything else is left as typed. */
export const nafGalis = (naf: string | null): string | null =>
  naf === null
    ? null
    : naf
        .trim()
        .toUpperCase()
        .replace(/^(\d{2})\.?(\d{2}[A-Z])$/u, '$1.$2')

const champ = (titre: string, v: string | null, imprime: string | null = v): ChampGalis => ({ libelle: titre, valeur: requis(txt(imprime)), copie: v ?? '' })
const facultatif = (titre: string, v: string | null): ChampGalis => ({ libelle: titre, valeur: txt(v), copie: v ?? '' })
/** Euros as GALIS takes them: « 1234,50 ». */
export const eurosACopier = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)},${String(Math.abs(cents) % 100).padStart(2, '0')}`
const argent = (titre: string, cents: number | null): ChampGalis => ({
  libelle: titre,
  valeur: requis(eur(cents)),
  copie: cents === null ? '' : eurosACopier(cents)
})
const dateGalis = (titre: string, iso: string | null): ChampGalis => ({
  libelle: titre,
  valeur: requis(jour(iso)),
  copie: iso === null ? '' : iso.split('-').reverse().join('/')
})

/** Every field the teleservice asks, in its order (domain notes §1.5). The table of establishments comes apart. */
export function champsGalis(dossier: Dossier): readonly SectionGalis[] {
  const p = porteurDe(dossier)
  const { grappe: g, solution: s } = dossier
  const contact = dossier.personnes.find((x) => x.id === g.contactProjet)
  const plan = planFinancement(dossier)
  return [
    {
      titre: 'Identification du porteur',
      champs: [
        champ('Raison sociale', p?.raisonSociale ?? null),
        champ('Statut juridique', p?.statutJuridique ?? null),
        champ('SIRET', p?.siret ?? null, p?.siret == null ? null : formatSiret(p.siret)),
        champ('Code NAF', nafGalis(p?.naf ?? null)),
        champ('FINESS juridique (EJ)', p?.finessEj ?? null)
      ]
    },
    {
      titre: 'Adresse de correspondance',
      champs: [champ('Adresse', p?.adresse ?? null), champ('Code postal', p?.codePostal ?? null), champ('Commune', p?.commune ?? null)]
    },
    {
      titre: 'Représentant légal',
      champs: [
        facultatif('Civilité', libelle(organisme.champs.civiliteRepresentant, p?.civiliteRepresentant ?? null)),
        champ('Nom', p?.nomRepresentant ?? null),
        champ('Prénom', p?.prenomRepresentant ?? null),
        champ('Fonction', p?.fonctionRepresentant ?? null),
        champ('E-mail', p?.courrielRepresentant ?? null),
        champ('Téléphone', p?.telephoneRepresentant ?? null)
      ]
    },
    {
      titre: 'Contact du projet',
      champs: [
        champ('Personne', contact ? nomComplet(contact.civilite, contact.prenom, contact.nom) : null),
        facultatif('Fonction', contact?.fonction ?? null),
        facultatif('E-mail', contact?.courriel ?? null),
        facultatif('Téléphone', contact?.telephone ?? null)
      ]
    },
    {
      titre: 'Demande',
      champs: [
        champ('Financeur', g.financeur),
        champ(
          'Régions',
          [...new Set(etablissementsConserves(dossier).map((e) => e.region))].flatMap((r) => (r === null ? [] : [libelleRegion(r)])).join(', ') || null
        ),
        champ('Intitulé du projet', g.nom),
        champ('Description', g.description),
        champ('Type de projet', libelle(grappe.champs.typeProjet, g.typeProjet)),
        dateGalis('Date de début', g.dateDebut),
        dateGalis('Date de fin', g.dateFin)
      ]
    },
    {
      titre: 'Solution',
      champs: [
        champ('Éditeur', s.editeur),
        champ('Solution', s.nom),
        champ('Version', s.version),
        champ('Référencement Ségur', libelle(solution.champs.statutSegur, s.statutSegur)),
        s.statutSegur === 'reference' ? champ('Numéro de référencement', s.numeroSegur) : facultatif('Numéro de référencement', s.numeroSegur)
      ]
    },
    {
      titre: 'Budget',
      champs: [
        argent('Coût total du projet (TTC)', plan.annees.length === 0 ? null : plan.emplois),
        argent('Total des ressources', plan.annees.length === 0 ? null : plan.ressources),
        argent('Subvention demandée', g.montantDemande)
      ]
    },
    {
      titre: 'Compte bancaire',
      champs: [
        champ('Titulaire du compte', p?.titulaireCompte ?? null),
        champ('IBAN', p?.iban ?? null, p?.iban == null ? null : formatIban(p.iban)),
        champ('BIC', p?.bic ?? null)
      ]
    }
  ]
}

function tableMontants(dossier: Dossier): Bloc {
  const annuaire = annuaireDe(dossier)
  const conserves = etablissementsConserves(dossier)
  const absent = requis(txt(null))
  return {
    b: 'table',
    colonnes: [
      { titre: 'FINESS ET', largeur: 0.11 },
      { titre: 'Établissement ou service', largeur: 0.22 },
      { titre: 'Catégorie', largeur: 0.24 },
      { titre: 'Organisme', largeur: 0.17 },
      { titre: 'Région', largeur: 0.12 },
      { titre: 'Montant', largeur: 0.14, aligne: 'droite', unite: '€' }
    ],
    rangees: [
      ...(conserves.length === 0 ? [rangee([absent, absent, absent, absent, absent, absent])] : []),
      ...conserves.map((e) =>
        rangee([
          requis(txt(e.finess)),
          requis(txt(e.nom)),
          requis(txt(categorieComplete(e.categorie))),
          requis(txt(annuaire.organisme(e.organisme)?.raisonSociale)),
          requis(txt(libelle(etablissement.champs.region, e.region))),
          eur(e.montantAide)
        ])
      ),
      {
        role: 'total',
        cellules: [cel(txt(`Total : ${accorde(conserves.length, 'établissement')}`), { etendue: 5 }), cel(eur(somme(conserves.map((e) => e.montantAide))))]
      }
    ]
  }
}

export function docFicheGalis(dossier: Dossier, contexte: Contexte): Doc {
  const montants = etablissementsConserves(dossier).map((e) => e.montantAide)
  const total = somme(montants)
  const demande = dossier.grappe.montantDemande
  return {
    ...entete(dossier, contexte, {
      titre: 'Fiche de saisie GALIS',
      titreCourt: 'Fiche de saisie GALIS',
      sousTitre: 'À recopier dans le téléservice « PAI numérique », dans l’ordre de ses écrans'
    }),
    blocs: [
      {
        b: 'encadre',
        ton: 'accent',
        texte: 'Cette fiche ne se dépose pas. Le téléservice enregistre à chaque étape : surveillez ensuite le compte, l’ARS y demande les compléments.'
      },
      ...champsGalis(dossier).flatMap(({ titre, champs }): readonly Bloc[] => [
        { b: 'titre', niveau: 2, texte: titre },
        { b: 'paires', lignes: champs.map((c) => [c.libelle, c.valeur] as const) }
      ]),
      { b: 'titre', niveau: 2, texte: 'Établissements et montant affecté à chacun' },
      { b: 'paires', lignes: [['Établissements et services', ent(montants.length)]] },
      tableMontants(dossier),
      ...(total !== null && demande !== null && montants.every((m) => m !== null) && total !== demande
        ? ([
            {
              b: 'encadre',
              ton: 'orange',
              titre: 'Total différent de la subvention demandée',
              texte: 'La somme des montants par établissement diffère de la subvention demandée : vérifiez la part mutualisée avant de saisir.'
            }
          ] as const)
        : [])
    ]
  }
}

/** The sheet to copy from: every field of the teleservice, in its order. Not deposited. */
export const ficheGalis = definePiece({
  numero: 16,
  produire: (dossier, contexte) => [{ sorte: 'pdf', base: 'Fiche_de_saisie_GALIS', doc: docFicheGalis(dossier, contexte) }]
})
