/** Reads the board and keeps it up to date; what comes in a burst is shown with the next frame. */
import type { BoardMeta, BoardPerson } from '../src/features/board/board.contract.ts'
import type { PresenceMessage } from '../src/live/live.contract.ts'
import type { Static } from 'typebox'
import { get } from './api.ts'
import { withPresence, type Present } from './board.ts'
import { openLive, type LiveState } from './live.ts'
import { serverNow } from './network.ts'
import { apiPaths } from './paths.ts'
import { createSignal, type Signal } from './signal.ts'

export interface LiveBoard {
  /** By id, in the order of the last names; undefined until it was read. */
  people: Signal<ReadonlyMap<string, Present> | undefined>
  error: Signal<unknown>
  state: Signal<LiveState>
  read: () => void
  /** Begins to follow; answers how to end it. */
  open: () => () => void
}

/** Lateness and absence come with the clock: no message announces them. */
const readAgainMs = 60_000

export function createBoard(places: {
  branch: string | undefined
  department: string | undefined
}): LiveBoard {
  const people = createSignal<ReadonlyMap<string, Present> | undefined>(undefined)
  const error = createSignal<unknown>(undefined)
  const state = createSignal<LiveState>('connecting')
  let current = new Map<string, Present>()
  /** What came while the picture was being read: it may be newer than the picture. */
  let meanwhile: PresenceMessage[] | undefined
  let isWantedAgain = false
  let isClosed = true
  let frame = 0

  function take(message: PresenceMessage): void {
    meanwhile?.push(message)
    const person = current.get(message.userId)
    if (!person) return
    current.set(message.userId, withPresence(person, message, serverNow()))
    frame ||= requestAnimationFrame(show)
  }

  function show(): void {
    frame = 0
    people.set(new Map(current))
  }

  async function read(): Promise<void> {
    if (isClosed) return
    if (meanwhile) {
      isWantedAgain = true
      return
    }
    meanwhile = []
    try {
      const picture = await readPicture(places)
      const missed = meanwhile
      current = picture
      for (const message of missed) take(message)
      error.set(undefined)
      if (!isClosed) show()
    } catch (cause) {
      error.set(cause)
    } finally {
      meanwhile = undefined
    }
    if (!isWantedAgain) return
    isWantedAgain = false
    await read()
  }

  function open(): () => void {
    isClosed = false
    const end = openLive({ onGap: () => void read(), onPresence: take, onState: state.set })
    const timer = setInterval(() => void read(), readAgainMs)
    void read()
    return () => {
      isClosed = true
      clearInterval(timer)
      cancelAnimationFrame(frame)
      end()
    }
  }

  return { people, error, state, read: () => void read(), open }
}

/** All pages of it. */
async function readPicture(places: { branch: string | undefined; department: string | undefined }) {
  const picture = new Map<string, Present>()
  let cursor: string | undefined
  do {
    const { data, meta } = await get<BoardPerson[], Static<typeof BoardMeta>>(apiPaths.board, {
      ...places,
      limit: 1000,
      cursor,
    })
    const countedAt = Date.parse(meta.now)
    for (const person of data) picture.set(person.userId, { ...person, countedAt })
    cursor = meta.nextCursor ?? undefined
  } while (cursor !== undefined)
  return picture
}
