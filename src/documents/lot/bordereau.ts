import { formatLimite, limitesDe } from '#domain/catalogue/plateformes.ts'
import type { Dossier } from '#domain/dossier.ts'
import { formatEntier, formatTaille } from '#domain/format.ts'
import { type Lot, lotLabel, type Manque } from '#domain/lot.ts'
import { type Bloc, cel, type Doc, ent, type Rangee, rangee, txt } from '../doc.ts'
import { accorde } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'
import { plateformeDuLot } from './champs.ts'

/** One written file, as the bordereau and the manifest say it. */
export interface FichierEcrit {
  readonly nom: string
  /** Code of the field; its title is printed. */
  readonly champ: string
  readonly titreChamp: string
  readonly titre: string
  readonly depose: boolean
  /** `genere`: made by Grappe; `joint`: attached, byte for byte; `assemble`: attached files put together; `complete`: a copy of a model with the data in it. */
  readonly origine: 'genere' | 'joint' | 'assemble' | 'complete'
  readonly signe: boolean
  /** Null when the file has no pages. */
  readonly pages: number | null
  /** Bytes. */
  readonly taille: number
  /** Hexadecimal SHA-256. */
  readonly sha256: string
}

export interface ContenuBordereau {
  readonly lot: Lot
  readonly etat: 'pret' | 'brouillon'
  readonly fichiers: readonly FichierEcrit[]
  /** What is missing, and what was settled by a written reason. */
  readonly manques: readonly Manque[]
  /** What the platform would refuse; empty for a bundle that is ready. */
  readonly refus: readonly string[]
}

const origines = { genere: 'Généré', joint: 'Joint', assemble: 'Assemblé', complete: 'Complété' } as const
const etatDe = (f: FichierEcrit, etat: ContenuBordereau['etat']) =>
  f.signe ? 'Signé' : f.origine === 'genere' && etat === 'brouillon' ? 'Brouillon' : origines[f.origine]

/** What to do with the files: where, in which order, under which limits. */
function consigne(dossier: Dossier, lot: Lot): Bloc {
  const plateforme = plateformeDuLot[lot]
  if (!plateforme)
    return { b: 'paragraphe', texte: 'Ces fichiers se joignent au message envoyé à l’ARS et au GRADeS. Le bordereau et le manifeste restent chez vous.' }
  const lien = lot === 'cloture' ? (dossier.grappe.lienCloture ?? 'lien à demander à l’ARS') : plateforme.adresse
  return {
    b: 'paragraphe',
    texte: [
      { texte: `À déposer sur ${plateforme.libelle} (${lien}), rubrique par rubrique, dans l’ordre du tableau. ` },
      { texte: 'Le bordereau et le manifeste ne se déposent pas : gardez-les avec les preuves.' }
    ]
  }
}

function limites(dossier: Dossier, lot: Lot): readonly string[] {
  const plateforme = plateformeDuLot[lot]
  if (!plateforme) return []
  const { tailleMaxOctets, fichiersParChamp, extensions, longueurNomMax } = plateforme
  const { octets: alerte, refusOctets: max, fichiers } = limitesDe(plateforme, dossier.grappe)
  const taille =
    max === null
      ? `taille maximale non publiée, alerte au-dessus de ${formatTaille(alerte)}`
      : max === tailleMaxOctets
        ? `moins de ${formatLimite(max)} par fichier`
        : `${formatTaille(max)} par fichier au plus (limite saisie)`
  return [
    `Taille : ${taille}.`,
    ...(fichiers
      ? [`Nombre : ${formatEntier(fichiers)} fichier${fichiers > 1 ? 's' : ''} par rubrique au plus${fichiers === fichiersParChamp ? '' : ' (nombre saisi)'}.`]
      : []),
    `Formats acceptés : ${extensions.map((e) => `.${e}`).join(', ')}.`,
    `Noms : ${formatEntier(longueurNomMax)} caractères au plus, sans accent ni espace.`
  ]
}

