import type { Sortie } from '#contract/contract.ts'
import type { Session } from './session.ts'

export type Jumeau = Sortie<'partage.jumeaux'>['jumeaux'][number]

/** « nom-PC.db » : other files of this dossier beside it that hold what it never saw. A copy that was sent, kept there, is nobody's twin. */
export async function trouverJumeaux(session: Session): Promise<readonly Jumeau[]> {
  const lus = await session.appeler('partage.jumeaux', {})
  if (!lus.ok || !session.store.lire()) return []
  const envoyes = new Set(session.dossier().envois.map((e) => e.fichier))
  return lus.value.jumeaux.filter((j) => j.apporte && !envoyes.has(j.nom))
}

/** In a folder that several computers share, a twin is said as soon as the dossier opens: nobody would look for it. */
export async function annoncerJumeaux(session: Session): Promise<void> {
  const ouvert = session.store.lire()
  if (ouvert?.lectureSeule !== false || (ouvert.emplacement !== 'nuage' && ouvert.emplacement !== 'reseau')) return
  const jumeaux = await trouverJumeaux(session)
  const [premier] = jumeaux
  if (!premier || session.store.lire()?.projet !== ouvert.projet || session.ecran.lire().onglet === 'recevoir') return
  session.avertir({
    ton: 'neutre',
    texte:
      jumeaux.length > 1
        ? 'D’autres copies de ce dossier sont à côté, avec des saisies que vous n’avez pas.'
        : `« ${premier.nom} », à côté de votre fichier, contient des saisies que vous n’avez pas.`,
    action: { label: 'Voir', faire: () => session.aller({ page: 'partage', onglet: 'recevoir' }) }
  })
}
