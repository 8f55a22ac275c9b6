import { join } from 'node:path'
import { setImmediate as laisserPasser } from 'node:timers/promises'
import { GrappeError } from '#contract/errors.ts'
import type { Aide } from '#contract/rpc.ts'
import type { CodePeriode } from '#documents/collecte/format-releves.ts'
import { classeursDeCollecte } from '#documents/collecte/releves-classeur.ts'
import type { Contexte } from '#documents/production.ts'
import type { Dossier } from '#domain/dossier.ts'
import { ecrireZip } from '../lot/archive-zip.ts'
import { commencerEcriture } from '../lot/ecrire.ts'
import { nomFichier, nomsUniques } from '../lot/nom-fichier.ts'
import { renderXlsx } from '../render/xlsx/render-xlsx.ts'

export interface ClasseursEcrits {
  /** Path of the folder, and its name. */
  readonly chemin: string
  readonly dossier: string
  readonly fichiers: readonly { readonly nom: string; readonly pour: string; readonly etablissements: number }[]
}

const motPeriode = (code: CodePeriode) => (code === 'va' ? 'VA' : code === 'cloture' ? 'Cloture' : code)

/** Writes the collection workbooks of a period in a folder of their own, and the same as a ZIP; nothing is left when stopped. */
export async function ecrireClasseurs(
  dossier: Dossier,
  code: CodePeriode,
  par: 'og' | 'essms',
  destination: string,
  contexte: Contexte,
  aide: Aide
): Promise<ClasseursEcrits> {
  const classeurs = classeursDeCollecte(dossier, code, par, contexte)
  if (classeurs.length === 0) throw new GrappeError('lot-pas-pret', 'aucun établissement dans la grappe')
  const nom = `Collecte_${motPeriode(code)}_${nomFichier(dossier.grappe.nom ?? 'Grappe', '', 36)}_${contexte.date}`
  const noms = nomsUniques(classeurs.map((c) => nomFichier(`Releves_${motPeriode(code)}_${c.pour}`, 'xlsx')))
  const ecriture = await commencerEcriture(destination, nom, classeurs.length * 50_000)
  try {
    for (const [i, { classeur, pour }] of classeurs.entries()) {
      await laisserPasser()
      aide.verifierAnnulation()
      aide.progres(i, classeurs.length, pour)
      await ecriture.ecrire(noms[i] ?? `Releves_${i}.xlsx`, await renderXlsx(classeur, { aide }))
    }
    await ecrireZip(
      ecriture.zip,
      noms.map((n) => ({ nom: n, contenu: join(ecriture.dossier, n) }))
    )
    const finals = await ecriture.valider()
    aide.progres(classeurs.length, classeurs.length, 'Terminé')
    return {
      chemin: finals.dossier,
      dossier: nom,
      fichiers: classeurs.map((c, i) => ({ nom: noms[i] ?? '', pour: c.pour, etablissements: c.etablissements.length }))
    }
  } catch (error) {
    await ecriture.abandonner()
    throw error
  }
}
