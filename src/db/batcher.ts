/**
 * Natural batching: while one run is under way, what arrives waits; when it ends, it goes together.
 * Alone, an item starts at once and pays nothing. No timer, no added latency.
 */

/** `run` answers each item at its own place; when it throws, every item of that batch fails with it. */
export function createBatcher<Item, Result>(
  run: (items: Item[]) => Promise<readonly Result[]>,
  { most = 500, parallel = 1 }: { most?: number; parallel?: number } = {},
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item
    resolve: (result: Result) => void
    reject: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  let running = 0

  async function work(): Promise<void> {
    running += 1
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most)
      waiting = waiting.slice(most)
      try {
        const results = await run(batch.map((one) => one.item))
        batch.forEach((one, i) => one.resolve(results[i]!))
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
    }
    running -= 1
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (running < parallel) void work()
    })
}
