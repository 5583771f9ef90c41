import { describe, expect, it } from 'vitest'
import { deliverySearch, letterSearch, listSearch, loginSearch, returnedMailSearch } from './list-search.ts'

describe('what the address says of a list', () => {
  it('keeps what it knows and drops the rest', () => {
    expect(listSearch({ q: '山田', state: 'completed', page: 3 })).toEqual({ q: '山田', state: 'completed' })
    expect(listSearch({ q: '', state: null })).toEqual({})
  })

  it('takes a number as the text that was searched for', () => {
    expect(listSearch({ q: 1042 })).toEqual({ q: '1042' })
  })

  it('takes only days and ids of the right shape', () => {
    expect(deliverySearch({ from: '2026-11-23', to: 'tomorrow', open: 7 })).toEqual({ from: '2026-11-23', open: 7 })
    expect(letterSearch({ open: 7 })).toEqual({})
    expect(letterSearch({ open: '7' })).toEqual({})
    expect(letterSearch({ open: 'N7' })).toEqual({ open: 'N7' })
    expect(returnedMailSearch({ state: 'all', kind: '', open: 7 })).toEqual({ state: 'all', open: 7 })
    expect(returnedMailSearch({ open: 'L7' })).toEqual({})
  })

  it('leads after the login only to pages of the admin', () => {
    expect(loginSearch({ from: '/customers?q=a' })).toEqual({ from: '/customers?q=a' })
    for (const from of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 5])
      expect(loginSearch({ from })).toEqual({})
  })
})
