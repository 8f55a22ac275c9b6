import Papa from 'papaparse'
import { departementsFiness } from '#domain/catalogue/regions.ts'
import { formatDate } from '#domain/format.ts'
import { normalizeNaf } from '#domain/identifiants.ts'
import { acheminement, type FicheEj, type FicheEt, joindre, type Registre, texte } from './registre-finess.ts'

/** FINESS département and 3-digit commune → INSEE code. Overseas: `97`+commune (9A–9F), `98`+commune (9J). */
function codeInsee(departement: string, commune: string): string | null {
  if (!/^\d{3}$/u.test(commune)) return null
  const overseas = departementsFiness[departement]
  if (overseas) return overseas.slice(0, 2) + commune
  return /^(?:\d{2}|2[AB])$/u.test(departement) ? departement + commune : null
}

type At = (index: number) => string

/** `structureet`, 32 fields. Source: file format of cs1100502 and cs1100507 (domain §7.1). */
const ficheEt = (at: At): FicheEt => ({
  finess: at(1),
  finessEj: texte(at(2)),
  nom: texte(at(4)) ?? texte(at(3)) ?? at(1),
  categorie: texte(at(18)),
  siret: texte(at(22)),
  adresse: joindre(at(7), at(10), at(8), at(9)) ?? texte(at(11)),
  ...acheminement(at(15)),
  insee: codeInsee(at(13), at(12))
})

/** `structureej`, 23 fields in another order: postal line before département, `compldistrib` after `compvoie` (domain §13.7). */
const ficheEj = (at: At): FicheEj => ({
  finess: at(1),
  raisonSociale: texte(at(3)) ?? texte(at(2)) ?? at(1),
  siren: texte(at(20)),
  naf: normalizeNaf(at(21)),
  statutJuridique: texte(at(17)),
  adresse: joindre(at(5), at(8), at(6), at(7)) ?? texte(at(10)),
  ...acheminement(at(12))
})

/** True for the beginning of one of the older extracts. */
export const isFinessCsv = (debut: string): boolean => /^"?(?:finess"?;"?etalab|structureet|structureej|equipementsocial)"?;/u.test(debut)

/** Older CSV files: `etalab-cs1100501` (EJ), `cs1100502`/`cs1100507` (ET), `cs1100505` (installed capacity). */
export function lireFinessCsv(contenu: string): Registre {
  const etablissements: FicheEt[] = []
  const entites: FicheEj[] = []
  const capacites = new Map<string, number>()
  let source = 'Extraction FINESS'
  Papa.parse<string[]>(contenu, {
    delimiter: ';',
    step: ({ data }) => {
      const at: At = (index) => data[index]?.trim() ?? ''
      const section = at(0)
      if (section === 'finess' && /^\d{4}-\d{2}-\d{2}$/u.test(at(3))) source = `Extraction FINESS du ${formatDate(at(3))}`
      // cs1100505 holds shortened `structureet` lines: number and EJ alone.
      else if (section === 'structureet' && data.length >= 28) etablissements.push(ficheEt(at))
      else if (section === 'structureej' && data.length >= 22) entites.push(ficheEj(at))
      // Column 9 = installed capacity, column 15 = removed (`O`); summed over the lines of an establishment.
      else if (section === 'equipementsocial' && at(15) !== 'O') {
        const places = Number(at(9))
        if (Number.isSafeInteger(places) && places >= 0) capacites.set(at(1), (capacites.get(at(1)) ?? 0) + places)
      }
    }
  })
  return { source, etablissements, entites, fermes: new Map(), capacites }
}
