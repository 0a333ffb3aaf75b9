import { expect, test } from "vitest";
import { PURE_FOLDERS } from "./floors.ts";
import { codeOf, sourceFiles } from "./source-files.ts";

const IMPURE = [
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /\bMath\.random\b/,
  /\bprocess\.env\b/,
  /\bawait\b/,
  /\basync\b/,
  /\bsetTimeout\b/,
  /\bperformance\.now\b/,
];

const everywhere = ["app", "components", "server", "strategies", "db", "tests"];

test.each(PURE_FOLDERS)("%s reads no clock, no chance, no environment and waits for nothing", (folder) => {
  const offences = sourceFiles([folder]).flatMap(({ path, text }) =>
    IMPURE.filter((pattern) => pattern.test(codeOf(text))).map((pattern) => `${path}: ${pattern}`),
  );
  expect(offences).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  const long = sourceFiles(everywhere)
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});

test("the mode of a portfolio is compared in one file", () => {
  const offences = sourceFiles(["server/engine", "server/simulation", "server/adapters", "server/worker", "strategies"])
    .filter(({ path }) => !path.endsWith("worker/sessions/environment.ts"))
    .filter(({ text }) => /\bmode\s*(===|!==|==)|switch \([\w.]*\bmode\)/.test(text))
    .map(({ path }) => path);
  expect(offences).toEqual([]);
});

test("only env.ts reads the process environment", () => {
  const offences = sourceFiles(["server", "db", "strategies", "components"])
    .filter(({ path }) => !path.startsWith("server/platform/env.ts") && !path.startsWith("server/start/"))
    .filter(({ text }) => /\bprocess\.env\b/.test(codeOf(text)))
    .map(({ path }) => path);
  expect(offences).toEqual([]);
});

test("approvals are made in the risk gate alone", () => {
  const offences = sourceFiles(["server", "strategies"])
    .filter(({ path }) => path !== "server/engine/orders/risk-gate.ts")
    .filter(({ text }) => /\bas Approved</.test(text))
    .map(({ path }) => path);
  expect(offences).toEqual([]);
});

test("no file silences a check or leaves work undone", () => {
  const offences = sourceFiles(everywhere)
    .filter(({ path }) => path !== "tests/architecture/purity.test.ts")
    .filter(({ text }) => /@ts-ignore|@ts-expect-error|biome-ignore(?!.*: )|\bTODO\b|\bFIXME\b|\bas any\b/.test(text))
    .map(({ path }) => path);
  expect(offences).toEqual([]);
});
