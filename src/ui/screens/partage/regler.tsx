import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { champDe } from '#domain/dossier.ts'
import { doublonsDe } from '#domain/partage/doublons.ts'
import { typographier } from '#domain/typographie.ts'
import { allerA } from '../../aller.ts'
import { Valeur } from '../../components/valeur.tsx'
import { PanneauErreur, Vide } from '../../components/vide.tsx'
import { formatInstant } from '../../instant.ts'
import { createSujets } from '../../sujet.ts'
import { useDossierEntier, useLectureSeule, useSession } from '../../use-session.ts'
import { Doublons } from './doublons.tsx'

type Conflit = Sortie<'conflit.lister'>['conflits'][number]

/** « À régler »: values that two people changed differently, side by side, and possible doubles. */
export function Regler() {
  const session = useSession()
  const dossier = useDossierEntier()
  const sujet = useMemo(() => createSujets(dossier), [dossier])
  const hasDoublons = useMemo(() => doublonsDe(dossier).length > 0, [dossier])
  const [conflits, setConflits] = useState<readonly Conflit[] | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  const relire = useCallback(async () => {
    await session.file.vider()
    const lus = await session.appeler('conflit.lister', {})
    if (lus.ok) setConflits(lus.value.conflits)
    else setErreur(lus.error.message)
  }, [session])
  // Read again when the dossier's own list changes: a value typed in a screen settles a conflict too.
  const ouverts = dossier.conflits
  useEffect(() => {
    if (ouverts) void relire()
  }, [relire, ouverts])

  const choisir = async ({ kind, id, champ }: Conflit, valeur: Cellule) => {
    const fait = await session.appeler('conflit.choisir', { kind, id, champ, valeur })
    if (!fait.ok) return setErreur(fait.error.message)
    setErreur(null)
    session.recevoir([fait.value.ligne], fait.value.conflits)
    session.avertir({
      ton: 'succes',
      texte: 'Valeur choisie : elle partira avec vos prochaines copies.',
      action: { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
    })
  }
  if (conflits === null && erreur === null) return <p className="secondaire">Lecture…</p>
  return (
    <div className="pile">
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      {conflits?.length === 0 && !hasDoublons ? (
        <Vide
          titre="Aucune valeur différente"
          texte="Quand deux personnes changent le même champ chacune de leur côté, les deux valeurs sont gardées et montrées ici, côte à côte."
        />
      ) : null}
      {conflits?.map((c) => (
        <ConflitOuvert key={`${c.id}${c.champ}`} conflit={c} titre={sujet(c.kind, c.id)} choisir={(v) => void choisir(c, v)} />
      ))}
      <Doublons />
    </div>
  )
}

function ConflitOuvert({ conflit, titre, choisir }: { readonly conflit: Conflit; readonly titre: string; readonly choisir: (valeur: Cellule) => void }) {
  const session = useSession()
  const lectureSeule = useLectureSeule(conflit.kind, conflit.id)
  const { kind, id, champ, cotes } = conflit
  const isVie = champ === '_alive'
  const regle = champDe(kind, champ)
  const textes = cotes.map((c) => c.valeur)
  const areLongs = regle?.genre === 'texte-long' && textes.every((v) => typeof v === 'string')
  return (
    <section className="carte conflit" aria-label={typographier(`${titre} : ${regle?.label ?? 'présence'}`)}>
      <header className="rapport-tete">
        <h3>
          {titre} <span className="conflit-champ">{isVie ? 'Retiré par l’un, modifié par l’autre' : typographier(regle?.label ?? champ)}</span>
        </h3>
        {isVie ? null : (
          <button type="button" className="bouton-lien" onClick={() => allerA(session, { kind, id, champ })}>
            Saisir une autre valeur
          </button>
        )}
      </header>
      <div className="cotes">
        {cotes.map((c, i) => (
          <div key={`${c.auteur}${c.instant}${String(c.valeur)}`} className="cote">
            <p className="cote-valeur">
              <Valeur kind={kind} champ={champ} valeur={c.valeur} />
            </p>
            <p className="secondaire">
              {c.auteur || 'Auteur inconnu'}
              {c.organisation ? `, ${c.organisation}` : ''}
              <br />
              le {formatInstant(c.instant)}
              {i === 0 ? ' · affichée en attendant' : ''}
            </p>
            {lectureSeule ? null : (
              <button
                type="button"
                className="bouton"
                aria-label={`${isVie ? (c.valeur === 0 ? 'Retirer' : 'Garder l’élément') : 'Garder cette valeur'}, de ${c.auteur}`}
                onClick={() => choisir(c.valeur)}
              >
                {isVie ? (c.valeur === 0 ? 'Retirer' : 'Garder l’élément') : 'Garder cette valeur'}
              </button>
            )}
          </div>
        ))}
      </div>
      {areLongs && !lectureSeule ? (
        <button type="button" className="bouton-lien" onClick={() => choisir(textes.join('\n\n'))}>
          Garder les deux textes, l’un après l’autre
        </button>
      ) : null}
    </section>
  )
}
