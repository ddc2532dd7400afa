import { Then } from '@cucumber/cucumber'
import type { Banc } from './banc.js'
import { QUESTIONS } from './questions.js'

/** A question is asked to the letter: no character of it is that of a Cucumber expression. */
const literal = (sentence: string): string => sentence.replaceAll(/[\\/(){}]/g, String.raw`\$&`)

for (const [sentence, check] of Object.entries(QUESTIONS)) {
  Then(literal(sentence), async function (this: Banc) {
    await this.demander(check)
  })
}
