import { conserves, type DossierLu, organisme } from '../dossier-lu.ts'
import {
  type CelluleAttendue,
  type ClasseurAttendu,
  type DocAttendu,
  type Element,
  type FeuilleAttendue,
  figure,
  paires,
  type Quoi,
  table,
  texte
} from '../elements.ts'
import { date, entier, pluriel } from '../francais.ts'
import { chiffres, garde, indicateurs, secteur } from '../libelles.ts'
import {
  bornes,
  cibleDe,
  enPourcent,
  etatDit,
  exemptionsDites,
  type Fenetre,
  methode,
  moisDAtteinte,
  moisSuivis,
  ordonnes,
  periode,
  redevables,
  releveDe,
  type Taux,
  tauxDe,
  tauxEcrit,
  tauxMensuel
} from '../usages.ts'
import { definitionsPropres, feuillesPropres, pagesPropres } from './indicateurs-propres.ts'
import { lisezMoi } from './lisez-moi.ts'

const descriptions: Readonly<Record<string, string>> = {
  MSS: 'Messages envoyés par MSSanté pendant la période, rapportés aux personnes accompagnées pouvant bénéficier d’un projet d’accueil et d’accompagnement. Peut dépasser 100 % : on compte des messages, pas des personnes.',
  DMP: 'DMP alimentés par au moins un document pendant la période, rapportés aux personnes accompagnées pouvant bénéficier d’un projet d’accueil et d’accompagnement.',
  ACT: 'Dossiers actifs dans le DUI pendant la période, rapportés aux personnes accompagnées dans la structure.',
  PP: 'Dossiers actifs dont le projet personnalisé est en préparation ou actif, rapportés aux dossiers actifs.',
  AGD: 'Dossiers actifs comportant au moins un événement dans l’agenda du DUI pendant la période, rapportés aux dossiers actifs.'
}
const unites: Readonly<Record<string, readonly [string, string]>> = {
  MSS: ['message MSSanté envoyé', 'messages MSSanté envoyés'],
  DMP: ['DMP alimenté', 'DMP alimentés'],
  ACT: ['dossier actif', 'dossiers actifs'],
  PP: ['dossier actif avec projet personnalisé', 'dossiers actifs avec projet personnalisé'],
  AGD: ['dossier actif avec événement d’agenda', 'dossiers actifs avec événement d’agenda']
}

const fenetreDe = (quoi: Quoi): Fenetre => (quoi.lot === 'etat-des-lieux' ? 'va' : 'cloture')

function definitions(d: DossierLu, f: Fenetre): readonly (readonly [string, string])[] {
  return [
    ['Période mesurée', periode(d, f)],
    ['Calcul des taux', methode(d) === 'moyenne' ? 'moyenne des trois taux mensuels' : 'numérateur de la fenêtre de trois mois rapporté au dénominateur'],
    ['Définition de « dossier actif »', d.grappe.definitionDossierActif],
    [
      'Niveaux',
      'Organisme, secteur et grappe : somme des numérateurs divisée par somme des dénominateurs des établissements qui ont des chiffres et ne sont pas exemptés.'
    ],
    ...indicateurs.map((i): readonly [string, string] => {
      const { suivi, cible, source } = cibleDe(d, i.code)
      const dit = !suivi ? 'Non suivi dans cette grappe' : cible === null ? 'Cible à compléter' : `Cible ${entier(cible)} %${source ? ` (${source})` : ''}`
      return [`${i.code} – ${i.titre}`, `${descriptions[i.code]} ${dit}.`]
    }),
    ...(d.exemptions.length > 0 ? [['Exemptions', exemptionsDites(d).join(' ')] as const] : []),
    ['Origine des chiffres', 'Relevés lus dans le DUI, par établissement ; une estimation est nommée comme telle.'],
    ['Statut du document', 'Présentation établie par Grappe : ce n’est pas un modèle officiel.']
  ]
}

const abreges = 'janv. févr. mars avril mai juin juil. août sept. oct. nov. déc.'.split(' ')
const moisAbrege = (m: string) => `${abreges[Number(m.slice(5)) - 1]} ${m.slice(0, 4)}`
const moisEntier = (m: string) => date(`${m}-02`).replace(/^2 /u, '')

