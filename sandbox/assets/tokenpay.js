// Turns a card into a token inside the customer's browser, so that the shop's server never sees the number.
;(() => {
  const script = document.currentScript
  const home = script ? new URL(script.src).origin : location.origin

  async function createToken(apiBase, publishableKey, card) {
    try {
      const response = await fetch(`${apiBase}/gateway/v1/tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          publishable_key: publishableKey,
          card: {
            number: String(card.number ?? ''),
            exp_month: Number(card.expMonth),
            exp_year: Number(card.expYear),
            cvc: String(card.cvc ?? ''),
            name: String(card.name ?? ''),
          },
        }),
      })
      const answer = await response.json()
      if (!response.ok) return { error: answer.error }
      const { brand, last4, exp_month: expMonth, exp_year: expYear } = answer.card
      return { token: answer.token, card: { brand, last4, expMonth, expYear } }
    } catch {
      return {
        error: { code: 'network', message: '決済会社と通信できませんでした。しばらくしてからもう一度お試しください。' },
      }
    }
  }

  window.TokenPay = (publishableKey, { apiBase = home } = {}) => ({
    createToken: (card) => createToken(apiBase.replace(/\/$/, ''), publishableKey, card),
  })
})()
