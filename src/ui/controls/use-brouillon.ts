import { useEffect, useRef } from 'react'
import { useSession } from '../use-session.ts'

/** Reads what is half typed when the person leaves the screen or the window: nothing of it may be lost. `valider` is that of the last drawing. */
export function useBrouillon(cle: string, valider: () => void): void {
  const session = useSession()
  const dernier = useRef(valider)
  dernier.current = valider
  useEffect(() => {
    const retirer = session.file.brouillon(cle, () => dernier.current())
    return () => {
      dernier.current()
      retirer()
    }
  }, [cle, session])
}
