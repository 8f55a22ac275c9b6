import { indicateurs } from '#domain/indicateurs/registre.ts'
import { typographier } from '#domain/typographie.ts'

const minuscule = (titre: string) => `${titre.charAt(0).toLocaleLowerCase('fr')}${titre.slice(1)}`

/** What the codes at the head of the columns stand for, where they are read. */
export const LegendeIndicateurs = () => (
  <p className="secondaire">{typographier(`${indicateurs.map(({ code, titre }) => `${code} : ${minuscule(titre)}`).join(' ; ')}.`)}</p>
)
