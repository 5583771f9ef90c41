import { describe, expect, it } from 'vitest'
import { readForm } from './read-form.ts'

/** What each control is sent as: `name` → role. */
function rolesIn(html: string): Record<string, string> {
  const page = { html, url: 'https://shop.example/form.html', charset: null, setsCookie: false }
  const reading = readForm(page)
  if (reading.kind !== 'read') throw new Error(reading.reason)
  return Object.fromEntries(reading.settings.entries.map(({ name, role }) => [name, role]))
}

const inForm = (controls: string) => rolesIn(`<form action=a method=post>${controls}<input type=submit></form>`)

describe('words that are written in many ways', () => {
  it.each([
    ['お 名 前', 'fullName'],
    ['お　名　前（ 漢 字 ）', 'fullName'],
    ['フ リ ガ ナ', 'fullKana'],
    ['下のお名前', 'givenName'],
    ['ご担当者名', 'fullName'],
    ['お客様のお名前', 'fullName'],
    ['貴社名', 'fixed'],
    ['ご紹介者のお名前', 'fixed'],
  ])('a name: %s', (label, role) => {
    expect(inForm(`<p>メール<input name=m></p><p>${label}<input name=x></p>`)).toEqual({ m: 'email', x: role })
  })

  it.each(['Ｅ－ｍａｉｌ', 'メ－ルアドレス', 'メ ー ル', 'メアド', 'メルアド', 'Eメイル', 'ご連絡先アドレス'])(
    'an address: %s',
    (label) => {
      expect(inForm(`<p>${label}<input name=x></p><p>${label}（ 確 認 ）<input name=y></p>`)).toEqual({
        x: 'email',
        y: 'emailAgain',
      })
    },
  )
})

describe('where labels stand', () => {
  it('in pictures', () => {
    expect(inForm('<img alt=お名前><input name=a><br><img alt=メールアドレス><input name=b>')).toEqual({
      a: 'fullName',
      b: 'email',
    })
  })

  it('behind the boxes', () => {
    const rows = '<p><input name=a><i>姓</i></p><p><input name=b><i>名</i></p><p><input name=c><i>メール</i></p>'
    expect(inForm(rows)).toEqual({ a: 'familyName', b: 'givenName', c: 'email' })
  })

  it('in the boxes, until somebody types', () => {
    expect(inForm('<input name=a value=お名前><input name=b value=メールアドレス>')).toEqual({
      a: 'fullName',
      b: 'email',
    })
  })

  it('before remarks on how to type, in lines and cells of their own', () => {
    const remarks = `メールアドレス<br>※携帯のアドレスは登録できません<br>（半角英数）<br><input name=a>
      <table><tr><th>お名前<td>必須<td><input name=b></table>
      <fieldset><legend>メールアドレス</legend><label>確認<input name=c></label></fieldset>`
    expect(inForm(remarks)).toEqual({ a: 'email', b: 'fullName', c: 'emailAgain' })
  })

  it('over several rows', () => {
    const table = `<table><tr><th rowspan=2>お名前<td>姓<td><input name=a><tr><td>名<td><input name=b>
      <tr><th rowspan=2>フリガナ<td>姓<td><input name=c><tr><td>名<td><input name=d><tr><th>メール<td><input name=e></table>`
    expect(inForm(table)).toEqual({
      ...{ a: 'familyName', b: 'givenName', c: 'familyKana', d: 'givenKana', e: 'email' },
    })
  })

  it('over columns, in a head of the table', () => {
    const head = '<thead><tr><th>メール<th>姓<th>名</thead>'
    const table = `<table>${head}<tbody><tr><td><input name=a><td><input name=b><td><input name=c></table>`
    expect(inForm(table)).toEqual({ a: 'email', b: 'familyName', c: 'givenName' })
  })

  it('once for two boxes, but not for two boxes with labels of their own', () => {
    const pair = '<p>お名前<input name=q[0]><input name=q[1]></p><p>メール<input name=q[2]></p>'
    expect(inForm(pair)).toEqual({ 'q[0]': 'familyName', 'q[1]': 'givenName', 'q[2]': 'email' })
    const apart = '<p>メール<input name=a1></p><p>お名前<input name=a2></p><p>ニックネーム<input name=a3></p>'
    expect(inForm(apart)).toEqual({ a1: 'email', a2: 'fullName', a3: 'fixed' })
  })
})

