import { useMemo } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { champDe } from '#domain/dossier.ts'
import { formatTaille } from '#domain/format.ts'
import { courrielEnvoi } from '#domain/partage/courriels.ts'
import { typographier } from '#domain/typographie.ts'
import { Copiable } from '../../components/copiable.tsx'
import { Courriel } from '../../components/courriel.tsx'
import { createSujets } from '../../sujet.ts'
import { useDossierEntier, useSession } from '../../use-session.ts'
import { nomDuBrouillon } from './nom-brouillon.ts'

export type CopieEcrite = Sortie<'partage.envoyer'> & { readonly phrase: string | null }

/** What was written and where, the words to give by telephone, the e-mail. */
export function CopieFaite({ ecrite, autre }: { readonly ecrite: CopieEcrite; readonly autre: () => void }) {
  const session = useSession()
  const dossier = useDossierEntier()
  const sujet = useMemo(() => createSujets(dossier), [dossier])
  const { ligne, ref, nom: fichier, phrase, masquees } = ecrite
  const courriel = courrielEnvoi(dossier, ligne.id)
  return (
    <div className="pile envoi-fait">
      <section className="carte">
        <h3 className="carte-titre">✓ La copie est écrite</h3>
        <p>
          <strong>{fichier}</strong> <span className="secondaire">({formatTaille(ecrite.taille)})</span>
        </p>
        {phrase ? (
          <div className="phrase">
            <Copiable libelle="Phrase" texte={phrase} grand />
            <p className="message-remarque">
              ! Donnez ces six mots par téléphone ou par SMS, jamais dans l’e-mail. Grappe ne les garde pas : notez-les avant de quitter cette page.
            </p>
          </div>
        ) : null}
        {masquees.length > 0 ? (
          <details>
            <summary>
              {masquees.length > 1 ? `${masquees.length} textes n’ont pas été transmis` : 'Un texte n’a pas été transmis'} :{' '}
              {masquees.length > 1 ? 'ils citent' : 'il cite'} un autre organisme
            </summary>
            <ul className="liste-simple">
              {masquees.slice(0, 100).map((a) => (
                <li key={`${a.kind}${a.id}${a.champ}`}>
                  {typographier(`${a.id === null ? '' : `${sujet(a.kind, a.id)} : `}${champDe(a.kind, a.champ ?? '')?.label ?? a.champ ?? ''}`)}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {courriel ? (
          <Courriel
            destinataires={courriel.a ? [courriel.a] : []}
            objet={courriel.objet}
            texte={courriel.texte}
            brouillon={{
              nom: nomDuBrouillon(fichier),
              ecrire: (vers) => session.appelerLong('partage.courriel', { envoi: ligne.id, modele: 'envoi', joint: ref, ref: vers }, 'Écriture du brouillon')
            }}
            joint={{ ref, nom: fichier }}
          />
        ) : null}
        <div className="rangee-boutons">
          <button type="button" className="bouton" onClick={autre}>
            Envoyer une autre copie
          </button>
          <button type="button" className="bouton-discret" onClick={() => session.aller({ page: 'partage', onglet: 'suivi' })}>
            Voir le suivi des envois
          </button>
        </div>
      </section>
    </div>
  )
}
