import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeAnswer } from "../../server/adapters/second-door/door-answer.ts";
import { shutDoor } from "../../server/adapters/second-door/latch-file.ts";
import { stopCommand } from "../../server/cli/stop-command.ts";

const words = ["stop", "--everything"];

/** Runs of `stop` on data without a desk, with one whose worker is silent, and on three folders made here. */
export function stopExample(folder: string, { quiet, silent }: { readonly quiet: string; readonly silent: string }) {
  const [stopped, stopping, walled] = [join(folder, "stopped"), join(folder, "stopping"), join(folder, "walled")];
  answerTheDoor(stopped, true);
  answerTheDoor(stopping, false);
  mkdirSync(walled);
  writeFileSync(join(walled, "stop"), ""); // No folder: no latch can be made.
  return {
    command: stopCommand,
    answers: [
      { words, dataDir: quiet, present: ["stopped"] },
      { words, dataDir: stopped, present: ["stopped", "confirmed"] },
      { words: ["stop", "--release"], dataDir: quiet, present: ["released"] },
    ],
    errors: {
      usage: { words: ["stop"], dataDir: quiet },
      environment: { words, dataDir: quiet, variables: { PORT: "x" } },
      fault: { words, dataDir: walled },
      "latch-unconfirmed": { words: [...words, "--wait", "0"], dataDir: silent },
      "stop-unfinished": { words: [...words, "--wait", "0"], dataDir: stopping },
    },
  };
}

/** What a worker would say of the latch: this process plays it, in the far future so that it stays fresh. */
function answerTheDoor(dataDir: string, isDone: boolean): void {
  const { id } = shutDoor(dataDir, "flatten", "");
  const orders = { working: 0, unanswered: isDone ? 0 : 1, unknown: 0 };
  const cancelled = { orders: 5, stops: 3 };
  const held = { positions: 4, uncovered: 4 };
  const portfolio = { portfolioId: "p1", state: "stopped", orders, cancelled, held, open: 0, dust: 0, isDone } as const;
  writeAnswer(dataDir, { id, pid: process.pid, at: Date.now() + 86_400_000, portfolios: [portfolio] });
}
