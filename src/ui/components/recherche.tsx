import { useMemo, useState } from 'react'
import { Autocomplete, Input, Menu, MenuItem, TextField } from 'react-aria-components'
import { typographier } from '#domain/typographie.ts'
import { allerA } from '../aller.ts'
import { isTrouvable } from '../collecte.ts'
import { chercher, type Entree, indexer } from '../recherche.ts'
import { useDossierEntier, useMagasin, useRole, useSession } from '../use-session.ts'
import { Dialogue } from './dialogue.tsx'

/** Ctrl+K: goes to a screen, a field, a pièce, an action, an establishment, a person, a definition by its words. */
export function Recherche() {
  const session = useSession()
  return useMagasin(session.recherche) ? <Palette fermer={() => session.recherche.poser(false)} /> : null
}

function Palette({ fermer }: { readonly fermer: () => void }) {
  const session = useSession()
  const dossier = useDossierEntier()
  const [tape, setTape] = useState('')
  // The dossier as it was when the palette opened: it stays a moment, and nothing is typed elsewhere meanwhile.
  const isCollecte = useRole() === 'collecte'
  const [index] = useState(() => (isCollecte ? indexer(dossier).filter(isTrouvable) : indexer(dossier)))
  const trouvees = useMemo(() => chercher(index, tape), [index, tape])

  const suivre = ({ vers }: Entree) => {
    fermer()
    if (vers.t === 'adresse') allerA(session, vers.adresse)
    else session.aller(vers.ecran)
  }
  return (
    <Dialogue titre="Rechercher" fermer={fermer} large>
      <Autocomplete inputValue={tape} onInputChange={setTape}>
        <TextField aria-label="Rechercher dans le dossier">
          <Input data-premier className="saisie" placeholder="Un établissement, un champ, une pièce, une action, un mot du programme…" />
        </TextField>
        <p className="secondaire" aria-live="polite">
          {trouvees.length === 0
            ? typographier(`Rien ne correspond à « ${tape} ».`)
            : typographier('Flèches pour choisir, Entrée pour y aller, Échap pour fermer.')}
        </p>
        <Menu className="recherche-liste" aria-label="Résultats" items={trouvees.map((e) => ({ ...e, id: e.cle }))}>
          {(e) => (
            <MenuItem className="recherche-ligne" textValue={e.titre} onAction={() => suivre(e)}>
              <span className="etiquette">{e.sorte}</span>
              <span>{typographier(e.titre)}</span>
              {e.detail ? <span className="secondaire">{typographier(e.detail)}</span> : null}
            </MenuItem>
          )}
        </Menu>
      </Autocomplete>
    </Dialogue>
  )
}
