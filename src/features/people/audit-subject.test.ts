import { expect, test } from 'vitest'
import { peopleOf, recipientOf, subjectOf } from './audit-subject.ts'

test.each([
  ['user.change', 'eva', {}, { kind: 'person', id: 'eva' }],
  ['branch.managers', 'hq', { userIds: ['max'] }, { kind: 'branch', id: 'hq' }],
  ['kiosk.pairing', 'hq', { name: 'Door' }, { kind: 'branch', id: 'hq' }],
  ['kiosk.pair', 'k1', { branchId: 'hq' }, { kind: 'kiosk', id: 'k1' }],
  ['holiday.add', 'c1', { date: '2025-08-20' }, { kind: 'holiday_calendar', id: 'c1' }],
  ['policy.assign', 'a1', { policyId: 'p1', level: 'company' }, { kind: 'policy', id: 'p1' }],
  ['policy.unassign', 'a1', { to: '2025-08-20' }, null],
  ['correction.approve', 'r1', { userId: 'eva' }, { kind: 'person', id: 'eva' }],
  ['day-off.create', 'd1', { userId: 'eva' }, { kind: 'person', id: 'eva' }],
  ['period.lock', '2025-08', {}, null],
  ['company.change', null, { name: 'Boats' }, null],
])('%s of %s is about the right one', (action, target, detail, expected) =>
  expect(subjectOf({ action, target, detail })).toEqual(expected),
)

test.each([
  [
    { level: 'department', targetId: 'sales' },
    { kind: 'department', id: 'sales' },
  ],
  [{ level: 'company' }, null],
  [
    { userId: 'eva', otherId: 'erik' },
    { kind: 'person', id: 'erik' },
  ],
  [{}, null],
])('%j is given to the right one', (detail, expected) =>
  expect(recipientOf({ action: 'schedule.assign', target: 'a1', detail })).toEqual(expected),
)

test('people in lists are told, those before too', () => {
  const detail = { userIds: ['max', 7], before: { userIds: ['ada'] } }
  const told = peopleOf({ action: 'branch.managers', target: 'hq', detail })
  expect(told.map(({ id }) => id)).toEqual(['max', 'ada'])
})
