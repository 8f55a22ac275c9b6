import { formatEntier } from '../../format.ts'
import { type ConstatPreuve, defineRegle, nomDePreuve } from './regle.ts'

/** From how many lines « Nom Prénom » a document looks like a list of people. Source: programme, « Preuves conformes ». */
const lignesNominatives = 5

/** A proof holds no personal data. Only what has a valid key has to be justified; the rest is said. */
export const personnel = defineRegle({
  code: 'personnel',
  titre: 'Sans donnée personnelle',
  surTexte: true,
  verifier: ({ preuve, analyse }) => {
    const constats: ConstatPreuve[] = []
    const [cle] = analyse.nir
    const [suite] = analyse.suites
    const [lignes, pages] = analyse.personnes
    const autres = (n: number) => (n > 1 ? ` et ${formatEntier(n - 1)} autre${n > 2 ? 's' : ''}` : '')
    if (cle)
      constats.push({
        cle: `preuve-personnel:${preuve.id}`,
        gravite: 'a-justifier',
        texte: `${nomDePreuve(preuve)} montre un numéro de sécurité sociale ou INS, page ${formatEntier(cle[0])} (${cle[1]})${autres(analyse.nir.length)} : remplacez la preuve`,
        page: cle[0],
        place: cle[2]
      })
    if (suite)
      constats.push({
        cle: `preuve-suite:${preuve.id}`,
        gravite: 'information',
        texte: `${nomDePreuve(preuve)} montre treize chiffres qui ressemblent à un numéro de sécurité sociale, page ${formatEntier(suite[0])} (${suite[1]})${autres(analyse.suites.length)}`,
        page: suite[0],
        place: suite[2]
      })
    if (lignes >= lignesNominatives)
      constats.push({
        cle: `preuve-personnes:${preuve.id}`,
        gravite: 'information',
        texte: `${nomDePreuve(preuve)} a ${formatEntier(lignes)} lignes qui ressemblent à des noms de personnes${pages[0] ? `, à partir de la page ${formatEntier(pages[0])}` : ''}`,
        page: pages[0] ?? null,
        place: null
      })
    return constats
  }
})
