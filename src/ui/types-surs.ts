/**
 * The page refuses that a text becomes markup or a script address (Trusted Types, in the content security policy), but what
 * this one policy lets through when a library tries: inert markup, and the workers of this build.
 * React Aria empties its announcer with '', React makes elements from fixed text, the grid builds its own from templates.
 */
interface Fabrique {
  readonly createPolicy: (nom: string, regles: Readonly<Record<'createHTML' | 'createScript' | 'createScriptURL', (texte: string) => string>>) => unknown
}

/** Elements with classes, roles and labels only: no handler, no address, no style. */
const inerte = /^(?:[^<>]|<\/?(?:div|span|button|input|label)(?:\s+(?:class|role|aria-[a-z]+|tabindex|type|data-ref)(?:="[^"<>]*")?)*\s*\/?>)*$/u

const isDeCeBuild = (adresse: string): boolean => new URL(adresse, location.href).origin === location.origin && /\/assets\/[\w-]+\.js$/u.test(adresse)

const garder = (isAdmis: (texte: string) => boolean) => (texte: string) => {
  if (isAdmis(texte)) return texte
  throw new TypeError('refusé')
}

;(globalThis as { readonly trustedTypes?: Fabrique }).trustedTypes?.createPolicy('default', {
  createHTML: garder((html) => inerte.test(html)),
  // Code made of text is refused by `script-src` itself; saying no here too would only hinder a debugger.
  createScript: garder(() => true),
  createScriptURL: garder(isDeCeBuild)
})
