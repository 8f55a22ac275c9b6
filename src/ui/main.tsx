import './types-surs.ts'
import '@fontsource-variable/source-sans-3/wght.css'
import './styles/jetons.css'
import './styles/base.css'
import './styles/cadre.css'
import './styles/cadre-etroit.css'
import './styles/superposes.css'
import './styles/controles.css'
import './styles/grille.css'
import './styles/ecrans.css'
import './styles/tableau.css'
import './styles/apercu.css'
import './styles/guide.css'
import './styles/phases.css'
import './styles/usages.css'
import './styles/apercu-pdf.css'
import './styles/graphiques.css'
import './styles/deploiement.css'
import './styles/modeles.css'
import './styles/partage.css'
import './styles/cloture.css'
import './styles/impression.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { brancherClavier } from './clavier.ts'
import { brancherDepots } from './deposer.ts'
import { suivreManques } from './manques.ts'
import { brancherMenu } from './menu.ts'
import { createSession } from './session.ts'
import { SessionContext } from './use-session.ts'

const racine = document.getElementById('racine')
const shell = window.grappe
if (racine && shell) {
  const session = createSession(shell)
  suivreManques(session)
  brancherDepots(session)
  brancherClavier(session)
  brancherMenu(session)
  createRoot(racine).render(
    <StrictMode>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </StrictMode>
  )
} else if (racine) racine.textContent = 'Cette page s’ouvre dans l’application Grappe.'
