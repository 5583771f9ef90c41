import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, vi } from 'vitest'
import { checkoutRoot } from '../../src/platform/checkout.ts'

/** A browser for a whole test file. */
export interface TestBrowser {
  /** A page of a fresh visitor: no cookies, nothing kept. Closed after the file's last test. */
  open(): Promise<Page>
  /** Keeps the whole page, or what the window shows of it, as a picture among the artefacts. */
  picture(page: Page, name: string, part?: 'page' | 'window'): Promise<void>
}

const ARGUMENTS = [
  // Containers and root have no sandbox for it; it sees our own pages only.
  '--no-sandbox',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--lang=ja-JP',
  // Nothing but the program and the sandbox can be reached, not even by a name.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]
const WINDOW = { width: 1280, height: 800 }
/** Every wait of a page is for something that takes far less than a second when it works. */
const PATIENCE_MS = 10_000

/** The same for what is polled by `expect.poll`; its own second is short where three test files share two cores. */
export const PATIENTLY = { timeout: PATIENCE_MS, interval: 20 }

/**
 * Starts Chromium for the tests of a file. Each test also fails when one of its pages asked anything outside this machine,
 * threw an error, or broke the rules of its content security policy.
 */
export function testBrowser(testFile: string): TestBrowser {
  const folder = join(checkoutRoot(), 'tests', 'artefacts', basename(testFile, '.test.ts'))
  // A test takes two to six seconds alone, and four times that while other files fill both cores.
  vi.setConfig({ testTimeout: 60_000 })
  let faults: string[] = []
  let browser: Browser | undefined
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    const executablePath = inject('chromiumPath')
    if (executablePath === null) throw new Error('no Chromium for this machine: name one in CHROMIUM_PATH')
    browser = await chromium.launch({ executablePath, args: ARGUMENTS })
  })
  afterAll(() => browser?.close())
  afterEach(() => {
    const found = faults
    faults = []
    expect(found).toEqual([])
  })
  return {
    async open() {
      if (!browser) throw new Error('the browser exists only while tests run')
      const context = await browser.newContext({ viewport: WINDOW, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' })
      context.setDefaultTimeout(PATIENCE_MS)
      watch(context, (fault) => faults.push(fault))
      return context.newPage()
    },
    async picture(page, name, part = 'page') {
      await page.evaluate('document.fonts.ready.then(() => undefined)')
      // As in a window high enough: a picture beyond the window's edge shows what sticks to that edge in the wrong place.
      if (part === 'page') await page.setViewportSize({ ...WINDOW, height: await heightOf(page) })
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
      await page.setViewportSize(WINDOW)
    },
  }
}

async function heightOf(page: Page): Promise<number> {
  return Math.max(WINDOW.height, await page.evaluate<number>('document.documentElement.scrollHeight'))
}

/** The text of a place as a person sees it: without what is folded away or hidden. Waits until the place is there. */
export async function visibleText(place: Locator): Promise<string> {
  await place.first().waitFor()
  return (await place.allInnerTexts()).join('\n')
}

function watch(context: BrowserContext, report: (fault: string) => void): void {
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:' && hostname !== '127.0.0.1')
      report(`a request left this machine: ${request.url()}`)
  })
  context.on('weberror', (error) => report(`a page threw: ${error.error().stack ?? error.error().message}`))
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
      report(`a page complained: ${message.text()}`)
  })
}
