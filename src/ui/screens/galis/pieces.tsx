import { useMemo, useState } from 'react'
import { type PieceCatalogue, pieceDe } from '#domain/catalogue/pieces.ts'
import { etAutres } from '#domain/completude/accord.ts'
import { complementsDeposes } from '#domain/completude/complement.ts'
import { etatPieceLabel, type PieceSuivie, pieceEtats, retient } from '#domain/completude.ts'
import { formatDateCourte } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { Apercu } from '../../apercu/apercu.tsx'
import { Dialogue } from '../../components/dialogue.tsx'
import { FichierSigne } from '../../components/fichier-signe.tsx'
import { Joindre, type OrganismeConcerne } from '../../components/joindre.tsx'
import { LigneManque } from '../../components/panneau-manques.tsx'
import { Champ } from '../../controls/champ.tsx'
import { aujourdhui } from '../../manques.ts'
import { useDossierEntier, useLectureSeule, useMagasin, useSession } from '../../use-session.ts'

const tons = { 'a-faire': '', 'en-cours': 'attention', 'a-signer': 'attention', prete: 'succes', deposee: 'succes', 'a-corriger': 'erreur' } as const
const signes = { 'a-faire': '○', 'en-cours': '…', 'a-signer': '✎', prete: '✓', deposee: '✓', 'a-corriger': '✕' } as const

/** The pièces with their state, what they lack, and the files that replace or sign them. */
export function Pieces() {
  const session = useSession()
  const dossier = useDossierEntier()
  const manques = useMagasin(session.manques)
  const pieces = useMemo(() => pieceEtats(dossier, { date: aujourdhui() }, manques.liste), [dossier, manques.liste])
  const requises = pieces.filter((p) => p.requise)
  const pretes = requises.filter((p) => p.etat === 'prete' || p.etat === 'deposee').length
  const aCorriger = requises.filter((p) => p.etat === 'a-corriger').map((p) => p.numero)
  return (
    <div className="pile">
      <p aria-live="polite">
        <strong>
          {pretes} sur {requises.length}
        </strong>{' '}
        pièces demandées sont prêtes.
        {aCorriger.length > 0 ? typographier(` L’ARS demande de corriger ${aCorriger.length > 1 ? 'les pièces' : 'la pièce'} ${aCorriger.join(', ')}.`) : ''}
      </p>
      <ul className="pieces">
        {pieces.map((p) => {
          const catalogue = pieceDe(p.numero)
          return catalogue ? <Ligne key={p.numero} piece={p} catalogue={catalogue} /> : null
        })}
      </ul>
    </div>
  )
}

/** Which organismes have given their file, and whose is still awaited. */
function suiviOrganismes(nombre: number, attendus: readonly OrganismeConcerne[]): string {
  const recus = nombre - attendus.length
  const noms = attendus.slice(0, 5).map((o) => o.raisonSociale ?? 'un organisme sans nom')
  const reste = attendus.length > 5 ? ` et ${attendus.length - 5} autre${attendus.length > 6 ? 's' : ''}` : ''
  return `Reçu de ${recus} organisme${recus > 1 ? 's' : ''} sur ${nombre}${attendus.length > 0 ? ` ; attendu : ${noms.join(', ')}${reste}.` : '.'}`
}

