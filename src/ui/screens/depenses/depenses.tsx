import { useMemo } from 'react'
import { formatEuros, formatPourcent } from '#domain/format.ts'
import { constatsDepenses, libelleDepense } from '#domain/regles-depense.ts'
import { totalDepenses, totauxParPoste } from '#domain/totaux-depense.ts'
import { typographier } from '#domain/typographie.ts'
import { allerA } from '../../aller.ts'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { Joindre } from '../../components/joindre.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { aujourdhui } from '../../manques.ts'
import { useDossier, useDossierEntier, useSession } from '../../use-session.ts'

const colonnes = [
  { champ: 'numero', largeur: 80, fige: true },
  { champ: 'libelle', largeur: 240, fige: true },
  { champ: 'poste', largeur: 220 },
  { champ: 'nature', largeur: 160 },
  { champ: 'imputation', largeur: 150 },
  { champ: 'organisme', largeur: 220 },
  { champ: 'etablissement', largeur: 220 },
  { champ: 'fournisseur', largeur: 190 },
  { champ: 'siretFournisseur', largeur: 160 },
  { champ: 'facture', largeur: 140 },
  { champ: 'dateFacture', largeur: 130 },
  { champ: 'dateAcquittement', largeur: 150 },
  { champ: 'ht', largeur: 140, total: true },
  { champ: 'tauxTva', largeur: 120 },
  { champ: 'tva', largeur: 130, total: true },
  { champ: 'ttc', largeur: 140, total: true },
  { champ: 'eligible', largeur: 150, total: true },
  { champ: 'cle', largeur: 200 },
  { champ: 'beneficiaireSons', largeur: 140 },
  { champ: 'observation', largeur: 220 }
]

export function Depenses() {
  const n = useDossier((d) => d.depenses.length)
  return (
    <Page titre="Dépenses" but="L’état récapitulatif des dépenses acquittées, comparé au plan de financement et à la subvention." phase="depenses">
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
                vide={{
                  titre: 'L’état récapitulatif des dépenses',
                  texte:
                    'Une ligne par facture ou par ligne de paie. Ajoutez une ligne, puis collez votre tableau depuis Excel : les montants et les dates à la française sont lus tels quels.'
                }}
                pied={
                  <p className="secondaire">
                    Paie (nature « Ressources humaines ») : HT porte le salaire brut, TVA les charges de l’employeur, TTC le total. Établissement vide : dépense
                    mutualisée.
                  </p>
                }
              />
            )
          },
          { cle: 'totaux', titre: 'Totaux et plan', contenu: () => <Totaux /> },
          { cle: 'verifications', titre: 'Vérifications', contenu: () => <Verifications /> },
          { cle: 'justificatifs', titre: 'Justificatifs', contenu: () => <Justificatifs /> }
        ]}
      />
    </Page>
  )
}

function Totaux() {
  const dossier = useDossierEntier()
  const postes = useMemo(() => totauxParPoste(dossier), [dossier])
  const total = useMemo(() => totalDepenses(dossier), [dossier])
  const prevu = postes.reduce((t, p) => t + p.prevu, 0)
  return (
    <div className="pile">
      <p>
        Dépenses éligibles : <strong>{formatEuros(total.eligible)}</strong>
        {total.subvention === null || total.soldeSubvention === null
          ? '. La subvention de la convention n’est pas encore saisie.'
          : total.soldeSubvention >= 0
            ? ` pour une subvention de ${formatEuros(total.subvention)} : elle est entièrement justifiée.`
            : ` pour une subvention de ${formatEuros(total.subvention)} : il reste ${formatEuros(-total.soldeSubvention)} à justifier.`}
      </p>
      <div className="table-defile">
        <table className="table">
          <caption>Par poste, TTC</caption>
          <thead>
            <tr>
              <th scope="col">Poste</th>
              <th scope="col" className="droite">
                Prévu
              </th>
              <th scope="col" className="droite">
                Dépensé
              </th>
              <th scope="col" className="droite">
                Éligible
              </th>
              <th scope="col" className="droite">
                Écart
              </th>
              <th scope="col" className="droite">
                Écart en %
              </th>
            </tr>
          </thead>
          <tbody>
            {postes.map((p) => (
              <tr key={p.poste}>
                <th scope="row">{p.poste}</th>
                <td className="droite">{formatEuros(p.prevu)}</td>
                <td className="droite">{formatEuros(p.realise)}</td>
                <td className="droite">{formatEuros(p.eligible)}</td>
                <td className="droite">{formatEuros(p.ecart)}</td>
                <td className="droite">{p.ecartPourcent === null ? 'non prévu' : formatPourcent(p.ecartPourcent)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              <td className="droite">{formatEuros(prevu)}</td>
              <td className="droite">{formatEuros(total.ttc)}</td>
              <td className="droite">{formatEuros(total.eligible)}</td>
              <td className="droite">{formatEuros(total.ttc - prevu)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  )
}

const tons = { erreur: 'erreur', 'a-justifier': 'attention', information: '' } as const
const mots = { erreur: '✕ À corriger', 'a-justifier': '! À justifier', information: 'i Bon à savoir' } as const

function Verifications() {
  const session = useSession()
  const dossier = useDossierEntier()
  const constats = useMemo(() => constatsDepenses(dossier, { date: aujourdhui() }), [dossier])
  const lignes = new Map(dossier.depenses.map((d) => [d.id, d]))
  const nommer = (id: string) => {
    const ligne = lignes.get(id)
    const nom = ligne ? libelleDepense(ligne) : 'dépense'
    return nom.charAt(0).toUpperCase() + nom.slice(1)
  }
  if (constats.length === 0)
    return (
      <p className="panneau-complet">
        ✓ {dossier.depenses.length === 0 ? 'Aucune dépense à vérifier.' : 'Aucune anomalie : sommes, doublons, dates, plafonds et répartitions sont cohérents.'}
      </p>
    )
  return (
    <ul className="constats">
      {constats.map((c) => (
        <li key={`${c.code}-${c.depense}-${c.champ}`}>
          <span className={`etiquette ${tons[c.gravite] ? `etiquette-${tons[c.gravite]}` : ''}`}>{mots[c.gravite]}</span>
          <button type="button" className="manque-lien" onClick={() => allerA(session, { kind: 'depense', id: c.depense, champ: c.champ })}>
            {typographier(`${nommer(c.depense)} : ${c.texte}`)}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Justificatifs() {
  const projet = useDossier((d) => d.projet)
  const fichiers = useDossier((d) => d.piecesJointes)
  return (
    <div className="pile">
      <section className="carte">
        <h3 className="carte-titre">État des dépenses certifié</h3>
        <p>L’état récapitulatif produit par Grappe, signé et certifié par qui vous y oblige votre convention.</p>
        <Joindre
          fichiers={fichiers.filter((f) => f.role === 'etat-depenses')}
          cellules={{ role: 'etat-depenses', cible: projet }}
          libelle="Joindre l’état certifié"
        />
      </section>
      <section className="carte">
        <h3 className="carte-titre">Factures</h3>
        <p className="secondaire">Joignez-les ensemble ou une à une ; elles sont copiées telles quelles dans le dossier de clôture.</p>
        <Joindre fichiers={fichiers.filter((f) => f.role === 'facture')} cellules={{ role: 'facture', cible: projet }} libelle="Joindre des factures" />
      </section>
    </div>
  )
}
