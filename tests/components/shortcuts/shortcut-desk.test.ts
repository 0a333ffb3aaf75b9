import { beforeEach, describe, expect, it } from "vitest";
import { type KeyPlace, type Scope, type Shortcut, ShortcutDesk } from "../../../components/shortcuts/shortcut-desk.ts";

const NOWHERE: KeyPlace = { isTyping: false, isInDialog: false, isOnControl: false, isInTable: false };

let ran: string[];
let place: KeyPlace;
let hotkeys: Record<string, string>;
let desk: ShortcutDesk;
let at: number;

beforeEach(() => {
  ran = [];
  place = NOWHERE;
  hotkeys = {};
  at = 0;
  desk = new ShortcutDesk({ placeOf: () => place, override: (id) => hotkeys[id] });
});

const make = (keys: string, scope: Scope = "global", more: Partial<Shortcut> = {}): Shortcut => ({
  id: `${scope} ${keys}`,
  keys,
  scope,
  label: keys,
  run: () => ran.push(`${scope} ${keys}`),
  ...more,
});

type Held = { readonly Control?: boolean; readonly Shift?: boolean; readonly repeat?: boolean; readonly wait?: number };

function press(key: string, { Control = false, Shift = false, repeat = false, wait = 10 }: Held = {}): boolean {
  at += wait;
  let isPrevented = false;
  const held: Record<string, boolean> = { Control, Shift };
  const event = {
    key,
    code: key === ">" ? "Period" : `Key${key.toUpperCase()}`,
    repeat,
    timeStamp: at,
    ctrlKey: Control,
    metaKey: false,
    shiftKey: Shift,
    altKey: false,
    defaultPrevented: false,
    isComposing: false,
    getModifierState: (name: string) => held[name] ?? false,
    preventDefault: () => {
      isPrevented = true;
    },
  };
  desk.handle(event as unknown as KeyboardEvent);
  return isPrevented;
}

it("runs what the press means and leaves the rest to the browser", () => {
  desk.register([make("$mod+k"), make("b", "trade")]);
  expect([press("k", { Control: true }), press("b"), press("k"), press("q")]).toEqual([true, true, false, false]);
  expect(ran).toEqual(["global $mod+k", "trade b"]);
});

it("matches a sign by its place when Shift writes another one", () => {
  desk.register([make("$mod+Shift+Period")]);
  press(">", { Control: true, Shift: true });
  expect(ran).toEqual(["global $mod+Shift+Period"]);
});

it("ignores a key that is held down", () => {
  desk.register([make("b")]);
  press("b", { repeat: true });
  expect(ran).toEqual([]);
});

describe("while somebody types, or a dialog is open", () => {
  it.each([{ isTyping: true }, { isInDialog: true }])("runs only what works there: %o", (where) => {
    place = { ...NOWHERE, ...where };
    desk.register([make("b"), make("$mod+k", "global", { worksInInputs: true })]);
    press("b");
    press("k", { Control: true });
    expect(ran).toEqual(["global $mod+k"]);
  });
});

it("leaves Enter to the button under it", () => {
  desk.register([make("Enter", "staged")]);
  place = { ...NOWHERE, isOnControl: true };
  press("Enter");
  expect(ran).toEqual([]);
  place = NOWHERE;
  press("Enter");
  expect(ran).toEqual(["staged Enter"]);
});

it("gives a key to the narrowest scope, and of equals to the newest", () => {
  desk.register([make("x", "staged"), make("x", "trade"), make("x"), make("y", "trade")]);
  desk.register([{ ...make("y", "trade"), id: "newer", run: () => ran.push("newer") }]);
  press("x");
  press("y");
  expect(ran).toEqual(["staged x", "newer"]);
});

it("runs a table's keys only in a table", () => {
  desk.register([make("j", "table")]);
  press("j");
  place = { ...NOWHERE, isInTable: true };
  press("j");
  expect(ran).toEqual(["table j"]);
});

describe("a sequence", () => {
  it("never lets its second letter mean what it means alone", () => {
    desk.register([make("g s"), make("s", "trade"), make("x", "trade")]);
    press("g");
    press("s");
    press("g");
    press("x");
    expect(ran).toEqual(["global g s"]);
    press("s");
    expect(ran).toEqual(["global g s", "trade s"]);
  });

  it("is forgotten after a while", () => {
    desk.register([make("g s"), make("s", "trade")]);
    press("g");
    press("s", { wait: 5_000 });
    expect(ran).toEqual(["trade s"]);
  });
});

it("follows the person's own keys and takes an empty text for none", () => {
  desk.register([make("b"), make("c")]);
  hotkeys = { "global b": "n", "global c": "" };
  for (const key of ["b", "n", "c"]) press(key);
  expect(ran).toEqual(["global b"]);
});

it("forgets what is no longer on the page", () => {
  const leave = desk.register([make("b")]);
  leave();
  press("b");
  expect([ran, desk.list()]).toEqual([[], []]);
});
