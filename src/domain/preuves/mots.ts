const courts: Readonly<Record<string, string>> = { st: 'saint', ste: 'sainte', residences: 'residence', foyers: 'foyer' }

/** Words of a text without accents, case or punctuation: how names are compared. */
export const motsDe = (texte: string): readonly string[] =>
  texte
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/gu, 'oe')
    .replace(/æ/gu, 'ae')
    .split(/[^a-z0-9]+/u)
    .filter((mot) => mot !== '')
    .map((mot) => courts[mot] ?? mot)

const enMots = (liste: string): ReadonlySet<string> => new Set(liste.split(' '))

/** Sorts of establishments and link words: say nothing of which one it is. */
export const motsGeneriques = enMots(
  'ehpad ehpa esat eanm eam ime iem imp impro itep ditep dime sessad savs samsah saad ssiad spasad sad saas saa fam mas cmpp camsp csapa caarud chrs cada crp ueros mecs pouponniere foyer hebergement vie accueil jour residence autonomie maison retraite unite service etablissement structure site pole centre institut association fondation mutuelle groupe le la les l d de du des et en a au aux pour sur sous'
)

/** Words of the tables that a DUI prints: two of them in a row are not a person. */
export const motsDeTableau = enMots(
  'indicateur indicateurs usage usages messages message mssante dmp mes espace sante dossiers dossier actifs actif active actives personnes personne accompagnees accompagnee projet projets personnalise personnalises agenda evenement evenements taux nombre total totaux numerateur denominateur periode trimestre semestre annee mois finess date extraction edition page pages rapport export statistiques statistique synthese cible cibles logiciel usager dui version ars grades cnsa beneficiaire beneficiaires resident residents usagers patients envoyes envoye alimentes alimente janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre nord sud est ouest oui non document exemple reelle organisation siret siren capacite places commune adresse tableau bord activite globale general generale directeur directrice direction'
)
