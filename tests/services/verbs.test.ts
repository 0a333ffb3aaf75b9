import { readdirSync, readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { expect, expectTypeOf, it } from "vitest";
import type { ControlOutcome } from "../../server/engine/engine-change.ts";
import type { ControlAction as EngineAction } from "../../server/engine/engine-event.ts";
import type { ControlAction, ControlAnswer } from "../../server/services/controls/control-action.ts";

const ROOT = new URL("../../server/services/", import.meta.url).pathname;

/** A write verb is a file that opens a transaction. */
const WRITE_VERBS = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, code: readFileSync(joinPath(ROOT, path), "utf8") }))
  .filter(({ code }) => code.includes(".transaction("));

it("finds the write verbs", () => {
  expect(WRITE_VERBS.length).toBeGreaterThanOrEqual(12);
});

it.each(WRITE_VERBS)("$path authorises and leaves an audit row, in this order", ({ code }) => {
  const body = code.slice(code.indexOf(".transaction("));
  const authorised = body.search(/authorize\w*\(transaction/);
  const audited = body.indexOf("recordAudit(transaction");
  expect(authorised).toBeGreaterThan(0);
  expect(audited).toBeGreaterThan(authorised);
});

it("speaks of control commands as the engine does", () => {
  expectTypeOf<ControlAction>().toEqualTypeOf<EngineAction>();
  expectTypeOf<Exclude<ControlAnswer, { kind: "pending" }>>().toEqualTypeOf<ControlOutcome>();
});
