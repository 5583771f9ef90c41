import { z } from 'zod'
import { catalogue, categories, categoryLabels, eventTypesOf } from './catalogue.ts'

/** `docs/events.md`: every event with its category, meaning and payload. */
export function printEvents(): string {
  const lines = [
    '# Events',
    '',
    'Printed from `src/events/catalogue.ts` by `npm run generate`. Names are stored in rows and never change.',
    '',
  ]
  for (const category of categories) {
    lines.push(`## \`${category}\` ${categoryLabels[category]}`, '')
    for (const type of eventTypesOf(category)) {
      const { version, label, payload } = catalogue[type]
      lines.push(
        `### \`${type}\` (version ${version})`,
        '',
        `${label}`,
        '',
        ...fieldLines(z.toJSONSchema(payload), ''),
        '',
      )
    }
  }
  return `${lines.join('\n').trimEnd()}\n`
}

interface Shape {
  type?: string | string[]
  properties?: Record<string, Shape>
  enum?: unknown[]
  anyOf?: Shape[]
}

function fieldLines(shape: object, indent: string): string[] {
  return Object.entries((shape as Shape).properties ?? {}).flatMap(([name, field]) => [
    `${indent}- \`${name}\`: ${describe(field)}`,
    ...fieldLines(field.anyOf?.find((option) => option.properties) ?? field, `${indent}  `),
  ])
}

function describe(shape: Shape): string {
  if (shape.enum) return shape.enum.map(String).join(' | ')
  if (shape.anyOf) return shape.anyOf.map(describe).join(' | ')
  return String(shape.type ?? 'any')
}
