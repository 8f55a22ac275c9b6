/** Help text of each command, in the order it is printed. */
export const aide: Readonly<Record<string, string>> = {
  exemple:
    'exemple <fichier.db> [--incomplet] [--essms N] [--graine S] [--outre-mer] [--remplacer]\n    Crée la grappe d’exemple, complète ; --incomplet y laisse douze manques ; N de 1 à 2 000.',
  creer: 'creer <fichier.db> --nom "Nom de la grappe"\n    Crée un dossier vide.',
  importer:
    'importer <fichier.db> <source...> [--apercu] [--depenses] [--periode va|cloture|AAAA-MM]\n    Importe un dossier entier (.json), une liste d’ESSMS (.xlsx, .csv), un extrait FINESS (.csv, .json.gz),\n    une liste de dépenses (avec --depenses),\n    des classeurs de collecte revenus (fichiers ou dossier), ou une liste de relevés (avec --periode).',
  collecter:
    'collecter <fichier.db> --periode va|cloture|AAAA-MM --vers <dossier> [--par og|essms]\n    Écrit les classeurs de relevés à remplir, un par organisme ou par établissement.',
  saisir: 'saisir <fichier.db> <chemin> <valeur>\n    Saisit un champ : grappe.nom, organismes[1].siret, etablissements[<FINESS>].nom. Une valeur vide efface.',
  lire: 'lire <fichier.db> [chemin]\n    Affiche le dossier ou un champ.',
  controler: 'controler <fichier.db> [--lot LOT]\n    Recevabilité, routage et ce qui manque. Code de sortie 1 si quelque chose manque.',
  generer:
    'generer <fichier.db> --lot galis|complement|va|etat-des-lieux|vsr|cloture --vers <dossier> [--brouillon]\n    Écrit le lot (dossier et ZIP) et le relit.',
  imprimer:
    'imprimer <fichier.db> checklist-deploiement --vers <fichier.pdf ou dossier>\n    Écrit un document hors des lots : la checklist de déploiement, une page par thème.',
  agenda: 'agenda <fichier.db> --vers <fichier.ics ou dossier>\n    Écrit les échéances pour un agenda.',
  envoyer:
    'envoyer <fichier.db> --complet | --leger | --collecte <FINESS EJ> --vers <fichier ou dossier> [--zip] [--proteger | --phrase "mots"]\n    [--fichiers tous|nouveaux|aucun] [--demande identite,releve-va,releve-cloture,depenses,checklist] [--echeance AAAA-MM-JJ]\n    [--mot "…"] [--destinataire "…"] [--courriel …]\n    Écrit une copie à envoyer et l’inscrit au registre des envois. --proteger tire six mots.',
  envois: 'envois <fichier.db>\n    Affiche le registre des envois. Code de sortie 1 si une copie est en retard ou revenue incomplète.',
  renvoyer:
    'renvoyer <fichier.db> --vers <fichier ou dossier> [--mot "…"] [--zip] [--phrase "mots"]\n    Depuis une copie de collecte : écrit ce qui retourne au porteur. Code de sortie 1 s’il manque une réponse.',
  recevoir:
    'recevoir <fichier.db> <copie revenue...> [--apercu] [--phrase "mots"] [--etablissements FINESS,FINESS]\n    Réunit des copies revenues (.db, .zip, .age) ; --apercu dit ce qui changerait. Code de sortie 1 s’il reste des choix à faire.',
  modele:
    'modele <fichier.db> <modèle.xlsx|.xltx|.pdf> [--usage indicateurs-va|indicateurs-cloture|depenses|essms|piece-2|piece-5|piece-6|piece-7|piece-8|autre]\n    [--correspondance fichier.json] [--exporter fichier.json] [--vers <fichier ou dossier>]\n    Garde un modèle vide dans le dossier, dit ce qui irait dans chaque case, et remplit une copie avec --vers.',
  archiver:
    'archiver <fichier.db> <dossier ou ZIP déposé> --vers <dossier>\n    Après le dépôt : copie en lecture seule du dossier entier et de ce qui a été déposé, puis vérification.',
  relire: 'relire <dossier ou ZIP>\n    Relit un lot déjà écrit, ou une copie d’archive.',
  verifier: 'verifier <fichier.db>\n    Vérifie le fichier lui-même.',
  reparer:
    'reparer <fichier abîmé.db> --vers <nouveau.db> [--remplacer]\n    Écrit dans un nouveau fichier ce qui peut encore être lu, et dit ce qui est perdu. Code de sortie 1 si quelque chose l’est.',
  exporter: 'exporter <fichier.db> [--vers fichier.json]\n    Écrit tout le dossier en JSON, sans perte.',
  schema: 'schema\n    Affiche le schéma JSON du dossier importable.'
}

export const aideGenerale = (): string =>
  `grappe – dossiers ESMS Numérique en ligne de commande\n\nUsage : grappe <commande> [options]\n\n${Object.values(aide)
    .map((texte) => `  ${texte}`)
    .join(
      '\n'
    )}\n\nOptions communes : --json (résultat lisible par un programme), --profil <dossier>, --auteur "Nom", --aide\nCodes de sortie : 0 prêt, 1 pas prêt, 2 erreur.\n`
