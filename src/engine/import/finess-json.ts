import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { GrappeError } from '#contract/errors.ts'
import { extraitAbime, objetsPmej } from './objets-pmej.ts'
import { acheminement, type FicheEj, type FicheEt, joindre, type Registre, texte } from './registre-finess.ts'

type Objet = Readonly<Record<string, unknown>>
const objet = (v: unknown): Objet => (typeof v === 'object' && v !== null ? (v as Objet) : {})
const liste = (v: unknown): readonly unknown[] => (Array.isArray(v) ? v : [])
const chaine = (v: unknown): string | null => (typeof v === 'string' ? texte(v) : typeof v === 'number' ? String(v) : null)

/** Value of a key whatever its case: the schema changed case between versions. */
function lire(o: Objet, key: string): unknown {
  if (key in o) return o[key]
  const wanted = key.toLowerCase()
  for (const k in o) if (k.toLowerCase() === wanted) return o[k]
  return undefined
}
const lireTexte = (o: Objet, key: string): string | null => chaine(lire(o, key))

/** The address of one use (02 entity, 03 establishment); another one only when it is alone. */
function adresseJson(adresses: unknown, usage: string) {
  const all = liste(adresses).map(objet)
  const a = all.find((x) => lireTexte(x, 'usageAdresse') === usage) ?? (all.length === 1 ? all[0] : undefined) ?? {}
  const ligne = acheminement(lireTexte(a, 'ligneAcheminement'))
  const voie = lireTexte(a, 'libelleVoie')
  return {
    adresse:
      voie === null
        ? (lireTexte(a, 'ligneQuatre') ?? lireTexte(a, 'lieuDit'))
        : joindre(lireTexte(a, 'numeroVoie'), lireTexte(a, 'complementVoie'), lireTexte(a, 'typeVoie'), voie),
    codePostal: lireTexte(a, 'codePostal') ?? ligne.codePostal,
    commune: ligne.commune,
    insee: lireTexte(a, 'cogCommune')
  }
}

interface Lu {
  readonly etablissements: FicheEt[]
  readonly entites: FicheEj[]
  readonly fermes: Map<string, string>
}

function lirePm(pm: Objet, lu: Lu): void {
  const ej = objet(lire(pm, 'informationsGeneralesPMEJ'))
  const finessEj = lireTexte(ej, 'numFinessPm')
  if (finessEj !== null && lireTexte(pm, 'etatObjet') !== 'I' && lireTexte(ej, 'dateFermeture') === null) {
    const { insee: _insee, ...adresse } = adresseJson(lire(pm, 'adresse'), '02')
    lu.entites.push({
      finess: finessEj,
      raisonSociale: lireTexte(ej, 'denominationLonguePmSmsse') ?? lireTexte(ej, 'denominationPm') ?? finessEj,
      siren: lireTexte(ej, 'siren'),
      naf: lireTexte(ej, 'codeApe'),
      // The file holds a code of a nomenclature that Grappe does not carry.
      statutJuridique: null,
      ...adresse
    })
  }
  for (const ege of liste(lire(pm, 'ege')).map(objet)) lireEge(ege, finessEj, lu)
}

function lireEge(ege: Objet, finessEj: string | null, { etablissements, fermes }: Lu): void {
  const info = objet(lire(ege, 'informationsGeneralesEGE'))
  const finess = lireTexte(info, 'numFinessEge')
  if (finess === null) return
  const fermeture = lireTexte(info, 'dateFermeture')
  if (lireTexte(ege, 'etatObjet') !== 'A' || fermeture !== null) {
    fermes.set(finess, fermeture ?? '')
    return
  }
  etablissements.push({
    finess,
    finessEj,
    nom: lireTexte(info, 'nomEgeLong') ?? lireTexte(info, 'nomEgeCourt') ?? finess,
    categorie: lireTexte(ege, 'categorieEntiteGeographiqueExercice') ?? lireTexte(info, 'categorieEntiteGeographiqueExercice'),
    siret: lireTexte(info, 'siret'),
    ...adresseJson(lire(ege, 'adresse'), '03')
  })
}

/** Bounds of an extract, in bytes: the real ones unpack to several hundred megabytes at about 20 for 1. */
const limites = { deplie: 4_000_000_000, rapport: 200, petit: 50_000_000 }

/** The 2026 extract `finess-structures`, gzipped or not, streamed. `progres` gets compressed bytes read. */
export async function lireFinessJson(chemin: string, gzip: boolean, progres?: (octets: number) => void): Promise<Registre> {
  const lu: Lu = { etablissements: [], entites: [], fermes: new Map() }
  const raw = createReadStream(chemin, { highWaterMark: 262_144 })
  const bytes = gzip ? raw.pipe(createGunzip({ chunkSize: 262_144 })) : raw
  if (bytes !== raw) raw.on('error', (error) => bytes.destroy(error))
  async function* bornes(): AsyncGenerator<Uint8Array> {
    let total = 0
    let annonce = 0
    for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
      total += chunk.length
      if (total > limites.deplie || (total > limites.petit && total > limites.rapport * raw.bytesRead))
        throw new GrappeError('fichier-trop-grand', 'une fois déplié')
      if (raw.bytesRead - annonce >= 1_000_000) {
        annonce = raw.bytesRead
        progres?.(annonce)
      }
      yield chunk
    }
  }
  try {
    for await (const text of objetsPmej(bornes())) lirePm(objet(JSON.parse(text)), lu)
  } catch (error) {
    throw error instanceof GrappeError ? error : extraitAbime()
  } finally {
    raw.destroy()
    bytes.destroy()
  }
  if (lu.etablissements.length === 0 && lu.entites.length === 0 && lu.fermes.size === 0)
    throw new GrappeError('import-impossible', 'aucun établissement dans cet extrait FINESS')
  return { source: 'Extraction FINESS', ...lu, capacites: new Map() }
}
