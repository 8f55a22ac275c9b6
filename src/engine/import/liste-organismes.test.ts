import { describe, expect, it } from 'vitest'
import type { Cellule } from '#domain/champs/champ.ts'
import { foldDossier } from '#domain/dossier.ts'
import { withFinessKey, withSirenKey } from '#domain/identifiants.ts'
import { createReplique } from '../db/fixtures/banc.ts'
import type { ChoixColonnes } from './apercu.ts'
import { erreurDe, fichierEssai } from './fixtures/fichier-essai.ts'
import { lireTable } from './lire-table.ts'
import { accepterOrganismes, apercuOrganismes, vocabulaireOrganismes } from './liste-organismes.ts'

const ej = withFinessKey('34003500')
const siren = withSirenKey('77556678')
function banc(...organismes: readonly Readonly<Record<string, Cellule>>[]) {
  const { journal } = createReplique('og')
  for (const cellules of organismes) journal.ajouter('organisme', null, null, cellules)
  const dossier = () => foldDossier(journal.projet, journal.lireLignes())
  const apercu = async (texte: string, choix: ChoixColonnes | null = null, exiger = true) =>
    apercuOrganismes(await lireTable(fichierEssai('og.csv', texte), vocabulaireOrganismes), dossier(), choix, exiger)
  return { journal, dossier, apercu, accepter: async (texte: string) => accepterOrganismes(journal, await apercu(texte)) }
}

describe('a list of organismes', () => {
  it('adds each with who represents it, and is one step of undo', async () => {
    const { journal, dossier, accepter } = banc()
    const fait = await accepter(
      `Organisme;FINESS juridique;SIREN;Forme juridique;Ville;Représentant légal;Prénom;Fonction;E-mail;Nombre d’ESSMS;Porteur\nAssociation Les Pins;${ej};${siren};Association;Sète;Essai;Claude;Directrice générale;dg@exemple.fr;12;Oui\nFondation du Lac;;;;Agde;;;;;;\n`
    )
    expect(fait).toMatchObject({ ajoutes: 2, modifies: 0, ignores: 0 })
    expect(dossier().organismes[0]).toMatchObject({
      raisonSociale: 'Association Les Pins',
      finessEj: ej,
      siren,
      statutJuridique: 'Association',
      commune: 'Sète',
      nomRepresentant: 'Essai',
      prenomRepresentant: 'Claude',
      fonctionRepresentant: 'Directrice générale',
      courrielRepresentant: 'dg@exemple.fr',
      nombreEssmsGeres: 12,
      porteur: 'oui'
    })
    expect(dossier().organismes[1]).toMatchObject({ raisonSociale: 'Fondation du Lac', commune: 'Agde' })
    journal.annuler()
    expect(dossier().organismes).toEqual([])
  })

  it('finds those of the dossier again, and says what it replaces', async () => {
    const { dossier, apercu, accepter } = banc({ raisonSociale: 'Association Les Pins', finessEj: ej, commune: 'Agde' })
    const liste = `Nom;FINESS EJ;Commune\nAssociation LES PINS;${ej};Sète\n`
    const { lignes, avertissements } = await apercu(liste)
    expect(lignes.map((l) => l.existant)).toEqual([true])
    expect(avertissements).toEqual(['2 valeurs déjà saisies seront remplacées.'])
    expect(await accepter(liste)).toMatchObject({ ajoutes: 0, modifies: 1 })
    expect(dossier().organismes).toMatchObject([{ finessEj: ej, commune: 'Sète' }])
  })

  it('says why a row or a cell is left out', async () => {
    const { apercu, accepter } = banc()
    const liste = `Nom;SIREN;Nombre d’ESSMS\nA;${siren};douze\nA bis;${siren};3\n;;4\n`
    expect((await apercu(liste)).lignes.map((l) => l.erreurs.map((e) => `${e.colonne} ${e.message}`))).toEqual([
      ['2 Un nombre entier est attendu, par exemple 42.'],
      ['0 Cet organisme figure déjà à la ligne 2 : cette ligne ne sera pas importée.'],
      ['0 Ni nom, ni FINESS, ni SIREN : cette ligne ne sera pas importée.']
    ])
    expect(await accepter(liste)).toMatchObject({ ajoutes: 1, ignores: 2 })
  })

  it('waits for the column that names them', async () => {
    const { apercu } = banc()
    const liste = 'Qui;Ville\nAssociation Les Pins;Sète\n'
    expect(await erreurDe(() => apercu(liste))).toMatch(/^colonnes-manquantes.*Raison sociale/u)
    expect((await apercu(liste, null, false)).manquantes).toEqual(['Raison sociale'])
    expect((await apercu(liste, [{ index: 0, champ: 'raisonSociale' }])).lignes[0]?.cellules).toEqual({
      raisonSociale: 'Association Les Pins',
      commune: 'Sète'
    })
  })
})
