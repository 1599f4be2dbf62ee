/**
 * The floor: the least that a server can do for a punch. It checks the same token, writes one row in a
 * transaction of its own, and reads plain rows and plain sums. No ledger, no rules, no lateness.
 * Started by run.ts with the connection string and the secret.
 */
import Fastify from 'fastify'
import { openPool } from '../src/db/database.ts'
import { createTokens } from '../src/features/accounts/tokens.ts'

const [databaseUrl, secretKey] = process.argv.slice(2)
const pool = openPool(databaseUrl!)
const tokens = createTokens({ secretKey: secretKey!, accessTokenMinutes: 1440 }, Date.now)
const app = Fastify()

const userOf = (header: string | undefined): string => tokens.verifyAccess(header?.slice(7) ?? '').userId

app.post('/in', async (request, reply) => {
  const values = [userOf(request.headers.authorization)]
  const text = 'insert into floor_punches (user_id, time_in) values ($1, now()) returning id, time_in'
  const { rows } = await pool.query({ name: 'in', text, values })
  return reply.code(201).send(rows[0])
})

app.post('/out', async (request) => {
  const values = [userOf(request.headers.authorization)]
  const text = `update floor_punches set time_out = now()
    where id = (select id from floor_punches where user_id = $1 and time_out is null order by time_in desc limit 1)
    returning id, time_in, time_out`
  const { rows } = await pool.query({ name: 'out', text, values })
  return rows[0]
})

interface Range {
  from: string
  to: string
}

app.get<{ Querystring: Range }>('/rows', async (request) => {
  const { from, to } = request.query
  const values = [userOf(request.headers.authorization), from, to]
  const text = `select * from attendance
    where user_id = $1 and started_at >= $2::date and started_at < $3::date + 1 order by started_at desc`
  const { rows } = await pool.query({ name: 'rows', text, values })
  return { rows }
})

app.get<{ Querystring: Range }>('/sums', async (request) => {
  userOf(request.headers.authorization)
  const { from, to } = request.query
  const text = `select u.department_id, date_trunc('month', a.work_date)::date as month, count(*),
      sum(a.worked_seconds) as worked_seconds, sum(a.break_seconds) as break_seconds, sum(a.late_minutes) as late_minutes
    from attendance a join users u on u.id = a.user_id
    where a.work_date between $1 and $2 group by 1, 2 order by 2, 1`
  const { rows } = await pool.query({ name: 'sums', text, values: [from, to] })
  return { rows }
})

await app.listen({ host: '127.0.0.1', port: 0 })
const [address] = app.addresses()
if (typeof address === 'object') process.send?.({ port: address.port })
process.on('SIGTERM', () => void app.close().then(() => pool.end()))
