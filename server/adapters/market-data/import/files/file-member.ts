/** A file as such, or one file inside an archive. Can be read again from its beginning. */
export type FileMember = {
  /** What messages call it. */
  readonly name: string;
  /** The names that may tell the series: the member's own first, then the archive's and the folders it lay in. */
  readonly nameParts: readonly string[];
  /** Bytes on disk, packed as they are: the unit of progress. */
  readonly packedBytes: number;
  /** How many of them were read since the content was last begun. */
  packedRead(): number;
  /** The content, unpacked; rejects with an {@link ImportError} when it is damaged or beyond all measure. */
  chunks(): AsyncIterable<Uint8Array>;
};

/** The first bytes of a member, at least `length` of them unless it is shorter. */
export async function readHead(member: FileMember, length: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of member.chunks()) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= length) break;
  }
  return Buffer.concat(parts);
}
