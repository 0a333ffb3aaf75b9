import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** How one of our processes did over its last few seconds, as it says itself. */
export type ProcessHealth = {
  readonly pid: number;
  /** Wall time of writing: the heartbeat. */
  readonly at: number;
  readonly startedAt: number;
  readonly memoryBytes: number;
  /** Share of one core since the last beat. */
  readonly cpuFraction: number;
  /** How long the event loop kept its callers waiting since the last beat. */
  readonly loopP50Ms: number;
  readonly loopP99Ms: number;
  /** What it counts, each second since the last beat; null for a process that counts nothing. */
  readonly eventsPerS: number | null;
};

const BEAT_MS = 5_000;
const RESOLUTION_MS = 10;

export const healthFile = (dataDir: string, name: string): string => join(dataDir, "health", `${name}.json`);

/** Keeps a file that says how this process does. A disk that is full costs the figures, nothing else. */
export function reportHealth(dataDir: string, name: string, count: (() => number) | null = null): () => void {
  const file = healthFile(dataDir, name);
  const startedAt = Date.now() - Math.round(process.uptime() * 1_000);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let before = { at: Date.now(), cpu: process.cpuUsage(), count: count?.() ?? 0 };
  const beat = () => {
    const now = { at: Date.now(), cpu: process.cpuUsage(), count: count?.() ?? 0 };
    const seconds = Math.max(0.001, (now.at - before.at) / 1_000);
    const busy = now.cpu.user + now.cpu.system - before.cpu.user - before.cpu.system;
    const beyondTimer = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
    const health: ProcessHealth = {
      pid: process.pid,
      at: now.at,
      startedAt,
      memoryBytes: process.memoryUsage.rss(),
      cpuFraction: busy / 1e6 / seconds,
      loopP50Ms: beyondTimer(delay.percentile(50)),
      loopP99Ms: beyondTimer(delay.percentile(99)),
      eventsPerS: count === null ? null : Math.max(0, now.count - before.count) / seconds,
    };
    delay.reset();
    before = now;
    try {
      mkdirSync(join(dataDir, "health"), { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.${process.pid}`, JSON.stringify(health), { mode: 0o600 });
      renameSync(`${file}.${process.pid}`, file);
    } catch {
      // The next beat tries again.
    }
  };
  const timer = setInterval(beat, BEAT_MS).unref();
  return () => {
    clearInterval(timer);
    delay.disable();
  };
}
