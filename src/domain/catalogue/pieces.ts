import { type Dossier, etablissementsConserves } from '../dossier.ts'
import { isPetitOg } from '../organisme.ts'

/** One of the documents of the GALIS file. Source: table of the 2023 kit. */
export interface PieceCatalogue {
  /** 1 to 14 for the pièces; 15 to 18 for what Grappe adds. */
  readonly numero: number
  /** ASCII name of its files, without number or extension. */
  readonly slug: string
  readonly titre: string
  /** `oui` and `non` hold for every grappe; `si` depends on the Dossier. */
  readonly obligation: 'oui' | 'non' | 'si'
  readonly requise: (dossier: Dossier) => boolean
  /** Who makes it by default; any pièce can be replaced by the user's own file. */
  readonly mode: 'generee' | 'fournie'
  readonly formats: readonly ('pdf' | 'xlsx')[]
  /** The file to deposit is the signed scan of the generated draft. */
  readonly aSigner: boolean
  /** « trame CNSA disponible, recommandée, non obligatoire » */
  readonly trameCnsa: boolean
  /** One file per OG is followed: all of them, or those affiliated to a national entity. */
  readonly parOrganisme: 'non' | 'tous' | 'affilies'
  /** Deposited in GALIS; false for the sheet one copies from. */
  readonly deposee: boolean
  readonly aide: string
}

/** Pièce 11: a petit OG asks for equipment, by a line of the equipment list or of the project costs. */
function asksForEquipment(dossier: Dossier): boolean {
  const petits = new Set(dossier.organismes.filter((o) => isPetitOg(o) === true).map((o) => o.id))
  if (petits.size === 0) return false
  const ogDe = new Map(dossier.etablissements.map((e) => [e.id, e.organisme]))
  const isPetit = (organisme: string | null | undefined) => organisme !== null && organisme !== undefined && petits.has(organisme)
  return (
    dossier.materiels.some((m) => m.etablissement === null || isPetit(ogDe.get(m.etablissement))) ||
    dossier.couts.some((c) => c.nature === 'materiel' && (c.organisme === null || isPetit(c.organisme)))
  )
}

const hasEntiteNationale = (dossier: Dossier): boolean => dossier.organismes.some((o) => (o.entiteNationale ?? '') !== '')
const hasMixedHomeHelp = (dossier: Dossier): boolean => etablissementsConserves(dossier).some((e) => e.saadMixte === 'oui')

const base = { aSigner: false, trameCnsa: false, parOrganisme: 'non', deposee: true } as const
const always = { obligation: 'oui', requise: () => true } as const
const never = { obligation: 'non', requise: () => false } as const
const generee = { ...base, mode: 'generee', formats: ['pdf'] } as const
const fournie = { ...base, mode: 'fournie', formats: [] } as const

