import { createHash } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Sortie } from '#contract/contract.ts'
import { GrappeError } from '#contract/errors.ts'
import { formatEntier, formatPourcent } from '#domain/format.ts'
import { usagesModele } from '#domain/modeles/usage.ts'
import { type Commande, exiger, ouvrir } from './commande.ts'

type Etat = Sortie<'modele.proposer'>
type Proposition = Etat['cases'][number]

const lireTexte = (chemin: string): string => {
  try {
    return readFileSync(resolve(chemin), 'utf8')
  } catch {
    throw new GrappeError('fichier-introuvable', chemin)
  }
}

const empreinte = (chemin: string): string | null => {
  try {
    return statSync(chemin).isFile() ? createHash('sha256').update(readFileSync(chemin)).digest('hex') : null
  } catch {
    return null
  }
}

function dire(p: Proposition): string {
  const quoi = p.calculee
    ? 'calculé par le modèle'
    : p.verrouillee
      ? 'verrouillé par le modèle'
      : p.libelle === null
        ? p.par === 'personne'
          ? 'laissé vide'
          : 'non reconnu'
        : `${p.libelle}${p.par === 'personne' ? '' : ` (${formatPourcent(p.confiance * 100, 0)}${p.remplir ? '' : ', à confirmer'})`}`
  return `    ${p.place.split('!').at(-1)} « ${p.entetes.join(' › ').replace(/\s+/gu, ' ')} » : ${quoi}`
}

function propositionsTexte(etat: Etat): string[] {
  return [
    `${etat.nom} (${etat.usage})`,
    ...etat.avertissements.map((a) => `  ${a}`),
    ...etat.tables.flatMap((t) => [
      `  ${t.feuille} : tableau de ${formatEntier(t.lignes)} ligne${t.lignes > 1 ? 's' : ''}, ${formatEntier(t.aEcrire)} à écrire`,
      ...t.colonnes.map(dire)
    ]),
    ...(etat.cases.length ? ['  Cases', ...etat.cases.map(dire)] : []),
    ...(etat.champs.length ? ['  Champs', ...etat.champs.map(dire)] : [])
  ]
}

function rapportTexte(r: Sortie<'modele.remplir'>): string[] {
  const laisses = r.rapport.filter((l) => l.etat !== 'rempli')
  return [
    `Copie remplie : ${r.nom}`,
    `  ${formatEntier(r.rapport.length - laisses.length)} places remplies sur ${formatEntier(r.rapport.length)}`,
    ...r.remarques.map((x) => `  ${x}`),
    ...laisses.map(
      (l) => `  – ${l.place} « ${l.entetes.join(' › ').replace(/\s+/gu, ' ')} » : ${l.motif ?? `${formatEntier(l.remplies)} sur ${formatEntier(l.total)}`}`
    )
  ]
}

/** Keeps a model in the dossier, shows what goes where, takes or gives a mapping, fills a copy. */
export const modele: Commande = async ([fichier, source], valeurs, moteur) => {
  const chemin = resolve(exiger(source, 'modèle'))
  const usage = usagesModele.find((u) => u === valeurs.usage) ?? null
  if (valeurs.usage !== undefined && usage === null) throw new GrappeError('appel-refuse', `--usage attend ${usagesModele.join(', ')}`)
  const { m, dossier } = await ouvrir(moteur, fichier)
  const sha256 = empreinte(chemin)
  const connu = dossier.modeles.find((x) => sha256 !== null && x.sha256 === sha256)
  let etat = connu ? await m.call('modele.proposer', { id: connu.id }) : (await m.call('modele.lire', { ref: m.ref(chemin), usage })).etat
  if (connu && usage !== null && usage !== etat.usage) etat = (await m.call('modele.corriger', { id: etat.id, usage, corrections: [] })).etat
  const perdues: string[] = []
  if (valeurs.correspondance !== undefined) {
    const importee = await m.call('modele.importerCorrespondance', { id: etat.id, json: lireTexte(valeurs.correspondance) })
    etat = importee.etat
    perdues.push(...importee.perdues)
  }
  const texte = [...propositionsTexte(etat), ...perdues.map((p) => `  Décision sans place dans ce modèle : ${p}`)]
  if (valeurs.exporter !== undefined) {
    const { json } = await m.call('modele.exporterCorrespondance', { id: etat.id })
    writeFileSync(resolve(valeurs.exporter), json)
    texte.push(`Correspondance écrite : ${basename(valeurs.exporter)}`)
  }
  const { donnees: _, ...dit } = etat
  if (valeurs.vers === undefined) return { texte: texte.join('\n'), json: { ...dit, perdues }, code: 0 }
  const copie = await m.call('modele.remplir', { id: etat.id, ref: m.ref(resolve(valeurs.vers)) })
  const { ref, ...reste } = copie
  return { texte: [...texte, '', ...rapportTexte(copie)].join('\n'), json: { ...dit, perdues, copie: { ...reste, chemin: m.cheminDe(ref) } }, code: 0 }
}
