/** Parser of the Excel formulas our workbooks use: English names, comma separators, A1 references. */

export type Expr =
  | { readonly e: 'valeur'; readonly v: number | string | boolean }
  | { readonly e: 'vide' }
  | { readonly e: 'plage'; readonly feuille: string | null; readonly c1: number; readonly l1: number; readonly c2: number; readonly l2: number }
  | { readonly e: 'operation'; readonly op: string; readonly a: Expr; readonly b: Expr }
  | { readonly e: 'signe'; readonly op: '-' | '+' | '%'; readonly a: Expr }
  | { readonly e: 'appel'; readonly nom: string; readonly args: readonly Expr[] }

const lexeme =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|"((?:[^"]|"")*)"|((?:'(?:[^']|'')+'|[A-Za-z_\u00c0-\u024f][\w.\u00c0-\u024f]*)!)?(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![\w(])|([A-Za-z][A-Za-z0-9.]*)|(<>|<=|>=|[-+*/^&=<>(),%]))/y

/** Signs that never start a longer one: half of a formula, read without the expression above. */
const seuls = new Set('-+*/^&=(),%')

interface Jeton {
  readonly g: 'nombre' | 'texte' | 'plage' | 'nom' | 'signe'
  readonly v: string
  readonly feuille: string | null
}

/** `Feuille!` or `'L’autre feuille'!` → the name itself. */
const nomDeFeuille = (devant: string): string => (devant.startsWith("'") ? devant.slice(1, -2).replaceAll("''", "'") : devant.slice(0, -1))

function jetons(formule: string): readonly Jeton[] {
  const liste: Jeton[] = []
  const source = formule.trimEnd()
  lexeme.lastIndex = 0
  while (lexeme.lastIndex < source.length) {
    const debut = lexeme.lastIndex
    const signeSeul = source[debut] ?? ''
    if (seuls.has(signeSeul)) {
      liste.push({ g: 'signe', v: signeSeul, feuille: null })
      lexeme.lastIndex++
      continue
    }
    const m = lexeme.exec(source)
    if (!m) throw new Error(`caractère inattendu à la position ${debut + 1}`)
    const [, nombre, texte, feuille, plage, nom, signe] = m
    if (plage !== undefined) liste.push({ g: 'plage', v: plage.replaceAll('$', ''), feuille: feuille === undefined ? null : nomDeFeuille(feuille) })
    else if (nombre !== undefined) liste.push({ g: 'nombre', v: nombre, feuille: null })
    else if (texte !== undefined) liste.push({ g: 'texte', v: texte.replaceAll('""', '"'), feuille: null })
    else if (nom !== undefined) liste.push({ g: 'nom', v: nom.toUpperCase(), feuille: null })
    else liste.push({ g: 'signe', v: signe ?? '', feuille: null })
  }
  return liste
}

/** What binds least first; operators of one rank go from left to right. */
const priorites: ReadonlyMap<string, number> = new Map(
  [['=', '<>', '<', '>', '<=', '>='], ['&'], ['+', '-'], ['*', '/'], ['^']].flatMap((ops, rang) => ops.map((op) => [op, rang] as const))
)

/** One end of a range: letters, then digits unless it is a whole column. */
function bout(t: string, ligne: number): { readonly c: number; readonly l: number } {
  let c = 0
  let i = 0
  for (; i < t.length && t.charCodeAt(i) >= 65; i++) c = c * 26 + t.charCodeAt(i) - 64
  return { c: c - 1, l: i < t.length ? Number(t.slice(i)) : ligne }
}

function plageDe(v: string, feuille: string | null): Expr {
  const [debut = '', fin = debut] = v.split(':')
  const a = bout(debut, 1)
  const b = bout(fin, 1_048_576)
  return { e: 'plage', feuille, c1: Math.min(a.c, b.c), l1: Math.min(a.l, b.l), c2: Math.max(a.c, b.c), l2: Math.max(a.l, b.l) }
}

/** Formula (without `=`) → tree. Throws an Error in French when it cannot be read. */
export function litFormule(formule: string): Expr {
  const liste = jetons(formule)
  let i = 0
  const signe = (v: string) => liste[i]?.g === 'signe' && liste[i]?.v === v
  const attendre = (v: string) => {
    if (!signe(v)) throw new Error(`« ${v} » attendu`)
    i++
  }
  const binaire = (niveau: number): Expr => {
    let a = unaire()
    for (let j = liste[i]; j?.g === 'signe'; j = liste[i]) {
      const rang = priorites.get(j.v)
      if (rang === undefined || rang < niveau) break
      i++
      a = { e: 'operation', op: j.v, a, b: binaire(rang + 1) }
    }
    return a
  }
  const unaire = (): Expr => {
    for (const op of ['-', '+'] as const) {
      if (!signe(op)) continue
      i++
      return { e: 'signe', op, a: unaire() }
    }
    let a = atome()
    while (signe('%')) {
      i++
      a = { e: 'signe', op: '%', a }
    }
    return a
  }
  const atome = (): Expr => {
    const j = liste[i++]
    if (!j) throw new Error('formule incomplète')
    if (j.g === 'nombre') return { e: 'valeur', v: Number(j.v) }
    if (j.g === 'texte') return { e: 'valeur', v: j.v }
    if (j.g === 'plage') return plageDe(j.v, j.feuille)
    if (j.g === 'signe' && j.v === '(') {
      const a = binaire(0)
      attendre(')')
      return a
    }
    if (j.g !== 'nom') throw new Error(`« ${j.v} » inattendu`)
    if (!signe('(')) {
      if (j.v === 'TRUE' || j.v === 'FALSE') return { e: 'valeur', v: j.v === 'TRUE' }
      throw new Error(`nom inconnu « ${j.v} »`)
    }
    i++
    const args: Expr[] = []
    while (!signe(')')) {
      args.push(signe(',') ? { e: 'vide' } : binaire(0))
      if (signe(',')) {
        i++
        if (signe(')')) args.push({ e: 'vide' })
      } else if (!signe(')')) throw new Error('« ) » attendu')
    }
    i++
    return { e: 'appel', nom: j.v, args }
  }
  const arbre = binaire(0)
  if (i !== liste.length) throw new Error('fin de formule attendue')
  return arbre
}
