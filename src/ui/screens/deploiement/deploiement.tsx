import { useState } from 'react'
import type { Erreur } from '#contract/errors.ts'
import { typographier } from '#domain/typographie.ts'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { PanneauErreur } from '../../components/vide.tsx'
import { Actions } from './actions.tsx'
import { Maintenant } from './maintenant.tsx'
import { Matrice } from './matrice.tsx'
import { Sorties } from './sorties.tsx'
import { SuiviEtablissements } from './suivi.tsx'

export function Deploiement() {
  const [erreur, setErreur] = useState<Erreur | null>(null)
  return (
    <Page
      titre="Déploiement"
      but="Les actions à mener jusqu’à la VSR, dans l’ordre conseillé. Rien n’est interdit : faire une action plus tôt est permis, et expliqué."
      phase="deploiement"
      actions={<Sorties echouer={setErreur} />}
    >
      {erreur ? <PanneauErreur message={typographier(erreur.message)} details={erreur.details?.map(typographier)} /> : null}
      <Onglets
        libelle="Déploiement"
        onglets={[
          { cle: 'actions', titre: 'Actions', contenu: () => <Actions /> },
          { cle: 'maintenant', titre: 'Possible maintenant', contenu: () => <Maintenant /> },
          { cle: 'matrice', titre: 'Matrice', contenu: () => <Matrice /> },
          { cle: 'suivi', titre: 'Suivi par établissement', contenu: () => <SuiviEtablissements /> }
        ]}
      />
    </Page>
  )
}
