import { expect, test } from 'vitest'
import { readSubject } from './courrier.js'

test('the subject of a lot is read, with its version or without it', () => {
  const read = { emetteur: '00000990023012', date: '20261124101500', nombre: 3 }
  expect(readSubject('IR100500/00000990023012/2026112410150000004/00003')).toEqual(read)
  expect(readSubject('IR/00000990023012/2026112410150000004/00003')).toEqual(read)
})

test.each(['IR1005/00000990023012/2026112410150000004/00003', 'IR/990023012/2026112410150000004/00003', 'FSE/00000990023012/2026112410150000004/00003', ''])('%s has another form', (text) =>
  expect(readSubject(text)).toBeUndefined(),
)
