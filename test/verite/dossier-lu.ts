/** The JSON of « exporter », read again: types written here, nothing shared with the product. */

export interface GrappeLue {
  readonly id: string
  readonly nom: string
  readonly typeProjet: 'acquisition' | 'conformite' | 'mixte'
  readonly instruction: string
  readonly financeur: string
  readonly checklist: string
  readonly description: string
  readonly contexte: string
  readonly objectifsGrappe: string
  readonly objectifsFeuilleDeRoute: string
  readonly objectifsUsages: string
  readonly enjeuEquipement: string | null
  readonly enjeuHebergement: string | null
  readonly enjeuReprise: string | null
  readonly enjeuInterfaces: string | null
  readonly enjeuCybersecurite: string | null
  readonly mutualisation: string
  readonly strategieDeploiement: string
  readonly repriseDonnees: string
  readonly conduiteChangement: string
  readonly dateConvention: string
  readonly referenceConvention: string
  readonly dateDebut: string
  readonly dateFin: string
  readonly debutEligibilite: string | null
  readonly finEligibilite: string | null
  readonly montantDemande: number
  readonly montantConvention: number
  readonly avanceRecue: number | null
  readonly plafondEquipement: number | null
  readonly minimumEssms: number | null
  readonly minimumOg: number | null
  readonly seuilNational: number | null
  readonly contratInterditAvant: string | null
  readonly regleSegur: string | null
  readonly definitionDossierActif: string
  readonly methodeTaux: string | null
  readonly finVa: string
  readonly finCloture: string
  readonly lienCloture: string
  readonly courrielArs: string
  readonly courrielGrades: string | null
  readonly contactProjet: string
}
export interface SolutionLue {
  readonly editeur: string
  readonly nom: string
  readonly version: string
  readonly statutSegur: string
  readonly numeroSegur: string | null
  readonly voieAchat: string | null
  readonly referenceCommande: string
  readonly hebergement: string
  readonly perimetre: string
  readonly interfaces: string | null
  readonly appelInsi: string | null
  readonly dateMiseEnConcurrence: string | null
}
export interface OrganismeLu {
  readonly id: string
  readonly raisonSociale: string
  readonly finessEj: string
  readonly porteur: string
  readonly siren: string
  readonly siret: string
  readonly statutJuridique: string
  readonly naf: string
  readonly adresse: string
  readonly codePostal: string
  readonly commune: string
  readonly civiliteRepresentant: 'M' | 'Mme'
  readonly nomRepresentant: string
  readonly prenomRepresentant: string
  readonly fonctionRepresentant: string
  readonly courrielRepresentant: string
  readonly telephoneRepresentant: string
  readonly nombreEssmsGeres: number
  readonly iban: string | null
  readonly bic: string | null
  readonly titulaireCompte: string | null
}
export interface EtablissementLu {
  readonly id: string
  readonly nom: string
  readonly finess: string
  readonly organisme: string
  readonly categorie: string
  readonly secteur: string
  readonly codePostal: string
  readonly commune: string
  readonly region: string
  readonly capacite: number | null
  readonly personnesAccompagnees: number
  readonly personnesProjet: number | null
  readonly situationDui: 'acquisition' | 'conformite'
  readonly eligibleSons: string | null
  readonly situation: string | null
  readonly dateMiseEnService: string
  readonly vague: string
  readonly pilote: string | null
  readonly saadMixte: string | null
  readonly heuresEligibles: number | null
  readonly heuresConfort: number | null
  readonly montantAide: number
}
export interface PersonneLue {
  readonly id: string
  readonly role: string
  readonly civilite: 'M' | 'Mme' | null
  readonly nom: string
  readonly prenom: string | null
  readonly fonction: string | null
  readonly organisme: string | null
  readonly etablissement: string | null
  readonly courriel: string | null
  readonly telephone: string | null
  readonly tempsProjet: string | null
}
export interface ReleveLu {
  readonly etablissement: string
  readonly type: 'va' | 'cloture' | 'mois'
  readonly mois: string | null
  readonly chiffres: readonly (number | null)[]
  readonly dateExtraction: string | null
  readonly estimation: string | null
  readonly observation: string | null
}
export interface DepenseLue {
  readonly id: string
  readonly numero: number
  readonly organisme: string
  readonly etablissement: string | null
  readonly poste: string
  readonly nature: string
  readonly imputation: string
  readonly libelle: string
  readonly fournisseur: string | null
  readonly siretFournisseur: string | null
  readonly facture: string | null
  readonly dateFacture: string | null
  readonly dateAcquittement: string
  readonly ht: number
  readonly tauxTva: number | null
  readonly tva: number
  readonly ttc: number
  readonly eligible: number
  readonly cle: string | null
  readonly observation: string | null
}
export interface PvLu {
  readonly id: string
  readonly type: 'va' | 'vsr'
  readonly niveau: string
  readonly organisme: string
  readonly etablissements: readonly string[]
  readonly dateDebut: string
  readonly dateFin: string
  readonly indisponibilite: number | null
  readonly reserves: string | null
  readonly delaiReserves: string | null
  readonly decision: string
  readonly dateDecision: string
  readonly lieu: string
  readonly signataireClient: string
  readonly qualiteClient: string
  readonly delegation: string | null
  readonly signataireEditeur: string
  readonly qualiteEditeur: string
  readonly [point: `point${string}`]: string
}
export interface DossierLu {
  /** Bytes of the attached files in base64, by SHA-256. */
  readonly fichiers: Readonly<Record<string, string>>
  readonly grappe: GrappeLue
  readonly solution: SolutionLue
  readonly organismes: readonly OrganismeLu[]
  readonly etablissements: readonly EtablissementLu[]
  readonly personnes: readonly PersonneLue[]
  readonly releves: readonly ReleveLu[]
  readonly depenses: readonly DepenseLue[]
  readonly pvs: readonly PvLu[]
  readonly piecesJointes: readonly {
    readonly role: string
    readonly piece: number | null
    readonly cible: string | null
    readonly codeDonnees: string | null
    readonly sha256: string
    readonly releve: string | null
    readonly organisme: string | null
    readonly nom: string
  }[]
  readonly pieces: readonly { readonly numero: number; readonly suite: string | null; readonly demandeArs: string; readonly reponse: string }[]
  readonly reponses: readonly {
    readonly cle: string
    readonly reponse: string | null
    readonly motif: string | null
    readonly auteur: string | null
    readonly date: string | null
  }[]
  readonly cibles: readonly { readonly indicateur: string; readonly suivi: string | null; readonly cible: number | null; readonly source: string | null }[]
  readonly exemptions: readonly {
    readonly secteur: string
    readonly indicateur: string
    readonly etablissements: string | null
    readonly source: string
  }[]
  readonly indicateursPropres: readonly {
    readonly id: string
    readonly nom: string
    readonly numerateur: string | null
    readonly denominateur: string | null
    readonly cible: number | null
    readonly definition: string | null
  }[]
  readonly mesuresPropres: readonly {
    readonly etablissement: string
    readonly indicateur: string
    readonly type: 'va' | 'cloture' | 'mois'
    readonly mois: string | null
    readonly numerateur: number | null
    readonly denominateur: number | null
  }[]
  readonly instances: readonly { readonly nom: string; readonly role: string; readonly composition: string; readonly frequence: string }[]
  readonly racis: readonly Readonly<
    Record<'activite' | 'direction' | 'porteur' | 'chefProjet' | 'referents' | 'si' | 'dpo' | 'editeur' | 'amoa', string | null>
  >[]
  readonly taches: readonly {
    readonly gantt: string
    readonly libelle: string
    readonly debut: string
    readonly fin: string | null
    readonly jalon: string | null
    readonly responsable: string | null
    readonly vague: string | null
  }[]
  readonly vagues: readonly { readonly id: string; readonly nom: string; readonly debut: string; readonly fin: string; readonly prerequis: string | null }[]
  readonly couts: readonly {
    readonly poste: string
    readonly nature: string
    readonly imputation: string
    readonly annee: number
    readonly ht: number
    readonly tauxTva: number
    readonly ttc: number
    readonly organisme: string | null
  }[]
  readonly coutsRh: readonly {
    readonly fonction: string
    readonly organisme: string | null
    readonly annee: number
    readonly etp: number
    readonly mois: number
    readonly coutMensuel: number
  }[]
  readonly ressources: readonly { readonly source: string; readonly libelle: string | null; readonly annee: number; readonly montant: number }[]
  readonly communications: readonly {
    readonly action: string
    readonly public: string
    readonly support: string | null
    readonly date: string
    readonly responsable: string | null
  }[]
  readonly formations: readonly {
    readonly intitule: string
    readonly public: string
    readonly participants: number
    readonly duree: string | null
    readonly date: string
    readonly organisation: string | null
  }[]
  readonly risques: readonly {
    readonly libelle: string
    readonly etablissement: string | null
    readonly probabilite: string
    readonly impact: string
    readonly preventif: string
    readonly correctif: string | null
    readonly responsable: string | null
  }[]
  readonly materiels: readonly {
    readonly etablissement: string
    readonly designation: string
    readonly quantite: number
    readonly prixUnitaireHt: number
    readonly tauxTva: number
  }[]
  readonly depots: readonly { readonly lot: string; readonly reference: string | null; readonly dateReponse: string | null }[]
}

