import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { formatFenetre, formatMois } from '#domain/format.ts'
import { grouper } from '#domain/grouper.ts'
import { reglesUsage } from '#domain/indicateurs/cibles.ts'
import { type Fenetre, fenetreDe, fenetreLabel, type Periode } from '#domain/indicateurs/fenetre.ts'
import { chiffre, type IndexReleves, indexReleves } from '#domain/indicateurs/index-releves.ts'
import { indicateurs } from '#domain/indicateurs/registre.ts'
import { libelleChiffre, type NomChiffre, nomsChiffres } from '#domain/releve.ts'
import { type CelluleX, type Classeur, type Feuille, type FormatConditionnel, lettreColonne, type Validation, xdate, xe, xf, xpct, xt } from '../classeur.ts'
import { enteteClasseur } from '../page-de-garde.ts'
import { lisezMoi } from '../pieces/lisez-moi.ts'
import type { Contexte } from '../production.ts'
import {
  type CodePeriode,
  colonneChiffres,
  colonneDate,
  ecrireIdentifiant,
  ecrireMarque,
  entetes,
  feuilleControle,
  feuilleReleves,
  ligneEntete,
  premiereLigne
} from './format-releves.ts'

/** One workbook to fill in: for an OG, or for one establishment. */
export interface ClasseurDeCollecte {
  /** Name of the OG or of the establishment, for the file and for the person it goes to. */
  readonly pour: string
  readonly etablissements: readonly Etablissement[]
  readonly classeur: Classeur
}

export const periodeDeCode = (code: CodePeriode): Periode => (code === 'va' || code === 'cloture' ? code : { mois: code })

/** « Clôture, du 1er juillet au 30 septembre 2026 », « septembre 2026 ». */
export function direPeriode(dossier: Dossier, code: CodePeriode): string {
  if (code !== 'va' && code !== 'cloture') return formatMois(code)
  const bornes = fenetreDe(dossier, code as Fenetre)
  return `${fenetreLabel[code as Fenetre]}${bornes ? `, ${formatFenetre(bornes)}` : ''}`
}

/** What is sent out already filled: numbers read off the DUI. An estimation is left blank, so that what comes back was read. */
function chiffresConnus(index: IndexReleves, e: Etablissement, code: CodePeriode): readonly (number | null)[] {
  const releve = index.de(e.id, periodeDeCode(code))
  return nomsChiffres.map((nom) => (releve?.estimation === 'estimation' ? null : chiffre(releve, nom)))
}

const colonneDe = (nom: NomChiffre) => lettreColonne(colonneChiffres + nomsChiffres.indexOf(nom))
const derniereChiffre = lettreColonne(colonneDate - 1)

function aide(dossier: Dossier, contexte: Contexte, code: CodePeriode, pour: string): Feuille {
  const { grappe } = dossier
  const definition = grappe.definitionDossierActif
  return lisezMoi(dossier, contexte, [
    ['Pour', pour],
    ['Période', direPeriode(dossier, code)],
    [
      'Ce qui est demandé',
      'Recopiez dans la feuille « Relevés », pour chaque établissement, les sept nombres tels que votre DUI les affiche sur toute la période. Ne faites ni somme de mois ni calcul de taux.'
    ],
    ['Où saisir', 'Dans les cases jaunes seulement. Une case laissée vide ne change rien.'],
    ['Ce qui est refusé', 'Un nombre à virgule, négatif ou suivi d’un texte. Une ligne ajoutée, supprimée ou renommée : prévenez plutôt le porteur.'],
    ['Ce qui est permis', 'Enregistrer avec un autre tableur au format .xlsx, renommer le fichier.'],
    ['Feuille « Contrôle »', 'Elle montre les taux et ce qui ne va pas ensemble. Rien ne s’y saisit.'],
    ...nomsChiffres.map((nom): [string, string] => [libelleChiffre[nom], definitions[nom]]),
    ...(definition ? [['Dossier actif dans ce DUI', definition] as const] : []),
    ['Données personnelles', 'N’écrivez aucun nom de personne accompagnée dans ce classeur.']
  ])
}

const definitions: Readonly<Record<NomChiffre, string>> = {
  messagesEnvoyes: 'Messages envoyés par MSSanté depuis le DUI pendant la période.',
  dmpAlimentes: 'DMP différents alimentés par au moins un document pendant la période.',
  dossiersActifs: 'Dossiers différents actifs pendant la période.',
  actifsAvecProjet: 'Parmi les dossiers actifs, ceux dont le projet personnalisé est en préparation ou actif.',
  actifsAvecAgenda: 'Parmi les dossiers actifs, ceux qui ont au moins un événement d’agenda pendant la période.',
  personnesAccompagnees: 'Personnes accompagnées par la structure ; la moyenne de l’année est admise.',
  personnesProjet: 'Parmi elles, celles qui peuvent bénéficier d’un projet d’accueil et d’accompagnement.'
}

