import { conserves, type DossierLu, type EtablissementLu, etablissement, somme } from '../dossier-lu.ts'
import { type DocAttendu, paires, type Quoi, table, texte } from '../elements.ts'
import { entier, jour, pluriel, vide } from '../francais.ts'
import { garde, hebergement, lignes, ouiNon, piece, raison, situationCourte } from '../libelles.ts'

export function deploiement(d: DossierLu, quoi: Quoi): DocAttendu {
  const { grappe: g, solution: s } = d
  const essms = conserves(d)
  const de = (vague: string) => essms.filter((e) => e.vague === vague)
  const pilotes = essms.filter((e) => e.pilote === 'oui')
  const ligne = (e: EtablissementLu) => [
    e.finess,
    e.nom,
    raison(d, e.organisme),
    e.commune,
    situationCourte[e.situationDui]!,
    e.pilote === 'oui' ? 'Pilote' : vide,
    entier(e.personnesAccompagnees)
  ]
  return {
    titreCourt: 'Stratégie de déploiement',
    elements: [
      ...garde(d, quoi, 'Stratégie de déploiement', piece(7)),
      ...lignes(g.strategieDeploiement),
      table(
        'Vagues de déploiement',
        ['Vague', 'Début', 'Fin', 'ESSMS', 'Personnes accompagnées', 'Prérequis et dépendances'],
        d.vagues.map((v) => [
          v.nom,
          jour(v.debut),
          jour(v.fin),
          entier(de(v.id).length),
          entier(somme(de(v.id), (e) => e.personnesAccompagnees)),
          v.prerequis ?? vide
        ])
      ),
      texte(`${pluriel(pilotes.length, 'établissement pilote', 'établissements pilotes')} ${pilotes.length < 2 ? 'ouvre' : 'ouvrent'} le déploiement :`),
      ...pilotes.map((e) => texte(`${e.nom} (FINESS ${e.finess}, ${e.commune}), ${raison(d, e.organisme)}`)),
      table(
        'Établissements et services par vague',
        ['FINESS ET', 'Établissement ou service', 'Organisme', 'Commune', 'DUI', 'Pilote', 'Pers. acc.'],
        [
          ...d.vagues.flatMap((v) => (de(v.id).length === 0 ? [] : [[`${v.nom} – ${pluriel(de(v.id).length, 'établissement')}`], ...de(v.id).map(ligne)])),
          [`Total : ${pluriel(essms.length, 'établissement')}`, entier(somme(essms, (e) => e.personnesAccompagnees))]
        ]
      ),
      table(
        'Étapes du déploiement',
        ['Étape', 'Responsable', 'Début', 'Fin'],
        d.taches
          .filter((t) => t.gantt === 'deploiement')
          .map((t) => [t.libelle, t.responsable ?? vide, jour(t.debut), t.jalon === 'oui' ? 'jalon' : jour(t.fin)])
      ),
      texte('Reprise de données'),
      ...lignes(g.repriseDonnees),
      ...paires([
        ['Hébergement', hebergement[s.hebergement]!],
        ['Appel du téléservice INSi par certificat', s.appelInsi && ouiNon[s.appelInsi]!]
      ]),
      ...lignes(s.interfaces)
    ]
  }
}

/** Name of the establishment that a line concerns, or what it says when it concerns all. */
export const lieu = (d: DossierLu, id: string | null, sinon: string): string => etablissement(d, id)?.nom ?? sinon
