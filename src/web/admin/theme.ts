import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The one accent. Shade 7 on white has a contrast of 6.6:1, well over the 4.5:1 that WCAG AA asks of text. */
const lagoon: MantineColorsTuple = [
  '#eef7f8',
  '#dcedef',
  '#b5dbdf',
  '#8cc8cf',
  '#69b7c0',
  '#4a9fa9',
  '#2d818c',
  '#17646e',
  '#11525b',
  '#0b4048',
]

const fontFamily = '"Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", Meiryo, system-ui, sans-serif'

/** Mantine's own look, calmer: one accent, small radii, room for Japanese text to breathe. */
export const theme = createTheme({
  primaryColor: 'lagoon',
  primaryShade: 7,
  colors: { lagoon },
  fontFamily,
  // A remote's answer is Japanese too.
  fontFamilyMonospace: `ui-monospace, Menlo, Consolas, ${fontFamily}`,
  headings: { fontFamily, fontWeight: '700' },
  defaultRadius: 'sm',
  lineHeights: { xs: '1.5', sm: '1.6', md: '1.7', lg: '1.7', xl: '1.7' },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
})
