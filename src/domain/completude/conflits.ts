import { champDe } from '../dossier.ts'
import { lots } from '../lot.ts'
import { nomDe, noms } from '../noms.ts'
import type { Verification } from './collecteur.ts'
import { rattachementDe } from './rattachement.ts'

/** Two people changed one cell differently: on money or bank data nothing goes out before one value is chosen. */
export const verifierConflits: Verification = ({ dossier, designation, manque }) => {
  for (const { kind, id, champ: name } of dossier.conflits) {
    const nom = nomDe(kind)
    if (!nom) continue
    const champ = name === null ? undefined : champDe(kind, name)
    const sensible = champ !== undefined && (champ.genre === 'montant' || champ.banque === true)
    const collection = noms.find((n) => n.kind === kind)?.collection
    const held = (dossier as unknown as Record<string, unknown>)[collection ?? '']
    const list = (Array.isArray(held) ? held : [held]) as readonly { readonly id: string }[]
    const rang = nom.unique ? 0 : list.findIndex((e) => e.id === id)
    const entite = list[rang]
    if (entite === undefined) continue
    const who = designation.de(nom, entite, rang)
    const what = champ?.label ?? 'présence'
    manque({
      cle: `conflit:${kind}.${name ?? ''}:${id ?? ''}`,
      gravite: sensible ? 'bloquant' : 'a-justifier',
      phase: rattachementDe(kind, name).phase,
      lots: champ?.exige ?? lots,
      texte: `Deux valeurs différentes ont été réunies, choisissez la bonne : ${what}${who === '' ? '' : `, ${who}`}`,
      ou: { kind, id, champ: name }
    })
  }
}
