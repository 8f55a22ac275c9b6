import type { Expr } from './formule.ts'
import { arrondi, comparaisons, comparer, critere, estFaute, type Faute, faute, nombre, type Scalaire, texte } from './valeur.ts'

/** What the evaluator asks of the workbook: the value of one cell, and how far each sheet goes. */
export interface Grille {
  /** Value of a cell, computed if it holds a formula; `ligne` 1-based. */
  readonly valeur: (feuille: string, colonne: number, ligne: number) => Scalaire
  readonly derniereLigne: (feuille: string) => number
  readonly existe: (feuille: string) => boolean
}

/** Evaluates a formula of sheet `feuille`. An unknown function throws: it must be added here first. */
export function createEvaluateur(grille: Grille) {
  type Plage = Extract<Expr, { e: 'plage' }>

  function valeursDe(p: Plage, feuille: string): Scalaire[] | Faute {
    const f = p.feuille ?? feuille
    if (!grille.existe(f)) return faute('#REF!')
    const fin = Math.min(p.l2, grille.derniereLigne(f))
    const valeurs: Scalaire[] = []
    for (let l = p.l1; l <= fin; l++) for (let c = p.c1; c <= p.c2; c++) valeurs.push(grille.valeur(f, c, l))
    return valeurs
  }

  /** Numbers of the arguments: in ranges texts and blanks do not count; elsewhere they are converted. */
  function nombres(args: readonly Expr[], feuille: string): number[] | Faute {
    const liste: number[] = []
    for (const a of args) {
      const valeurs = a.e === 'plage' ? valeursDe(a, feuille) : [evaluer(a, feuille)]
      if (estFaute(valeurs)) return valeurs
      for (const v of valeurs) {
        if (estFaute(v)) return v
        if (a.e === 'plage') {
          if (typeof v === 'number') liste.push(v)
        } else {
          const n = nombre(v)
          if (estFaute(n)) return n
          liste.push(n)
        }
      }
    }
    return liste
  }

  const scalaire = (e: Expr | undefined, feuille: string): Scalaire => (e ? evaluer(e, feuille) : null)
  const plageDe = (e: Expr | undefined, feuille: string): Scalaire[] | Faute => (e?.e === 'plage' ? valeursDe(e, feuille) : faute('#VALUE!'))
  const agrege = (f: (n: number[]) => Scalaire) => (args: readonly Expr[], feuille: string) => {
    const n = nombres(args, feuille)
    return estFaute(n) ? n : f(n)
  }
  const somme = (n: readonly number[]) => n.reduce((a, b) => a + b, 0)

  /** Positions where every (range, criterion) pair holds. */
  function retenus(paires: readonly Expr[], feuille: string): boolean[] | Faute {
    let garde: boolean[] | null = null
    for (let i = 0; i < paires.length; i += 2) {
      const valeurs = plageDe(paires[i], feuille)
      if (estFaute(valeurs)) return valeurs
      const v = scalaire(paires[i + 1], feuille)
      const accepte = critere(v)
      const ici = valeurs.map(accepte)
      garde = garde ? garde.map((g, k) => g && (ici[k] ?? false)) : ici
    }
    return garde ?? faute('#VALUE!')
  }
  function sommeSi(garde: boolean[] | Faute, cible: Expr | undefined, feuille: string): Scalaire {
    if (estFaute(garde)) return garde
    const valeurs = plageDe(cible, feuille)
    if (estFaute(valeurs)) return valeurs
    let total = 0
    for (const [k, v] of valeurs.entries()) {
      if (!garde[k]) continue
      if (estFaute(v)) return v
      if (typeof v === 'number') total += v
    }
    return total
  }

  const tous = (args: readonly Expr[], feuille: string): boolean[] | Faute => {
    const liste: boolean[] = []
    for (const a of args) {
      const n = nombre(evaluer(a, feuille))
      if (estFaute(n)) return n
      liste.push(n !== 0)
    }
    return liste
  }
  const surNombre =
    (f: (x: number, y: number) => Scalaire) =>
    (args: readonly Expr[], feuille: string): Scalaire => {
      const x = nombre(scalaire(args[0], feuille))
      const y = nombre(scalaire(args[1], feuille))
      return estFaute(x) ? x : estFaute(y) ? y : f(x, y)
    }

  const fonctions: Readonly<Record<string, (args: readonly Expr[], feuille: string) => Scalaire>> = {
    SUM: agrege(somme),
    MIN: agrege((n) => (n.length ? Math.min(...n) : 0)),
    MAX: agrege((n) => (n.length ? Math.max(...n) : 0)),
    AVERAGE: agrege((n) => (n.length ? somme(n) / n.length : faute('#DIV/0!'))),
    COUNT: (args, f) => args.reduce((t, a) => t + (a.e === 'plage' ? liste(a, f).filter((v) => typeof v === 'number').length : 1), 0),
    COUNTA: (args, f) => args.reduce((t, a) => t + (a.e === 'plage' ? liste(a, f).filter((v) => v !== null).length : 1), 0),
    COUNTBLANK: (args, f) => args.reduce((t, a) => t + (a.e === 'plage' ? liste(a, f).filter((v) => v === null || v === '').length : 0), 0),
    COUNTIF: (args, f) => compte(retenus(args.slice(0, 2), f)),
    COUNTIFS: (args, f) => compte(retenus(args, f)),
    SUMIF: (args, f) => sommeSi(retenus(args.slice(0, 2), f), args[2] ?? args[0], f),
    SUMIFS: (args, f) => sommeSi(retenus(args.slice(1), f), args[0], f),
    SUMPRODUCT: (args, f) => {
      const plages = args.map((a) => plageDe(a, f))
      const premiere = plages[0]
      if (!premiere || estFaute(premiere)) return premiere ?? 0
      let total = 0
      for (let k = 0; k < premiere.length; k++) {
        let produit = 1
        for (const p of plages) {
          if (estFaute(p)) return p
          const v = p[k] ?? null
          if (estFaute(v)) return v
          produit *= typeof v === 'number' ? v : 0
        }
        total += produit
      }
      return total
    },
    IF: (args, f) => {
      const c = nombre(scalaire(args[0], f))
      if (estFaute(c)) return c
      if (c !== 0) return scalaire(args[1], f) ?? 0
      return args.length < 3 ? false : (scalaire(args[2], f) ?? 0)
    },
    IFERROR: (args, f) => {
      const v = scalaire(args[0], f)
      return estFaute(v) ? scalaire(args[1], f) : v
    },
    AND: (args, f) => {
      const t = tous(args, f)
      return estFaute(t) ? t : t.every(Boolean)
    },
    OR: (args, f) => {
      const t = tous(args, f)
      return estFaute(t) ? t : t.some(Boolean)
    },
    NOT: surNombre((x) => x === 0),
    ABS: surNombre((x) => Math.abs(x)),
    ROUND: surNombre(arrondi),
    ISBLANK: (args, f) => scalaire(args[0], f) === null,
    ISNUMBER: (args, f) => typeof scalaire(args[0], f) === 'number',
    ISERROR: (args, f) => estFaute(scalaire(args[0], f))
  }
  const liste = (a: Plage, feuille: string): Scalaire[] => {
    const v = valeursDe(a, feuille)
    return estFaute(v) ? [] : v
  }
  const compte = (garde: boolean[] | Faute): Scalaire => (estFaute(garde) ? garde : garde.filter(Boolean).length)

  function operation(op: string, a: Scalaire, b: Scalaire): Scalaire {
    if (estFaute(a)) return a
    if (estFaute(b)) return b
    const juge = comparaisons[op]
    if (juge) return juge(comparer(a, b))
    if (op === '&') return texte(a) + texte(b)
    const x = nombre(a)
    const y = nombre(b)
    if (estFaute(x)) return x
    if (estFaute(y)) return y
    if (op === '+') return x + y
    if (op === '-') return x - y
    if (op === '*') return x * y
    if (op === '/') return y === 0 ? faute('#DIV/0!') : x / y
    return x ** y
  }

  function evaluer(e: Expr, feuille: string): Scalaire {
    switch (e.e) {
      case 'valeur':
        return e.v
      case 'vide':
        return null
      case 'plage': {
        if (e.c1 !== e.c2 || e.l1 !== e.l2) return faute('#VALUE!')
        const f = e.feuille ?? feuille
        return grille.existe(f) ? grille.valeur(f, e.c1, e.l1) : faute('#REF!')
      }
      case 'signe': {
        const n = nombre(evaluer(e.a, feuille))
        return estFaute(n) ? n : e.op === '-' ? -n : e.op === '%' ? n / 100 : n
      }
      case 'operation':
        return operation(e.op, evaluer(e.a, feuille), evaluer(e.b, feuille))
      case 'appel': {
        const f = fonctions[e.nom]
        if (!f) throw new Error(`fonction inconnue « ${e.nom} »`)
        return f(e.args, feuille)
      }
    }
  }
  return evaluer
}
