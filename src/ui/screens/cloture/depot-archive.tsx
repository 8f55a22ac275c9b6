import { useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatDateCourte, formatTaille } from '#domain/format.ts'
import { typographier } from '#domain/typographie.ts'
import { OuvrirAdresse } from '../../components/adresse-web.tsx'
import { BoutonCopier } from '../../components/copiable.tsx'
import { Joindre } from '../../components/joindre.tsx'
import { LigneLot } from '../../components/lots.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { Champ, FieldForm } from '../../controls/champ.tsx'
import { aujourdhui } from '../../manques.ts'
import { useDossier, useLectureSeule, useSession } from '../../use-session.ts'

/** The closing steps in their order: make the files, deposit them, note it, keep an archive. */
export function DepotArchive({ generer }: { readonly generer: () => void }) {
  const session = useSession()
  const lectureSeule = useLectureSeule('depot')
  const lien = useDossier((d) => d.grappe.lienCloture)
  const fichiers = useDossier((d) => d.piecesJointes)
  const depots = useDossier((d) => d.depots)
  const depot = depots.filter((d) => d.lot === 'cloture').at(-1)
  return (
    <div className="pile">
      <section className="carte">
        <h3 className="carte-titre">1. Produire le dossier de clôture</h3>
        <LigneLot lot="cloture" aide="Les cinq preuves, numérotées dans l’ordre du formulaire, et un bordereau." generer={generer} />
      </section>
      <section className="carte">
        <h3 className="carte-titre">2. Le déposer</h3>
        <p>Sur la démarche dont l’ARS vous a donné le lien, champ par champ, dans l’ordre du bordereau.</p>
        <Champ kind="grappe" name="lienCloture" />
        {lien ? (
          <p className="rangee-boutons">
            <OuvrirAdresse adresse={lien} />
            <BoutonCopier libelle="Lien de la démarche" texte={lien} />
          </p>
        ) : null}
      </section>
      <section className="carte" data-entite={depot?.id}>
        <h3 className="carte-titre">3. Noter le dépôt</h3>
        {depot ? (
          <>
            <FieldForm kind="depot" id={depot.id} champs={['date', 'reference', 'resultat', 'dateReponse', 'observation']} />
            <Joindre
              fichiers={fichiers.filter((f) => f.role === 'courrier' && f.cible === depot.id)}
              cellules={{ role: 'courrier', cible: depot.id }}
              libelle="Joindre l’accusé de dépôt ou le courrier de l’ARS"
            />
          </>
        ) : (
          <div className="rangee-boutons">
            <button type="button" className="bouton" disabled={lectureSeule} onClick={() => session.ajouter('depot', [{ lot: 'cloture', date: aujourdhui() }])}>
              J’ai déposé la clôture
            </button>
          </div>
        )}
      </section>
      <Archive depot={depot?.date ? depot.id : null} faiteLe={depot?.archiveLe ?? null} />
    </div>
  )
}

function Archive({ depot, faiteLe }: { readonly depot: string | null; readonly faiteLe: string | null }) {
  const session = useSession()
  const [faite, setFaite] = useState<Sortie<'archive.creer'> | null>(null)
  const [verifiee, setVerifiee] = useState<Sortie<'archive.verifier'> | null>(null)
  const [erreur, setErreur] = useState<{ readonly message: string; readonly details: readonly string[] } | null>(null)
  const echouer = (e: { readonly message: string; readonly details?: readonly string[] }) => setErreur({ message: e.message, details: e.details ?? [] })
  const archiver = async () => {
    const lot = await session.shell.choisirFichier([{ nom: 'Dossier de clôture déposé (ZIP)', extensions: ['zip'] }])
    if (lot === null) return
    const ref = await session.shell.choisirDossier()
    if (ref === null) return
    await session.file.vider()
    const fait = await session.appelerLong('archive.creer', { lot, depot, ref }, 'Copie d’archive')
    if (!fait.ok) return echouer(fait.error)
    setErreur(null)
    setVerifiee(null)
    setFaite(fait.value)
    session.recevoir(fait.value.lignes, null)
  }
  const verifier = async () => {
    const ref = await session.shell.choisirDossier()
    if (ref === null) return
    const lu = await session.appelerLong('archive.verifier', { ref }, 'Vérification de l’archive')
    if (!lu.ok) return echouer(lu.error)
    setErreur(null)
    setFaite(null)
    setVerifiee(lu.value)
  }
  return (
    <section className="carte">
      <h3 className="carte-titre">4. Garder une copie d’archive</h3>
      <p>
        Un dossier en lecture seule, à garder avec vos justificatifs : le dossier Grappe entier, les fichiers déposés à l’identique, et leur liste. Choisissez
        l’archive ZIP que Grappe a écrite et que vous avez déposée, puis l’endroit où garder la copie.
      </p>
      {depot === null ? <p className="secondaire">Notez d’abord la date du dépôt.</p> : null}
      {faiteLe ? <p>✓ Copie d’archive faite le {formatDateCourte(faiteLe)}.</p> : null}
      <div className="rangee-boutons">
        <button type="button" className="bouton" disabled={depot === null} onClick={() => void archiver()}>
          Faire une copie d’archive…
        </button>
        <button type="button" className="bouton" onClick={() => void verifier()}>
          Vérifier une archive…
        </button>
      </div>
      <div role="status">
        {faite ? (
          <>
            <p>
              ✓ « {faite.dossier} » est écrit et vérifié.{' '}
              <button type="button" className="bouton-lien" onClick={() => void session.shell.montrer(faite.ref)}>
                Le montrer
              </button>
            </p>
            <ul className="fichiers">
              {faite.fichiers.map((f) => (
                <li key={f.nom}>
                  <code>{f.nom}</code>
                  <span className="secondaire">{formatTaille(f.taille)}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {verifiee?.ok ? (
          <p>
            ✓ Archive intacte : {verifiee.fichiers} fichiers, faite le {formatDateCourte(verifiee.date)}.
          </p>
        ) : null}
      </div>
      {verifiee && !verifiee.ok ? (
        <PanneauErreur message="Cette archive n’est plus celle qui a été faite." details={verifiee.ecarts.map(typographier)} />
      ) : null}
      {erreur ? <PanneauErreur message={typographier(erreur.message)} details={erreur.details.map(typographier)} /> : null}
    </section>
  )
}
