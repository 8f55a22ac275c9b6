import type { DocAttendu, Element } from './elements.ts'
import { verifierGantts } from './lire-gantt.ts'
import { lirePdf, type PageLue } from './lire-pdf.ts'
import { mots } from './mots.ts'

export interface DemandePdf {
  readonly octets: Uint8Array
  readonly attendu: DocAttendu
  readonly grappe: string
  readonly nomFichier: string
  readonly version: string
  readonly modifie: boolean
  /** Every page carries the mark of a draft, or none does. */
  readonly brouillon?: boolean
  /** Values of the dossier that may not stand anywhere they are not expected. */
  readonly valeurs: readonly (readonly string[])[]
}

const egale = (lus: readonly string[], ici: number, voulus: readonly string[]): boolean => voulus.every((m, k) => lus[ici + k] === m)

/** A text cut with « … » is read as the words before it. */
function coupee(lus: readonly string[], ici: number, voulus: readonly string[]): number {
  if (egale(lus, ici, voulus)) return voulus.length
  const entier = voulus.join('')
  let lu = ''
  for (let k = 0; k < voulus.length; k++) {
    const mot = lus[ici + k]
    if (mot === undefined) return 0
    lu += mot
    if (lu.endsWith('…')) return lu.length > 4 && entier.startsWith(lu.slice(0, -1)) ? k + 1 : 0
    if (!entier.startsWith(lu)) return 0
  }
  return 0
}

/** Are these words the two texts, each in its order, whatever the way their lines alternate? */
function entrelacee(lus: readonly string[], ici: number, a: readonly string[], b: readonly string[]): boolean {
  let etats = new Set([0])
  for (let k = 0; k < a.length + b.length; k++) {
    const mot = lus[ici + k]
    const suite = new Set<number>()
    for (const pris of etats) {
      if (a[pris] === mot) suite.add(pris + 1)
      if (b[k - pris] === mot) suite.add(pris)
    }
    if (suite.size === 0) return false
    etats = suite
  }
  return etats.has(a.length)
}

