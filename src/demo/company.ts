/** The company of the demo: its places, its schedules and its people. */
import type { Role } from '../core/permission.ts'
import type { Random } from './random.ts'

interface Branch {
  id: string
  name: string
  timeZone: string
  address: string
  /** Whose public holidays are free. */
  country: string
  region: string
  firstNames: string[]
  lastNames: string[]
}

const words = (text: string): string[] => text.split(' ')

export const companyName = 'Marina Instruments'

export const branches: Branch[] = [
  {
    id: 'madrid',
    name: 'Madrid',
    timeZone: 'Europe/Madrid',
    address: 'Calle de Alcalá 214, 28028 Madrid',
    country: 'ES',
    region: 'MD',
    firstNames: words(
      'Lucía Hugo Martina Mateo Sofía Daniel Paula Pablo Carmen Álvaro Elena Javier Irene Sergio Nuria Andrés Marta Rubén Alba Iván',
    ),
    lastNames: words(
      'García Fernández López Martínez Sánchez Romero Navarro Torres Domínguez Vázquez Ramos Gil Serrano Molina Blanco Ortega Delgado Castro Rubio Medina',
    ),
  },
  {
    id: 'new-york',
    name: 'New York',
    timeZone: 'America/New_York',
    address: '88 Prospect Street, Brooklyn, NY 11201',
    country: 'US',
    region: 'NY',
    firstNames: words(
      'Emma Liam Olivia Noah Ava Ethan Mia Lucas Grace Henry Chloe Owen Nora Caleb Ruby Isaac Hazel Julian Naomi Marcus',
    ),
    lastNames: words(
      'Smith Johnson Williams Brown Davis Miller Wilson Anderson Taylor Moore Jackson Thompson White Harris Clark Lewis Robinson Walker Young Reed',
    ),
  },
  {
    id: 'kolkata',
    name: 'Kolkata',
    timeZone: 'Asia/Kolkata',
    address: '12 Park Street, Kolkata 700016',
    country: 'IN',
    region: 'WB',
    firstNames: words(
      'Aarav Ananya Vihaan Diya Arjun Ishita Rohan Meera Kabir Priya Sourav Riya Dev Tanvi Nikhil Kavya Aditya Sneha Rahul Pooja',
    ),
    lastNames: words(
      'Sharma Banerjee Das Gupta Mukherjee Singh Chatterjee Patel Roy Sen Bose Ghosh Iyer Reddy Kapoor Nair Dutta Joshi Mehta Verma',
    ),
  },
]

/** `schedules`: by turns, for each person of the department; none for the company's. */
export const departments: { id: string; name: string; share: number; schedules: ScheduleId[] }[] = [
  {
    id: 'production',
    name: 'Production',
    share: 34,
    schedules: ['rotation-a', 'rotation-b', 'rotation-c', 'night'],
  },
  { id: 'warehouse', name: 'Warehouse', share: 18, schedules: [] },
  { id: 'support', name: 'Customer Support', share: 20, schedules: [] },
  { id: 'engineering', name: 'Engineering', share: 26, schedules: [] },
  { id: 'sales', name: 'Sales', share: 14, schedules: [] },
  { id: 'administration', name: 'Administration', share: 8, schedules: [] },
]

export type ScheduleId = 'office' | 'early' | 'late' | 'night' | 'rotation-a' | 'rotation-b' | 'rotation-c'

const lunch = [{ minutes: 30, paid: false }]

export const shiftDefinitions = [
  { id: 'early', name: 'Early', start: '06:00', end: '14:00', breaks: lunch, grace: 5 },
  { id: 'late', name: 'Late', start: '14:00', end: '22:00', breaks: lunch, grace: 5 },
  { id: 'night', name: 'Night', start: '22:00', end: '06:00', breaks: lunch, grace: 5 },
]

interface DemoSchedule {
  id: ScheduleId
  name: string
  /** Elements as they are stored. */
  days: object[]
  grace: number
  cycleDays: number
  anchor: string | null
}