/** Files of one field after the other, in upload order. */
function tableFichiers(contenu: ContenuBordereau): Bloc {
  const champs = [...new Set(contenu.fichiers.map((f) => f.champ))]
  let rang = 0
  const rangees = champs.flatMap((code): Rangee[] => {
    const duChamp = contenu.fichiers.filter((f) => f.champ === code)
    const titre = duChamp[0]?.titreChamp ?? code
    return [
      { role: 'section', cellules: [cel(txt(duChamp[0]?.depose === false ? `${titre} (ne se dépose pas)` : titre), { etendue: 7 })] },
      ...duChamp.map((f) =>
        rangee([ent(++rang), txt(f.nom), txt(f.titre), txt(etatDe(f, contenu.etat)), ent(f.pages), txt(formatTaille(f.taille)), txt(f.sha256.slice(0, 12))])
      )
    ]
  })
  return {
    b: 'table',
    titre: 'Fichiers, dans l’ordre de dépôt',
    colonnes: [
      { titre: 'N°', largeur: 0.05, aligne: 'droite' },
      { titre: 'Fichier', largeur: 0.3 },
      { titre: 'Contenu', largeur: 0.29 },
      { titre: 'État', largeur: 0.1 },
      { titre: 'Pages', largeur: 0.07, aligne: 'droite' },
      { titre: 'Taille', largeur: 0.09, aligne: 'droite' },
      { titre: 'SHA-256', largeur: 0.13 }
    ],
    rangees,
    note: 'État : généré par Grappe à partir du dossier ; joint, copié octet pour octet ; assemblé de fichiers joints ; signé. SHA-256 : les douze premiers caractères de l’empreinte ; l’empreinte entière est dans manifeste.json.'
  }
}

/** The list that goes with a bundle: what it holds, where each file goes, what was justified. A draft is never called ready. */
export function docBordereau(dossier: Dossier, contexte: Contexte, contenu: ContenuBordereau): Doc {
  const { lot, etat, fichiers, manques } = contenu
  const total = fichiers.reduce((n, f) => n + f.taille, 0)
  const regles = manques.filter((m) => m.gravite === 'a-justifier' && m.motif)
  const restants = manques.filter((m) => m.gravite !== 'information' && !(m.gravite === 'a-justifier' && m.motif))
  const regle = limites(dossier, lot)
  const compte = `${accorde(fichiers.length, 'fichier')}, ${formatTaille(total)}`
  const blocs: Bloc[] = [
    etat === 'pret'
      ? { b: 'encadre', ton: 'vert', titre: 'Lot prêt à déposer', texte: `${compte}. Chaque fichier a été relu et comparé aux données du dossier.` }
      : {
          b: 'encadre',
          ton: 'orange',
          titre: 'Brouillon : ne pas déposer',
          texte: `${compte}. Ce lot est un état de travail, établi avant d’être complet ou vérifié.`
        },
    consigne(dossier, lot),
    // Before the list, whatever its length: after it, they would often be alone on a last page.
    ...(regle.length > 0 ? [{ b: 'paragraphe', petit: true, texte: `Limites de la plateforme. ${regle.join(' ')}` } as const] : []),
    tableFichiers(contenu)
  ]
  if (restants.length || contenu.refus.length) {
    const puces = [...restants.map((m) => m.texte), ...contenu.refus]
    blocs.push({ b: 'titre', niveau: 2, texte: 'Ce qui manque encore' }, { b: 'liste', elements: puces })
  }
  if (regles.length)
    blocs.push({
      b: 'table',
      titre: 'Points justifiés',
      colonnes: [
        { titre: 'Point', largeur: 0.5 },
        { titre: 'Motif', largeur: 0.5 }
      ],
      rangees: regles.map((m) => rangee([txt(m.texte), txt(m.motif)]))
    })
  return { ...entete(dossier, contexte, { titre: `Bordereau – ${lotLabel[lot]}`, titreCourt: 'Bordereau' }), blocs }
}
