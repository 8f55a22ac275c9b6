import type { CodeIndicateur } from '../indicateurs/registre.ts'
import { type CodeInstruction, codesInstruction } from './codes-instruction.ts'
import type { CodeSecteur } from './secteurs.ts'

/**
 * What changes from one instruction to the next. `null` means « not found »: the user enters the value of the notification
 * or of the convention, and `lacunesDe` gives the question. Never a guess. Sources: see each record.
 */
export interface Instruction {
  readonly code: CodeInstruction
  readonly libelle: string
  /** Number of the text, and its civil date. */
  readonly reference: string | null
  readonly date: string | null
  /** Later texts that change it. */
  readonly modifications: readonly { readonly reference: string; readonly date: string; readonly objet: string }[]
  /** Minimum number of kept ESSMS; `minimumReduit` when all are in Corse or overseas. */
  readonly minimum: number | null
  readonly minimumReduit: number | null
  /** Minimum number of OG, waived when one OG brings `minimum` ESSMS alone; 0: no such rule. */
  readonly minimumOg: number | null
  readonly minimumOgReduit: number | null
  /** Which call a file belongs to. */
  readonly routage: Routage | null
  /** From this number of ESSMS on, `routage` may send to the national call; 0 when there is none. */
  readonly seuilNational: number | null
  /** Acquisition: no start under a contract with an éditeur before this day (recevabilité, check 5). */
  readonly contratInterditAvant: string | null
  /** Amounts per ESSMS, in cents. */
  readonly montantAcquisition: number | null
  readonly montantConformite: number | null
  /** Equipment ceiling per ESSMS, in cents. */
  readonly plafondEquipement: number | null
  /** Target of each indicator, in points of percentage. */
  readonly cibles: Readonly<Record<CodeIndicateur, number | null>>
  readonly exemptions: readonly Exemption[] | null
  /** What is asked of the solution about the Ségur referencing, per sector of a project made of that sector only. */
  readonly segur: { readonly AHI: RegleSegur | null; readonly PJM: RegleSegur | null; readonly autres: RegleSegur | null }
  readonly notes: readonly string[]
}

/**
 * `regional`: no national call · `seuil`: national from `seuilNational` ESSMS ·
 * `seuil-et-regions`: national from `seuilNational` ESSMS spread over several regions.
 */
export type Routage = 'regional' | 'seuil' | 'seuil-et-regions'

/** `reference-ou-en-cours`: before the parametrage phase · `inscription`: registered when the ARS convention is signed · `libre`: no obligation. */
export type RegleSegur = 'reference-ou-en-cours' | 'inscription' | 'libre'

export interface Exemption {
  readonly secteur: CodeSecteur
  readonly indicateurs: readonly CodeIndicateur[]
  /** `non-eligible-sons`: only establishments that the SONS does not fund. */
  readonly condition: 'tous' | 'non-eligible-sons'
  readonly source: string
}

const sansCible = { MSS: null, DMP: null, ACT: null, PP: null, AGD: null } as const
const segurInconnu = { AHI: null, PJM: null, autres: null } as const
const libelleOf = new Map(codesInstruction)
const euros = (amount: number) => amount * 100

type Connu = Partial<Omit<Instruction, 'code' | 'libelle'>>

/** A record where everything not given is unknown. */
const instruction = (code: CodeInstruction, connu: Connu): Instruction => ({
  code,
  libelle: libelleOf.get(code) ?? code,
  reference: null,
  date: null,
  modifications: [],
  minimum: null,
  minimumReduit: null,
  minimumOg: null,
  minimumOgReduit: null,
  routage: null,
  seuilNational: null,
  contratInterditAvant: null,
  montantAcquisition: null,
  montantConformite: null,
  plafondEquipement: null,
  cibles: sansCible,
  exemptions: null,
  segur: segurInconnu,
  notes: [],
  ...connu
})

const quinzeOuHuit = { minimum: 15, minimumReduit: 8, minimumOg: 0, minimumOgReduit: 0 } as const
const depuis2023 = { ...quinzeOuHuit, routage: 'seuil-et-regions', seuilNational: 50 } as const

