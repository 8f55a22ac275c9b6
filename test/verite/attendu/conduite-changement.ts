import { type DossierLu, etablissement, organisme, somme } from '../dossier-lu.ts'
import { type DocAttendu, type Element, type Quoi, table, texte } from '../elements.ts'
import { entier, jour, vide } from '../francais.ts'
import { chiffres, garde, indicateurs, lignes, nomDe, piece, role } from '../libelles.ts'
import { cibleDe } from '../usages.ts'
import { lieu } from './deploiement.ts'

const relais = ['chef-de-projet', 'referent-structure', 'referent-iv', 'referent-dmp', 'referent-mes', 'comop']
const probabilites = ['1 – faible', '2 – moyenne', '3 – forte', '4 – très forte']
const impacts = ['1 – faible', '2 – moyen', '3 – fort', '4 – très fort']
const mot = (c: number) => (c >= 9 ? 'élevée' : c >= 4 ? 'moyenne' : 'faible')

export function conduiteChangement(d: DossierLu, quoi: Quoi): DocAttendu {
  const risques = d.risques
    .map((r) => ({ ...r, c: Number(r.probabilite) * Number(r.impact) }))
    .sort((a, b) => b.c - a.c)
    .map((r, i) => ({ ...r, code: `R${i + 1}` }))
  const roles = [...new Set(d.personnes.map((p) => p.role).filter((r) => relais.includes(r)))]
  const matrice: Element[] = [4, 3, 2, 1].flatMap((p) => [
    texte(probabilites[p - 1]!),
    ...[1, 2, 3, 4].flatMap((i) => {
      const ici = risques.filter((r) => r.probabilite === String(p) && r.impact === String(i)).map((r) => r.code)
      return [texte(`${p * i} ${mot(p * i)} ${ici.join(' ')}`)]
    })
  ])
  return {
    titreCourt: 'Conduite du changement',
    permis: ['P: probabilité et I: impact, de 1 (faible) à 4 (très fort). Criticité = P × I: faible jusqu’à 3, moyenne de 4 à 8, élevée à partir de 9.'],
    elements: [
      ...garde(d, quoi, 'Plan de conduite du changement', piece(8)),
      ...lignes(d.grappe.conduiteChangement),
      table(
        'Groupes de travail et instances',
        ['Groupe', 'Composition', 'Fréquence'],
        d.instances.map((i) => [i.nom, i.composition, i.frequence])
      ),
      ...roles.map((r) =>
        texte(
          `${role[r]} : ${d.personnes
            .filter((p) => p.role === r)
            .map((p) => `${nomDe(p)} (${etablissement(d, p.etablissement)?.nom ?? organisme(d, p.organisme)?.raisonSociale})`)
            .join(' ; ')}`
        )
      ),
      table(
        'Plan de communication',
        ['Action', 'Public', 'Support', 'Date', 'Responsable'],
        d.communications.map((c) => [c.action, c.public, c.support ?? vide, jour(c.date), c.responsable ?? vide])
      ),
      table(
        'Plan de formation',
        ['Formation', 'Public', 'Participants', 'Durée', 'À partir du', 'Organisation'],
        [
          ...d.formations.map((f) => [f.intitule, f.public, entier(f.participants), f.duree ?? vide, jour(f.date), f.organisation ?? vide]),
          ['Total', entier(somme(d.formations, (f) => f.participants))]
        ]
      ),
      table(
        'Indicateurs d’usage',
        ['Indicateur', 'Numérateur', 'Dénominateur', 'Cible (%)'],
        indicateurs.filter((i) => cibleDe(d, i.code).suivi).map((i) => [i.titre, chiffres[i.n]!, chiffres[i.d]!, entier(cibleDe(d, i.code).cible)])
      ),
      ...matrice,
      ...impacts.map(texte),
      texte('Probabilité Impact'),
      table(
        'Registre des risques',
        ['N°', 'Risque', 'Portée', 'P', 'I', 'Criticité', 'Action préventive', 'Action corrective', 'Responsable'],
        risques.map((r) => [
          r.code,
          r.libelle,
          lieu(d, r.etablissement, 'Grappe'),
          r.probabilite,
          r.impact,
          `${r.c} – ${mot(r.c)}`,
          r.preventif,
          r.correctif ?? vide,
          r.responsable ?? vide
        ])
      )
    ]
  }
}
