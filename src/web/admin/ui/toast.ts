import { notifications } from '@mantine/notifications'
import { faultText } from './fault.tsx'

/** Says that something was done. */
export function sayDone(message: string): void {
  // One that is still shown would keep the new one away.
  dismissDone()
  notifications.show({ id: DONE, message, color: 'lagoon', withBorder: true })
}

/** Takes back what `sayDone` still shows. */
export function dismissDone(): void {
  notifications.hide(DONE)
}

const DONE = 'done'

/** Says why something was not done; stays until it is closed. */
export function sayRefused(message: string): void {
  notifications.show({ title: '完了できませんでした', message, color: 'red', withBorder: true, autoClose: false })
}

/** Says that something broke; stays until it is closed. */
export function sayFault(fault: unknown): void {
  sayRefused(faultText(fault))
}
