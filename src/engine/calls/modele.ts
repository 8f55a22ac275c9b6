import { basename, join } from 'node:path'
import type { Sortie } from '#contract/contract.ts'
import { GrappeError } from '#contract/errors.ts'
import type { Handlers } from '#contract/rpc.ts'
import { texteMax } from '#domain/champs/champ.ts'
import type { Ligne } from '#domain/dossier.ts'
import type { Modele } from '#domain/modele.ts'
import { ajouterPlace, reporterAjouts, retirerPlace } from '#domain/modeles/ajouter-place.ts'
import { type Correspondance, corriger, decision, ecrireCorrespondance, lireCorrespondance, reporter, sujetDe } from '#domain/modeles/correspondance.ts'
import { donneeDe, donneesDe, libelleDonnee } from '#domain/modeles/donnees.ts'
import { completer, feuillesOuvertes, remarquesAjouts } from '#domain/modeles/places-ajoutees.ts'
import { enTexte } from '#domain/modeles/prevoir.ts'
import { type Proposition, usageProbable } from '#domain/modeles/reconnaitre.ts'
import { sujetDesSeries } from '#domain/modeles/reconnaitre-champs.ts'
import { sujets } from '#domain/modeles/usage.ts'
import { createValeurs, type LigneValeurs } from '#domain/modeles/valeurs.ts'
import { typographier } from '#domain/typographie.ts'
import type { Atelier } from '../atelier.ts'
import { lireFichier } from '../import/lire-fichier.ts'
import { modeleMax } from '../modeles/lire-modele.ts'
import { correspondanceDe, type ModeleOuvert, ouvrirModele, remplirModele } from '../modeles/modele-ouvert.ts'
import { createGarde } from '../partage/garde.ts'
import { loadFonts } from '../render/pdf/faces.ts'
import { ecrireDocument, placeDuDocument } from './ecrire-document.ts'

type Appels = Pick<
  Handlers,
  | 'modele.lire'
  | 'modele.proposer'
  | 'modele.corriger'
  | 'modele.ajouterPlace'
  | 'modele.retirerPlace'
  | 'modele.remplir'
  | 'modele.exporterCorrespondance'
  | 'modele.importerCorrespondance'
>
type Etat = Sortie<'modele.proposer'>

const types = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', pdf: 'application/pdf' } as const
const typeXltx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.template'

/** Largest mapping file read, in bytes. */
const correspondanceMax = 4_000_000

/** The mapping as its cell holds it: decisions of a person always, proposals while they fit. */
function garder(c: Correspondance): string {
  const entiere = ecrireCorrespondance(c)
  if (entiere.length <= texteMax) return entiere
  const places = Object.fromEntries(Object.entries(c.places).filter(([, p]) => p.par === 'personne'))
  const reduite = ecrireCorrespondance({ ...c, places })
  if (reduite.length > texteMax) throw new GrappeError('saisie-invalide', 'cette correspondance a trop de décisions pour être gardée')
  return reduite
}

/** Name of the copy: the one its author gave the model. */
const nomDeLaCopie = (modele: Modele, extension: string): string => `${(modele.nom ?? 'modele').replace(/\.[^.]*$/u, '')}.${extension}`

/** Rows looked at for an example: the first ones, a blank is common, a column of blanks says enough. */
const lignesExemple = 20

function exempleDe(donnee: string, lignes: readonly LigneValeurs[]): string | null {
  for (const ligne of lignes.slice(0, lignesExemple)) {
    const valeur = ligne(donnee)
    if (valeur !== null) return enTexte(valeur).slice(0, 200)
  }
  return null
}

