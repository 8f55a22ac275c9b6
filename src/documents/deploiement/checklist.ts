import type { Theme } from '#domain/catalogue/checklist.ts'
import type { ActionSuivie } from '#domain/catalogue/checklists.ts'
import { type DateVa, dateVaAuPlusTot } from '#domain/deploiement/date-va.ts'
import { rolesRpps, tauxIns, totalRpps, totauxIdentites } from '#domain/deploiement/identites.ts'
import { motActeurs, motBilan, motEtapes, motLien, motPortee, motsVa } from '#domain/deploiement/mots.ts'
import { type Deploiement, estAchevee, suivreDeploiement, toutAcheve } from '#domain/deploiement/suivi.ts'
import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import { formatDateCourte, formatEntier } from '#domain/format.ts'
import { grouper } from '#domain/grouper.ts'
import { type Bloc, cel, type Doc, ent, type Fragment, jour, pct, type Rangee, rangee, txt, type Valeur } from '../doc.ts'
import { accorde, annuaireDe } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import type { Contexte, Production } from '../production.ts'

const titre = (niveau: 1 | 2, texte: string): Bloc => ({ b: 'titre', niveau, texte })

/** Room to write by hand: nothing is printed, not even a dash. */
const aRemplir: Valeur = { t: 'texte', v: '\u00a0' }
/** Establishments that one page holds without a line for each organisme. */
const parPage = 20

/** What is done, and for whom it remains. */
function avancement(d: Deploiement, a: ActionSuivie): string {
  const niveau = d.niveau(a.code)
  const etapes = d.etapes(a.code)
  if (niveau === 'grappe') {
    const seule = etapes[0]
    const detail = [seule?.suivi?.date ? formatDateCourte(seule.suivi.date) : null, seule?.suivi?.personne, seule?.suivi?.commentaire].filter(Boolean)
    return [motBilan(d.bilan(a.code), niveau), ...detail].join(', ')
  }
  const restent = etapes.filter((e) => !estAchevee(e))
  const partiel = restent.length > 0 && restent.length < etapes.length
  return `${motBilan(d.bilan(a.code), niveau)}${partiel ? `. Reste : ${motEtapes(restent)}` : ''}`
}

function ligneAction(d: Deploiement, a: ActionSuivie): Rangee {
  const achevee = d.etapes(a.code).length > 0 && toutAcheve(d.bilan(a.code))
  const duree = d.duree(a.code)
  return rangee([
    txt(achevee ? '☑' : '☐'),
    txt(`${a.code} – ${a.titre}${a.facultative ? ' (facultatif)' : ''}`),
    txt(`${motActeurs(a)}, ${motPortee[d.niveau(a.code)]}`),
    txt(a.apres.length > 12 ? `${a.apres.length} actions : voir la note` : a.apres.map(motLien).join(', ')),
    duree === null ? txt('') : ent(duree),
    txt(avancement(d, a)),
    aRemplir
  ])
}

/** Conditions and notes of a theme, under its table. */
function notes(actions: readonly ActionSuivie[]): readonly Bloc[] {
  const elements = actions.flatMap((a): readonly (readonly Fragment[])[] => {
    const dits = [a.sansObjet, ...a.conditions.map((c) => `${c.texte.replace(/[.\s]+$/u, '')}.`), a.note].filter((t) => t !== null)
    return dits.length === 0 ? [] : [[{ texte: `${a.code} : `, gras: true }, { texte: dits.join(' ') }]]
  })
  return elements.length === 0 ? [] : [titre(2, 'Conditions et remarques'), { b: 'liste', elements }]
}

function pageTheme(d: Deploiement, theme: Theme): readonly Bloc[] {
  const actions = d.actions.filter((a) => a.theme === theme.code)
  return [
    { b: 'saut' },
    titre(1, theme.titre),
    {
      b: 'table',
      colonnes: [
        { titre: 'Fait', largeur: 0.05, aligne: 'centre' },
        { titre: 'Action', largeur: 0.25 },
        { titre: 'Qui, où', largeur: 0.17 },
        { titre: 'Après', largeur: 0.14 },
        { titre: 'Durée', largeur: 0.06, aligne: 'droite', unite: 'jours' },
        { titre: 'Avancement', largeur: 0.21 },
        { titre: 'Date, visa', largeur: 0.12 }
      ],
      rangees: actions.map((a) => ligneAction(d, a)),
      note: 'Les liens « après » conseillent un ordre, ils n’interdisent rien. « (déduit) » : lien déduit par Grappe ; les autres viennent de la liste d’origine.'
    },
    ...notes(actions)
  ]
}

function blocVa(va: DateVa): readonly Bloc[] {
  const { titre: phrase, precisions } = motsVa(va)
  return [
    titre(1, 'VA au plus tôt'),
    { b: 'encadre', ton: va.signee ? 'vert' : 'accent', titre: phrase, texte: precisions.join(' ') },
    ...(va.retenues.length === 0
      ? []
      : ([
          {
            b: 'table',
            titre: 'Ce qui la retient',
            colonnes: [
              { titre: 'Action', largeur: 0.36 },
              { titre: 'Qui', largeur: 0.18 },
              { titre: 'Pour', largeur: 0.22 },
              { titre: 'Durée', largeur: 0.07, aligne: 'droite', unite: 'jours' },
              { titre: 'Au plus tôt du', largeur: 0.085, aligne: 'centre' },
              { titre: 'au', largeur: 0.085, aligne: 'centre' }
            ],
            rangees: va.retenues.map((r) =>
              rangee([
                txt(`${r.action.code} – ${r.action.titre}`),
                txt(motActeurs(r.action)),
                txt(motEtapes(r.etapes, 2)),
                r.duree === null ? txt('non saisie') : ent(r.duree),
                jour(r.debut),
                jour(r.fin)
              ])
            )
          }
        ] as const))
  ]
}

