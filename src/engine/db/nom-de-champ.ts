/** Names that the journal accepts, known or not. No name can collide with the machinery of objects. */
export const isNomDeKind = (kind: string): boolean => /^[a-z][a-z0-9-]{0,39}$/u.test(kind)
/** A field starting with `_` belongs to the journal itself. */
export const isNomDeChamp = (champ: string): boolean => /^_?[a-z][A-Za-z0-9-]{0,58}$/u.test(champ)
