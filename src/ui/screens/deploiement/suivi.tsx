import { useMemo } from 'react'
import { remarqueIns, rolesRpps, tauxIns, totalRpps, totauxIdentites } from '#domain/deploiement/identites.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { formatEntier, formatPourcent, formatPourcentAligne } from '#domain/format.ts'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { VideVers } from '../../components/vide-vers.tsx'
import type { Colonne } from '../../grille/colonne.ts'
import { aujourdhui } from '../../manques.ts'
import type { EntiteLibre } from '../../presenter.ts'
import { useDossier } from '../../use-session.ts'

/** A row of the grid is an establishment whose fields the grid does not know. */
const essms = (e: EntiteLibre) => e as unknown as Etablissement
const conserve = (e: { readonly id: string; readonly situation?: unknown }) => e.situation !== 'retire'
const pourcent = (taux: number | null): string => (taux === null ? '' : formatPourcentAligne(taux))

const colonneTaux: Colonne<EntiteLibre> = {
  cle: 'tauxIns',
  titre: 'Taux de qualification',
  aide: 'Identités qualifiées sur identités à qualifier',
  largeur: 130,
  droite: true,
  texte: (e) => pourcent(tauxIns(essms(e))),
  tri: (e) => tauxIns(essms(e)),
  remarque: (e) => remarqueIns(essms(e)),
  total: (rangees) => pourcent(totauxIdentites(rangees.map(essms), aujourdhui()).taux)
}
const colonneRpps: Colonne<EntiteLibre> = {
  cle: 'totalRpps',
  titre: 'Total RPPS+',
  largeur: 110,
  droite: true,
  texte: (e) => {
    const total = totalRpps(essms(e))
    return total === null ? '' : formatEntier(total)
  },
  tri: (e) => totalRpps(essms(e)),
  total: (rangees) => formatEntier(totauxIdentites(rangees.map(essms), aujourdhui()).rpps)
}

const colonnes = [
  { champ: 'nom', largeur: 240, fige: true, lectureSeule: true },
  { champ: 'dateMiseEnService', largeur: 130 },
  { champ: 'insAQualifier', largeur: 110, total: true, titre: 'À qualifier' },
  { champ: 'insQualifiees', largeur: 110, total: true, titre: 'Qualifiées' },
  { champ: 'insDiscordantes', largeur: 120, total: true, titre: 'En discordance' },
  { champ: 'insNonTrouvees', largeur: 110, total: true, titre: 'Non trouvées' },
  colonneTaux,
  ...rolesRpps.map(([champ, nom]) => ({ champ, largeur: 150, total: true, titre: `RPPS+ ${nom.toLowerCase()}` })),
  colonneRpps
]

/** Go-live, INS qualification and RPPS+ registrations of each establishment, with totals and rates. */
export function SuiviEtablissements() {
  const aucun = useDossier((d) => d.etablissements.length === 0)
  const titre = 'Le suivi par établissement'
  const texte = 'Mise en service du DUI, identités INS qualifiées, professionnels enregistrés au RPPS+. Ajoutez d’abord vos établissements dans « Ma grappe ».'
  if (aucun) return <VideVers vers="etablissements" titre={titre} texte={texte} />
  return (
    <>
      <Totaux />
      <GrilleDeNom
        kind="etablissement"
        colonnes={colonnes}
        filtre={conserve}
        libelle="Suivi par établissement"
        libelleAjout="Ajouter un établissement"
        vide={{ titre, texte }}
      />
    </>
  )
}

function Totaux() {
  const etablissements = useDossier((d) => d.etablissements)
  const t = useMemo(() => totauxIdentites(etablissements.filter(conserve), aujourdhui()), [etablissements])
  if (t.etablissements === 0) return null
  return (
    <dl className="reperes">
      <div>
        <dt>DUI en service</dt>
        <dd>
          {formatEntier(t.enService)} sur {formatEntier(t.etablissements)}
        </dd>
      </div>
      <div>
        <dt>Identités qualifiées</dt>
        <dd>{t.taux === null ? '—' : formatPourcent(t.taux)}</dd>
        <dt>
          {formatEntier(t.insQualifiees)} sur {formatEntier(t.insAQualifier)}
        </dt>
      </div>
      <div>
        <dt>En discordance</dt>
        <dd>{formatEntier(t.insDiscordantes)}</dd>
      </div>
      <div>
        <dt>Non trouvées</dt>
        <dd>{formatEntier(t.insNonTrouvees)}</dd>
      </div>
      <div>
        <dt>Enregistrés au RPPS+</dt>
        <dd>{formatEntier(t.rpps)}</dd>
      </div>
    </dl>
  )
}
