/**
 * A digest of a multiset of texts: order does not matter, entries can be taken back, and adding costs O(length).
 * Two 32-bit lanes (FNV-1a with different offsets, finalised) summed modulo 2^32. It detects accidents, not adversaries.
 */
export class Digest {
  #low = 0;
  #high = 0;

  add(text: string): void {
    digest(text);
    this.#low = (this.#low + low) >>> 0;
    this.#high = (this.#high + high) >>> 0;
  }

  remove(text: string): void {
    digest(text);
    this.#low = (this.#low - low) >>> 0;
    this.#high = (this.#high - high) >>> 0;
  }

  /** Goes on from what {@link toString} wrote; throws for any other text. */
  static parse(text: string): Digest {
    if (!/^[0-9a-f]{16}$/.test(text)) throw new RangeError(`"${text}" is no digest of 16 hexadecimal digits`);
    const digest = new Digest();
    digest.#high = Number.parseInt(text.slice(0, 8), 16);
    digest.#low = Number.parseInt(text.slice(8), 16);
    return digest;
  }

  toString(): string {
    return this.#high.toString(16).padStart(8, "0") + this.#low.toString(16).padStart(8, "0");
  }
}

let low = 0;
let high = 0;

/** Leaves both lanes of a text in `low` and `high`; one pass, nothing allocated. */
function digest(text: string): void {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x01000193);
  }
  low = finalised(first);
  high = finalised(second);
}

function finalised(lane: number): number {
  let hash = lane ^ (lane >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return (hash ^ (hash >>> 16)) >>> 0;
}
