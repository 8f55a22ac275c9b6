interface Reponse {
  readonly numero: number
  readonly ok: boolean
}

/**
 * A worker that does one thing at a time and is ended when it lasts over `delai` ms: null then, and when it says that it could not.
 * The window never waits for it. `demarrer` makes the worker, at the first demand and after an end.
 */
export function createOuvrier<D extends object, R extends Reponse>(demarrer: () => Worker, delai: number) {
  type Reussite = Extract<R, { readonly ok: true }>
  let worker: Worker | null = null
  let numero = 0
  let tour: Promise<unknown> = Promise.resolve()

  const arreter = () => {
    worker?.terminate()
    worker = null
  }
  function executer(demande: D, transferts: Transferable[]): Promise<Reussite | null> {
    worker ??= demarrer()
    const courant = worker
    const rang = ++numero
    return new Promise((resolve) => {
      const finir = (reponse: Reussite | null, isSain: boolean) => {
        clearTimeout(minuterie)
        courant.removeEventListener('message', recevoir)
        courant.removeEventListener('error', tomber)
        if (!isSain) arreter()
        resolve(reponse)
      }
      const recevoir = ({ data }: MessageEvent<R>) => {
        if (data.numero === rang) finir(data.ok ? (data as unknown as Reussite) : null, true)
      }
      const tomber = (e: Event) => {
        e.preventDefault()
        finir(null, false)
      }
      const minuterie = setTimeout(() => finir(null, false), delai)
      courant.addEventListener('message', recevoir)
      courant.addEventListener('error', tomber)
      courant.postMessage({ ...demande, numero: rang }, transferts)
    })
  }
  return {
    demander: (demande: D, transferts: () => Transferable[] = () => []): Promise<Reussite | null> => {
      const suivant = tour.then(() => executer(demande, transferts()))
      tour = suivant
      return suivant
    },
    arreter
  }
}