function Ligne({ piece, catalogue }: { readonly piece: PieceSuivie; readonly catalogue: PieceCatalogue }) {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const dossier = useDossierEntier()
  const fichiers = dossier.piecesJointes.filter((f) => piece.fichiers.includes(f.id))
  const retenues = piece.manques.filter(retient)
  const poser = (valeurs: Readonly<Record<string, string | null>>) => session.poser('piece', { numero: piece.numero }, valeurs)
  const libelleJoindre = catalogue.aSigner ? 'Joindre la version signée' : piece.mode === 'fournie' ? 'Joindre le fichier' : 'Joindre mon propre fichier'
  const suivi = dossier.pieces.find((p) => p.numero === piece.numero)
  // The point of what is quoted gives way to that of the sentence.
  const demande = suivi?.demandeArs ? ` : « ${suivi.demandeArs.trim().replace(/\.$/u, '')} »` : ''
  const cle = piece.numero === 3 || piece.numero === 4 ? (`piece:${piece.numero}` as const) : null
  const [apercu, setApercu] = useState(false)
  const concernes = catalogue.parOrganisme === 'affilies' ? dossier.organismes.filter((o) => o.entiteNationale) : dossier.organismes
  // When one alone is still awaited, the next file is about it.
  const attendus = concernes.filter((o) => !fichiers.some((f) => f.organisme === o.id))
  return (
    <li className="carte piece" data-piece={piece.numero} tabIndex={-1}>
      <div className="piece-tete">
        <span className="piece-numero">{piece.numero}</span>
        <div className="piece-titre">
          <h3>{typographier(piece.titre)}</h3>
          <p className="secondaire">
            {typographier(catalogue.aide)}
            {catalogue.trameCnsa ? ' Trame CNSA disponible, recommandée, non obligatoire.' : ''}
          </p>
        </div>
        <span className="piece-etats">
          {piece.requise ? null : <span className="etiquette">non demandée</span>}
          <span className={`etiquette ${tons[piece.etat] ? `etiquette-${tons[piece.etat]}` : ''}`}>
            <span aria-hidden="true">{signes[piece.etat]}</span> {etatPieceLabel[piece.etat]}
          </span>
        </span>
      </div>
      <div className="piece-corps">
        {catalogue.mode === 'generee' ? (
          <fieldset className="segments">
            <legend className="visuellement-cache">Origine de la pièce {piece.numero}</legend>
            {(
              [
                ['generee', 'Générée par Grappe'],
                ['fournie', 'Fournie par vous']
              ] as const
            ).map(([v, label]) => (
              <label key={v} className="segment">
                <input type="radio" name={`mode-${piece.numero}`} checked={piece.mode === v} disabled={lectureSeule} onChange={() => poser({ mode: v })} />
                <span>{label}</span>
              </label>
            ))}
          </fieldset>
        ) : null}
        {catalogue.mode === 'generee' && catalogue.formats.includes('pdf') ? (
          <button type="button" className="bouton" aria-label={`Aperçu de la pièce ${piece.numero}`} onClick={() => setApercu(true)}>
            Aperçu
          </button>
        ) : null}
        {suivi?.suite !== 'a-corriger' && (piece.etat === 'prete' || piece.etat === 'deposee') ? (
          <label className="coche">
            <input
              type="checkbox"
              checked={piece.etat === 'deposee'}
              disabled={lectureSeule}
              onChange={(e) => poser(e.target.checked ? { suite: 'deposee', dateDepot: aujourdhui() } : { suite: null, dateDepot: null })}
            />
            <span>Déposée</span>
          </label>
        ) : null}
        {piece.etat === 'deposee' && suivi ? <Champ kind="piece" id={suivi.id} name="dateDepot" marque={false} /> : null}
        <Joindre
          fichiers={fichiers}
          cellules={{ role: 'piece', piece: piece.numero, ...(attendus.length === 1 && attendus[0] ? { organisme: attendus[0].id } : {}) }}
          libelle={libelleJoindre}
          unique={catalogue.parOrganisme === 'non'}
          {...(catalogue.parOrganisme === 'non' ? {} : { organismes: concernes })}
        />
        {catalogue.aSigner ? (
          <Joindre
            fichiers={dossier.piecesJointes.filter((f) => f.role === 'delegation' && f.piece === piece.numero)}
            cellules={{ role: 'delegation', piece: piece.numero }}
            libelle="Joindre une délégation de signature"
            extensions={['pdf']}
          />
        ) : null}
      </div>
      {catalogue.parOrganisme === 'non' || concernes.length === 0 || fichiers.length === 0 ? null : (
        <p className="secondaire piece-manques">{typographier(suiviOrganismes(concernes.length, attendus))}</p>
      )}
      {cle === null
        ? null
        : fichiers.filter((f) => f.codeDonnees !== null || piece.mode !== 'fournie').map((f) => <FichierSigne key={f.id} fichier={f} cle={cle} />)}
      {apercu ? (
        <Dialogue titre={`Pièce ${piece.numero} — ${typographier(piece.titre)}`} fermer={() => setApercu(false)} large>
          <Apercu numero={piece.numero} />
        </Dialogue>
      ) : null}
      {retenues.length > 0 ? (
        <details className="piece-manques">
          <summary>
            Il manque {retenues.length} élément{retenues.length > 1 ? 's' : ''}
          </summary>
          <ul>
            {retenues.slice(0, 40).map((m) => (
              <LigneManque key={m.cle} manque={m} />
            ))}
            {retenues.length > 40 ? <li className="secondaire">{etAutres(retenues.length - 40)}</li> : null}
          </ul>
        </details>
      ) : null}
      {suivi?.suite === 'a-corriger' ? (
        <p className={`piece-manques ${piece.etat === 'deposee' ? 'secondaire' : 'message-erreur'}`}>
          {typographier(
            piece.etat === 'deposee'
              ? `L’ARS a demandé une correction${demande}. Réponse déposée le ${formatDateCourte(complementsDeposes(dossier) ?? '')}.`
              : `L’ARS demande une correction${demande}. Répondez en phase Dépôt.`
          )}
        </p>
      ) : null}
    </li>
  )
}
