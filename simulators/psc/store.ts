import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { VirtualClock } from '../../core/clock.js'

/** Members of the provider's payloads that are instants, in seconds of the wall clock when the provider reads or writes them. */
const INSTANTS = ['iat', 'exp', 'iiat', 'loginTs', 'authTime'] as const

const shiftOf = (clock: VirtualClock): number => Math.round(clock.offset / 1000)

/** The same instants on the scenario's clock (`+1`), or back on the wall clock (`-1`). */
function shifted(payload: AdapterPayload, clock: VirtualClock, direction: 1 | -1): AdapterPayload {
  const instants = INSTANTS.flatMap((name) => (typeof payload[name] === 'number' ? [[name, payload[name] + direction * shiftOf(clock)]] : []))
  return { ...payload, ...Object.fromEntries(instants) } as AdapterPayload
}

export const toVirtual = (seconds: number, clock: VirtualClock): number => seconds + shiftOf(clock)

/**
 * Memory of one provider. The provider only knows the wall clock; what it stores is kept on the scenario's clock and given back on
 * the wall clock of that moment, so that a token expires when the scenario's time has passed, however it passed.
 */
export class Store {
  readonly #kept = new Map<string, AdapterPayload>()

  constructor(private readonly clock: VirtualClock) {}

  adapter(model: string): Adapter {
    const key = (id: string): string => `${model}:${id}`
    const read = (payload: AdapterPayload | undefined): AdapterPayload | undefined => payload && shifted(payload, this.clock, -1)
    const first = (holds: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      read([...this.#kept].find(([name, payload]) => name.startsWith(`${model}:`) && holds(payload))?.[1])
    return {
      upsert: async (id, payload) => void this.#kept.set(key(id), shifted(payload, this.clock, 1)),
      find: async (id) => read(this.#kept.get(key(id))),
      findByUid: async (uid) => first((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => first((payload) => payload.userCode === userCode),
      consume: async (id) => {
        const payload = this.#kept.get(key(id))
        if (payload) payload.consumed = Math.floor(this.clock.now().getTime() / 1000)
      },
      destroy: async (id) => void this.#kept.delete(key(id)),
      revokeByGrantId: async (grantId) => this.revoke(grantId),
    }
  }

  /** Everything that a grant gave rise to, and the grant itself. */
  revoke(grantId: string): void {
    for (const [name, payload] of this.#kept) if (payload.grantId === grantId || name === `Grant:${grantId}`) this.#kept.delete(name)
  }

  /** Ends everything of a person: the logout of Pro Santé Connect. Returns how many things were still there. */
  endAll(accountId: string): number {
    const owned = [...this.#kept].filter(([, payload]) => payload.accountId === accountId).map(([name]) => name)
    for (const name of owned) this.#kept.delete(name)
    return owned.length
  }

  /** Makes something expire now. */
  expire(model: string, id: string): void {
    const payload = this.#kept.get(`${model}:${id}`)
    // Past by more than what rounding to whole seconds may give back.
    if (payload) payload.exp = Math.floor(this.clock.now().getTime() / 1000) - 2
  }

  /** A live thing as it is kept, on the scenario's clock. */
  live(model: string, id: string): AdapterPayload | undefined {
    const payload = this.#kept.get(`${model}:${id}`)
    return payload && (payload.exp ?? Infinity) > this.clock.now().getTime() / 1000 ? payload : undefined
  }
}
