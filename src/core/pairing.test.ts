import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { marks } from '../../test/marks.ts'
import { pairMarks, type PairedShift, type Pairing } from './pairing.ts'
import type { Mark, MarkKind } from './punch.ts'

/** 'in1 (bs2 be3) out4 complete': kinds in short, with their numbers. */
const short = { in: 'in', out: 'out', break_start: 'bs', break_end: 'be' } as const
const name = (mark: Mark) => `${short[mark.kind]}${mark.seq}`
const draw = (shift: PairedShift) =>
  [
    name(shift.in),
    ...shift.breaks.map((pause) => `(${name(pause.start)} ${pause.end ? name(pause.end) : '…'})`),
    ...(shift.out ? [name(shift.out)] : []),
    shift.status,
  ].join(' ')
const drawn = ({ shifts, orphans }: Pairing) => [
  ...shifts.map(draw),
  ...orphans.map((mark) => `orphan ${name(mark)}`),
]

test.each<[string, [MarkKind, string][], string[]]>([
  ['nothing', [], []],
  ['a clock-in', [['in', '02 08:00']], ['in1 open']],
  [
    'a shift',
    [
      ['in', '02 08:00'],
      ['out', '02 17:00'],
    ],
    ['in1 out2 complete'],
  ],
  [
    'a shift with two breaks',
    [
      ['in', '02 08:00'],
      ['break_start', '02 10:00'],
      ['break_end', '02 10:15'],
      ['break_start', '02 12:00'],
      ['break_end', '02 12:30'],
      ['out', '02 17:00'],
    ],
    ['in1 (bs2 be3) (bs4 be5) out6 complete'],
  ],
  [
    'a break that runs',
    [
      ['in', '02 08:00'],
      ['break_start', '02 12:00'],
    ],
    ['in1 (bs2 …) open'],
  ],
  [
    'a clock-out ends a running break',
    [
      ['in', '02 08:00'],
      ['break_start', '02 12:00'],
      ['out', '02 12:30'],
    ],
    ['in1 (bs2 out3) out3 complete'],
  ],
  [
    'a forgotten clock-out',
    [
      ['in', '02 08:00'],
      ['in', '03 08:00'],
      ['out', '03 17:00'],
    ],
    ['in1 missing_out', 'in2 out3 complete'],
  ],
  [
    'a forgotten clock-out on a break: the break does not go on into the next shift',
    [
      ['in', '02 08:00'],
      ['break_start', '02 12:00'],
      ['in', '03 08:00'],
      ['break_end', '03 09:00'],
      ['break_start', '03 12:00'],
      ['out', '03 17:00'],
    ],
    ['in1 (bs2 …) missing_out', 'in3 (bs5 out6) out6 complete', 'orphan be4'],
  ],
  ['TT-91 a clock-out alone', [['out', '02 17:00']], ['orphan out1']],
  [
    'a second clock-out',
    [
      ['in', '02 08:00'],
      ['out', '02 17:00'],
      ['out', '02 17:05'],
    ],
    ['in1 out2 complete', 'orphan out3'],
  ],
  [
    'breaks outside a shift',
    [
      ['break_start', '02 07:00'],
      ['break_end', '02 07:30'],
    ],
    ['orphan bs1', 'orphan be2'],
  ],
  [
    'a break within a break, and the end of none',
    [
      ['in', '02 08:00'],
      ['break_start', '02 10:00'],
      ['break_start', '02 10:05'],
      ['break_end', '02 10:15'],
      ['break_end', '02 10:20'],
    ],
    ['in1 (bs2 be4) open', 'orphan bs3', 'orphan be5'],
  ],
  [
    'a break does not begin before the clock-in nor after the clock-out',
    [
      ['in', '02 08:00'],
      ['out', '02 17:00'],
      ['break_start', '02 18:00'],
    ],
    ['in1 out2 complete', 'orphan bs3'],
  ],
])('%s', (_name, rows, expected) => {
  expect(drawn(pairMarks(marks(...rows)))).toEqual(expected)
})

