import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestApp,
  openSession,
  seedPeople,
  type TestAnswer,
  type TestApp,
  type TestPeople,
} from '../../../test/app.ts'

let api: TestApp
const start = Date.parse('2026-03-02T08:00:00Z')
let clock = start

beforeAll(async () => {
  api = await createTestApp({ now: () => clock })
  await seedPeople(api.context)
  await api.context.pool.query(
    `insert into branches (id, name, time_zone) values ('hall', 'Hall', 'Europe/Madrid'), ('yard', 'Yard', 'UTC')`,
  )
  await api.context.pool.query(`insert into branch_managers (branch_id, user_id) values ('hall', 'max')`)
  await api.context.pool.query(
    `update users set employee_number = '1001', branch_id = 'yard', time_zone = 'UTC' where id = 'eva'`,
  )
  await api.context.pool.query(
    `update users set employee_number = '1002', username = 'erik.e' where id = 'erik'`,
  )
})
afterAll(() => api?.close())
beforeEach(() => api.context.pool.query('delete from login_attempts'))

type Name = keyof TestPeople
const as = async (name: Name, method: string, path: string, body?: unknown): Promise<TestAnswer> =>
  api.request(method, path, {
    token: await openSession(api.context, name),
    ...(body === undefined ? {} : { body }),
  })

const makeCode = async (name: Name, branchId: string): Promise<TestAnswer> =>
  as(name, 'POST', '/api/kiosks/pairing-codes/', { branchId, name: 'Front door' })
const pair = (code: string) => api.request('POST', '/api/kiosk/pair/', { body: { code } })

interface Kiosk {
  kioskId: string
  token: string
  publicKey: string
}

async function pairKiosk(branchId = 'hall'): Promise<Kiosk> {
  const paired = await pair((await makeCode('ada', branchId)).body.data.code)
  expect(paired.status, paired.text).toBe(201)
  return paired.body.data
}

const at = (kiosk: Kiosk, path: string, body: unknown) =>
  api.request('POST', `/api/kiosk/${path}/`, { token: kiosk.token, body })

describe('pairing', () => {
  it('is one device, once, for a code that is typed as people type', async () => {
    const made = await makeCode('max', 'hall')
    expect(made.status, made.text).toBe(201)
    expect(made.body.data.code).toMatch(/^[2-9B-DF-HJKMNP-TV-Z]{4}-[2-9B-DF-HJKMNP-TV-Z]{4}$/)
    const paired = await pair(made.body.data.code.toLowerCase().replace('-', ' '))
    expect(paired).toMatchObject({
      status: 201,
      body: { data: { name: 'Front door', branch: { id: 'hall', timeZone: 'Europe/Madrid' } } },
    })
    expect(await pair(made.body.data.code)).toMatchObject({
      status: 422,
      body: { code: 'invalid_pairing_code' },
    })
    const { token, ...rest } = paired.body.data
    const status = await api.request('GET', '/api/kiosk/status/', { token })
    expect(status.body.data).toEqual(rest)
    const { rows } = await api.context.pool.query('select * from kiosks')
    expect(JSON.stringify(rows)).not.toContain(token.split('.')[2])
  })

  it('is over after ten minutes', async () => {
    const { code } = (await makeCode('ada', 'hall')).body.data
    clock += 10 * 60_000
    expect((await pair(code)).status).toBe(422)
  })

  it('is for branches that one manages', async () => {
    expect((await makeCode('eva', 'hall')).status).toBe(403)
    expect((await makeCode('max', 'yard')).status).toBe(422)
    expect((await makeCode('ada', 'nowhere')).status).toBe(422)
  })

  it('throttles guesses at codes', async () => {
    for (let i = 0; i < 10; i++) expect((await pair(`0000-000${i}`)).status).toBe(422)
    expect((await pair('0000-0000')).status).toBe(429)
  })

  it('shows, renames and revokes the kiosks of one’s branches', async () => {
    const [hall, yard] = [await pairKiosk('hall'), await pairKiosk('yard')]
    const seen = (answer: TestAnswer) => answer.body.data.map((one: { id: string }) => one.id)
    expect(seen(await as('ada', 'GET', '/api/kiosks/'))).toEqual(
      expect.arrayContaining([hall.kioskId, yard.kioskId]),
    )
    expect(seen(await as('max', 'GET', '/api/kiosks/'))).not.toContain(yard.kioskId)
    expect((await as('max', 'POST', `/api/kiosks/${yard.kioskId}/revoke/`)).status).toBe(404)
    expect(
      (await as('max', 'PATCH', `/api/kiosks/${hall.kioskId}/`, { name: 'Back door' })).body.data.name,
    ).toBe('Back door')
    expect((await as('max', 'POST', `/api/kiosks/${hall.kioskId}/revoke/`)).body.data.revokedAt).not.toBe(
      null,
    )
    expect((await at(hall, 'identify', { number: '1001', pin: '2580' })).status).toBe(401)
    expect((await at(yard, 'identify', { number: '1001', pin: '2580' })).status).toBe(403)
    expect((await as('ada', 'GET', '/api/audit/?action=kiosk.revoke')).body.data[0]).toMatchObject({
      actorId: 'max',
    })
  })
})

