import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import { champDe } from '#domain/dossier.ts'
import { schemaJson } from '#domain/dossier-json.ts'
import { formatDate, formatEntier, formatTaille } from '#domain/format.ts'
import { type Lot, lotLabel, lots } from '#domain/lot.ts'
import { controlerRecevabilite } from '#domain/recevabilite/registre.ts'
import { routage } from '#domain/routage.ts'
import type { Options } from './arguments.ts'
import { trouverChemin } from './chemin.ts'
import { collecter, importerReleves } from './collecte.ts'
import { type Commande, exiger, ouvrir } from './commande.ts'
import { agenda, imprimer } from './imprimer.ts'
import { modele } from './modele.ts'
import { envois, envoyer, recevoir, renvoyer } from './partage.ts'
import { reparer } from './reparer.ts'

const nombre = (valeur: string | undefined, defaut: number): number => {
  const n = valeur === undefined ? defaut : Number(valeur)
  if (!Number.isInteger(n)) throw new GrappeError('appel-refuse', `« ${valeur} » n’est pas un nombre entier`)
  return n
}
const lireLot = (valeur: string | undefined): Lot => {
  const lot = lots.find((l) => l === valeur)
  if (!lot) throw new GrappeError('appel-refuse', `--lot attend ${lots.join(', ')}`)
  return lot
}

/** Makes a folder that may exist already; says so when something else stands there. */
function creerDossier(chemin: string): string {
  try {
    mkdirSync(chemin, { recursive: true })
  } catch {
    throw new GrappeError('destination-refusee', chemin)
  }
  return chemin
}

/** Refuses to write over a dossier unless `--remplacer` says so. */
function placeLibre(chemin: string, valeurs: Options): string {
  const complet = resolve(chemin)
  if (existsSync(complet)) {
    if (!valeurs.remplacer) throw new GrappeError('destination-refusee', `${complet} existe déjà ; ajoutez --remplacer`)
    rmSync(complet)
  }
  creerDossier(dirname(complet))
  return complet
}

