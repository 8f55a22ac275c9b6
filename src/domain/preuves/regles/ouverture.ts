import type { EtatLecture } from '../analyse.ts'
import { defineRegle, nomDePreuve } from './regle.ts'

const motifs: Readonly<Record<Exclude<EtatLecture, 'lu'>, string>> = {
  'pas-un-pdf': 'n’est pas un PDF : extrayez-la du DUI en PDF',
  abime: 'est abîmée ou incomplète : elle ne s’ouvre pas',
  protege: 'est protégée : demandez-en une copie sans mot de passe',
  'sans-fin': 'n’a pas pu être lue : sa lecture ne se termine pas'
}

export const ouverture = defineRegle({
  code: 'ouverture',
  titre: 'S’ouvre',
  surTexte: false,
  verifier: ({ preuve, analyse: { etat } }) =>
    etat === 'lu'
      ? []
      : [{ cle: `preuve-illisible:${preuve.id}`, gravite: 'bloquant', texte: `${nomDePreuve(preuve)} ${motifs[etat]}`, page: null, place: null }]
})
