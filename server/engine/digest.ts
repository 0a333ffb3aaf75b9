/**
 * A digest of a multiset of texts: order does not matter, entries can be taken back, and adding costs O(length).
 * Two 32-bit lanes (FNV-1a with different offsets, finalised) summed modulo 2^32. It detects accidents, not adversaries.
 */
export class Digest {
  #low = 0;
  #high = 0;

  add(text: string): void {
    this.#low = (this.#low + lane(text, 0x811c9dc5)) >>> 0;
    this.#high = (this.#high + lane(text, 0x9747b28c)) >>> 0;
  }

  remove(text: string): void {
    this.#low = (this.#low - lane(text, 0x811c9dc5)) >>> 0;
    this.#high = (this.#high - lane(text, 0x9747b28c)) >>> 0;
  }

  toString(): string {
    return this.#high.toString(16).padStart(8, "0") + this.#low.toString(16).padStart(8, "0");
  }
}

function lane(text: string, offset: number): number {
  let hash = offset;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return (hash ^ (hash >>> 16)) >>> 0;
}
