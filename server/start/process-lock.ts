import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { processBirth, processState } from "./embedded-postgres/process-state.ts";

const holderShape = z.object({ pid: z.number(), birth: z.string(), purpose: z.enum(["desk", "command", "build"]) });
export type LockHolder = z.output<typeof holderShape>;

export type TakenLock =
  | { readonly kind: "held"; release(): void }
  | { readonly kind: "taken"; readonly holder: LockHolder };

/** A lock file of one process at a time. That of a dead process is taken over, also when its pid lives on as another. */
export async function takeLock(file: string, purpose: LockHolder["purpose"]): Promise<TakenLock> {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  const own: LockHolder = { pid: process.pid, birth: processBirth(process.pid), purpose };
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    for (;;) {
      if (claim(draft, file)) return { kind: "held", release: () => release(file, own) };
      const holder = readHolder(file);
      if (holder === undefined) continue;
      if (isAlive(holder)) return { kind: "taken", holder };
      await clearAbandoned(file);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function readHolder(file: string): LockHolder | undefined {
  try {
    return holderShape.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** The link appears whole or not at all, so nobody reads a half-written lock. */
function claim(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw cause;
  }
}

function isAlive(holder: LockHolder): boolean {
  return processState(holder.pid) === "running" && processBirth(holder.pid) === holder.birth;
}

/** Two starts may find the same dead lock: under the guard each looks again, so neither removes the other's new lock. */
async function clearAbandoned(file: string): Promise<void> {
  const guard = `${file}.guard`;
  try {
    mkdirSync(guard);
  } catch {
    if (isOlderThan(guard, 10_000)) rmdirSync(guard);
    await sleep(20);
    return;
  }
  const holder = readHolder(file);
  if (holder !== undefined && !isAlive(holder)) rmSync(file, { force: true });
  rmdirSync(guard);
}

function isOlderThan(path: string, ms: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > ms;
}

function release(file: string, own: LockHolder): void {
  if (readHolder(file)?.pid === own.pid) rmSync(file, { force: true });
}
