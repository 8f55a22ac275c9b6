import type { Graine } from './fabriquer.ts'

type Retouches = NonNullable<Graine['retouches']>

/** Two indicators of the grappe's own, the second without target nor words. */
const indicateursPropres = (journal: Parameters<Retouches>[0]): readonly string[] =>
  [
    { nom: 'Utilisation de l’e-prescription', numerateur: 'Ordonnances électroniques', denominateur: 'Ordonnances de la période', cible: 62.5, ordre: 1 },
    { nom: 'Recours à la téléconsultation', definition: 'Relevé par l’éditeur, hors expertises.', ordre: 2 }
  ].map((cellules) => journal.ajouter('indicateur-propre', null, null, cellules).id)

/** The mean of the three monthly rates instead of the window, parameters of the instruction and one target typed by hand, one indicator not followed. */
const autreMethode: Retouches = (journal, d) => {
  journal.ecrire([{ kind: 'grappe', id: d.projet, champ: 'methodeTaux', valeur: 'moyenne' }])
  for (const [champ, valeur] of Object.entries({ minimumEssms: 12, minimumOg: 2, seuilNational: 60, contratInterditAvant: '2023-03-15', regleSegur: 'libre' }))
    journal.ecrire([{ kind: 'grappe', id: d.projet, champ, valeur }])
  journal.ajouter('cible', null, null, { indicateur: 'DMP', cible: 92.5, source: 'Convention, article 4' })
  journal.ajouter('cible', null, null, { indicateur: 'AGD', suivi: 'non' })
  const [indicateur] = indicateursPropres(journal)
  // Three months for most, two for the third: it has no rate by this method.
  for (const [i, e] of d.etablissements.entries())
    for (const mois of ['2025-09', '2025-10', '2025-11', '2026-07', '2026-08', '2026-09'].slice(0, i === 2 ? 5 : 6))
      journal.ajouter('mesure-propre', null, null, {
        etablissement: e.id,
        indicateur: indicateur!,
        type: 'mois',
        mois,
        numerateur: 10 + i,
        denominateur: 23 + i
      })
}

/** What an example does not have: three regions, a withdrawn establishment, mixed home help, odd cents, holes and reserves. */
const asperites: Retouches = (journal, d) => {
  const essms = d.etablissements
  const id = (i: number) => essms[i]!.id
  const champs = (kind: string, cible: string, valeurs: Readonly<Record<string, string | number | null>>) =>
    journal.ecrire(Object.entries(valeurs).map(([champ, valeur]) => ({ kind, id: cible, champ, valeur })))
  for (const i of [4, 9, 14, 19, 24]) champs('etablissement', id(i), { region: '75' })
  for (const i of [3, 8]) champs('etablissement', id(i), { region: '93' })
  champs('grappe', d.projet, { montantDemande: 50_000_001 })
  champs('ressource', d.ressources[0]!.id, { montant: d.ressources[0]!.montant! + 1 })
  champs('etablissement', id(5), { situation: 'retire', dateRetrait: '2025-06-30', motifRetrait: 'Fermeture.' })
  for (const [k, i] of [1, 10, 12].entries())
    champs('etablissement', id(i), { saadMixte: 'oui', heuresEligibles: 12_345.25 + k * 0.1, heuresConfort: 678.7 * k })
  champs('cout', d.couts[2]!.id, { ht: 1_234_567, tauxTva: 5.5, ttc: 1_302_468, organisme: d.organismes[1]!.id })
  champs('cout-rh', d.coutsRh[1]!.id, { etp: 0.35, mois: 7.5, coutMensuel: 456_789 })
  champs('materiel', d.materiels[1]!.id, { prixUnitaireHt: 10_005, tauxTva: 5.5, quantite: 7 })
  const [a, b, c, e, f] = d.depenses
  champs('depense', f!.id, { etablissement: id(5) })
  champs('depense', a!.id, { etablissement: id(0), eligible: a!.ttc! - 1234 })
  champs('depense', b!.id, { cle: 'aucune' })
  champs('depense', c!.id, { cle: 'personnes', ht: 100_001, tva: 20_001, ttc: 120_002, eligible: 119_999 })
  champs('depense', e!.id, { poste: 'Poste hors du plan', observation: 'Ajoutée après coup' })
  const releve = (i: number, type: string) => d.releves.find((r) => r.etablissement === id(i) && r.type === type)!.id
  journal.retirer('releve', releve(7, 'cloture'))
  champs('releve', releve(11, 'cloture'), { chiffres: '[3,1,0,0,0,20,18]', observation: 'Reprise en cours' })
  champs('releve', releve(11, 'va'), { chiffres: '[3,1,2,1,null,20,18]', estimation: 'estimation' })
  const [va, va2] = d.pvs.filter((p) => p.type === 'va')
  champs('pv', va!.id, {
    decision: 'reserves',
    reserves: 'Reprise de deux dossiers à finir.\nDroits du service de nuit à revoir.',
    delaiReserves: '2026-01-31',
    pointReprise: 'reserve',
    delegation: 'delegation',
    signataireClient: 'Alix Fabrezan',
    qualiteClient: 'Directeur adjoint'
  })
  champs('pv', va2!.id, { decision: 'ajournee', pointMss: 'sans-objet' })
  champs('risque', d.risques[0]!.id, { etablissement: id(6) })
  // A whole sector exempted from one rate, and one establishment of another sector from another.
  journal.ajouter('exemption', null, null, { secteur: essms[2]!.secteur, indicateur: 'DMP', source: 'Convention, article 6' })
  const autre = essms.findLast((e) => e.secteur !== essms[2]!.secteur)!
  champs('etablissement', autre.id, { eligibleSons: 'non' })
  journal.ajouter('exemption', null, null, { secteur: autre.secteur, indicateur: 'MSS', etablissements: 'non-eligible-sons', source: 'Courrier de l’ARS' })
  const [un, deux] = indicateursPropres(journal)
  const mesure = (i: number, indicateur: string, type: string, numerateur: number | null, denominateur: number | null) =>
    journal.ajouter('mesure-propre', null, null, { etablissement: id(i), indicateur, type, numerateur, denominateur })
  // One is withdrawn (5), one has no figure (8), one half a measure (9), one a zero denominator (10), one more than the whole (13).
  for (let i = 0; i < essms.length; i++) if (i !== 8 && i !== 9 && i !== 10 && i !== 13) mesure(i, un!, 'cloture', 1200 + i, 1900 + 3 * i)
  mesure(9, un!, 'cloture', 17, null)
  mesure(10, un!, 'cloture', 0, 0)
  mesure(13, un!, 'cloture', 41, 40)
  mesure(10, deux!, 'cloture', 0, 0)
  mesure(2, un!, 'va', 5, 9)
}

/** The three seeds of the bar. The second and the third are edited so that no rule stays asleep. */
export const graines: readonly Graine[] = [
  { nom: '18 ESSMS', essms: 18, graine: 1 },
  { nom: '18 ESSMS outre-mer', essms: 18, graine: 7, outreMer: true, retouches: autreMethode },
  { nom: '40 ESSMS', essms: 40, graine: 3, retouches: asperites, modifies: ['Convention', 'Lettre_d_engagement', 'PV_VA_01', 'PV_VA_02'] }
]
