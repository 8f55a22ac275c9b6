import { basename, dirname } from 'node:path'
import type { Handlers } from '#contract/rpc.ts'
import type { Atelier } from '../atelier.ts'

export function appelsApp(atelier: Atelier): Pick<Handlers, 'app.etat' | 'app.auteur'> {
  const { profil, options } = atelier
  return {
    'app.etat': () => {
      const { auteur, recents } = profil.lire()
      return {
        version: options.version,
        auteur: auteur ? { nom: auteur.nom, fonction: auteur.fonction, organisation: auteur.organisation } : null,
        recents: recents.map((r) => ({ ref: atelier.nouvelleRef(r.chemin), nom: basename(r.chemin), lieu: dirname(r.chemin), ouvertLe: r.ouvertLe }))
      }
    },
    'app.auteur': ({ nom, fonction, organisation }) => {
      profil.definirAuteur({ uuid: profil.lire().auteur?.uuid ?? options.newId(), nom, fonction, organisation })
      return {}
    }
  }
}
