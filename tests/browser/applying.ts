import type { Page } from 'playwright-core'

/** Who applies. */
export interface Applicant {
  familyName: string
  givenName: string
  email: string
}

/** Test cards of the sandbox's gateway, by what they do. */
export const cards = {
  succeeds: '4242424242424242',
  isDeclined: '4000000000000002',
  asksItsHolder: '4000000000003220',
} as const

/** Fills in who applies. */
export async function fillPerson(page: Page, applicant: Applicant): Promise<void> {
  await page.getByLabel('姓', { exact: true }).fill(applicant.familyName)
  await page.getByLabel('名', { exact: true }).fill(applicant.givenName)
  await page.getByLabel('メールアドレス', { exact: true }).fill(applicant.email)
  await page.getByLabel('メールアドレス(確認)').fill(applicant.email)
}

export async function fillCard(page: Page, card: string): Promise<void> {
  await page.getByLabel('カード番号').fill(card)
  await page.getByLabel('有効期限(月/年)').fill('12/30')
  await page.getByLabel('セキュリティコード').fill('123')
}

/** From the filled form to 最終確認. */
export async function goToConfirmation(page: Page): Promise<void> {
  await page.getByRole('button', { name: '確認画面へ進む' }).click()
  await page.getByRole('heading', { name: 'お申し込み内容の最終確認' }).waitFor()
}

/** Fills the application form in as it stands, and goes on to 最終確認. */
export async function confirmForm(page: Page, applicant: Applicant, card: string): Promise<void> {
  await fillPerson(page, applicant)
  await confirmCard(page, card)
}

/** Fills in the card alone, where the rest is still there. */
export async function confirmCard(page: Page, card: string): Promise<void> {
  await fillCard(page, card)
  await goToConfirmation(page)
}

/** The button that orders. */
export const orderButton = (page: Page) => page.getByRole('button', { name: 'この内容で申し込む' })

/** Orders, and waits for the thanks page. */
export async function order(page: Page): Promise<void> {
  await orderButton(page).click()
  await page.waitForURL('**/apply/thanks/*')
}

/** The whole way from the product's page to the thanks page. */
export async function apply(page: Page, productPage: string, applicant: Applicant): Promise<void> {
  await page.goto(productPage)
  await confirmForm(page, applicant, cards.succeeds)
  await order(page)
}
