import type { Dossier } from '#domain/dossier.ts'
import { formatDate, formatSiret } from '#domain/format.ts'
import { pv as nomPv, type Pv, pointsVerifies } from '#domain/pv.ts'
import { solution as nomSolution } from '#domain/solution.ts'
import { codeDonnees } from '../code-donnees.ts'
import { type Bloc, cel, type Doc, jour, pct, rangee, requis, type Ton, txt, type Valeur } from '../doc.ts'
import { type DonneesPv, donneesPv } from '../donnees-pv.ts'
import { libelle } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'
import { phrase, texteSaisi } from '../texte-saisi.ts'

const titres = { va: 'Procès-verbal de vérification d’aptitude', vsr: 'Procès-verbal de vérification de service régulier' } as const

const objet = {
  va: 'La vérification d’aptitude constate que la solution livrée et paramétrée présente les caractéristiques qui la rendent apte à remplir ses fonctions dans les établissements désignés, services et référentiels socles compris.',
  vsr: 'La vérification de service régulier constate que la solution assure un service régulier dans les conditions normales d’exploitation des établissements désignés, fonctions liées aux services et référentiels socles comprises.'
} as const

const tonPoint: Readonly<Record<string, Ton>> = { conforme: 'vert', reserve: 'orange', 'non-conforme': 'rouge' }

const texteDecision = (type: 'va' | 'vsr', d: DonneesPv): Bloc => {
  const operation = type === 'va' ? 'La vérification d’aptitude' : 'La vérification de service régulier'
  const quand = d.pv.dateDecision === null ? null : formatDate(d.pv.dateDecision)
  switch (d.pv.decision) {
    case 'prononcee':
      return { b: 'encadre', ton: 'vert', titre: 'Décision : prononcée', texte: phrase`${operation} est prononcée sans réserve, à effet du ${quand}.` }
    case 'reserves':
      return {
        b: 'encadre',
        ton: 'orange',
        titre: 'Décision : prononcée avec réserves',
        texte: phrase`${operation} est prononcée avec les réserves ci-dessus, à effet du ${quand}.`
      }
    case 'ajournee':
      return { b: 'encadre', ton: 'orange', titre: 'Décision : ajournée', texte: phrase`${operation} est ajournée à compter du ${quand}.` }
    case 'refusee':
      return { b: 'encadre', ton: 'rouge', titre: 'Décision : refusée', texte: phrase`${operation} est refusée à compter du ${quand}.` }
    default:
      return { b: 'encadre', ton: 'rouge', titre: 'Décision', texte: phrase`${operation} : décision ${null}.` }
  }
}

