import type { Bloc, Texte } from '#documents/doc.ts'
import { isNumber, printedValue } from '#documents/printed-value.ts'
import { typographier } from '#domain/typographie.ts'
import { Figure } from './figure.tsx'
import { Gantt } from './gantt.tsx'
import { habit } from './habit.ts'
import { Signatures } from './signatures.tsx'
import { TableVue } from './table.tsx'

/** The blocks of a neutral document, in order. */
export function Blocs({ blocs }: { readonly blocs: readonly Bloc[] }) {
  // Blocks have no identity of their own: their rank is their key, and drawing one again costs little.
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return blocs.map((bloc, i) => <BlocVu key={i} bloc={bloc} />)
}

const titres = { 1: 'h2', 2: 'h3', 3: 'h4' } as const

function BlocVu({ bloc }: { readonly bloc: Bloc }) {
  switch (bloc.b) {
    case 'titre': {
      const Titre = titres[bloc.niveau]
      return <Titre>{typographier(bloc.texte)}</Titre>
    }
    case 'paragraphe':
      return (
        <p className={bloc.petit ? 'feuille-petit' : undefined}>
          <Fragments texte={bloc.texte} />
        </p>
      )
    case 'liste': {
      const Liste = bloc.ordonnee ? 'ol' : 'ul'
      return (
        <Liste>
          {bloc.elements.map((e, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the elements of a printed list have no other identity
            <li key={i}>
              <Fragments texte={e} />
            </li>
          ))}
        </Liste>
      )
    }
    case 'paires':
      return (
        <dl className="feuille-paires">
          {bloc.lignes.map(([libelle, valeur], i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two pairs may carry the same label
            <div key={i}>
              <dt>{typographier(libelle)}</dt>
              <dd className={valeur.t === 'texte' && valeur.ton ? `ton-${valeur.ton}` : isNumber(valeur) ? 'feuille-nombre' : undefined}>
                {printedValue(valeur, habit, false)}
              </dd>
            </div>
          ))}
        </dl>
      )
    case 'table':
      return <TableVue bloc={bloc} />
    case 'gantt':
      return <Gantt bloc={bloc} />
    case 'figure':
      return <Figure bloc={bloc} />
    case 'encadre':
      return (
        <div className={`feuille-encadre ton-${bloc.ton}`}>
          {bloc.titre ? <strong>{typographier(bloc.titre)}</strong> : null}
          <p>
            <Fragments texte={bloc.texte} />
          </p>
        </div>
      )
    case 'signatures':
      return <Signatures blocs={bloc.blocs} />
    case 'saut':
      return <hr />
  }
}

function Fragments({ texte }: { readonly texte: Texte }) {
  if (typeof texte === 'string') return typographier(texte)
  return texte.map((f, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: runs of one paragraph, never moved
    <span key={i} className={[f.gras ? 'gras' : '', f.italique ? 'italique' : '', f.couleur ? `ton-${f.couleur}` : ''].join(' ').trim() || undefined}>
      {typographier(f.texte)}
    </span>
  ))
}
