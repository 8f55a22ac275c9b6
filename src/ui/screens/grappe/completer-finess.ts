import type { Cellule } from '#domain/champs/champ.ts'
import { isFiness } from '#domain/identifiants.ts'
import { typographier } from '#domain/typographie.ts'
import type { Session } from '../../session.ts'

/** After FINESS numbers were typed: what the last extract read on this computer knows of them fills the empty cells of their lines. */
export async function completerFiness(session: Session, ecrites: readonly (readonly [colonne: string, cellule: Cellule])[]): Promise<void> {
  const finess = ecrites.flatMap(([colonne, cellule]) => (colonne === 'finess' && typeof cellule === 'string' && isFiness(cellule) ? [cellule] : []))
  if (finess.length === 0) return
  // The engine completes what it holds: the numbers first.
  await session.file.vider()
  const reponse = await session.appeler('import.completer', { finess: finess.slice(0, 2000) })
  if (!reponse.ok || reponse.value.source === null) return
  session.recevoir(reponse.value.lignes, null)
  const n = reponse.value.lignes.filter((l) => l.kind === 'etablissement').length
  session.avertir({
    ton: 'succes',
    texte: typographier(
      `${n > 1 ? `${n} établissements complétés` : 'Établissement complété'} d’après ${reponse.value.source}. Ce qui était saisi n’a pas changé.`
    ),
    action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
  })
}