const workweek = (shift: object): object[] => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, ...shift }))

const weekly = (id: ScheduleId, name: string, shift: object, grace: number): DemoSchedule => ({
  id,
  name,
  days: workweek(shift),
  grace,
  cycleDays: 7,
  anchor: null,
})

/** Two early, two late, two nights, two days off: the crews follow each other. */
const rotation = (id: ScheduleId, name: string, anchor: string): DemoSchedule => ({
  id,
  name,
  days: ['early', 'early', 'late', 'late', 'night', 'night'].map((definitionId, i) => ({
    day: i + 1,
    definitionId,
  })),
  grace: 5,
  cycleDays: 8,
  anchor,
})

export const schedules: DemoSchedule[] = [
  weekly('office', 'Office hours', { start: '09:00', end: '17:30', breaks: lunch }, 10),
  weekly('early', 'Early shift', { definitionId: 'early' }, 5),
  weekly('late', 'Late shift', { definitionId: 'late' }, 5),
  weekly('night', 'Night shift', { definitionId: 'night' }, 5),
  rotation('rotation-a', 'Rotation A', '2024-01-01'),
  rotation('rotation-b', 'Rotation B', '2024-01-03'),
  rotation('rotation-c', 'Rotation C', '2024-01-05'),
]

/** Besides the people of Production, each of whom has a shift of their own. */
export const assignments: { level: 'company' | 'department'; targetId: string; scheduleId: ScheduleId }[] = [
  { level: 'company', targetId: 'company', scheduleId: 'office' },
  { level: 'department', targetId: 'warehouse', scheduleId: 'early' },
  { level: 'department', targetId: 'support', scheduleId: 'late' },
]

export interface DemoPerson {
  id: string
  email: string
  employeeNumber: string
  firstName: string
  lastName: string
  role: Role
  departmentId: string
  branchId: string
  timeZone: string
  /** Their own schedule, where they have one. */
  scheduleId: ScheduleId | undefined
}

/** `count` people, spread over branches and departments; the first of each department manages it. */
export function makePeople(count: number, random: Random): DemoPerson[] {
  const share = departments.reduce((sum, department) => sum + department.share, 0)
  const taken = new Set<string>()
  const managed = new Set<string>()
  return Array.from({ length: count }, (_, i) => {
    // The first are the managers; after them the departments fill by their shares.
    const department = departments[i] ?? departmentAt(((i * 37) % share) + 0.5)
    const branch = branches[i % branches.length]!
    const { firstName, lastName } = i < mostNames ? freeName(branch, taken, random) : anyName(branch, random)
    const number = i < mostNames ? '' : `.${1001 + i}`
    const isManager = !managed.has(department.id)
    managed.add(department.id)
    const turn = Math.floor(i / branches.length)
    return {
      id: `demo-${String(i + 1).padStart(3, '0')}`,
      email: `${ascii(firstName)}.${ascii(lastName)}${number}@example.com`,
      employeeNumber: String(1001 + i),
      firstName,
      lastName,
      role: isManager ? 'manager' : 'employee',
      departmentId: department.id,
      branchId: branch.id,
      timeZone: branch.timeZone,
      scheduleId: isManager ? undefined : department.schedules[turn % department.schedules.length],
    }
  })
}

function departmentAt(point: number): (typeof departments)[number] {
  let sum = 0
  return departments.find((department) => (sum += department.share) > point)!
}

/** Half of the names that there are; beyond it people share them, as in any large company. */
const mostNames = 600

const anyName = (branch: Branch, random: Random) => ({
  firstName: random.pick(branch.firstNames),
  lastName: random.pick(branch.lastNames),
})

function freeName(
  branch: Branch,
  taken: Set<string>,
  random: Random,
): { firstName: string; lastName: string } {
  for (;;) {
    const firstName = random.pick(branch.firstNames)
    const lastName = random.pick(branch.lastNames)
    const name = `${firstName} ${lastName}`
    if (taken.has(name)) continue
    taken.add(name)
    return { firstName, lastName }
  }
}

const ascii = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
