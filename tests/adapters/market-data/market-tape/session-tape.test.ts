import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  keptSessions,
  readSessionTape,
  SessionTapeRecorder,
} from "../../../../server/adapters/market-data/market-tape/session-tape.ts";

test("a session that begins with a long history is kept like any other, when it opens and when it begins afresh", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tradewind-session-tape-"));
  const origin = { orders: Array.from({ length: 5_000 }, (_, index) => `order number ${index}`) };
  const problems: unknown[] = [];
  const recorder = new SessionTapeRecorder(folder, { portfolioId: "p", at: 1, origin }, (problem) =>
    problems.push(problem),
  );
  recorder.drained();
  recorder.begin({ portfolioId: "p", at: 2, origin });
  recorder.drained();
  await recorder.close();
  expect(problems).toEqual([]);
  const kept = keptSessions(folder, "p");
  expect(kept).toHaveLength(2);
  for (const { path } of kept)
    expect([...readSessionTape(path)]).toEqual([{ kind: "origin", origin }, { kind: "drained" }]);
  rmSync(folder, { recursive: true });
});
