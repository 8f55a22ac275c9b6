import { describe, expect, test } from 'vitest'
import { type CodeErreur, messages } from '#contract/errors.ts'
import type { Client } from '#contract/rpc.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { type Autosave, type Changement, createAutosave, type EtatFile } from './autosave.ts'

const saisir = (id: string, champ: string, valeur: Cellule): Changement => ({ t: 'saisir', kind: 'organisme', id, champ, valeur })
const ajouter = (id: string): Changement => ({ t: 'ajouter', kind: 'organisme', id, cellules: { porteur: 'non' } })

/** An engine in memory: keeps cells, answers when told, refuses what it is told to refuse. */
function banc(options: { lotMax?: number } = {}) {
  const cellules = new Map<string, Cellule>()
  const appels: { name: string; input: Record<string, unknown> }[] = []
  const minuteurs: (() => void)[] = []
  let panne: CodeErreur | null = null
  let branche = true
  const interdits = new Set<string>()
  const renommes = new Map<string, string>()
  const vus: string[] = []
  let retenues: (() => void)[] | null = null
  const etats: EtatFile[] = []
  const recues: string[] = []

  const client = {
    call: async (name: string, input: Record<string, unknown>) => {
      appels.push({ name, input })
      if (retenues) await new Promise<void>((suite) => retenues?.push(suite))
      const echec = (code: CodeErreur) => ({ ok: false, error: { code, message: messages[code] } })
      if (panne) return echec(panne)
      if (name !== 'champ.saisir') {
        cellules.set(`${input['id']}|${name}`, 1)
        const id = renommes.get(String(input['id'])) ?? input['id']
        return { ok: true, value: { ligne: { id, kind: 'organisme', part: '', cree: 1, vivant: true, cellules: {} } } }
      }
      const editions = input['editions'] as { id: string; champ: string; valeur: Cellule }[]
      if (editions.some((e) => interdits.has(e.champ))) return echec('saisie-invalide')
      const ajouts = (input['ajouts'] ?? []) as { id: string }[]
      const reel = (id: string) => renommes.get(id) ?? id
      for (const e of editions) cellules.set(`${reel(e.id)}|${e.champ}`, e.valeur)
      const lignes = ajouts.map((a) => ({ id: reel(a.id), kind: 'organisme', part: '', cree: 1, vivant: true, cellules: {} }))
      return { ok: true, value: { lignes, conflits: [], ajoutees: lignes.map((l) => l.id) } }
    }
  } as unknown as Client

  const file: Autosave = createAutosave({
    client: () => (branche ? client : null),
    recevoir: (lignes) => recues.push(...lignes.map((l) => l.id)),
    renommer: (ancien, nouveau) => void vus.push(`${ancien}>${nouveau}`),
    annoncer: (etat) => void etats.push(etat),
    minuterie: { poser: (f) => minuteurs.push(f), retirer: (j) => void minuteurs.splice((j as number) - 1, 1, () => {}) },
    ...options
  })
  return {
    file,
    cellules,
    appels,
    etats,
    recues,
    interdits,
    renommes,
    vus,
    panne: (code: CodeErreur | null) => {
      panne = code
    },
    brancher: (oui: boolean) => {
      branche = oui
    },
    retenir: () => {
      retenues = []
    },
    relacher: () => {
      const suites = retenues ?? []
      retenues = null
      for (const suite of suites) suite()
    },
    /** Runs the timers that are due. */
    battre: async () => {
      for (const f of minuteurs.splice(0)) f()
      await new Promise((r) => setTimeout(r, 0))
    }
  }
}