/** Marks of the axes of each curve, then the same rates as a table, then when each target would be reached. */
function suiviMensuel(d: DossierLu): readonly Element[] {
  const suivis = moisSuivis(d)
  if (suivis.length === 0) return []
  const tous = conserves(d)
  const nombre = (t: Taux) => (t.fraction === null ? null : enPourcent(t.fraction))
  const courbes = indicateurs.map(({ code }) => {
    const points = suivis.flatMap((mois) => {
      const taux = nombre(tauxMensuel(d, tous, mois, code))
      return taux === null ? [] : [{ mois, taux }]
    })
    const declares = (['va', 'cloture'] as const).flatMap((f) => {
      const taux = nombre(tauxDe(d, tous, f, code))
      return taux === null ? [] : [{ mois: bornes(d, f).fin.slice(0, 7), taux }]
    })
    const { suivi, cible } = cibleDe(d, code)
    const atteinte = suivi && cible !== null ? moisDAtteinte(points, cible) : null
    const dates = [...points, ...declares].map((p) => p.mois)
    const mois = [...dates, ...(atteinte === null ? [] : [atteinte])].sort()
    const sommet = Math.ceil(Math.max(100, suivi ? (cible ?? 0) : 0, ...[...points, ...declares].map((p) => p.taux)) / 50) * 50
    return { code, atteinte, debut: mois[0]!, fin: mois.at(-1)!, sommet }
  })
  return [
    ...courbes.flatMap(({ debut, fin, sommet }) => [
      ...Array.from({ length: sommet / 50 + 1 }, (_, k) => figure(`${50 * k} %`)),
      figure(moisAbrege(debut)),
      figure(moisAbrege(fin))
    ]),
    table(
      null,
      ['Mois', ...indicateurs.map((i) => `${i.code} (%)`)],
      suivis.map((m) => [moisEntier(m), ...indicateurs.map((i) => tauxEcrit(tauxMensuel(d, tous, m, i.code)))])
    ),
    ...courbes.flatMap(({ code, atteinte }) =>
      atteinte === null ? [] : [texte(`${code} : cible atteinte vers ${moisEntier(atteinte)} si la tendance se poursuit.`)]
    )
  ]
}

export function syntheseIndicateurs(d: DossierLu, quoi: Quoi): DocAttendu {
  const f = fenetreDe(quoi)
  const { essms, organismes, secteurs } = ordonnes(d)
  const entetes = indicateurs.map((i) => `${i.code} (%)`)
  const groupe = (titre: string, colonne: string, groupes: typeof organismes) =>
    table(
      titre,
      [colonne, ...entetes],
      groupes.map((g) => [g.nom, ...indicateurs.map((i) => tauxEcrit(tauxDe(d, g.membres, f, i.code)))])
    )
  const sans = essms.filter((e) => tauxDe(d, [e], f, 'ACT').numerateur === null)
  return {
    titreCourt: 'Indicateurs',
    elements: [
      ...garde(d, quoi, f === 'va' ? 'État des lieux des indicateurs d’usage' : 'Indicateurs d’usage à la clôture', `Mesure ${periode(d, f)}`),
      table(
        'Résultats de la grappe',
        ['Indicateur', 'Numérateur', 'Dénominateur', 'Taux (%)', 'Cible (%)', 'Résultat'],
        indicateurs.map((i) => {
          const t = tauxDe(d, essms, f, i.code)
          const { suivi, cible } = cibleDe(d, i.code)
          const resultat = t.manque ? `il manque ${pluriel(t.manque, ...unites[i.code]!)}` : etatDit(t)
          return [`${i.code} – ${i.titre}`, entier(t.numerateur), entier(t.denominateur), tauxEcrit(t), suivi ? entier(cible) : '–', resultat]
        })
      ),
      ...paires(definitions(d, f)),
      ...suiviMensuel(d),
      groupe('Par organisme', 'Organisme', organismes),
      groupe('Par secteur', 'Secteur', secteurs),
      // The squares of the establishments stand under the name of their organisation.
      ...organismes.map((g) => figure(g.nom)),
      table(
        'Par établissement',
        ['FINESS ET', 'Établissement', ...entetes],
        organismes.flatMap((g) => [[g.nom], ...g.membres.map((e) => [e.finess, e.nom, ...indicateurs.map((i) => tauxEcrit(tauxDe(d, [e], f, i.code)))])])
      ),
      ...(sans.length === 0
        ? []
        : [
            table(
              'Établissements sans relevé complet',
              ['FINESS ET', 'Établissement'],
              sans.map((e) => [e.finess, e.nom])
            ),
            texte('')
          ]),
      ...pagesPropres(d, f)
    ]
  }
}

