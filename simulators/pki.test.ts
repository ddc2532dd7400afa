import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Incident } from '../core/errors.js'
import { AUTHORITY_NAME, createPki, openPki, type Pki } from './pki.js'

const holder = { idNat: '899700000019', nom: 'GARNIER', prenom: 'Élodie', profession: '10' }

describe('a PKI in memory', () => {
  let pki: Pki
  beforeAll(async () => {
    pki = await createPki({ hosts: ['banc.exemple', '0.0.0.0'] })
  })

  it('has a root that is visibly ours', () => {
    const root = new X509Certificate(pki.authority)
    expect(root.subject).toBe(`C=FR\nO=preserie\nCN=${AUTHORITY_NAME}`)
    expect(root.ca).toBe(true)
    expect(root.verify(root.publicKey)).toBe(true)
  })

  it('issues a server certificate for localhost, both loopbacks and the names given', async () => {
    const server = new X509Certificate((await pki.server()).certificate)
    expect(server.checkHost('localhost')).toBe('localhost')
    expect(server.checkHost('banc.exemple')).toBe('banc.exemple')
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(server.checkIP('::1')).toBe('::1')
    expect(server.subjectAltName).not.toContain('0.0.0.0')
  })

  it('issues a CPS certificate whose CN is the national id, with the name and the title', async () => {
    const { certificate, key } = await pki.issueCps(holder)
    const parsed = new X509Certificate(certificate)
    expect(parsed.subject.split('\n')).toEqual(['C=FR', 'O=preserie', 'title=Médecin', 'SN=GARNIER', 'GN=Élodie', 'CN=899700000019'])
    expect(parsed.checkPrivateKey(createPrivateKey(key))).toBe(true)
    expect(parsed.checkIssued(new X509Certificate(pki.authority))).toBe(true)
    expect(parsed.ca).toBe(false)
  })

  it('issues a software certificate for TLS clients', async () => {
    const parsed = new X509Certificate((await pki.issueSoftware('INSI-MANU')).certificate)
    expect(parsed.subject).toContain('CN=INSI-MANU')
    expect(parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
  })

  it('gives the same certificate to the same request, even at the same time', async () => {
    const [one, other] = await Promise.all([pki.issueCps(holder), pki.issueCps(holder)])
    expect(one).toEqual(other)
    expect(await pki.issueCps({ ...holder, idNat: '899700000027' })).not.toEqual(one)
  })

  it('lasts one year', async () => {
    const { validFromDate, validToDate } = parseDates(pki.authority)
    expect(Math.round((validToDate.getTime() - validFromDate.getTime()) / 86_400_000)).toBe(365)
  })
})

const parseDates = (pem: string): { validFromDate: Date; validToDate: Date } => {
  const { validFrom, validTo } = new X509Certificate(pem)
  return { validFromDate: new Date(validFrom), validToDate: new Date(validTo) }
}

describe('a PKI in a folder', () => {
  const folders: string[] = []
  const folder = (): string => {
    folders.push(mkdtempSync(join(tmpdir(), 'preserie-pki-')))
    return folders.at(-1)!
  }
  afterAll(() => {
    folders.forEach((path) => rmSync(path, { recursive: true, force: true }))
  })

  it('is the same when it is opened again, with keys nobody else reads', async () => {
    const path = join(folder(), 'pki')
    const first = await openPki(path)
    const issued = await first.issueCps(holder)
    const again = await openPki(path)
    expect(again.authority).toBe(first.authority)
    expect(await again.issueCps(holder)).toEqual(issued)
    expect(statSync(join(path, 'autorite.key')).mode & 0o777).toBe(0o600)
    expect(readdirSync(path).filter((file) => file.endsWith('.part'))).toEqual([])
  })

  it('makes a new server certificate when a host name is added', async () => {
    const path = folder()
    const before = await (await openPki(path)).server()
    const after = await (await openPki(path, { hosts: ['banc.exemple'] })).server()
    expect(after).not.toEqual(before)
    expect(new X509Certificate(after.certificate).checkHost('banc.exemple')).toBe('banc.exemple')
  })

  const incidentOf = async (path: string, now?: () => Date): Promise<Incident> => {
    try {
      await openPki(path, now ? { now } : {})
    } catch (cause) {
      if (cause instanceof Incident) return cause
      throw cause
    }
    throw new Error('the folder was accepted')
  }

  it('is refused once it has expired', async () => {
    const path = folder()
    await openPki(path)
    const incident = await incidentOf(path, () => new Date(Date.now() + 366 * 86_400_000))
    expect(incident.attribution).toBe('configuration')
    expect(incident.diagnosis).toMatchObject({ what: 'Un certificat de la PKI de test a expiré.', where: join(path, 'autorite.pem') })
    expect(incident.diagnosis.next).toContain('supprimer ce dossier')
  })

  it.each([
    ['without its key', (path: string) => rmSync(join(path, 'autorite.key')), 'Le dossier de la PKI de test est incomplet.'],
    ['without its certificate', (path: string) => rmSync(join(path, 'autorite.pem')), 'Le dossier de la PKI de test est incomplet.'],
    ['cut', (path: string) => truncateSync(join(path, 'autorite.pem'), 200), 'Un fichier de la PKI de test est illisible.'],
  ])('is refused when its authority is %s', async (_how, damage, what) => {
    const path = folder()
    await openPki(path)
    damage(path)
    expect((await incidentOf(path)).diagnosis.what).toBe(what)
  })

  it('is refused when only leaves are left', async () => {
    const path = folder()
    await (await openPki(path)).issueSoftware('INSI-AUTO')
    rmSync(join(path, 'autorite.pem'))
    rmSync(join(path, 'autorite.key'))
    expect((await incidentOf(path)).diagnosis.received).toContain('sans l’autorité')
  })

  it('takes back the permissions of a key that became readable', async () => {
    const path = folder()
    await openPki(path)
    chmodSync(join(path, 'autorite.key'), 0o644)
    await openPki(path)
    expect(statSync(join(path, 'autorite.key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(path, 'autorite.key'), 'utf8')).toContain('BEGIN PRIVATE KEY')
  })
})
