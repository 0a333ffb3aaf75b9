import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { makeBackOff } from "./back-off.ts";
import { type SilenceWatch, watchSilence } from "./silence-watch.ts";
import type { ChildName, SupervisorFile } from "./supervisor-file.ts";

export type ChildCommand = {
  readonly name: Exclude<ChildName, "postgres">;
  readonly command: string;
  readonly parameters: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
  /** The worker says `ready`, then `alive` every 2 s, over its channel; the web answers an address. */
  readonly health: { readonly kind: "ready-message" } | { readonly kind: "address"; readonly url: string };
  readonly healthyWithinMs: number;
  /** A child that was healthy and then says nothing for so long hangs, and is killed. */
  readonly silenceMsMax: number;
};

export type SupervisedChild = {
  /** Settles when the child is healthy for the first time; throws when it dies three times before that. */
  start(): Promise<void>;
  /** Lets the child end by itself, then forces it. Returns what it said about its working orders. */
  stop(limitMs: number): Promise<string | undefined>;
  /** Ends it and starts it again without the back-off. */
  restart(): void;
  kill(): void;
};

const message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("alive") }),
  z.object({ kind: z.literal("drained"), text: z.string() }),
]);

const TITLES: Readonly<Record<ChildCommand["name"], string>> = {
  "market-data": "market-data process",
  worker: "worker",
  web: "web",
  jobs: "jobs process",
};

export function superviseChild(
  command: ChildCommand,
  file: SupervisorFile,
  print: (line: string) => void,
): SupervisedChild {
  const backOff = makeBackOff();
  const title = TITLES[command.name];
  let child: ChildProcess | undefined;
  let isStopping = false;
  let isSkippingWait = false;
  let drained: string | undefined;
  let ended: Promise<void> = Promise.resolve();

  /** One life: from spawn to exit. Returns how long it was healthy. */
  async function live(onHealthy: () => void): Promise<number> {
    const log = openSync(command.logFile, "a", 0o600);
    const born = spawn(command.command, command.parameters, {
      cwd: command.folder,
      env: command.environment as NodeJS.ProcessEnv,
      stdio: ["ignore", log, log, "ipc"],
      detached: true, // A group of its own: the terminal's Ctrl-C must not reach it before we drain in order.
    });
    closeSync(log);
    child = born;
    let healthyAt: number | undefined;
    let silence: SilenceWatch | undefined;
    const becameHealthy = () => {
      if (healthyAt !== undefined || isStopping || born.exitCode !== null) return;
      healthyAt = Date.now();
      silence = watchSilence(command.silenceMsMax, () => {
        if (isStopping) return;
        print(`The ${title} has said nothing for ${command.silenceMsMax / 1000} s; it is killed.`);
        killGroup(born);
      });
      file.report(command.name, "up", born.pid ?? null);
      onHealthy();
    };
    born.on("message", (raw) => {
      const heard = message.safeParse(raw);
      if (!heard.success) return;
      silence?.heard();
      if (heard.data.kind === "drained") drained = heard.data.text;
      else if (heard.data.kind === "ready" && command.health.kind === "ready-message") becameHealthy();
    });
    const gone = new Promise<void>((done) => {
      born.once("exit", () => done());
      born.once("error", () => done());
    });
    const impatience = setTimeout(() => {
      if (healthyAt === undefined) killGroup(born);
    }, command.healthyWithinMs);
    if (command.health.kind === "address") void poll(command.health.url, born, becameHealthy, () => silence?.heard());
    await gone;
    clearTimeout(impatience);
    silence?.end();
    killGroup(born); // What it left behind in its group goes with it.
    return healthyAt === undefined ? 0 : Date.now() - healthyAt;
  }

  async function keepAlive(onHealthy: () => void, onHopeless: (cause: Error) => void): Promise<void> {
    let hasBeenHealthy = false;
    for (let deaths = 1; !isStopping; deaths++) {
      const livedMs = await live(() => {
        hasBeenHealthy = true;
        onHealthy();
      });
      if (isStopping) break;
      if (!hasBeenHealthy && deaths >= 3) {
        file.report(command.name, "down", null);
        onHopeless(new Error(`The ${title} does not start. Its last words in ${command.logFile}:\n${lastWords()}`));
        return;
      }
      file.report(command.name, "restarting", null);
      const waitMs = isSkippingWait ? 0 : backOff.next(livedMs);
      if (!isSkippingWait) print(`The ${title} ended unexpectedly; it restarts in ${waitMs / 1000} s.`);
      isSkippingWait = false;
      const until = Date.now() + waitMs;
      while (!isStopping && Date.now() < until) await sleep(Math.min(50, until - Date.now()));
    }
    file.report(command.name, "down", null);
  }

  function lastWords(): string {
    const lines = readFileSync(command.logFile, "utf8").trimEnd().split("\n");
    return lines.slice(-15).join("\n");
  }

  return {
    start: () =>
      new Promise((done, fail) => {
        ended = keepAlive(done, fail);
      }),
    stop: async (limitMs) => {
      isStopping = true;
      signal(child, "SIGTERM");
      const force = setTimeout(() => {
        print(`The ${title} has not ended within ${limitMs / 1000} s; it is killed.`);
        killGroup(child);
      }, limitMs);
      await ended;
      clearTimeout(force);
      return drained;
    },
    restart: () => {
      isSkippingWait = true;
      signal(child, "SIGTERM");
    },
    kill: () => {
      isStopping = true;
      killGroup(child);
    },
  };
}

/** Asks as long as the child lives. Any answer is a sign of life: a web whose database is away does not hang. */
async function poll(url: string, child: ChildProcess, onHealthy: () => void, onAnswer: () => void): Promise<void> {
  let isHealthy = false;
  while (child.exitCode === null && child.signalCode === null) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
      await answer.arrayBuffer();
      onAnswer();
      if (answer.ok && !isHealthy) onHealthy();
      isHealthy ||= answer.ok;
    } catch {
      // Not listening yet, or hanging.
    }
    await sleep(isHealthy ? 1_000 : 150);
  }
}

function signal(child: ChildProcess | undefined, name: NodeJS.Signals): void {
  if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) child.kill(name);
}

function killGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The whole group has ended.
  }
}
