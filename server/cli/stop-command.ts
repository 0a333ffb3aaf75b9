import { setTimeout as sleep } from "node:timers/promises";
import { type DoorAnswer, readAnswer } from "../adapters/second-door/door-answer.ts";
import { type Latch, latchPath, openDoor, shutDoor } from "../adapters/second-door/latch-file.ts";
import { startEnvironment } from "../platform/env.ts";
import { processState } from "../start/embedded-postgres/process-state.ts";
import { findRunningDesk } from "../start/running-desk.ts";
import { type Answer, type Command, done, misused } from "./command.ts";
import { counted } from "./count-words.ts";

const LOOK_MS = 20;
const WAIT_S = 10;
/** The worker looks 50 times a second: one that has said nothing by then does not look. */
const CONFIRM_MS = 3_000;

/** Needs neither web nor database: it writes a file that the worker watches, and reads before it trades. */
export const stopCommand: Command = {
  name: "stop",
  usage: "stop --everything [--flatten] [--reason REASON] [--wait WAIT] | stop --release",
  summary: "stops all trading at once, without web and database",
  details:
    "Cancels what works; --flatten closes all positions as well. Waits up to --wait seconds (10) until nothing is left to do. --release takes the latch away: each portfolio stays stopped until somebody resumes it on the desk.",
  options: {
    everything: { type: "boolean" },
    flatten: { type: "boolean" },
    release: { type: "boolean" },
    reason: { type: "string" },
    wait: { type: "string" },
  },
  run: async (positionals, { everything, flatten, release, reason = "", wait = String(WAIT_S) }) => {
    if (positionals.length > 0) return misused("stop takes no words but its options.");
    if ((everything === true) === (release === true)) return misused("Say either --everything or --release.");
    const { dataDir } = startEnvironment();
    if (release === true) {
      if (flatten === true) return misused("--release and --flatten do not go together.");
      return released(dataDir);
    }
    if (typeof wait !== "string" || !/^\d{1,4}(\.\d)?$/.test(wait)) return misused("--wait takes seconds, such as 10.");
    if (typeof reason !== "string" || reason.length > 200 || /\p{Cc}/u.test(reason))
      return misused("--reason takes one line of at most 200 characters.");
    const begunAt = Date.now();
    const latch = shutDoor(dataDir, flatten === true ? "flatten" : "cancel-orders", reason);
    return answerOf(dataDir, latch, begunAt, Number(wait) * 1_000);
  },
};

function released(dataDir: string): Answer {
  const wasStopped = openDoor(dataDir);
  const text = wasStopped
    ? "The latch is gone. Each portfolio stays stopped until somebody resumes it on the desk."
    : "No latch stood. Nothing has changed.";
  return done({ latch: null, wasStopped }, text);
}

async function answerOf(dataDir: string, latch: Latch, begunAt: number, waitMs: number): Promise<Answer> {
  const path = latchPath(dataDir);
  const until = begunAt + Math.max(waitMs, CONFIRM_MS);
  for (;;) {
    const answer = freshAnswer(dataDir, latch, begunAt);
    const isOver = Date.now() >= begunAt + waitMs;
    if (answer !== null && (isOver || answer.portfolios.every(({ isDone }) => isDone)))
      return confirmed(path, latch, answer);
    if (answer === null && !isAnyDesk(dataDir)) {
      const text = `The latch stands in ${path}. No desk runs on ${dataDir}, so nothing is sent; the next one starts stopped.`;
      return done({ latch: documentOf(path, latch), worker: "absent" }, text);
    }
    if (Date.now() >= until) return unconfirmed(path);
    await sleep(LOOK_MS);
  }
}

function confirmed(path: string, latch: Latch, { at, portfolios }: DoorAnswer): Answer {
  const undone = portfolios.filter(({ isDone }) => !isDone);
  if (undone.length > 0) {
    const lines = undone.map(({ portfolioId, state, orders: { working, unanswered, unknown }, open }) => {
      const left = `${counted(working, "order")} working, ${counted(unanswered, "cancel")} unanswered, ${unknown} unknown, ${counted(open, "position")} open`;
      return `${portfolioId}: ${state === "down" ? "its session does not run and begins stopped" : left}`;
    });
    const message = `Nothing that adds risk leaves the desk any more, but not all is done yet: ${lines.join("; ")}. It goes on by itself; run the command again to look.`;
    return { kind: "refused", code: "stop-unfinished", message };
  }
  const dust = portfolios.reduce((sum, each) => sum + each.dust, 0);
  const rests = dust === 0 ? "" : ` ${counted(dust, "rest")} too small for any order ${dust === 1 ? "stays" : "stay"}.`;
  const asked = latch.action === "flatten" ? "no order works, no position is open" : "no order works";
  const text = `Everything is stopped: ${counted(portfolios.length, "portfolio")}, ${asked}.${doneWords(portfolios)}${rests}`;
  const document = {
    latch: documentOf(path, latch),
    worker: "confirmed",
    latchedAfterMs: Math.max(0, at - latch.at),
    portfolios,
  };
  return done(document, text);
}

/** What the stop took away, and what it leaves. */
function doneWords(portfolios: DoorAnswer["portfolios"]): string {
  const sum = (of: (each: DoorAnswer["portfolios"][number]) => number) =>
    portfolios.reduce((total, each) => total + of(each), 0);
  const [orders, stops] = [sum(({ cancelled }) => cancelled.orders), sum(({ cancelled }) => cancelled.stops)];
  const [positions, uncovered] = [sum(({ held }) => held.positions), sum(({ held }) => held.uncovered)];
  const were = orders === 1 ? "was" : "were";
  const ended =
    orders === 0
      ? ""
      : ` ${counted(orders, "order")} ${were} cancelled${stops === 0 ? "" : `, ${stops} of them to bound a loss`}.`;
  const bare =
    uncovered === 0 ? "" : `, ${uncovered === positions ? "" : `${uncovered} of them `}without a stop over all of it`;
  return positions === 0
    ? ended
    : `${ended} ${counted(positions, "position")} ${positions === 1 ? "stays" : "stay"} open${bare}.`;
}

function unconfirmed(path: string): Answer {
  const message = `The latch stands in ${path}, but the worker has not answered. Look with "tradewind status", and end its process if you must: it starts stopped.`;
  return { kind: "refused", code: "latch-unconfirmed", message };
}

const documentOf = (path: string, { id, action, reason, at }: Latch) => ({ path, id, action, reason, at });

/** Of this latch, by a process that lives, since we asked. */
function freshAnswer(dataDir: string, { id }: Latch, begunAt: number): DoorAnswer | null {
  const answer = readAnswer(dataDir);
  if (answer === null || answer.id !== id || answer.at < begunAt) return null;
  return processState(answer.pid) === "running" ? answer : null;
}

/** A file about the desk that cannot be read speaks for one. */
function isAnyDesk(dataDir: string): boolean {
  try {
    return findRunningDesk(dataDir) !== undefined;
  } catch {
    return true;
  }
}
