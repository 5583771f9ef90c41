import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { NewsletterForm } from './forms.ts'
import type { Plan } from './plans.ts'

/** These pages look as such products looked in 2005, on purpose: integrations must cope with them. */
function page(title: string, charset: string, body: ReactNode): string {
  const markup = renderToStaticMarkup(
    <html lang="ja">
      <head>
        <meta httpEquiv="Content-Type" content={`text/html; charset=${charset}`} />
        <title>{title}</title>
        <link rel="stylesheet" href="/fonts/400.css" />
        <style>{oldStyle}</style>
      </head>
      <body>
        <div id="wrap">
          <h1>{title}</h1>
          {body}
          <p className="foot">Powered by アルケミーメール(サンドボックス)</p>
        </div>
      </body>
    </html>,
  )
  return `<!DOCTYPE html>\n${markup}`
}

const oldStyle = `body{background:#e8eef5;font-family:"MS PGothic","Noto Sans JP",sans-serif;font-size:14px;color:#333;margin:0}
#wrap{max-width:560px;margin:24px auto;background:#fff;border:1px solid #9db4cf;padding:0 20px 12px}
h1{font-size:16px;background:#336699;color:#fff;margin:0 -20px 16px;padding:8px 20px}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #c6d3e2;padding:8px;text-align:left}
th{background:#f0f5fa;width:9em;font-weight:normal}input{font-family:inherit}input[type=text]{width:95%;font-size:14px;padding:2px}
.c{text-align:center;margin:16px 0}.error{color:#c00;font-weight:bold}.foot{font-size:11px;color:#789;text-align:right}`

/** The empty form; `planId` travels as a hidden field, as in the shop's own page. */
export function formPage(form: NewsletterForm, planId: string, plan: Plan | undefined, token: string | null): string {
  const { fields } = form
  return page(
    'メールマガジン登録フォーム',
    form.charset,
    <form action={form.path.split('/').at(-1)} method="post" acceptCharset={form.charset}>
      <input type="hidden" name={fields.plan} value={planId} />
      <input type="hidden" name={fields.probe} value={form.probe} />
      {token !== null && <input type="hidden" name="token" value={token} />}
      <p>{plan ? `「${plan.name}」の登録フォームです。` : 'メールマガジンの登録フォームです。'}</p>
      <table>
        <tbody>
          <Line label="メールアドレス" name={fields.mail} size={40} />
          {fields.mailAgain && <Line label="メールアドレス(確認用)" name={fields.mailAgain} size={40} />}
          <Line label="姓" name={fields.familyName} size={20} />
          <Line label="名" name={fields.givenName} size={20} />
        </tbody>
      </table>
      <p className="c">
        <input type="submit" name="sbm" value={form.buttons.send} />
      </p>
    </form>,
  )
}

function Line({ label, name, size }: { label: string; name: string; size: number }) {
  return (
    <tr>
      <th>{label}</th>
      <td>
        <input type="text" name={name} size={size} />
      </td>
    </tr>
  )
}

/** What was typed, once more as hidden fields; `reged` tells the second step from the first. */
export function confirmPage(form: NewsletterForm, sent: ReadonlyMap<string, string>): string {
  const { fields } = form
  const shown = [
    ['メールアドレス', fields.mail],
    ['姓', fields.familyName],
    ['名', fields.givenName],
  ] as const
  return page(
    '入力内容の確認',
    form.charset,
    <form action={form.path.split('/').at(-1)} method="post">
      {[...sent].map(([name, value]) => name !== 'sbm' && <input key={name} type="hidden" name={name} value={value} />)}
      <input type="hidden" name="reged" value="1" />
      <p>登録はまだ完了していません。以下の内容でよろしければ、ボタンを押してください。</p>
      <table>
        <tbody>
          {shown.map(([label, name]) => (
            <tr key={name}>
              <th>{label}</th>
              <td>{sent.get(name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="c">
        <input type="button" value="戻る" /> <input type="submit" name="sbm" value={form.buttons.confirm} />
      </p>
    </form>,
  )
}

export function registeredPage(form: NewsletterForm, plan: Plan | undefined): string {
  return page(
    '登録完了',
    form.charset,
    <>
      <p>「{plan?.name}」への登録が完了しました。</p>
      <p>ご登録ありがとうございます。</p>
    </>,
  )
}

export function alreadyPage(form: NewsletterForm, message: string): string {
  return page(
    '登録済み',
    form.charset,
    <>
      <p>{message}</p>
      <p>すでに登録が完了しています。</p>
    </>,
  )
}

export function refusedPage(form: NewsletterForm, message: string): string {
  return page(
    '登録エラー',
    form.charset,
    <>
      <p className="error">{message}</p>
      <p>ブラウザの「戻る」ボタンで前のページに戻り、入力内容をご確認ください。</p>
    </>,
  )
}

/** A page of the web server itself, before the product is reached. */
export function serverErrorPage(title: string): string {
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1><hr>Apache Server</body></html>`
}
