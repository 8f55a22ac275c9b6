import { lotDeFenetre } from '../indicateurs/fenetre.ts'
import { indexReleves } from '../indicateurs/index-releves.ts'
import type { PieceJointe } from '../piece-jointe.ts'
import { direChiffre, verifierChiffresDeclares } from '../preuves/chiffres.ts'
import { couvertureDe } from '../preuves/couverture.ts'
import { createControlePreuves } from '../preuves/regles/registre.ts'
import { graviteDe } from '../preuves/regles/regle.ts'
import { enFamille, type Verification } from './collecteur.ts'

/**
 * The closure asks for the proofs; with the état des lieux they are kept, not sent (programme, A4 and A6).
 * Each kept establishment has a proof of each window: attached to itself, to its OG or to the whole grappe. Each proof is
 * checked by its own rules, and each declared figure is looked for in the proofs of its establishment.
 */
export const verifierPreuves: Verification = ({ dossier, conserves, fichiers, designation, manque, enRegle }) => {
  const index = indexReleves(dossier)
  for (const fenetre of ['va', 'cloture'] as const) {
    const couverture = couvertureDe(dossier, fenetre, fichiers.parRole('preuve'))
    const chiffres = verifierChiffresDeclares(dossier, fenetre, index, couverture)
    const controler = createControlePreuves(dossier, fenetre, couverture, designation)
    const commun = { phase: 'usages', lots: [lotDeFenetre[fenetre]] } as const
    for (const e of conserves) {
      const [preuve] = couverture.preuvesDe(e)
      if (preuve === undefined) {
        manque({
          ...commun,
          cle: `preuve:${fenetre}:${e.id}`,
          gravite: graviteDe(fenetre),
          ...enFamille({ kind: 'etablissement', quoi: 'Preuve d’usage absente', qui: designation.etablissement(e.id) }),
          ou: { kind: 'piece-jointe', id: null, champ: null, preuve: { etablissement: e.id, fenetre } }
        })
        continue
      }
      const absents = chiffres.de(e).filter((c) => c.etat === 'absent')
      if (absents.length === 0) enRegle('usages')
      else
        manque({
          ...commun,
          cle: `preuve-chiffres:${fenetre}:${e.id}`,
          gravite: graviteDe(fenetre),
          texte: `${designation.etablissement(e.id)} : ${absents.length > 1 ? 'chiffres déclarés introuvables' : 'chiffre déclaré introuvable'} dans la preuve (${absents.map(direChiffre).join(' ; ')})`,
          ou: { kind: 'piece-jointe', id: preuve.id, champ: null }
        })
    }
    // What is wrong with a file is said once, whatever the number of establishments it is attached for.
    const dits = new Set<string>()
    const isDit = (preuve: PieceJointe, texte: string) => {
      const [premiere = preuve] = couverture.memeFichier(preuve)
      const cle = `${premiere.id} ${texte}`
      const deja = dits.has(cle)
      dits.add(cle)
      return deja
    }
    for (const preuve of couverture.preuves) {
      const ou = { kind: 'piece-jointe', id: preuve.id, champ: null }
      if (preuve.type !== null && preuve.type !== 'application/pdf') {
        const texte = `La preuve « ${preuve.nom ?? 'sans nom'} » n’est pas un PDF : extrayez-la du DUI en PDF`
        if (!isDit(preuve, texte)) manque({ ...commun, cle: `preuve-type:${preuve.id}`, gravite: 'bloquant', texte, ou })
        continue
      }
      for (const { cle, gravite, texte } of controler(preuve)) if (!isDit(preuve, texte)) manque({ ...commun, cle, gravite, texte, ou })
    }
  }
}
