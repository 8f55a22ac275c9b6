import { afterAll, expect, it } from 'vitest'
import { envoyerCopie, renvoyerCopie } from './envoyer.ts'
import { createBancEchange, dossierDe } from './fixtures/echange.ts'
import { createLibelles } from './rapport.ts'
import { ouvrirRetour } from './retour.ts'
import { reunir } from './reunir.ts'

const banc = createBancEchange()
const clair = { zip: false, phrase: null }
afterAll(banc.fermer)

/** A collecte copy holds every indicator that the grappe added and the figures of its own establishments, and brings them back. */
it('figures of added indicators go out with their own OG and come back', async () => {
  const porteur = banc.poste('Porteur')
  const fichier = await banc.exemple(porteur, 12)
  const depart = dossierDe(fichier)
  const [og, autre] = depart.organismes
  const [sien, second] = depart.etablissements.filter((e) => e.organisme === og!.id)
  const ailleurs = depart.etablissements.find((e) => e.organisme === autre!.id)!
  const { id: indicateur } = fichier.journal.ajouter('indicateur-propre', null, null, { nom: 'E-prescription', cible: 60 })
  const poser = (chez: typeof fichier, etablissement: string, numerateur: number) =>
    chez.journal.ajouter('mesure-propre', null, null, { etablissement, indicateur, type: 'cloture', numerateur, denominateur: 50 })
  poser(fichier, sien!.id, 20)
  poser(fichier, ailleurs.id, 40)
  const { envoi } = await envoyerCopie(fichier.journal, { sorte: 'collecte', organisme: og!.id, fichiers: 'aucun' }, {}, clair, {
    destination: banc.chemin('collecte.db'),
    fichier: 'collecte.db',
    profil: porteur.options.profil,
    date: '2026-09-01'
  })

  const poste = banc.poste('OG')
  poste.instant += 86_400_000
  const chez = await poste.ouvrir(banc.chemin('collecte.db'))
  const recu = dossierDe(chez)
  expect(recu.indicateursPropres).toEqual(dossierDe(fichier).indicateursPropres)
  expect(recu.mesuresPropres.map((m) => [m.etablissement, m.numerateur])).toEqual([[sien!.id, 20]])
  poser(chez, sien!.id, 21)
  poser(chez, second!.id, 33)
  await renvoyerCopie(chez.journal, envoi, '', clair, { destination: banc.chemin('retour.db'), profil: poste.options.profil, date: '2026-09-10' })

  const retour = await ouvrirRetour(banc.chemin('retour.db'), null, fichier.projet, porteur.options)
  reunir(fichier, [retour], 'tout', { maintenant: poste.instant, date: '2026-09-20' })
  retour.liberer()
  const lues = dossierDe(fichier).mesuresPropres.map((m) => [m.etablissement, m.numerateur] as const)
  expect(new Map(lues)).toEqual(
    new Map([
      [sien!.id, 21],
      [ailleurs.id, 40],
      [second!.id, 33]
    ])
  )
  expect(lues).toHaveLength(3)
  // And the history names them.
  const libelle = createLibelles(fichier.projet, [...fichier.journal.lireLignes()])
  const { id } = dossierDe(fichier).mesuresPropres.find((m) => m.etablissement === second!.id)!
  expect(libelle('mesure-propre', id)).toBe(`E-prescription, ${second!.nom}`)
})
