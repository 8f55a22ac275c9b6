export interface Hostile {
  readonly sorte: 'surplus' | 'manquant' | 'type' | 'cle' | 'prototype' | 'enorme'
  readonly args: readonly unknown[]
}

/**
 * What a page taken over could give to a native call, made from arguments that the call accepts; `enorme` is 50 million characters.
 * Whole in itself: the end-to-end tests run its text in the page.
 */
export function argumentsHostiles(valides: readonly unknown[], enorme: string): readonly Hostile[] {
  const isObjet = (v: unknown): v is Readonly<Record<string, unknown>> => typeof v === 'object' && v !== null && !Array.isArray(v)
  /** Every part of a value, with the function that gives the whole with that part replaced. */
  const places = (valeur: unknown): readonly { readonly part: unknown; readonly avec: (part: unknown) => unknown }[] => {
    const ici = { part: valeur, avec: (part: unknown) => part }
    if (Array.isArray(valeur))
      return [ici, ...valeur.flatMap((v, i) => places(v).map((p) => ({ part: p.part, avec: (part: unknown) => valeur.with(i, p.avec(part)) })))]
    if (!isObjet(valeur)) return [ici]
    return [
      ici,
      ...Object.keys(valeur).flatMap((k) => places(valeur[k]).map((p) => ({ part: p.part, avec: (part: unknown) => ({ ...valeur, [k]: p.avec(part) }) })))
    ]
  }
  const remplacer = (remplace: (part: unknown) => readonly unknown[]) =>
    valides.flatMap((v, i) => places(v).flatMap((p) => remplace(p.part).map((part) => valides.with(i, p.avec(part)))))
  const boucle: { soi?: unknown } = {}
  boucle.soi = boucle
  const faux = [
    null,
    12,
    1.5e300,
    Number.NaN,
    true,
    {},
    [[[]]],
    { length: 1, 0: 'x' },
    boucle,
    new Map([['a', 1]]),
    new Date(0),
    12n,
    /x/u,
    new Uint8Array(1000)
  ]
  // JSON alone makes such keys of their own.
  const cles = ['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{}}}', '{"prototype":{}}'].map((texte): object => JSON.parse(texte))
  const meler = (objet: object, cle: object): object => Object.defineProperties({ ...objet }, Object.getOwnPropertyDescriptors(cle))
  const sortes: { readonly [S in Hostile['sorte']]: readonly (readonly unknown[])[] } = {
    surplus: [12, null, {}, 'x', enorme].map((plus) => [...valides, plus]),
    manquant: valides.length > 0 ? [valides.slice(0, -1), []] : [],
    type: remplacer(() => faux),
    cle: remplacer((part) => (isObjet(part) ? [{ ...part, enPlus: 1 }] : [])),
    prototype: [...remplacer((part) => (isObjet(part) ? cles.map((cle) => meler(part, cle)) : cles)), ...cles.map((cle) => [...valides, cle])],
    enorme: [
      [...valides, new ArrayBuffer(50_000_000)],
      ...remplacer((part) => [
        enorme,
        new Uint8Array(50_000_000),
        ...(isObjet(part)
          ? [
              { ...part, enPlus: enorme },
              { ...part, [enorme]: 1 }
            ]
          : [])
      ])
    ]
  }
  return Object.entries(sortes).flatMap(([sorte, listes]) => listes.map((args) => ({ sorte: sorte as Hostile['sorte'], args })))
}
