import { matchKeyBindingPress, parseKeybinding } from "tinykeys";

/** `page` on one page; `staged` while an order is being prepared; `table` while the focus is in a grid. The narrower scope wins a key. */
export type Scope = "global" | "page" | "trade" | "staged" | "table";

export type Shortcut = {
  /** Stable: under it a person gives it other keys. */
  readonly id: string;
  /** As tinykeys writes them: `$mod+k`, `g t`, `Shift+?`. Empty for none. */
  readonly keys: string;
  readonly scope: Scope;
  readonly label: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Also while somebody types. Only for presses that write nothing. */
  readonly worksInInputs?: boolean;
};

/** Where a key was pressed. */
export type KeyPlace = {
  readonly isTyping: boolean;
  /** Inside a dialog, menu or list that has keys of its own. */
  readonly isInDialog: boolean;
  /** On something that Enter and Space activate. */
  readonly isOnControl: boolean;
  readonly isInTable: boolean;
};

type ShortcutDoors = {
  readonly placeOf: (event: KeyboardEvent) => KeyPlace;
  /** The keys that the person gave this shortcut; undefined for the built-in ones. */
  readonly override: (id: string) => string | undefined;
};

const SEQUENCE_MS_MAX = 1_200;
const NARROW: Record<Scope, number> = { global: 0, page: 1, trade: 1, table: 2, staged: 3 };
const ACTIVATES: ReadonlySet<string> = new Set(["Enter", " "]);
const MODIFIERS: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph"]);

/** Hands each press to the one shortcut that is meant. */
export class ShortcutDesk {
  readonly #doors: ShortcutDoors;
  readonly #listeners = new Set<() => void>();
  #shortcuts: readonly Shortcut[] = [];
  /** How many presses of a sequence have been made, by shortcut. */
  #progress = new Map<Shortcut, number>();
  #pressedAt = 0;

  constructor(doors: ShortcutDoors) {
    this.#doors = doors;
  }

  /** In force until the returned function is called. */
  register(shortcuts: readonly Shortcut[]): () => void {
    this.#shortcuts = [...this.#shortcuts, ...shortcuts];
    this.#tell();
    return () => {
      this.#shortcuts = this.#shortcuts.filter((shortcut) => !shortcuts.includes(shortcut));
      this.#tell();
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is in force now; the same array until that changes. */
  readonly list = (): readonly Shortcut[] => this.#shortcuts;

  keysOf({ id, keys }: Pick<Shortcut, "id" | "keys">): string {
    return this.#doors.override(id) ?? keys;
  }

  handle(event: KeyboardEvent): void {
    if (event.repeat || event.defaultPrevented || event.isComposing || MODIFIERS.has(event.key)) return;
    const place = this.#doors.placeOf(event);
    const isSequenceOpen = this.#progress.size > 0 && event.timeStamp - this.#pressedAt <= SEQUENCE_MS_MAX;
    const before = isSequenceOpen ? this.#progress : new Map<Shortcut, number>();
    this.#progress = new Map();
    this.#pressedAt = event.timeStamp;
    const complete: { shortcut: Shortcut; presses: number }[] = [];
    for (const shortcut of this.#shortcuts) {
      const keys = this.keysOf(shortcut);
      if (keys === "" || !isMeant(shortcut, place, event)) continue;
      const presses = parseKeybinding(keys);
      const made = before.get(shortcut) ?? 0;
      // In the middle of a sequence a letter never means what it means alone: `G S` must not sell.
      if (isSequenceOpen && made === 0) continue;
      const press = presses[made];
      if (press === undefined || !matchKeyBindingPress(event, press)) continue;
      if (made + 1 === presses.length) complete.push({ shortcut, presses: presses.length });
      else this.#progress.set(shortcut, made + 1);
    }
    const [meant] = complete.reverse().sort((a, b) => NARROW[b.shortcut.scope] - NARROW[a.shortcut.scope]);
    if (meant === undefined) return;
    this.#progress = new Map();
    event.preventDefault();
    meant.shortcut.run(event);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isMeant({ scope, worksInInputs }: Shortcut, place: KeyPlace, event: KeyboardEvent): boolean {
  if ((place.isTyping || place.isInDialog) && worksInInputs !== true) return false;
  if (place.isOnControl && ACTIVATES.has(event.key) && !event.ctrlKey && !event.metaKey) return false;
  return scope !== "table" || place.isInTable;
}
