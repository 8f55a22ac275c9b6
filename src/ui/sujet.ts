import { designationDe } from '#domain/completude/designation.ts'
import type { Dossier } from '#domain/dossier.ts'
import { nomDe } from '#domain/noms.ts'
import { entitesDe } from './presenter.ts'

/** Names any line in a list of changes: « EHPAD Les Tilleuls », « dépense n° 12 », « envoi à Association Alpha ». */
export function createSujets(dossier: Dossier): (kind: string, id: string) => string {
  const designation = designationDe(dossier)
  return (kind, id) => {
    const nom = nomDe(kind)
    if (!nom || nom.unique) return nom?.label ?? kind
    const entites = entitesDe(dossier, kind)
    const rang = entites.findIndex((e) => e.id === id)
    const entite = entites[rang]
    if (!entite) return `${nom.label} (retiré)`
    if (kind !== 'envoi') return designation.de(nom, entite, rang)
    return `envoi à ${entite['organisme'] === null ? String(entite['destinataire'] ?? entite['courriel'] ?? 'un destinataire') : designation.organisme(String(entite['organisme']))}`
  }
}
