/**
 * Seals tie the chains of all people together. Each covers, under one Merkle root, the ends of chains,
 * of facts and of steps, that moved since the seal before, and is itself chained: whole chains, or the
 * ends of chains, cannot be removed unseen.
 */
import { sha256 } from '../../sha256.ts'
import type pg from 'pg'
import { withTransaction } from '../../db/database.ts'
import type { Finding } from './verify.ts'

interface Leaf {
  chain: 'facts' | 'steps'
  user_id: string
  seq: number
  hash: string | null
}

/** Seals what moved since the last seal. Answers how many people it covers; without any it makes no seal. */
export async function sealHeads(pool: pg.Pool, now: number): Promise<number> {
  return withTransaction(pool, async (client) => {
    await client.query('lock table seals in share row exclusive mode')
    const { rows: leaves } = await client.query<Leaf>(
      `select h.chain, h.user_id, h.seq, encode(h.hash, 'hex') as hash
         from (select 'facts' as chain, user_id, seq, hash from heads
               union all select 'steps', user_id, seq, hash from step_heads) h
        where h.seq > coalesce(
                (select max(l.seq) from seal_leaves l where l.user_id = h.user_id and l.chain = h.chain), 0)
        order by h.chain, h.user_id collate "C"`,
    )
    if (leaves.length === 0) return 0
    const { rows } = await client.query<{ number: number; hash: string }>(
      `select number, encode(hash, 'hex') as hash from seals order by number desc limit 1`,
    )
    const number = (rows[0]?.number ?? 0) + 1
    const previous = rows[0]?.hash ?? ''
    const root = merkleRoot(leaves)
    const people = countPeople(leaves)
    await client.query(
      `insert into seals (number, sealed_at, people, root, prev_hash, hash)
       values ($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'), decode($6, 'hex'))`,
      [number, new Date(now), people, root, previous, sealHash(number, now, people, root, previous)],
    )
    await client.query(
      `insert into seal_leaves (number, chain, user_id, seq)
       select $1, * from unnest($2::text[], $3::text[], $4::int[])`,
      [
        number,
        leaves.map((leaf) => leaf.chain),
        leaves.map((leaf) => leaf.user_id),
        leaves.map((leaf) => leaf.seq),
      ],
    )
    return people
  })
}

/** The first seal that does not fit the facts; `undefined` when all do. */
export async function findSealFault(pool: pg.Pool): Promise<Finding | undefined> {
  const { rows } = await pool.query<{
    number: number
    sealed_at: Date
    people: number
    root: string
    prev_hash: string
    hash: string
  }>(
    `select number, sealed_at, people, encode(root, 'hex') as root, encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash
       from seals order by number`,
  )
  let previous = ''
  for (const [i, seal] of rows.entries()) {
    const fault = (problem: string): Finding => ({ table: 'seals', row: `seal ${i + 1}`, problem })
    if (seal.number !== i + 1) return fault('it is missing')
    const hash = sealHash(seal.number, seal.sealed_at.getTime(), seal.people, seal.root, seal.prev_hash)
    if (seal.prev_hash !== previous || seal.hash !== hash)
      return fault('it does not follow the seal before it')
    const { rows: leaves } = await pool.query<Leaf>(
      `select l.chain, l.user_id, l.seq, encode(coalesce(p.hash, s.hash), 'hex') as hash from seal_leaves l
         left join punches p on l.chain = 'facts' and p.user_id = l.user_id and p.seq = l.seq
         left join steps s on l.chain = 'steps' and s.user_id = l.user_id and s.seq = l.seq
        where l.number = $1 order by l.chain, l.user_id collate "C"`,
      [seal.number],
    )
    const lost = leaves.find((leaf) => leaf.hash === null)
    if (lost)
      return fault(`the ${nameOf[lost.chain]} ${lost.seq} of person ${lost.user_id} that it covers is gone`)
    if (countPeople(leaves) !== seal.people || merkleRoot(leaves) !== seal.root)
      return fault('what it covers has changed')
    previous = seal.hash
  }
  return undefined
}

const nameOf = { facts: 'fact', steps: 'step' } as const

const countPeople = (leaves: readonly Leaf[]): number => new Set(leaves.map((leaf) => leaf.user_id)).size

function sealHash(number: number, at: number, people: number, root: string, previous: string): string {
  return sha256(JSON.stringify([1, number, at, people, root, previous]))
}

/** Leaves and inner nodes are hashed apart, so that one cannot pass for the other (RFC 6962). */
function merkleRoot(leaves: readonly Leaf[]): string {
  let level = leaves.map(({ chain, user_id, seq, hash }) =>
    // Seals that were made before they covered steps stay true.
    sha256(`leaf ${JSON.stringify(chain === 'facts' ? [user_id, seq, hash] : [user_id, seq, hash, chain])}`),
  )
  while (level.length > 1) {
    const above: string[] = []
    for (let i = 0; i < level.length; i += 2) {
      above.push(i + 1 < level.length ? sha256(`node ${level[i]} ${level[i + 1]}`) : level[i]!)
    }
    level = above
  }
  return level[0] ?? sha256('leaf')
}