export const instructions: readonly Instruction[] = [
  // ARS Occitanie and AIRMES notices of the first call (2021): 25 k€, 10 k€, 20 k€, 15 ESSMS and 3 OG.
  instruction('2021-t1', {
    minimum: 15,
    minimumReduit: 8,
    minimumOg: 3,
    minimumOgReduit: 2,
    routage: 'regional',
    seuilNational: 0,
    montantAcquisition: euros(25_000),
    montantConformite: euros(10_000),
    plafondEquipement: euros(20_000),
    exemptions: [],
    notes: [
      'Réservée aux structures financées au moins en partie par l’assurance maladie (personnes âgées, personnes handicapées).',
      'Trente ESSMS financés au plus par projet. Les équipements sont financés avec un projet DUI seulement, en priorité pour les plus petits projets.',
      'Les projets ont retenu deux ou trois services parmi DMP, MSSanté et e-prescription : désactivez les indicateurs qui ne vous concernent pas.'
    ]
  }),
  // Directions 2021/8 and AIRMES 08/09/2021.
  instruction('2021-t2', {
    ...quinzeOuHuit,
    routage: 'seuil',
    seuilNational: 50,
    montantAcquisition: euros(25_000),
    montantConformite: euros(10_000),
    plafondEquipement: euros(20_000),
    exemptions: [],
    notes: [
      'Équipements : organismes de moins de 15 ESSMS.',
      'Des aides de 15 000 € pour passer le marché et de 100 000 € pour le pilotage ont été annoncées, sans dire par quoi elles se comptent : reprenez votre notification.',
      'L’achat passait par la centrale nationale, sauf dérogation.'
    ]
  }),
  // BO Santé n° 7 of 15/03/2022.
  instruction('2022', {
    ...quinzeOuHuit,
    reference: 'n° DNS/CNSA/DGCS/2022/34',
    date: '2022-02-08',
    routage: 'seuil',
    seuilNational: 50,
    exemptions: [],
    notes: ['Le montant ne dépendait pas du type de projet (acquisition ou mise en conformité).', 'Les cibles d’usage ont été relevées par rapport à 2021.']
  }),
  // Kit ESMS Numérique, June 2023 (targets, ten checks), BO of 15/02/2023.
  instruction('2023', {
    ...depuis2023,
    reference: 'n° DGCS/DNS/CNSA/2023/13',
    date: '2023-01-16',
    contratInterditAvant: '2023-01-16',
    cibles: { MSS: 70, DMP: 70, ACT: 90, PP: 90, AGD: 90 },
    exemptions: [],
    segur: { AHI: 'libre', PJM: 'libre', autres: 'reference-ou-en-cours' },
    notes: [
      'Les montants varient selon le nombre de structures, le territoire et le type de projet.',
      'Un projet seulement AHI ou PJM n’a pas à choisir une solution référencée Ségur, mais elle doit permettre d’atteindre les cibles.'
    ]
  }),
  // Géroscopie and ASH on the instruction (ceiling of 10 000 €); Normandie 2024 (proofs, number of active DUI).
  instruction('2024', {
    ...depuis2023,
    reference: 'n° DNS/DGCS/CNSA/2024/15',
    date: '2024-02-01',
    plafondEquipement: euros(10_000),
    exemptions: [],
    segur: { AHI: 'libre', PJM: 'libre', autres: 'reference-ou-en-cours' },
    notes: [
      'Complète l’instruction de 2023.',
      'Le nombre de DUI actifs est à transmettre à l’ARS.',
      'Les preuves que les usages sont atteints doivent être conservées.'
    ]
  }),
  // NOR TSSL2519441J; ANS FAQ on AHI and PJM. Minimum and routing: same logic as 2023-2024, to be confirmed.
  instruction('2025', {
    ...depuis2023,
    reference: 'n° DNS/DGCS/CNSA/2025/40',
    date: '2025-04-16',
    modifications: [
      {
        reference: 'n° DNS/DGCS/CNSA/2025/100',
        date: '2025-09-02',
        objet: 'Les structures AHI deviennent éligibles au SONS ; celles qui ne le sont pas sont dispensées des cibles MSSanté et DMP.'
      }
    ],
    exemptions: [{ secteur: 'AHI', indicateurs: ['MSS', 'DMP'], condition: 'non-eligible-sons', source: 'n° DNS/DGCS/CNSA/2025/100 du 2 septembre 2025' }],
    segur: { AHI: 'inscription', PJM: 'libre', autres: 'reference-ou-en-cours' },
    notes: ['Les seuils de 2023 et 2024 sont repris : vérifiez-les dans votre appel à projets.', 'Le nombre de DUI actifs est à transmettre à l’ARS.']
  }),
  // ARS Hauts-de-France, page of the last campaign (found second hand).
  instruction('2026', {
    notes: [
      'Dernière campagne de financement : priorité aux enfants handicapés et à la protection de l’enfance.',
      'Les seuils, montants et cibles de 2026 ne sont pas connus de Grappe : reprenez ceux de votre appel à projets et de votre notification.'
    ]
  }),
  instruction('autre', { notes: ['Reprenez les règles de votre appel à projets et de votre convention.'] })
]

const byCode = new Map<string, Instruction>(instructions.map((i) => [i.code, i]))

/** The parameters of an instruction; those of « autre » (all unknown) when none is chosen. */
export const instructionDe = (code: string | null): Instruction => byCode.get(code ?? 'autre') ?? instruction('autre', {})

/** Minimum number of ESSMS, reduced when every kept ESSMS is in Corse or overseas; null when unknown. */
export const minimumEssms = (i: Instruction, toutesEnSeuilReduit: boolean): number | null => (toutesEnSeuilReduit ? i.minimumReduit : i.minimum)

/** Minimum number of OG, reduced at the same places; 0 when there is no such rule, null when unknown. */
export const minimumOg = (i: Instruction, toutesEnSeuilReduit: boolean): number | null => (toutesEnSeuilReduit ? i.minimumOgReduit : i.minimumOg)

/** Whether a file goes to the national call: true, false, or null when the instruction does not say (known). */
export function isAppelNational(i: Instruction, nombreEssms: number, nombreRegions: number): boolean | null {
  if (i.routage === 'regional') return false
  if (i.seuilNational === null) return null
  if (nombreEssms < i.seuilNational) return false
  // Several regions: national under either rule. One region: the two rules differ, so an unknown rule says nothing.
  return nombreRegions > 1 || (i.routage === null ? null : i.routage === 'seuil')
}
