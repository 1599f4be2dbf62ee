export function MyTimePage() {
  return null
}
