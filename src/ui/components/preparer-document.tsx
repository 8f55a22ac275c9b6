import { useState } from 'react'
import type { Demande, Sortie } from '#contract/contract.ts'
import type { Erreur } from '#contract/errors.ts'
import { typographier } from '#domain/typographie.ts'
import { useSession } from '../use-session.ts'
import { PanneauErreur } from './vide.tsx'

interface Props {
  readonly lot: Demande<'document.du-lot'>['lot']
  readonly document: Demande<'document.du-lot'>['document']
  readonly libelle: string
}

/** Writes one document of a bundle where the person chooses, to print, sign or certify it, then opens it on request. */
export function PreparerDocument({ lot, document, libelle }: Props) {
  const session = useSession()
  const [ecrits, setEcrits] = useState<Sortie<'document.du-lot'>['fichiers']>([])
  const [erreur, setErreur] = useState<Erreur | null>(null)
  const ecrire = async () => {
    const ref = await session.shell.choisirDossier()
    if (ref === null) return
    await session.file.vider()
    const fait = await session.appelerLong('document.du-lot', { lot, document, ref }, 'Préparation du document')
    setErreur(fait.ok ? null : fait.error)
    setEcrits(fait.ok ? fait.value.fichiers : [])
  }
  return (
    <div className="pile-serree">
      <button type="button" className="bouton" onClick={() => void ecrire()}>
        {libelle}
      </button>
      <div role="status">
        {ecrits.map((f) => (
          <p key={f.ref}>
            ✓ {f.nom} <span className="secondaire">{f.pages === null ? '' : `· ${f.pages} page${f.pages > 1 ? 's' : ''} `}</span>
            <button type="button" className="bouton-lien" onClick={() => void session.shell.ouvrir(f.ref)}>
              L’ouvrir
            </button>{' '}
            <button type="button" className="bouton-lien" onClick={() => void session.shell.montrer(f.ref)}>
              Le montrer dans son dossier
            </button>
          </p>
        ))}
      </div>
      {erreur ? <PanneauErreur message={typographier(erreur.message)} details={erreur.details?.map(typographier)} /> : null}
    </div>
  )
}
