export type FlatVector = { readonly at: number; readonly length: number };

const decoder = new TextDecoder("utf-8", { fatal: true });

/** A table of a FlatBuffer (flatbuffers.dev/internals). Everything outside the buffer throws, so that no damage is believed. */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  /** The table that a buffer begins with. */
  static root(view: DataView): FlatTable {
    return new FlatTable(view, view.getUint32(0, true));
  }

  /** Where a field stands; 0 when it has its default. */
  #field(slot: number): number {
    const fields = this.#at - this.#view.getInt32(this.#at, true);
    const entry = 4 + slot * 2;
    if (entry >= this.#view.getUint16(fields, true)) return 0;
    const offset = this.#view.getUint16(fields + entry, true);
    return offset === 0 ? 0 : this.#at + offset;
  }

  byte(slot: number): number {
    const at = this.#field(slot);
    return at === 0 ? 0 : this.#view.getUint8(at);
  }

  short(slot: number, standard = 0): number {
    const at = this.#field(slot);
    return at === 0 ? standard : this.#view.getInt16(at, true);
  }

  int(slot: number, standard = 0): number {
    const at = this.#field(slot);
    return at === 0 ? standard : this.#view.getInt32(at, true);
  }

  long(slot: number): number {
    const at = this.#field(slot);
    return at === 0 ? 0 : count(this.#view.getBigInt64(at, true));
  }

  table(slot: number): FlatTable | null {
    const at = this.#field(slot);
    return at === 0 ? null : new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }

  vector(slot: number, itemBytes: number): FlatVector {
    const field = this.#field(slot);
    if (field === 0) return { at: 0, length: 0 };
    const at = field + this.#view.getUint32(field, true);
    const length = this.#view.getUint32(at, true);
    if (at + 4 + length * itemBytes > this.#view.byteLength) throw new Error(`it claims a list of ${length}`);
    return { at: at + 4, length };
  }

  tables(slot: number): readonly FlatTable[] {
    const { at, length } = this.vector(slot, 4);
    return Array.from({ length }, (_, index) => {
      const place = at + index * 4;
      return new FlatTable(this.#view, place + this.#view.getUint32(place, true));
    });
  }

  text(slot: number): string {
    const { at, length } = this.vector(slot, 1);
    return decoder.decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, length));
  }
}

/** A 64-bit number that counts or points. */
export function count(value: bigint): number {
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error(`it has a size of ${value}`);
  return Number(value);
}
