import { Button, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { send } from '../api.ts'
import { Icon } from '../ui/icons.tsx'
import { sayFault } from '../ui/toast.ts'

/** Who is signed in, and signing out. */
export function AccountMenu({ name }: { name: string }) {
  const navigate = useNavigate()
  const cache = useQueryClient()
  const signOut = async () => {
    try {
      await send('DELETE', 'session')
      await navigate({ to: '/login' })
      // Nothing of the shop stays in the memory of a shared computer.
      cache.clear()
    } catch (fault) {
      sayFault(fault)
    }
  }
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <Button variant="subtle" color="gray" c="dark.5" size="sm" maw={180}>
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="leave" size={16} />} onClick={() => void signOut()}>
          ログアウト
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
