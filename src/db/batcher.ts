/**
 * Natural batching: what arrives in one turn of the event loop goes together, and while the runs are
 * under way, what arrives waits for the end of one. No timer: an item alone goes with its own turn.
 */

export interface BatcherOptions<Item> {
  /** Items in a run. */
  most?: number
  /** Runs under way at once. */
  parallel?: number
  /** While a run is under way, the fewest items with which another begins: small runs cost as much as large ones. */
  fewestBeside?: number
  /** Items of one key are never in two runs at once: the later ones wait, in their order. */
  keyOf?: (item: Item) => string
}

/** `run` answers each item at its own place; when it throws, every item of that batch fails with it. */
export function createBatcher<Item, Result>(
  run: (items: Item[]) => Promise<readonly Result[]>,
  { most = 500, parallel = 1, fewestBeside = 1, keyOf }: BatcherOptions<Item> = {},
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item
    key: string | undefined
    resolve: (result: Result) => void
    reject: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  const busy = new Set<string>()
  let running = 0
  let isStarting = false

  /** The first items whose keys are free; a key that is left out once stays out, so that order is kept. */
  function takeBatch(): Waiting[] {
    if (busy.size === 0 && waiting.length <= most) {
      const all = waiting
      waiting = []
      return all
    }
    const batch: Waiting[] = []
    const rest: Waiting[] = []
    const passed = new Set<string>()
    for (const one of waiting) {
      const isFree = one.key === undefined || !(busy.has(one.key) || passed.has(one.key))
      if (isFree && batch.length < most) batch.push(one)
      else {
        rest.push(one)
        if (one.key !== undefined) passed.add(one.key)
      }
    }
    waiting = rest
    return batch
  }

  const mayBegin = (): boolean => running === 0 || (running < parallel && waiting.length >= fewestBeside)

  async function work(): Promise<void> {
    isStarting = false
    while (mayBegin()) {
      const batch = takeBatch()
      if (batch.length === 0) return
      running += 1
      const keys = new Set(batch.flatMap((one) => (one.key === undefined ? [] : [one.key])))
      for (const key of keys) busy.add(key)
      try {
        const results = await run(batch.map((one) => one.item))
        batch.forEach((one, i) => one.resolve(results[i]!))
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
      for (const key of keys) busy.delete(key)
      running -= 1
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, key: keyOf?.(item), resolve, reject })
      if (!isStarting && mayBegin()) {
        isStarting = true
        setImmediate(() => void work())
      }
    })
}
