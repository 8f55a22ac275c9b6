import { useMemo, useState } from 'react'
import { champsGalis, eurosACopier } from '#documents/fiche-galis.ts'
import { etablissementsConserves } from '#domain/dossier.ts'
import { formatEuros } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Chercher } from '../../components/chercher.tsx'
import { Copiable } from '../../components/copiable.tsx'
import { VideVers } from '../../components/vide-vers.tsx'
import { plier } from '../../presenter.ts'
import { useDossierEntier } from '../../use-session.ts'

/** Establishments drawn at first; the others on request. */
const pas = 30

/** Every field the teleservice asks, in its order, each with its copy button: the same list as the printed sheet. */
export function FicheSaisie() {
  const dossier = useDossierEntier()
  const sections = useMemo(() => champsGalis(dossier), [dossier])
  return (
    <div className="pile fiche-saisie">
      <p className="introduction">
        {typographier(
          'Ce que le téléservice « PAI numérique » demande, dans l’ordre de ses écrans. Copiez chaque valeur, puis collez-la dans le téléservice. La même fiche est imprimée avec le dossier GALIS ; elle ne se dépose pas.'
        )}
      </p>
      {sections.map(({ titre, champs }) => (
        <section key={titre} className="carte">
          <h3 className="carte-titre">{titre}</h3>
          {champs.map((c) => (
            <Copiable key={c.libelle} libelle={c.libelle} texte={c.copie} vide="à compléter" />
          ))}
        </section>
      ))}
      <Etablissements />
    </div>
  )
}

function Etablissements() {
  const dossier = useDossierEntier()
  const [recherche, setRecherche] = useState('')
  const [montres, setMontres] = useState(pas)
  const conserves = etablissementsConserves(dossier)
  if (conserves.length === 0)
    return (
      <VideVers
        vers="etablissements"
        parmi
        titre="Les établissements et leur montant"
        texte="Le téléservice demande chaque établissement et le montant qui lui est affecté. Ajoutez d’abord vos établissements."
      />
    )
  const trouves = conserves.filter((e) => plier(`${e.nom ?? ''} ${e.finess ?? ''} ${e.commune ?? ''}`).includes(plier(recherche)))
  return (
    <section className="carte">
      <h3 className="carte-titre">Établissements et montant affecté à chacun</h3>
      {conserves.length > pas ? <Chercher libelle="Chercher un établissement" valeur={recherche} changer={setRecherche} /> : null}
      <ul>
        {trouves.slice(0, montres).map((e) => (
          <li key={e.id}>
            <h4 className="groupe-titre">{e.nom ?? 'Établissement sans nom'}</h4>
            <Copiable libelle="FINESS géographique (ET)" texte={e.finess ?? ''} vide="à compléter" />
            <Copiable
              libelle={e.montantAide === null ? 'Montant affecté' : `Montant affecté (${formatEuros(e.montantAide)})`}
              texte={e.montantAide === null ? '' : eurosACopier(e.montantAide)}
              vide="à compléter"
            />
          </li>
        ))}
      </ul>
      {trouves.length > montres ? (
        <button type="button" className="bouton-lien" onClick={() => setMontres(montres + 100)}>
          Afficher la suite ({trouves.length - montres})
        </button>
      ) : null}
      {trouves.length === 0 ? <p className="secondaire">Aucun établissement ne correspond.</p> : null}
    </section>
  )
}
