const BELL_SCALE = Math.sqrt(3) / 65_536;

/**
 * sfc32 (Chris Doty-Humphrey, PractRand): small, fast, 128 bits of integer state. Only additions, shifts and
 * exclusive-ors, so that a seed gives the same numbers on every machine.
 */
export class RandomSource {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Each combination of seed and stream gives numbers of its own. */
  constructor(seed: number, ...stream: readonly number[]) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`Seed ${seed} must be a whole number`);
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = 0x2545f491;
    this.#mix();
    for (const part of stream) {
      this.#a ^= part | 0;
      this.#mix();
    }
  }

  #mix(): void {
    for (let round = 0; round < 15; round += 1) this.nextInteger();
  }

  /** 0 to 2^32 − 1. */
  nextInteger(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 up to, not including, 1. */
  next(): number {
    return this.nextInteger() / 2 ** 32;
  }

  /** 0 to `count` − 1. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** Mean 0, variance 1: a sum of uniforms (Irwin–Hall), as logarithms and cosines differ between machines. */
  normal(): number {
    let sum = 0;
    for (let index = 0; index < 6; index += 1) sum += this.next();
    return (sum - 3) * Math.SQRT2;
  }

  /** Mean 0, variance 1, at a third of the cost of `normal` and without its tails: a sum of four uniforms of 16 bits. */
  bell(): number {
    const first = this.nextInteger();
    const second = this.nextInteger();
    return ((first & 0xffff) + (first >>> 16) + (second & 0xffff) + (second >>> 16) - 131_070) * BELL_SCALE;
  }
}
