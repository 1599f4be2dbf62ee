/**
 * A process that holds an embedded PostgreSQL, to be killed by tests: `node embedded-holder.js <folder>`.
 * Prints what it says, then one line of JSON when the database answers; SIGTERM stops it cleanly.
 */
import { startEmbedded } from '../src/db/embedded.ts'

const server = await startEmbedded(process.argv[2]!, console.log)
console.log(JSON.stringify({ url: server.url, adopted: server.adopted }))
const alive = setInterval(() => {}, 1000)
process.on('SIGTERM', () => {
  clearInterval(alive)
  void server.stop()
})
