import { dirname } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { startApplication } from './application.js'
import { DEFECTS, isDefectName, type Defect } from './defects/index.js'
import { dataFile } from './pilotage.js'

interface Arguments {
  port: number
  hote: string
  contrat: string
  defaut?: Defect
  listeDefauts?: boolean
  tousLesDefauts?: boolean
  jeton?: string
  delai: number
  lie?: boolean
  numeros?: string
}

const wholeNumber = (highest: number) => (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > highest) throw new InvalidArgumentError(`Un entier de 0 à ${highest} est attendu.`)
  return value
}

function defectNamed(name: string): Defect {
  if (!isDefectName(name)) throw new InvalidArgumentError(`Défaut inconnu. Défauts : ${Object.keys(DEFECTS).join(', ')}.`)
  return DEFECTS[name]
}

const command = new Command('lps-temoin')
  .description('Logiciel de référence de preserie : prescripteur et officine, piloté par HTTP ou utilisé dans un navigateur.')
  .option('--port <numero>', 'port d’écoute ; 0 : un port libre', wholeNumber(65535), 0)
  .option('--hote <adresse>', 'adresse d’écoute', '127.0.0.1')
  .option('--contrat <dossier>', 'dossier du contrat d’échange ; sans elle, celui que le banc nomme dans PRESERIE_CONTRAT', process.env['PRESERIE_CONTRAT'] ?? dirname(dataFile('schemas/packs/public/pack.yaml')))
  .option('--defaut <nom>', 'joue un logiciel volontairement fautif', defectNamed)
  .addOption(new Option('--tous-les-defauts', 'joue chaque logiciel fautif dans ce même processus, à l’adresse annoncée suivie de son nom').conflicts('defaut'))
  .option('--liste-defauts', 'affiche les défauts en JSON, avec les constats attendus, puis s’arrête')
  .option('--jeton <texte>', 'jeton exigé par le pilotage et par les pages')
  .option('--delai <millisecondes>', 'attente maximale d’un téléservice', wholeNumber(600_000), 10_000)
  .option('--numeros <fichier>', 'garde le dernier numéro de facture, pour qu’aucun ne serve deux fois')
  .option('--lie', 's’arrête quand l’entrée standard se ferme')
  .helpOption('--help', 'affiche cette aide')
  .addHelpText('after', '\nExemple : lps-temoin --port 4310 --defaut message-id-rejoue')

/** The faults as the bench reads them: it starts this software and imports nothing of it. */
const listed = Object.values<Defect>(DEFECTS).map(({ name, title, profile, versions = ['V3'], teleservice, authentification, expected }) => ({
  name,
  title,
  profile,
  versions,
  teleservice,
  authentification,
  together: true,
  expected,
}))

async function run({ defaut, listeDefauts, tousLesDefauts, delai, lie, ...options }: Arguments): Promise<void> {
  if (listeDefauts) {
    console.log(JSON.stringify(listed, null, 2))
    return
  }
  const application = await startApplication({ ...options, defect: defaut, timeout: delai, ...(tousLesDefauts ? { defects: DEFECTS } : {}) })
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void application.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop).once('SIGINT', stop)
  if (lie) process.stdin.resume().once('end', stop).once('error', stop)
  if (defaut) console.log(`DEFAUT ${defaut.name} : ${defaut.title}`)
  console.log(`PAGES ${application.pages}`)
  console.log(`PILOTAGE ${tousLesDefauts ? application.defauts : application.pilotage}`)
}

run(command.parse().opts<Arguments>()).catch((cause: unknown) => {
  console.error(`Le logiciel de référence n’a pas pu démarrer : ${cause instanceof Error ? cause.message : String(cause)}`)
  process.exit(3)
})
