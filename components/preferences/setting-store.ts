/** The world around the store, so that a test needs neither browser nor desk. */
export type SettingDoors = {
  /** Null where nothing can be kept. */
  readonly storage: (Pick<Storage, "getItem" | "setItem"> & { readonly keys: () => readonly string[] }) | null;
  readonly load: () => Promise<Readonly<Record<string, unknown>>>;
  /** False when the desk refused it for good; throws when nobody knows. */
  readonly save: (name: string, value: unknown) => Promise<boolean>;
  readonly after: (ms: number, action: () => void) => () => void;
};

type Kept = { readonly value: unknown; readonly isUnsent: boolean };

const SAVE_MS = 800;
const RETRY_MS = 10_000;

/**
 * A person's named values: at once in this browser, soon after on the desk, from where their other browsers take them. What
 * was changed here and did not reach the desk yet wins over what the desk says.
 */
export class SettingStore {
  readonly #doors: SettingDoors;
  readonly #listeners = new Set<() => void>();
  readonly #kept = new Map<string, Kept | null>();
  #user: string | null = null;
  #cancelSave: (() => void) | null = null;
  #isSaving = false;

  constructor(doors: SettingDoors) {
    this.#doors = doors;
  }

  /** Whose values these are; those of somebody else before are forgotten. */
  open(user: string): void {
    if (this.#user === user) return;
    this.#user = user;
    this.#kept.clear();
    const prefix = this.#keyOf("");
    for (const key of this.#doors.storage?.keys() ?? []) {
      if (key.startsWith(prefix)) this.read(key.slice(prefix.length));
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until it is written again; undefined for a value that nobody wrote. */
  read(name: string): unknown {
    let kept = this.#kept.get(name);
    if (kept === undefined) {
      kept = this.#recall(name);
      this.#kept.set(name, kept);
    }
    return kept?.value;
  }

  write(name: string, value: unknown): void {
    if (this.#user === null) return;
    this.#keep(name, { value, isUnsent: true });
    this.#tell();
    this.#saveIn(SAVE_MS);
  }

  /** Takes what the desk has, and gives it what it has not. */
  async synchronise(): Promise<void> {
    const user = this.#user;
    const values = await this.#doors.load();
    if (user === null || user !== this.#user) return;
    let hasChanged = false;
    for (const [name, value] of Object.entries(values)) {
      this.read(name);
      const kept = this.#kept.get(name) ?? null;
      if (kept?.isUnsent === true || JSON.stringify(kept?.value) === JSON.stringify(value)) continue;
      this.#keep(name, { value, isUnsent: false });
      hasChanged = true;
    }
    if (hasChanged) this.#tell();
    if (this.#unsent().length > 0) this.#saveIn(0);
  }

  /** Another tab of this browser wrote under this key. */
  heard(key: string | null): void {
    const prefix = this.#keyOf("");
    if (key === null || !key.startsWith(prefix)) return;
    this.#kept.delete(key.slice(prefix.length));
    this.#tell();
  }

  /** Sends what waits now: the page may be about to go. */
  async flush(): Promise<void> {
    if (this.#isSaving || this.#user === null) return;
    this.#cancelSave?.();
    this.#cancelSave = null;
    this.#isSaving = true;
    try {
      for (const name of this.#unsent()) await this.#send(name);
    } catch {
      this.#saveIn(RETRY_MS);
    } finally {
      this.#isSaving = false;
    }
    if (this.#cancelSave === null && this.#unsent().length > 0) this.#saveIn(SAVE_MS);
  }

  async #send(name: string): Promise<void> {
    const user = this.#user;
    const before = this.#kept.get(name);
    await this.#doors.save(name, before?.value);
    // Refused for good or kept: either way there is nothing more to send, unless it was written again meanwhile.
    if (before != null && this.#user === user && this.#kept.get(name) === before) {
      this.#keep(name, { value: before.value, isUnsent: false });
    }
  }

  #unsent(): string[] {
    return [...this.#kept].filter(([, kept]) => kept?.isUnsent === true).map(([name]) => name);
  }

  #saveIn(ms: number): void {
    this.#cancelSave?.();
    this.#cancelSave = this.#doors.after(ms, () => void this.flush());
  }

  #keyOf(name: string): string {
    return `tradewind:${this.#user}:${name}`;
  }

  #keep(name: string, kept: Kept): void {
    this.#kept.set(name, kept);
    try {
      this.#doors.storage?.setItem(this.#keyOf(name), JSON.stringify(kept));
    } catch {
      // A full or forbidden storage costs the first paint its look, nothing else.
    }
  }

  #recall(name: string): Kept | null {
    if (this.#user === null) return null;
    try {
      const text = this.#doors.storage?.getItem(this.#keyOf(name)) ?? null;
      if (text === null) return null;
      const { value, isUnsent } = JSON.parse(text) as Kept;
      return value === undefined ? null : { value, isUnsent: isUnsent === true };
    } catch {
      return null;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
