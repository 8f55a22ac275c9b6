import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read } from './run.mjs'

/** The only way out of the namespace: the end-to-end tests count the packets that leave through it. */
const device = 'grappe-fil'

const tools = ['unshare', 'setpriv', 'ip', 'mount']

/** As root in a new network namespace: the loopback, one wire that leads nowhere, and a name server at the end of it. */
const script = `set -e
ip link set lo up
ip link add ${device} type veth peer name grappe-bout
ip link set ${device} addrgenmode none
ip link set grappe-bout addrgenmode none
ip addr add 192.0.2.2/24 dev ${device}
ip link set grappe-bout up
ip link set ${device} up
ip neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev ${device} nud permanent
ip route add default via 192.0.2.1
mount --bind "$1" /etc/resolv.conf
uid=$2 gid=$3
shift 3
exec setpriv --reuid "$uid" --regid "$gid" --clear-groups -- "$@"`

/**
 * Puts a command on a wire of its own, as that user. Null where that is not allowed (not root, not Linux, a tool missing).
 * @param {readonly string[]} words the command and its arguments
 * @param {{ uid: number, gid: number }} identity
 * @param {string} folder where a small file may be written
 * @returns {readonly string[] | null}
 */
export function onAWire(words, { uid, gid }, folder) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/resolv.conf')) return null
  if (tools.some((tool) => read('sh', ['-c', `command -v ${tool}`]) === null)) return null
  const names = join(folder, 'resolv.conf')
  writeFileSync(names, 'nameserver 192.0.2.53\noptions timeout:1 attempts:1\n', { mode: 0o644 })
  const wired = (/** @type {readonly string[]} */ ...command) => [
    'unshare',
    '--net',
    '--mount',
    'sh',
    '-c',
    script,
    'wire',
    names,
    String(uid),
    String(gid),
    ...command
  ]
  const [command = '', ...args] = wired('true')
  return read(command, args) === null ? null : wired(...words)
}
