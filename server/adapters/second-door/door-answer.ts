import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

const portfolio = z.object({
  portfolioId: z.string(),
  /** `stopped`: journaled; `latched`: nothing leaves, the journal does not know yet; `down`: its session does not run. */
  state: z.enum(["stopped", "latched", "down"]),
  orders: z.object({ working: z.number(), unanswered: z.number(), unknown: z.number() }),
  /** Orders that this latch has ended since it was made, and how many of them were to bound a loss. */
  cancelled: z.object({ orders: z.number(), stops: z.number() }),
  /** All positions larger than dust, whether or not the latch closes them, and those of them that no live stop covers in full. */
  held: z.object({ positions: z.number(), uncovered: z.number() }),
  open: z.number(),
  dust: z.number(),
  isDone: z.boolean(),
});

const shape = z.object({ id: z.string(), pid: z.number(), at: z.number(), portfolios: z.array(portfolio) });

/** What the worker says of the latch: whose it is, when it looked, and how far each portfolio is. */
export type DoorAnswer = z.output<typeof shape>;
export type PortfolioAnswer = DoorAnswer["portfolios"][number];

const answerPath = (dataDir: string): string => join(dataDir, "stop", "answer.json");

/** Readers see the old answer or the new one, never half of it. */
export function writeAnswer(dataDir: string, answer: DoorAnswer): void {
  const path = answerPath(dataDir);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.draft`, `${JSON.stringify(answer)}\n`, { mode: 0o600 });
  renameSync(`${path}.draft`, path);
}

/** Null while nobody answered, or nothing that can be read. */
export function readAnswer(dataDir: string): DoorAnswer | null {
  try {
    return shape.parse(JSON.parse(readFileSync(answerPath(dataDir), "utf8")));
  } catch {
    return null;
  }
}
