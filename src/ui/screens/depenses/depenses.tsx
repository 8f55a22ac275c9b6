import { useState } from 'react'
import type { Cellule } from '#domain/champs/champ.ts'
import { type Depense, numerosSuivants } from '#domain/depense.ts'
import type { Dossier } from '#domain/dossier.ts'
import { completerDepense } from '#domain/montants.ts'
import { constatsDepenses } from '#domain/regles-depense.ts'
import { postesDuPlan } from '#domain/totaux-depense.ts'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { ImportListe } from '../../components/import-liste.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import type { ColonneDeNom } from '../../grille/colonne.ts'
import { aujourdhui } from '../../manques.ts'
import type { EntiteLibre } from '../../presenter.ts'
import { useDossier, useLectureSeule, useRole } from '../../use-session.ts'
import { EtatACertifier } from './etat-a-certifier.tsx'
import { Factures } from './factures.tsx'
import { Repartition } from './repartition.tsx'
import { Totaux } from './totaux.tsx'
import { Verifications } from './verifications.tsx'

/** What the checks say of each cell: line, then field. Read once for each state of the dossier. */
const constats = new WeakMap<Dossier, ReadonlyMap<string, string>>()
function constatsDe(dossier: Dossier): ReadonlyMap<string, string> {
  const connus = constats.get(dossier)
  if (connus) return connus
  const trouves = new Map<string, string>()
  for (const { depense, champ, texte } of constatsDepenses(dossier, { date: aujourdhui() })) {
    const cle = `${depense}|${champ}`
    const avant = trouves.get(cle)
    const phrase = `${texte.charAt(0).toLocaleUpperCase('fr')}${texte.slice(1)}.`
    trouves.set(cle, avant === undefined ? phrase : `${avant}\n${phrase}`)
  }
  constats.set(dossier, trouves)
  return trouves
}
const avecConstats = (colonnes: readonly ColonneDeNom[]): readonly ColonneDeNom[] =>
  colonnes.map((c) => ({ ...c, doute: (e, dossier) => constatsDe(dossier).get(`${e.id}|${c.champ}`) ?? null }))

/** What is calculated in a spreadsheet: VAT and TTC from the rate, or the third of three amounts. */
const deduire = (e: EntiteLibre) => completerDepense(e as unknown as Depense)

const qui = [
  { champ: 'poste', largeur: 220, propositions: postesDuPlan },
  { champ: 'organisme', largeur: 220 },
  { champ: 'etablissement', largeur: 220 }
]
/** Amounts right after the label, as in payroll: a line and the totals are read without scrolling. */
const colonnes = avecConstats([
  { champ: 'numero', largeur: 70, fige: true },
  { champ: 'libelle', largeur: 300, fige: true },
  { champ: 'ht', largeur: 135, total: true },
  { champ: 'tauxTva', largeur: 90 },
  { champ: 'tva', largeur: 130, total: true },
  { champ: 'ttc', largeur: 135, total: true },
  { champ: 'eligible', largeur: 150, total: true },
  { champ: 'fournisseur', largeur: 190 },
  { champ: 'siretFournisseur', largeur: 160 },
  { champ: 'facture', largeur: 140 },
  { champ: 'dateFacture', largeur: 130 },
  { champ: 'dateAcquittement', largeur: 150 },
  { champ: 'nature', largeur: 160 },
  ...qui,
  { champ: 'imputation', largeur: 150 },
  { champ: 'cle', largeur: 200 },
  { champ: 'beneficiaireSons', largeur: 140 },
  { champ: 'observation', largeur: 220 }
])
/** The same lines in the words of payroll. */
const colonnesPaie = avecConstats([
  { champ: 'numero', largeur: 70, fige: true },
  { champ: 'libelle', largeur: 300, fige: true, titre: 'Salarié ou fonction' },
  { champ: 'ht', largeur: 150, total: true, titre: 'Salaire brut' },
  { champ: 'tva', largeur: 170, total: true, titre: 'Charges employeur' },
  { champ: 'ttc', largeur: 150, total: true, titre: 'Coût total' },
  { champ: 'eligible', largeur: 150, total: true },
  { champ: 'dateAcquittement', largeur: 150, titre: 'Payé le' },
  ...qui,
  { champ: 'imputation', largeur: 150 },
  { champ: 'cle', largeur: 200 },
  { champ: 'observation', largeur: 220 }
])
/** A line typed or pasted has the number that an imported one would have. */
function numeroter(lignes: readonly Readonly<Record<string, Cellule>>[], { depenses }: Dossier) {
  const suivant = numerosSuivants(
    depenses,
    lignes.map((l) => l['numero'])
  )
  return lignes.map((l) => (typeof l['numero'] === 'number' ? l : { ...l, numero: suivant() }))
}
const isPaie = (e: EntiteLibre) => e['nature'] === 'rh'
const defautsPaie = { nature: 'rh' }

