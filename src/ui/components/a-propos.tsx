import { useEffect, useState } from 'react'
import type { InfosShell } from '#contract/shell.ts'
import { useMagasin, useSession } from '../use-session.ts'
import { Dialogue } from './dialogue.tsx'

export function APropos() {
  const session = useSession()
  const ouvert = useMagasin(session.aPropos)
  const [infos, setInfos] = useState<InfosShell | null>(null)
  useEffect(() => {
    if (ouvert) void session.shell.infos().then(setInfos)
  }, [ouvert, session])
  if (!ouvert) return null
  return (
    <Dialogue titre="À propos de Grappe" fermer={() => session.aPropos.poser(false)}>
      <p>Grappe prépare le dossier de candidature et le dossier de clôture ESMS Numérique d’une grappe, hors ligne, dans un seul fichier.</p>
      <dl className="paires">
        <dt>Version</dt>
        <dd>{infos?.version ?? '…'}</dd>
        <dt>Moteur</dt>
        <dd>{infos?.moteur ?? '…'}</dd>
        <dt>Licence</dt>
        <dd>MIT</dd>
      </dl>
      <p className="secondaire">Rien n’est envoyé sur Internet. Grappe n’est pas un service de l’État.</p>
    </Dialogue>
  )
}
