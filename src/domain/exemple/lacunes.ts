/** The twelve gaps that `exemple --incomplet` leaves: nine fields and three files. Ids are those of the example. */
export const lacunesExemple = {
  champs: [
    { kind: 'grappe', id: 'grappe', champ: 'definitionDossierActif' },
    { kind: 'grappe', id: 'grappe', champ: 'dateConvention' },
    { kind: 'solution', id: 'solution', champ: 'version' },
    { kind: 'organisme', id: 'og-1', champ: 'iban' },
    { kind: 'organisme', id: 'og-3', champ: 'fonctionRepresentant' },
    { kind: 'etablissement', id: 'essms-0004', champ: 'finess' },
    { kind: 'etablissement', id: 'essms-0007', champ: 'dateMiseEnService' },
    { kind: 'instance', id: 'instance-2', champ: 'frequence' },
    { kind: 'depense', id: 'depense-3', champ: 'dateAcquittement' }
  ],
  fichiersAbsents: ['lettre-engagement-signee.pdf', 'rib.pdf', 'pv-vsr-1-signe.pdf']
} as const
