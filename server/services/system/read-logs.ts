import { open } from "node:fs/promises";
import { join } from "node:path";
import { redact } from "../../platform/redact.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

const LOGS = ["worker", "market-data", "jobs", "web"] as const;
type LogName = (typeof LOGS)[number];

/** How far each log was read, in bytes. */
export type LogPlaces = { readonly [Name in LogName]?: number | undefined };

export type LogLine = {
  readonly process: LogName;
  /** Null for a line that is not one of ours, such as a crash's last words. */
  readonly at: number | null;
  readonly level: "debug" | "info" | "warn" | "error";
  readonly text: string;
  /** The whole line, secrets hidden. */
  readonly raw: string;
};

type LogTail = { readonly lines: readonly LogLine[]; readonly places: LogPlaces };

const FIRST_BYTES = 96_000;
const MORE_BYTES = 512_000;
const RAW_MAX = 4_000;

/** What the processes logged since the places given, oldest first; the newest part of it at first. */
export async function readLogs(desk: Desk, actor: Actor, dataDir: string, since: LogPlaces | null): Promise<LogTail> {
  await authorize(desk.database, actor, "system:logs", null);
  return tailLogs(dataDir, since);
}

export async function tailLogs(dataDir: string, since: LogPlaces | null): Promise<LogTail> {
  const tails = await Promise.all(
    LOGS.map((name) => tailOf(join(dataDir, "logs", `${name}.log`), name, since?.[name] ?? null)),
  );
  const lines = tails.flatMap((tail) => tail.lines).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  return { lines, places: Object.fromEntries(tails.map((tail) => [tail.name, tail.place])) };
}

async function tailOf(file: string, name: LogName, since: number | null) {
  const handle = await open(file, "r").catch(() => null);
  if (handle === null) return { name, lines: [], place: 0 };
  try {
    const { size } = await handle.stat();
    // A log that is shorter than it was has been begun anew.
    const from = Math.max(0, since === null || since > size ? size - FIRST_BYTES : Math.max(since, size - MORE_BYTES));
    // With the byte before: a line that is cut into is left out, as its secrets could not be told from the rest of it.
    const begin = Math.max(0, from - 1);
    const bytes = Buffer.alloc(size - begin);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, begin);
    const text = bytes.subarray(0, bytesRead);
    const end = text.lastIndexOf(10) + 1; // The rest of a line that is being written comes next time.
    const start = from > 0 ? text.indexOf(10) + 1 : 0;
    const lines = text
      .subarray(start, end)
      .toString("utf8")
      .split("\n")
      .filter((line) => line !== "");
    return { name, lines: withTimes(lines.map((line) => readLine(name, line))), place: Math.max(from, begin + end) };
  } finally {
    await handle.close();
  }
}

/** A line without a time belongs to the one before it. */
function withTimes(lines: readonly LogLine[]): LogLine[] {
  let at: number | null = null;
  return lines.map((line) => {
    at = line.at ?? at;
    return line.at === null ? { ...line, at } : line;
  });
}

const LEVELS: Readonly<Record<number, LogLine["level"]>> = {
  10: "debug",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "error",
};

function readLine(process: LogName, line: string): LogLine {
  const raw = redact(line).slice(0, RAW_MAX);
  const parsed = line.startsWith("{") ? parse(line) : null;
  if (parsed === null) return { process, at: null, level: /error|fatal/i.test(raw) ? "error" : "info", text: raw, raw };
  const { level, time, msg, err } = parsed;
  const at = typeof time === "string" ? Date.parse(time) : null;
  const why = typeof err?.message === "string" ? `: ${err.message}` : "";
  const text = redact(typeof msg === "string" ? `${msg}${why}` : line).slice(0, RAW_MAX);
  return { process, at: Number.isNaN(at) ? null : at, level: LEVELS[Number(level)] ?? "info", text, raw };
}

type Parsed = { level?: unknown; time?: unknown; msg?: unknown; err?: { message?: unknown } };

function parse(line: string): Parsed | null {
  try {
    return JSON.parse(line) as Parsed;
  } catch {
    return null;
  }
}
