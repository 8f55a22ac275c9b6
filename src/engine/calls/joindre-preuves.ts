import type { Sortie } from '#contract/contract.ts'
import type { Handlers } from '#contract/rpc.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { lireAnalyse } from '#domain/preuves/analyse.ts'
import { reperesDe } from '#domain/preuves/detecter-noms.ts'
import { createRattachement } from '#domain/preuves/rattacher.ts'
import type { Atelier } from '../atelier.ts'
import { createGarde } from '../partage/garde.ts'
import type { Examen } from '../preuves/examen.ts'
import { cellulesExamen, type FichierLu, lireFichierJoint, refusDe } from '../preuves/fichier-joint.ts'
import type { LecteurIsole } from '../preuves/lecteur-isole.ts'

/** Files read before they are attached are remembered until the dossier closes: the same bytes are not read twice. */
const memoireMax = 1000

type Calls = Pick<Handlers, 'preuve.apercu' | 'preuve.joindre'>

/** Several proofs at once, each for what it is about. */
export function appelsJoindrePreuves(atelier: Atelier, lecteur: LecteurIsole): Calls {
  const lues = new Map<string, Examen>()
  atelier.surFermeture(() => lues.clear())

  async function examiner({ bytes, type, sha256 }: FichierLu): Promise<Examen> {
    if (type !== 'application/pdf') return { etat: 'pas-un-pdf', cause: 'ce n’est pas un PDF' }
    const deja = lues.get(sha256)
    if (deja) return deja
    const examen = await lecteur.examiner({ bytes, preuve: { reperes: reperesDe(atelier.dossier()), sha256 } })
    if (lues.size >= memoireMax) lues.clear()
    lues.set(sha256, examen)
    return examen
  }

  return {
    'preuve.apercu': async ({ refs }, aide) => {
      const proposer = createRattachement(atelier.dossier())
      const fichiers: Sortie<'preuve.apercu'>['fichiers'] = []
      for (const [i, ref] of refs.entries()) {
        aide.verifierAnnulation()
        aide.progres(i, refs.length, 'Lecture des preuves')
        const lu = await lireFichierJoint(atelier.chemin(ref))
        const examen = await examiner(lu)
        const { cibles, par } = proposer(examen.etat === 'lu' ? lireAnalyse(examen.analyse) : null, lu.nom)
        fichiers.push({
          ref,
          nom: lu.nom,
          taille: lu.bytes.length,
          etat: examen.etat,
          refus: refusDe(examen)?.message ?? null,
          pages: examen.etat === 'lu' ? examen.pages : 0,
          scan: examen.etat === 'lu' && !examen.texteLisible,
          cibles: [...cibles],
          par
        })
      }
      return { fichiers }
    },
    'preuve.joindre': async ({ releve, fichiers }, aide) => {
      const { journal } = atelier.fichier()
      const garde = createGarde(journal)
      const refus: { nom: string; message: string }[] = []
      const aEcrire: { cellules: Record<string, Cellule>; remplace: string | null }[] = []
      const parRef = Map.groupBy(fichiers, ({ ref }) => ref)
      for (const [i, [ref, places]] of [...parRef].entries()) {
        aide.verifierAnnulation()
        aide.progres(i, parRef.size, 'Ajout des preuves')
        const lu = await lireFichierJoint(atelier.chemin(ref))
        const examen = await examiner(lu)
        const motif = refusDe(examen)
        if (motif || lu.type === null) {
          refus.push({ nom: lu.nom, message: motif?.message ?? '' })
          continue
        }
        for (const { cible, remplace } of places) {
          garde.ajout('piece-jointe', { role: 'preuve', releve, cible })
          if (remplace !== null) garde.retrait('piece-jointe', remplace)
        }
        // The bytes go in one by one, so that hundreds of files never stand in memory together; their lines come at the end, at once.
        const { nom, bytes, type, sha256 } = lu
        const duFichier = {
          nom,
          sha256: journal.ajouterBlob(bytes, type),
          taille: bytes.length,
          type,
          dateAjout: atelier.aujourdhui(),
          ...cellulesExamen(examen, sha256)
        }
        for (const { cible, remplace } of places)
          aEcrire.push({ cellules: { role: 'preuve', releve, cible, ...(remplace === null ? {} : { remplace }), ...duFichier }, remplace })
      }
      const lignes = journal.groupe(() =>
        aEcrire.flatMap(({ cellules, remplace }) => {
          const ligne = journal.ajouter('piece-jointe', null, null, cellules)
          return remplace === null ? [ligne] : [ligne, journal.retirer('piece-jointe', remplace)]
        })
      )
      atelier.change()
      return { lignes, refus }
    }
  }
}
