/** A command lives a minute at most: then what nobody answered has happened, or never will. */
const UNKNOWN_MS = 120_000;

type Asked = { readonly key: string; readonly askedAt: number };

/**
 * The key under which something is asked for, the same again while nobody knows whether the desk has done it: who presses
 * once more after a broken connection does not pay twice.
 */
export class WishKeys {
  readonly #unsettled = new Map<string, Asked>();
  readonly #doors: { readonly now: () => number; readonly makeKey: () => string };

  constructor(doors: { readonly now: () => number; readonly makeKey: () => string }) {
    this.#doors = doors;
  }

  keyFor(wish: string): string {
    const askedAt = this.#doors.now();
    const known = this.#unsettled.get(wish);
    const isOpen = known !== undefined && askedAt - known.askedAt < UNKNOWN_MS;
    const key = isOpen ? known.key : this.#doors.makeKey();
    this.#unsettled.set(wish, { key, askedAt });
    return key;
  }

  /** It is known what became of it: the same wish is a new one from now on. */
  settle(wish: string): void {
    this.#unsettled.delete(wish);
  }
}
