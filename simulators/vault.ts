import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Incident, messageOf } from '../core/errors.js'

export interface Pem {
  certificate: string
  key: string
}

/** Where certificates and their keys are kept, by name. */
export interface Vault {
  read(name: string): Pem | undefined
  write(name: string, pem: Pem): Pem
}

const unusable = (what: string, where: string, received: string, next: string): Incident => new Incident('configuration', { what, where, received, next })

const START_AGAIN = 'supprimer ce dossier : le banc en créera un autre (le logiciel devra faire confiance à la nouvelle autorité)'

/** Name of the authority in a vault: the first thing written, without which the rest means nothing. */
export const AUTHORITY_FILE = 'autorite'

/** A folder of PEM files, `<name>.pem` and `<name>.key` (0600). A key is in place before its certificate appears. */
export function openVault(folder: string, now: () => Date): Vault {
  createFolder(folder)
  refuseHeadless(folder)
  const certificatePath = (name: string): string => join(folder, `${name}.pem`)
  const keyPath = (name: string): string => join(folder, `${name}.key`)
  return {
    read(name) {
      const [certificate, key] = [certificatePath(name), keyPath(name)]
      if (!existsSync(certificate) && !existsSync(key)) return undefined
      if (!existsSync(certificate)) throw unusable('Le dossier de la PKI de test est incomplet.', certificate, 'une clé sans son certificat', START_AGAIN)
      if (!existsSync(key)) throw unusable('Le dossier de la PKI de test est incomplet.', key, 'un certificat sans sa clé', START_AGAIN)
      closeToOthers(key)
      const pem = { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') }
      checkPair(pem, certificate, now())
      return pem
    },
    write(name, pem) {
      replaceFile(keyPath(name), pem.key, 0o600)
      replaceFile(certificatePath(name), pem.certificate, 0o644)
      return pem
    },
  }
}

/** A key that others can read is taken back; a folder of another account is left as its owner wants it. */
function closeToOthers(path: string): void {
  if (process.platform === 'win32' || (statSync(path).mode & 0o077) === 0) return
  try {
    chmodSync(path, 0o600)
  } catch (cause) {
    throw unusable(
      'Une clé de la PKI de test est lisible par d’autres comptes.',
      path,
      messageOf(cause),
      'retirer ces droits (chmod 600), ou donner un autre dossier',
    )
  }
}

function createFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!statSync(folder).isDirectory()) throw new Error('not a folder')
  } catch (cause) {
    throw unusable('Le dossier de la PKI de test ne peut pas être créé.', folder, messageOf(cause), 'donner un autre dossier, où ce compte peut écrire')
  }
}

/** Certificates without their authority: what is left of a folder that was cleaned by hand. */
function refuseHeadless(folder: string): void {
  const files = readdirSync(folder).filter((file) => file.endsWith('.pem') || file.endsWith('.key'))
  if (files.length === 0 || files.some((file) => file.startsWith(`${AUTHORITY_FILE}.`))) return
  throw unusable('Le dossier de la PKI de test est incomplet.', folder, `${files[0]!} sans l’autorité ${AUTHORITY_FILE}.pem`, START_AGAIN)
}

function checkPair({ certificate, key }: Pem, where: string, now: Date): void {
  const parsed = readPair(certificate, key, where)
  if (!parsed.holds) throw unusable('Un certificat de la PKI de test ne va pas avec sa clé.', where, 'une clé qui n’est pas la sienne', START_AGAIN)
  const { validTo } = parsed.certificate
  if (new Date(validTo) <= now) throw unusable('Un certificat de la PKI de test a expiré.', where, `expiré le ${new Date(validTo).toISOString()}`, START_AGAIN)
}

function readPair(certificate: string, key: string, where: string): { certificate: X509Certificate; holds: boolean } {
  try {
    const parsed = new X509Certificate(certificate)
    return { certificate: parsed, holds: parsed.checkPrivateKey(createPrivateKey(key)) }
  } catch (cause) {
    throw unusable('Un fichier de la PKI de test est illisible.', where, messageOf(cause), START_AGAIN)
  }
}

/** The file appears whole or not at all. */
function replaceFile(path: string, text: string, mode: number): void {
  const part = `${path}.${process.pid}.part`
  try {
    writeFileSync(part, text, { mode })
    renameSync(part, path)
  } catch (cause) {
    rmSync(part, { force: true })
    throw unusable('Un fichier de la PKI de test ne peut pas être écrit.', path, messageOf(cause), 'vérifier les droits du dossier et la place sur le disque')
  }
}
