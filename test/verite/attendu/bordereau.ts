import { createHash } from 'node:crypto'
import type { DossierLu } from '../dossier-lu.ts'
import { type DocAttendu, type Quoi, table, texte } from '../elements.ts'
import { entier, pluriel, vide } from '../francais.ts'
import { garde } from '../libelles.ts'

export const titres: Readonly<Record<string, string>> = {
  galis: 'Dossier GALIS',
  complement: 'Compléments demandés',
  va: 'Envoi de la VA',
  'etat-des-lieux': 'État des lieux des indicateurs',
  vsr: 'Envoi de la VSR',
  cloture: 'Dossier de clôture'
}

/** A file of a bundle as it lies on the disk, with the words of the manifest. */
export interface FichierDuLot {
  readonly nom: string
  readonly octets: Uint8Array
  /** Pages that another program counts, null for what has none. */
  readonly pages: number | null
  readonly champ: string
  readonly titre: string
  readonly depose: boolean
}

/** Attached bytes are those of the dossier: signed when they replace a draft; other PDFs are made of attached ones, or by Grappe. */
export function etatDe(d: DossierLu, { nom, octets }: FichierDuLot): 'Signé' | 'Joint' | 'Assemblé' | 'Généré' {
  if (createHash('sha256').update(octets).digest('hex') in d.fichiers) return /_signee?(?:_|\.)|_certifie\./u.test(nom) ? 'Signé' : 'Joint'
  return /_Preuves_/u.test(nom) ? 'Assemblé' : 'Généré'
}

function taille(octets: number): string {
  if (octets < 1000) return `${entier(octets)} o`
  return octets < 999_500 ? `${entier(Math.round(octets / 1000))} Ko` : `${entier(Math.round(octets / 100_000)).replace(/(\d)$/u, ',$1')} Mo`
}

export function bordereau(d: DossierLu, quoi: Quoi, fichiers: readonly FichierDuLot[]): DocAttendu {
  const champs = [...new Set(fichiers.map((f) => f.champ))]
  let rang = 0
  return {
    titreCourt: 'Bordereau',
    permis: [
      'SHA-256 : les douze premiers caractères',
      'moins de 200 Mo par fichier.',
      '10 fichiers par rubrique au plus.',
      'alerte au-dessus de 10 Mo.',
      '.7z,',
      '80 caractères au plus,'
    ],
    elements: [
      ...garde(d, quoi, `Bordereau – ${titres[quoi.lot]}`, null),
      texte('Lot prêt à déposer'),
      texte(`${pluriel(fichiers.length, 'fichier')}, ${taille(fichiers.reduce((n, f) => n + f.octets.length, 0))}.`),
      ...(quoi.lot === 'cloture' ? [texte(`(${d.grappe.lienCloture}),`)] : []),
      table(
        'Fichiers, dans l’ordre de dépôt',
        ['N°', 'Fichier', 'Contenu', 'État', 'Pages', 'Taille', 'SHA-256'],
        champs.flatMap((champ) => {
          const duChamp = fichiers.filter((f) => f.champ === champ)
          return [
            [`${champ}${duChamp[0]!.depose ? '' : ' (ne se dépose pas)'}`],
            ...duChamp.map((f) => [
              entier(++rang),
              f.nom,
              f.titre,
              etatDe(d, f),
              f.pages === null ? vide : entier(f.pages),
              taille(f.octets.length),
              createHash('sha256').update(f.octets).digest('hex').slice(0, 12)
            ])
          ]
        })
      )
    ]
  }
}
