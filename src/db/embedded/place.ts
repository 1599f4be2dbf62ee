/** Where everything of one embedded PostgreSQL lies. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { keptSecret } from '../../secret-file.ts'
import { sha256 } from '../../sha256.ts'
import { canEnter, chooseAccount, makePrivate, type Account } from './account.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { EmbeddedError } from './error.ts'

export interface Place {
  dataDir: string
  /** Holds the cluster, its socket and its log; the account's alone. */
  home: string
  cluster: string
  log: string
  /** The folder of the Unix socket; without one the server listens on a loopback port. */
  socket: string | undefined
  password: string
  account: Account | undefined
  binaries: Binaries
}

/** The folder for what an unprivileged user must reach when TimeClock runs as root. */
const sharedFolder = '/var/lib/timeclock'

/** Decides, and makes the folders. `say` is told when the database lies outside the data folder. */
export function choosePlace(folder: string, say: (line: string) => void): Place {
  const dataDir = makeDataDir(folder)
  const inside = path.join(dataDir, 'postgres')
  const account = chooseAccount([path.join(inside, 'cluster'), dataDir])
  const home = chooseHome(dataDir, inside, account)
  makePrivate(home, account)
  if (home !== inside) {
    say(
      `The database lies in ${home}: PostgreSQL does not run as root, and ${account?.name} may not enter ${dataDir}.`,
    )
  }
  const cluster = path.join(home, 'cluster')
  refuseForeign(cluster)
  return {
    dataDir,
    home,
    cluster,
    log: path.join(home, 'postgres.log'),
    socket: socketFolder(home, account),
    password: keptSecret(path.join(dataDir, 'postgres-password')),
    account,
    binaries: findBinaries(account, account ? sharedFolder : dataDir),
  }
}

function makeDataDir(folder: string): string {
  try {
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Root's own new folder must let the account through to the cluster.
    if (made && process.getuid?.() === 0) chmodSync(folder, 0o711)
    return realpathSync(folder)
  } catch (error) {
    const { message } = error as Error
    throw new EmbeddedError(
      `The data folder ${folder} cannot be made: ${message}. Set DATA_DIR to one that can.`,
      {
        cause: error,
      },
    )
  }
}

/**
 * Inside the data folder, unless the account cannot go there. Where it is outside, a file in the data
 * folder says where, so that a data folder that is moved finds its database again.
 */
function chooseHome(dataDir: string, inside: string, account: Account | undefined): string {
  const note = path.join(dataDir, 'postgres-elsewhere')
  if (existsSync(note)) return readFileSync(note, 'utf8').trim()
  if (canEnter(account, dataDir)) return inside
  if (existsSync(path.join(inside, 'cluster'))) {
    throw new EmbeddedError(
      `${account?.name}, whose database is in ${inside}, may not enter it. Let it: chmod o+x on every folder above.`,
    )
  }
  const home = path.join(sharedFolder, shortHash(dataDir))
  mkdirSync(sharedFolder, { recursive: true })
  chmodSync(sharedFolder, 0o755)
  writeFileSync(note, home)
  return home
}

/** PostgreSQL serves a folder to its owner alone. */
function refuseForeign(cluster: string): void {
  const owner = statSync(cluster, { throwIfNoEntry: false })?.uid
  const self = process.getuid?.()
  if (owner === undefined || self === undefined || self === 0 || owner === self) return
  throw new EmbeddedError(
    `The database in ${cluster} belongs to user ${owner}, and you are user ${self}. ` +
      `Start TimeClock as that user or as root, or hand the folder over: chown -R ${self} ${path.dirname(cluster)}`,
  )
}

/** A socket's path may have about 100 bytes. Where it would be longer, a short folder that is ours alone. */
function socketFolder(home: string, account: Account | undefined): string | undefined {
  if (process.platform === 'win32') return undefined
  const near = path.join(home, 'socket')
  const isShort = Buffer.byteLength(path.join(near, '.s.PGSQL.5432.lock')) < 100
  const folder = isShort ? near : path.join('/tmp', `timeclock-${shortHash(home)}`)
  const present = lstatSync(folder, { throwIfNoEntry: false })
  const owner = account?.uid ?? process.getuid?.()
  // Anyone may make folders in /tmp: one that someone else made is not used.
  if (present && !isShort && (!present.isDirectory() || present.uid !== owner)) return undefined
  makePrivate(folder, account)
  return folder
}

export function shortHash(text: string): string {
  return sha256(text).slice(0, 12)
}
