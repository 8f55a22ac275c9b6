import { type Dossier, etablissementsConserves, porteurDe } from '#domain/dossier.ts'
import type { Bloc, Forme } from '../doc.ts'
import { type Boite, boite, hauteurDe, largeurTexte, teintes, trait } from '../figure.ts'
import { accorde, nomComplet, representantDe } from '../libelles.ts'

const ecart = 5
const parRangMax = 4
const largeurMax = 60
/** Beyond, the last box counts the others: the figure stays on the first page. */
const organismesMax = 8

/** Boxes by row, so that rows are balanced: 5 boxes make 3 + 2, never 4 + 1. */
const parRangDe = (nombre: number): number => Math.ceil(nombre / Math.ceil(nombre / parRangMax))

const appuis: Readonly<Record<string, string>> = { dpo: 'DPO', rsi: 'Système d’information', rssi: 'RSSI', amoa: 'AMOA' }

type Carte = Pick<Boite, 'titre' | 'fond' | 'trait'> & { readonly lignes: readonly string[] }

function cartesEquipe(dossier: Dossier): readonly Carte[] {
  const carte = (titre: string, p: { civilite: 'M' | 'Mme' | null; prenom: string | null; nom: string | null } | null): Carte => ({
    titre,
    lignes: [(p && nomComplet(p.civilite, p.prenom, p.nom)) ?? 'à compléter'],
    fond: teintes.accentClair
  })
  const chefs = dossier.personnes.filter((p) => p.role === 'chef-de-projet')
  return [
    ...(chefs.length === 0 ? [carte('Chef de projet DUI', null)] : chefs.map((p) => carte('Chef de projet DUI', p))),
    ...dossier.personnes.flatMap((p) => {
      const titre = p.role === null ? undefined : appuis[p.role]
      return titre === undefined ? [] : [carte(titre, p)]
    })
  ]
}

function cartesOrganismes(dossier: Dossier): readonly Carte[] {
  const conserves = etablissementsConserves(dossier)
  const montres = dossier.organismes.length > organismesMax ? dossier.organismes.slice(0, organismesMax - 1) : dossier.organismes
  const reste = dossier.organismes.length - montres.length
  const cartes = montres.map(
    (o): Carte => ({
      titre: o.raisonSociale ?? 'Organisme à compléter',
      lignes: [accorde(conserves.filter((e) => e.organisme === o.id).length, 'établissement')]
    })
  )
  return reste > 0 ? [...cartes, { titre: `et ${accorde(reste, 'autre organisme', 'autres organismes')}`, lignes: [] }] : cartes
}

/** The organigramme of the grappe: financeur, porteur, instances, project team, organisations. */
export function organigramme(dossier: Dossier): Bloc {
  const milieu = largeurTexte / 2
  const porteur = porteurDe(dossier)
  // Lines are drawn before boxes: the trunk runs behind the middle box of a row.
  const lignes: Forme[] = []
  const boites: Forme[] = []
  const poser = (b: Boite) => boites.push(...boite(b))
  const relier = (...points: readonly (readonly [number, number])[]) => lignes.push(trait(points))

  const financeur = { l: 70, titre: dossier.grappe.financeur ?? 'Financeur à compléter', lignes: ['Financeur'] }
  const hauteurFinanceur = Math.max(11, hauteurDe(financeur))
  const hautTete = hauteurFinanceur + 6
  poser({ ...financeur, x: milieu - 35, y: 0, h: hauteurFinanceur, fond: '#FFFFFF' })
  lignes.push(
    trait(
      [
        [milieu, hauteurFinanceur],
        [milieu, hautTete]
      ],
      { pointille: true }
    )
  )
  const titulaire = porteur ? representantDe(porteur) : null
  const tete = {
    l: 90,
    titre: porteur?.raisonSociale ?? 'Porteur à compléter',
    lignes: titulaire === null ? ['Porteur de la grappe'] : ['Porteur de la grappe', titulaire]
  }
  const hauteurTete = Math.max(15, hauteurDe(tete))
  poser({ ...tete, x: milieu - 45, y: hautTete, h: hauteurTete, fond: teintes.accentClair, trait: teintes.accent })
  let y = hautTete + hauteurTete

  /** `minimum`: height of the boxes of a row, more when one of them holds more. */
  const suspendre = (cartes: readonly Carte[], minimum: number) => {
    const parRang = parRangDe(cartes.length)
    const l = Math.min((largeurTexte - ecart * (parRang - 1)) / parRang, largeurMax)
    const h = Math.max(minimum, ...cartes.map((carte) => hauteurDe({ ...carte, l })))
    for (let i = 0; i < cartes.length; i += parRang) {
      const groupe = cartes.slice(i, i + parRang)
      const gauche = (largeurTexte - l * groupe.length - ecart * (groupe.length - 1)) / 2
      const centres = groupe.map((_, k) => gauche + k * (l + ecart) + l / 2)
      relier([milieu, y], [milieu, y + 4])
      relier([Math.min(milieu, ...centres), y + 4], [Math.max(milieu, ...centres), y + 4])
      groupe.forEach((carte, k) => {
        const x = centres[k] ?? milieu
        relier([x, y + 4], [x, y + 8])
        poser({ ...carte, x: x - l / 2, y: y + 8, l, h })
      })
      if (i + parRang < cartes.length) relier([milieu, y + 4], [milieu, y + 8 + h])
      y += 8 + h
    }
  }
  const rangees: readonly (readonly [readonly Carte[], number])[] = [
    [dossier.instances.map((x) => ({ titre: x.nom ?? 'Instance à compléter', lignes: x.frequence === null ? [] : [x.frequence] })), 15],
    [cartesEquipe(dossier), 13],
    [cartesOrganismes(dossier), 19]
  ]
  const presentes = rangees.filter(([cartes]) => cartes.length > 0)
  presentes.forEach(([cartes, h], i) => {
    const haut = y
    suspendre(cartes, h)
    if (i < presentes.length - 1) relier([milieu, haut], [milieu, y])
  })

  return {
    b: 'figure',
    titre: 'Organigramme du projet',
    alternative: `Le financeur, puis le porteur ${porteur?.raisonSociale ?? 'à compléter'}, ${accorde(dossier.instances.length, 'instance')}, l’équipe projet et ${accorde(dossier.organismes.length, 'organisme')}.`,
    largeur: largeurTexte,
    hauteur: y + 1,
    formes: [...lignes, ...boites]
  }
}
