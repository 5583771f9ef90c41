import { describe, expect, it } from 'vitest'
import { createFormEncoder, type FormCharset } from '../../../platform/form-charsets.ts'
import { decodePage } from './page.ts'
import { type FormReading, type FormSettings, readForm } from './read-form.ts'

const PAGE = 'https://shop.example/mail/form.html'

function read(
  html: string,
  change: Partial<Parameters<typeof readForm>[0]> = {},
): Extract<FormReading, { kind: 'read' }> {
  const reading = readForm({ html, url: PAGE, charset: null, setsCookie: false, ...change })
  if (reading.kind !== 'read') throw new Error(reading.reason)
  return reading
}

/** What is sent as what: `name` → role, and the value where the entry has one. */
function rolesOf({ entries }: FormSettings): Record<string, string> {
  return Object.fromEntries(entries.map(({ name, role, value }) => [name, value === '' ? role : `${role} ${value}`]))
}

describe('forms of many makers', () => {
  it('a table with a form between table and row, after a search form, nothing closed', () => {
    const { settings, forms, plan } = read(`
      <form action=/search><input name=q><input type=submit value=検索></form>
      <table><form action="regist.cgi" method="POST"><input type=hidden name=plan value=12><input type=hidden name=cd value="文字">
      <tr><td>お名前 <font color=red>※</font><td>姓<input name=sei> 名<input name=mei>
      <tr><td>フリガナ<td>セイ<input name=k1>メイ<input name=k2>
      <tr><td>メールアドレス<td><input name=em1><br>確認のためもう一度ご入力ください<br><input name=em2>
      <tr><td colspan=2><input type=submit name=btn value="入力内容を確認する"><input type=reset></table></form>`)
    expect(settings).toMatchObject({ formUrl: 'https://shop.example/mail/regist.cgi', method: 'post', pageUrl: '' })
    expect(forms).toBe(2)
    expect(plan).toMatchObject({ name: 'plan', value: '12' })
    expect(rolesOf(settings)).toEqual({
      ...{ plan: 'plan 12', cd: 'page 文字', sei: 'familyName', mei: 'givenName', k1: 'familyKana', k2: 'givenKana' },
      ...{ em1: 'email', em2: 'emailAgain', btn: 'fixed 入力内容を確認する' },
    })
  })

  it('a list of terms with meaningless names, a prefecture, a consent and two buttons', () => {
    const { settings, notes } = read(`<base href="https://cgi.example/lanp/">
      <form action="ad/do" method="post" accept-charset="Shift_JIS"><dl>
      <dt>お名前<dd><input type=text name="d[1]"><dt>メールアドレス<dd><input type=text name="d[0]">
      <dt>都道府県<dd><select name=pref><option value="">選択してください<option>東京都</select></dl>
      <input type=hidden name=mid value="AB12"><input type=hidden name=fid value=33>
      <label><input type=checkbox name=ok value=1>利用規約に同意する</label><button>登録</button><button name=del value=1>解除</button></form>`)
    expect(settings).toMatchObject({ formUrl: 'https://cgi.example/lanp/ad/do', charset: 'shift_jis' })
    expect(rolesOf(settings)).toEqual({
      ...{ 'd[1]': 'fullName', 'd[0]': 'email', pref: 'ask', mid: 'plan AB12', fid: 'page 33', ok: 'ask' },
    })
    expect(notes.join()).toContain('2件')
  })

  it('divs: two boxes under one label, lists to choose from, joining or leaving, an image for a button', () => {
    const { settings, plan } = read(`<form action=x method=post>
      <div class=row><div>氏名<span>必須</span></div><div><input name=name1><input name=name2></div></div>
      <div class=row><div>E-mail</div><div><input type=email name=a></div></div>
      <div class=row><div>ご希望のメルマガ</div><div><label><input type=radio name=list value=7>週刊</label>
      <label><input type=radio name=list value=8 checked>日刊</label></div></div>
      <label><input type=radio name=mode value=add>登録</label><label><input type=radio name=mode value=del checked>解除</label>
      <input type=image name=go src=a.gif alt=送信></form>`)
    expect(rolesOf(settings)).toEqual({
      ...{ name1: 'familyName', name2: 'givenName', a: 'email', list: 'plan 8', mode: 'fixed add' },
      ...{ 'go.x': 'fixed 1', 'go.y': 'fixed 1' },
    })
    expect(plan?.options).toEqual([
      { value: '7', label: '週刊' },
      { value: '8', label: '日刊' },
    ])
  })

  it('placeholders alone, a token, files of another kind of encoding, the list in the path', () => {
    const { settings, notes } = read(`<form method="post" action="/p/r/abcd1234" enctype="multipart/form-data">
      <input name="data[User][name1]" placeholder="姓"><input name="data[User][name2]" placeholder="名">
      <input name="data[User][mail]" placeholder="メールアドレス"><input type=hidden name="_method" value=POST>
      <input type=hidden name="csrf_token" value="8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c"><input type="submit" value="メルマガ登録"></form>`)
    expect(settings).toMatchObject({ pageUrl: PAGE, enctype: 'multipart' })
    expect(rolesOf(settings)).toMatchObject({
      'data[User][name1]': 'familyName',
      'data[User][name2]': 'givenName',
      'data[User][mail]': 'email',
    })
    expect(notes.join()).toContain('プランID')
  })

  it('headings above columns, the list in the query', () => {
    const { settings } = read(`<form action="kd.php?no=AbC1&x=1" method=post><h2>メールアドレスをご入力ください</h2>
      <table><tr><th>姓<th>名<th>メール<tr><td><input name=a><td><input name=b><td><input name=c></table><input type=submit value=送信></form>`)
    expect(settings.formUrl).toBe('https://shop.example/mail/kd.php?no={plan}&x=1')
    expect(rolesOf(settings)).toEqual({ a: 'familyName', b: 'givenName', c: 'email' })
  })

  it('labels in rows of their own, notes about characters, an address to type twice, a company', () => {
    const { settings } =
      read(`<FORM ACTION="http://x.example/apply.cgi" METHOD=POST><INPUT TYPE=hidden NAME=id VALUE=3><INPUT TYPE=hidden NAME=md VALUE=guest><TABLE>
      <TR><TD>お名前(漢字、ひらがなでご記入ください)</TD></TR><TR><TD><INPUT NAME=name></TD></TR>
      <TR><TD>メールアドレス(半角)</TD></TR><TR><TD><INPUT NAME=mail></TD></TR><TR><TD>メールアドレス(確認)</TD></TR>
      <TR><TD><INPUT NAME=_mail></TD></TR><TR><TD>会社名</TD></TR><TR><TD><INPUT NAME=co></TD></TR></TABLE><INPUT TYPE=submit VALUE=登録する></FORM>`)
    expect(rolesOf(settings)).toEqual({
      ...{ id: 'plan 3', md: 'page guest', name: 'fullName', mail: 'email', _mail: 'emailAgain', co: 'fixed' },
    })
  })

  it('text before boxes in one paragraph, names that programmers chose, sent with GET', () => {
    const { settings } = read(`<form action="../reg.php"><input type=hidden name=magid value="m0001">
      <p>お名前:<input name=onamae><br>ふりがな:<input name=furigana><br>E-Mail:<input name=adrs><br>
      <input type=submit name=sbm value=購読する> <input type=submit name=sbm value=購読解除></p></form>`)
    expect(settings).toMatchObject({ method: 'get', formUrl: 'https://shop.example/reg.php' })
    expect(rolesOf(settings)).toEqual({
      ...{ magid: 'plan m0001', onamae: 'fullName', furigana: 'fullKana', adrs: 'email', sbm: 'fixed 購読する' },
    })
  })

  it('several forms that take an address: log in, leave, ask, join', () => {
    const { settings } = read(`
      <form action=/login method=post>メール<input name=mail>パスワード<input type=password name=pw><input type=submit value=ログイン></form>
      <form action=/leave method=post>メールアドレス<input name=mail><input type=hidden name=plan value=1><input type=submit value=登録解除></form>
      <form action=/ask method=post>お名前<input name=n>メール<input name=mail>お問い合わせ内容<textarea name=t></textarea><input type=submit value=送信></form>
      <form action=/join method=post>メールアドレス<input name=mail><input type=hidden name=plan value=1><input type=submit value=登録></form>`)
    expect(settings.formUrl).toBe('https://shop.example/join')
  })

  it('nested tables for looks, labels by id, a sample person, a mobile address that is none of ours', () => {
    const { settings } = read(`<table><tr><td><table><tr><td><form action=a.cgi method=post>
      <table><tr><th><label for=f>お名前</label></th><td><table><tr><td><input id=f name=x1 placeholder="例)山田"></td><td><input name=x2 placeholder="例)太郎"></td></tr></table></td></tr>
      <tr><th><label for=e>PCメール</label></th><td><input id=e name=x3></td></tr>
      <tr><th>携帯メール(任意)</th><td><input name=x4></td></tr>
      <tr><th>ニックネーム</th><td><input name=x5></td></tr>
      <tr><th>プラン</th><td><select name=x6><option value=10>基本<option value=20 selected>上級</select></td></tr></table>
      <button type=submit name=act value=entry>登録</button></form></td></tr></table></td></tr></table>`)
    expect(rolesOf(settings)).toEqual({
      ...{
        x1: 'familyName',
        x2: 'givenName',
        x3: 'email',
        x4: 'fixed',
        x5: 'fixed',
        x6: 'plan 20',
        act: 'fixed entry',
      },
    })
  })

  it('what must be filled in and nobody can know', () => {
    const { settings } = read(`<form action=a method=post><input type=hidden name=plan value=1>
      <p><label>メール <input name=m type=email required></label></p><p>電話番号【必須】<input name=tel></p><p>住所<input name=adr></p>
      <p>フリガナ<input name=kana required></p><p>性別 <label><input type=radio name=sex value=m>男性</label><label><input type=radio name=sex value=f>女性</label></p>
      <p>形式<select name=fmt><option value=h>HTML<option value=t>テキスト</select></p>
      <p><label><input type=checkbox name=news value=1 checked>お知らせを希望する</label></p>
      <p><label><input type=checkbox name=dm value=1>郵送を希望する</label></p><input type=submit value=登録></form>`)
    expect(rolesOf(settings)).toEqual({
      ...{ plan: 'plan 1', m: 'email', tel: 'ask', adr: 'fixed', kana: 'fullKana', sex: 'ask', fmt: 'ask' },
      ...{ news: 'fixed 1', dm: 'omit' },
    })
    expect(settings.entries.find(({ name }) => name === 'kana')?.required).toBe(true)
  })

  it('autocomplete and English labels', () => {
    const { settings } = read(`<form action=a method=post><input type=hidden name=list_id value=5>
      <label>First name <input name=f1 autocomplete=given-name></label><label>Last name <input name=f2></label>
      <label>Your e-mail <input name=f3></label><label>Confirm e-mail <input name=f4></label><button>Subscribe</button></form>`)
    expect(rolesOf(settings)).toEqual({
      ...{ list_id: 'plan 5', f1: 'givenName', f2: 'familyName', f3: 'email', f4: 'emailAgain' },
    })
  })

  it('an address and nothing else; controls that name their form from outside it', () => {
    const { settings, notes } = read(`<form id=mm action=a method=post></form><p>メルマガ登録 メールアドレス
      <input form=mm name=m><input form=mm type=hidden name=pid value=9><button form=mm formaction=/b>登録</button></p>`)
    expect(settings.formUrl).toBe('https://shop.example/b')
    expect(rolesOf(settings)).toEqual({ m: 'email', pid: 'plan 9' })
    expect(notes.join()).toContain('メールアドレスだけ')
  })

  it.each<FormCharset>(['euc-jp', 'shift_jis', 'iso-2022-jp'])('in the bytes of %s', (charset) => {
    const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"></head><body>
      <form action="r.cgi" method="post"><input type="hidden" name="plan" value="4"><input type="hidden" name="cd" value="漢字①">
      <table><tr><th>お名前</th><td><input name="n"></td></tr><tr><th>メールアドレス</th><td><input name="m"></td></tr></table><input type="submit" value="登録"></form>`
    const page = decodePage(Buffer.from(createFormEncoder(charset)(html)), 'text/html')
    const { settings } = read(page.html, { charset: page.charset })
    expect(settings.charset).toBe(charset)
    expect(rolesOf(settings)).toEqual({ plan: 'plan 4', cd: 'page 漢字①', n: 'fullName', m: 'email' })
  })
})

describe('small words', () => {
  const roleOf = (label: string, name = 'x') =>
    read(`<form action=a><p>メール<input name=mail></p><p>${label}<input name="${name}"></p></form>`).settings
      .entries[1]?.role

  it.each([
    ['お名前(姓)', 'familyName'],
    ['お名前(苗字だけでも結構です)', 'fullName'],
    ['お名前(姓・名)', 'fullName'],
    ['姓名', 'fullName'],
    ['お名前(カナ)', 'fullKana'],
    ['お名前(全角カタカナ)', 'fullKana'],
    ['お名前(カタカナ不可)', 'fullName'],
    ['お名前(漢字またはひらがな)', 'fullName'],
    ['ﾌﾘｶﾞﾅ', 'fullKana'],
    ['会社名', 'fixed'],
    ['ホームページアドレス', 'fixed'],
    ['ご紹介者名', 'fixed'],
    ['メールマガジンへのご要望', 'fixed'],
    ['@', 'ask'],
  ])('%s', (label, role) => {
    expect(roleOf(label)).toBe(role)
  })

  it.each([
    ['<input type=hidden name=listno value=4>', 'listno'],
    ['<input type=hidden name=token value=4><input type=hidden name=mailmag_id value=x>', 'mailmag_id'],
    ['<select name=w><option value=A>無料メール講座<option value=B>メルマガ本編</select>', 'w'],
    ['<input type=checkbox name="ml[]" value=1>日刊<input type=checkbox name="ml[]" value=2>週刊', 'ml[]'],
    ['<input type=hidden name=mode value=1><input type=hidden name=page_id value=0123456789abcdef01>', undefined],
    ['<select name=pref><option>東京都<option>大阪府</select>', undefined],
  ])('the list in %s', (controls, name) => {
    expect(read(`<form action=a><input name=mail>${controls}</form>`).plan?.name).toBe(name)
  })
})

describe('values byte for byte', () => {
  it('of hidden fields, with the characters and the line ends that they have', () => {
    const { settings } = read(
      '<form action=a><input name=mail><input type=hidden name=x value=" a&amp;b\n&#x20BB7; "><input type=hidden name=y></form>',
    )
    const byName = new Map(settings.entries.map((entry) => [entry.name, entry]))
    expect(byName.get('x')?.value).toBe(' a&b\n𠮷 ')
    expect(byName.get('y')).toMatchObject({ role: 'page', value: '' })
  })

  it('of nothing that a browser would not send', () => {
    const { settings } =
      read(`<form action=a><input name=mail><input name=off disabled><fieldset disabled><input name=in></fieldset>
      <input type=file name=f><input type=button name=b value=x><!-- <input name=c> --><template><input name=t></template><input value=noname></form>`)
    expect(settings.entries.map(({ name }) => name)).toEqual(['mail'])
  })
})

describe('what cannot be read', () => {
  it.each([
    ['no form', '<p>メールアドレス <input name=mail></p>', 'フォームが見つかりません'],
    [
      'a form without an address',
      '<form><input name=q><input type=submit value=検索></form>',
      'メールアドレスを入力する',
    ],
    ['a frame', '<frameset><frame src=form.html></frameset>', 'フレームの中'],
    ['a form inside a frame', '<iframe><form><input name=mail></form></iframe>', 'フレームの中'],
  ])('%s', (_name, html, words) => {
    const reading = readForm({ html, url: PAGE, charset: null, setsCookie: false })
    expect(reading).toMatchObject({ kind: 'no_form', reason: expect.stringContaining(words) })
  })

  it('says when the target is not known', () => {
    const { settings, notes } = read('<form action=a.cgi method=post><input name=mail></form>', { url: null })
    expect(settings.formUrl).toBe('')
    expect(notes.join()).toContain('送信先')
  })

  it('asks for the page where values change, and opens it by whichever list', () => {
    const html = '<form action=a method=post><input name=mail><input type=hidden name=plan value=12></form>'
    expect(read(html).settings.pageUrl).toBe('')
    const live = { setsCookie: true, url: `${PAGE}?plan=12&v=12` }
    expect(read(html, live).settings.pageUrl).toBe(`${PAGE}?plan={plan}&v=12`)
  })
})

describe('hostile pages of 256 kB', () => {
  it.each([
    ['nested blocks', '<div>'.repeat(51_000)],
    ['nested formatting', '<b>'.repeat(85_000)],
    ['nested cells', '<table><tr><td>'.repeat(17_000)],
    ['nested labels', `<form><input name=mail>${'<label for=a>'.repeat(19_000)}`],
    ['controls', `<form>${'<input name=mail>'.repeat(15_000)}`],
    ['forms', '<form></form>'.repeat(19_000)],
    ['a label far away', `<form>${'<i>x</i>'.repeat(30_000)}<input name=mail>`],
    ['attributes', `<form ${'a=1 '.repeat(60_000)}>`],
    ['words that look like addresses', `<form><input name="${'mail_'.repeat(50_000)}">`],
    [
      'many choices under everything',
      `<form>${`<div>${'<b>姓</b>'.repeat(20)}`.repeat(490)}${'<input type=checkbox name=c>'.repeat(300)}<input name=mail>`,
    ],
    ['a label without end', `<form><label>${'姓名氏名 '.repeat(20_000)}<input name=mail></label>`],
  ])('%s', (_name, html) => {
    const began = performance.now()
    readForm({ html: html.slice(0, 256_000), url: PAGE, charset: null, setsCookie: false })
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
