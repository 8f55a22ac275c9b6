import { regions } from '../calculs.ts'
import { conserves, type DossierLu } from '../dossier-lu.ts'
import { type DocAttendu, paires, type Quoi, table, texte } from '../elements.ts'
import { date, entier, euros, jour, taux } from '../francais.ts'
import { garde, region } from '../libelles.ts'
import { exemptionsDites } from '../usages.ts'

const outreMer = new Set(['01', '02', '03', '04', '06', '94'])

interface Controle {
  readonly code: string
  readonly titre: string
  readonly etat: string
  readonly explication: string
}

const duLieu = (d: DossierLu): number => (conserves(d).every((e) => outreMer.has(e.region)) ? 8 : 15)

/** The checks, judged again for what the seeds hold: a project that is in order, and questions answered or not. */
function controles(d: DossierLu): readonly Controle[] {
  const { solution: s } = d
  const essms = conserves(d)
  const minimum = d.grappe.minimumEssms === null ? duLieu(d) : `${d.grappe.minimumEssms} (saisi)`
  const organismes = new Set(essms.map((e) => e.organisme)).size
  const acquisitions = essms.filter((e) => e.situationDui === 'acquisition').length
  const demande = (code: string) => {
    const r = d.reponses.find((x) => x.cle === `controle:${code}`)
    const oui =
      code === '5'
        ? `Répondu « aucune avant le ${d.grappe.contratInterditAvant === null ? '16 janvier 2023' : `${date(d.grappe.contratInterditAvant)} (date saisie)`} ».`
        : 'Répondu « oui ».'
    return r?.reponse === 'oui' ? (['Conforme', oui] as const) : (['À renseigner', 'Une réponse est attendue.'] as const)
  }
  const ligne = (code: string, titre: string, [etat, explication]: readonly [string, string]): Controle => ({ code, titre, etat, explication })
  return [
    ligne('1', 'Établissements éligibles', ['Conforme', 'Toutes les catégories sont éligibles.']),
    ligne('2', 'Nombre minimum d’établissements', [
      'Conforme',
      `${entier(essms.length)} établissements pour un minimum de ${minimum}.${d.grappe.minimumOg === null ? '' : ` ${organismes} organismes pour un minimum de ${d.grappe.minimumOg} (saisi).`}`
    ]),
    ligne('3', 'Un FINESS géographique par établissement', ['Conforme', 'Chaque établissement a son propre numéro.']),
    ligne('4', 'SIRET du porteur', ['Conforme', 'Le porteur a un SIRET.']),
    ligne('5', 'Opération nouvelle', demande('5')),
    ligne('6', 'Pas d’autre financement européen', demande('6')),
    ligne('7', 'Pas de financement ESMS Numérique antérieur', demande('7')),
    ligne('8', 'Pas de SONS pour une autre solution', demande('8')),
    ligne('9', 'Même solution, même version', ['Conforme', `${s.nom}, version ${s.version} (${s.editeur}) est déclarée une fois pour toute la grappe.`]),
    ligne('10', 'Solution référencée Ségur', [
      'Conforme',
      d.grappe.regleSegur === null ? 'La solution est référencée.' : 'Sans objet : aucun référencement exigé (saisi).'
    ]),
    ligne('+', 'Mise en concurrence des éditeurs', ['Conforme', `Consultation des éditeurs le ${date(s.dateMiseEnConcurrence!)}.`]),
    ligne('+', 'Type de projet et situations', ['Conforme', `${acquisitions} acquisitions sur ${entier(essms.length)} établissements.`]),
    ligne('+', 'Une seule lettre d’engagement', ['Conforme', 'Une lettre est jointe.']),
    ligne('+', 'Équipements demandés', ['Conforme', `Équipements dans la limite de ${euros(d.grappe.plafondEquipement)} € par établissement.`])
  ]
}

