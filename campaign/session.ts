import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Capability, FacturationSequentielle } from '../core/pilotage.js'
import { PROJECT_ROOT } from '../core/project.js'
import { Incident } from '../core/errors.js'
import { ANY_PORTS, type MailPorts } from '../simulators/messagerie/service.js'
import { PSC_IN_V2 } from '../simulators/serve.js'
import type { HttpDriverOptions } from '../drivers/http.js'
import { compileSchema, readYaml } from '../schemas/yaml.js'

/** `preserie.yaml`, defaults filled in and paths resolved against the file's own folder. */
export interface SessionFile {
  path: string
  editor: string
  software: { name: string; version: string; idam: string }
  profiles: ('prescripteur' | 'officine')[]
  packageVersion: 'V2' | 'V3'
  contratCnda?: { date: string; version: 'V2' | 'V3' }
  packFolder: string
  authentication: 'CPS' | 'CERTIFICAT_LOGICIEL' | 'PSC'
  /** Address to which the login page of Pro Santé Connect sends the user back. */
  redirectUri?: string
  /** When WS_EP6 is expected in sequential mode. */
  sequentialBilling: FacturationSequentielle
  declined: Partial<Record<Capability, string>>
  driver: HttpDriverOptions & { kind: 'http' }
  listen: { host: string; name: string; port: number; certificatePort: number; tls: boolean; fixed: boolean; mail: { ports: MailPorts; implicit: boolean } }
  pkiFolder?: string
  seed: string
  virtualDate?: Date
  jobs: number
  results: string
}

interface Written {
  editeur: string
  logiciel: { nom: string; version: string; idam?: string }
  profils: ('prescripteur' | 'officine')[]
  paquet: 'V2' | 'V3'
  contrat_cnda?: { date: string; version: 'V2' | 'V3' }
  contrat?: string
  authentification?: 'CPS' | 'CERTIFICAT_LOGICIEL' | 'PSC'
  pro_sante_connect?: { adresse_retour?: string }
  facturation_sequentielle?: FacturationSequentielle
  capacites_declinees?: Partial<Record<Capability, string>>
  pilote: { type: 'http'; url: string; jeton?: string; commande?: string[]; dossier?: string; attente_demarrage?: number; attente_verbe?: number }
  ecoute?: { hote?: string; nom?: string; port?: number; port_certificat?: number; tls?: boolean; adresse_fixe?: boolean; messagerie?: Partial<MailPorts> & { securite?: 'starttls' | 'implicite' } }
  pki?: string
  graine?: string
  date_virtuelle?: string
  paralleles?: number
  resultats?: string
}

/** Authorisation number of the bench for software that has none yet: 12 characters, visibly ours. */
export const TEST_IDAM = 'SIM0PRESERIE'

const schema = compileSchema(JSON.parse(readFileSync(join(PROJECT_ROOT, 'schemas/session.schema.json'), 'utf8')) as object)

/** A pack is named (a folder of schemas/packs) or is a folder of its own. */
export const packFolderOf = (name: string, base: string): string =>
  /^[\w-]+$/.test(name) ? join(PROJECT_ROOT, 'schemas/packs', name) : isAbsolute(name) ? name : resolve(base, name)

/** Reads and checks a session file. */
export function readSession(path: string, environment: NodeJS.ProcessEnv = process.env): SessionFile {
  const { value } = readYaml<Written>(path, { schema, environment, next: 'corriger ce fichier ; docs/editeur/preserie.exemple.yaml montre toutes les clés' })
  if (value.authentification === 'PSC' && value.paquet === 'V2') throw new Incident('configuration', { ...PSC_IN_V2, where: `${path} : authentification` })
  const base = dirname(resolve(path))
  const { pilote, ecoute = {} } = value
  const host = ecoute.hote ?? '127.0.0.1'
  const packFolder = packFolderOf(value.contrat ?? 'public', base)
  return {
    path: resolve(path),
    editor: value.editeur,
    software: { name: value.logiciel.nom, version: value.logiciel.version, idam: value.logiciel.idam ?? TEST_IDAM },
    profiles: value.profils,
    packageVersion: value.paquet,
    ...(value.contrat_cnda === undefined ? {} : { contratCnda: value.contrat_cnda }),
    packFolder,
    authentication: value.authentification ?? 'CPS',
    ...(value.pro_sante_connect?.adresse_retour === undefined ? {} : { redirectUri: value.pro_sante_connect.adresse_retour }),
    sequentialBilling: value.facturation_sequentielle ?? 'apresArl',
    declined: value.capacites_declinees ?? {},
    driver: {
      kind: pilote.type,
      ...(pilote.url === 'annoncee' ? {} : { url: pilote.url.replace(/\/$/, '') }),
      ...(pilote.jeton === undefined ? {} : { token: pilote.jeton }),
      ...(pilote.commande === undefined ? {} : { command: pilote.commande }),
      folder: resolve(base, pilote.dossier ?? '.'),
      contract: packFolder,
      startTimeout: (pilote.attente_demarrage ?? 30) * 1000,
      verbTimeout: (pilote.attente_verbe ?? 30) * 1000,
    },
    listen: {
      host,
      name: ecoute.nom ?? host,
      port: ecoute.port ?? 0,
      certificatePort: ecoute.port_certificat ?? 0,
      tls: ecoute.tls ?? true,
      fixed: ecoute.adresse_fixe ?? false,
      mail: mailOf(ecoute.messagerie),
    },
    ...(value.pki === undefined ? {} : { pkiFolder: resolve(base, value.pki) }),
    seed: value.graine ?? 'preserie',
    ...(value.date_virtuelle === undefined ? {} : { virtualDate: new Date(value.date_virtuelle) }),
    jobs: value.paralleles ?? 1,
    results: value.resultats === undefined ? resolve('reports/out') : resolve(base, value.resultats),
  }
}

function mailOf({ securite = 'starttls', ...ports }: NonNullable<NonNullable<Written['ecoute']>['messagerie']> = {}): SessionFile['listen']['mail'] {
  return { ports: { ...ANY_PORTS, ...ports }, implicit: securite === 'implicite' }
}
