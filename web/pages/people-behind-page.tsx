export function PeopleBehindPage() {
  return null
}