export function ficheRecevabilite(d: DossierLu, quoi: Quoi): DocAttendu {
  const resultats = controles(d)
  const essms = conserves(d)
  const cles = regions(d)
  const { minimumEssms, minimumOg, seuilNational, contratInterditAvant, regleSegur } = d.grappe
  const national = essms.length >= (seuilNational ?? 50) && cles.length > 1
  const aRegler = resultats.filter((r) => r.etat !== 'Conforme')
  return {
    titreCourt: 'Recevabilité',
    permis: [
      'Contrôles 1 à 10 : recevabilité du programme.',
      'Règle : Chaque ESSMS relève de l’article L. 312-1 du CASF.',
      'Source : Kit ESMS Numérique 2023, recevabilité, point 1',
      'Règle : 15 ESSMS au moins, 8 lorsque tous sont en Corse ou en outre-mer. En 2021 (premier appel), aussi 3 organismes, 2 en Corse et outre-mer,',
      ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map(
        (n) => `Kit ESMS Numérique 2023, recevabilité, point ${n}${n === 2 ? ' ; appel 2021' : n > 6 && n !== 8 ? ' ;' : ''}`
      ),
      '(16 janvier 2023 pour celle de 2023).',
      'dispensé en 2023 et 2024 ; en 2025,',
      '(moins de 15 ESSMS gérés),',
      '(10 000 € en 2024, 20 000 € en 2021 ;',
      'Instructions 2021 et 2024 ;'
    ],
    elements: [
      ...garde(d, quoi, 'Fiche de recevabilité', 'Auto-contrôle avant dépôt – programme ESMS Numérique'),
      texte(
        aRegler.length === 0
          ? `Aucun point à régler ${resultats.length} contrôles conformes,`
          : `${aRegler.length} point${aRegler.length < 2 ? '' : 's'} à régler ${aRegler.map((r) => r.titre).join(' ; ')}.`
      ),
      ...(aRegler.length === 0 ? [texte('0 point justifié.')] : []),
      table(
        'Synthèse',
        ['N°', 'Contrôle', 'Résultat', 'Explication'],
        resultats.map((r) => [r.code, r.titre, r.etat, r.explication])
      ),
      texte(
        `${entier(essms.length)} établissements dans ${cles.length} région${cles.length < 2 ? '' : 's'} : appel ${national ? 'national' : 'régional'}${seuilNational === null ? '' : ` (seuil saisi : ${seuilNational})`}.`
      ),
      ...paires([
        ['Établissements comptés (FINESS ET distincts)', entier(essms.length)],
        ['Minimum de l’appel', minimumEssms === null ? entier(duLieu(d)) : `${minimumEssms} – saisi (instruction : ${duLieu(d)})`],
        ...(minimumOg === null ? [] : ([['Minimum d’organismes', `${minimumOg} – saisi (instruction : aucun)`]] as const)),
        ...(seuilNational === null ? [] : ([['Seuil de l’appel national', `${seuilNational} – saisi (instruction : 50)`]] as const)),
        ...(contratInterditAvant === null
          ? []
          : ([['Aucun contrat éditeur avant le', `${date(contratInterditAvant)} – saisi (instruction : 16 janvier 2023)`]] as const)),
        ...(regleSegur === null ? [] : ([['Référencement Ségur exigé', 'Aucun – saisi (instruction : Solution référencée ou en cours)']] as const)),
        ...(d.exemptions.length === 0 ? [] : ([['Exemptions d’indicateurs', exemptionsDites(d).join(' ')]] as const)),
        ['Appel', national ? 'National' : 'Régional'],
        ['Financeur proposé dans GALIS', `ARS ${region[cles[0]!.code]}`],
        ['Financeur retenu', d.grappe.financeur]
      ]),
      ...(cles.length < 2
        ? []
        : [
            table(
              'Clé de répartition par région',
              ['Région', 'ESSMS', 'Part (%)', 'Subvention demandée (€)'],
              [
                ...cles.map((r) => [region[r.code]!, entier(r.essms), taux(r.essms, essms.length, 2), euros(r.montant)]),
                ['Total', entier(essms.length), '100,00', euros(d.grappe.montantDemande)]
              ]
            )
          ]),
      ...resultats.flatMap((r) => {
        const reponse = d.reponses.find((x) => x.cle === `controle:${r.code}`)
        const par = [reponse?.auteur, reponse?.date ? jour(reponse.date) : null].filter(Boolean).join(', ')
        const dit = [reponse?.reponse, reponse?.motif].filter(Boolean).join(' – ')
        return [
          texte(`${r.code === '+' ? '' : `${r.code}. `}${r.titre} – ${r.etat.toLowerCase()} ${r.explication}`),
          ...(reponse ? [texte(`Réponse : ${dit}${par ? ` (${par})` : ''}`)] : [])
        ]
      })
    ]
  }
}
