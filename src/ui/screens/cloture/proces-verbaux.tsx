import { useMemo } from 'react'
import { pointsVerifies } from '#domain/pv.ts'
import { constatsPvs, libellePv, typePvLabel } from '#domain/regles-pv.ts'
import { typographier } from '#domain/typographie.ts'
import { Joindre } from '../../components/joindre.tsx'
import { ListeFiches } from '../../components/liste-fiches.tsx'
import { FieldForm } from '../../controls/champ.tsx'
import { aujourdhui } from '../../manques.ts'
import { type EntiteLibre, entitesDe, nomLibre, texteDe } from '../../presenter.ts'
import { useDossier, useDossierEntier } from '../../use-session.ts'

/** Procès-verbaux of VA or of VSR: who, which establishments, what was checked, the decision, the signed file. */
export function ProcesVerbaux({ type }: { readonly type: 'va' | 'vsr' }) {
  const dossier = useDossierEntier()
  const tous = useDossier((d) => entitesDe(d, 'pv'))
  const pvs = useMemo(() => tous.filter((p) => p['type'] === type), [tous, type])
  const constats = useMemo(() => constatsPvs(dossier, { date: aujourdhui() }), [dossier])
  const organismes = useMemo(() => new Map(dossier.organismes.map((o) => [o.id, o])), [dossier.organismes])
  const etablissements = useMemo(() => new Map(dossier.etablissements.map((e) => [e.id, e])), [dossier.etablissements])
  const niveau = type === 'va' ? dossier.grappe.niveauVa : dossier.grappe.niveauVsr
  const decision = nomLibre('pv').champs['decision']
  const precision = (p: EntiteLibre) => {
    const n = (p['etablissements'] as readonly string[] | null)?.length ?? 0
    return `${n} établissement${n > 1 ? 's' : ''} · ${(decision && texteDe(decision, p['decision'])) || 'décision à saisir'}`
  }
  const nom = type === 'va' ? 'vérification d’aptitude' : 'vérification de service régulier'
  return (
    <ListeFiches
      kind="pv"
      entites={pvs}
      libelle={`Procès-verbaux de ${typePvLabel[type]}`}
      libelleAjout={`Ajouter un PV de ${typePvLabel[type]}`}
      defauts={{ type, niveau: niveau ?? 'grappe' }}
      nomme={(p) => libellePv(p as never, organismes, etablissements)}
      precision={precision}
      vide={{
        titre: `Les procès-verbaux de ${typePvLabel[type]}`,
        texte: `Un procès-verbal de ${nom} pour la grappe, ou par organisme, ou par établissement. Grappe rédige le PV à signer ; vous joignez ensuite le fichier signé.`
      }}
      fiche={(id) => (
        <div className="formulaires">
          {constats
            .filter((c) => c.pv === id && c.gravite !== 'information')
            .map((c) => (
              <p key={c.cle} className="message-remarque">
                ! {typographier(c.texte)}
              </p>
            ))}
          <FieldForm kind="pv" id={id} titre="Périmètre" champs={['niveau', 'organisme', 'etablissements']} />
          <FieldForm
            kind="pv"
            id={id}
            titre="Vérifications"
            champs={['dateDebut', 'dateFin', ...pointsVerifies, ...(type === 'vsr' ? ['indisponibilite'] : [])]}
          />
          <FieldForm kind="pv" id={id} titre="Décision" champs={['decision', 'dateDecision', 'lieu', 'reserves', 'delaiReserves']} />
          <FieldForm
            kind="pv"
            id={id}
            titre="Signataires"
            champs={['signataireClient', 'qualiteClient', 'delegation', 'signataireEditeur', 'qualiteEditeur']}
          />
          <section className="formulaire">
            <h2>Fichiers signés</h2>
            <Joindre
              fichiers={dossier.piecesJointes.filter((f) => f.role === 'pv' && f.cible === id)}
              cellules={{ role: 'pv', cible: id }}
              libelle="Joindre le PV signé"
              extensions={['pdf']}
            />
            <Joindre
              fichiers={dossier.piecesJointes.filter((f) => f.role === 'delegation' && f.cible === id)}
              cellules={{ role: 'delegation', cible: id }}
              libelle="Joindre la délégation de signature"
              extensions={['pdf']}
            />
          </section>
        </div>
      )}
    />
  )
}
