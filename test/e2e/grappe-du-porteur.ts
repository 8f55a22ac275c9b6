import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatDossierJson } from '#domain/dossier-json.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import { enLigneDeCommande } from './gestes.ts'

/** The porteur's file when the closure begins: 26 ESSMS under nine OG, everything until the deployment, nothing of the closure. */
export function ecrireGrappeDuPorteur(profil: string, chemin: string) {
  const { dossier } = exemple({ essms: 26, graine: 5 })
  const { organismes } = exemple({ essms: 190, graine: 5 }).dossier
  const etablissements = dossier.etablissements.map((e, i) => ({ ...e, organisme: organismes[i % organismes.length]?.id ?? null }))
  const json = join(profil, 'porteur.json')
  const vide = {
    pvs: [],
    depenses: [],
    releves: dossier.releves.filter((r) => r.type === 'va'),
    reponses: dossier.reponses.filter((r) => r.cle?.startsWith('controle:'))
  }
  const { projet: _projet, conflits: _conflits, ...collections } = dossier
  const grappe = { ...dossier.grappe, niveauVa: null, niveauVsr: null }
  writeFileSync(json, JSON.stringify({ format: formatDossierJson, ...collections, grappe, organismes, etablissements, ...vide }))
  enLigneDeCommande(profil, 'creer', chemin, '--nom', 'Grappe du porteur')
  enLigneDeCommande(profil, 'importer', chemin, json)
  return { organismes, etablissements }
}