/** One command a line; each uses the engine's own handlers. */
export const commandes: Readonly<Record<string, Commande>> = {
  exemple: async ([fichier], valeurs, moteur) => {
    const chemin = placeLibre(exiger(fichier, 'fichier'), valeurs)
    const m = await moteur()
    const essms = nombre(valeurs.essms, 18)
    const session = await m.call('dossier.exemple', {
      ref: m.ref(chemin),
      incomplet: valeurs.incomplet === true,
      essms,
      graine: nombre(valeurs.graine, 1),
      outreMer: valeurs['outre-mer'] === true
    })
    return {
      texte: `Grappe d’exemple créée : ${chemin} (${formatEntier(essms)} ESSMS)`,
      json: { fichier: chemin, projet: session.projet, lignes: session.lignes.length },
      code: 0
    }
  },
  creer: async ([fichier], valeurs, moteur) => {
    const chemin = placeLibre(exiger(fichier, 'fichier'), valeurs)
    const m = await moteur()
    const session = await m.call('dossier.creer', { nom: exiger(valeurs.nom, '--nom'), ref: m.ref(chemin) })
    return { texte: `Dossier créé : ${chemin}`, json: { fichier: chemin, projet: session.projet }, code: 0 }
  },
  collecter,
  importer: async ([fichier, ...sources], valeurs, moteur) => {
    const chemin = exiger(sources[0], 'source')
    const { m } = await ouvrir(moteur, fichier)
    const releves = valeurs.depenses ? null : await importerReleves(m, sources, valeurs)
    if (releves) return releves
    const nom = valeurs.depenses ? 'depense' : 'etablissement'
    const ref = m.ref(chemin)
    if (chemin.toLowerCase().endsWith('.json')) {
      const fait = await m.call('import.dossier', { ref })
      return { texte: `Dossier importé : ${formatEntier(fait.entites)} éléments, ${formatEntier(fait.cellules)} valeurs.`, json: fait, code: 0 }
    }
    const apercu = await m.call('import.apercu', { ref, nom, colonnes: null })
    const erreurs = apercu.lignes.flatMap((l) => l.erreurs.map((e) => `Ligne ${l.numero}, ${apercu.colonnes[e.colonne]?.entete ?? ''} : ${e.message}`))
    if (valeurs.apercu)
      return {
        texte: [
          `${apercu.format} : ${formatEntier(apercu.total)} lignes`,
          ...apercu.manquantes.map((c) => `Colonne manquante : ${c}.`),
          ...apercu.avertissements,
          ...erreurs
        ].join('\n'),
        json: apercu,
        code: erreurs.length + apercu.manquantes.length > 0 ? 1 : 0
      }
    const { lignes, ...fait } = await m.call('import.accepter', { ref, nom, colonnes: null })
    return {
      texte: [`${fait.ajoutes} ajoutés, ${fait.modifies} complétés, ${fait.ignores} ignorés.`, ...apercu.avertissements, ...erreurs].join('\n'),
      json: { ...fait, avertissements: apercu.avertissements, erreurs },
      code: erreurs.length ? 1 : 0
    }
  },
  saisir: async ([fichier, chemin, valeur], _valeurs, moteur) => {
    const { m, session } = await ouvrir(moteur, fichier)
    const { kind, ligne, champ } = trouverChemin(session, exiger(chemin, 'chemin'))
    const field = champ === null ? undefined : champDe(kind, champ)
    if (champ === null || !field) throw new GrappeError('champ-inconnu', chemin)
    const typed = valeur ?? ''
    const read = typed === '' ? null : field.parse(typed)
    if (read && !read.ok) throw new GrappeError('saisie-invalide', read.message)
    await m.call('champ.saisir', { editions: [{ kind, id: ligne.id, champ, valeur: read ? field.encode(read.value) : null }] })
    const doute = read ? (field.controle?.(read.value) ?? null) : null
    return {
      texte: [`${field.label} : ${typed === '' ? 'effacé' : typed}`, ...(doute ? [doute] : [])].join('\n'),
      json: { chemin, valeur: read ? read.value : null, doute },
      code: 0
    }
  },
  lire: async ([fichier, chemin], _valeurs, moteur) => {
    const { session, dossier } = await ouvrir(moteur, fichier)
    if (chemin === undefined) return { texte: JSON.stringify(dossier, null, 2), json: dossier, code: 0 }
    const { kind, ligne, champ } = trouverChemin(session, chemin)
    if (champ === null) return { texte: JSON.stringify(ligne.cellules, null, 2), json: ligne.cellules, code: 0 }
    const cell = ligne.cellules[champ] ?? null
    const value: unknown = cell === null ? null : (champDe(kind, champ)?.decode(cell) ?? null)
    return { texte: value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value), json: value, code: 0 }
  },
  controler: async ([fichier], valeurs, moteur) => {
    const { m, dossier } = await ouvrir(moteur, fichier)
    const lot = valeurs.lot === undefined ? null : lireLot(valeurs.lot)
    const tous = (await m.call('dossier.manques', {})).manques
    const manques = tous.filter((q) => lot === null || q.lots.includes(lot))
    const ouverts = manques.filter((q) => q.gravite !== 'information' && !(q.gravite === 'a-justifier' && q.motif))
    const controles = controlerRecevabilite(dossier)
    const route = routage(dossier)
    const texte = [
      ...(lot === null
        ? [
            'Recevabilité',
            ...controles.map((c) => `  ${c.etat === 'conforme' ? '✓' : '–'} ${c.titre} : ${c.etat}`),
            '',
            `Financeur proposé : ${route.financeur ?? 'à confirmer'}`,
            ''
          ]
        : []),
      ouverts.length === 0 ? 'Rien ne manque.' : `${formatEntier(ouverts.length)} éléments à traiter :`,
      ...ouverts.map((q) => `  – [${q.gravite}] ${q.texte}`)
    ]
    return {
      texte: texte.join('\n'),
      json: { pret: ouverts.length === 0, manques, recevabilite: controles, routage: route },
      code: ouverts.length === 0 ? 0 : 1
    }
  },
  generer: async ([fichier], valeurs, moteur) => {
    const lot = lireLot(valeurs.lot)
    const vers = creerDossier(resolve(exiger(valeurs.vers, '--vers')))
    const { m } = await ouvrir(moteur, fichier)
    const r = await m.call('lot.generer', { lot, ref: m.ref(vers), brouillon: valeurs.brouillon === true })
    const chemin = m.cheminDe(r.ref)
    return {
      texte: [
        `${lotLabel[lot]} : ${r.etat === 'pret' ? 'prêt' : 'brouillon'} en ${formatEntier(r.dureeMs)} ms`,
        `  ${chemin}`,
        `  ${r.fichiers.length} fichiers (bordereau compris), ${formatEntier(r.pages)} pages, ${formatEntier(r.cellules)} cellules relues`,
        ...r.fichiers.map((f) => `    ${f.nom} (${formatTaille(f.taille)})`)
      ].join('\n'),
      json: { ...r, chemin },
      code: r.etat === 'pret' ? 0 : 1
    }
  },
  imprimer,
  agenda,
  envoyer,
  envois,
  renvoyer,
  recevoir,
  modele,
  archiver: async ([fichier, depose], valeurs, moteur) => {
    const chemin = exiger(depose, 'dossier ou ZIP déposé')
    const vers = creerDossier(resolve(exiger(valeurs.vers, '--vers')))
    const { m, dossier } = await ouvrir(moteur, fichier)
    const depot = dossier.depots.filter((d) => d.lot === 'cloture' && d.date !== null).at(-1)?.id ?? null
    const { lignes: _, ...r } = await m.call('archive.creer', { lot: m.ref(chemin), depot, ref: m.ref(vers) })
    const ou = m.cheminDe(r.ref)
    return {
      texte: [`Copie d’archive faite et vérifiée : ${ou}`, ...r.fichiers.map((f) => `    ${f.nom} (${formatTaille(f.taille)})`)].join('\n'),
      json: { ...r, chemin: ou },
      code: 0
    }
  },
  relire: async ([chemin], _valeurs, moteur) => {
    const m = await moteur()
    if (chemin !== undefined && existsSync(resolve(chemin, 'archive.json'))) {
      const a = await m.call('archive.verifier', { ref: m.ref(chemin) })
      return {
        texte: [
          a.ok ? 'Archive intacte' : 'Archive : écarts trouvés',
          `${a.fichiers} fichiers, faite le ${formatDate(a.date)}`,
          ...a.ecarts.map((e) => `  – ${e}`)
        ].join('\n'),
        json: a,
        code: a.ok ? 0 : 1
      }
    }
    const r = await m.call('lot.relire', { ref: m.ref(exiger(chemin, 'dossier ou ZIP')) })
    return {
      texte: [
        r.ok ? 'Relecture sans écart' : 'Relecture : écarts trouvés',
        `${r.fichiers} fichiers (bordereau compris), ${formatEntier(r.pages)} pages, ${formatEntier(r.cellules)} cellules`,
        ...r.ecarts.map((e) => `  – ${e}`)
      ].join('\n'),
      json: r,
      code: r.ok ? 0 : 1
    }
  },
  reparer,
  verifier: async ([fichier], _valeurs, moteur) => {
    const m = await moteur()
    const r = await m.call('dossier.verifier', { ref: m.ref(exiger(fichier, 'fichier')) })
    return { texte: r.lignes.join('\n'), json: r, code: 0 }
  },
  exporter: async ([fichier], valeurs, moteur) => {
    const { m } = await ouvrir(moteur, fichier)
    const { json } = await m.call('dossier.exporter', {})
    if (valeurs.vers === undefined) return { texte: json, json: JSON.parse(json), code: 0 }
    const vers = resolve(valeurs.vers)
    creerDossier(dirname(vers))
    writeFileSync(vers, json)
    return { texte: `Exporté : ${vers}`, json: { fichier: vers, octets: Buffer.byteLength(json) }, code: 0 }
  },
  schema: async () => {
    const schema = schemaJson()
    return { texte: JSON.stringify(schema, null, 2), json: schema, code: 0 }
  }
}
