/** Progress of long work, for whoever waits at the terminal. */

const quietMs = 2000

/**
 * Answers a function to call as the work goes on. Says nothing in the first two seconds, then a line
 * at most every two seconds: `Verifying: 300 of 1200 people`.
 */
export function createProgress(
  what: string,
  unit: string,
  say: (line: string) => void = console.log,
  now: () => number = () => performance.now(),
): (done: number, all: number) => void {
  let last = now()
  return (done, all) => {
    if (now() - last < quietMs || done >= all) return
    last = now()
    say(`${what}: ${done} of ${all} ${unit}`)
  }
}
