import { instructionDe, minimumEssms, minimumOg } from '#domain/catalogue/instructions.ts'
import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import { formatDate } from '#domain/format.ts'
import { grappe } from '#domain/grappe.ts'
import { exemptionsDe, phrasesExemptions } from '#domain/indicateurs/exemptions.ts'
import { parametresDe } from '#domain/parametres.ts'
import { etatControleLabel } from '#domain/recevabilite/controle.ts'
import { controlerRecevabilite, type ResultatControle } from '#domain/recevabilite/registre.ts'
import { regleSegur } from '#domain/recevabilite/segur.ts'
import { routage, toutesEnSeuilReduit } from '#domain/routage.ts'
import { type Bloc, cel, type Doc, ent, eur, type Fragment, pct, rangee, requis, type Ton, txt, type Valeur } from './doc.ts'
import { accorde, libelle } from './libelles.ts'
import { entete } from './page-de-garde.ts'
import { type Contexte, definePiece } from './production.ts'

const tons: Readonly<Record<ResultatControle['etat'], Ton>> = { conforme: 'vert', 'non-conforme': 'rouge', 'a-justifier': 'orange', 'a-renseigner': 'rouge' }
const numerique = (code: string) => /^\d+$/u.test(code)
const rang = (r: ResultatControle) => (numerique(r.code) ? r.code : '+')

function tableSynthese(resultats: readonly ResultatControle[]): Bloc {
  return {
    b: 'table',
    colonnes: [
      { titre: 'N°', largeur: 0.06, aligne: 'centre' },
      { titre: 'Contrôle', largeur: 0.3 },
      { titre: 'Résultat', largeur: 0.16 },
      { titre: 'Explication', largeur: 0.48 }
    ],
    rangees: resultats.map((r) => ({
      cellules: [cel(txt(rang(r))), cel(txt(r.titre)), cel(txt(etatControleLabel[r.etat]), { ton: tons[r.etat], gras: true }), cel(txt(r.explication))]
    })),
    note: 'Contrôles 1 à 10 : recevabilité du programme. « + » : règles complémentaires des appels à projets.'
  }
}

/** Rule, result, establishments at fault, answer and its proof: one block a check that is not plainly met. */
function detail(dossier: Dossier, r: ResultatControle): readonly Bloc[] {
  const preuves = r.preuves.flatMap((id) => dossier.piecesJointes.find((p) => p.id === id)?.nom ?? [])
  const rep = r.reponse
  const elements: Fragment[][] = [[{ texte: 'Règle : ', gras: true }, { texte: r.regle }]]
  if (r.fautifs.length > 0) elements.push([{ texte: 'Concerne : ', gras: true }, { texte: `${r.fautifs.map((f) => f.libelle).join(' ; ')}.` }])
  if (r.question !== null && rep === null && r.etat === 'a-renseigner')
    elements.push([{ texte: 'Question : ', gras: true }, { texte: r.question }, { texte: ' – ' }, { texte: 'à compléter', couleur: 'rouge' }])
  if (rep !== null) {
    const dit = [rep.reponse === 'oui' ? 'oui' : rep.reponse === 'non' ? 'non' : null, rep.motif].filter((s) => s !== null && s !== '').join(' – ')
    const par = [rep.auteur, rep.date === null ? null : rep.date.split('-').reverse().join('/')].filter((s) => s !== null && s !== '').join(', ')
    elements.push([{ texte: 'Réponse : ', gras: true }, { texte: `${dit || 'sans motif'}${par ? ` (${par})` : ''}` }])
  }
  if (preuves.length > 0) elements.push([{ texte: 'Justificatif : ', gras: true }, { texte: preuves.join(' ; ') }])
  elements.push([{ texte: 'Source : ', gras: true }, { texte: r.source }])
  return [
    { b: 'titre', niveau: 3, texte: `${numerique(r.code) ? `${r.code}. ` : ''}${r.titre} – ${etatControleLabel[r.etat].toLowerCase()}` },
    { b: 'paragraphe', texte: r.explication },
    { b: 'liste', elements }
  ]
}

