import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../queries.ts'
import { formatTime } from './time.ts'

/** The shop's facts. Before the session is read: Japan's time zone, as nearly every shop has it. */
export function useShop() {
  const { data } = useQuery({ ...sessionQuery, enabled: false })
  return data?.shop ?? { name: '', timeZone: 'Asia/Tokyo', baseUrl: '' }
}

/** Formats ISO instants in the shop's time zone; an absent one is a dash. */
export function useShopTime(): (iso: string | null) => string {
  const { timeZone } = useShop()
  return (iso) => (iso === null ? '–' : formatTime(iso, timeZone))
}
