import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/clone.ts'
import { openNotifications, type Notifications } from './notifications.ts'

let database: { url: string; drop: () => Promise<void> }
let sender: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  sender = new pg.Client({ connectionString: database.url })
  await sender.connect()
})
afterAll(async () => {
  await sender?.end()
  await database?.drop()
})

const notify = (channel: string, payload: string) =>
  sender.query('select pg_notify($1, $2)', [channel, payload])

/** What arrives, and how often there was an interruption; `next` waits for the next of either. */
function subscribe(notifications: Notifications, channel: string) {
  const seen: string[] = []
  const waiting: (() => void)[] = []
  const add = (what: string) => {
    seen.push(what)
    for (const wake of waiting.splice(0)) wake()
  }
  const stop = notifications.listen(channel, add, () =>
    add(`interrupted, connected: ${notifications.connected}`),
  )
  const until = async (count: number) => {
    while (seen.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    return seen
  }
  return { seen, until, stop }
}

describe('notifications', () => {
  it('reach the subscribers of their channel, from the moment that it listens', async () => {
    const notifications = openNotifications(database.url)
    const one = subscribe(notifications, 'one')
    const two = subscribe(notifications, 'two')
    expect(notifications.connected).toBe(false)
    await notifications.ready()
    await notify('one', 'a')
    await notify('two', 'b')
    expect(await one.until(2)).toEqual(['interrupted, connected: true', 'a'])
    expect(await two.until(2)).toEqual(['interrupted, connected: true', 'b'])
    // One that comes later is told when it listens, and one that has left hears nothing.
    const three = subscribe(notifications, 'three')
    await three.until(1)
    one.stop()
    await notify('one', 'c')
    await notify('three', 'd')
    expect(await three.until(2)).toEqual(['interrupted, connected: true', 'd'])
    expect(one.seen).toHaveLength(2)
    await notifications.close()
    expect(notifications.connected).toBe(false)
  })

  it('are taken up again after the connection was lost, and say that some may be missing', async () => {
    const problems: unknown[] = []
    const notifications = openNotifications(database.url, {
      backOffMs: [1, 10],
      onError: (error) => problems.push(error),
    })
    const one = subscribe(notifications, 'lost')
    await notifications.ready()
    await sender.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'timeclock listener' and datname = current_database()`,
    )
    await one.until(3)
    await notify('lost', 'again')
    expect(await one.until(4)).toEqual([
      'interrupted, connected: true',
      'interrupted, connected: false',
      'interrupted, connected: true',
      'again',
    ])
    expect(problems.length).toBeGreaterThan(0)
    await notifications.close()
  })

  it('close while they connect to nobody', async () => {
    const notifications = openNotifications('postgres://nobody@127.0.0.1:1/none', { backOffMs: [1, 2] })
    const one = subscribe(notifications, 'none')
    await notifications.close()
    expect(one.seen).toEqual([])
  })
})
