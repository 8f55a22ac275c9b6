import { type Dossier, etablissementsConserves, porteurDe } from '#domain/dossier.ts'
import type { Bloc, Forme } from '../doc.ts'
import { boite, largeurTexte, teintes, trait } from '../figure.ts'
import { accorde, nomComplet, representantDe } from '../libelles.ts'

/** Rows of at most `max` boxes of equal width. */
function rang(nombre: number, max: number, ecart: number): { readonly parRang: number; readonly largeur: number } {
  const parRang = Math.min(nombre, max)
  return { parRang, largeur: (largeurTexte - ecart * (parRang - 1)) / parRang }
}

const appui: Readonly<Record<string, string>> = { dpo: 'DPO', rsi: 'Système d’information', rssi: 'RSSI', amoa: 'AMOA' }

/** The organigramme of the grappe: financeur, porteur, instances, project team, organisations. */
export function organigramme(dossier: Dossier): Bloc {
  const formes: Forme[] = []
  const milieu = largeurTexte / 2
  const porteur = porteurDe(dossier)
  const conserves = etablissementsConserves(dossier)
  let y = 0

  formes.push(...boite({ x: milieu - 35, y, l: 70, h: 11, titre: dossier.grappe.financeur ?? 'Financeur à compléter', lignes: ['Financeur'], fond: '#FFFFFF' }))
  formes.push(
    trait(
      [
        [milieu, y + 11],
        [milieu, y + 17]
      ],
      { pointille: true }
    )
  )
  y += 17
  const tete = porteur ? (representantDe(porteur) ?? []) : []
  formes.push(
    ...boite({
      x: milieu - 45,
      y,
      l: 90,
      h: 15,
      titre: porteur?.raisonSociale ?? 'Porteur à compléter',
      lignes: ['Porteur de la grappe'].concat(tete),
      fond: teintes.accentClair,
      trait: teintes.accent
    })
  )
  y += 15

  /** A row of boxes hanging from the middle of what is above. */
  const suspendre = (boites: readonly { readonly titre: string; readonly lignes: readonly string[]; readonly fond?: string }[], max: number, h: number) => {
    for (let i = 0; i < boites.length; i += max) {
      const groupe = boites.slice(i, i + max)
      const { largeur } = rang(i === 0 ? groupe.length : Math.min(boites.length, max), max, 5)
      const l = Math.min(largeur, 60)
      const total = l * groupe.length + 5 * (groupe.length - 1)
      const gauche = (largeurTexte - total) / 2
      const haut = y + 8
      formes.push(
        trait([
          [milieu, i === 0 ? y : y],
          [milieu, y + 4]
        ])
      )
      const centres = groupe.map((_, k) => gauche + k * (l + 5) + l / 2)
      formes.push(
        trait([
          [Math.min(milieu, ...centres), y + 4],
          [Math.max(milieu, ...centres), y + 4]
        ])
      )
      groupe.forEach((b, k) => {
        formes.push(
          trait([
            [centres[k] ?? milieu, y + 4],
            [centres[k] ?? milieu, haut]
          ])
        )
        formes.push(...boite({ x: gauche + k * (l + 5), y: haut, l, h, ...b }))
      })
      y = haut + h
    }
  }

  if (dossier.instances.length > 0)
    suspendre(
      dossier.instances.map((i) => ({ titre: i.nom ?? 'Instance à compléter', lignes: i.frequence === null ? [] : [i.frequence] })),
      4,
      15
    )
  const chefs = dossier.personnes.filter((p) => p.role === 'chef-de-projet')
  const appuis = dossier.personnes.filter((p) => p.role !== null && p.role in appui)
  const equipe = [
    ...(chefs.length === 0
      ? [{ titre: 'Chef de projet DUI', lignes: ['à compléter'] }]
      : chefs.map((p) => ({ titre: 'Chef de projet DUI', lignes: [nomComplet(p.civilite, p.prenom, p.nom) ?? 'à compléter'] }))),
    ...appuis.map((p) => ({ titre: appui[p.role ?? ''] ?? '', lignes: [nomComplet(p.civilite, p.prenom, p.nom) ?? 'à compléter'] }))
  ]
  suspendre(
    equipe.map((e) => ({ ...e, fond: teintes.accentClair })),
    4,
    13
  )
  const parOrganisme = dossier.organismes.slice(0, 12).map((o) => ({
    titre: o.raisonSociale ?? 'Organisme à compléter',
    lignes: [accorde(conserves.filter((e) => e.organisme === o.id).length, 'établissement')]
  }))
  const reste = dossier.organismes.length - parOrganisme.length
  suspendre(reste > 0 ? [...parOrganisme, { titre: `et ${accorde(reste, 'autre organisme', 'autres organismes')}`, lignes: [] }] : parOrganisme, 4, 16)

  return {
    b: 'figure',
    titre: 'Organigramme du projet',
    alternative: `Le financeur, puis le porteur ${porteur?.raisonSociale ?? 'à compléter'}, ${accorde(dossier.instances.length, 'instance')}, l’équipe projet et ${accorde(dossier.organismes.length, 'organisme')}.`,
    largeur: largeurTexte,
    hauteur: y + 1,
    formes
  }
}
