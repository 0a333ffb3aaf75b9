import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

function bench(...parameters: string[]) {
  return spawnSync(process.execPath, ["--import", "tsx", MAIN, ...parameters], { encoding: "utf8" });
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
