/** The mark: a day, and the part of it that was worked. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden>
      <rect width="64" height="64" rx="15" fill="#0f634d" />
      <circle cx="32" cy="32" r="18" fill="none" stroke="#f5f3ee" strokeOpacity=".28" strokeWidth="5" />
      <path
        d="M32 14a18 18 0 1 1-17.1 12.4"
        fill="none"
        stroke="#f5f3ee"
        strokeWidth="5"
        strokeLinecap="round"
      />
      <circle cx="32" cy="32" r="5.5" fill="#e3a63b" />
    </svg>
  )
}
