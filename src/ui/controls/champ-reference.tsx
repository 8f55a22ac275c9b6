import { useMemo, useState } from 'react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { formatEntier } from '#domain/format.ts'
import { Chercher } from '../components/chercher.tsx'
import { cleChamp } from '../ecran.ts'
import { usePeuAPeu } from '../peu-a-peu.ts'
import { entitesDe, libelleEntite, plier } from '../presenter.ts'
import { useDossier, useLectureSeule, useSession } from '../use-session.ts'
import { ChampCadre } from './champ-cadre.tsx'
import type { PropsControle } from './champ-texte.tsx'
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
  const [filtre, setFiltre] = useState('')
  const retenus = useMemo(() => new Set((valeur as readonly string[] | null) ?? []), [valeur])
  // Those chosen when the form opens come first, and stay where they are while boxes are ticked.
  const [dabord] = useState(retenus)
  const visibles = useMemo(() => {
    const cherche = plier(filtre)
    const trouves = cherche === '' ? entites : entites.filter((e) => plier(libelleEntite(vers, e)).includes(cherche))
    return [...trouves.filter((e) => dabord.has(e.id)), ...trouves.filter((e) => !dabord.has(e.id))]
  }, [entites, vers, filtre, dabord])
  const dessinees = usePeuAPeu(visibles)
  const poser = (ids: Iterable<string>) => {
    const liste = [...ids]
    session.saisir([{ kind, id, champ: name, valeur: liste.length === 0 ? null : String(champ.encode(liste)) }])
  }
  const basculer = (ids: readonly string[], oui: boolean) => {
    const suivants = new Set(retenus)
    for (const i of ids) {
      if (oui) suivants.add(i)
      else suivants.delete(i)
    }
    poser(suivants)
  }
  const tous = visibles.length > 0 && visibles.every((e) => retenus.has(e.id))
  return (
    <ChampCadre cle={cleChamp(kind, id, name)} label={label ?? champ.label} aide={champ.aide} facultatif={facultatif} groupe large>
      {() => (
        <div className="coches">
          <div className="coches-tete">
            {entites.length > 8 ? <Chercher libelle="Chercher dans la liste" valeur={filtre} changer={setFiltre} /> : null}
            <label className="coche">
              <input
                type="checkbox"
                checked={tous}
                disabled={lectureSeule}
                onChange={(e) =>
                  basculer(
                    visibles.map((v) => v.id),
                    e.target.checked
                  )
                }
              />
              <span>{filtre ? 'Tous ceux affichés' : 'Tous'}</span>
            </label>
            <span className="secondaire" aria-live="polite">
              {formatEntier(retenus.size)} sur {formatEntier(entites.length)}
            </span>
          </div>
          <ul className="coches-liste">
            {dessinees.map((e) => (
              <li key={e.id}>
                <label className="coche">
                  <input type="checkbox" checked={retenus.has(e.id)} disabled={lectureSeule} onChange={(ev) => basculer([e.id], ev.target.checked)} />
                  <span>{libelleEntite(vers, e)}</span>
                </label>
              </li>
            ))}
          </ul>
        </div>
      )}
    </ChampCadre>
  )
}
