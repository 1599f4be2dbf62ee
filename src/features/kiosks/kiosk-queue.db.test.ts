/** Punches that waited on a kiosk: sealed by a client as a browser would, opened and judged by the server. */
import type { webcrypto } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, openSession, seedPeople, type TestApp } from '../../../test/app.ts'

let api: TestApp
let kiosk: { kioskId: string; token: string; publicKey: string }
let other: typeof kiosk
let clock = Date.parse('2026-03-02T18:00:00Z')

const as = async (name: string, method: string, path: string, body?: unknown) =>
  api.request(method, path, {
    token: await openSession(api.context, name),
    ...(body === undefined ? {} : { body }),
  })

beforeAll(async () => {
  api = await createTestApp({ now: () => clock })
  await seedPeople(api.context)
  await api.context.pool.query(`insert into branches (id, name, time_zone) values ('hall', 'Hall', 'UTC')`)
  await api.context.pool.query(`insert into branch_managers (branch_id, user_id) values ('hall', 'max')`)
  await api.context.pool.query(`update users set employee_number = '1001' where id = 'eva'`)
  await as('ada', 'PUT', '/api/users/eva/pin/', { pin: '2580' })
  await as('ada', 'PUT', '/api/users/omar/pin/', { pin: '9513' })
  kiosk = await pair()
  other = await pair()
})
afterAll(() => api?.close())

async function pair() {
  const made = await as('ada', 'POST', '/api/kiosks/pairing-codes/', { branchId: 'hall', name: 'Door' })
  return (await api.request('POST', '/api/kiosk/pair/', { body: { code: made.body.data.code } })).body.data
}

/** As docs/live.md says, with WebCrypto alone. */
async function seal({ kioskId, publicKey }: typeof kiosk, punch: object): Promise<string> {
  const { subtle } = globalThis.crypto
  const text = new TextEncoder()
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const server = await subtle.importKey('raw', Buffer.from(publicKey, 'base64url'), curve, false, [])
  const own = (await subtle.generateKey(curve, false, ['deriveBits'])) as webcrypto.CryptoKeyPair
  const secret = await subtle.deriveBits({ name: 'ECDH', public: server }, own.privateKey, 256)
  const material = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const info = text.encode('timeclock kiosk punch')
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: text.encode(kioskId), info }
  const key = await subtle.deriveKey(hkdf, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(12))
  const aes = { name: 'AES-GCM', iv, additionalData: text.encode(kioskId) }
  const cipher = await subtle.encrypt(aes, key, text.encode(JSON.stringify(punch)))
  const ephemeral = await subtle.exportKey('raw', own.publicKey)
  return Buffer.concat([Buffer.from(ephemeral), iv, Buffer.from(cipher)]).toString('base64url')
}

const send = async (punches: { key: string; sealed: string }[]) => {
  const answer = await api.request('POST', '/api/kiosk/punches/', { token: kiosk.token, body: { punches } })
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data
}

const punch = async (
  key: string,
  kind: string,
  time: string,
  who: object = { number: '1001', pin: '2580' },
) => ({
  key,
  sealed: await seal(kiosk, { key, kind, at: `2026-03-02T${time}Z`, ...who }),
})
const outcomes = (answers: { key: string; outcome: string; code: string | null }[]) =>
  answers.map(({ key, outcome, code }) => [key, outcome, code])

