/** The API as the pages use it: paths from paths.ts, types from the server's contracts. */
import { authorized } from './session.ts'
import { send, sendForText } from './network.ts'

interface Envelope<D, M> {
  data: D
  meta: M
}

export type Query = Record<string, string | number | boolean | undefined>

const withQuery = (path: string, query: Query): string => {
  const given = Object.entries(query).filter((entry) => entry[1] !== undefined)
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

/** Reads. `D` is the view of the contract that the route answers. */
export async function get<D, M = undefined>(path: string, query: Query = {}): Promise<Envelope<D, M>> {
  return authorized((headers) => send('GET', withQuery(path, query), { headers })) as Promise<Envelope<D, M>>
}

/** A file that the server makes, as its text. */
export const getText = (path: string, query: Query = {}): Promise<string> =>
  authorized((headers) => sendForText(withQuery(path, query), headers))

interface Write {
  body?: object
  /** One is made where none is given, so that a request that is sent twice counts once. */
  key?: string
}

async function write<D>(
  method: string,
  path: string,
  { body, key = crypto.randomUUID() }: Write = {},
): Promise<D> {
  const { data } = (await authorized((headers) =>
    send(method, path, { ...(body && { body }), headers: { ...headers, 'idempotency-key': key } }),
  )) as Envelope<D, undefined>
  return data
}

/** A question that needs a body: nothing is written, so it may be asked any number of times. */
export async function ask<D>(path: string, body: object): Promise<D> {
  const { data } = (await authorized((headers) => send('POST', path, { body, headers }))) as Envelope<
    D,
    undefined
  >
  return data
}

export const post = <D>(path: string, given?: Write): Promise<D> => write<D>('POST', path, given)
export const patch = <D>(path: string, given?: Write): Promise<D> => write<D>('PATCH', path, given)
export const put = <D>(path: string, given?: Write): Promise<D> => write<D>('PUT', path, given)
export const remove = <D>(path: string): Promise<D> => write<D>('DELETE', path)

/** For pages that nobody has to be logged in for. */
export async function postOpenly<D>(path: string, body: object): Promise<D> {
  const { data } = (await send('POST', path, { body })) as Envelope<D, undefined>
  return data
}

export async function getOpenly<D>(path: string): Promise<D> {
  const { data } = (await send('GET', path)) as Envelope<D, undefined>
  return data
}

/** Every row of a list in pages, up to `most`. */
export async function getAll<D>(path: string, query: Query = {}, most = 5000): Promise<D[]> {
  const rows: D[] = []
  let cursor: string | undefined
  do {
    const page: Envelope<D[], { nextCursor: string | null }> = await get(path, {
      ...query,
      limit: 500,
      cursor,
    })
    rows.push(...page.data)
    cursor = page.meta.nextCursor ?? undefined
  } while (cursor !== undefined && rows.length < most)
  return rows
}
