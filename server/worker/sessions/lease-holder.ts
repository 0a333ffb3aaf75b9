import { hostname } from "node:os";
import type { Client } from "../../../db/client.ts";
import { acquireLease, readLease, releaseLease } from "../../../db/queries/lease.ts";

export const LEASE_MS = 10_000;

/** Names this process among all that could hold a portfolio. */
export const thisHolder = (): string => `${hostname()}/${process.pid}`;

/** Takes the portfolio. A lease whose process is known to be dead is not waited for: a crash costs no ten seconds. */
export async function takeLease(sql: Client, portfolioId: string, holder: string): Promise<{ epoch: number } | null> {
  const lease = await acquireLease(sql, portfolioId, holder, LEASE_MS);
  if (lease !== null) return lease;
  const current = await readLease(sql, portfolioId);
  if (current === null || !isDead(current.holder)) return null;
  await releaseLease(sql, portfolioId, current.holder, current.epoch);
  return acquireLease(sql, portfolioId, holder, LEASE_MS);
}

function isDead(holder: string): boolean {
  const [host, pid] = [holder.slice(0, holder.lastIndexOf("/")), Number(holder.slice(holder.lastIndexOf("/") + 1))];
  if (host !== hostname() || !Number.isSafeInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