describe('punches that waited', () => {
  it('are recorded once each, in the order in which they happened, with their own time', async () => {
    const { qr } = (await as('omar', 'GET', '/api/auth/kiosk-code/')).body.data
    const waiting = [
      await punch('b', 'out', '16:00:00'),
      await punch('a', 'in', '08:00:00'),
      await punch('c', 'in', '09:00:00', { qr }),
    ]
    const first = await send(waiting)
    expect(outcomes(first)).toEqual([
      ['b', 'recorded', null],
      ['a', 'recorded', null],
      ['c', 'recorded', null],
    ])
    expect(first[1].displayName).toBe('Eva Evans')
    // The answer was lost, and the PIN is another by now: what is recorded stays recorded.
    await as('ada', 'PUT', '/api/users/eva/pin/', { pin: '7391' })
    expect(outcomes(await send(waiting))).toEqual(outcomes(first))
    await as('ada', 'PUT', '/api/users/eva/pin/', { pin: '2580' })
    const facts = (await as('eva', 'GET', '/api/timeclock/eva/punches/')).body.data
    expect(facts).toHaveLength(2)
    expect(facts[0]).toMatchObject({
      kind: 'out',
      source: 'kiosk',
      claimed: true,
      flags: ['unverified'],
      recordedBy: 'eva',
    })
    expect((await as('eva', 'GET', '/api/timeclock/eva/')).body.data[0].workedSeconds).toBe(8 * 3600)
  })

  it('count once with a first try whose answer was lost', async () => {
    const body = { number: '1001', pin: '2580', kind: 'in', key: 'lost' }
    expect((await api.request('POST', '/api/kiosk/punch/', { token: kiosk.token, body })).status).toBe(201)
    expect(outcomes(await send([await punch('lost', 'in', '18:00:01')]))).toEqual([
      ['lost', 'recorded', null],
    ])
    expect((await as('eva', 'GET', '/api/timeclock/eva/punches/')).body.data).toHaveLength(3)
    // The same key for something else is a fault of the device, and stays one.
    expect(outcomes(await send([await punch('lost2', 'out', '18:00:02')]))).toEqual([
      ['lost2', 'recorded', null],
    ])
    const other = { ...body, key: 'lost2' }
    const reused = await api.request('POST', '/api/kiosk/punch/', { token: kiosk.token, body: other })
    expect(reused.body.code).toBe('idempotency_key_reused')
  })

  it('are refused for managers to see: wrong PIN, unknown number, already out, of another kiosk, moved to another key', async () => {
    const sealedForOther = await seal(other, {
      key: 'y',
      kind: 'in',
      at: '2026-03-02T17:00:00Z',
      number: '1001',
      pin: '2580',
    })
    const moved = (await punch('m', 'in', '17:00:00')).sealed
    const waiting = [
      await punch('w', 'in', '17:00:00', { number: '1001', pin: '0001' }),
      await punch('x', 'in', '17:01:00', { number: '4711', pin: '2580' }),
      await punch('o', 'out', '17:02:00'),
      { key: 'y', sealed: sealedForOther },
      { key: 'z', sealed: moved },
      await punch('f', 'in', '18:05:00'),
    ]
    const expected = [
      ['w', 'refused', 'not_recognised'],
      ['x', 'refused', 'not_recognised'],
      ['o', 'refused', 'not_clocked_in'],
      ['y', 'refused', 'malformed'],
      ['z', 'refused', 'malformed'],
      ['f', 'refused', 'in_the_future'],
    ]
    const answers = await send(waiting)
    expect(outcomes(answers)).toEqual(expected)
    expect([answers[0].message, answers[0].displayName]).toEqual([answers[1].message, null])
    expect(outcomes(await send(waiting))).toEqual(expected)
    const path = `/api/kiosks/${kiosk.kioskId}/refusals/`
    const list = (await as('max', 'GET', path)).body.data as { key: string; user: { id: string } | null }[]
    const byKey = new Map(list.map((one) => [one.key, one]))
    expect([...byKey.keys()].toSorted()).toEqual(['f', 'o', 'w', 'x', 'y', 'z'])
    expect(byKey.get('w')).toMatchObject({
      kind: 'in',
      at: '2026-03-02T17:00:00.000Z',
      user: { id: 'eva', name: 'Eva Evans' },
    })
    expect([byKey.get('x')!.user, byKey.get('y')!.user]).toEqual([null, null])
    const { rows } = await api.context.pool.query('select * from kiosk_arrivals')
    expect(JSON.stringify(rows)).not.toMatch(/4711|0001|2580/)
    expect((await as('max', 'POST', `${path}w/handle/`)).status).toBe(200)
    expect((await as('max', 'POST', `${path}b/handle/`)).status).toBe(404)
    expect((await as('max', 'GET', path)).body.data).toHaveLength(5)
    const all = (await as('max', 'GET', `${path}?includeHandled=true`)).body.data
    expect(all.find((one: { key: string }) => one.key === 'w').handledBy).toBe('max')
    const [view] = (await as('max', 'GET', '/api/kiosks/')).body.data.filter(
      (one: { id: string }) => one.id === kiosk.kioskId,
    )
    expect(view.openRefusals).toBe(5)
  })

  it('wait on where guesses are throttled, and are decided later', async () => {
    const wrong = []
    for (let i = 0; i < 11; i++)
      wrong.push(await punch(`g${i}`, 'in', '17:10:00', { number: 'omar', pin: `80${i + 10}` }))
    const answers = await send(wrong)
    expect(answers.filter((one: { outcome: string }) => one.outcome === 'refused')).toHaveLength(10)
    const late = answers.find((one: { outcome: string }) => one.outcome === 'later')
    expect(late).toMatchObject({ code: 'too_many_attempts', retryAfter: 900 })
    clock += 15 * 60_000
    const again = await send(wrong.filter((one) => one.key === late.key))
    expect(outcomes(again)).toEqual([[late.key, 'refused', 'not_recognised']])
  })
})
