import { Given, When } from '@cucumber/cucumber'
import type { Banc, Injection } from './banc.js'
import type { MomentMessagerie, Operation } from './parametres.js'

/** More than any reasonable software retries by itself. */
const EVERY_CALL = 20

Given('le téléservice {panne} à chaque {operation}', async function (this: Banc, injection: Injection, operation: Operation) {
  await this.injecter(operation, injection, EVERY_CALL)
})

Given('le téléservice {panne} à la prochaine {operation}', async function (this: Banc, injection: Injection, operation: Operation) {
  await this.injecter(operation, injection)
})

When('{int} minute(s) passe(nt)', async function (this: Banc, minutes: number) {
  await this.avancerHorloge(minutes * 60_000)
})

Given('la messagerie {panneMessagerie} {momentMessagerie}', async function (this: Banc, injection: Injection, { operation, nombre }: MomentMessagerie) {
  await this.injecter(operation, injection, nombre)
})