/** Procès-verbal of VA or VSR, at the level chosen, ready to sign. Null when the id is unknown. Source: CCAG-TIC art. 32-33; no official model. */
export function docPv(dossier: Dossier, pv: Pv, contexte: Contexte): Doc | null {
  const d = donneesPv(dossier, pv.id)
  if (!d) return null
  const type = d.pv.type ?? 'va'
  const couverture = d.etablissements.length
  const blocs: Bloc[] = [
    { b: 'titre', niveau: 1, texte: 'Cadre' },
    {
      b: 'paires',
      lignes: [
        ['Convention avec l’ARS', requis(txt(d.referenceConvention))],
        ['Date de la convention', requis(jour(d.dateConvention))],
        ['Porteur de la grappe', requis(txt(d.porteur?.raisonSociale))],
        ['FINESS juridique du porteur', requis(txt(d.porteur?.finessEj))],
        ['SIRET du porteur', txt(d.porteur?.siret ? formatSiret(d.porteur.siret) : null)],
        ['Niveau du procès-verbal', requis(txt(libelle(nomPv.champs.niveau, d.pv.niveau)))],
        ['Organisme signataire', requis(txt(d.organisme?.raisonSociale))],
        ['FINESS juridique', requis(txt(d.organisme?.finessEj))],
        ['Éditeur', requis(txt(d.editeur))],
        ['Solution et version', requis(txt(d.solution && d.version ? `${d.solution}, version ${d.version}` : d.solution))],
        ['Référencement Ségur', txt([libelle(nomSolution.champs.statutSegur, d.statutSegur), d.numeroSegur].filter(Boolean).join(', '))],
        ['Marché ou commande', requis(txt(d.referenceCommande))]
      ]
    },
    { b: 'titre', niveau: 1, texte: 'Objet' },
    { b: 'paragraphe', texte: objet[type] },
    {
      b: 'paragraphe',
      texte: phrase`Les vérifications se sont déroulées du ${d.pv.dateDebut && formatDate(d.pv.dateDebut)} au ${d.pv.dateFin && formatDate(d.pv.dateFin)}.`
    },
    { b: 'titre', niveau: 1, texte: 'Établissements couverts' },
    {
      b: 'table',
      colonnes: [
        { titre: 'FINESS ET', largeur: 14 },
        { titre: 'Établissement', largeur: 36 },
        { titre: 'Commune', largeur: 18 },
        ...(d.pv.niveau === 'grappe' ? [{ titre: 'Organisme', largeur: 26 }] : []),
        { titre: 'Mise en service', largeur: 16, aligne: 'droite' as const }
      ],
      rangees: [
        ...d.etablissements.map((e) =>
          rangee([
            requis(txt(e.finess)),
            requis(txt(e.nom)),
            txt(e.commune),
            ...(d.pv.niveau === 'grappe' ? [txt(e.organisme)] : []),
            requis(jour(e.dateMiseEnService))
          ])
        ),
        {
          role: 'total' as const,
          cellules: [cel(txt(couverture < 2 ? `${couverture} établissement` : `${couverture} établissements`), { etendue: d.pv.niveau === 'grappe' ? 5 : 4 })]
        }
      ]
    },
    { b: 'titre', niveau: 1, texte: 'Points vérifiés' },
    {
      b: 'table',
      colonnes: [
        { titre: 'Point', largeur: 60 },
        { titre: 'Résultat', largeur: 40 }
      ],
      rangees: pointsVerifies.map((nom) => {
        const resultat = d.pv[nom]
        const valeur: Valeur = requis(txt(libelle(nomPv.champs[nom], resultat)))
        const ton = resultat === null ? undefined : tonPoint[resultat]
        return { cellules: [cel(txt(nomPv.champs[nom].label)), cel(valeur, ton ? { ton } : {})] }
      })
    }
  ]
  if (type === 'vsr' && d.pv.indisponibilite !== null)
    blocs.push({ b: 'paires', lignes: [['Indisponibilité cumulée sur la période', pct(d.pv.indisponibilite)]] })
  blocs.push({ b: 'titre', niveau: 1, texte: 'Réserves' })
  if (d.pv.decision === 'reserves') {
    blocs.push(...texteSaisi(d.pv.reserves), { b: 'paires', lignes: [['Levée des réserves au plus tard le', requis(jour(d.pv.delaiReserves))]] })
  } else if (d.pv.reserves) blocs.push(...texteSaisi(d.pv.reserves))
  else blocs.push({ b: 'paragraphe', texte: 'Aucune réserve.' })
  blocs.push({ b: 'titre', niveau: 1, texte: 'Décision' }, texteDecision(type, d), {
    b: 'signatures',
    blocs: [
      {
        titre: d.pv.delegation === 'delegation' ? 'Pour l’organisme, par délégation' : 'Pour l’organisme',
        organisation: d.organisme?.raisonSociale ?? 'à compléter',
        nom: d.pv.signataireClient,
        fonction: d.pv.qualiteClient,
        lieu: d.pv.lieu,
        date: d.pv.dateDecision
      },
      {
        titre: 'Pour l’éditeur',
        organisation: d.editeur ?? 'à compléter',
        nom: d.pv.signataireEditeur,
        fonction: d.pv.qualiteEditeur,
        lieu: d.pv.lieu,
        date: d.pv.dateDecision
      }
    ]
  })
  const seul = d.pv.niveau === 'essms' && couverture === 1 ? d.etablissements[0]?.nom : null
  const pour = seul ?? d.organisme?.raisonSociale
  return {
    ...entete(dossier, contexte, {
      titre: titres[type],
      ...(pour ? { pour } : {}),
      titreCourt: type === 'va' ? 'PV de VA' : 'PV de VSR',
      ...(d.organisme?.raisonSociale ? { sousTitre: d.organisme.raisonSociale } : {}),
      codeDonnees: codeDonnees(dossier, `pv:${pv.id}`)
    }),
    blocs
  }
}