describe('marks of one instant', () => {
  const at = '02 12:00'

  test.each<[string, [MarkKind, string][], string[]]>([
    [
      'out and in: the earlier shift ends, the next begins',
      [
        ['in', '02 08:00'],
        ['in', at],
        ['out', at],
        ['out', '02 17:00'],
      ],
      ['in1 out3 complete', 'in2 out4 complete'],
    ],
    [
      'in and out with nothing open: a shift without length',
      [
        ['out', at],
        ['in', at],
      ],
      ['in2 out1 complete'],
    ],
    [
      'the end of a break and a clock-out',
      [
        ['in', '02 08:00'],
        ['break_start', '02 11:30'],
        ['out', at],
        ['break_end', at],
      ],
      ['in1 (bs2 be4) out3 complete'],
    ],
    [
      'one break ends, another begins',
      [
        ['in', '02 08:00'],
        ['break_start', '02 11:30'],
        ['break_start', at],
        ['break_end', at],
        ['out', '02 17:00'],
      ],
      ['in1 (bs2 be4) (bs3 out5) out5 complete'],
    ],
    [
      'a break without length',
      [
        ['in', '02 08:00'],
        ['break_end', at],
        ['break_start', at],
      ],
      ['in1 (bs3 be2) open'],
    ],
    [
      'a whole shift',
      [
        ['out', at],
        ['break_end', at],
        ['break_start', at],
        ['in', at],
      ],
      ['in4 (bs3 be2) out1 complete'],
    ],
    [
      'the same twice: by their numbers',
      [
        ['in', at],
        ['in', at],
      ],
      ['in1 missing_out', 'in2 open'],
    ],
    [
      'a clock-out and the start of a break: the break comes first',
      [
        ['in', '02 08:00'],
        ['out', at],
        ['break_start', at],
      ],
      ['in1 (bs3 out2) out2 complete'],
    ],
    [
      'on a break, the end of it comes before a clock-in that was forgotten to end',
      [
        ['in', '02 08:00'],
        ['break_start', '02 11:30'],
        ['in', at],
        ['break_end', at],
      ],
      ['in1 (bs2 be4) missing_out', 'in3 open'],
    ],
    [
      'with nothing open, a break end has no place before the clock-in',
      [
        ['break_end', at],
        ['in', at],
      ],
      ['in2 open', 'orphan be1'],
    ],
  ])('%s', (_name, rows, expected) => {
    expect(drawn(pairMarks(marks(...rows)))).toEqual(expected)
    expect(drawn(pairMarks(marks(...rows).toReversed()))).toEqual(expected)
  })
})

test('the marks given stay as they were', () => {
  const given = marks(['out', '02 17:00'], ['in', '02 08:00'])
  const copy = structuredClone(given)
  pairMarks(given)
  expect(given).toEqual(copy)
})

const anyMarks = fc
  .array(
    fc.tuple(
      fc.constantFrom<MarkKind>('in', 'out', 'break_start', 'break_end'),
      fc.integer({ min: 0, max: 12 }).map((hour) => `02 ${String(hour).padStart(2, '0')}:00`),
    ),
    { maxLength: 14 },
  )
  .map((rows) => marks(...rows))

test('the order of arrival is of no importance', () => {
  fc.assert(
    fc.property(
      anyMarks.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, shuffled]) => {
        expect(pairMarks(shuffled)).toEqual(pairMarks(list))
      },
    ),
  )
})

test('no mark is lost or used twice; only the last shift is open; nothing overlaps', () => {
  fc.assert(
    fc.property(anyMarks, (list) => {
      const { shifts, orphans } = pairMarks(list)
      const used = [
        ...orphans,
        ...shifts.flatMap((shift) => [
          shift.in,
          ...shift.breaks.flatMap((pause) => [
            pause.start,
            ...(pause.end && pause.end !== shift.out ? [pause.end] : []),
          ]),
          ...(shift.out ? [shift.out] : []),
        ]),
      ]
      expect(used.map((mark) => mark.seq).toSorted((a, b) => a - b)).toEqual(list.map((mark) => mark.seq))
      for (const [i, shift] of shifts.entries()) {
        const next = shifts[i + 1]
        expect(shift.status).toBe(shift.out ? 'complete' : next ? 'missing_out' : 'open')
        const order = [
          shift.in,
          ...shift.breaks.flatMap((pause) => [pause.start, pause.end]),
          shift.out,
          next?.in,
        ]
        const times = order.flatMap((mark) => (mark ? [mark.at] : []))
        expect(times).toEqual(times.toSorted((a, b) => a - b))
      }
    }),
  )
})
