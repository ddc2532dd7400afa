import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { encryptFor, type Chiffrement } from './smime.js'
import { createAuthority } from './testing/identities.js'

it.each(['aes-256-cbc', 'aes-128-cbc', 'des-ede3-cbc'] as Chiffrement[])('makes an envelope that OpenSSL opens: %s', async (algorithm) => {
  const { certificat, clePrivee } = await (await createAuthority('CN=CAISSE')).issue('CN=01631@631.01.rss.fr')
  const folder = mkdtempSync(join(tmpdir(), 'smime-'))
  const file = (name: string, bytes: string | Uint8Array): string => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const content = 'Content-Type: application/EDI-consent\r\n\r\nMDAw\r\n'
  const options = ['-inform', 'DER', '-in', file('lot.p7m', encryptFor(certificat, Buffer.from(content), algorithm)), '-inkey', file('cle.pem', clePrivee), '-recip', file('certificat.pem', certificat)]
  expect(execFileSync('openssl', ['cms', '-decrypt', '-binary', ...options]).toString('latin1')).toBe(content)
})
