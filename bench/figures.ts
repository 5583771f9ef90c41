import type { Part } from './options.ts'

/** One line of the table. Values of one unit and one run may be compared; values of two runs may not. */
export interface Figure {
  part: Part
  /** For the JSON: stable, English. */
  key: string
  /** For the table: Japanese. */
  label: string
  value: number
  unit: string
  /** What the value is compared with: measured in the same run, or a limit that is known. */
  beside?: { label: string; value: number }
}

/** A figure with its ratio to what stands beside it, as `--json` prints it. */
export function toJson(figure: Figure) {
  const { part, key, label, value, unit, beside } = figure
  return { part, key, label, value, unit, ...(beside ? { beside, ratio: value / beside.value } : {}) }
}

/** The table, as wide as its longest cells. Columns: what, value, what stands beside it, the ratio of the two. */
export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ label, value, unit, beside }) => [
    label,
    `${plain(value)} ${unit}`,
    beside ? `${beside.label} ${plain(beside.value)} ${unit}` : '',
    beside ? `${plain(value / beside.value)} 倍` : '',
  ])
  const lines = [['項目', '値', '比べたもの', '比'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => columnsOf(line[column] ?? ''))))
  const draw = (line: readonly string[]) =>
    line
      .map((cell, column) => pad(cell, widths[column] ?? 0, column === 1 || column === 3))
      .join('  ')
      .trimEnd()
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width, 0) + 6)
  return [draw(lines[0] ?? []), rule, ...lines.slice(1).map(draw)].join('\n')
}

/** Three significant digits are more than a shared machine can repeat. */
function plain(value: number): string {
  if (!Number.isFinite(value)) return '-'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { maximumFractionDigits: digits })
}

/** Terminals draw kana, kanji and full-width signs two columns wide. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]/.test(sign) ? 2 : 1), 0)
}

function pad(text: string, width: number, toTheRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - columnsOf(text)))
  return toTheRight ? space + text : text + space
}
