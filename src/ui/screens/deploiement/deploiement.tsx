import { useMemo, useState } from 'react'
import { acteurs } from '#domain/catalogue/checklist.ts'
import { type ActionSuivie, actionsPour, checklistDe } from '#domain/catalogue/checklists.ts'
import { typographier } from '#domain/typographie.ts'
import { type Bilan, bilanDe, estAchevee, indexSuivis, porteesDe, possiblesMaintenant, type Suivis, suiviDe } from '../../checklist.ts'
import { EtatAction } from '../../components/etat-action.tsx'
import { GrilleDeNom } from '../../components/grille-de-nom.tsx'
import { Onglets } from '../../components/onglets.tsx'
import { Page } from '../../components/page.tsx'
import { useDossierEntier } from '../../use-session.ts'
import { Matrice } from './matrice.tsx'

const colonnesSuivi = [
  { champ: 'nom', largeur: 240, fige: true, lectureSeule: true },
  { champ: 'dateMiseEnService', largeur: 150 },
  { champ: 'insAQualifier', largeur: 140, total: true },
  { champ: 'insQualifiees', largeur: 140, total: true },
  { champ: 'insDiscordantes', largeur: 150, total: true, titre: 'En discordance' },
  { champ: 'insNonTrouvees', largeur: 140, total: true, titre: 'Non trouvées' },
  { champ: 'rppsCoordination', largeur: 150, total: true, titre: 'RPPS+ coordination' },
  { champ: 'rppsAdministratif', largeur: 160, total: true, titre: 'RPPS+ administratif' },
  { champ: 'rppsVieSociale', largeur: 150, total: true, titre: 'RPPS+ vie sociale' },
  { champ: 'rppsSoin', largeur: 120, total: true, titre: 'RPPS+ soin' },
  { champ: 'rppsEncadrement', largeur: 170, total: true, titre: 'RPPS+ encadrement' }
]

export function Deploiement() {
  return (
    <Page
      titre="Déploiement"
      but="Les actions à mener jusqu’à la VSR, dans l’ordre conseillé. Rien n’est interdit : faire une action plus tôt est permis, et expliqué."
      phase="deploiement"
    >
      <Onglets
        libelle="Déploiement"
        onglets={[
          { cle: 'actions', titre: 'Actions', contenu: () => <Checklist /> },
          { cle: 'maintenant', titre: 'Possible maintenant', contenu: () => <Checklist maintenant /> },
          { cle: 'matrice', titre: 'Matrice', contenu: () => <Matrice /> },
          {
            cle: 'suivi',
            titre: 'Suivi par établissement',
            contenu: () => (
              <GrilleDeNom
                kind="etablissement"
                colonnes={colonnesSuivi}
                libelle="Suivi par établissement"
                libelleAjout="Ajouter un établissement"
                vide={{
                  titre: 'Le suivi par établissement',
                  texte:
                    'Mise en service du DUI, identités INS qualifiées, professionnels enregistrés au RPPS+. Ajoutez d’abord vos établissements dans « Ma grappe ».'
                }}
              />
            )
          }
        ]}
      />
    </Page>
  )
}

