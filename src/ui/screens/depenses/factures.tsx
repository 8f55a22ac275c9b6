import { type DragEvent, useMemo, useState } from 'react'
import type { Depense } from '#domain/depense.ts'
import { depenseDuFichier, facturesJointes } from '#domain/depense-factures.ts'
import { formatEntier, formatEuros } from '#domain/format.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { libelleDepense } from '#domain/regles-depense.ts'
import { typographier } from '#domain/typographie.ts'
import { Chercher } from '../../components/chercher.tsx'
import { Joindre } from '../../components/joindre.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { plier } from '../../presenter.ts'
import { useDossierEntier, useLectureSeule, useSession } from '../../use-session.ts'

const extensions = ['pdf', 'png', 'jpg', 'jpeg', 'doc', 'docx', 'xls', 'xlsx']
const pas = 50
/** Longer lists can be searched. */
const courte = 12
const precisionDe = (d: Depense): string => [d.fournisseur, d.libelle, d.ttc === null ? null : formatEuros(d.ttc)].filter(Boolean).join(' · ')

/** Invoices: many dropped at once and matched by the number in their names, then line by line. */
export function Factures() {
  const dossier = useDossierEntier()
  const { parLigne, libres, sans } = useMemo(() => facturesJointes(dossier), [dossier])
  const [seulement, setSeulement] = useState(true)
  const [recherche, setRecherche] = useState('')
  const [montrees, setMontrees] = useState(pas)
  const demandees = useMemo(() => dossier.depenses.filter((d) => d.nature !== 'rh'), [dossier.depenses])
  const jointes = demandees.length - sans.length
  const mot = plier(recherche)
  const lignes = demandees.filter(
    (d) =>
      (!seulement || sans.length === 0 || parLigne.get(d.id)?.length === 0) && (mot === '' || plier(`${libelleDepense(d)} ${precisionDe(d)}`).includes(mot))
  )
  return (
    <div className="pile">
      <AjouterFactures />
      {libres.length > 0 ? <ARattacher fichiers={libres} depenses={demandees} /> : null}
      <section className="carte">
        <h3 className="carte-titre">Facture de chaque dépense</h3>
        <p>
          {demandees.length === 0
            ? 'Aucune dépense n’attend de facture pour le moment.'
            : sans.length === 0
              ? `✓ ${demandees.length === 1 ? 'La dépense a sa facture' : `Les ${formatEntier(demandees.length)} dépenses ont leur facture`}.`
              : sans.length === demandees.length
                ? demandees.length === 1
                  ? 'La dépense n’a pas encore sa facture.'
                  : `Aucune des ${formatEntier(demandees.length)} dépenses n’a encore sa facture.`
                : `${formatEntier(jointes)} dépense${jointes > 1 ? 's' : ''} sur ${formatEntier(demandees.length)} ${jointes > 1 ? 'ont leur' : 'a sa'} facture.`}
        </p>
        {demandees.length > 0 ? (
          <p className="secondaire">
            Joindre les factures est facultatif : le dossier de clôture contient l’état des dépenses, pas les factures. Jointes ici, elles restent à portée de
            main si on vous les demande. Les lignes de paie n’en ont pas.
          </p>
        ) : null}
        <div className="grille-outils">
          {demandees.length > courte ? <Chercher libelle="Chercher une dépense" valeur={recherche} changer={setRecherche} /> : null}
          {sans.length > 0 && sans.length < demandees.length ? (
            <label className="coche">
              <input type="checkbox" checked={seulement} onChange={(e) => setSeulement(e.target.checked)} />
              <span>Ne montrer que les dépenses sans facture</span>
            </label>
          ) : null}
        </div>
        {lignes.length === 0 && mot !== '' ? <p className="secondaire">Aucune dépense ne correspond à « {recherche} ».</p> : null}
        <ul className="factures">
          {lignes.slice(0, montrees).map((d) => (
            <LigneFacture key={d.id} depense={d} fichiers={parLigne.get(d.id) ?? []} />
          ))}
        </ul>
        {lignes.length > montrees ? (
          <button type="button" className="bouton-lien" onClick={() => setMontrees(montrees + 200)}>
            Afficher la suite ({formatEntier(lignes.length - montrees)})
          </button>
        ) : null}
      </section>
    </div>
  )
}

function LigneFacture({ depense, fichiers }: { readonly depense: Depense; readonly fichiers: readonly PieceJointe[] }) {
  const titre = libelleDepense(depense)
  return (
    <li data-entite={depense.id}>
      <div>
        <strong>{typographier(titre.charAt(0).toUpperCase() + titre.slice(1))}</strong>
        <span className="secondaire">{precisionDe(depense)}</span>
      </div>
      <Joindre fichiers={fichiers} cellules={{ role: 'facture', cible: depense.id }} libelle="Joindre la facture" extensions={extensions} unique />
    </li>
  )
}

