import { formatEuros } from '../format.ts'
import { isPetitOg, seuilPetitOg } from '../organisme.ts'
import { defineControle, type Fautif, fautif } from './controle.ts'

export const equipement = defineControle({
  code: 'equipement',
  titre: 'Équipements demandés',
  regle: `Les équipements sont pour les petits organismes (moins de ${seuilPetitOg} ESSMS gérés), dans la limite du plafond par établissement (10 000 € en 2024, 20 000 € en 2021 ; sinon celui de votre appel à projets).`,
  source: 'Instructions 2021 et 2024 ; foire aux questions d’Occitanie',
  question: null,
  evaluer: ({ dossier, instruction, conserves }) => {
    if (dossier.materiels.length === 0) return { etat: 'conforme', explication: 'Sans objet : aucun équipement n’est demandé.' }
    const places = new Map(conserves.map((e) => [e.id, e]))
    const organismes = new Map(dossier.organismes.map((o) => [o.id, o]))
    const asked = new Map<string, number>()
    for (const m of dossier.materiels) {
      const ht = (m.quantite ?? 0) * (m.prixUnitaireHt ?? 0)
      if (m.etablissement !== null) asked.set(m.etablissement, (asked.get(m.etablissement) ?? 0) + ht + Math.round((ht * (m.tauxTva ?? 0)) / 100))
    }
    const ceiling = instruction.plafondEquipement
    const large: Fautif[] = []
    const unknown: Fautif[] = []
    const above: Fautif[] = []
    for (const [id, cents] of asked) {
      const e = places.get(id)
      if (e === undefined) continue
      const small = isPetitOg(organismes.get(e.organisme ?? ''))
      if (small === false) large.push(fautif(e))
      if (small === null) unknown.push(fautif(e))
      if (ceiling !== null && cents > ceiling) above.push(fautif(e))
    }
    if (large.length > 0)
      return {
        etat: 'a-justifier',
        explication: `L’organisme de ces établissements gère ${seuilPetitOg} ESSMS ou plus : l’équipement n’est pas financé, sauf bénéficiaires du SONS.`,
        fautifs: large
      }
    if (unknown.length > 0)
      return {
        etat: 'a-renseigner',
        explication: 'Renseignez le nombre d’ESSMS gérés par l’organisme de ces établissements.',
        fautifs: unknown,
        champ: { kind: 'organisme', champ: 'nombreEssmsGeres' }
      }
    if (above.length > 0) return { etat: 'a-justifier', explication: `La demande dépasse ${formatEuros(ceiling ?? 0)} par établissement.`, fautifs: above }
    return {
      etat: 'conforme',
      explication:
        ceiling === null
          ? 'Équipements demandés par de petits organismes. Plafond par établissement non renseigné.'
          : `Équipements dans la limite de ${formatEuros(ceiling)} par établissement.`
    }
  }
})
