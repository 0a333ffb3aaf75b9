/**
 * A whole number from −`most` to `most`, evenly spread, that only `seed` (32 bits) and `index` decide: nothing needs to be kept to
 * go on after a restart. The finaliser is MurmurHash3's (A. Appleby), fed with Weyl steps of the golden ratio as in SplitMix.
 */
export function jitter(seed: number, index: number, most: number): number {
  if (most === 0) return 0;
  let hash = (seed + Math.imul(index + 1, 0x9e3779b9)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return Math.floor((hash / 2 ** 32) * (2 * most + 1)) - most;
}

/** A seed made of an id: FNV-1a, 32 bits. */
export function seedOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
