import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Sortie } from '#contract/contract.ts'
import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { champDe, type Dossier } from '#domain/dossier.ts'
import { formatDateCourte, formatEntier, formatTaille } from '#domain/format.ts'
import { avancementDemande } from '#domain/partage/avancement-demande.ts'
import { demandeDe, objetsDemande } from '#domain/partage/demande.ts'
import { etatEnvoiLabel, suiviEnvois } from '#domain/partage/suivi.ts'
import type { Options } from './arguments.ts'
import { type Commande, exiger, ouvrir } from './commande.ts'

/** Today as a civil date, in the computer's time zone. */
function aujourdhui(): string {
  const d = new Date()
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`
}

type Rapport = Sortie<'partage.reunir'>['rapports'][number]

const sortesFichiers = ['tous', 'nouveaux', 'aucun'] as const

/** The copy that the options ask for: exactly one of --complet, --leger, --collecte. */
function copieVoulue(valeurs: Options, dossier: Dossier) {
  const demandees = [valeurs.complet === true, valeurs.leger === true, valeurs.collecte !== undefined].filter(Boolean).length
  if (demandees !== 1) throw new GrappeError('appel-refuse', 'choisissez --complet, --leger ou --collecte <FINESS EJ>')
  const fichiers = sortesFichiers.find((f) => f === (valeurs.fichiers ?? 'tous'))
  if (!fichiers) throw new GrappeError('appel-refuse', `--fichiers attend ${sortesFichiers.join(', ')}`)
  const commun = { fichiers, zip: valeurs.zip === true }
  if (valeurs.complet) return { sorte: 'complete', organisme: null, ...commun } as const
  if (valeurs.leger) return { sorte: 'legere', organisme: null, ...commun } as const
  const organisme = dossier.organismes.find((o) => o.finessEj === valeurs.collecte || o.id === valeurs.collecte)
  if (!organisme) throw new GrappeError('entite-inconnue', `aucun organisme n’a le FINESS juridique ${valeurs.collecte}`)
  return { sorte: 'collecte', organisme: organisme.id, ...commun } as const
}

/** Cells of the new line of the register: recipient, what is asked, deadline, word. */
function cellulesEnvoi(valeurs: Options): Record<string, Cellule> {
  const cellules: Record<string, Cellule> = {}
  for (const champ of ['destinataire', 'courriel', 'echeance', 'mot'] as const) {
    const saisie = valeurs[champ]
    if (saisie === undefined) continue
    const field = champDe('envoi', champ)
    const lu = field?.parse(saisie)
    if (!field || !lu?.ok) throw new GrappeError('saisie-invalide', lu && !lu.ok ? lu.message : champ)
    cellules[champ] = field.encode(lu.value)
  }
  for (const code of (valeurs.demande ?? '').split(',').filter((c) => c !== '')) {
    const objet = objetsDemande.find((o) => o.code === code)
    if (!objet) throw new GrappeError('appel-refuse', `--demande attend ${objetsDemande.map((o) => o.code).join(', ')}`)
    cellules[objet.champ] = 'oui'
  }
  return cellules
}

/** Where the copy goes: a file, or a folder in which it takes its own name. */
function cheminVers(vers: string, nomPropose: string, phrase: string | null): string {
  const complet = resolve(vers)
  const isDossier = existsSync(complet) ? statSync(complet).isDirectory() : !/\.(?:db|zip|age)$/iu.test(complet)
  mkdirSync(isDossier ? complet : dirname(complet), { recursive: true })
  return isDossier ? join(complet, `${nomPropose}${phrase === null ? '' : '.age'}`) : complet
}

/** `envoyer`: writes a copy and records it. */
export const envoyer: Commande = async ([fichier], valeurs, moteur) => {
  const { m, dossier } = await ouvrir(moteur, fichier)
  const copie = copieVoulue(valeurs, dossier)
  const envoi = cellulesEnvoi(valeurs)
  const vers = exiger(valeurs.vers, '--vers')
  const phrase = valeurs.phrase ?? (valeurs.proteger ? (await m.call('partage.phrase', {})).phrase : null)
  const { nomPropose } = await m.call('partage.mesurer', copie)
  const chemin = cheminVers(vers, nomPropose, phrase)
  const faite = await m.call('partage.envoyer', { ...copie, phrase, envoi, ref: m.ref(chemin) })
  return {
    texte: [
      `Copie écrite : ${chemin}`,
      `  ${formatTaille(faite.taille)}, ${formatTaille(faite.tailleCourriel)} dans un e-mail ; ${formatEntier(faite.etablissements)} établissements, ${formatEntier(faite.fichiersJoints)} fichiers joints`,
      ...(phrase === null ? [] : [`  Phrase à donner par téléphone ou par SMS, jamais dans l’e-mail : ${phrase}`]),
      ...faite.masquees.map((a) => `  – ${champDe(a.kind, a.champ ?? '')?.label ?? a.champ} non transmis : ce texte cite un autre organisme`)
    ].join('\n'),
    json: { fichier: chemin, envoi: faite.ligne.id, taille: faite.taille, tailleCourriel: faite.tailleCourriel, phrase, masquees: faite.masquees },
    code: 0
  }
}

/** `envois`: the register of what went to whom and where it stands. Exit code 1 when one is late or came back incomplete. */
export const envois: Commande = async ([fichier], _valeurs, moteur) => {
  const { dossier } = await ouvrir(moteur, fichier)
  const organismes = new Map(dossier.organismes.map((o) => [o.id, o.raisonSociale]))
  const suivis = suiviEnvois(dossier, aujourdhui())
  const lignes = suivis.map(({ envoi, etat, jours, avancement }) => {
    const qui = (envoi.organisme === null ? null : organismes.get(envoi.organisme)) ?? envoi.destinataire ?? envoi.courriel ?? 'destinataire non précisé'
    const quand = envoi.dateEnvoi === null ? '' : `, envoyé le ${formatDateCourte(envoi.dateEnvoi)}`
    const pour = envoi.echeance === null ? '' : `, pour le ${formatDateCourte(envoi.echeance)}${jours !== null && jours < 0 ? ' (passé)' : ''}`
    const fait = avancement === null ? '' : `, ${formatEntier(avancement.fait)} sur ${formatEntier(avancement.total)}`
    return `${etatEnvoiLabel[etat]} : ${qui}${quand}${pour}${fait}`
  })
  return {
    texte: lignes.length === 0 ? 'Aucun envoi.' : lignes.join('\n'),
    json: suivis.map(({ envoi, etat, jours, avancement }) => ({ envoi: envoi.id, organisme: envoi.organisme, etat, jours, avancement })),
    code: suivis.some((s) => s.etat === 'en-retard' || s.etat === 'revenue') ? 1 : 0
  }
}

/** `renvoyer`: from a collecte copy, writes what goes back to the porteur. */
export const renvoyer: Commande = async ([fichier], valeurs, moteur) => {
  const { m, dossier } = await ouvrir(moteur, fichier)
  const demande = demandeDe(dossier)
  if (!demande) throw new GrappeError('entite-inconnue', 'ce dossier ne contient pas de demande')
  const { fait, total, prochain } = avancementDemande(dossier, demande)
  const phrase = valeurs.phrase ?? null
  const zip = valeurs.zip === true
  const { nomPropose } = await m.call('partage.mesurer', { sorte: 'legere', organisme: null, fichiers: 'tous', zip })
  const chemin = cheminVers(exiger(valeurs.vers, '--vers'), nomPropose, phrase)
  const faite = await m.call('partage.renvoyer', { envoi: demande.envoi.id, reponse: valeurs.mot ?? null, zip, phrase, ref: m.ref(chemin) })
  return {
    texte: [
      `Copie à renvoyer : ${chemin}`,
      `  ${formatTaille(faite.taille)} ; ${formatEntier(fait)} éléments demandés sur ${formatEntier(total)}`,
      ...(prochain ? [`  Il manque d’abord : ${prochain.texte}`] : [])
    ].join('\n'),
    json: { fichier: chemin, taille: faite.taille, fait, total, prochain },
    code: prochain ? 1 : 0
  }
}

const dire = (v: Cellule) => (v === null ? 'vide' : String(v))

/** One returned file, in lines. */
function raconter(r: Rapport): string[] {
  const { connues, retenues, laissees, refusees } = r.saisies
  return [
    `${r.nom}${r.destinataire === null ? '' : ` – ${r.destinataire}`}`,
    `  ${formatEntier(retenues)} saisies nouvelles, ${formatEntier(laissees)} laissées, ${formatEntier(refusees)} refusées, ${formatEntier(connues)} déjà connues, ${formatEntier(r.fichiersJoints)} fichiers joints`,
    ...r.auteurs.map((a) => `  par ${a.nom}${a.organisation ? `, ${a.organisation}` : ''} (${formatEntier(a.saisies)})`),
    ...r.avertissements.map((a) => `  ! ${a}`),
    ...r.groupes.flatMap((g) => [
      `  ${g.libelle}`,
      ...g.ajouts.map((e) => `    + ${e.libelle} (${e.auteur})`),
      ...g.modifications.map((e) => `    ~ ${e.libelle}, ${e.champLibelle} : ${dire(e.ancienne)} → ${dire(e.nouvelle)} (${e.auteur})`),
      ...g.suppressions.map((e) => `    - ${e.libelle} (${e.auteur})`),
      ...g.retablis.map((e) => `    + ${e.libelle}, remis (${e.auteur})`),
      ...g.conflits.map((e) => `    ? ${e.libelle}, ${e.champLibelle} : ${e.cotes.map((c) => `${dire(c.valeur)} (${c.auteur})`).join(' / ')}`),
      ...g.refus.map((e) => `    × ${e.libelle}, ${e.champLibelle} : ${dire(e.valeur)} – ${e.raison}`)
    ])
  ]
}

/** Ids of the establishments and OG named by FINESS or id. */
function partsNommees(dossier: Dossier, liste: string | undefined): 'tout' | string[] {
  if (liste === undefined) return 'tout'
  return liste.split(',').map((cle) => {
    const trouve =
      dossier.etablissements.find((e) => e.finess === cle || e.id === cle)?.id ?? dossier.organismes.find((o) => o.finessEj === cle || o.id === cle)?.id
    if (trouve === undefined) throw new GrappeError('entite-inconnue', cle)
    return trouve
  })
}

/** `recevoir`: unites returned files, or tells what they would change. Exit code 1 when a conflict is left to settle or a file is refused. */
export const recevoir: Commande = async ([fichier, ...retours], valeurs, moteur) => {
  exiger(retours[0], 'fichier revenu')
  const { m, dossier } = await ouvrir(moteur, fichier)
  const fichiers = retours.map((r) => ({ ref: m.ref(r), phrase: valeurs.phrase ?? null }))
  const accepter = partsNommees(dossier, valeurs.etablissements)
  const { fichiers: lus } = await m.call('partage.apercu', { fichiers })
  const refuses = lus.filter((l) => l.erreur !== null)
  const erreurs = refuses.map((l) => `${l.nom} : ${l.erreur?.message ?? ''}`)
  if (valeurs.apercu || refuses.length === lus.length) {
    const rapports = lus.flatMap((l) => l.rapport ?? [])
    return {
      texte: [...rapports.flatMap(raconter), ...erreurs].join('\n'),
      json: { fichiers: lus },
      code: erreurs.length > 0 || rapports.some((r) => r.groupes.some((g) => g.conflits.length > 0)) ? 1 : 0
    }
  }
  const bons = fichiers.filter((f) => lus.some((l) => l.ref === f.ref && l.erreur === null))
  const fait = await m.call('partage.reunir', { fichiers: bons, accepter })
  return {
    texte: [
      ...fait.rapports.flatMap(raconter),
      ...erreurs,
      fait.version === null ? 'Rien de nouveau.' : 'Réuni. L’état d’avant est gardé.',
      ...(fait.conflits.length > 0 ? [`${formatEntier(fait.conflits.length)} champs ont deux valeurs : à choisir dans Grappe.`] : [])
    ].join('\n'),
    json: { rapports: fait.rapports, version: fait.version, conflits: fait.conflits, erreurs: refuses.map(({ nom, erreur }) => ({ nom, ...erreur })) },
    code: fait.conflits.length > 0 || erreurs.length > 0 ? 1 : 0
  }
}
