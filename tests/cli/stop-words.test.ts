import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { writeAnswer } from "../../server/adapters/second-door/door-answer.ts";
import { shutDoor } from "../../server/adapters/second-door/latch-file.ts";
import { stopCommand } from "../../server/cli/stop-command.ts";

const dataDir = mkdtempSync(join(tmpdir(), "tradewind-stop-words-"));
afterAll(() => rmSync(dataDir, { recursive: true }));

test.each([
  [
    { orders: 5, stops: 3 },
    { positions: 4, uncovered: 4 },
    "5 orders were cancelled, 3 of them to bound a loss. 4 positions stay open, without a stop over all of it.",
  ],
  [
    { orders: 1, stops: 0 },
    { positions: 2, uncovered: 1 },
    "1 order was cancelled. 2 positions stay open, 1 of them without a stop over all of it.",
  ],
  [{ orders: 0, stops: 0 }, { positions: 1, uncovered: 0 }, "1 position stays open."],
  [{ orders: 0, stops: 0 }, { positions: 0, uncovered: 0 }, null],
])("stop says what it has cancelled and what stays open: %o, %o", async (cancelled, held, words) => {
  const { id } = shutDoor(dataDir, "cancel-orders", "");
  const orders = { working: 0, unanswered: 0, unknown: 0 };
  const part = { portfolioId: "p1", state: "stopped", orders, open: 0, dust: 0, isDone: true } as const;
  writeAnswer(dataDir, { id, pid: process.pid, at: Date.now() + 60_000, portfolios: [{ ...part, cancelled, held }] });
  vi.stubEnv("TRADEWIND_DATA_DIR", dataDir);
  const answer = await stopCommand.run([], { everything: true });
  const text = "Everything is stopped: 1 portfolio, no order works.";
  expect(answer).toMatchObject({ kind: "done", text: words === null ? text : `${text} ${words}` });
});
