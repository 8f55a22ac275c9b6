import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { phases } from '#domain/lot.ts'
import { useSession } from '../use-session.ts'
import { adresseImage } from './chapitres.ts'

/** The tokens of a text written for the guide, as elements: no HTML is ever made from text. */
export function Jetons({ jetons }: { readonly jetons: readonly Token[] | undefined }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes
  return jetons?.map((j, i) => <Jeton key={i} jeton={j} />)
}

function Jeton({ jeton }: { readonly jeton: Token }): ReactNode {
  switch (jeton.type) {
    case 'heading':
      return <h3>{(jeton as Tokens.Heading).text}</h3>
    case 'paragraph': {
      const { tokens } = jeton as Tokens.Paragraph
      return tokens.length === 1 && tokens[0]?.type === 'image' ? (
        <Image image={tokens[0] as Tokens.Image} />
      ) : (
        <p>
          <Jetons jetons={tokens} />
        </p>
      )
    }
    case 'list': {
      const { ordered, items } = jeton as Tokens.List
      const Liste = ordered ? 'ol' : 'ul'
      return (
        <Liste>
          {items.map((item) => (
            <li key={item.raw}>
              <Jetons jetons={item.tokens} />
            </li>
          ))}
        </Liste>
      )
    }
    case 'table':
      return <Table table={jeton as Tokens.Table} />
    case 'text': {
      const { tokens, text } = jeton as Tokens.Text
      return tokens ? <Jetons jetons={tokens} /> : text
    }
    case 'strong':
      return (
        <strong>
          <Jetons jetons={(jeton as Tokens.Strong).tokens} />
        </strong>
      )
    case 'codespan':
      return <code>{(jeton as Tokens.Codespan).text}</code>
    case 'link':
      return <Lien lien={jeton as Tokens.Link} />
    case 'space':
      return null
    default:
      throw new Error(`le guide ne sait pas montrer « ${jeton.type} »`)
  }
}

function Image({ image }: { readonly image: Tokens.Image }) {
  const adresse = adresseImage(image.href)
  if (!adresse) return null
  return (
    <figure className="guide-image">
      <img src={adresse} alt={image.text} loading="lazy" />
      <figcaption>{image.text}</figcaption>
    </figure>
  )
}

/** `#phase/onglet` leads to that screen. */
function Lien({ lien }: { readonly lien: Tokens.Link }) {
  const session = useSession()
  const [page, onglet = null] = lien.href.replace('#', '').split('/')
  const phase = phases.find((p) => p.code === page)
  if (!phase) throw new Error(`lien inconnu dans le guide : ${lien.href}`)
  return (
    <button type="button" className="bouton-lien" onClick={() => session.aller({ page: phase.code, onglet })}>
      {lien.text}
    </button>
  )
}

function Table({ table }: { readonly table: Tokens.Table }) {
  return (
    <table className="table">
      <thead>
        <tr>
          {table.header.map((c) => (
            <th key={c.text} scope="col">
              {c.text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((rangee) => (
          <tr key={rangee.map((c) => c.text).join('|')}>
            {rangee.map((c) => (
              <td key={c.text}>
                <Jetons jetons={c.tokens} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
