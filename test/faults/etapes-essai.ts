import type { Migration } from '#engine/db/migration.ts'

/** Two migrations, as a later version of Grappe would have. The product has none yet. */
export const etapesEssai: readonly Migration[] = [
  { numero: 10, titre: 'Téléphone de l’auteur', appliquer: (db) => db.exec('ALTER TABLE author ADD COLUMN telephone TEXT') },
  { numero: 20, titre: 'Étiquettes', appliquer: (db) => db.exec('CREATE TABLE etiquette(nom TEXT PRIMARY KEY) STRICT') }
]