describe('at a kiosk', () => {
  let kiosk: Kiosk
  beforeAll(async () => {
    clock = start
    kiosk = await pairKiosk()
    await as('eva', 'PUT', '/api/auth/pin/', { pin: '2580' })
    await as('ada', 'PUT', '/api/users/erik/pin/', { pin: '9513' })
  })

  it('a person is recognised by number and PIN, and punches with the ticket', async () => {
    const known = await at(kiosk, 'identify', { number: ' 1001 ', pin: '2580' })
    expect(known).toMatchObject({
      status: 200,
      body: { data: { displayName: 'Eva Evans', state: 'out', next: 'in' } },
    })
    const { ticket } = known.body.data
    const punched = await at(kiosk, 'punch', { ticket, key: 'one' })
    expect(punched).toMatchObject({
      status: 201,
      body: {
        message: 'Clock-in recorded successfully',
        data: { displayName: 'Eva Evans', kind: 'in', localTime: '08:00:00', flags: ['other_branch'] },
      },
    })
    const again = await at(kiosk, 'punch', { ticket, kind: 'in', key: 'one' })
    expect([again.body.data.id, again.headers['idempotency-replayed']]).toEqual([
      punched.body.data.id,
      'true',
    ])
    expect(await at(kiosk, 'punch', { ticket, kind: 'in', key: 'two' })).toMatchObject({
      status: 409,
      body: { code: 'already_clocked_in' },
    })
    const [fact] = (await as('eva', 'GET', '/api/timeclock/eva/punches/')).body.data
    expect(fact).toMatchObject({
      source: 'kiosk',
      recordedBy: 'eva',
      claimed: false,
      flags: ['other_branch'],
    })
    const { rows } = await api.context.pool.query(`select branch_id from punches where user_id = 'eva'`)
    expect(rows).toEqual([{ branch_id: 'hall' }])
    clock += 60_000
    expect((await at(kiosk, 'punch', { ticket })).status).toBe(403)
    const other = await pairKiosk()
    const fresh = (await at(kiosk, 'identify', { number: '1001', pin: '2580' })).body.data.ticket
    expect((await at(other, 'punch', { ticket: fresh })).status).toBe(403)
  })

  it('or in one step, whatever is next, also by user name and by QR code', async () => {
    const kinds = []
    const { qr } = (await as('erik', 'GET', '/api/auth/kiosk-code/')).body.data
    for (const shown of [{ number: 'ERIK.E', pin: '9513' }, { qr }]) {
      kinds.push((await at(kiosk, 'punch', shown)).body.data.kind)
      clock += 60_000
    }
    expect(kinds).toEqual(['in', 'out'])
  })

  it('nothing tells whether a number exists', async () => {
    const answers = await Promise.all([
      at(kiosk, 'identify', { number: '1001', pin: '0001' }),
      at(kiosk, 'identify', { number: '4711', pin: '0001' }),
      at(kiosk, 'identify', { number: 'omar', pin: '0001' }),
      at(kiosk, 'identify', { qr: 'tcq.nonsense' }),
    ])
    const told = answers.map(({ status, body }) => JSON.stringify({ status, ...body, requestId: undefined }))
    expect(new Set(told).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 403, body: { code: 'not_recognised' } })
  })

  it.each([[{}], [{ number: '1001' }], [{ pin: '2580' }], [{ number: '1001', pin: '2580', qr: 'x' }]])(
    'something half is 422: %j',
    async (shown) => expect((await at(kiosk, 'identify', shown)).status).toBe(422),
  )

  it('a new QR code makes the old one worthless', async () => {
    const before = (await as('eva', 'GET', '/api/auth/kiosk-code/')).body.data
    expect(before).toMatchObject({ hasPin: true, qr: expect.stringMatching(/^tcq\.[\w-]{43}$/) })
    expect((await at(kiosk, 'identify', { qr: before.qr })).status).toBe(200)
    const after = (await as('eva', 'POST', '/api/auth/kiosk-code/rotate/')).body.data
    expect((await at(kiosk, 'identify', { qr: before.qr })).status).toBe(403)
    expect((await at(kiosk, 'identify', { qr: after.qr })).status).toBe(200)
    const badge = (await as('ada', 'POST', '/api/users/eva/kiosk-code/rotate/')).body.data
    expect((await at(kiosk, 'identify', { qr: badge.qr })).status).toBe(200)
    expect((await as('max', 'POST', '/api/users/eva/kiosk-code/rotate/')).status).toBe(403)
  })

  it('wrong PINs are throttled for one person, who may still show the QR code, and not for others', async () => {
    for (let i = 0; i < 10; i++)
      expect((await at(kiosk, 'identify', { number: '1001', pin: `90${i}1` })).status).toBe(403)
    const right = await at(kiosk, 'identify', { number: '1001', pin: '2580' })
    expect(right).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } })
    expect(right.body.message).toMatch(/QR code/)
    const { qr } = (await as('eva', 'GET', '/api/auth/kiosk-code/')).body.data
    expect((await at(kiosk, 'identify', { qr })).status).toBe(200)
    expect((await at(kiosk, 'identify', { number: '1002', pin: '9513' })).status).toBe(200)
    expect((await at(await pairKiosk(), 'identify', { number: '1001', pin: '2580' })).status).toBe(200)
    clock += 15 * 60_000
    expect((await at(kiosk, 'identify', { number: '1001', pin: '2580' })).status).toBe(200)
  })

  it('numbers that nobody has are throttled alike', async () => {
    for (let i = 0; i < 10; i++) await at(kiosk, 'identify', { number: '4711', pin: `90${i}1` })
    expect((await at(kiosk, 'identify', { number: '4711', pin: '2580' })).status).toBe(429)
  })

  it('who is shut out, or has no PIN any more, is not recognised', async () => {
    expect((await as('erik', 'DELETE', '/api/auth/pin/')).body.data).toEqual({ hasPin: false })
    expect((await at(kiosk, 'identify', { number: '1002', pin: '9513' })).status).toBe(403)
    await as('ada', 'PUT', '/api/users/erik/pin/', { pin: '9513' })
    expect((await at(kiosk, 'identify', { number: '1002', pin: '9513' })).status).toBe(200)
    const { qr } = (await as('erik', 'GET', '/api/auth/kiosk-code/')).body.data
    await as('ada', 'PATCH', '/api/users/erik/', { status: 'disabled' })
    expect((await at(kiosk, 'identify', { number: '1002', pin: '9513' })).status).toBe(403)
    expect((await at(kiosk, 'identify', { qr })).status).toBe(403)
    await as('ada', 'PATCH', '/api/users/erik/', { status: 'active' })
  })
})

describe('PINs', () => {
  it('have their rules, are never answered, and never stored as they are', async () => {
    expect(await as('eva', 'PUT', '/api/auth/pin/', { pin: '1234' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'pin' }] },
    })
    expect((await as('eva', 'PUT', '/api/users/erik/pin/', { pin: '2580' })).status).toBe(403)
    expect((await as('ada', 'PUT', '/api/users/nobody/pin/', { pin: '2580' })).status).toBe(404)
    const { rows } = await api.context.pool.query(
      `select pin_hash from kiosk_credentials where user_id = 'eva'`,
    )
    expect(rows[0].pin_hash).toMatch(/^\$argon2id\$/)
  })
})
