import { type DossierLu, organisme, porteur } from '../dossier-lu.ts'
import { type DocAttendu, paires, type Quoi, table, texte } from '../elements.ts'
import { date, decimal, jour } from '../francais.ts'
import { garde, lignes, segur } from '../libelles.ts'
import { codeSigne } from './convention.ts'
import { siretDit } from './fiche-galis.ts'

const noms = { va: 'vérification d’aptitude', vsr: 'vérification de service régulier' } as const
const niveaux: Readonly<Record<string, string>> = { grappe: 'Grappe', og: 'Organisme', essms: 'Établissement' }
const resultats: Readonly<Record<string, string>> = { conforme: 'Conforme', reserve: 'Réserve', 'non-conforme': 'Non conforme', 'sans-objet': 'Sans objet' }
const points = {
  pointDui: 'DUI opérationnel',
  pointInsi: 'Téléservice INSi',
  pointDmp: 'Alimentation du DMP',
  pointMss: 'MSSanté',
  pointPsc: 'Pro Santé Connect',
  pointReprise: 'Reprise de données',
  pointDroits: 'Profils et droits',
  pointFormation: 'Formation des utilisateurs'
} as const
const decisions: Readonly<Record<string, readonly [string, string]>> = {
  prononcee: ['prononcée', 'est prononcée sans réserve, à effet du'],
  reserves: ['prononcée avec réserves', 'est prononcée avec les réserves ci-dessus, à effet du'],
  ajournee: ['ajournée', 'est ajournée à compter du'],
  refusee: ['refusée', 'est refusée à compter du']
}

/** `PV_VA_02` is the second procès-verbal of VA, in the order of the dossier. */
export function procesVerbal(d: DossierLu, quoi: Quoi): DocAttendu {
  const [, sigle, rang] = /^PV_(VA|VSR)(?:_(\d+))?$/u.exec(quoi.base)!
  const type = sigle!.toLowerCase() as 'va' | 'vsr'
  const pv = d.pvs.filter((p) => p.type === type)[rang === undefined ? 0 : Number(rang) - 1]!
  const { grappe: g, solution: s } = d
  const og = organisme(d, pv.organisme)!
  const p = porteur(d)
  const essms = d.etablissements.filter((e) => pv.etablissements.includes(e.id))
  const entier = pv.niveau === 'grappe'
  const [decision, phrase] = decisions[pv.decision]!
  return {
    titreCourt: `PV de ${sigle}`,
    code: codeSigne(d, 'pv', { cible: pv.id }),
    elements: [
      ...garde(d, quoi, `Procès-verbal de ${noms[type]}`, og.raisonSociale),
      ...paires([
        ['Convention avec l’ARS', g.referenceConvention],
        ['Date de la convention', date(g.dateConvention)],
        ['Porteur de la grappe', p.raisonSociale],
        ['FINESS juridique du porteur', p.finessEj],
        ['SIRET du porteur', siretDit(p.siret)],
        ['Niveau du procès-verbal', niveaux[pv.niveau]!],
        ['Organisme signataire', og.raisonSociale],
        ['FINESS juridique', og.finessEj],
        ['Éditeur', s.editeur],
        ['Solution et version', `${s.nom}, version ${s.version}`],
        ['Référencement Ségur', [segur[s.statutSegur], s.numeroSegur].filter(Boolean).join(', ')],
        ['Marché ou commande', s.referenceCommande]
      ]),
      texte(`Les vérifications se sont déroulées du ${date(pv.dateDebut)} au ${date(pv.dateFin)}.`),
      table(
        'Établissements couverts',
        ['FINESS ET', 'Établissement', 'Commune', ...(entier ? ['Organisme'] : []), 'Mise en service'],
        [
          ...essms.map((e) => [e.finess, e.nom, e.commune, ...(entier ? [organisme(d, e.organisme)!.raisonSociale] : []), jour(e.dateMiseEnService)]),
          [`${essms.length} établissement${essms.length < 2 ? '' : 's'}`]
        ]
      ),
      table(
        'Points vérifiés',
        ['Point', 'Résultat'],
        (Object.keys(points) as (keyof typeof points)[]).map((champ) => [points[champ], resultats[pv[champ]!]!])
      ),
      ...(type === 'vsr' && pv.indisponibilite !== null
        ? paires([['Indisponibilité cumulée sur la période', `${decimal(pv.indisponibilite, 1, false)} %`]])
        : []),
      ...(pv.decision === 'reserves'
        ? [...lignes(pv.reserves), ...paires([['Levée des réserves au plus tard le', date(pv.delaiReserves!)]])]
        : pv.reserves
          ? lignes(pv.reserves)
          : [texte('Aucune réserve.')]),
      texte(`Décision : ${decision} La ${noms[type]} ${phrase} ${date(pv.dateDecision)}.`),
      texte(
        `Pour l’organisme${pv.delegation === 'delegation' ? ', par délégation' : ''} ${og.raisonSociale} Nom : ${pv.signataireClient} Fonction : ${pv.qualiteClient} Fait à ${pv.lieu}, le ${date(pv.dateDecision)} Cachet et signature`
      ),
      texte(
        `Pour l’éditeur ${s.editeur} Nom : ${pv.signataireEditeur} Fonction : ${pv.qualiteEditeur} Fait à ${pv.lieu}, le ${date(pv.dateDecision)} Cachet et signature`
      )
    ]
  }
}
