const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A piece of generated code and the line it was written on; lines and columns from 0. */
export type Mapping = {
  readonly line: number;
  readonly column: number;
  readonly source: string;
  readonly sourceLine: number;
};

type Offset = { readonly line: number; readonly column: number };
export type SourceMap = {
  readonly mappings?: string | undefined;
  readonly sources?: readonly (string | null)[] | undefined;
  readonly sections?: readonly { readonly offset: Offset; readonly map: SourceMap }[] | undefined;
};

/** All mappings of a source map, also of one in sections. Follows ECMA-426. */
export function* readMappings(map: SourceMap, from: Offset = { line: 0, column: 0 }): Generator<Mapping> {
  for (const { offset, map: inner } of map.sections ?? []) yield* readMappings(inner, offset);
  let sourceAt = 0;
  let sourceLine = 0;
  for (const [line, text] of (map.mappings ?? "").split(";").entries()) {
    let column = line === 0 ? from.column : 0;
    for (const segment of text.split(",")) {
      const [columnStep, sourceStep, lineStep] = decode(segment);
      column += columnStep ?? 0;
      if (sourceStep === undefined || lineStep === undefined) continue;
      sourceAt += sourceStep;
      sourceLine += lineStep;
      const source = map.sources?.[sourceAt];
      if (typeof source === "string") yield { line: from.line + line, column, source, sourceLine };
    }
  }
}

/** Numbers of base 64 digits, five bits each, the lowest first; the lowest bit of a number is its sign. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = digits.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
