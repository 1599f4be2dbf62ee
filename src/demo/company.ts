/** The company of the demo: its places, its schedules and its people. */
import type { ScheduleDay } from '../core/schedule-pattern.ts'
import type { Role } from '../core/permission.ts'
import type { Random } from './random.ts'

interface Branch {
  id: string
  name: string
  timeZone: string
  address: string
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
  { id: 'production', name: 'Production', share: 34, schedules: ['early', 'late', 'night'] },
  { id: 'warehouse', name: 'Warehouse', share: 18, schedules: [] },
  { id: 'support', name: 'Customer Support', share: 20, schedules: [] },
  { id: 'engineering', name: 'Engineering', share: 26, schedules: [] },
  { id: 'sales', name: 'Sales', share: 14, schedules: [] },
  { id: 'administration', name: 'Administration', share: 8, schedules: [] },
]

export type ScheduleId = 'office' | 'early' | 'late' | 'night'

const workweek = (start: string, end: string): ScheduleDay[] =>
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start, end }))

export const schedules: { id: ScheduleId; name: string; days: ScheduleDay[]; grace: number }[] = [
  { id: 'office', name: 'Office hours', days: workweek('09:00', '17:30'), grace: 10 },
  { id: 'early', name: 'Early shift', days: workweek('06:00', '14:00'), grace: 5 },
  { id: 'late', name: 'Late shift', days: workweek('14:00', '22:00'), grace: 5 },
  { id: 'night', name: 'Night shift', days: workweek('22:00', '06:00'), grace: 5 },
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
    const { firstName, lastName } = freeName(branch, taken, random)
    const isManager = !managed.has(department.id)
    managed.add(department.id)
    const turn = Math.floor(i / branches.length)
    return {
      id: `demo-${String(i + 1).padStart(3, '0')}`,
      email: `${ascii(firstName)}.${ascii(lastName)}@example.com`,
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
