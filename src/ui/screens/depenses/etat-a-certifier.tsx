import { useMemo } from 'react'
import { formatEuros } from '#domain/format.ts'
import { totalDepenses } from '#domain/totaux-depense.ts'
import { Joindre } from '../../components/joindre.tsx'
import { PreparerDocument } from '../../components/preparer-document.tsx'
import { useDossier, useDossierEntier } from '../../use-session.ts'

/** The statement: written by Grappe to be certified, then the certified copy. */
export function EtatACertifier() {
  const dossier = useDossierEntier()
  const fichiers = useDossier((d) => d.piecesJointes)
  const certifies = fichiers.filter((f) => f.role === 'etat-depenses')
  const total = useMemo(() => totalDepenses(dossier), [dossier])
  const n = dossier.depenses.length
  return (
    <div className="pile">
      <section className="carte">
        <h3 className="carte-titre">1. Préparer l’état récapitulatif</h3>
        <p>
          Un PDF à signer et le classeur Excel qui va avec : {n} ligne{n > 1 ? 's' : ''}, {formatEuros(total.ttc)} TTC, dont {formatEuros(total.eligible)}{' '}
          éligibles. Ce n’est pas un modèle officiel.
        </p>
        <PreparerDocument lot="cloture" document={{ base: 'Etat_recapitulatif_depenses' }} libelle="Écrire le PDF et le classeur…" />
      </section>
      <section className="carte">
        <h3 className="carte-titre">2. Joindre l’état certifié</h3>
        <p>
          Signé par le représentant légal du porteur, et certifié par qui votre convention le demande : comptable public, expert-comptable ou commissaire aux
          comptes.
        </p>
        <Joindre
          fichiers={certifies}
          cellules={{ role: 'etat-depenses', cible: dossier.projet }}
          libelle={certifies.length > 0 ? 'Joindre un autre état certifié' : 'Joindre l’état certifié'}
        />
      </section>
    </div>
  )
}
