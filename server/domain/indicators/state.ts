import { InvariantError } from "../errors/invariant.ts";

type SavedValue = number | null | boolean | readonly (number | null)[] | SavedState;
/** Plain JSON: what {@link Stateful.save} gives and {@link Stateful.restore} takes. A null stands for NaN, which JSON lacks. */
export type SavedState = { readonly [field: string]: SavedValue };

type Fields = Record<string, unknown>;

/**
 * Saves and restores itself whole. All ordinary fields are state: numbers, booleans, Float64Arrays, records of numbers and other
 * Statefuls; what is fixed at construction and not to be saved is a `#field`. So no field can be forgotten.
 */
export abstract class Stateful {
  save(): SavedState {
    return saved(this as unknown as Fields);
  }

  /** Continues where the saved one stood. Throws, and changes nothing, when the state is that of another kind or size. */
  restore(state: SavedState): void {
    check(this as unknown as Fields, state, "");
    assign(this as unknown as Fields, state);
  }
}

const numberToSave = (value: number): number | null => (Number.isNaN(value) ? null : value);
const savedNumber = (value: unknown): number => (value === null ? Number.NaN : (value as number)); // Checked before.
const isSavedNumber = (value: unknown): boolean => value === null || typeof value === "number";
const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function saved(fields: Fields): SavedState {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]): [string, SavedValue] => {
      if (typeof value === "number") return [name, numberToSave(value)];
      if (typeof value === "boolean") return [name, value];
      if (value instanceof Float64Array) return [name, Array.from(value, numberToSave)];
      return [name, saved(value as Fields)];
    }),
  );
}

function check(fields: Fields, state: unknown, path: string): void {
  const refuse = (what: string): never => {
    throw new InvariantError(`The state does not fit this indicator: ${path}${what}. Restore what the same one saved.`);
  };
  if (!isRecord(state)) {
    refuse(` is no record but ${JSON.stringify(state)}`);
    return;
  }
  const names = Object.keys(fields).sort().join(", ");
  const given = Object.keys(state).sort().join(", ");
  if (names !== given) refuse(` has the fields ${given} for ${names}`);
  for (const [name, value] of Object.entries(fields)) {
    const other = state[name];
    if (name === "warmup" && other !== value) refuse(`.warmup is ${other} for ${value}`);
    if (typeof value === "number") {
      if (!isSavedNumber(other)) refuse(`.${name} is no number but ${JSON.stringify(other)}`);
    } else if (typeof value === "boolean") {
      if (typeof other !== "boolean") refuse(`.${name} is not true or false but ${JSON.stringify(other)}`);
    } else if (value instanceof Float64Array) {
      const isFitting = Array.isArray(other) && other.length === value.length && other.every(isSavedNumber);
      if (!isFitting) refuse(`.${name} is no list of ${value.length} numbers`);
    } else check(value as Fields, other, `${path}.${name}`);
  }
}

function assign(fields: Fields, state: SavedState): void {
  for (const [name, value] of Object.entries(fields)) {
    const other = state[name];
    if (name === "warmup") continue;
    if (typeof value === "number") fields[name] = savedNumber(other);
    else if (typeof value === "boolean") fields[name] = other;
    else if (value instanceof Float64Array) value.set((other as readonly (number | null)[]).map(savedNumber));
    else assign(value as Fields, other as SavedState);
  }
}
