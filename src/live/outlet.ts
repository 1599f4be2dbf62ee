/**
 * What a connection may have unsent. Over the bound, messages are left out and one `resync` takes their
 * place once there is room again; who stays over it for too long is cut off.
 */
import { encode, type LiveLimits } from './hub.ts'

export interface Outlet {
  send(bytes: Buffer): void
  /** Cuts off who has been too slow for too long; else says what was left out, if there is room now. */
  look(): void
}

export interface Pipe {
  /** Bytes that are written and not yet gone. */
  unsentBytes(): number
  write(bytes: Buffer): void
  /** Ends it at once: what is unsent is lost. */
  cut(): void
}

const resync = encode({ type: 'resync', reason: 'slow' })

export function createOutlet(
  pipe: Pipe,
  limits: Pick<LiveLimits, 'bufferedBytes' | 'slowMs'>,
  now: () => number,
): Outlet {
  let slowSince: number | undefined

  function look(): void {
    if (slowSince === undefined) return
    // Half of the bound, so that it does not go to and fro.
    if (pipe.unsentBytes() <= limits.bufferedBytes / 2) {
      slowSince = undefined
      pipe.write(resync)
    } else if (now() - slowSince >= limits.slowMs) pipe.cut()
  }

  return {
    look,
    send(bytes) {
      look()
      if (slowSince !== undefined) return
      if (pipe.unsentBytes() + bytes.length <= limits.bufferedBytes) pipe.write(bytes)
      else slowSince = now()
    },
  }
}