export function Depenses() {
  const n = useDossier((d) => d.depenses.length)
  const paie = useDossier((d) => d.depenses.filter((x) => x.nature === 'rh').length)
  const lectureSeule = useLectureSeule('depense')
  const isCollecte = useRole() === 'collecte'
  const [importe, setImporte] = useState(false)
  const importer = (
    <button type="button" className="bouton" disabled={lectureSeule} onClick={() => setImporte(true)}>
      Importer une liste…
    </button>
  )
  return (
    <Page
      titre="Dépenses"
      but={
        isCollecte
          ? 'Les dépenses que votre organisme a acquittées pour le projet, avec leurs factures. Le porteur les réunit et les compare au plan de financement.'
          : 'L’état récapitulatif des dépenses acquittées, comparé au plan de financement et à la subvention.'
      }
      phase="depenses"
    >
      <Onglets
        libelle="Dépenses"
        onglets={[
          {
            cle: 'lignes',
            titre: 'Lignes',
            marque: String(n),
            contenu: () => (
              <GrilleDeNom
                kind="depense"
                colonnes={colonnes}
                libelle="État récapitulatif des dépenses"
                libelleAjout="Ajouter une dépense"
                outils={importer}
                deduire={deduire}
                completerNouvelles={numeroter}
                vide={{
                  titre: 'L’état récapitulatif des dépenses',
                  texte:
                    'Une ligne par facture ou par ligne de paie. Importez le tableau de votre comptabilité (Excel ou CSV), ou ajoutez une ligne puis collez depuis Excel : les montants et les dates à la française sont lus tels quels.',
                  actions: importer
                }}
                pied={<p className="secondaire">Établissement vide : dépense mutualisée, partagée selon sa clé. Les lignes de paie ont aussi leur onglet.</p>}
              />
            )
          },
          {
            cle: 'paie',
            titre: 'Paie',
            marque: String(paie),
            contenu: () => (
              <GrilleDeNom
                kind="depense"
                colonnes={colonnesPaie}
                filtre={isPaie}
                defauts={defautsPaie}
                deduire={deduire}
                completerNouvelles={numeroter}
                libelle="Lignes de paie"
                libelleAjout="Ajouter une ligne de paie"
                vide={{
                  titre: 'Les lignes de paie',
                  texte: 'Le temps consacré au projet : salaire brut, charges de l’employeur et coût total, ligne par ligne.'
                }}
                pied={<p className="secondaire">Dans l’état récapitulatif : HT porte le salaire brut, TVA les charges de l’employeur, TTC le coût total.</p>}
              />
            )
          },
          { cle: 'totaux', titre: 'Totaux et plan', contenu: () => <Totaux /> },
          { cle: 'repartition', titre: 'Répartition', contenu: () => <Repartition /> },
          { cle: 'verifications', titre: 'Vérifications', contenu: () => <Verifications /> },
          { cle: 'factures', titre: 'Factures', contenu: () => <Factures /> },
          { cle: 'etat', titre: 'État à certifier', contenu: () => <EtatACertifier /> }
        ]}
      />
      {importe ? <ImportListe nom="depense" fermer={() => setImporte(false)} /> : null}
    </Page>
  )
}
