import type { CodeRegion } from './regions.ts'

/** A published address of the programme. No person: only shared mailboxes and sites. */
export interface Contact {
  readonly code: string
  /** null: national. */
  readonly region: CodeRegion | null
  readonly nom: string
  readonly objet: string
  readonly courriel: string | null
  readonly site: string | null
  /** Receives the mailings of its region as ARS or as GRADeS. */
  readonly envoi: 'ars' | 'grades' | null
}

const c = (
  code: string,
  region: CodeRegion | null,
  nom: string,
  objet: string,
  courriel: string | null,
  site: string | null = null,
  envoi: Contact['envoi'] = null
): Contact => ({
  code,
  region,
  nom,
  objet,
  courriel,
  site,
  envoi
})

export const contacts: readonly Contact[] = [
  c('cnsa', null, 'CNSA', 'Questions sur le programme', 'esms.numerique@cnsa.fr', 'https://www.cnsa.fr'),
  c('galis', null, 'GALIS « PAI numérique »', 'Dépôt de la candidature', null, 'https://galis-subventions.cnsa.fr'),
  c('ans', null, 'ANS', 'Cartes, certificats, MSSanté, solutions référencées', null, 'https://esante.gouv.fr'),
  c(
    'occitanie-grades',
    '76',
    'GRADeS d’Occitanie',
    'Accompagnement des grappes, VA, VSR',
    'esms.numerique@esante-occitanie.fr',
    'https://www.esante-occitanie.fr',
    'grades'
  ),
  c('occitanie-mss', '76', 'GRADeS d’Occitanie, équipe MSSanté', 'Convention Numih, comptes et connecteur', 'mss@esante-occitanie.fr'),
  c('idf-ars', '11', 'ARS Île-de-France', 'Programme ESMS Numérique', 'ars-idf-si-esms@ars.sante.fr', null, 'ars'),
  c('idf-grades', '11', 'SESAN, GRADeS d’Île-de-France', 'Ségur numérique', 'segur@sesan.fr', null, 'grades'),
  c('idf-collectif', '11', 'Collectif SI d’Île-de-France', 'Entraide des organismes', 'idf-collectif-si@uriopss-idf.fr'),
  c('pdl-collectif', '52', 'Collectif SI des Pays de la Loire', 'Entraide des organismes', 'contact@collectifsims-pdl.fr')
]

/** National contacts, then those of these regions (INSEE codes). */
export const contactsDe = (regions: readonly string[]): readonly Contact[] => [
  ...contacts.filter((x) => x.region === null),
  ...contacts.filter((x) => x.region !== null && regions.includes(x.region))
]

/** Addresses proposed for the mailings of a region: those of its ARS and of its GRADeS, null when not published. */
export const courrielsDe = (region: string): { readonly ars: string | null; readonly grades: string | null } => {
  const of = (envoi: Contact['envoi']) => contacts.find((x) => x.region === region && x.envoi === envoi)?.courriel ?? null
  return { ars: of('ars'), grades: of('grades') }
}
