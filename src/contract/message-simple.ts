/** Nesting that no message of the contract comes near. */
const profondeurMax = 12

/**
 * Whether a message from the page is made only of what JSON knows, and would take at most `tailleMax` characters: counted without
 * building anything, so that neither its size nor its shape (cycles, maps, binary arrays, big integers) can hold or end the engine.
 */
export function isMessageSimple(message: unknown, tailleMax: number): boolean {
  let reste = tailleMax
  const lire = (valeur: unknown, profondeur: number): boolean => {
    reste -= 1
    if (reste < 0 || profondeur > profondeurMax) return false
    if (valeur === null || valeur === undefined || typeof valeur === 'boolean' || typeof valeur === 'number') return true
    if (typeof valeur === 'string') {
      reste -= valeur.length
      return reste >= 0
    }
    if (typeof valeur !== 'object') return false
    if (Array.isArray(valeur)) return valeur.length <= reste && valeur.every((element) => lire(element, profondeur + 1))
    const prototype: unknown = Object.getPrototypeOf(valeur)
    if (prototype !== null && prototype !== Object.prototype) return false
    for (const cle of Object.keys(valeur)) {
      reste -= cle.length
      if (cle === '__proto__' || !lire((valeur as Record<string, unknown>)[cle], profondeur + 1)) return false
    }
    return true
  }
  return lire(message, 0)
}
