import type { Request } from 'express'
import { erreur, type Message } from '../model.js'
import { ShapeProblem, type PilotageShapes } from '../pilotage.js'
import type { FormValues } from './prescripteur.js'

export const formOf = (request: Request): FormValues => (request.body ?? {}) as FormValues

/** What the pilotage contract has against a value read from a form. */
export function shapeProblem(shapes: PilotageShapes, schema: string, value: unknown): Message[] | undefined {
  try {
    shapes.check(schema, value)
    return undefined
  } catch (cause) {
    if (cause instanceof ShapeProblem) return [erreur(`Saisie incomplète ou mal formée : ${cause.message.replace(/^[^:]*: /, '')}`)]
    throw cause
  }
}
