/** Line drawings on a 24 × 24 grid, in the colour of the text around them; decoration beside words only. */
const drawings = {
  dashboard: 'M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z',
  applications: 'M8 4h8v3H8zM8 5H5v15h14V5h-3M8.5 13l2.5 2.5 4.5-5',
  customers: 'M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5',
  contracts: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7',
  payments: 'M3 6h18v12H3zM3 10h18M7 15h3',
  transfers: 'M4 9l8-5 8 5M5 9h14M7 9v8M12 9v8M17 9v8M4 20h16',
  products: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  deliveries: 'M4 12h5l2-5 3 10 2-5h4',
  letters: 'M3 6h18v12H3zM3 7l9 6 9-6',
  returned: 'M9 14l-5-5 5-5M4 9h10a5.5 5.5 0 0 1 0 11h-3',
  byHand: 'M4 20h16M6 16l9-9 3 3-9 9H6z',
  attention: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  settings: 'M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4M4 12h5M13 12h7M11 10v4',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  check: 'M5 12.5l4.5 4.5L19 7',
  search: 'M11 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM15.5 15.5L20 20',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  up: 'M12 19V5M6 11l6-6 6 6',
  refresh: 'M19 8a8 8 0 1 0 1 6M20 4v5h-5',
  leave: 'M10 4H5v16h5M15 8l4 4-4 4M19 12H9',
} as const

/** The name of a drawing. */
export type IconName = keyof typeof drawings

/** A small drawing, hidden from screen readers: the words beside it say the same. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flexShrink: 0 }}
    >
      <path d={drawings[name]} />
    </svg>
  )
}
