import { spawn } from 'node:child_process'
import { writeSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { ouvrirFichier } from '#engine/db/fichier.ts'
import { etapesEssai } from './etapes-essai.ts'
import { posteEssai } from './postes.ts'

const programme = fileURLToPath(import.meta.url)

interface Lieu {
  readonly chemin: string
  readonly profil: string
  readonly id: string
}

/** Opens the file with the two migrations in a process of its own, then edits, then publishes. Says each acknowledged step. */
export function migrerDansUnProcessus(lieu: Lieu, env: NodeJS.ProcessEnv, acquitter: (dit: { saisie?: number; publie?: number }) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const enfant = spawn(process.execPath, [programme, lieu.chemin, lieu.profil, lieu.id], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'inherit']
    })
    enfant.stdout.setEncoding('utf8').on('data', (texte: string) => {
      for (const [lettre, valeur] of texte.split('\n').map((l) => l.split(' '))) {
        if (lettre === 'e') acquitter({ saisie: Number(valeur) })
        if (lettre === 'p') acquitter({ publie: Number(valeur) })
      }
      // The next step waits for this one to be noted.
      enfant.stdin.write('.')
    })
    enfant.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`migration: ${code}`))))
  })
}

if (argv[1] === programme) {
  const [chemin = '', profil = '', id = ''] = argv.slice(2)
  const dire = async (mot: string) => {
    writeSync(1, `${mot}\n`)
    await new Promise((suite) => process.stdin.once('data', suite))
  }
  const fichier = await ouvrirFichier(chemin, { ...posteEssai(profil), etapes: etapesEssai })
  await dire('e 0')
  for (let valeur = 1; valeur <= 6; valeur++) {
    fichier.journal.ecrire([{ kind: 'risque', id, champ: 'ordre', valeur }])
    await dire(`e ${valeur}`)
    if (valeur % 3 === 0) {
      await fichier.publier()
      await dire(`p ${valeur}`)
    }
  }
  process.exit(0)
}
