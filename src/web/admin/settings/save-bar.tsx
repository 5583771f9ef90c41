import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Notice } from '../ui/notice.tsx'
import type { Draft } from './draft.ts'
import type { Save } from './use-save.ts'

interface SaveBarProps {
  title: string
  draft: Draft
  save: Save
  /** Tests of what is stored. */
  children?: ReactNode
}

/** The foot of a section, always in sight while one edits it: save, undo, and why a save was refused. */
export function SaveBar({ title, draft, save, children }: SaveBarProps) {
  return (
    <Stack gap="xs" className="settings-foot">
      {save.refusal !== null && (
        <Notice tone="trouble" title="保存できませんでした">
          <Group gap="sm">
            <Text size="sm">{save.refusal}</Text>
            {save.outdated && (
              <Button size="xs" variant="default" onClick={save.reload}>
                最新の内容を読み込む
              </Button>
            )}
          </Group>
        </Notice>
      )}
      {save.notice !== null && (
        <Notice tone="warning" title="続けてご確認ください">
          {save.notice}
        </Notice>
      )}
      <Group gap="sm">
        <Button
          type="submit"
          size="sm"
          loading={save.running}
          disabled={!draft.dirty}
          aria-label={`${title}を保存する`}
        >
          保存する
        </Button>
        {draft.dirty && (
          <>
            <Button size="sm" variant="default" onClick={save.undo} disabled={save.running}>
              元に戻す
            </Button>
            <Text size="sm" className="soft" role="status">
              保存していない変更があります
            </Text>
          </>
        )}
        {children}
      </Group>
    </Stack>
  )
}
