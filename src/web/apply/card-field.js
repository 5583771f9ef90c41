// The only script of the public pages. Turns the card into a token in the browser, so that its number never reaches
// the shop's server, keeps a double click from sending a form twice, and moves the cursor to the first wrong field.
;(() => {
  const WAITING = '処理しています…'

  function guardAgainstDoubleClick(form) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) event.preventDefault()
      form.dataset.sent = 'yes'
    })
  }

  function showError(input, message) {
    const place = document.getElementById(`${input.id}-error`)
    place.textContent = message
    place.hidden = message === ''
    if (message === '') input.removeAttribute('aria-invalid')
    else input.setAttribute('aria-invalid', 'true')
  }

  // Accepts 12/30, 12/2030, 1230 and full-width digits.
  function readExpiry(typed) {
    const match = /^(0?[1-9]|1[0-2])\s*[/-]?\s*(\d{2}|20\d{2})$/.exec(typed.normalize('NFKC').trim())
    return match ? { expMonth: Number(match[1]), expYear: 2000 + (Number(match[2]) % 100) } : null
  }

  // Only what surely is none: the card would have to be typed again after the server's better look.
  function looksLikeEmail(input) {
    return /^\S+@\S+\.\S+$/.test(input.value.normalize('NFKC').trim())
  }

  function paysByTransfer(form) {
    return form.elements.cardToken === undefined || form.elements.method?.value === 'transfer'
  }

  function isMalformed(input, expiry) {
    const folded = (field) => field.value.normalize('NFKC').trim().toLowerCase()
    if (input.dataset.repeats) return folded(input) !== folded(document.getElementById(input.dataset.repeats))
    return (input.id === 'card-expiry' && expiry === null) || (input.type === 'email' && !looksLikeEmail(input))
  }

  /** Marks what is missing or malformed and returns whether all is well; the server looks again. */
  function checkFields(form, expiry) {
    const counts = (field) => !(paysByTransfer(form) && field.closest('.card-fields'))
    const asked = [...form.querySelectorAll('[data-missing], [data-none]')].filter(counts)
    for (const field of asked) {
      const { missing, malformed, none } = field.dataset
      if (none) showError(field, field.querySelector(':checked') ? '' : none)
      else showError(field, field.value.trim() === '' ? missing : isMalformed(field, expiry) ? malformed : '')
    }
    const wrong = asked.find((field) => field.hasAttribute('aria-invalid'))
    const place = wrong?.dataset.none ? wrong.querySelector('input') : wrong
    place?.focus()
    return wrong === undefined
  }

  async function tokenise(form, card) {
    const open = window[form.dataset.gateway]
    if (!open) {
      return {
        error: { message: '決済会社に接続できませんでした。ページを再読み込みして、もう一度お試しください。' },
      }
    }
    return open(form.dataset.publishableKey).createToken(card)
  }

  /** The field a refusal of the gateway belongs to. */
  function fieldOf(code) {
    if (code === 'invalid_expiry') return 'card-expiry'
    if (code === 'invalid_cvc') return 'card-cvc'
    return 'card-number'
  }

  function takeCard(form) {
    const button = form.querySelector('button[type="submit"]')
    const label = button.textContent
    const value = (id) => document.getElementById(id)?.value.normalize('NFKC').trim() ?? ''
    const rest = () => {
      button.disabled = false
      button.textContent = label
      for (const name of ['cardToken', 'cardBrand', 'cardLast4'])
        if (form.elements[name]) form.elements[name].value = ''
    }
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      if (button.disabled) return
      const expiry = readExpiry(value('card-expiry'))
      if (!checkFields(form, expiry)) return
      button.disabled = true
      button.textContent = WAITING
      if (paysByTransfer(form)) return form.submit()
      const card = { number: value('card-number'), cvc: value('card-cvc'), name: '', ...expiry }
      const result = await tokenise(form, card)
      if (result.error) {
        rest()
        const input = document.getElementById(fieldOf(result.error.code))
        showError(input, result.error.message)
        input.focus()
        return
      }
      form.elements.cardToken.value = result.token
      form.elements.cardBrand.value = result.card.brand
      form.elements.cardLast4.value = result.card.last4
      form.submit()
    })
    // The browser's Back shows the page as it was left: waiting, with a token that may have been used.
    window.addEventListener('pageshow', rest)
  }

  document.querySelector('[aria-invalid="true"]')?.focus()
  const application = document.getElementById('application')
  if (application) takeCard(application)
  for (const form of document.querySelectorAll('form[data-once]')) {
    guardAgainstDoubleClick(form)
    window.addEventListener('pageshow', () => delete form.dataset.sent)
  }
})()
