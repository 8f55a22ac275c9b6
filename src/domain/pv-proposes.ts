import { type Dossier, etablissementsConserves, porteurDe } from './dossier.ts'
import type { Etablissement } from './etablissement.ts'
import { compareTexte } from './format.ts'
import type { Organisme } from './organisme.ts'
import type { Pv } from './pv.ts'
import { couverturePv, type TypePv } from './regles-pv.ts'

export type NiveauPv = NonNullable<Pv['niveau']>

/** A procès-verbal to add: what it covers, and what the dossier already says of its signatories. Nothing else is guessed. */
export type PvPropose = Pick<
  Pv,
  'type' | 'niveau' | 'organisme' | 'etablissements' | 'signataireClient' | 'qualiteClient' | 'delegation' | 'lieu' | 'signataireEditeur' | 'qualiteEditeur'
>

/** Kept establishments that no procès-verbal of this type covers yet. */
export function nonCouverts(dossier: Dossier, type: TypePv): readonly Etablissement[] {
  const couverts = couverturePv(dossier, type)
  return etablissementsConserves(dossier).filter((e) => !couverts.has(e.id))
}

/**
 * One procès-verbal for each scope of a level, over the kept establishments that none covers yet: the grappe (signed by the porteur), each OG,
 * or each establishment (signed by its OG). By OG, then by name.
 */
export function proposerPvs(dossier: Dossier, type: TypePv, niveau: NiveauPv): readonly PvPropose[] {
  const reste = nonCouverts(dossier, type)
  if (reste.length === 0) return []
  const organismes = new Map(dossier.organismes.map((o) => [o.id, o]))
  const editeur = dossier.pvs.find((p) => p.signataireEditeur !== null)
  const pv = (organisme: Organisme | undefined, etablissements: readonly Etablissement[]): PvPropose => ({
    type,
    niveau,
    organisme: organisme?.id ?? null,
    etablissements: etablissements.map((e) => e.id),
    signataireClient: [organisme?.prenomRepresentant, organisme?.nomRepresentant].filter(Boolean).join(' ') || null,
    qualiteClient: organisme?.fonctionRepresentant ?? null,
    delegation: organisme?.nomRepresentant ? 'representant' : null,
    lieu: organisme?.commune ?? null,
    signataireEditeur: editeur?.signataireEditeur ?? null,
    qualiteEditeur: editeur?.qualiteEditeur ?? null
  })
  if (niveau === 'grappe') return [pv(porteurDe(dossier), reste)]
  const nom = (o: Organisme | undefined) => o?.raisonSociale ?? ''
  const triees = reste.toSorted(
    (a, b) => compareTexte(nom(organismes.get(a.organisme ?? '')), nom(organismes.get(b.organisme ?? ''))) || compareTexte(a.nom ?? '', b.nom ?? '')
  )
  if (niveau === 'essms') return triees.map((e) => pv(organismes.get(e.organisme ?? ''), [e]))
  const parOg = new Map<string | null, Etablissement[]>()
  for (const e of triees) {
    const siens = parOg.get(e.organisme)
    if (siens) siens.push(e)
    else parOg.set(e.organisme, [e])
  }
  return [...parOg].map(([id, siens]) => pv(organismes.get(id ?? ''), siens))
}
