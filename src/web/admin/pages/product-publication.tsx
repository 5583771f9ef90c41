import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Product } from '../../api/schemas.ts'
import { send } from '../api.ts'
import { Chip } from '../ui/chip.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Panel } from '../ui/panel.tsx'
import { sayDone, sayFault, sayRefused } from '../ui/toast.ts'
import { productState } from './product-words.ts'

interface Step {
  to: Product['state']
  label: string
  about: string
  done: string
}

const PUBLISH: Step = {
  to: 'published',
  label: '公開する',
  about: '公開すると、お客様が申し込みページから申し込めるようになります。',
  done: '公開しました',
}

/** What can be done with a product of each state; what was sold before is never touched. */
const steps: Record<Product['state'], Step> = {
  draft: PUBLISH,
  published: {
    to: 'archived',
    label: '公開を終了する',
    about: '新しい申し込みを受け付けなくなります。すでにある申し込みと契約、毎月の課金は、そのまま続きます。',
    done: '公開を終了しました',
  },
  archived: { ...PUBLISH, label: 'もう一度公開する' },
}

/** Whether the product can be applied for, and the step to change that. */
export function Publication({ product, onChanged }: { product: Product; onChanged: (saved: Product) => void }) {
  const cache = useQueryClient()
  const [asking, setAsking] = useState(false)
  const step = steps[product.state]
  const change = useMutation({
    mutationFn: () => send<Product>('PATCH', `products/${product.id}`, { state: step.to }),
    onSuccess: async (answer) => {
      setAsking(false)
      if (!answer.done) return sayRefused(answer.problem.detail)
      sayDone(`「${product.name}」を${step.done}`)
      onChanged(answer.value)
      await cache.invalidateQueries({ queryKey: ['products'] })
    },
    onError: sayFault,
  })
  return (
    <Panel title="公開状態">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Chip {...productState(product.state)} />
          <Text size="sm" className="soft">
            {product.state === 'published' ? '申し込みを受け付けています。' : '申し込みは受け付けていません。'}
          </Text>
        </Group>
        <Button size="sm" variant={step.to === 'published' ? 'filled' : 'default'} onClick={() => setAsking(true)}>
          {step.label}
        </Button>
      </Group>
      <Confirm
        opened={asking}
        title={`「${product.name}」を${step.label}`}
        action={step.label}
        running={change.isPending}
        onConfirm={() => change.mutate()}
        onClose={() => setAsking(false)}
      >
        <Text size="sm">{step.about}</Text>
      </Confirm>
    </Panel>
  )
}
