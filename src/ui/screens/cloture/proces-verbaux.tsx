import { useMemo } from 'react'
import { codeDonnees } from '#documents/code-donnees.ts'
import { createDelegations } from '#domain/delegation-pv.ts'
import { pointsVerifies } from '#domain/pv.ts'
import { constatsPvs, libellePv, type TypePv, typePvLabel } from '#domain/regles-pv.ts'
import { typographier } from '#domain/typographie.ts'
import { FichierSigne } from '../../components/fichier-signe.tsx'
import { Joindre } from '../../components/joindre.tsx'
import { ListeFiches } from '../../components/liste-fiches.tsx'
import { PreparerDocument } from '../../components/preparer-document.tsx'
import { FieldForm } from '../../controls/champ.tsx'
import { aujourdhui } from '../../manques.ts'
import { type EntiteLibre, entitesDe, nomLibre, texteDe } from '../../presenter.ts'
import { useDossier, useDossierEntier } from '../../use-session.ts'
import { CreerPvs } from './creer-pvs.tsx'
import { ReporterPv } from './reporter-pv.tsx'

/** Procès-verbaux of VA or of VSR: who, which establishments, what was checked, the decision, the document to sign, the signed file. */
export function ProcesVerbaux({ type }: { readonly type: TypePv }) {
  const dossier = useDossierEntier()
  const tous = useDossier((d) => entitesDe(d, 'pv'))
  const pvs = useMemo(() => tous.filter((p) => p['type'] === type), [tous, type])
  const constats = useMemo(() => constatsPvs(dossier, { date: aujourdhui() }), [dossier])
  const organismes = useMemo(() => new Map(dossier.organismes.map((o) => [o.id, o])), [dossier.organismes])
  const etablissements = useMemo(() => new Map(dossier.etablissements.map((e) => [e.id, e])), [dossier.etablissements])
  const signes = useMemo(() => new Set(dossier.piecesJointes.flatMap((f) => (f.role === 'pv' ? [f.cible] : []))), [dossier.piecesJointes])
  const niveau = type === 'va' ? dossier.grappe.niveauVa : dossier.grappe.niveauVsr
  const decision = nomLibre('pv').champs['decision']
  const precision = (p: EntiteLibre) => {
    const n = (p['etablissements'] as readonly string[] | null)?.length ?? 0
    return [
      `${n} établissement${n > 1 ? 's' : ''}`,
      (decision && texteDe(decision, p['decision'])) || 'décision à saisir',
      signes.has(p.id) ? 'PV signé' : 'PV à signer'
    ].join('\u00a0· ')
  }
  const nom = type === 'va' ? 'vérification d’aptitude' : 'vérification de service régulier'
  return (
    <>
      <CreerPvs type={type} />
      <ListeFiches
        kind="pv"
        entites={pvs}
        libelle={`Procès-verbaux de ${typePvLabel[type]}`}
        libelleAjout={`Ajouter un PV de ${typePvLabel[type]}`}
        defauts={{ type, niveau: niveau ?? 'grappe' }}
        nomme={(p) => libellePv(p as never, organismes, etablissements)}
        precision={precision}
        vide={{
          parmi: true,
          titre: `Les procès-verbaux de ${typePvLabel[type]}`,
          texte: `Un procès-verbal de ${nom} pour la grappe, ou par organisme, ou par établissement. Choisissez d’abord le niveau : Grappe les prépare tous d’un coup, rédige le document à signer, et garde le fichier signé.`
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
            <ReporterPv type={type} pvs={pvs} id={id} />
            <section className="formulaire">
              <h2>Document à signer</h2>
              <p>
                Il porte au bas de chaque page le code de ses données, aujourd’hui <strong>{codeDonnees(dossier, `pv:${id}`)}</strong> : si une donnée change
                après la signature, Grappe le voit.
              </p>
              <PreparerDocument lot={type} document={{ pv: id }} libelle="Écrire le document à signer…" />
            </section>
            <section className="formulaire">
              <h2>Fichiers signés</h2>
              <p className="secondaire">Gardés octet pour octet, et joints tels quels aux envois et à la clôture.</p>
              <Joindre
                fichiers={dossier.piecesJointes.filter((f) => f.role === 'pv' && f.cible === id)}
                cellules={{ role: 'pv', cible: id }}
                libelle="Joindre le PV signé"
                extensions={['pdf']}
              />
              {dossier.piecesJointes
                .filter((f) => f.role === 'pv' && f.cible === id)
                .map((f) => (
                  <FichierSigne key={f.id} fichier={f} cle={`pv:${id}`} />
                ))}
              <DelegationsAilleurs pv={id} />
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
    </>
  )
}

/** A delegation joined to the organisation, or to another procès-verbal that the same person signs: it stands for this one too. */
function DelegationsAilleurs({ pv: id }: { readonly pv: string }) {
  const dossier = useDossierEntier()
  const pv = dossier.pvs.find((p) => p.id === id)
  const ailleurs = pv ? createDelegations(dossier)(pv).filter((f) => f.cible !== id) : []
  if (pv === undefined || ailleurs.length === 0) return null
  const organismes = new Map(dossier.organismes.map((o) => [o.id, o]))
  const etablissements = new Map(dossier.etablissements.map((e) => [e.id, e]))
  return (
    <>
      {ailleurs.map((f) => {
        const autre = dossier.pvs.find((p) => p.id === f.cible)
        return (
          <p key={f.id}>
            {typographier(
              `✓ La délégation ${autre ? `de ${pv.signataireClient}` : 'de l’organisme'} est déjà jointe (« ${f.nom ?? 'sans nom'} »${autre ? `, avec le ${libellePv(autre, organismes, etablissements)}` : ''}) : elle vaut aussi pour ce procès-verbal.`
            )}
          </p>
        )
      })}
    </>
  )
}
