import { Then } from '@cucumber/cucumber'
import type { Banc } from './banc.js'
import { QUESTIONS } from './questions.js'

for (const [sentence, check] of Object.entries(QUESTIONS)) {
  Then(sentence, async function (this: Banc) {
    await this.demander(check)
  })
}
