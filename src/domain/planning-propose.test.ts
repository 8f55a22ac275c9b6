import { describe, expect, it } from 'vitest'
import { foldDossier, type Ligne } from './dossier.ts'
import { daysBetween } from './format.ts'
import { tachesProposees } from './planning-propose.ts'

const ligne = (kind: string, id: string, cellules: Ligne['cellules']): Ligne => ({ id, kind, part: '', cree: 1, vivant: true, cellules })
const dates = { dateDebut: '2027-01-04', dateFin: '2028-12-29' }
const de = (grappe: Ligne['cellules'], ...autres: Ligne[]) => tachesProposees(foldDossier('p', [ligne('grappe', 'p', grappe), ...autres]))

describe('the planning proposed', () => {
  it.each([[{}], [{ dateDebut: '2027-01-04' }], [{ dateDebut: '2027-01-04', dateFin: '2027-01-04' }]])('waits for the dates of the project: %j', (grappe) =>
    expect(de(grappe)).toBeNull()
  )

  it('fills the three plannings within the project, on working days, each in order', () => {
    const taches = de(dates) ?? []
    expect(new Set(taches.map((t) => t.gantt))).toEqual(new Set(['projet', 'changement', 'deploiement']))
    for (const t of taches) {
      expect(t.debut >= dates.dateDebut && (t.fin ?? t.debut) <= dates.dateFin && (t.fin === null || t.fin >= t.debut)).toBe(true)
      for (const jour of [t.debut, t.fin ?? t.debut]) expect(daysBetween('2027-01-04', jour) % 7 < 5).toBe(true)
    }
    for (const g of ['projet', 'changement', 'deploiement'])
      expect(taches.filter((t) => t.gantt === g).map((t) => t.debut)).toEqual(
        taches
          .filter((t) => t.gantt === g)
          .map((t) => t.debut)
          .sort()
      )
    expect(taches.some((t) => t.libelle.startsWith('Services socles'))).toBe(true)
    expect(taches.filter((t) => t.gantt === 'projet' && t.fin === null).map((t) => t.libelle)).toEqual([
      'Commande de la solution',
      'VA prononcée',
      'VSR prononcée',
      'Dépôt de la clôture'
    ])
  })

  it('holds in a project of a few days', () => {
    for (const t of de({ dateDebut: '2027-01-09', dateFin: '2027-01-10' }) ?? []) expect((t.fin ?? t.debut) <= '2027-01-10').toBe(true)
  })

  it('consults no éditeur for a mise en conformité, and takes the known dates', () => {
    const libelles = (de({ ...dates, typeProjet: 'conformite', dateConvention: '2027-02-01' }) ?? []).map((t) => t.libelle)
    expect(libelles).toContain('Commande de la version référencée Ségur')
    expect(libelles).toContain('Convention signée avec l’ARS')
    expect(libelles.some((l) => l.startsWith('Consultation'))).toBe(false)
  })

  it('takes the waves as they are dated, and adds nothing twice', () => {
    const vague = ligne('vague', 'v1', { nom: 'Vague 1', debut: '2027-09-06', fin: '2027-11-26' })
    const taches = de(dates, vague) ?? []
    expect(taches.find((t) => t.libelle === 'Vague 1')).toEqual({
      gantt: 'deploiement',
      libelle: 'Vague 1',
      debut: '2027-09-06',
      fin: '2027-11-26',
      vague: 'v1'
    })
    expect(taches.some((t) => t.libelle === 'Établissements pilotes')).toBe(false)
    const faites = taches.map((t, i) => ligne('tache', `t${i}`, { gantt: t.gantt, libelle: t.libelle }))
    expect(de(dates, vague, ...faites)).toEqual([])
  })
})
