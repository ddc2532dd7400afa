import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { invoiceNumbers } from './installation.js'

it('never gives an invoice number twice, even after a restart', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'numeros-')), 'facture.txt')
  const first = invoiceNumbers(file)
  const numbers = [first(), first(), invoiceNumbers(file)()]
  expect(new Set(numbers).size).toBe(3)
  expect(numbers.every((number) => /^\d{9}$/.test(number))).toBe(true)
  expect(numbers.toSorted()).toEqual(numbers)
})