function releves(dossier: Dossier, code: CodePeriode, pour: string, etablissements: readonly Etablissement[], index: IndexReleves): Feuille {
  const rows = etablissements.map((e): CelluleX[] => {
    const releve = index.de(e.id, periodeDeCode(code))
    const initiaux = chiffresConnus(index, e, code)
    return [
      xt(e.finess),
      xt(e.nom),
      ...initiaux.map((v) => xe(v, 'saisie')),
      xdate(releve?.dateExtraction, 'saisie'),
      xt(releve?.observation, 'saisie'),
      xt(ecrireIdentifiant(dossier.projet, code, e, initiaux), 'note')
    ]
  })
  const fin = premiereLigne + rows.length - 1
  const validations: Validation[] = [
    {
      plage: `${lettreColonne(colonneChiffres)}${premiereLigne}:${derniereChiffre}${fin}`,
      regle: { r: 'entier', min: 0 },
      message: 'Un nombre entier est attendu, par exemple 42.'
    },
    {
      plage: `${lettreColonne(colonneDate)}${premiereLigne}:${lettreColonne(colonneDate)}${fin}`,
      regle: { r: 'date' },
      message: 'Une date est attendue, par exemple 05/10/2026.'
    }
  ]
  return {
    nom: feuilleReleves,
    paysage: true,
    protegee: true,
    colonnes: [12, 40, ...nomsChiffres.map(() => 15), 15, 34, 64].map((largeur) => ({ largeur })),
    ligneEntete,
    figer: { lignes: ligneEntete, colonnes: 2 },
    lignes: [
      [xt(`Relevés d’usage – ${pour}`, 'titre')],
      [xt(direPeriode(dossier, code), 'sous-titre')],
      [
        xt(
          ecrireMarque(
            dossier.projet,
            code,
            etablissements.map((e) => e.id)
          ),
          'note'
        )
      ],
      [xt('Remplissez les cases jaunes. Les autres sont verrouillées : elles permettent de reprendre vos nombres sans erreur.', 'note')],
      entetes.map((t) => xt(t, 'entete')),
      ...rows
    ],
    validations
  }
}

const verdicts = { vide: 'À remplir', incomplet: 'Incomplet', incoherent: 'Incohérent', coherent: 'Cohérent' } as const

/** The same verdict as the formula of the sheet. */
function verdict(valeurs: readonly (number | null)[]): string {
  const connus = valeurs.filter((v) => v !== null).length
  if (connus === 0) return verdicts.vide
  if (connus < valeurs.length) return verdicts.incomplet
  const v = (nom: NomChiffre) => valeurs[nomsChiffres.indexOf(nom)] ?? 0
  return indicateurs.some((i) => !i.peutDepasser100 && v(i.numerateur) > v(i.denominateur)) ? verdicts.incoherent : verdicts.coherent
}

