import { type Dossier, porteurDe } from '#domain/dossier.ts'
import { formatDate } from '#domain/format.ts'
import type { Lot } from '#domain/lot.ts'
import type { Doc } from '../doc.ts'
import { requis, txt } from '../doc.ts'
import { representantDe } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'

/** Bundles that leave by e-mail. */
export const envois = ['va', 'etat-des-lieux', 'vsr'] as const satisfies readonly Lot[]
export type Envoi = (typeof envois)[number]
export const isEnvoi = (lot: Lot): lot is Envoi => (envois as readonly Lot[]).includes(lot)

/** `a`, `copie`: addresses as typed, several separated by a comma, a semicolon or a space. `texte`: one paragraph an entry. */
export interface MessageEnvoi {
  readonly a: string | null
  readonly copie: string | null
  readonly objet: string
  readonly texte: readonly string[]
}

const verifications = { va: ['VA', 'vérification d’aptitude'], vsr: ['VSR', 'vérification de service régulier'] } as const

/** Subject and first sentence: one procès-verbal is not said in the plural. */
function motsDe(dossier: Dossier, envoi: Envoi): { readonly objet: string; readonly corps: string } {
  if (envoi === 'etat-des-lieux')
    return {
      objet: 'État des lieux des indicateurs d’usage',
      corps: 'Vous trouverez ci-joint l’état des lieux des indicateurs d’usage, consolidé pour la grappe, mesuré sur les trois derniers mois.'
    }
  const [sigle, verification] = verifications[envoi]
  if (dossier.pvs.filter((p) => p.type === envoi).length === 1)
    return {
      objet: `Procès-verbal de ${sigle}`,
      corps: `Vous trouverez ci-joint le procès-verbal de ${verification} signé pour les établissements de la grappe.`
    }
  return {
    objet: `Procès-verbaux de ${sigle}`,
    corps: `Vous trouverez ci-joint, en un seul envoi, les procès-verbaux de ${verification} signés pour les établissements de la grappe.`
  }
}

/** Text of the mailing to the ARS and the GRADeS, one paragraph an entry. Sent by the porteur; Grappe sends nothing. */
export function messageEnvoi(dossier: Dossier, envoi: Envoi): MessageEnvoi {
  const { grappe } = dossier
  const { objet, corps } = motsDe(dossier, envoi)
  const porteur = porteurDe(dossier)
  const convention = grappe.referenceConvention
    ? ` (convention ${grappe.referenceConvention}${grappe.dateConvention ? ` du ${formatDate(grappe.dateConvention)}` : ''})`
    : ''
  return {
    a: grappe.courrielArs,
    copie: grappe.courrielGrades,
    objet: `ESMS Numérique – ${grappe.nom ?? 'grappe à compléter'} – ${objet}`,
    texte: [
      'Madame, Monsieur,',
      `Dans le cadre du programme ESMS Numérique${convention}, la grappe « ${grappe.nom ?? 'à compléter'} », portée par ${porteur?.raisonSociale ?? 'à compléter'}, vous adresse ce qui suit.`,
      corps,
      'Nous restons à votre disposition pour toute précision.',
      [porteur ? representantDe(porteur) : null, porteur?.fonctionRepresentant, porteur?.raisonSociale].filter(Boolean).join(', ')
    ]
  }
}

/** The mailing ready to copy: recipients, subject, text. */
export function docMessage(dossier: Dossier, envoi: Envoi, contexte: Contexte): Doc {
  const message = messageEnvoi(dossier, envoi)
  return {
    ...entete(dossier, contexte, { titre: 'Message à envoyer', titreCourt: 'Message', sousTitre: motsDe(dossier, envoi).objet }),
    blocs: [
      { b: 'encadre', ton: 'neutre', texte: 'Copiez ces textes dans votre messagerie et joignez les autres fichiers de ce dossier. Grappe n’envoie rien.' },
      {
        b: 'paires',
        lignes: [
          ['À (ARS)', requis(txt(message.a))],
          ['Copie (GRADeS)', txt(message.copie)],
          ['Objet', txt(message.objet)]
        ]
      },
      { b: 'titre', niveau: 1, texte: 'Texte' },
      ...message.texte.map((texte) => ({ b: 'paragraphe' as const, texte }))
    ]
  }
}