const lettre = (i: number): string => (i < 26 ? String.fromCharCode(65 + i) : `A${String.fromCharCode(39 + i)}`)
const premiere = 6
const colonneChiffre = (rang: number) => lettre(5 + rang)

/** A rate, by formula or not, or the word in its place. */
function cellule(t: Taux, formule: string | null): CelluleAttendue {
  if (t.etat === 'non-suivi') return 'Non suivi'
  if (t.etat === 'exempte') return 'Exempté'
  const v = t.etat === 'non-calculable' ? 'Non calculable' : t.fraction === null ? null : { pourcent: enPourcent(t.fraction) }
  return formule === null ? v : { f: formule, v }
}
const cible = (d: DossierLu, code: (typeof indicateurs)[number]['code']): CelluleAttendue => {
  const r = cibleDe(d, code)
  return !r.suivi ? 'non suivi' : r.cible === null ? 'à compléter' : { pourcent: r.cible }
}

function feuilleGroupe(d: DossierLu, f: Fenetre, nom: string, entete: string, par: 'organismes' | 'secteurs'): FeuilleAttendue {
  const { essms, [par]: groupes } = ordonnes(d)
  const fin = premiere + essms.length - 1
  const rang = par === 'organismes' ? 'A' : 'B'
  const plage = (c: string) => `'Calcul'!$${c}$${premiere}:$${c}$${fin}`
  const direct = methode(d) === 'fenetre'
  return {
    nom,
    lignes: [
      [`Indicateurs d’usage – ${nom.toLowerCase()}`],
      [periode(d, f)],
      [],
      [null, null, null, null, ...indicateurs.flatMap((i): CelluleAttendue[] => [null, 'Cible', cible(d, i.code)])],
      ['N°', entete, 'Établissements', 'Sans relevé', ...indicateurs.flatMap((i) => [`${i.code} numérateur`, `${i.code} dénominateur`, `${i.code} (%)`])],
      ...groupes.map((g, k): CelluleAttendue[] => {
        const r = premiere + k
        return [
          k + 1,
          g.nom,
          g.membres.length,
          tauxDe(d, g.membres, f, 'ACT').sansReleve.length,
          ...indicateurs.flatMap((i, rangI): CelluleAttendue[] => {
            const t = tauxDe(d, g.membres, f, i.code)
            const somme = (decalage: 0 | 1, v: number | null): CelluleAttendue =>
              direct ? { f: `SUMIF(${plage(rang)},A${r},${plage(lettre(2 + 2 * rangI + decalage))})`, v: v ?? 0 } : v
            const [n, den] = [`${lettre(4 + 3 * rangI)}${r}`, `${lettre(5 + 3 * rangI)}${r}`]
            return [somme(0, t.numerateur), somme(1, t.denominateur), cellule(t, direct && t.comptes > 0 ? `IF(${den}=0,"Non calculable",${n}/${den})` : null)]
          })
        ]
      })
    ]
  }
}

