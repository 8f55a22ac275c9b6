import { expect, it } from 'vitest'
import { construire } from '../dossier-de-test.ts'
import { destinataireDe, repondreA } from './destinataire.ts'

it('writes to an OG as last time, else to its person for the project, else to its representative', () => {
  const c = construire()
  const og = c.ajouter('organisme', { raisonSociale: 'Alpha', prenomRepresentant: 'Ada', nomRepresentant: 'Roux', courrielRepresentant: 'ada@exemple.fr' })
  const lire = () => destinataireDe(c.dossier(), og)
  expect(lire()).toEqual({ nom: 'Ada Roux', courriel: 'ada@exemple.fr' })
  c.ajouter('personne', { role: 'chef-de-projet', nom: 'Sans adresse', organisme: og })
  c.ajouter('personne', { role: 'chef-de-projet', nom: 'Lenoir', organisme: og, courriel: 'projet@exemple.fr' })
  expect(lire()).toEqual({ nom: 'Lenoir', courriel: 'projet@exemple.fr' })
  c.ajouter('personne', { role: 'referent-structure', prenom: 'Léo', nom: 'Petit', organisme: og, courriel: 'leo@exemple.fr' })
  expect(lire()).toEqual({ nom: 'Léo Petit', courriel: 'leo@exemple.fr' })
  c.ajouter('envoi', { sorte: 'collecte', organisme: og, destinataire: 'Accueil', courriel: 'accueil@exemple.fr' })
  c.ajouter('envoi', { sorte: 'collecte', organisme: og, destinataire: 'Sans adresse' })
  expect(lire()).toEqual({ nom: 'Accueil', courriel: 'accueil@exemple.fr' })
  expect(destinataireDe(c.dossier(), 'inconnu')).toEqual({ nom: null, courriel: null })
})

it('asks for the answers where it did last time, else at the contact of the project', () => {
  const c = construire()
  expect(repondreA(c.dossier())).toBeNull()
  const contact = c.ajouter('personne', { nom: 'Martin', courriel: 'martin@exemple.fr' })
  c.ajouter('grappe', { contactProjet: contact })
  expect(repondreA(c.dossier())).toBe('martin@exemple.fr')
  c.ajouter('envoi', { courrielDemandeur: 'collecte@exemple.fr' })
  expect(repondreA(c.dossier())).toBe('collecte@exemple.fr')
})