/** Several files at once; each goes to the line whose invoice number is in its name. */
function AjouterFactures() {
  const session = useSession()
  const lectureSeule = useLectureSeule('piece-jointe')
  const [survol, setSurvol] = useState(false)
  const [bilan, setBilan] = useState<{ readonly rattachees: number; readonly total: number; readonly refus: readonly string[] } | null>(null)
  if (lectureSeule) return null
  const ajouter = async (sources: readonly { readonly ref: string; readonly nom: string | null }[]) => {
    if (sources.length === 0) return
    await session.file.vider()
    const { projet, depenses } = session.dossier()
    const refus: string[] = []
    let rattachees = 0
    for (const [i, { ref, nom }] of sources.entries()) {
      const titre = sources.length > 1 ? `Ajout des factures : ${i + 1} sur ${sources.length}` : 'Ajout de la facture'
      const devinee = nom === null ? null : depenseDuFichier(nom, depenses)
      const fait = await session.appelerLong('piece-jointe.ajouter', { ref, cellules: { role: 'facture', cible: devinee?.id ?? projet } }, titre)
      if (!fait.ok) {
        refus.push(`${nom ?? `Fichier ${i + 1}`} : ${fait.error.message}`)
        continue
      }
      session.recevoir([fait.value.ligne], null)
      const ligne = devinee ?? depenseDuFichier(String(fait.value.ligne.cellules['nom'] ?? ''), depenses)
      if (ligne) rattachees += 1
      if (ligne && !devinee) session.saisir([{ kind: 'piece-jointe', id: fait.value.ligne.id, champ: 'cible', valeur: ligne.id }])
    }
    setBilan({ rattachees, total: sources.length - refus.length, refus })
  }
  const choisir = async () => {
    const refs = await session.shell.choisirFichiers([{ nom: 'Factures', extensions }])
    await ajouter(refs.map((ref) => ({ ref, nom: null })))
  }
  const deposer = async (e: DragEvent) => {
    e.preventDefault()
    e.stopPropagation()
    setSurvol(false)
    const sources = []
    for (const fichier of [...e.dataTransfer.files]) {
      const ref = await session.shell.deposer(fichier)
      if (ref !== null) sources.push({ ref, nom: fichier.name })
    }
    await ajouter(sources)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside does the same
    <section
      className={`carte joindre${survol ? ' joindre-survol' : ''}`}
      onDragOver={(e) => {
        e.preventDefault()
        setSurvol(true)
      }}
      onDragLeave={() => setSurvol(false)}
      onDrop={(e) => void deposer(e)}
    >
      <h3 className="carte-titre">Joindre plusieurs factures</h3>
      <p>
        Déposez-les ici, ou choisissez-les ensemble : une facture dont le nom contient son numéro (« F-2025-031.pdf ») est rattachée à sa dépense. Les autres
        attendent que vous disiez laquelle.
      </p>
      <button type="button" className="bouton" onClick={() => void choisir()}>
        Choisir les factures…
      </button>
      {bilan ? (
        <p role="status">
          {typographier(
            `${formatEntier(bilan.total)} facture${bilan.total > 1 ? 's' : ''} jointe${bilan.total > 1 ? 's' : ''}, ${formatEntier(bilan.rattachees)} rattachée${bilan.rattachees > 1 ? 's' : ''} par ${bilan.rattachees > 1 ? 'leur' : 'son'} numéro.`
          )}
        </p>
      ) : null}
      {bilan && bilan.refus.length > 0 ? <PanneauErreur message="Ces fichiers n’ont pas été joints." details={bilan.refus.map(typographier)} /> : null}
    </section>
  )
}

function ARattacher({ fichiers, depenses }: { readonly fichiers: readonly PieceJointe[]; readonly depenses: readonly Depense[] }) {
  const session = useSession()
  const lectureSeule = useLectureSeule('piece-jointe')
  return (
    <section className="carte">
      <h3 className="carte-titre">À rattacher ({formatEntier(fichiers.length)})</h3>
      <ul className="factures">
        {fichiers.slice(0, 100).map((f) => (
          <li key={f.id} data-entite={f.id}>
            <span className="fichier-nom">{f.nom ?? 'Fichier'}</span>
            <span className="rangee-boutons">
              <select
                className="saisie"
                aria-label={`Dépense de ${f.nom ?? 'ce fichier'}`}
                disabled={lectureSeule}
                value=""
                onChange={(e) => e.target.value && session.saisir([{ kind: 'piece-jointe', id: f.id, champ: 'cible', valeur: e.target.value }])}
              >
                <option value="">Choisir la dépense…</option>
                {depenses.map((d) => (
                  <option key={d.id} value={d.id}>
                    {[d.numero, d.fournisseur, d.facture, d.libelle].filter((x) => x !== null).join(' · ')}
                  </option>
                ))}
              </select>
              {lectureSeule ? null : (
                <button
                  type="button"
                  className="bouton-lien"
                  aria-label={`Retirer ${f.nom ?? 'le fichier'}`}
                  onClick={() => session.retirer('piece-jointe', [f.id])}
                >
                  Retirer
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