function controle(dossier: Dossier, code: CodePeriode, etablissements: readonly Etablissement[], index: IndexReleves): Feuille {
  const regles = reglesUsage(dossier)
  const cellule = (colonne: string, r: number) => `'${feuilleReleves}'!${colonne}${r}`
  const repris = (colonne: string, r: number) => `IF(${cellule(colonne, r)}="","",${cellule(colonne, r)})`
  const depassements = (r: number) =>
    indicateurs.filter((i) => !i.peutDepasser100).map((i) => `${cellule(colonneDe(i.numerateur), r)}>${cellule(colonneDe(i.denominateur), r)}`)
  const rows = etablissements.map((e, k): CelluleX[] => {
    const r = premiereLigne + k
    const valeurs = chiffresConnus(index, e, code)
    const valeur = (nom: NomChiffre) => valeurs[nomsChiffres.indexOf(nom)] ?? null
    const tous = `'${feuilleReleves}'!${lettreColonne(colonneChiffres)}${r}:${derniereChiffre}${r}`
    return [
      xf(repris('A', r), e.finess ?? '', 'texte', 'normal'),
      xf(repris('B', r), e.nom ?? '', 'texte', 'normal'),
      ...indicateurs.map((i): CelluleX => {
        if (!regles[i.code].suivi) return xt('Non suivi', 'calcul')
        if (regles[i.code].isExempte(e)) return xt('Exempté', 'calcul')
        const [n, d] = [valeur(i.numerateur), valeur(i.denominateur)]
        const [cn, cd] = [cellule(colonneDe(i.numerateur), r), cellule(colonneDe(i.denominateur), r)]
        const formule = `IF(COUNT(${cn},${cd})<2,"",IF(${cd}=0,"Non calculable",${cn}/${cd}))`
        if (n === null || d === null) return xf(formule, '', 'texte')
        return d === 0 ? xf(formule, 'Non calculable', 'texte') : xf(formule, (100 * n) / d, 'pourcent')
      }),
      xf(
        `IF(COUNT(${tous})=0,"${verdicts.vide}",IF(COUNT(${tous})<${nomsChiffres.length},"${verdicts.incomplet}",IF(OR(${depassements(r).join(',')}),"${verdicts.incoherent}","${verdicts.coherent}")))`,
        verdict(valeurs),
        'texte'
      ),
      xt(e.id, 'note')
    ]
  })
  const fin = premiereLigne + rows.length - 1
  const colonneTaux = (i: number) => lettreColonne(2 + i)
  const colonneVerdict = lettreColonne(2 + indicateurs.length)
  const formats = indicateurs.flatMap((i, k): FormatConditionnel[] => {
    const { cible, suivi } = regles[i.code]
    const plage = `${colonneTaux(k)}${premiereLigne}:${colonneTaux(k)}${fin}`
    if (cible === null || !suivi) return []
    return [
      { plage, si: { c: 'sous', seuil: cible / 100 }, ton: 'orange' },
      { plage, si: { c: 'atteint', seuil: cible / 100 }, ton: 'vert' }
    ]
  })
  const surVerdict = (mot: string, ton: FormatConditionnel['ton']): FormatConditionnel => ({
    plage: `${colonneVerdict}${premiereLigne}:${colonneVerdict}${fin}`,
    si: { c: 'formule', formule: `${colonneVerdict}${premiereLigne}="${mot}"` },
    ton
  })
  return {
    nom: feuilleControle,
    paysage: true,
    protegee: true,
    colonnes: [12, 40, ...indicateurs.map(() => 14), 16, 36].map((largeur) => ({ largeur })),
    ligneEntete,
    figer: { lignes: ligneEntete, colonnes: 2 },
    lignes: [
      [xt('Contrôle', 'titre')],
      [xt(direPeriode(dossier, code), 'sous-titre')],
      [xt('Incohérent : un taux autre que celui de la MSSanté dépasse 100 %. Les cibles jugent la grappe entière ; elles sont ici pour repère.', 'note')],
      [
        xt(null),
        xt('Cible', 'sous-titre'),
        ...indicateurs.map((i) => {
          const { cible, suivi } = regles[i.code]
          return suivi && cible !== null ? xpct(cible, 'sous-titre') : xt(suivi ? 'à compléter' : 'non suivi', 'sous-titre')
        })
      ],
      ['FINESS', 'Établissement', ...indicateurs.map((i) => `${i.code} (%)`), 'Relevé', 'Identifiant'].map((t) => xt(t, 'entete')),
      ...rows
    ],
    formats: [...formats, surVerdict(verdicts.incoherent, 'rouge'), surVerdict(verdicts.incomplet, 'orange'), surVerdict(verdicts.coherent, 'vert')]
  }
}

/** Workbooks to send out for one period: kept establishments, by OG or one by one, filled with what is already known. */
export function classeursDeCollecte(dossier: Dossier, code: CodePeriode, par: 'og' | 'essms', contexte: Contexte): readonly ClasseurDeCollecte[] {
  const index = indexReleves(dossier)
  const noms = new Map(dossier.organismes.map((o) => [o.id, o.raisonSociale ?? o.finessEj ?? 'Organisme sans nom']))
  const conserves = etablissementsConserves(dossier)
  const groupes: (readonly [string, readonly Etablissement[]])[] =
    par === 'essms'
      ? conserves.map((e) => [e.nom ?? e.finess ?? 'Établissement sans nom', [e]])
      : [...grouper(conserves, (e) => e.organisme)].map(([og, es]) => [og === null ? 'Sans organisme' : (noms.get(og) ?? 'Sans organisme'), es])
  return groupes.map(([pour, etablissements]) => ({
    pour,
    etablissements,
    classeur: {
      ...enteteClasseur(dossier, contexte, `Relevés d’usage – ${direPeriode(dossier, code)}`),
      feuilles: [aide(dossier, contexte, code, pour), releves(dossier, code, pour, etablissements, index), controle(dossier, code, etablissements, index)]
    }
  }))
}
