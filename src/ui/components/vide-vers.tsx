import { useSession } from '../use-session.ts'
import { Vide } from './vide.tsx'

/** Where a screen that is still empty sends: to what it is made of. */
const departs = {
  etablissements: { lieu: { page: 'grappe', onglet: 'etablissements' }, libelle: 'Aller aux établissements' },
  depenses: { lieu: { page: 'depenses', onglet: 'lignes' }, libelle: 'Aller aux dépenses' }
} as const

interface Props {
  readonly vers: keyof typeof departs
  readonly titre: string
  readonly texte: string
  /** Among other things on its screen: its button is not the main one. */
  readonly parmi?: boolean
}

/** What will be here, once there is something at the place that its button leads to. */
export function VideVers({ vers, titre, texte, parmi = false }: Props) {
  const session = useSession()
  const { lieu, libelle } = departs[vers]
  return (
    <Vide titre={titre} texte={texte}>
      <button type="button" className={parmi ? 'bouton' : 'bouton bouton-principal'} onClick={() => session.aller(lieu)}>
        {libelle}
      </button>
    </Vide>
  )
}
