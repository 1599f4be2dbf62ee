/** How long a live connection lives: sessions that end, clients that are gone or too slow, a server that stops. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, openSession, seedPeople, type TestApp, type TestPeople } from '../../../test/app.ts'
import { connect, listen, type LiveClient } from '../../../test/live.ts'

let api: TestApp
let people: TestPeople
let host: string

const limits = { heartbeatMs: 40, checkMs: 40, bufferedBytes: 64 * 1024, slowMs: 0 }

beforeAll(async () => {
  api = await createTestApp({ liveLimits: limits })
  people = await seedPeople(api.context)
  host = await listen(api.app)
  await api.context.notifications.ready()
})
afterAll(() => api?.close())

async function join(token: string): Promise<LiveClient> {
  const client = connect(host, { token })
  await client.next('ready')
  return client
}

describe('a connection ends by itself', () => {
  it('when its session ends, and only that one', async () => {
    const token = await openSession(api.context, 'eva')
    const [ending, staying] = [await join(token), await join(people.eva.token)]
    expect((await api.request('POST', '/api/auth/logout/', { token, body: {} })).status).toBe(200)
    expect((await ending.closed).code).toBe(4401)
    expect(ending.messages.at(-1)).toMatchObject({ type: 'error', code: 'unauthenticated' })
    await staying.next('heartbeat')
    expect(staying.socket.readyState).toBe(staying.socket.OPEN)
    staying.socket.close()
  })

  it('when the role changes, when what is managed changes, and when the person is shut out', async () => {
    const change = (userId: string, body: object) =>
      api.request('PATCH', `/api/users/${userId}/`, { token: people.ada.token, body })
    const max = await join(people.max.token)
    const managers = { userIds: ['max'] }
    const put = await api.request('PUT', '/api/departments/office/managers/', {
      token: people.ada.token,
      body: managers,
    })
    expect(put.status, put.text).toBe(200)
    expect((await max.closed).code).toBe(4403)
    const erik = await join(people.erik.token)
    await change('erik', { role: 'manager' })
    expect((await erik.closed).code).toBe(4403)
    const omar = await join(people.omar.token)
    await change('omar', { status: 'disabled' })
    expect((await omar.closed).code).toBe(4401)
  })

  it('when nobody answers a ping any more', async () => {
    const client = connect(host, { token: people.ada.token, autoPong: false })
    await client.next('ready')
    expect((await client.closed).code).toBe(1006)
    const alive = await join(people.ada.token)
    for (let i = 0; i < 4; i++) await alive.next('heartbeat')
    alive.socket.close()
    await alive.closed
  })

  it('when it reads too slowly, while others go on', async () => {
    const [slow, quick] = [await join(people.ada.token), await join(people.ada.token)]
    slow.socket.pause()
    const message = {
      type: 'presence',
      userId: 'eva',
      state: 'in',
      since: null,
      workDate: null,
      departmentId: null,
      branchId: null,
      seq: 1,
    } as const
    expect(api.context.live.size).toBe(2)
    // Until the buffers of the system are full and the bound of the server is reached.
    while (api.context.live.size === 2) {
      for (let i = 0; i < 500; i++) api.context.live.broadcast(message)
      await new Promise((resolve) => setImmediate(resolve))
    }
    slow.socket.resume()
    expect((await slow.closed).code).toBe(1006)
    await quick.next('heartbeat')
    quick.socket.close()
    await quick.closed
  })
})

describe('server-sent events', () => {
  async function stream(token: string, path = '/api/live/events/', headers: Record<string, string> = {}) {
    const abort = new AbortController()
    const response = await fetch(`http://${host}${path}`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
      signal: abort.signal,
    })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const events: { id: number; data: { type: string } }[] = []
    const next = async (type: string) => {
      for (;;) {
        const { value, done } = await reader.read()
        if (done) throw new Error('the stream ended')
        text += value
        const parts = text.split('\n\n')
        text = parts.pop()!
        for (const part of parts) {
          const [id = '', data = ''] = part.split('\n')
          events.push({ id: Number(id.slice(4)), data: JSON.parse(data.slice(6)) })
        }
        const found = events.find((event) => event.data.type === type)
        if (found) return found.data
      }
    }
    return { response, next, events, end: () => abort.abort(), reader }
  }

  it('say the same as the socket, with the same scope, and growing ids', async () => {
    const { response, next, events, end } = await stream(people.eva.token)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await next('ready')).toMatchObject({ userId: 'eva' })
    await api.request('POST', '/api/timeclock/clock-in/', { token: people.ada.token, body: {} })
    await api.request('POST', '/api/timeclock/clock-in/', { token: people.eva.token, body: {} })
    expect(await next('presence')).toMatchObject({ userId: 'eva', state: 'in' })
    const ids = events.map((event) => event.id)
    expect(ids.every((id, i) => i === 0 || id > ids[i - 1]!)).toBe(true)
    end()
  })

  it('ask who comes back to read the board, and need a session', async () => {
    const back = await stream(people.eva.token, '/api/live/events/?users=eva', { 'last-event-id': '5' })
    expect(await back.next('resync')).toMatchObject({ reason: 'interrupted' })
    back.end()
    const stranger = await fetch(`http://${host}/api/live/events/`)
    expect(stranger.status).toBe(401)
    await stranger.text()
  })

  it('end with the session', async () => {
    const token = await openSession(api.context, 'eva')
    const { next, reader } = await stream(token)
    await next('ready')
    await api.request('POST', '/api/auth/logout/', { token, body: {} })
    expect(await next('error')).toMatchObject({ code: 'unauthenticated' })
    expect((await reader.read()).done).toBe(true)
  })
})

it('a server that stops says goodbye, and waits for nobody', async () => {
  const [polite, deaf] = [await join(people.ada.token), await join(people.ada.token)]
  const unknown = connect(host)
  await new Promise((resolve) => unknown.socket.on('open', resolve))
  deaf.socket.pause()
  const closing = api.app.close()
  expect((await polite.closed).code).toBe(1001)
  expect((await unknown.closed).code).toBe(1001)
  await closing
  deaf.socket.terminate()
})