function Checklist({ maintenant = false }: { readonly maintenant?: boolean }) {
  const dossier = useDossierEntier()
  const liste = checklistDe(dossier.grappe.checklist)
  const actions = useMemo(() => actionsPour(liste, dossier.solution.appelInsi), [liste, dossier.solution.appelInsi])
  const suivis = useMemo(() => indexSuivis(dossier, liste.code), [dossier, liste.code])
  const bilans = useMemo(() => new Map(actions.map((a) => [a.code, bilanDe(a, porteesDe(dossier, a.portee), suivis)])), [actions, dossier, suivis])
  const possibles = useMemo(() => new Set(possiblesMaintenant(actions, bilans).map((a) => a.code)), [actions, bilans])
  const achevees = actions.filter((a) => estAchevee(bilans.get(a.code) ?? vide)).length
  return (
    <div className="pile">
      <p>
        <strong>
          {achevees} sur {actions.length}
        </strong>{' '}
        actions achevées. <span className="secondaire">{typographier(liste.source)}.</span>
      </p>
      {maintenant && possibles.size === 0 ? <p>✓ Aucune action n’attend.</p> : null}
      {liste.themes.map((theme) => {
        const duTheme = actions.filter((a) => a.theme === theme.code && (!maintenant || possibles.has(a.code)))
        if (duTheme.length === 0) return null
        return (
          <section key={theme.code} className="carte">
            <h3 className="carte-titre">{typographier(theme.titre)}</h3>
            <ul className="actions">
              {duTheme.map((a) => (
                <LigneAction
                  key={a.code}
                  action={a}
                  catalogue={liste.code}
                  bilan={bilans.get(a.code) ?? vide}
                  suivis={suivis}
                  bilans={bilans}
                  possible={possibles.has(a.code)}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

const vide: Bilan = { total: 0, faits: 0, enCours: 0, sansObjet: 0 }

interface PropsLigne {
  readonly action: ActionSuivie
  readonly catalogue: string
  readonly bilan: Bilan
  readonly bilans: ReadonlyMap<string, Bilan>
  readonly suivis: Suivis
  readonly possible: boolean
}

function LigneAction({ action, catalogue, bilan, bilans, suivis, possible }: PropsLigne) {
  const dossier = useDossierEntier()
  const [ouverte, setOuverte] = useState(false)
  const portees = porteesDe(dossier, action.portee)
  const seule = action.portee === 'grappe'
  const attend = action.apres.filter((l) => !estAchevee(bilans.get(l.code) ?? vide))
  return (
    <li className="action">
      <div className="action-texte">
        <strong>
          {action.code} {typographier(action.titre)}
        </strong>
        <p className="secondaire">
          {[
            action.qui.map((q) => acteurs[q]).join(', '),
            { grappe: '', og: 'par organisme', essms: 'par établissement' }[action.portee],
            action.facultative ? 'facultative' : ''
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {action.sansObjet ? <p className="secondaire">Sans objet : {action.sansObjet}</p> : null}
        {attend.length > 0 && !estAchevee(bilan) ? (
          <p className="secondaire">
            Après :{' '}
            {attend.map((l, i) => (
              <span key={l.code} title={l.origine === 'source' ? 'Lien donné par la liste d’origine' : 'Lien déduit par Grappe'}>
                {i > 0 ? ', ' : ''}
                {l.code}
                {l.origine === 'deduite' ? ' (déduit)' : ''}
              </span>
            ))}
          </p>
        ) : null}
        {action.note ? <p className="secondaire">{typographier(action.note)}</p> : null}
        {action.conditions.map((c) => (
          <p key={c.texte} className="secondaire">
            Condition : {typographier(c.texte)}
          </p>
        ))}
      </div>
      {action.sansObjet ? (
        <span className="etiquette">Sans objet</span>
      ) : seule ? (
        <EtatAction identite={{ catalogue, code: action.code, portee: 'grappe' }} suivi={suiviDe(suivis, action.code, 'grappe')} libelle={action.titre} />
      ) : (
        <div className="action-bilan">
          <progress className="barre" max={Math.max(1, bilan.total)} value={bilan.faits + bilan.sansObjet} aria-label={`${action.code} : avancement`} />
          <span className="secondaire">
            {bilan.faits + bilan.sansObjet} sur {bilan.total} {action.portee === 'og' ? 'organismes' : 'établissements'}
            {possible ? ' · possible maintenant' : ''}
          </span>
          <button type="button" className="bouton-lien" aria-expanded={ouverte} onClick={() => setOuverte(!ouverte)}>
            {ouverte ? 'Replier' : 'Détailler'}
          </button>
        </div>
      )}
      {ouverte ? (
        <ul className="portees">
          {portees.map((p) => (
            <li key={p.cle}>
              <span>{p.nom}</span>
              <EtatAction
                identite={{ catalogue, code: action.code, portee: p.cle }}
                suivi={suiviDe(suivis, action.code, p.cle)}
                libelle={`${action.titre}, ${p.nom}`}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}