function syntheseThemes(d: Deploiement): Bloc {
  const lignes = d.liste.themes.map((theme) => {
    const actions = d.actions.filter((a) => a.theme === theme.code)
    const etapes = actions.flatMap((a) => d.etapes(a.code))
    return {
      theme,
      actions,
      achevees: actions.filter((a) => toutAcheve(d.bilan(a.code))).length,
      etapes: etapes.length,
      faites: etapes.filter(estAchevee).length
    }
  })
  const somme = (lire: (l: (typeof lignes)[number]) => number) => lignes.reduce((n, l) => n + lire(l), 0)
  return {
    b: 'table',
    colonnes: [
      { titre: 'Thème', largeur: 0.44 },
      { titre: 'Actions', largeur: 0.12, aligne: 'droite' },
      { titre: 'Achevées', largeur: 0.12, aligne: 'droite' },
      { titre: 'Étapes', largeur: 0.16, aligne: 'droite' },
      { titre: 'Étapes faites', largeur: 0.16, aligne: 'droite' }
    ],
    rangees: [
      ...lignes.map((l) => rangee([txt(l.theme.titre), ent(l.actions.length), ent(l.achevees), ent(l.etapes), ent(l.faites)])),
      rangee(
        [txt('Total'), ent(somme((l) => l.actions.length)), ent(somme((l) => l.achevees)), ent(somme((l) => l.etapes)), ent(somme((l) => l.faites))],
        'total'
      )
    ],
    note: 'Une étape : une action pour la grappe, pour un organisme ou pour un établissement, selon le niveau auquel elle est suivie.'
  }
}

function suiviEtablissements(dossier: Dossier, contexte: Contexte): readonly Bloc[] {
  const conserves = etablissementsConserves(dossier)
  if (conserves.length === 0) return []
  const annuaire = annuaireDe(dossier)
  const t = totauxIdentites(conserves, contexte.date)
  const parOg = grouper(conserves, (e) => (conserves.length > parPage ? e.organisme : undefined))
  const courts = ['Coord.', 'Admin.', 'Vie soc.', 'Soin', 'Encadr.']
  return [
    { b: 'saut' },
    titre(1, 'Identités INS et enregistrements RPPS+'),
    {
      b: 'paragraphe',
      texte: `DUI en service dans ${accorde(t.enService, 'établissement')} sur ${formatEntier(t.etablissements)}.`
    },
    {
      b: 'table',
      colonnes: [
        { titre: 'Établissement', largeur: 0.24 },
        { titre: 'Mise en service', largeur: 0.08, aligne: 'centre' },
        { titre: 'À qualifier', largeur: 0.065, aligne: 'droite' },
        { titre: 'Quali-fiées', largeur: 0.06, aligne: 'droite' },
        { titre: 'Discor-dantes', largeur: 0.06, aligne: 'droite' },
        { titre: 'Non trouvées', largeur: 0.065, aligne: 'droite' },
        { titre: 'Taux', largeur: 0.07, aligne: 'droite', unite: '%' },
        ...rolesRpps.map((_, i) => ({ titre: courts[i] ?? '', largeur: 0.06, aligne: 'droite' as const })),
        { titre: 'Total RPPS+', largeur: 0.06, aligne: 'droite' }
      ],
      rangees: [
        ...[...parOg].flatMap(([og, membres]): readonly Rangee[] => [
          ...(og === undefined
            ? []
            : ([{ role: 'section', cellules: [cel(txt(annuaire.organisme(og)?.raisonSociale ?? 'Organisme à compléter'), { etendue: 13 })] }] as const)),
          ...membres.map((e) =>
            rangee([
              txt(e.nom ?? e.finess ?? 'Établissement sans nom'),
              jour(e.dateMiseEnService),
              ent(e.insAQualifier),
              ent(e.insQualifiees),
              ent(e.insDiscordantes),
              ent(e.insNonTrouvees),
              pct(tauxIns(e)),
              ...rolesRpps.map(([champ]) => ent(e[champ])),
              ent(totalRpps(e))
            ])
          )
        ]),
        rangee(
          [
            txt('Total'),
            txt(''),
            ent(t.insAQualifier),
            ent(t.insQualifiees),
            ent(t.insDiscordantes),
            ent(t.insNonTrouvees),
            pct(t.taux),
            ...t.roles.map(ent),
            ent(t.rpps)
          ],
          'total'
        )
      ],
      note: `Taux : identités qualifiées sur identités à qualifier. Le taux total porte sur ${accorde(t.renseignes, 'établissement renseigné', 'établissements renseignés')}. RPPS+, par rôle : ${rolesRpps.map(([, nom]) => nom.toLowerCase()).join(' ; ')}.`
    }
  ]
}

/** The deployment list to print: where it stands, one page a theme to tick, then the follow-up of each establishment. */
function docChecklist(dossier: Dossier, contexte: Contexte): Doc {
  const d = suivreDeploiement(dossier)
  return {
    ...entete(dossier, contexte, {
      titre: 'Checklist de déploiement',
      titreCourt: 'Checklist de déploiement',
      sousTitre: d.liste.source,
      orientation: 'paysage'
    }),
    blocs: [
      ...blocVa(dateVaAuPlusTot(d, dossier, contexte.date)),
      titre(1, 'Avancement'),
      syntheseThemes(d),
      ...d.liste.themes.flatMap((theme) => pageTheme(d, theme)),
      ...suiviEtablissements(dossier, contexte)
    ]
  }
}

export const checklistDeploiement = (dossier: Dossier, contexte: Contexte): Production => ({
  sorte: 'pdf',
  base: 'Checklist_de_deploiement',
  doc: docChecklist(dossier, contexte)
})