describe('file d’enregistrement', () => {
  test('plusieurs frappes d’une cellule partent en un seul envoi, la dernière', async () => {
    const b = banc()
    for (const v of ['L', 'Le', 'Les', 'Les P', 'Les Pins']) b.file.ajouter([saisir('a', 'raisonSociale', v)], true)
    expect(b.appels).toHaveLength(0)
    expect(b.file.etat().enAttente).toBe(1)
    await b.file.vider()
    expect(b.appels).toEqual([{ name: 'champ.saisir', input: { editions: [{ kind: 'organisme', id: 'a', champ: 'raisonSociale', valeur: 'Les Pins' }] } }])
    expect(b.file.etat()).toEqual({ enAttente: 0, cause: null, refus: [] })
  })

  test('l’ordre est gardé : on ajoute avant de saisir, on saisit avant de retirer', async () => {
    const b = banc()
    b.file.ajouter([ajouter('a'), saisir('a', 'siren', '1'), saisir('a', 'naf', '2'), { t: 'retirer', kind: 'organisme', id: 'a' }, saisir('b', 'siren', '3')])
    await b.file.vider()
    expect(b.appels.map((a) => a.name)).toEqual(['champ.saisir', 'entite.retirer', 'champ.saisir'])
    expect(b.appels[0]?.input).toMatchObject({ ajouts: [{ id: 'a' }], editions: [{ champ: 'siren' }, { champ: 'naf' }] })
    expect(b.recues).toEqual(['a', 'a'])
  })

  test('un collage qui ajoute et modifie part en un seul appel ; deux gestes en font deux', async () => {
    const b = banc()
    b.file.ajouter([ajouter('a'), ajouter('b'), saisir('c', 'naf', '1')])
    b.file.ajouter([ajouter('d'), saisir('c', 'naf', '2')])
    await b.file.vider()
    expect(b.appels.map(({ name, input }) => [name, (input['ajouts'] as unknown[]).length])).toEqual([
      ['champ.saisir', 2],
      ['champ.saisir', 1]
    ])
    expect(b.cellules.get('c|naf')).toBe('2')
  })

  test('une frappe pendant l’envoi n’est pas écrasée par l’envoi', async () => {
    const b = banc()
    b.retenir()
    b.file.ajouter([saisir('a', 'naf', 'ancien')])
    const fin = b.file.vider()
    b.file.ajouter([saisir('a', 'naf', 'nouveau')], true)
    expect(b.file.surcouche('a')).toEqual({ naf: 'nouveau' })
    b.relacher()
    await fin
    expect(b.cellules.get('a|naf')).toBe('nouveau')
    expect(b.file.surcouche('a')).toBeUndefined()
  })

  test.each<CodeErreur>(['disque-plein', 'moteur-arrete', 'interne'])(
    'panne passagère (%s) : rien n’est perdu, la cause est visible, l’envoi reprend seul',
    async (code) => {
      const b = banc()
      b.panne(code)
      b.file.ajouter([saisir('a', 'naf', 'un'), saisir('b', 'naf', 'deux')])
      await b.file.vider()
      expect(b.file.etat()).toMatchObject({ enAttente: 2, cause: { code, message: messages[code] } })
      b.file.ajouter([saisir('a', 'naf', 'un bis')])
      b.panne(null)
      await b.battre()
      expect([b.cellules.get('a|naf'), b.cellules.get('b|naf')]).toEqual(['un bis', 'deux'])
      expect(b.file.etat()).toEqual({ enAttente: 0, cause: null, refus: [] })
    }
  )

  test('un moteur qui meurt pendant l’envoi : tout est renvoyé au suivant', async () => {
    const b = banc()
    b.retenir()
    b.file.ajouter([saisir('a', 'naf', 'un'), saisir('a', 'siren', 'deux')])
    void b.file.vider()
    expect(b.file.etat().enAttente).toBe(2)
    b.brancher(false)
    b.file.reconnecter()
    await b.battre()
    expect(b.file.etat()).toMatchObject({ enAttente: 2, cause: { code: 'moteur-arrete' } })
    b.brancher(true)
    b.relacher()
    b.file.reconnecter()
    await b.battre()
    expect([b.cellules.get('a|naf'), b.cellules.get('a|siren')]).toEqual(['un', 'deux'])
    expect(b.file.etat().enAttente).toBe(0)
  })

  test('une saisie refusée n’arrête pas les autres, reste visible, et part quand on la corrige', async () => {
    const b = banc()
    b.interdits.add('siren')
    b.file.ajouter([saisir('a', 'naf', '1'), saisir('a', 'siren', 'x'), saisir('a', 'adresse', '3')])
    await b.file.vider()
    expect([b.cellules.get('a|naf'), b.cellules.get('a|adresse')]).toEqual(['1', '3'])
    expect(b.file.etat().refus).toMatchObject([{ changement: { champ: 'siren', valeur: 'x' }, erreur: { code: 'saisie-invalide' } }])
    b.interdits.clear()
    b.file.ajouter([saisir('a', 'siren', 'y')])
    await b.file.vider()
    expect(b.file.etat().refus).toEqual([])
    expect(b.cellules.get('a|siren')).toBe('y')
  })

  test('un ajout que le moteur connaît sous un autre nom : la suite le suit', async () => {
    const b = banc()
    b.renommes.set('local', 'officiel')
    b.file.ajouter([ajouter('local'), saisir('local', 'naf', '8730A')])
    await b.file.vider()
    expect(b.vus).toEqual(['local>officiel'])
    expect([b.cellules.get('officiel|naf'), b.cellules.get('local|naf')]).toEqual(['8730A', undefined])
  })

  test('vider prend aussi ce qui est en train d’être tapé', async () => {
    const b = banc()
    const retirer = b.file.brouillon('organisme|a|naf', () => b.file.ajouter([saisir('a', 'naf', '8730A')]))
    await b.file.vider()
    expect(b.cellules.get('a|naf')).toBe('8730A')
    retirer()
    b.cellules.clear()
    await b.file.vider()
    expect(b.cellules.size).toBe(0)
  })

  test('un long collage part en paquets, dans l’ordre', async () => {
    const b = banc({ lotMax: 100 })
    b.file.ajouter(Array.from({ length: 250 }, (_, i) => saisir(`e${i}`, 'naf', i)))
    await b.file.vider()
    expect(b.appels.map((a) => (a.input['editions'] as unknown[]).length)).toEqual([100, 100, 50])
    expect(b.cellules.size).toBe(250)
  })

  test('au hasard : coupures et frappes mêlées, la dernière valeur de chaque cellule est écrite', async () => {
    let graine = 42
    const hasard = (n: number) => {
      graine = (graine * 1103515245 + 12345) % 2 ** 31
      return graine % n
    }
    const b = banc({ lotMax: 7 })
    const attendu = new Map<string, number>()
    for (let i = 0; i < 600; i++) {
      const [id, champ] = [`e${hasard(5)}`, `c${hasard(4)}`]
      attendu.set(`${id}|${champ}`, i)
      b.file.ajouter([saisir(id, champ, i)], hasard(2) === 0)
      if (hasard(9) === 0) b.panne(hasard(2) === 0 ? 'disque-plein' : null)
      if (hasard(13) === 0) b.brancher(hasard(3) !== 0)
      if (hasard(6) === 0) await b.battre()
      if (hasard(17) === 0) b.file.reconnecter()
    }
    b.panne(null)
    b.brancher(true)
    b.file.reconnecter()
    await b.file.vider()
    expect(b.file.etat()).toEqual({ enAttente: 0, cause: null, refus: [] })
    expect(Object.fromEntries(b.cellules)).toEqual(Object.fromEntries(attendu))
  })
})
