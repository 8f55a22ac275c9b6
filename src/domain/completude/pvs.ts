import type { Lot } from '../lot.ts'
import { constatsPvs, type TypePv } from '../regles-pv.ts'
import type { Verification } from './collecteur.ts'

const lotsDe: Readonly<Record<TypePv, readonly Lot[]>> = { va: ['va', 'cloture'], vsr: ['vsr', 'cloture'] }

/** VA and VSR: covered establishments, order, decision, signed files, signatories. */
export const verifierPvs: Verification = ({ dossier, options, manque, enRegle }) => {
  const constats = constatsPvs(dossier, options)
  for (const { cle, types, gravite, pv, etablissement, champ, texte, famille } of constats)
    manque({
      cle,
      gravite,
      phase: 'cloture',
      lots: [...new Set(types.flatMap((type) => lotsDe[type]))],
      texte,
      ...(famille === undefined ? {} : { famille }),
      ou:
        pv === null && etablissement !== null
          ? { kind: 'pv', id: dossier.pvs.find((p) => p.type === types[0])?.id ?? null, champ }
          : { kind: 'pv', id: pv, champ }
    })
  const faulty = new Set(constats.map((c) => c.pv))
  enRegle('cloture', dossier.pvs.filter((p) => !faulty.has(p.id)).length)
}
