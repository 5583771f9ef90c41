import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  type NavLinkProps as MenuEntryProps,
  NavLink,
  VisuallyHidden,
} from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, ReactNode } from 'react'
import { Icon } from './icons.tsx'

type Attributes<Own> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Own>

/** A link to a page of the admin, in running text. */
export const TextLink = createLink((props: AnchorProps & Attributes<AnchorProps>) => <Anchor {...props} />)

/** A link to a page of the admin that looks like a button. */
export const LinkButton = createLink((props: ButtonProps & Attributes<ButtonProps>) => (
  <Button component="a" {...props} />
))

/** An entry of the menu. */
export const MenuLink = createLink((props: MenuEntryProps & Attributes<MenuEntryProps>) => (
  <NavLink component="a" {...props} />
))

/** A link to somewhere else, in a new tab. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" inherit>
      {children} <Icon name="external" size={13} />
      <VisuallyHidden>(新しいタブで開きます)</VisuallyHidden>
    </Anchor>
  )
}
