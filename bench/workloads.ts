/** What is measured, the same against either server. */
import { connect, get, median, post } from './load.ts'

export interface Target {
  port: number
  /** Where a punch goes. */
  in: string
  out: string
  /** By person: whether their next punch is a clock-out. */
  isIn: Map<string, boolean>
  /** Answers that were a success, by what was asked; and those that were none. */
  ins: number
  outs: number
  refused: number
}

/** Punches a second by `connections` people at a time, each clocking in or out in turn. */
export async function punchRate(
  target: Target,
  tokens: readonly [string, string][],
  connections: number,
  ms: number,
): Promise<number> {
  const until = performance.now() + ms
  let done = 0
  const work = async (worker: number): Promise<void> => {
    const connection = await connect(target.port)
    for (
      let i = worker;
      performance.now() < until;
      i = i + connections < tokens.length ? i + connections : worker
    ) {
      await punch(target, connection, tokens[i]!)
      done++
    }
    connection.close()
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: connections }, (_, worker) => work(worker)))
  return (done * 1000) / (performance.now() - start)
}

/** The median time of a punch that has the server to itself, in ms. */
export async function lonePunch(
  target: Target,
  tokens: readonly [string, string][],
  count: number,
): Promise<number> {
  const connection = await connect(target.port)
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const start = performance.now()
    await punch(target, connection, tokens[i % tokens.length]!)
    times.push(performance.now() - start)
  }
  connection.close()
  return median(times)
}

async function punch(
  target: Target,
  connection: Awaited<ReturnType<typeof connect>>,
  [userId, token]: readonly [string, string],
): Promise<void> {
  const isIn = target.isIn.get(userId) ?? false
  const { status } = await connection.request(post(isIn ? target.out : target.in, token))
  if (status >= 300) target.refused++
  else if (isIn) target.outs++
  else target.ins++
  target.isIn.set(userId, !isIn)
}

/** The median time of reading `path` as each of the people in turn, in ms. */
export async function readTime(
  port: number,
  path: (userId: string) => string,
  tokens: readonly [string, string][],
  count: number,
): Promise<number> {
  const connection = await connect(port)
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const [userId, token] = tokens[i % tokens.length]!
    const start = performance.now()
    const { status, body } = await connection.request(get(path(userId), token))
    times.push(performance.now() - start)
    if (status !== 200) throw new Error(`${path(userId)} answered ${status}: ${body.slice(0, 300)}`)
  }
  connection.close()
  return median(times)
}
