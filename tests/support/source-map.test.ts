import { expect, test } from "vitest";
import { readMappings } from "./source-map.ts";

const sources = ["one.ts", "two.ts"];

test("reads where each piece was written, also backwards and in another file", () => {
  // Segments: [0,0,0,0] [4,0,2,0] | [0,1,-1,0] | a piece without a source.
  expect([...readMappings({ sources, mappings: "AAAA,IAEA;ACDA;C" })]).toEqual([
    { line: 0, column: 0, source: "one.ts", sourceLine: 0 },
    { line: 0, column: 4, source: "one.ts", sourceLine: 2 },
    { line: 1, column: 0, source: "two.ts", sourceLine: 1 },
  ]);
});

test("reads numbers of several digits", () => {
  expect([...readMappings({ sources, mappings: "gCAgCA" })]).toEqual([
    { line: 0, column: 32, source: "one.ts", sourceLine: 32 },
  ]);
});

test("places a section where it begins; only its first line is shifted to the right", () => {
  const map = { sources, mappings: "AAAA;EACA" };
  expect([...readMappings({ sections: [{ offset: { line: 5, column: 10 }, map }] })]).toEqual([
    { line: 5, column: 10, source: "one.ts", sourceLine: 0 },
    { line: 6, column: 2, source: "one.ts", sourceLine: 1 },
  ]);
});