/** A word without the punctuation around it. */
const nu = (mot: string): string => mot.replace(/^[«("]+|[»)".,;:!?]+$/gu, '') || mot

class Lecture {
  readonly lus: readonly string[]
  readonly pris: Uint8Array
  /** Rank of the first word of each page. */
  readonly debuts: readonly number[]
  readonly fautes: string[] = []
  position = 0

  constructor(pages: readonly PageLue[]) {
    this.lus = pages.flatMap((p) => p.mots)
    this.pris = new Uint8Array(this.lus.length)
    const debuts: number[] = []
    let total = 0
    for (const page of pages) {
      debuts.push(total)
      total += page.mots.length
    }
    this.debuts = debuts
  }

  private extrait(ici: number): string {
    return this.lus.slice(ici, ici + 14).join(' ')
  }
  private prendre(ici: number, longueur: number): void {
    this.pris.fill(1, ici, ici + longueur)
    this.position = ici + longueur
  }
  private faute(quoi: string): void {
    if (this.fautes.length < 12)
      this.fautes.push(
        `attendu « ${quoi} » après « ${this.lus.slice(Math.max(0, this.position - 6), this.position).join(' ')} », lu « ${this.extrait(this.position)} »`
      )
  }
  /** Looks ahead for the first place where `longueurEn` finds something. */
  private chercher(longueurEn: (ici: number) => number, quoi: string): boolean {
    for (let ici = this.position; ici < this.lus.length; ici++) {
      const longueur = longueurEn(ici)
      if (longueur === 0) continue
      this.prendre(ici, longueur)
      return true
    }
    this.faute(quoi)
    return false
  }
  private texte(t: string): boolean {
    const voulus = mots(t)
    return voulus.length === 0 || this.chercher((ici) => (egale(this.lus, ici, voulus) ? voulus.length : 0), t)
  }

  private table(e: Extract<Element, { e: 'table' }>): void {
    if (e.titre !== null && !this.texte(e.titre)) return
    const entetes = mots(e.entetes.join(' '))
    if (!this.texte(e.entetes.join(' '))) return
    for (const rangee of e.rangees) {
      const quoi = rangee.join(' ')
      const voulus = mots(quoi)
      if (this.debuts.includes(this.position) && egale(this.lus, this.position, entetes)) this.prendre(this.position, entetes.length)
      if (egale(this.lus, this.position, voulus)) this.prendre(this.position, voulus.length)
      else {
        this.faute(quoi)
        // One fault in a row must not hide those of the next rows.
        if (!this.texte(quoi)) this.position = Math.min(this.position + voulus.length, this.lus.length)
      }
    }
  }

  private sommaire(titres: readonly string[]): void {
    const fin = this.debuts[1] ?? this.lus.length
    for (const titre of titres) {
      const voulus = mots(titre)
      if (!this.texte(titre)) return
      const numero = this.lus[this.position] ?? ''
      const page = Number(numero)
      this.prendre(this.position, 1)
      const [de, a] = [this.debuts[page - 1] ?? 0, this.debuts[page] ?? this.lus.length]
      let found = false
      for (let ici = Math.max(de, fin); ici < a && !found; ici++) found = egale(this.lus, ici, voulus)
      if (!found) this.fautes.push(`sommaire : « ${titre} » n’est pas page ${numero}`)
    }
  }

  /** Years and months in order, in one of the three styles; a label too wide for its place is left out. */
  private calendrier(mois: readonly string[]): void {
    const debut = this.position
    const essai = (etiquette: (m: number, premier: boolean) => string | null): number => {
      let ici = debut
      for (const [i, m] of mois.entries()) {
        const [annee, numero] = [m.slice(0, 4), Number(m.slice(5))]
        if (i === 0 || numero === 1) {
          if (this.lus[ici] === annee) ici++
          else if (mois.filter((x) => x.startsWith(annee)).length > 3) return 0
        }
        const mot = etiquette(numero, i === 0)
        if (mot !== null && this.lus[ici] === mot) ici++
        else if (mot !== null && i < mois.length - 1 && i > 0) return 0
      }
      return ici - debut
    }
    const longueurs = [
      essai((m) => 'JFMAMJJASOND'[m - 1] ?? ''),
      essai((m) => 'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'.split(' ')[m - 1] ?? ''),
      essai((m, premier) => (premier || m % 3 === 1 ? `T${Math.ceil(m / 3)}` : null))
    ]
    const longueur = Math.max(...longueurs)
    if (longueur === 0) this.faute(`calendrier de ${mois[0]} à ${mois.at(-1)}`)
    else this.prendre(debut, longueur)
  }

  lire(e: Element): void {
    switch (e.e) {
      case 'texte':
        this.texte(e.texte)
        return
      case 'figure': {
        const voulus = mots(e.texte)
        this.chercher((ici) => coupee(this.lus, ici, voulus), e.texte)
        return
      }
      case 'paire': {
        const [a, b] = [mots(e.gauche), mots(e.droite)]
        this.chercher((ici) => (entrelacee(this.lus, ici, a, b) ? a.length + b.length : 0), `${e.gauche} : ${e.droite}`)
        return
      }
      case 'table':
        this.table(e)
        return
      case 'sommaire':
        this.sommaire(e.titres)
        return
      case 'calendrier':
        this.calendrier(e.mois)
    }
  }

  /** What was printed beyond what is expected: prose, in which no figure and no value of the dossier may stand. */
  reste(permis: readonly string[], valeurs: readonly (readonly string[])[]): void {
    for (const phrase of permis) {
      const voulus = mots(phrase)
      for (let ici = 0; ici < this.lus.length; ici++)
        if (egale(this.lus, ici, voulus) && !this.pris.subarray(ici, ici + voulus.length).includes(1)) this.pris.fill(1, ici, ici + voulus.length)
    }
    const ecrire = (ici: number) => this.lus.slice(Math.max(0, ici - 5), ici + 6).join(' ')
    const nus = this.lus.map(nu)
    const libres = new Map<string, number[]>()
    for (let ici = 0; ici < this.lus.length; ici++) {
      if (this.pris[ici] === 1) continue
      const mot = this.lus[ici] ?? ''
      if (/\p{Nd}/u.test(mot)) this.fautes.push(`chiffre non attendu « ${mot} » dans « ${ecrire(ici)} »`)
      const places = libres.get(nus[ici] ?? '')
      if (places) places.push(ici)
      else libres.set(nus[ici] ?? '', [ici])
    }
    for (const valeur of valeurs.map((v) => v.map(nu)))
      for (const ici of libres.get(valeur[0] ?? '') ?? [])
        if (egale(nus, ici, valeur) && !this.pris.subarray(ici, ici + valeur.length).includes(1))
          this.fautes.push(`valeur non attendue « ${valeur.join(' ')} » dans « ${ecrire(ici)} »`)
  }
}

/** Every difference between a PDF and what the dossier says it must be, one sentence each. */
export function verifierPdf({ octets, attendu, grappe, nomFichier, version, modifie, brouillon = false, valeurs }: DemandePdf): readonly string[] {
  const pages = lirePdf(octets)
  const lecture = new Lecture(pages)
  const { fautes } = lecture
  const imprime = /Code des données: ([0-9A-HJKMNP-TV-Z]{8}) /u.exec(pages[0]?.pied ?? '')?.[1]
  if (modifie && (imprime === undefined || imprime === attendu.code)) fautes.push('le code des données signées est resté sur des données modifiées')
  const code = attendu.code ? `Code des données: ${modifie ? imprime : attendu.code} ` : ''
  const dit = (t: string) => mots(t).join(' ')
  const entete = dit(`${attendu.titreCourt} · ${grappe}`)
  for (const [i, page] of pages.entries()) {
    if (page.brouillon !== brouillon) fautes.push(`page ${i + 1} : ${brouillon ? 'sans' : 'avec'} la mention BROUILLON`)
    const pied = `${dit(nomFichier)} ${code}page ${i + 1} / ${pages.length}`
    if (page.pied !== pied) fautes.push(`pied de la page ${i + 1} : attendu « ${pied} », lu « ${page.pied} »`)
    if (i > 0 && page.entete !== entete) fautes.push(`en-tête de la page ${i + 1} : attendu « ${entete} », lu « ${page.entete} »`)
    if (i === 0 && page.mentionOutil !== `Document établi avec Grappe ${version}`) fautes.push(`mention de l’outil : lu « ${page.mentionOutil} »`)
  }
  if (pages.length === 0) fautes.push('aucune page')
  for (const element of attendu.elements) lecture.lire(element)
  lecture.reste(attendu.permis ?? [], valeurs)
  if (attendu.gantts) fautes.push(...verifierGantts(octets, pages.length, attendu.gantts))
  return fautes
}
