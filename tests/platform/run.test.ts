import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "tradewind-run-"));
const entry = join(folder, "entry.ts");
const part = join(folder, "part.ts");
afterAll(() => {
  rmSync(folder, { recursive: true });
  const made = "node_modules/.cache/tradewind";
  for (const name of readdirSync(made)) if (name.includes(basename(folder))) rmSync(join(made, name));
});

writeFileSync(
  entry,
  `import { part } from "./part.ts";
console.log(JSON.stringify({ part, words: process.argv.slice(1), place: import.meta.url }));
`,
);
const run = (...words: string[]) =>
  spawnSync(process.execPath, ["server/platform/run.js", entry, ...words], { encoding: "utf8" });
const keep = (text: string) => writeFileSync(part, text);

test("runs a file with its words, where it was written, and anew as soon as a part of it has changed", () => {
  const place = pathToFileURL(entry).href;
  for (const value of [1, 1, 22, 333]) {
    keep(`export const part: number = ${value};\n`);
    const { stdout, stderr } = run("--json", "x");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ part: value, words: [entry, "--json", "x"], place });
  }
});

test("tells where in the source something was thrown", () => {
  keep('\n\nexport const part: never = (() => {\n  throw new Error("as planned");\n})();\n');
  const { stderr, status } = run();
  expect(status).toBe(1);
  expect(stderr).toContain("as planned");
  expect(stderr).toContain("part.ts:4:9");
});

test("says what cannot be read, and leaves what it had", () => {
  keep("export const part = ;\n");
  const { stderr, status } = run();
  expect(status).toBe(1);
  expect(stderr).toMatch(/part\.ts:1:20.*Unexpected ";"/s);
});
