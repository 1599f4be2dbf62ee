import { expect, it } from 'vitest'
import { createOutlet } from './outlet.ts'

function createPipe() {
  let clock = 0
  const pipe = {
    unsent: 0,
    written: [] as string[],
    isCut: false,
    unsentBytes: () => pipe.unsent,
    write: (bytes: Buffer) => void pipe.written.push(bytes.toString()),
    cut: () => void (pipe.isCut = true),
  }
  const outlet = createOutlet(pipe, { bufferedBytes: 100, slowMs: 1000 }, () => clock)
  return { pipe, outlet, wait: (ms: number) => void (clock += ms) }
}

const message = Buffer.from('0123456789')
const resync = JSON.stringify({ type: 'resync', reason: 'slow' })

it('writes while there is room, up to the bound', () => {
  const { pipe, outlet } = createPipe()
  pipe.unsent = 90
  outlet.send(message)
  expect(pipe.written).toEqual(['0123456789'])
})

it('leaves messages out over the bound, and says so once when half of it is free', () => {
  const { pipe, outlet } = createPipe()
  pipe.unsent = 91
  for (let i = 0; i < 5; i++) outlet.send(message)
  expect(pipe.written).toEqual([])
  pipe.unsent = 51
  outlet.look()
  expect(pipe.written).toEqual([])
  pipe.unsent = 50
  outlet.look()
  outlet.look()
  outlet.send(message)
  expect(pipe.written).toEqual([resync, '0123456789'])
  expect(pipe.isCut).toBe(false)
})

it('cuts off who stays over it for too long, whether or not there is something to send', () => {
  const { pipe, outlet, wait } = createPipe()
  pipe.unsent = 1000
  outlet.send(message)
  wait(999)
  outlet.send(message)
  expect(pipe.isCut).toBe(false)
  wait(1)
  outlet.look()
  expect(pipe.isCut).toBe(true)
})

it('counts from the beginning again for who caught up meanwhile', () => {
  const { pipe, outlet, wait } = createPipe()
  pipe.unsent = 1000
  outlet.send(message)
  wait(900)
  pipe.unsent = 0
  outlet.look()
  pipe.unsent = 1000
  outlet.send(message)
  wait(900)
  outlet.look()
  expect(pipe.isCut).toBe(false)
})
