import type { Ligne } from '#domain/dossier.ts'

/** Shorter names are ordinary words. */
const nomMin = 8
const jetons = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{9,14}/giu
const texte = (v: unknown): string => (typeof v === 'string' ? v.trim() : '')
const plain = (s: string) => s.normalize('NFC').toLowerCase()

/**
 * Tells the texts that name an organisation or an establishment outside `dedans` (ids): its id, FINESS, SIREN or SIRET, its name.
 * What an inner one also bears (same commune association, same name) tells nothing.
 */
export function identifiantsEtrangers(lignes: readonly Ligne[], dedans: ReadonlySet<string>): (valeur: string) => boolean {
  const numeros = { dedans: new Set<string>(), dehors: new Set<string>() }
  const noms = { dedans: new Set<string>(), dehors: new Set<string>() }
  for (const { id, kind, cellules } of lignes) {
    if (kind !== 'organisme' && kind !== 'etablissement') continue
    const cote = dedans.has(id) ? 'dedans' : 'dehors'
    numeros[cote].add(id)
    for (const champ of ['finess', 'finessEj', 'siren', 'siret']) {
      const numero = texte(cellules[champ]).replace(/\s/gu, '')
      if (numero === '') continue
      numeros[cote].add(numero)
      if (champ === 'siret') numeros[cote].add(numero.slice(0, 9))
    }
    const nom = plain(texte(cellules['raisonSociale'] ?? cellules['nom']))
    if (nom.length >= nomMin || cote === 'dedans') noms[cote].add(nom)
  }
  const siens = [...noms.dedans]
  const etrangers = [...noms.dehors].filter((nom) => !siens.some((sien) => sien.includes(nom)))
  const isNumero = (jeton: string) => numeros.dehors.has(jeton) && !numeros.dedans.has(jeton)
  return (valeur) => {
    for (const [jeton] of valeur.matchAll(jetons)) {
      const lu = jeton.toLowerCase()
      if (isNumero(lu) || (/^\d{14}$/u.test(lu) && isNumero(lu.slice(0, 9)))) return true
    }
    if (valeur.length < nomMin) return false
    const lue = plain(valeur)
    return etrangers.some((nom) => lue.includes(nom))
  }
}
