import { useMemo } from 'react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { cleChamp } from '../ecran.ts'
import { entitesDe, libelleEntite, plier } from '../presenter.ts'
import { useDossier, useLectureSeule, useSession } from '../use-session.ts'
import { ChampCadre } from './champ-cadre.tsx'
import type { PropsControle } from './champ-texte.tsx'
import { Coches } from './coches.tsx'
import { ListeDeroulante } from './liste-deroulante.tsx'

/** Above this many choices a list is searched by typing. */
const seuilRecherche = 25

/** Another entity of the dossier. */
export function ChampReference({ kind, id, name, champ, valeur, facultatif, label }: PropsControle) {
  const session = useSession()
  const lectureSeule = useLectureSeule(kind, id)
  const vers = champ.vers ?? ''
  const entites = useDossier((d) => entitesDe(d, vers))
  const choix = useMemo(() => entites.map((e) => ({ value: e.id, label: libelleEntite(vers, e) })), [entites, vers])
  const choisir = (v: string | null) => session.saisir([{ kind, id, champ: name, valeur: v }])
  const cadre = { cle: cleChamp(kind, id, name), label: label ?? champ.label, aide: champ.aide, facultatif }
  if (choix.length <= seuilRecherche)
    return <ListeDeroulante cadre={cadre} valeur={(valeur as string | null) ?? null} options={choix} lectureSeule={lectureSeule} choisir={choisir} />
  return (
    <div className="champ" data-champ={cadre.cle}>
      <ComboBox
        className="combo"
        defaultItems={choix}
        selectedKey={(valeur as string | null) ?? null}
        onSelectionChange={(cle) => choisir(cle === null ? null : String(cle))}
        isDisabled={lectureSeule}
        menuTrigger="focus"
        defaultFilter={(texte, recherche) => plier(texte).includes(plier(recherche))}
      >
        <Label className="champ-label">
          {cadre.label}
          {facultatif ? <span className="champ-facultatif"> facultatif</span> : null}
        </Label>
        {champ.aide ? <p className="champ-aide">{champ.aide}</p> : null}
        <div className="combo-saisie">
          <Input className="saisie" />
          <Button className="bouton-icone" aria-label="Ouvrir la liste">
            ▾
          </Button>
        </div>
        <Popover className="combo-liste" maxHeight={320}>
          <ListBox>
            {({ value, label: nom }: (typeof choix)[number]) => (
              <ListBoxItem id={value} className="combo-option">
                {nom}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </div>
  )
}

/** Several entities: a list of check boxes that can be searched. */
export function ChampReferences({ kind, id, name, champ, valeur, facultatif, label }: PropsControle) {
  const session = useSession()
  const lectureSeule = useLectureSeule(kind, id)
  const vers = champ.vers ?? ''
  const entites = useDossier((d) => entitesDe(d, vers))
  const elements = useMemo(() => entites.map((e) => ({ id: e.id, nom: libelleEntite(vers, e) })), [entites, vers])
  const retenus = useMemo(() => new Set((valeur as readonly string[] | null) ?? []), [valeur])
  const poser = (liste: readonly string[]) => session.saisir([{ kind, id, champ: name, valeur: liste.length === 0 ? null : String(champ.encode(liste)) }])
  return (
    <ChampCadre cle={cleChamp(kind, id, name)} label={label ?? champ.label} aide={champ.aide} facultatif={facultatif} groupe large>
      {() => <Coches elements={elements} retenus={retenus} lectureSeule={lectureSeule} poser={poser} />}
    </ChampCadre>
  )
}
