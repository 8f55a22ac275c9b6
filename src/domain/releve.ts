import { choix, date, mois, nombres, reference, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** The seven numbers of a relevé, in the order of the tuple (programme §8). */
export const nomsChiffres = [
  'messagesEnvoyes',
  'dmpAlimentes',
  'dossiersActifs',
  'actifsAvecProjet',
  'actifsAvecAgenda',
  'personnesAccompagnees',
  'personnesProjet'
] as const
export type NomChiffre = (typeof nomsChiffres)[number]

export const libelleChiffre: Readonly<Record<NomChiffre, string>> = {
  messagesEnvoyes: 'Messages MSSanté envoyés',
  dmpAlimentes: 'DMP alimentés',
  dossiersActifs: 'Dossiers actifs',
  actifsAvecProjet: 'Dossiers actifs avec projet personnalisé',
  actifsAvecAgenda: 'Dossiers actifs avec événement d’agenda',
  personnesAccompagnees: 'Personnes accompagnées',
  personnesProjet: 'Personnes pouvant bénéficier d’un projet'
}

/**
 * A relevé = ESSMS × period × seven numbers as the DUI prints them.
 * `va` and `cloture` are three-month windows ending at grappe.finVa / grappe.finCloture; `mois` is one month.
 */
export const releve = defineNom({
  kind: 'releve',
  collection: 'releves',
  label: 'relevé',
  part: 'etablissement',
  champs: {
    etablissement: reference('Établissement', 'etablissement'),
    type: choix('Période', [
      ['va', 'État des lieux (VA)'],
      ['cloture', 'Clôture'],
      ['mois', 'Suivi mensuel']
    ]),
    mois: mois('Mois', { aide: 'Pour le suivi mensuel seulement.' }),
    chiffres: nombres('Chiffres relevés', nomsChiffres),
    dateExtraction: date('Date d’extraction du DUI'),
    estimation: choix('Nature', [
      ['releve', 'Relevé'],
      ['estimation', 'Estimation']
    ]),
    observation: texte('Observation')
  }
})
export type Releve = Entite<typeof releve>