export const lireDossier = (json: string): DossierLu => JSON.parse(json) as DossierLu

export const conserves = (d: DossierLu): readonly EtablissementLu[] => d.etablissements.filter((e) => e.situation !== 'retire')
export const porteur = (d: DossierLu): OrganismeLu => d.organismes.find((o) => o.porteur === 'oui')!
export const organisme = (d: DossierLu, id: string | null): OrganismeLu | undefined => d.organismes.find((o) => o.id === id)
export const etablissement = (d: DossierLu, id: string | null): EtablissementLu | undefined => d.etablissements.find((e) => e.id === id)
/** Organisations, the porteur first. */
export const parties = (d: DossierLu): readonly OrganismeLu[] => [porteur(d), ...d.organismes.filter((o) => o !== porteur(d))]

export const somme = <T>(liste: readonly T[], de: (x: T) => number | null): number => liste.reduce((n, x) => n + (de(x) ?? 0), 0)

/** Values that no prose may hold by chance: names, addresses, numbers, and every text of two words and more. */
export function valeursDe(d: DossierLu, mots: (t: string) => readonly string[]): readonly (readonly string[])[] {
  const propres = /^(?:nom|prenom|commune|finess|siret|siren|iban|bic|editeur|raisonSociale|facture|fournisseur|reference|numeroSegur|signataire|lieu)/u
  const ignorees = new Set(['format', 'journal', 'fichiers', 'piecesJointes', 'actions'])
  const found = new Map<string, readonly string[]>()
  const voir = (cle: string, v: unknown): void => {
    if (Array.isArray(v)) for (const x of v) voir(cle, x)
    else if (typeof v === 'object' && v !== null) {
      for (const [k, x] of Object.entries(v)) if (k !== 'id') voir(k, x)
    } else if (typeof v === 'string')
      for (const ligne of v.split('\n')) {
        const m = mots(ligne)
        if ((m.length >= 2 || propres.test(cle)) && ligne.length >= 3) found.set(m.join(' '), m)
      }
  }
  for (const [cle, v] of Object.entries(d)) if (!ignorees.has(cle)) voir(cle, v)
  return [...found.values()].sort((a, b) => b.length - a.length)
}