describe('addresses', () => {
  it('at a phone are left alone beside another', () => {
    const boxes = ['携帯アドレス', '携帯アドレス（確認）', 'PCアドレス', 'PCアドレス（確認）']
    expect(inForm(boxes.map((label, index) => `<p>${label}<input name=x${index}></p>`).join(''))).toEqual({
      ...{ x0: 'fixed', x1: 'fixed', x2: 'email', x3: 'emailAgain' },
    })
    expect(inForm('<p>携帯メールアドレス<input name=a></p>')).toEqual({ a: 'email' })
    expect(inForm('<p>メール（携帯も可）<input name=a></p><p>メール2<input name=b></p>')).toMatchObject({ a: 'email' })
  })

  it('in two halves cannot be filled in', () => {
    expect(inForm('<p>メール</p><input name=mail>＠<input name=domain><p>メール<input name=m></p>')).toMatchObject({
      ...{ mail: 'ask', domain: 'ask' },
    })
    expect(inForm('<span>@</span><input name=a placeholder=メールアドレス>')).toEqual({ a: 'email' })
  })
})

describe('what must be filled in', () => {
  it.each([
    ['a picture', '<p>電話<img alt=必須><input name=x></p>'],
    ['a mark before the label, explained above', '<p>※印は必須項目です</p><p>※電話<input name=x></p>'],
    ['another mark', '<p><b>●</b>の項目は必ずご入力ください</p><p>●電話<input name=x></p>'],
    ['a class of the label', '<dl><dt class="label-required">電話<dd><input name=x></dl>'],
    ['a class inside the label', '<p>電話<span class=hissu></span><input name=x></p>'],
    ['a class around both', '<div class="input text required">電話<input name=x></div>'],
    ['a cell of its own', '<table><tr><th>電話<td>必須<td><input name=x></table>'],
  ])('by %s', (_name, row) => {
    expect(inForm(`<p>メール<input name=m></p>${row}`)).toMatchObject({ x: 'ask' })
  })

  it('in each of the boxes of a number, and one of many checkboxes', () => {
    const boxes = '電話(必須)<input name=a>-<input name=b>-<input name=c>'
    const checks =
      '職業(必須)<label><input type=checkbox name=d>会社員</label><label><input type=checkbox name=d>他</label>'
    expect(inForm(`<p>メール<input name=m></p><p>${boxes}</p><p>${checks}</p>`)).toMatchObject({
      ...{ a: 'ask', b: 'ask', c: 'ask', d: 'ask' },
    })
  })

  it.each(['電話(任意)', '電話 ※半角でご入力ください', '電話(必須ではありません)'])('not: %s', (label) => {
    expect(inForm(`<p>メール<input name=m></p><p>${label}<input name=x></p>`)).toMatchObject({ x: 'fixed' })
  })
})

describe('forms and lists', () => {
  it('a form that nobody sees gives way to one like it', () => {
    const form = (action: string) => `<form action=${action}>メール<input name=m></form>`
    const page = { html: `<div hidden>${form('old')}</div>${form('new')}`, url: 'https://shop.example/' }
    const reading = readForm({ ...page, charset: null, setsCookie: false })
    expect(reading).toMatchObject({ settings: { formUrl: 'https://shop.example/new' } })
  })

  it.each(['mailmaga_id', 'melmaga', 'maga', 'MailID', 'lid', 'mlist'])('the list in %s', (name) => {
    expect(inForm(`<p>メール<input name=m></p><input type=hidden name=${name} value=7>`)).toMatchObject({
      [name]: 'plan',
    })
  })

  it('how letters look is no list', () => {
    const choice = 'メルマガ種別<select name=s><option value=1 selected>パソコン版<option value=2>携帯版</select>'
    expect(inForm(`<p>メール<input name=m></p>${choice}`)).toEqual({ m: 'email', s: 'fixed' })
  })
})
