import { expect, it } from "vitest";
import { sourceName } from "@/components/data/source-name.ts";

it.each([
  ["binance-spot", "Binance spot"],
  ["synthetic.2:1:1790000000000@east", "Synthetic 1 · East"],
  ["synthetic.2:7:1790000000000", "Synthetic 7"],
  ["synthetic", "Synthetic"],
  ["recorded:abc", "Recording · abc"],
  ["recorded:0123456789abcdef0123456789abcdef", "Recording · 012345678…89abcdef"],
  ["my-own-files", "my-own-files"],
])("calls the source %s %s", (source, name) => {
  expect(sourceName(source)).toBe(name);
});
