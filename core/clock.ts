export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** A scenario's own time: it starts at the session's virtual date, runs at the speed of the wall clock and can be moved forward. */
export class VirtualClock {
  #offset: number

  /** @param start virtual date at which the clock starts; without it the clock is the wall clock. */
  constructor(
    start?: Date,
    private readonly wall: () => number = Date.now,
  ) {
    this.#offset = start ? start.getTime() - wall() : 0
  }

  now(): Date {
    return new Date(this.wall() + this.#offset)
  }

  /** Moves forward by a number of milliseconds; time never goes back, as no real service's clock does. */
  advance(milliseconds: number): void {
    if (milliseconds < 0) throw new RangeError('a virtual clock only moves forward')
    this.#offset += milliseconds
  }

  /** Shift from the wall clock, in milliseconds: what the journal keeps of a move. */
  get offset(): number {
    return this.#offset
  }
}

/** Name of a folder made at a date, `YYYYMMDD-HHMMSS` in UTC: sorts by age. */
export const folderStamp = (date: Date): string => date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
