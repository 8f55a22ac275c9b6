import { mkdirSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Sortie } from '#contract/contract.ts'
import { GrappeError } from '#contract/errors.ts'
import { formatEntier } from '#domain/format.ts'
import type { Options } from './arguments.ts'
import { type Commande, exiger, ouvrir, type Resultat } from './commande.ts'
import type { Moteur } from './moteur.ts'

const lirePeriode = (valeur: string | undefined): string => {
  if (valeur !== undefined && /^(?:va|cloture|\d{4}-(?:0[1-9]|1[0-2]))$/u.test(valeur)) return valeur
  throw new GrappeError('appel-refuse', '--periode attend va, cloture ou un mois AAAA-MM')
}

/** Writes the collection workbooks of a period. */
export const collecter: Commande = async ([fichier], valeurs, moteur) => {
  const periode = lirePeriode(valeurs.periode)
  const par = valeurs.par ?? 'og'
  if (par !== 'og' && par !== 'essms') throw new GrappeError('appel-refuse', '--par attend og ou essms')
  const vers = resolve(exiger(valeurs.vers, '--vers'))
  mkdirSync(vers, { recursive: true })
  const { m } = await ouvrir(moteur, fichier)
  const r = await m.call('collecte.classeurs', { periode, ref: m.ref(vers), par })
  const chemin = m.cheminDe(r.ref)
  return {
    texte: [`${formatEntier(r.fichiers.length)} classeurs dans ${chemin}`, ...r.fichiers.map((f) => `  ${f.nom} (${formatEntier(f.etablissements)})`)].join(
      '\n'
    ),
    json: { ...r, chemin },
    code: 0
  }
}

const statuts = { ajoute: 'ajouté', modifie: 'modifié', inchange: 'inchangé', refuse: 'refusé' } as const

function lignesTexte(apercu: Sortie<'collecte.apercu'>): string[] {
  const refuses = apercu.fichiers.filter((f) => f.refus !== null).map((f) => `${f.nom} : refusé, ${f.refus}`)
  const lignes = apercu.lignes.flatMap((l) => {
    const fichier = apercu.fichiers[l.fichier]?.nom ?? ''
    const ou = `${fichier}${l.numero > 0 ? `, ligne ${l.numero}` : ''}, ${l.nom}`
    if (l.message !== null) return [`${ou} : refusé, ${l.message}`]
    const cellules = l.cellules
      .filter((c) => c.statut !== 'inchange')
      .map((c) => `${ou}, ${c.libelle} : ${c.statut === 'modifie' ? `${c.avant} → ${c.apres}` : c.statut === 'refuse' ? `refusé, ${c.message}` : c.apres}`)
    return [...cellules, ...l.alertes.map((a) => `${ou} : à vérifier, ${a}`)]
  })
  return [...refuses, ...lignes]
}

/**
 * Takes returned workbooks, or a list of relevés when `--periode` says so. Null when the sources are something else:
 * the command then goes on with its other formats.
 */
export async function importerReleves(m: Moteur, sources: readonly string[], valeurs: Options): Promise<Resultat | null> {
  const isDossier = (chemin: string) => statSync(chemin, { throwIfNoEntry: false })?.isDirectory() ?? false
  const possibles = sources.every((s) => isDossier(s) || /\.(?:xlsx|csv|txt)$/iu.test(s))
  if (!possibles) return null
  const periode = valeurs.periode === undefined ? null : lirePeriode(valeurs.periode)
  const demande = { refs: sources.map(m.ref), periode }
  const apercu = await m.call('collecte.apercu', demande)
  const isReleves = periode !== null || sources.length > 1 || sources.some(isDossier) || apercu.fichiers.some((f) => f.sorte === 'classeur')
  if (!isReleves) return null
  const refus =
    apercu.totaux.refuse > 0 || apercu.fichiers.some((f) => f.refus !== null) || apercu.lignes.some((l) => l.cellules.some((c) => c.statut === 'refuse'))
  const bilan = (totaux: Sortie<'collecte.apercu'>['totaux'], lignes: readonly string[]) =>
    [
      `${formatEntier(apercu.fichiers.length)} fichiers : ${(['ajoute', 'modifie', 'inchange', 'refuse'] as const).map((s) => `${formatEntier(totaux[s])} ${statuts[s]}${totaux[s] > 1 ? 's' : ''}`).join(', ')}`,
      ...lignes.map((l) => `  ${l}`)
    ].join('\n')
  if (valeurs.apercu) return { texte: bilan(apercu.totaux, lignesTexte(apercu)), json: apercu, code: refus ? 1 : 0 }
  const { totaux } = await m.call('collecte.accepter', demande)
  return { texte: bilan(totaux, lignesTexte(apercu)), json: { totaux, fichiers: apercu.fichiers, lignes: apercu.lignes }, code: refus ? 1 : 0 }
}