export function classeurIndicateurs(d: DossierLu, quoi: Quoi): ClasseurAttendu {
  const f = fenetreDe(quoi)
  const titre = f === 'va' ? 'État des lieux des indicateurs d’usage' : 'Indicateurs d’usage à la clôture'
  const { essms, organismes, secteurs } = ordonnes(d)
  const direct = methode(d) === 'fenetre'
  const fin = premiere + essms.length - 1
  const nombre = (id: string, rang: number) => releveDe(d, id, f)?.chiffres[rang] ?? null
  return {
    feuilles: [
      lisezMoi(d, quoi, [['Contenu', `${titre} (${f === 'va' ? 'État des lieux (VA)' : 'Clôture'}).`], ...definitions(d, f), ...definitionsPropres(d)]),
      {
        nom: 'Grappe',
        lignes: [
          ['Indicateurs d’usage de la grappe'],
          [periode(d, f)],
          [],
          [],
          [
            'Code',
            'Indicateur',
            'Numérateur',
            'Dénominateur',
            'Taux (%)',
            'Cible (%)',
            'Résultat',
            'Manque (unités)',
            'ESSMS comptés',
            'Sans relevé',
            'Exemptés'
          ],
          ...indicateurs.map((i, k): CelluleAttendue[] => {
            const r = premiere + k
            const t = tauxDe(d, conserves(d), f, i.code)
            const somme = (decalage: 0 | 1, v: number | null): CelluleAttendue => {
              const c = lettre(2 + 2 * k + decalage)
              return direct ? { f: `SUM('Calcul'!${c}${premiere}:${c}${fin})`, v: v ?? 0 } : v
            }
            const resultat = t.etat === 'atteint' ? 'Atteint' : t.etat === 'sous' ? 'Sous la cible' : null
            const juge = direct && t.fraction !== null && cibleDe(d, i.code).suivi && cibleDe(d, i.code).cible !== null
            return [
              i.code,
              i.titre,
              somme(0, t.numerateur),
              somme(1, t.denominateur),
              cellule(t, direct && t.comptes > 0 ? `IF(D${r}=0,"Non calculable",C${r}/D${r})` : null),
              cible(d, i.code),
              juge ? { f: `IF(E${r}>=F${r},"Atteint","Sous la cible")`, v: resultat } : resultat,
              t.manque,
              t.comptes,
              t.sansReleve.length,
              conserves(d).length - redevables(d, conserves(d), i.code).length
            ]
          })
        ]
      },
      feuilleGroupe(d, f, 'Par organisme', 'Organisme', 'organismes'),
      feuilleGroupe(d, f, 'Par secteur', 'Secteur', 'secteurs'),
      {
        nom: 'Par établissement',
        lignes: [
          [titre],
          [`${d.grappe.nom} – ${periode(d, f)}`],
          [],
          [...Array.from({ length: 11 }, () => null), 'Cible', ...indicateurs.map((i) => cible(d, i.code))],
          [
            'Organisme',
            'FINESS EJ',
            'Établissement',
            'FINESS ET',
            'Secteur',
            ...chiffres,
            ...indicateurs.map((i) => `${i.code} (%)`),
            'Extrait le',
            'Nature',
            'Observation'
          ],
          ...essms.map((e, k): CelluleAttendue[] => {
            const r = premiere + k
            const releve = releveDe(d, e.id, f)
            return [
              organisme(d, e.organisme)!.raisonSociale,
              organisme(d, e.organisme)!.finessEj,
              e.nom,
              e.finess,
              secteur[e.secteur]!,
              ...chiffres.map((_, rang) => nombre(e.id, rang)),
              ...indicateurs.map((i): CelluleAttendue => {
                const [n, den] = [`${colonneChiffre(i.n)}${r}`, `${colonneChiffre(i.d)}${r}`]
                return cellule(tauxDe(d, [e], f, i.code), direct ? `IF(${n}="","",IF(${den}="","",IF(${den}=0,"Non calculable",${n}/${den})))` : null)
              }),
              releve?.dateExtraction ? { date: releve.dateExtraction } : null,
              releve ? (releve.estimation === 'estimation' ? 'Estimation' : 'Relevé') : 'Sans relevé',
              releve?.observation ?? null
            ]
          }),
          [
            'Total',
            null,
            null,
            null,
            null,
            ...chiffres.map(
              (_, rang): CelluleAttendue => ({
                f: `SUM(${colonneChiffre(rang)}${premiere}:${colonneChiffre(rang)}${fin})`,
                v: essms.reduce((s, e) => s + (nombre(e.id, rang) ?? 0), 0)
              })
            )
          ]
        ]
      },
      {
        nom: 'Calcul',
        lignes: [
          ['Chiffres comptés dans les totaux'],
          ['Établissements avec chiffres et non exemptés ; mêmes lignes que « Par établissement ».'],
          [],
          [],
          ['N° organisme', 'N° secteur', ...indicateurs.flatMap((i) => [`${i.code} numérateur`, `${i.code} dénominateur`])],
          ...essms.map((e, k): CelluleAttendue[] => {
            const r = premiere + k
            return [
              organismes.findIndex((g) => g.cle === e.organisme) + 1,
              secteurs.findIndex((g) => g.cle === e.secteur) + 1,
              ...indicateurs.flatMap((i): CelluleAttendue[] => {
                if (redevables(d, [e], i.code).length === 0) return [0, 0]
                const connus = nombre(e.id, i.n) !== null && nombre(e.id, i.d) !== null
                const source = (c: number) => `'Par établissement'!${colonneChiffre(c)}${r}`
                return [i.n, i.d].map((c) => ({
                  f: `IF(${source(i.n)}="",0,IF(${source(i.d)}="",0,${source(c)}))`,
                  v: connus ? (nombre(e.id, c) ?? 0) : 0
                }))
              })
            ]
          })
        ]
      },
      ...feuillesPropres(d, f)
    ]
  }
}
