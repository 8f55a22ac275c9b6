import { conserves, type DossierLu, etablissement, organisme, porteur } from '../dossier-lu.ts'
import { type DocAttendu, type Element, figure, type Quoi, table, texte } from '../elements.ts'
import { pluriel, vide } from '../francais.ts'
import { garde, lignes, nomDe, piece, representant, role } from '../libelles.ts'

const roles = Object.keys(role)
const raci = ['direction', 'porteur', 'chefProjet', 'referents', 'si', 'dpo', 'editeur', 'amoa'] as const
const appuis: Readonly<Record<string, string>> = { dpo: 'DPO', rsi: 'Système d’information', rssi: 'RSSI', amoa: 'AMOA' }
/** Boxes of organisations shown by the organigramme; the last one counts the others. */
const boites = 8

function organigramme(d: DossierLu): readonly Element[] {
  const chefs = d.personnes.filter((p) => p.role === 'chef-de-projet')
  const montres = d.organismes.length > boites ? d.organismes.slice(0, boites - 1) : d.organismes
  const reste = d.organismes.length - montres.length
  return [
    texte('Organigramme du projet'),
    figure(d.grappe.financeur),
    texte('Financeur'),
    figure(porteur(d).raisonSociale),
    texte('Porteur de la grappe'),
    figure(representant(porteur(d))),
    ...d.instances.flatMap((i) => [figure(i.nom), figure(i.frequence)]),
    ...chefs.flatMap((p) => [texte('Chef de projet DUI'), figure(nomDe(p))]),
    ...d.personnes.filter((p) => p.role in appuis).flatMap((p) => [texte(appuis[p.role]!), figure(nomDe(p))]),
    ...montres.flatMap((o) => [figure(o.raisonSociale), texte(pluriel(conserves(d).filter((e) => e.organisme === o.id).length, 'établissement'))]),
    ...(reste > 0 ? [texte(`et ${pluriel(reste, 'autre organisme', 'autres organismes')}`)] : [])
  ]
}

export function gouvernance(d: DossierLu, quoi: Quoi): DocAttendu {
  const equipe = roles.flatMap((r) => d.personnes.filter((p) => p.role === r))
  return {
    titreCourt: 'Gouvernance',
    elements: [
      ...garde(d, quoi, 'Présentation de la gouvernance', piece(2)),
      ...lignes(d.grappe.mutualisation),
      ...organigramme(d),
      table(
        'Instances de pilotage',
        ['Instance', 'Rôle', 'Composition', 'Fréquence'],
        d.instances.map((i) => [i.nom, i.role, i.composition, i.frequence])
      ),
      table(
        'Personnes et rôles',
        ['Rôle dans le projet', 'Personne', 'Fonction', 'Organisme ou établissement', 'Temps consacré'],
        equipe.map((p) => [
          role[p.role]!,
          nomDe(p),
          p.fonction ?? vide,
          etablissement(d, p.etablissement)?.nom ?? organisme(d, p.organisme)?.raisonSociale ?? vide,
          p.tempsProjet ?? vide
        ])
      ),
      table(
        'Matrice RACI',
        ['Activité', 'Directions d’OG', 'Porteur', 'Chef de projet', 'Référents', 'SI / RSSI', 'DPO', 'Éditeur', 'AMOA'],
        d.racis.map((r) => [r.activite!, ...raci.map((c) => r[c] ?? vide)])
      )
    ]
  }
}
