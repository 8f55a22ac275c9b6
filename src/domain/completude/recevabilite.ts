import { porteurDe } from '../dossier.ts'
import type { Adresse } from '../lot.ts'
import { cleControle } from '../recevabilite/controle.ts'
import { controlerRecevabilite, type ResultatControle } from '../recevabilite/registre.ts'
import type { ContexteCompletude, Verification } from './collecteur.ts'

/** Where to go: the field that answers, else the first establishment at fault, else the answer itself. */
function adresseDe(resultat: ResultatControle, { dossier }: ContexteCompletude): Adresse {
  const { champ, fautifs, reponse, etat } = resultat
  if (etat === 'a-justifier') return { kind: 'reponse', id: reponse?.id ?? null, champ: 'motif' }
  const [first] = fautifs
  if (first) return { kind: first.kind, id: first.id, champ: champ?.kind === first.kind ? champ.champ : null }
  if (champ?.kind === 'grappe') return { kind: 'grappe', id: dossier.projet, champ: champ.champ }
  if (champ?.kind === 'solution') return { kind: 'solution', id: dossier.solution.id, champ: champ.champ }
  if (champ?.kind === 'organisme') return { kind: 'organisme', id: porteurDe(dossier)?.id ?? null, champ: champ.champ }
  return { kind: 'reponse', id: reponse?.id ?? null, champ: 'reponse' }
}

/** Checks of recevabilité hold back the GALIS file only: a grappe already selected is past them. */
export const verifierRecevabilite: Verification = (contexte) => {
  for (const resultat of controlerRecevabilite(contexte.dossier)) {
    const { code, titre, etat, explication, question } = resultat
    if (etat === 'conforme') {
      contexte.enRegle('recevabilite')
      continue
    }
    // An empty field is already named by field completeness; only a question has no other voice.
    if (etat === 'a-renseigner' && question === null) {
      contexte.enAttente('recevabilite')
      continue
    }
    contexte.manque({
      cle: cleControle(code),
      gravite: etat === 'a-justifier' ? 'a-justifier' : 'bloquant',
      phase: 'recevabilite',
      lots: ['galis'],
      texte:
        etat === 'a-renseigner' && question !== null
          ? `Recevabilité, ${titre.charAt(0).toLocaleLowerCase('fr')}${titre.slice(1)} : réponse attendue`
          : `Recevabilité, ${titre.charAt(0).toLocaleLowerCase('fr')}${titre.slice(1)} : ${explication}`,
      ou: adresseDe(resultat, contexte)
    })
  }
}
