import { setTimeout as attendre } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { deFront } from './de-front.ts'

const libre = { verifierAnnulation: () => undefined }

describe('deFront', () => {
  it('does all, together', async () => {
    const faits: string[] = []
    await deFront(libre, [
      async () => {
        await attendre(20)
        faits.push('lente')
      },
      async () => void faits.push('vive')
    ])
    expect(faits).toEqual(['vive', 'lente'])
  })

  it('throws the first failure once the others have stopped at their next check', async () => {
    let tours = 0
    let arretee = false
    const echec = deFront(libre, [
      async (verifier) => {
        try {
          for (; ; tours++) {
            await attendre(1)
            verifier()
          }
        } finally {
          arretee = true
        }
      },
      async () => {
        await attendre(5)
        throw new Error('le disque est plein')
      }
    ])
    await expect(echec).rejects.toThrow('le disque est plein')
    expect(arretee).toBe(true)
    const alors = tours
    await attendre(10)
    expect(tours).toBe(alors)
  })

  it('stops all when the user gives up', async () => {
    const verifierAnnulation = () => {
      throw new Error('annulé')
    }
    let finies = 0
    const tache = async (verifier: () => void) => {
      try {
        await attendre(1)
        verifier()
      } finally {
        finies++
      }
    }
    await expect(deFront({ verifierAnnulation }, [tache, tache])).rejects.toThrow('annulé')
    expect(finies).toBe(2)
  })
})
