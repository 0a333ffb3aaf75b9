const MAGIC = 0x184d2204;
const OUTPUT_BYTES_MAX = 1_073_741_824;

/**
 * Unpacks an LZ4 frame (github.com/lz4/lz4, doc/lz4_Frame_format.md). Arrow files are packed in frames whose blocks refer to
 * earlier ones; the decoders at hand know single blocks only. Checksums of content are not kept by Arrow's writers.
 */
export function unpackLz4Frame(input: Uint8Array): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (input.length < 7 || view.getUint32(0, true) !== MAGIC) throw new Error("its LZ4 frame does not begin as one");
  const flags = input[4] as number;
  if (flags >> 6 !== 1) throw new Error("its LZ4 frame is of an unknown version");
  let at = 7 + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4);
  const output = new GrowingBytes(input.length * 4);
  for (;;) {
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return output.taken();
    const length = size & 0x7fff_ffff;
    if (at + length > input.length) throw new Error("its LZ4 frame ends too early");
    const block = input.subarray(at, at + length);
    if (size >>> 31 === 1) output.append(block);
    else unpackBlock(block, output);
    at += length + ((flags & 0x10) === 0 ? 0 : 4);
  }
}

function unpackBlock(block: Uint8Array, output: GrowingBytes): void {
  let at = 0;
  const longer = (length: number): number => {
    let total = length;
    for (let byte = 255; length === 15 && byte === 255; ) {
      if (at >= block.length) throw new Error("its LZ4 block ends too early");
      byte = block[at] as number;
      at += 1;
      total += byte;
    }
    return total;
  };
  while (at < block.length) {
    const token = block[at] as number;
    at += 1;
    const literals = longer(token >> 4);
    if (at + literals > block.length) throw new Error("its LZ4 block ends too early");
    output.append(block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const distance = (block[at] as number) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    output.repeat(distance, longer(token & 15) + 4);
  }
}

class GrowingBytes {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Copies what was written `distance` bytes ago; the copy may run into itself. */
  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.#length) throw new Error("its LZ4 block refers to before its beginning");
    this.#reserve(length);
    const bytes = this.#bytes;
    for (let index = this.#length; index < this.#length + length; index += 1) {
      bytes[index] = bytes[index - distance] as number;
    }
    this.#length += length;
  }

  taken(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(length: number): void {
    const needed = this.#length + length;
    if (needed <= this.#bytes.length) return;
    if (needed > OUTPUT_BYTES_MAX) throw new Error(`its LZ4 frame unpacks to more than ${OUTPUT_BYTES_MAX} bytes`);
    const longer = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    longer.set(this.#bytes);
    this.#bytes = longer;
  }
}
