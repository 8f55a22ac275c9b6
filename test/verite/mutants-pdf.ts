import type { Valeur } from '#documents/doc.ts'
import {
  ajouter,
  decaler,
  donnees,
  echanger,
  echangerDansLaLigne,
  jourPourMois,
  type Mutant,
  paire,
  poser,
  remplacer,
  table,
  tables,
  trouver,
  unMoisApres,
  valeur
} from './muter.ts'

const galis = { lot: 'galis' } as const
const cloture = { lot: 'cloture' } as const

/** Faults of documents that become PDFs. */
export const mutantsPdf: readonly Mutant[] = [
  {
    faute: 'deux noms d’ESSMS échangés',
    graine: 0,
    ...galis,
    base: 'Note_de_presentation',
    pdf: (doc) => {
      const lignes = tables(doc).filter((t) => t.colonnes[0]?.titre === 'FINESS ET')
      echanger(donnees(lignes[0]!)[0]!, donnees(lignes[1]!)[0]!, 1)
    }
  },
  {
    faute: 'un mois de décalage',
    graine: 0,
    ...galis,
    base: 'Planning',
    pdf: (doc) => decaler(valeur(donnees(table(doc, 'Tâche ou jalon'))[2]!, 3), unMoisApres)
  },
  {
    faute: 'barre du Gantt décalée d’un mois, tableau juste',
    graine: 0,
    ...galis,
    base: 'Planning',
    pdf: (doc) => {
      const gantt = trouver(doc.blocs.find((b) => b.b === 'gantt'))
      const barre = trouver(gantt.b === 'gantt' ? gantt.barres[2] : undefined)
      barre.debut = unMoisApres(barre.debut)
    }
  },
  {
    faute: 'HT à la place du TTC',
    graine: 0,
    ...galis,
    base: 'Plan_de_financement',
    pdf: (doc) => {
      const r = donnees(table(doc, 'HT', 'TTC'))[0]!
      poser(r, 7, valeur(r, 5) as Valeur)
    }
  },
  {
    faute: 'dernière ligne perdue',
    graine: 0,
    ...galis,
    base: 'Convention',
    pdf: (doc) => {
      const t = table(doc, 'FINESS ET', 'Organisme gestionnaire')
      t.rangees.splice(t.rangees.length - 2, 1)
    }
  },
  {
    faute: 'un centime d’arrondi',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    pdf: (doc) => ajouter(donnees(table(doc, 'Libellé'))[4]!, 7, 1)
  },
  {
    faute: 'charges de l’employeur à la place du salaire brut',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    pdf: (doc) => echangerDansLaLigne(donnees(table(doc, 'Salarié ou fonction'))[0]!, 4, 5)
  },
  {
    faute: 'un centime passé d’un organisme à un autre',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    pdf: (doc) => {
      const [a, b] = donnees(table(doc, 'Part mutualisée'))
      ajouter(a!, 4, 1)
      ajouter(b!, 4, -1)
    }
  },
  {
    faute: 'mauvais organisme dans le bloc de signature',
    graine: 0,
    ...cloture,
    base: 'PV_VA_02',
    pdf: (doc) => {
      const b = trouver(doc.blocs.find((x) => x.b === 'signatures'))
      if (b.b === 'signatures') b.blocs[0]!.organisation = 'Association Les Rives Claires'
    }
  },
  {
    faute: 'deux chiffres du FINESS inversés',
    graine: 0,
    lot: 'vsr',
    base: 'PV_VSR',
    pdf: (doc) => {
      const v = valeur(donnees(table(doc, 'FINESS ET'))[3]!, 0)
      if (v.t === 'texte') v.v = v.v.replace(/(\d)(\d)$/u, '$2$1')
    }
  },
  {
    faute: 'montant de l’année précédente',
    graine: 0,
    ...galis,
    base: 'Plan_de_financement',
    pdf: (doc) => {
      const r = donnees(table(doc, 'Emplois et ressources'))[0]!
      poser(r, 2, valeur(r, 1) as Valeur)
    }
  },
  { faute: 'mauvaise cible', graine: 0, ...galis, base: 'Conduite_du_changement', pdf: (doc) => ajouter(donnees(table(doc, 'Numérateur'))[0]!, 3, 20) },
  {
    faute: 'cible de l’instruction à la place de celle de la grappe',
    graine: 1,
    ...cloture,
    base: 'Indicateurs_synthese',
    pdf: (doc) => poser(donnees(table(doc, 'Dénominateur'))[1]!, 4, { t: 'pourcent', v: 70, decimales: 0 })
  },
  {
    faute: 'mauvais dénominateur',
    graine: 0,
    ...cloture,
    base: 'Indicateurs_synthese',
    pdf: (doc) => {
      const lignes = donnees(table(doc, 'Dénominateur'))
      poser(lignes[0]!, 2, valeur(lignes[2]!, 2) as Valeur)
    }
  },
  { faute: 'accent perdu', graine: 0, ...galis, base: 'Lettre_d_engagement', pdf: (doc) => remplacer(doc, 'Horizon Partagé', 'Horizon Partage', 1) },
  {
    faute: 'ligne en double',
    graine: 0,
    ...galis,
    base: 'Gouvernance',
    pdf: (doc) => {
      const t = table(doc, 'Personne')
      t.rangees.push(structuredClone(t.rangees.at(-1)!))
    }
  },
  {
    faute: 'total qui compte un établissement retiré',
    graine: 2,
    ...galis,
    base: 'Note_de_presentation',
    pdf: (doc) => {
      const total = trouver(table(doc, 'Secteur', 'ESSMS').rangees.at(-1))
      ajouter(total, 1, 1)
      ajouter(total, 3, 80)
    }
  },
  {
    faute: 'établissement retiré encore listé',
    graine: 2,
    ...galis,
    base: 'Convention',
    pdf: (doc) => {
      const t = table(doc, 'FINESS ET', 'Organisme gestionnaire')
      t.rangees.splice(5, 0, structuredClone(t.rangees[4]!))
    }
  },
  { faute: 'établissement oublié dans un PV', graine: 0, lot: 'va', base: 'PV_VA_03', pdf: (doc) => void table(doc, 'Mise en service').rangees.splice(1, 1) },
  {
    faute: 'jour et mois inversés',
    graine: 0,
    ...galis,
    base: 'Conduite_du_changement',
    pdf: (doc) => decaler(valeur(donnees(table(doc, 'Support'))[3]!, 3), jourPourMois)
  },
  {
    faute: 'un dixième de point de trop',
    graine: 0,
    lot: 'etat-des-lieux',
    base: 'Etat_des_lieux_synthese',
    pdf: (doc) => ajouter(donnees(table(doc, 'FINESS ET'))[7]!, 4, 0.1)
  },
  {
    faute: 'IBAN tronqué',
    graine: 0,
    ...galis,
    base: 'Fiche_de_saisie_GALIS',
    pdf: (doc) => {
      const v = paire(doc, 'IBAN')[1]
      if (v.t === 'texte') v.v = v.v.slice(0, -1)
    }
  },
  {
    faute: 'BIC tronqué',
    graine: 1,
    ...galis,
    base: 'Fiche_de_saisie_GALIS',
    pdf: (doc) => {
      const v = paire(doc, 'BIC')[1]
      if (v.t === 'texte') v.v = v.v.slice(0, -2)
    }
  },
  { faute: 'version périmée de la solution', graine: 0, ...galis, base: 'Convention', pdf: (doc) => remplacer(doc, /^7\.2$/u, '7.1', 1) },
  {
    faute: 'ligne d’un autre organisme',
    graine: 0,
    ...galis,
    base: 'Note_de_presentation',
    pdf: (doc) => {
      const [a, b] = tables(doc).filter((t) => t.colonnes[0]?.titre === 'FINESS ET')
      const i = a!.rangees.findIndex((r) => r.role === undefined)
      const k = b!.rangees.findIndex((r) => r.role === undefined)
      const x = a!.rangees[i]!
      a!.rangees[i] = b!.rangees[k]!
      b!.rangees[k] = x
    }
  },
  {
    faute: 'chiffre de trop dans une phrase',
    graine: 0,
    ...galis,
    base: 'Gouvernance',
    pdf: (doc) => remplacer(doc, 'La matrice ci-dessous', 'Pour les 17 établissements, la matrice ci-dessous', 1)
  },
  {
    faute: 'nom de trop dans une phrase',
    graine: 0,
    ...galis,
    base: 'Strategie_de_deploiement',
    pdf: (doc) => remplacer(doc, 'Dans chaque établissement,', 'À Uzès, dans chaque établissement,', 1)
  },
  {
    faute: 'lettre du RACI changée de colonne',
    graine: 0,
    ...galis,
    base: 'Gouvernance',
    pdf: (doc) => echangerDansLaLigne(donnees(table(doc, 'Activité'))[0]!, 2, 3)
  },
  {
    faute: 'probabilité et impact échangés',
    graine: 0,
    ...galis,
    base: 'Conduite_du_changement',
    pdf: (doc) => echangerDansLaLigne(donnees(table(doc, 'Criticité'))[1]!, 3, 4)
  },
  {
    faute: 'risque dans une autre case de la matrice',
    graine: 0,
    ...galis,
    base: 'Conduite_du_changement',
    pdf: (doc) => {
      const f = trouver(doc.blocs.find((b) => b.b === 'figure'))
      if (f.b !== 'figure') return
      const textes = f.formes.filter((x) => x.f === 'texte' && /^R\d/u.test(x.texte))
      const [a, b] = textes
      if (a?.f === 'texte' && b?.f === 'texte') [a.texte, b.texte] = [b.texte, a.texte]
    }
  },
  {
    faute: 'mauvais compte dans l’organigramme',
    graine: 0,
    ...galis,
    base: 'Gouvernance',
    pdf: (doc) => remplacer(doc, /^4 établissements$/u, '5 établissements', 1)
  },
  { faute: 'destinataire changé', graine: 0, lot: 'va', base: 'Message_a_envoyer', pdf: (doc) => remplacer(doc, 'ars@exemple', 'grades@exemple', 1) },
  {
    faute: 'grappe d’un autre nom en tête de page',
    graine: 0,
    ...galis,
    base: 'Convention',
    pdf: (doc) => {
      doc.grappe = 'Grappe exemple'
    }
  },
  {
    faute: 'signataire perdu',
    graine: 0,
    ...galis,
    base: 'Convention',
    pdf: (doc) => {
      const b = trouver(doc.blocs.find((x) => x.b === 'signatures'))
      if (b.b === 'signatures') b.blocs.pop()
    }
  },
  {
    faute: 'date de décision changée dans la phrase seule',
    graine: 0,
    ...cloture,
    base: 'PV_VSR',
    pdf: (doc) => remplacer(doc, '19 juin 2026', '20 juin 2026', 1)
  },
  {
    faute: 'valeur perdue',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    pdf: (doc) => poser(donnees(table(doc, 'Libellé'))[9]!, 4, { t: 'vide' })
  },
  {
    faute: 'deux lignes échangées',
    graine: 0,
    ...cloture,
    base: 'Etat_recapitulatif_depenses',
    pdf: (doc) => {
      const t = table(doc, 'Libellé')
      const [a, b] = [t.rangees[1]!, t.rangees[2]!]
      t.rangees[1] = b
      t.rangees[2] = a
    }
  },
  {
    faute: 'un centime passé d’un organisme à l’autre, total juste',
    graine: 2,
    ...galis,
    base: 'Convention',
    pdf: (doc) => {
      const t = table(doc, 'Aide prévisionnelle')
      ajouter(t.rangees[0]!, 2, 1)
      ajouter(t.rangees[1]!, 2, -1)
    }
  },
  {
    faute: 'code d’un autre document à signer',
    graine: 0,
    ...galis,
    base: 'Lettre_d_engagement',
    pdf: (doc) => {
      doc.codeDonnees = 'ABCDEFGH'
    }
  },
  { faute: 'réserves oubliées', graine: 2, ...cloture, base: 'PV_VA_01', pdf: (doc) => remplacer(doc, 'Droits du service de nuit à revoir.', '', 1) },
  { faute: 'part d’une région fausse', graine: 2, ...galis, base: 'Plan_de_financement', pdf: (doc) => ajouter(donnees(table(doc, 'Région'))[1]!, 3, 1) },
  {
    faute: 'ESSMS sans relevé compté 0 %',
    graine: 2,
    ...cloture,
    base: 'Indicateurs_synthese',
    pdf: (doc) => {
      const r = trouver(donnees(table(doc, 'FINESS ET')).find((x) => x.cellules.some((c) => c.valeur.t === 'texte' && c.valeur.v === 'Sans relevé')))
      poser(r, 2, { t: 'pourcent', v: 0, decimales: 1 })
    }
  }
]
