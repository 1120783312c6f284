import { describe, expect, it } from 'vitest'
import { bareLatin } from '../../../src/asks/library/latin.ts'

describe('bareLatin', () => {
  it.each([
    ['कितना', 'kitna'],
    ['सरकारी', 'sarkaari'],
    ['बनवाने', 'banwane'],
    ['फीस', 'phees'],
    ['रोज', 'roz'],
    ['अचार', 'achaar'],
  ])('spells %s and "%s" alike', (devanagari, latin) => {
    expect(bareLatin(devanagari)).toBe(bareLatin(latin))
  })

  it('keeps words apart that sound different', () => {
    expect(bareLatin('माल')).not.toBe(bareLatin('मील'))
    expect(bareLatin('export')).not.toBe(bareLatin('import'))
  })
})
