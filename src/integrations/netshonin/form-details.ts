import type { FormItem } from '../settings-form.ts'

const lines = (field: string, label: string, help: string): FormItem => ({
  kind: 'field',
  field,
  label,
  control: { kind: 'lines' },
  help: [[help, '1行に1つずつ入力してください。']],
})

/** How the form is sent and its answer read: set by reading the form, changed where that did not do. */
export const details: FormItem = {
  kind: 'details',
  title: '登録フォームの詳細設定',
  items: [
    {
      kind: 'notice',
      tone: 'info',
      title: '詳細設定について',
      paragraphs: [
        [
          '送信の方法は、フォームを読み取ると自動で設定されます。登録の結果は、送信後に表示されるページの言葉で判断します。判断できないときは登録済みとはみなさず、「手動登録が必要」の一覧に追加します。',
        ],
      ],
    },
    {
      kind: 'field',
      field: 'pageUrl',
      label: '登録フォームのページのURL',
      control: { kind: 'text', placeholder: 'https://mycompany.co.jp/np/form.html' },
      help: [['送信の前に毎回開くページです。フォームに毎回変わる値がないときは、空欄のままにしてください。']],
    },
    {
      kind: 'field',
      field: 'method',
      label: '送信方法',
      control: {
        kind: 'choice',
        options: [
          { value: 'post', label: 'POST' },
          { value: 'get', label: 'GET' },
        ],
      },
      help: [],
    },
    {
      kind: 'field',
      field: 'enctype',
      label: '送信の形式',
      control: {
        kind: 'choice',
        options: [
          { value: 'urlencoded', label: '通常(urlencoded)' },
          { value: 'multipart', label: 'multipart/form-data' },
        ],
      },
      help: [],
    },
    {
      kind: 'field',
      field: 'charset',
      label: '文字コード',
      control: {
        kind: 'choice',
        options: [
          { value: 'utf-8', label: 'UTF-8' },
          { value: 'euc-jp', label: 'EUC-JP' },
          { value: 'shift_jis', label: 'Shift_JIS' },
          { value: 'iso-2022-jp', label: 'ISO-2022-JP(JIS)' },
        ],
      },
      help: [['登録フォームに送信するときの文字コードです。']],
    },
    lines(
      'registeredMarker',
      '登録完了の目印',
      '登録できたときのページに表示される言葉です。登録後に別のサイトのページへ移動するフォームでは、移動先のURLを入力してください。',
    ),
    lines('alreadyMarker', '登録済みの目印', 'すでにリストに登録されているときのページに表示される言葉です。'),
    lines(
      'provisionalMarker',
      '仮登録の目印',
      'お客様が確認メールから登録を済ませる設定のときに、ページに表示される言葉です。',
    ),
    {
      kind: 'field',
      field: 'provisionalMeans',
      label: '仮登録になったとき',
      control: {
        kind: 'choice',
        options: [
          { value: 'by_hand', label: '「手動登録が必要」の一覧に追加する' },
          { value: 'registered', label: '登録済みとして扱う' },
        ],
      },
      help: [],
    },
    lines('rejectedMarker', 'エラーの目印', '登録できなかったときのページに表示される言葉です。'),
  ],
}
