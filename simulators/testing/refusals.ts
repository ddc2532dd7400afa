import { Refusal } from '../../core/errors.js'

/** Code with which the simulator refuses; « accepté » when it does not. */
export function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return refusal.detail.code
  }
  return 'accepté'
}
