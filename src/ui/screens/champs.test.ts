import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rolesRpps } from '#domain/deploiement/identites.ts'
import { rolesRaci } from '#domain/gouvernance.ts'
import { noms } from '#domain/noms.ts'
import { objetsDemande } from '#domain/partage/demande.ts'
import { pointsVerifies } from '#domain/pv.ts'
import { solution } from '#domain/solution.ts'

/** Fields that no person types, and why. */
const jamaisSaisis: Readonly<Record<string, string>> = {
  'piece-jointe.sha256': 'empreinte calculée',
  'modele.sha256': 'empreinte calculée',
  'modele.type': 'lu dans le fichier',
  'piece-jointe.codeDonnees': 'lu dans le fichier signé',
  'piece-jointe.analyse': 'calculé à la relecture d’une preuve',
  'envoi.chiffre': 'constaté quand la copie est écrite'
}
/** Drawn from these lists of the domain rather than named one by one. */
const enListe = new Set<string>([
  ...rolesRaci.map(([r]) => `raci.${r}`),
  ...pointsVerifies.map((p) => `pv.${p}`),
  ...rolesRpps.map(([r]) => `etablissement.${r}`),
  ...objetsDemande.map(({ champ }) => `envoi.${champ}`),
  // A grid of lines in an order lets them be moved.
  ...noms.flatMap((n) => ('ordre' in n.champs ? [`${n.kind}.ordre`] : [])),
  // The form of the solution is its whole list of fields.
  ...Object.keys(solution.champs).map((c) => `solution.${c}`)
])

const ui = join(import.meta.dirname, '..')
/** Text of the window by folder: a screen, or what screens share. */
const dossiers = new Map<string, string>()
for (const chemin of readdirSync(ui, { recursive: true, encoding: 'utf8' })) {
  if (!/\.tsx?$/u.test(chemin) || /\.test\.tsx?$/u.test(chemin)) continue
  dossiers.set(dirname(chemin), (dossiers.get(dirname(chemin)) ?? '') + readFileSync(join(ui, chemin), 'utf8'))
}

describe('chaque champ du catalogue a sa place dans la fenêtre', () => {
  const champs = noms.flatMap((n) => Object.keys(n.champs).map((c) => [n, c] as const))
  test.each(champs.map(([n, c]) => [`${n.kind}.${c}`, n, c] as const))('%s', (cle, { kind, collection }, champ) => {
    const parleDuNom = new RegExp(`['"]${kind}['"]|\\b${collection}\\b`, 'u')
    const nomme = new RegExp(`(?:'${champ}'|\\b${champ}:|\\.${champ}\\b)`, 'u')
    const montre = [...dossiers.values()].some((texte) => parleDuNom.test(texte) && nomme.test(texte))
    expect(montre || enListe.has(cle) || cle in jamaisSaisis, `aucun écran de ${kind} ne montre ${champ}`).toBe(true)
  })
})
