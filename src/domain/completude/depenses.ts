import { facturesJointes } from '../depense-factures.ts'
import { formatEntier, formatEuros, formatPourcent } from '../format.ts'
import { parametresDe } from '../parametres.ts'
import { constatsDepenses, libelleDepense } from '../regles-depense.ts'
import { totalDepenses, totauxParPoste } from '../totaux-depense.ts'
import type { Verification } from './collecteur.ts'

const lieu = { phase: 'depenses', lots: ['cloture'] } as const
const gravites = { erreur: 'bloquant', 'a-justifier': 'a-justifier', information: 'information' } as const

/** Expense lines, totals per poste against the plan, total against the subsidy, certified statement. */
export const verifierDepenses: Verification = ({ dossier, options, conserves, fichiers, designation, manque, enRegle }) => {
  if (dossier.depenses.length === 0) return
  const byId = new Map(dossier.depenses.map((d) => [d.id, d]))
  const constats = constatsDepenses(dossier, options)
  for (const { code, gravite, depense, champ, texte } of constats) {
    const line = byId.get(depense)
    const name = line ? libelleDepense(line) : 'dépense'
    manque({
      cle: `depense:${code}:${depense}`,
      gravite: gravites[gravite],
      ...lieu,
      texte: `${name.charAt(0).toLocaleUpperCase('fr')}${name.slice(1)} : ${texte}`,
      ou: { kind: 'depense', id: depense, champ }
    })
  }
  enRegle('depenses', dossier.depenses.length - new Set(constats.map((c) => c.depense)).size)

  const hasPlan = dossier.couts.length + dossier.coutsRh.length > 0
  if (hasPlan)
    for (const { poste, prevu, realise, ecart, ecartPourcent } of totauxParPoste(dossier))
      if (ecart !== 0)
        manque({
          cle: `poste:${poste}`,
          gravite: 'a-justifier',
          ...lieu,
          texte: `Poste « ${poste} » : ${formatEuros(realise)} dépensés pour ${formatEuros(prevu)} prévus${ecartPourcent === null ? '' : ` (${ecart > 0 ? '+' : ''}${formatPourcent(ecartPourcent)})`}`,
          ou: { kind: 'depense', id: null, champ: null }
        })
  const { eligible, subvention } = totalDepenses(dossier)
  if (subvention !== null && eligible < subvention)
    manque({
      cle: 'depenses:subvention',
      gravite: 'a-justifier',
      ...lieu,
      texte: `Les dépenses éligibles (${formatEuros(eligible)}) n’atteignent pas la subvention (${formatEuros(subvention)})`,
      ou: { kind: 'depense', id: null, champ: null }
    })
  const auProrata = dossier.depenses.some((d) => d.etablissement === null && d.cle === 'personnes')
  const inconnus = auProrata ? conserves.filter((e) => e.personnesAccompagnees === null) : []
  const [inconnu] = inconnus
  if (inconnu !== undefined)
    manque({
      cle: 'depenses:personnes',
      gravite: 'a-justifier',
      ...lieu,
      texte:
        inconnus.length === 1
          ? `Clé au prorata des personnes accompagnées, mais leur nombre est inconnu pour ${designation.etablissement(inconnu.id)} : sa part est nulle`
          : `Clé au prorata des personnes accompagnées, mais leur nombre est inconnu pour ${formatEntier(inconnus.length)} établissements${inconnus.length === conserves.length ? ' : les parts sont égales' : `, dont ${designation.etablissement(inconnu.id)} : leur part est nulle`}`,
      ou: { kind: 'etablissement', id: inconnu.id, champ: 'personnesAccompagnees' }
    })
  const { sans } = facturesJointes(dossier)
  const [premiere] = sans
  if (premiere !== undefined)
    manque({
      cle: 'depenses:factures',
      gravite: 'information',
      ...lieu,
      texte:
        sans.length === 1
          ? `Une dépense n’a pas de facture jointe : ${libelleDepense(premiere)}`
          : `${formatEntier(sans.length)} dépenses n’ont pas de facture jointe, dont la ${libelleDepense(premiere)}`,
      ou: { kind: 'depense', id: premiere.id, champ: 'facture' }
    })
  if (fichiers.parRole('etat-depenses').length === 0)
    manque({
      cle: 'depenses:etat-certifie',
      gravite: 'a-justifier',
      ...lieu,
      texte: 'L’état des dépenses certifié n’est pas joint',
      ou: { kind: 'piece-jointe', id: null, champ: null }
    })
  const ceiling = parametresDe(dossier.grappe).plafondEquipement
  if (ceiling === null) return
  const byPlace = new Map<string, number>()
  for (const d of dossier.depenses)
    if (d.nature === 'materiel' && d.etablissement !== null) byPlace.set(d.etablissement, (byPlace.get(d.etablissement) ?? 0) + (d.eligible ?? 0))
  for (const e of conserves) {
    const spent = byPlace.get(e.id) ?? 0
    if (spent > ceiling)
      manque({
        cle: `plafond:${e.id}`,
        gravite: 'a-justifier',
        ...lieu,
        texte: `Équipement au-delà du plafond (${formatEuros(spent)} pour ${formatEuros(ceiling)}) : ${designation.etablissement(e.id)}`,
        ou: { kind: 'etablissement', id: e.id, champ: null }
      })
  }
}
