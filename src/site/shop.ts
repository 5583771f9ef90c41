import type { Reader } from '../platform/database.ts'
import type { SettingsStore } from '../platform/settings.ts'
import { siteDefinition } from './settings.ts'

/** What the shop is called, where it is and how it is reached. */
export interface Shop {
  shopName: string
  /** Public address of the program without a slash at the end. */
  baseUrl: string
  /** IANA name, such as Asia/Tokyo. */
  timeZone: string
  /** '' when not set. */
  contactEmail: string
  /** '' when there is none. */
  legalUrl: string
  /** '' when there is none. */
  privacyUrl: string
}

/** Reads the shop's facts as saved. `baseUrl` has no slash at the end. */
export async function readShop(reader: Reader, parts: { settings: SettingsStore; baseUrl: string }): Promise<Shop> {
  const { value } = await parts.settings.read(reader, siteDefinition)
  return {
    shopName: value.shopName,
    baseUrl: parts.baseUrl,
    timeZone: value.timeZone,
    contactEmail: value.contactEmail,
    legalUrl: value.legalUrl ?? '',
    privacyUrl: value.privacyUrl ?? '',
  }
}
