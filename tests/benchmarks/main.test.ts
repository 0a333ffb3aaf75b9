import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readFormatsPage, rowsOf } from "../cli/formats-page.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

function bench(...parameters: string[]) {
  return spawnSync(process.execPath, ["server/platform/run.js", MAIN, ...parameters], { encoding: "utf8" });
}

test("step prints one document with its fixed figures", () => {
  const { stdout, status } = bench("step", "--json");
  expect(status).toBe(0);
  const document = JSON.parse(stdout) as { bench: string; figures: Record<string, number> };
  expect(document.bench).toBe("step");
  expect(Object.keys(document.figures)).toEqual(["candles_per_s", "orders_per_s", "candles_over_tight_loop"]);
  for (const figure of Object.values(document.figures)) expect(figure).toBeGreaterThan(0);
});

test("help lists the benchmarks", () => {
  const { stdout, status } = bench("--help");
  expect(status).toBe(0);
  expect(stdout).toMatch(/step[\s\S]*orders/);
});

test.each([[], ["nonsense"], ["step", "nonsense"]])(
  "unknown names exit 2 and say what there is: %s",
  (...parameters) => {
    const { stdout, stderr, status } = bench(...parameters);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("step");
  },
);

test("the page of formats documents each benchmark and its figures, and no other", () => {
  const page = readFormatsPage();
  const { stdout } = bench("--help");
  const listed = [...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name = ""]) => name);
  const documented = [...page.keys()].filter((heading) => heading.startsWith("bench "));
  expect(documented).toEqual(listed.map((name) => `bench ${name}`));
  for (const name of listed) {
    const source = readFileSync(new URL(`${name}.ts`, import.meta.url), "utf8");
    const figures = [...source.matchAll(/^ +(fps|rows|survived|failed|[a-z0-9]+(?:_[a-z0-9]+)+)[:,]/gm)].map(
      ([, figure = ""]) => figure,
    );
    expect(rowsOf(page, `bench ${name}`, "figure").map(({ figure }) => figure)).toEqual(figures);
  }
});
