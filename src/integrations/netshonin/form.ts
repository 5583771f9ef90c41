import type { FormItem, SettingsForm } from '../settings-form.ts'

const text = (field: string, label: string, placeholder: string, help: string): FormItem => ({
  kind: 'field',
  field,
  label,
  control: { kind: 'text', placeholder },
  help: [[help]],
})

const warranty: FormItem = {
  kind: 'notice',
  tone: 'warning',
  title: '動作保証に関する注意事項',
  paragraphs: [
    [
      'ネット商人(アルケミーメール)連携は、基本的に動作保証の対象外です。後述の制限事項にもありますが、もともとネット商人(アルケミーメール)には外部と連携する機能はありません。',
    ],
    [
      '本機能では、IT業界において一般的にはセキュリティホール(セキュリティ的な欠陥)と見なされる部分をつくような形で登録を実現しています。',
    ],
    [
      'このため、このセキュリティホールは将来塞がれる可能性があります。また、テスト環境がないため今後なんらかの機能追加はなく、連携ができなくなった時点でこの機能は使用できなくなりますので、ご了承ください。',
    ],
  ],
}

const limits: FormItem = {
  kind: 'notice',
  tone: 'warning',
  title: '制限事項',
  paragraphs: [
    [
      'ネット商人(アルケミーメール)にはもともと外部連携をするためのプログラム的なインターフェースが存在しないため、登録はできてもLuxliner上から登録内容の変更・削除を行うことはできません。',
    ],
    ['このため、あとから商品をキャンセルしたり、月額契約を解約した場合、リストからの削除は手動で行う必要があります。'],
    ['また、顧客情報(氏名やメールアドレスなど)が変更された場合も、変更内容を自動的に反映することはできません。'],
  ],
}

const planId: FormItem = {
  kind: 'field',
  field: 'planId',
  label: 'ネット商人プランID',
  control: { kind: 'text' },
  help: [
    [
      '顧客登録時に登録したいリストのプランIDを指定します。プランIDが設定されていないと、メルマガのリストへの追加はされません。',
    ],
    [
      'なお、ここでの顧客登録時とは仮登録時のことになります。したがって、申し込みページで申し込みが完了した時点でプランに登録されることになります。',
    ],
    ['プランIDは、Luxlinerではなくネット商人(アルケミーメール)の設定ページで指定された値を入力します。'],
    [
      '商品ごとにメルマガのリストを作成している場合は、商品の編集画面でプランIDを指定することで、その商品の購入者の登録が行えます。(先に本外部連携設定で、ネット商人連携を有効化しておく必要があります)',
    ],
    [
      'この設定画面のプランIDと商品ごとのプランIDの設定は、異なるプランIDを指定することも可能です。つまり、商品購入時には、その商品専用のリストに登録することが可能になります。',
    ],
  ],
}

const details: FormItem = {
  kind: 'details',
  title: '登録フォームの詳細設定',
  items: [
    {
      kind: 'notice',
      tone: 'info',
      title: '詳細設定について',
      paragraphs: [
        [
          'ご利用中の登録フォームのHTMLに合わせる必要があるときだけ変更してください。登録の結果は、送信後に表示されるページの言葉で判断します。判断できないときは登録済みとはみなさず、「手動登録が必要」の一覧に追加します。',
        ],
      ],
    },
    {
      kind: 'field',
      field: 'charset',
      label: '文字コード',
      control: { kind: 'choice', options: [{ value: 'utf-8', label: 'UTF-8' }] },
      help: [['登録フォームに送信するときの文字コードです。']],
    },
    text('emailField', 'メールアドレスの項目名', 'mail', 'メールアドレスの入力欄のname属性です。'),
    text('familyNameField', '姓の項目名', 'name1', '姓の入力欄のname属性です。'),
    text('givenNameField', '名の項目名', 'name2', '名の入力欄のname属性です。'),
    text('planField', 'プランIDの項目名', 'plan', 'プランIDを送るname属性です。'),
    {
      kind: 'field',
      field: 'fixedValues',
      label: '一緒に送る固定の値',
      control: { kind: 'lines', placeholder: 'sbm=登録する' },
      help: [['フォームに隠し項目などがあるときに、1行に1件ずつ「項目名=値」の形で入力してください。']],
    },
    text('registeredMarker', '登録完了の目印', '登録が完了', '登録できたときのページに表示される言葉です。'),
    text(
      'alreadyMarker',
      '登録済みの目印',
      '既に登録',
      'すでにリストに登録されているときのページに表示される言葉です。',
    ),
    text(
      'provisionalMarker',
      '仮登録の目印',
      '仮登録',
      'お客様が確認メールから登録を済ませる設定のときに、ページに表示される言葉です。',
    ),
    text('rejectedMarker', 'エラーの目印', 'エラー', '登録できなかったときのページに表示される言葉です。'),
  ],
}

const failures: FormItem = {
  kind: 'notice',
  tone: 'info',
  title: 'ネット商人にうまく登録されない場合',
  paragraphs: [
    [
      '姓名にアルファベットやカタカナが入っていると、ネット商人側でエラーとなり、うまく登録できない場合があるようです。詳しくはネット商人(アルケミーメール)のご契約先にお問い合わせください。',
    ],
    ['なお、登録できなかったメールアドレスについては、手動で登録する必要があります。(自動的なリカバリーができません)'],
    ['登録できなかったお客様とその理由は、「手動登録が必要」の一覧でご確認いただけます。'],
  ],
}

/** The manual's section ネット商人Pro(アルケミーメール)連携, item by item. */
export const form: SettingsForm = {
  connector: 'netshonin',
  title: 'ネット商人Pro(アルケミーメール)連携',
  introduction: [
    [
      '新規のお客様や商品を購入されたお客様のメールアドレスを、ネット商人Pro(アルケミーメール)のメルマガのリストに自動で登録します。',
    ],
  ],
  items: [
    warranty,
    limits,
    {
      kind: 'field',
      field: 'enabled',
      label: 'ネット商人連携の有効化',
      control: { kind: 'switch' },
      help: [
        ['ネット商人(アルケミーメール)連携を有効にするかどうかを選択します。'],
        [
          '有効の場合のみ、ネット商人にメールアドレスが登録されます。(申し込み完了時に登録されるプランの設定は各商品の編集画面で行います)',
        ],
      ],
    },
    {
      kind: 'field',
      field: 'formUrl',
      label: 'ネット商人登録用URL',
      control: { kind: 'text', placeholder: 'https://mycompany.co.jp/np/sesform.php' },
      help: [
        ['ネット商人(アルケミーメール)のメールアドレス登録用URLを設定します。'],
        ['入力例: https://mycompany.co.jp/np/sesform.php'],
      ],
    },
    planId,
    details,
    failures,
  ],
}