export function appelsModele(atelier: Atelier): Appels {
  /** The last model opened, so that a series of corrections reads it once. */
  let ouvert: { readonly cle: string; readonly modele: ModeleOuvert } | null = null

  const trouver = (id: string): Modele => {
    const modele = atelier.dossier().modeles.find((m) => m.id === id)
    if (!modele) throw new GrappeError('entite-inconnue')
    return modele
  }
  const octetsDe = (modele: Modele): Uint8Array => {
    const bytes = modele.sha256 === null ? undefined : atelier.fichier().journal.lireBlob(modele.sha256)?.bytes
    if (!bytes) throw new GrappeError('fichier-introuvable', modele.nom ?? 'modèle')
    return bytes
  }
  async function ouvrir(modele: Modele): Promise<ModeleOuvert> {
    const usage = modele.usage ?? 'autre'
    const cle = `${modele.sha256}:${usage}`
    if (ouvert?.cle !== cle) ouvert = { cle, modele: await ouvrirModele(octetsDe(modele), usage) }
    return ouvert.modele
  }
  const proposition = (c: Correspondance, p: Proposition, lignes: readonly LigneValeurs[], ou: string | null = null): Etat['cases'][number] => {
    const d = decision(c, p)
    return {
      place: p.place,
      ou: p.ou ?? ou,
      entetes: [...p.entetes],
      donnee: d.donnee,
      libelle: d.donnee === null ? null : libelleDonnee(d.donnee),
      confiance: d.confiance,
      par: d.par,
      remplir: d.remplir && !p.calculee && !p.verrouillee,
      autres: p.autres.flatMap((donnee) => ({ donnee, libelle: libelleDonnee(donnee) ?? donnee })),
      calculee: p.calculee,
      verrouillee: p.verrouillee,
      ajoutee: c.ajouts[p.place] !== undefined,
      exemple: d.donnee === null ? null : exempleDe(d.donnee, lignes)
    }
  }
  function etatDe(modele: Modele, m: ModeleOuvert, c: Correspondance): Etat {
    const usage = modele.usage ?? 'autre'
    const feuilles = feuillesOuvertes(m.lu)
    const plusieurs = feuilles.length > 1
    const reconnaissance = completer(m.lu, m.reconnaissance, c)
    const valeurs = createValeurs(atelier.dossier(), usage)
    const lignesChamps = reconnaissance.champs.length > 0 ? valeurs.lignes(sujetDesSeries(m.lu.champs), false) : []
    return {
      id: modele.id,
      nom: modele.nom ?? '',
      format: m.lu.format,
      usage,
      feuilles: feuilles.map((f) => f.nom),
      tables: reconnaissance.tables.map((t) => {
        const sujet = sujetDe(c, t.place, t.sujet)
        const parAnnee = t.colonnes.some(({ place: ou }) => {
          const donnee = c.places[ou]?.donnee
          return donnee?.includes('@') && donneeDe(donnee)?.periode === 'annee'
        })
        const lignes = valeurs.lignes(sujet, parAnnee)
        const colonnes = t.colonnes.map((p) => proposition(c, p, lignes))
        return {
          feuille: t.table.feuille,
          titre: t.table.titre.slice(1).join(' – '),
          place: t.place,
          sujet,
          lignes: t.table.derniere - t.table.premiere + 1,
          aEcrire: colonnes.some((p) => p.remplir) ? lignes.length : 0,
          colonnes
        }
      }),
      cases: reconnaissance.cases
        .filter(({ ou, proposition: p }) => ou.encadree || c.places[p.place] !== undefined)
        .map(({ ou, proposition: p }) => proposition(c, p, [valeurs.grappe], plusieurs ? ou.feuille : null)),
      champs: reconnaissance.champs.map((p) => proposition(c, p, [valeurs.grappe, ...lignesChamps])),
      donnees: sujets.map((sujet) => ({ sujet, donnees: donneesDe[sujet].map((d) => ({ donnee: d.cle, libelle: d.libelle, periode: d.periode })) })),
      avertissements: [...m.lu.avertissements, ...remarquesAjouts(m.lu, reconnaissance, c)]
    }
  }
  async function enregistrer(modele: Modele, c: Correspondance): Promise<{ ligne: Ligne; etat: Etat }> {
    const { journal } = atelier.fichier()
    createGarde(journal).edition('modele', modele.id)
    const [ligne] = journal.ecrire([
      { kind: 'modele', id: modele.id, champ: 'usage', valeur: modele.usage },
      { kind: 'modele', id: modele.id, champ: 'correspondance', valeur: garder(c) }
    ])
    atelier.change()
    if (!ligne) throw new GrappeError('entite-inconnue')
    return { ligne, etat: etatDe(trouver(modele.id), await ouvrir(modele), c) }
  }

  return {
    'modele.lire': async ({ ref, usage }) => {
      const chemin = atelier.chemin(ref)
      const bytes = lireFichier(chemin, modeleMax)
      const { lu } = await ouvrirModele(bytes, usage ?? 'autre')
      const choisi = usage ?? usageProbable(lu)
      const neuf = await ouvrirModele(bytes, choisi)
      const { journal } = atelier.fichier()
      const type = lu.format === 'xltx' ? typeXltx : types[lu.format]
      const cellules = {
        nom: basename(chemin),
        taille: bytes.length,
        type,
        usage: choisi,
        correspondance: garder(neuf.proposee),
        dateAjout: atelier.aujourdhui()
      }
      createGarde(journal).ajout('modele', cellules)
      const ligne = journal.groupe(() => journal.ajouter('modele', null, null, { ...cellules, sha256: journal.ajouterBlob(bytes, type) }))
      atelier.change()
      return { ligne, etat: etatDe(trouver(ligne.id), neuf, neuf.proposee) }
    },
    'modele.proposer': async ({ id }) => {
      const modele = trouver(id)
      const m = await ouvrir(modele)
      return etatDe(modele, m, correspondanceDe(modele, m))
    },
    'modele.corriger': async ({ id, usage, corrections, sujets: choisis }) => {
      const avant = trouver(id)
      const modele = { ...avant, usage: usage ?? avant.usage }
      for (const { donnee } of corrections) if (donnee !== null && !donneeDe(donnee)) throw new GrappeError('champ-inconnu', donnee)
      const m = await ouvrir(modele)
      const c = correspondanceDe(modele, m)
      return enregistrer(modele, corriger(c, completer(m.lu, m.reconnaissance, c), corrections, choisis))
    },
    'modele.ajouterPlace': async ({ id, ...ajout }) => {
      const modele = trouver(id)
      const m = await ouvrir(modele)
      const ajoutee = ajouterPlace(m.lu, m.reconnaissance, correspondanceDe(modele, m), ajout)
      if (ajoutee.refus !== null) throw new GrappeError('saisie-invalide', '', [typographier(ajoutee.refus)])
      return { ...(await enregistrer(modele, ajoutee.correspondance)), place: ajoutee.place }
    },
    'modele.retirerPlace': async ({ id, place }) => {
      const modele = trouver(id)
      return enregistrer(modele, retirerPlace(correspondanceDe(modele, await ouvrir(modele)), place))
    },
    'modele.remplir': async ({ id, ref }) => {
      const modele = trouver(id)
      const fonts = loadFonts(join(atelier.options.ressources, 'fonts'))
      const { octets, extension, rapport, remarques } = await remplirModele(modele, octetsDe(modele), atelier.dossier(), fonts.normal.octets)
      const chemin = placeDuDocument(atelier.chemin(ref), nomDeLaCopie(modele, extension))
      await ecrireDocument(chemin, octets)
      return {
        nom: basename(chemin),
        ref: atelier.nouvelleRef(chemin),
        taille: octets.length,
        rapport: rapport.map((l) => ({ ...l, entetes: [...l.entetes] })),
        remarques: [...remarques]
      }
    },
    'modele.exporterCorrespondance': async ({ id, ref }) => {
      const modele = trouver(id)
      const m = await ouvrir(modele)
      const nom = `${(modele.nom ?? 'modele').replace(/\.[^.]*$/u, '')} - correspondance.json`
      const json = ecrireCorrespondance(correspondanceDe(modele, m), 2)
      if (ref === null) return { nom, json, ref: null }
      const chemin = placeDuDocument(atelier.chemin(ref), nom)
      await ecrireDocument(chemin, new TextEncoder().encode(json))
      return { nom: basename(chemin), json, ref: atelier.nouvelleRef(chemin) }
    },
    'modele.importerCorrespondance': async ({ id, json, ref }) => {
      const texte = ref === null ? json : new TextDecoder().decode(lireFichier(atelier.chemin(ref), correspondanceMax))
      const importee = lireCorrespondance(texte)
      if (!importee) throw new GrappeError('import-impossible', 'ce fichier n’est pas une correspondance de modèle')
      const modele = trouver(id)
      const m = await ouvrir(modele)
      const reportee = reporter(importee, correspondanceDe(modele, m), m.reconnaissance)
      const { correspondance, perdues } = reporterAjouts(m.lu, m.reconnaissance, importee, reportee.correspondance)
      return { ...(await enregistrer(modele, correspondance)), perdues: [...reportee.perdues, ...perdues].map(typographier) }
    }
  }
}
