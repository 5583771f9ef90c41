import { Button, Group, Modal, Text } from '@mantine/core'

interface StartDialogProps {
  opened: boolean
  starting: boolean
  onClose: () => void
  onStart: () => void
}

/** Asks once more before the shop is closed. */
export function StartDialog({ opened, starting, onClose, onStart }: StartDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="メンテナンスモードをONにしますか?"
      centered
      closeButtonProps={{ 'aria-label': '閉じる' }}
    >
      <Text size="sm" mb="lg">
        OFFにするまで、お客様は申し込みページと会員ページを利用できません。決済の途中のお客様は、そのまま最後まで進めます。
      </Text>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          やめる
        </Button>
        <Button color="red.9" loading={starting} onClick={onStart}>
          ONにする
        </Button>
      </Group>
    </Modal>
  )
}