/** What was entered in place of the instruction's values, each beside the value that it replaces. */
function parametresSaisis(dossier: Dossier): readonly (readonly [string, Valeur])[] {
  const catalogue = instructionDe(dossier.grappe.instruction)
  const { saisis, ...retenus } = parametresDe(dossier.grappe)
  const reduit = toutesEnSeuilReduit(dossier)
  const conserves = etablissementsConserves(dossier)
  const exemptions = exemptionsDe(dossier)
  const seuil = (n: number) => (n === 0 ? 'aucun' : String(n))
  const ligne = <T>(label: string, retenu: T | null, connu: T | null, ecrire: (v: T) => string) =>
    retenu === null
      ? []
      : [[label, txt(`${ecrire(retenu)} – saisi (${connu === null ? 'inconnu de Grappe pour cette instruction' : `instruction : ${ecrire(connu)}`})`)] as const]
  return [
    ...(saisis.includes('minimumEssms') ? ligne('Minimum de l’appel', minimumEssms(retenus, reduit), minimumEssms(catalogue, reduit), String) : []),
    ...(saisis.includes('minimumOg') ? ligne('Minimum d’organismes', minimumOg(retenus, reduit), minimumOg(catalogue, reduit), seuil) : []),
    ...(saisis.includes('seuilNational') ? ligne('Seuil de l’appel national', retenus.seuilNational, catalogue.seuilNational, seuil) : []),
    ...(saisis.includes('contratInterditAvant')
      ? ligne('Aucun contrat éditeur avant le', retenus.contratInterditAvant, catalogue.contratInterditAvant, formatDate)
      : []),
    ...(saisis.includes('regleSegur')
      ? ligne('Référencement Ségur exigé', regleSegur(retenus, conserves), regleSegur(catalogue, conserves), (r) => libelle(grappe.champs.regleSegur, r) ?? r)
      : []),
    ...(exemptions.ecartees || exemptions.grappe.length > 0 ? [['Exemptions d’indicateurs', txt(phrasesExemptions(dossier).join(' '))] as const] : [])
  ]
}

function routageBlocs(dossier: Dossier): readonly Bloc[] {
  const r = routage(dossier)
  const appels = { regional: 'Régional', national: 'National', 'a-confirmer': 'À confirmer' } as const
  return [
    { b: 'paragraphe', texte: r.explication },
    {
      b: 'paires',
      lignes: [
        ['Établissements comptés (FINESS ET distincts)', ent(r.essms)],
        ...(r.saisis.includes('minimumEssms')
          ? []
          : [['Minimum de l’appel', r.minimum === null ? txt('Non connu : voir l’appel à projets') : ent(r.minimum)] as const]),
        ...parametresSaisis(dossier),
        ['Appel', txt(appels[r.appel])],
        ['Financeur proposé dans GALIS', requis(txt(r.financeur))],
        ['Financeur retenu', requis(txt(dossier.grappe.financeur))]
      ]
    },
    ...(r.aConfirmer.length === 0 ? [] : ([{ b: 'encadre', ton: 'orange', titre: 'À confirmer', texte: r.aConfirmer.join(' ') }] as const)),
    ...(r.regions.length < 2
      ? []
      : ([
          {
            b: 'table',
            titre: 'Clé de répartition par région',
            colonnes: [
              { titre: 'Région', largeur: 0.4 },
              { titre: 'ESSMS', largeur: 0.15, aligne: 'droite' },
              { titre: 'Part', largeur: 0.15, aligne: 'droite', unite: '%' },
              { titre: 'Subvention demandée', largeur: 0.3, aligne: 'droite', unite: '€' }
            ],
            rangees: [
              ...r.regions.map((x) => rangee([txt(x.nom), ent(x.essms), pct(x.part, 2), requis(eur(x.montant))])),
              rangee([txt('Total'), ent(r.essms), pct(100, 2), requis(eur(dossier.grappe.montantDemande))], 'total')
            ]
          }
        ] as const))
  ]
}

function docRecevabilite(dossier: Dossier, contexte: Contexte): Doc {
  const resultats = controlerRecevabilite(dossier)
  const compte = (etat: ResultatControle['etat']) => resultats.filter((r) => r.etat === etat).length
  const aRegler = resultats.filter((r) => r.etat === 'non-conforme' || r.etat === 'a-renseigner' || (r.etat === 'a-justifier' && !r.justifie))
  return {
    ...entete(dossier, contexte, {
      titre: 'Fiche de recevabilité',
      titreCourt: 'Recevabilité',
      sousTitre: 'Auto-contrôle avant dépôt – programme ESMS Numérique'
    }),
    blocs: [
      aRegler.length === 0
        ? {
            b: 'encadre',
            ton: 'vert',
            titre: 'Aucun point à régler',
            texte: `${accorde(compte('conforme'), 'contrôle conforme', 'contrôles conformes')}, ${accorde(compte('a-justifier'), 'point justifié', 'points justifiés')}. L’ARS reste seule juge de la recevabilité.`
          }
        : {
            b: 'encadre',
            ton: 'orange',
            titre: accorde(aRegler.length, 'point à régler', 'points à régler'),
            texte: `${aRegler.map((r) => r.titre).join(' ; ')}. L’ARS reste seule juge de la recevabilité.`
          },
      { b: 'titre', niveau: 1, texte: 'Synthèse' },
      tableSynthese(resultats),
      { b: 'titre', niveau: 1, texte: 'Appel à projets et financeur' },
      ...routageBlocs(dossier),
      { b: 'titre', niveau: 1, texte: 'Détail des contrôles' },
      ...resultats.flatMap((r) => detail(dossier, r))
    ]
  }
}

/** Sheet of the ten checks and the extra rules, with answers and proofs. Not deposited. */
export const ficheRecevabilite = definePiece({
  numero: 17,
  produire: (dossier, contexte) => [{ sorte: 'pdf', base: 'Fiche_de_recevabilite', doc: docRecevabilite(dossier, contexte) }]
})
