/** A person of the sandbox's Chatwork. Only accounts with a token can be used through the API. */
export type ChatworkAccount = {
  accountId: number
  /** Null for colleagues who only sit in the rooms. */
  token: string | null
  name: string
  chatworkId: string
  department: string
  mail: string
  colour: string
}

export const organization = { organizationId: 7120, name: '株式会社ラクスライナー' }

/** The account whose token the demo puts into the settings. Posts appear under this name. */
export const botAccountId = 5210001
/** A second account with a token: another budget, fewer rooms. */
export const secondAccountId = 5210002
/** The person who looks at the sandbox's chat page; unread counts there are hers. */
export const viewerAccountId = 5210003

export const accounts: readonly ChatworkAccount[] = [
  {
    accountId: botAccountId,
    token: 'sandbox-chatwork-token',
    name: '通知係',
    chatworkId: 'luxliner-tsuchi',
    department: 'システム',
    mail: 'tsuchi@shop.example',
    colour: '#2f6fde',
  },
  {
    accountId: secondAccountId,
    token: 'sandbox-chatwork-token-2',
    name: '鈴木 健一',
    chatworkId: 'suzuki-keiri',
    department: '経理',
    mail: 'suzuki@shop.example',
    colour: '#0f8a6d',
  },
  {
    accountId: viewerAccountId,
    token: null,
    name: '佐藤 美咲',
    chatworkId: 'sato-misaki',
    department: '受講生サポート',
    mail: 'sato@shop.example',
    colour: '#c2577a',
  },
  {
    accountId: 5210004,
    token: null,
    name: '高橋 直樹',
    chatworkId: 'takahashi-n',
    department: '代表',
    mail: 'takahashi@shop.example',
    colour: '#b7791f',
  },
]

export function accountById(accountId: number): ChatworkAccount | undefined {
  return accounts.find((account) => account.accountId === accountId)
}

export function accountByToken(token: string | undefined): ChatworkAccount | undefined {
  if (token === undefined || token === '') return undefined
  return accounts.find((account) => account.token === token)
}
