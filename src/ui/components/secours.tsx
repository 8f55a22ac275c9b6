import { Component, type ReactNode } from 'react'
import { PanneauErreur } from './vide.tsx'

/** A screen that cannot be drawn leaves the rest of the window working: navigation, save state, other screens. */
export class Secours extends Component<{ readonly ecran: string; readonly children: ReactNode }, { readonly erreur: string | null }> {
  override state = { erreur: null }

  static getDerivedStateFromError(erreur: unknown) {
    return { erreur: erreur instanceof Error ? erreur.message : String(erreur) }
  }

  /** Another screen or tab: tries again. */
  override componentDidUpdate(precedent: { readonly ecran: string }) {
    if (precedent.ecran !== this.props.ecran && this.state.erreur !== null) this.setState({ erreur: null })
  }

  override render() {
    const { erreur } = this.state
    if (erreur === null) return this.props.children
    return (
      <div className="page">
        <PanneauErreur
          message="Cet écran n’a pas pu s’afficher. Vos saisies sont en sécurité et les autres écrans restent utilisables."
          details={[`Détail à signaler : ${erreur}`]}
        >
          <button type="button" className="bouton" onClick={() => this.setState({ erreur: null })}>
            Réessayer
          </button>
        </PanneauErreur>
      </div>
    )
  }
}
