import type { Exemple } from './exemple.ts'

/** The twelve gaps of `exemple --incomplet`: nine fields and three files, each holding something back on its own. Ids are those of the example. */
export const lacunesExemple = {
  champs: [
    { collection: 'grappe', id: 'grappe', champ: 'definitionDossierActif' },
    { collection: 'grappe', id: 'grappe', champ: 'dateConvention' },
    { collection: 'solution', id: 'solution', champ: 'hebergement' },
    { collection: 'organismes', id: 'og-1', champ: 'iban' },
    { collection: 'organismes', id: 'og-3', champ: 'fonctionRepresentant' },
    { collection: 'etablissements', id: 'essms-0004', champ: 'finess' },
    { collection: 'etablissements', id: 'essms-0007', champ: 'dateMiseEnService' },
    { collection: 'instances', id: 'instance-2', champ: 'frequence' },
    { collection: 'depenses', id: 'depense-3', champ: 'dateAcquittement' }
  ],
  fichiers: ['lettre-engagement-signee.pdf', 'rib.pdf', 'pv-vsr-1-signe.pdf']
} as const

type Entite = { readonly id: string }

/** The same example with its twelve gaps. What was signed was signed with the gaps: no signature is out of date. */
export function avecLacunes({ dossier, fichiers }: Exemple): Exemple {
  const troue: Record<string, unknown> = { ...dossier }
  for (const { collection, id, champ } of lacunesExemple.champs) {
    const vider = (e: Entite) => (e.id === id ? { ...e, [champ]: null } : e)
    const held = troue[collection] as Entite | readonly Entite[]
    troue[collection] = Array.isArray(held) ? held.map(vider) : vider(held as Entite)
  }
  const absents: ReadonlySet<string> = new Set(lacunesExemple.fichiers)
  return { dossier: troue as Exemple['dossier'], fichiers: fichiers.filter((f) => !absents.has(f.nom)) }
}
