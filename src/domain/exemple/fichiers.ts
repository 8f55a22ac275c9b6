import type { Dossier } from '../dossier.ts'
import { formatDate } from '../format.ts'
import type { RolePieceJointe } from '../piece-jointe.ts'
import { libelleChiffre, nomsChiffres } from '../releve.ts'

/** A file the program makes for the example; the engine turns `lignes` into a small PDF and attaches it. */
export interface FichierExemple {
  readonly role: RolePieceJointe
  readonly cible: string | null
  readonly piece: number | null
  readonly releve: 'va' | 'cloture' | null
  readonly organisme: string | null
  readonly nom: string
  readonly titre: string
  readonly lignes: readonly string[]
  /** Document whose data code was signed: `piece:3`, `pv:<id>`… */
  readonly signe: string | null
}

const vide = { cible: null, piece: null, releve: null, organisme: null, signe: null } as const

/** Files of the complete example: signed pièces and PV, RIB, proofs per establishment, certified statement. */
export function fichiersExemple(d: Dossier): readonly FichierExemple[] {
  const porteur = d.organismes[0]!
  const avertissement = 'Document d’exemple : aucune personne ni organisation réelle.'
  const signes: FichierExemple[] = [
    {
      ...vide,
      role: 'piece',
      piece: 3,
      signe: 'piece:3',
      nom: 'convention-signee.pdf',
      titre: 'Convention de la grappe – exemplaire signé',
      lignes: [...d.organismes.map((o) => `Signé pour ${o.raisonSociale}`), avertissement]
    },
    {
      ...vide,
      role: 'piece',
      piece: 4,
      signe: 'piece:4',
      nom: 'lettre-engagement-signee.pdf',
      titre: 'Lettre d’engagement – exemplaire signé',
      lignes: [`Signé pour ${porteur.raisonSociale}`, avertissement]
    },
    {
      ...vide,
      role: 'piece',
      piece: 9,
      nom: 'rib.pdf',
      titre: 'Relevé d’identité bancaire',
      lignes: [`Titulaire : ${porteur.titulaireCompte}`, `IBAN : ${porteur.iban}`, `BIC : ${porteur.bic}`, avertissement]
    },
    { ...vide, role: 'piece', piece: 13, nom: 'statuts.pdf', titre: 'Statuts', lignes: [porteur.raisonSociale!, avertissement] },
    { ...vide, role: 'piece', piece: 14, nom: 'publication-jo.pdf', titre: 'Publication au Journal officiel', lignes: [porteur.raisonSociale!, avertissement] },
    {
      ...vide,
      role: 'etat-depenses',
      nom: 'etat-depenses-certifie.pdf',
      titre: 'État récapitulatif des dépenses – exemplaire certifié',
      signe: 'depenses',
      lignes: [`Certifié pour ${porteur.raisonSociale}`, avertissement]
    }
  ]
  const accord = d.reponses.find((r) => r.cle === 'controle:2')
  if (accord)
    signes.push({
      ...vide,
      role: 'controle',
      cible: accord.id,
      nom: 'accord-ars.pdf',
      titre: 'Accord de l’ARS sur la taille de la grappe',
      lignes: [d.grappe.nom!, avertissement]
    })
  const parOrganisme = d.organismes.flatMap((o): FichierExemple[] => [
    {
      ...vide,
      role: 'piece',
      piece: 10,
      organisme: o.id,
      nom: `autodiagnostic-${o.id}.pdf`,
      titre: 'Autodiagnostic de maturité du SI',
      lignes: [o.raisonSociale!, avertissement]
    },
    ...(o.entiteNationale
      ? [
          {
            ...vide,
            role: 'piece' as const,
            piece: 12,
            organisme: o.id,
            nom: `autorisation-${o.id}.pdf`,
            titre: 'Autorisation de l’entité nationale',
            lignes: [o.entiteNationale, `autorise ${o.raisonSociale} à participer au projet.`, avertissement]
          }
        ]
      : [])
  ])
  const pvs = d.pvs.map(
    (p): FichierExemple => ({
      ...vide,
      role: 'pv',
      cible: p.id,
      signe: `pv:${p.id}`,
      nom: `${p.id}-signe.pdf`,
      titre: `Procès-verbal de ${p.type === 'va' ? 'VA' : 'VSR'} – exemplaire signé`,
      lignes: [`Signé par ${p.signataireClient}`, avertissement]
    })
  )
  const nomDe = new Map(d.etablissements.map((e) => [e.id, e]))
  const preuves = d.releves.flatMap((r): FichierExemple[] => {
    const e = nomDe.get(r.etablissement!)
    if (r.type === 'mois' || r.type === null || !e || !r.chiffres) return []
    const fin = r.type === 'va' ? d.grappe.finVa! : d.grappe.finCloture!
    return [
      {
        ...vide,
        role: 'preuve',
        cible: e.id,
        releve: r.type,
        nom: `preuve-${r.type}-${e.finess}.pdf`,
        titre: `${d.solution.nom} – indicateurs d’usage`,
        lignes: [
          e.nom!,
          `FINESS ${e.finess}`,
          `Trois mois jusqu’au ${formatDate(fin)}`,
          `Extrait le ${formatDate(r.dateExtraction!)}`,
          ...nomsChiffres.map((n, i) => `${libelleChiffre[n]} : ${r.chiffres![i]}`),
          avertissement
        ]
      }
    ]
  })
  return [...signes, ...parOrganisme, ...pvs, ...preuves]
}
