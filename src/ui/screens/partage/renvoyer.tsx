import { useEffect, useMemo, useState } from 'react'
import type { Sortie } from '#contract/contract.ts'
import { formatDate, formatEntier, formatTaille } from '#domain/format.ts'
import { avancementDemande } from '#domain/partage/avancement-demande.ts'
import { courrielRetour } from '#domain/partage/courriels.ts'
import { demandeDe } from '#domain/partage/demande.ts'
import { preuvesDemande } from '#domain/preuves/verdict.ts'
import { typographier } from '#domain/typographie.ts'
import { Copiable } from '../../components/copiable.tsx'
import { Courriel } from '../../components/courriel.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { aujourdhui } from '../../manques.ts'
import { pourFichier } from '../../nom-de-fichier.ts'
import { useDossierEntier, useMagasin, useSession } from '../../use-session.ts'
import { nomDuBrouillon } from './nom-brouillon.ts'
import { PreuvesARevoir } from './preuves-a-revoir.tsx'
import { SaisieEnvoi } from './saisie.tsx'

type Faite = Sortie<'partage.renvoyer'>

/** « Renvoyer au porteur » : what is done, a word, the file to send back and its e-mail. */
export function Renvoyer() {
  const session = useSession()
  const dossier = useDossierEntier()
  const auteur = useMagasin(session.auteur)
  const demande = demandeDe(dossier)
  const avancement = useMemo(() => (demande ? avancementDemande(dossier, demande) : null), [dossier, demande])
  const aRevoir = useMemo(() => (demande ? preuvesDemande(dossier, demande).filter((p) => p.aRevoir !== null) : []), [dossier, demande])
  const [reponse, setReponse] = useState<string | null>(demande?.envoi.reponse ?? null)
  const [protege, setProtege] = useState(false)
  const [faite, setFaite] = useState<(Faite & { readonly phrase: string | null }) | null>(null)
  const [taille, setTaille] = useState<number | null>(null)
  const [erreur, setErreur] = useState<string | null>(null)
  useEffect(() => {
    let isParti = false
    void session.file
      .vider()
      .then(() => session.appeler('partage.mesurer', { sorte: 'legere', organisme: null, fichiers: 'tous' }))
      .then((lue) => {
        if (!isParti && lue.ok) setTaille(lue.value.tailleCourriel)
      })
    return () => {
      isParti = true
    }
  }, [session])
  if (!demande || !avancement) return <p>Cette copie ne contient pas de demande.</p>

  const renvoyer = async () => {
    await session.file.vider()
    const mots = protege ? await session.appeler('partage.phrase', {}) : null
    if (mots?.ok === false) return setErreur(mots.error.message)
    const phrase = mots?.value.phrase ?? null
    const og = pourFichier(demande.organisme.raisonSociale ?? 'organisme')
    const ref = await session.shell.choisirEnregistrement(`Retour ${og} ${aujourdhui()}.db${phrase === null ? '' : '.age'}`)
    if (ref === null) return
    const renvoyee = await session.appelerLong('partage.renvoyer', { envoi: demande.envoi.id, reponse, phrase, ref }, 'Écriture de la copie')
    if (!renvoyee.ok) return setErreur(renvoyee.error.message)
    setErreur(null)
    session.recevoir([renvoyee.value.ligne], null)
    setFaite({ ...renvoyee.value, phrase })
  }
  const courriel = faite ? courrielRetour(dossier, auteur) : null
  const reste = avancement.total - avancement.fait
  if (faite && courriel)
    return (
      <div className="pile envoi-fait">
        <section className="carte">
          <h3 className="carte-titre">✓ Votre copie est prête à renvoyer</h3>
          <p>
            <strong>{faite.nom}</strong> <span className="secondaire">({formatTaille(faite.taille)})</span>. Joignez ce fichier à votre e-mail.
          </p>
          {faite.phrase ? (
            <div className="phrase">
              <Copiable libelle="Phrase" texte={faite.phrase} grand />
              <p className="message-remarque">! Donnez ces six mots au porteur par téléphone ou par SMS, jamais dans l’e-mail.</p>
            </div>
          ) : null}
          <Courriel
            destinataires={courriel.a ? [courriel.a] : []}
            objet={courriel.objet}
            texte={courriel.texte}
            brouillon={{
              nom: nomDuBrouillon(faite.nom),
              ecrire: (ref) =>
                session.appelerLong('partage.courriel', { envoi: demande.envoi.id, modele: 'retour', joint: faite.ref, ref }, 'Écriture du brouillon')
            }}
            joint={{ ref: faite.ref, nom: faite.nom }}
          />
          <p className="secondaire">Vous pouvez continuer à compléter et renvoyer encore : le porteur réunit tout, rien n’est écrasé.</p>
          <div className="rangee-boutons">
            <button type="button" className="bouton" onClick={() => setFaite(null)}>
              Renvoyer une autre fois
            </button>
          </div>
        </section>
      </div>
    )
  return (
    <form className="formulaire formulaire-envoi" onSubmit={(e) => e.preventDefault()}>
      <p>
        {typographier(
          reste === 0
            ? 'Tout ce qui vous est demandé est complété.'
            : `${formatEntier(avancement.fait)} sur ${formatEntier(avancement.total)} : il reste ${formatEntier(reste)} élément${reste > 1 ? 's' : ''}. Vous pouvez renvoyer maintenant et compléter plus tard.`
        )}{' '}
        {demande.envoi.renvoyeLe ? typographier(`Dernier renvoi préparé le ${formatDate(demande.envoi.renvoyeLe)}.`) : ''}
      </p>
      {reste > 0 ? (
        <button type="button" className="bouton-lien" onClick={() => session.aller({ page: 'tableau' })}>
          Revoir ce qui vous est demandé
        </button>
      ) : null}
      <PreuvesARevoir
        vues={aRevoir}
        revoir={({ fenetre, etablissement }) =>
          session.aller({ page: 'tableau', cible: { kind: 'piece-jointe', id: null, champ: null, preuve: { fenetre, etablissement: etablissement.id } } })
        }
      />
      <SaisieEnvoi champ="reponse" valeur={reponse} poser={setReponse} label="Un mot pour le porteur (facultatif)" long />
      <label className="coche">
        <input type="checkbox" checked={protege} onChange={(e) => setProtege(e.target.checked)} />
        Protéger par une phrase de six mots
      </label>
      <p className="secondaire" aria-live="polite">
        {taille === null ? 'Calcul de la taille…' : typographier(`L’e-mail pèserait environ ${formatTaille(taille)}.`)}
      </p>
      {erreur ? <PanneauErreur message={typographier(erreur)} /> : null}
      <div className="rangee-boutons">
        <button type="button" className="bouton bouton-principal" onClick={() => void renvoyer()}>
          Préparer le renvoi…
        </button>
        <span className="secondaire">Vous choisirez où écrire le fichier, puis l’e-mail qui l’accompagne.</span>
      </div>
    </form>
  )
}
