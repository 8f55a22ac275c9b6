import { expect, test } from 'vitest'
import { seuilConfiance } from '#domain/modeles/reconnaitre.ts'
import { propositionsDe } from './mesure.ts'
import { essais, feuilleDe } from './second-jeu.ts'

test('headings of other sheets: 95 % recognised, none of those that ask for something else', () => {
  const manquees: string[] = []
  const fausses: string[] = []
  let attendues = 0
  for (const essai of essais) {
    const { modele, places } = feuilleDe(essai)
    const propositions = new Map(propositionsDe(modele, essai.usage).map((p) => [p.place, p]))
    for (const [place, [texte, donnee]] of places) {
      const p = propositions.get(place)
      const sure = p !== undefined && p.confiance >= seuilConfiance ? p.donnee : null
      if (donnee !== null) attendues++
      if (sure !== null && sure !== donnee) fausses.push(`${essai.nom} : ${texte} → ${sure}`)
      else if (sure !== donnee) manquees.push(`${essai.nom} : ${texte} (${p?.donnee} ${p?.confiance})`)
    }
  }
  expect(fausses).toEqual([])
  expect(attendues).toBeGreaterThan(170)
  expect(manquees.length / attendues, manquees.join('\n')).toBeLessThanOrEqual(0.05)
})