export const pieces: readonly PieceCatalogue[] = [
  {
    numero: 1,
    slug: 'Note_de_presentation',
    titre: 'Note de présentation générale',
    ...always,
    ...generee,
    aide: 'Le projet, ses objectifs, ses points d’attention, et la liste exacte des ESSMS avec leur FINESS géographique.'
  },
  {
    numero: 2,
    slug: 'Gouvernance',
    titre: 'Présentation de la gouvernance',
    ...always,
    ...generee,
    trameCnsa: true,
    aide: 'La mutualisation, les instances, l’organigramme et la matrice RACI.'
  },
  {
    numero: 3,
    slug: 'Convention',
    titre: 'Convention entre les structures',
    ...always,
    ...generee,
    aSigner: true,
    aide: 'À faire signer dès que la grappe est formée. La version signée remplace le projet.'
  },
  {
    numero: 4,
    slug: 'Lettre_d_engagement',
    titre: 'Lettre d’engagement',
    ...always,
    ...generee,
    aSigner: true,
    aide: 'Une seule par grappe : le porteur s’engage envers sa grappe et l’ARS.'
  },
  {
    numero: 5,
    slug: 'Planning',
    titre: 'Planning du projet',
    ...always,
    ...generee,
    formats: ['pdf', 'xlsx'],
    trameCnsa: true,
    aide: 'Trois diagrammes de Gantt : projet, conduite du changement, déploiement. Les services socles y figurent.'
  },
  {
    numero: 6,
    slug: 'Plan_de_financement',
    titre: 'Plan de financement pluriannuel',
    ...always,
    ...generee,
    formats: ['pdf', 'xlsx'],
    trameCnsa: true,
    aide: 'Trois tableaux : coûts du projet, coûts RH, plan de financement. Emplois et ressources s’équilibrent chaque année.'
  },
  {
    numero: 7,
    slug: 'Strategie_de_deploiement',
    titre: 'Stratégie de déploiement',
    ...always,
    ...generee,
    trameCnsa: true,
    aide: 'Les vagues et ce que chaque établissement fait dans chacune.'
  },
  {
    numero: 8,
    slug: 'Conduite_du_changement',
    titre: 'Plan de conduite du changement',
    ...always,
    ...generee,
    trameCnsa: true,
    aide: 'Communication, formation, sensibilisation, groupe de travail avec de futurs utilisateurs.'
  },
  {
    numero: 9,
    slug: 'RIB',
    titre: 'RIB du porteur',
    ...always,
    ...fournie,
    aide: 'Une page nette. Le titulaire du compte est le porteur, qui reçoit la subvention.'
  },
  {
    numero: 10,
    slug: 'Autodiagnostic_ANAP',
    titre: 'Résultats de l’autodiagnostic ANAP',
    ...never,
    ...fournie,
    parOrganisme: 'tous',
    aide: 'Maturité du système d’information, un résultat par organisme. Votre appel à projets peut l’exiger.'
  },
  {
    numero: 11,
    slug: 'Liste_des_materiels',
    titre: 'Liste chiffrée des matériels',
    obligation: 'si',
    requise: asksForEquipment,
    ...generee,
    formats: ['pdf', 'xlsx'],
    aide: 'Quantités et prix, pour les organismes de moins de 15 ESSMS qui demandent des équipements.'
  },
  {
    numero: 12,
    slug: 'Autorisation_entite_nationale',
    titre: 'Autorisation de l’entité nationale',
    obligation: 'si',
    requise: hasEntiteNationale,
    ...fournie,
    parOrganisme: 'affilies',
    aide: 'Pour chaque organisme affilié à une entité nationale.'
  },
  { numero: 13, slug: 'Statuts', titre: 'Statuts', ...never, ...fournie, aide: 'Pour les associations, si l’ARS les demande.' },
  {
    numero: 14,
    slug: 'Publication_JO',
    titre: 'Publication au Journal officiel',
    ...never,
    ...fournie,
    aide: 'Pour les associations : création et modifications, si l’ARS les demande.'
  }
]

/** Documents that go with the 14 pièces. */
export const piecesComplementaires: readonly PieceCatalogue[] = [
  {
    numero: 15,
    slug: 'Repartition_des_heures',
    titre: 'Répartition des heures des services d’aide à domicile',
    obligation: 'si',
    requise: hasMixedHomeHelp,
    ...generee,
    formats: ['pdf', 'xlsx'],
    aide: 'Pour chaque service qui fait aussi du confort : l’aide est calculée au prorata des heures éligibles.'
  },
  {
    numero: 16,
    slug: 'Fiche_de_saisie_GALIS',
    titre: 'Fiche de saisie GALIS',
    ...never,
    ...generee,
    deposee: false,
    aide: 'Tout ce que le téléservice demande, dans son ordre, à recopier. Elle ne se dépose pas.'
  },
  {
    numero: 17,
    slug: 'Fiche_de_recevabilite',
    titre: 'Fiche de recevabilité',
    ...never,
    ...generee,
    deposee: false,
    aide: 'Le résultat des contrôles de recevabilité et l’appel à projets visé. Elle ne se dépose pas.'
  },
  {
    numero: 18,
    slug: 'Reponse_aux_complements',
    titre: 'Réponse à la demande de compléments',
    obligation: 'si',
    requise: (dossier) => dossier.pieces.some((p) => p.suite === 'a-corriger'),
    ...generee,
    aide: 'La note qui répond à chaque remarque de l’ARS ; elle accompagne les pièces corrigées.'
  }
]

const byNumero = new Map([...pieces, ...piecesComplementaires].map((p) => [p.numero, p]))

/** The pièce of a number, or undefined. */
export const pieceDe = (numero: number): PieceCatalogue | undefined => byNumero.get(numero)
