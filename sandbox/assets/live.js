// Keeps an open page up to date: when the sandbox tells of news, the page is fetched again and only the
// regions that changed are put in place, so that what a person is reading or typing stays where it is.
;(() => {
  const gatherMilliseconds = 200
  const live = document.body.dataset.live
  let waiting = null

  function stickToBottom() {
    for (const list of document.querySelectorAll('[data-stick="bottom"]')) list.scrollTop = list.scrollHeight
  }

  function replace(old, fresh) {
    const known = new Set([...old.querySelectorAll('[data-key]')].map((item) => item.dataset.key))
    const { scrollTop, scrollLeft, scrollHeight, clientHeight } = old
    const atBottom = scrollHeight - scrollTop - clientHeight < 40
    const region = document.importNode(fresh, true)
    old.replaceWith(region)
    for (const item of region.querySelectorAll('[data-key]')) {
      if (!known.has(item.dataset.key)) item.classList.add('arrived')
    }
    region.scrollLeft = scrollLeft
    region.scrollTop = region.dataset.stick === 'bottom' && atBottom ? region.scrollHeight : scrollTop
  }

  async function renew() {
    waiting = null
    const response = await fetch(location.href)
    if (!response.ok) return
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
    for (const region of fresh.querySelectorAll('[data-region]')) {
      const old = document.querySelector(`[data-region="${region.dataset.region}"]`)
      const same = old && !old.querySelector('.arrived') && old.isEqualNode(region)
      if (old && !same && !old.contains(document.activeElement)) replace(old, region)
    }
  }

  function renewSoon() {
    if (waiting === null) waiting = setTimeout(() => renew().catch(() => undefined), gatherMilliseconds)
  }

  if (live !== undefined) {
    const events = new EventSource('/sandbox/events')
    events.onmessage = ({ data }) => {
      if (live === '*' || live === data) renewSoon()
    }
    // After a restart of the sandbox the page may show what no longer exists.
    events.onopen = renewSoon
  }

  document.addEventListener('change', async ({ target }) => {
    const form = target.closest('[data-fault]')
    if (!form) return
    const fields = new FormData(form)
    const times = fields.get('times')
    await fetch(`/sandbox/api/faults/${form.dataset.fault}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        mode: fields.get('mode'),
        ...(times === '' ? {} : { times: Number(times) }),
        afterAccepting: fields.get('afterAccepting') === 'on',
      }),
    })
    target.blur()
    renewSoon()
  })

  document.addEventListener('click', async ({ target }) => {
    const copy = target.closest('[data-copy]')
    if (copy) {
      await navigator.clipboard.writeText(copy.dataset.copy)
      copy.classList.add('copied')
      setTimeout(() => copy.classList.remove('copied'), 1_200)
    }
    if (target.closest('[data-reset]') && confirm('届いたものをすべて消し、最初の状態に戻します。よろしいですか?')) {
      await fetch('/sandbox/api/reset', { method: 'POST' })
      renewSoon()
    }
  })

  // Nobody tells that the clock on the page has gone on by itself.
  if (document.querySelector('[data-region="clock"]')) setInterval(renewSoon, 30_000)

  stickToBottom()
  // On a phone the navigation is wider than the screen.
  document.querySelector('.place[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
})()
