import { fileURLToPath } from "node:url";
import { type Result, refuse } from "../domain/errors/rejection.ts";
import { startEnvironment } from "../platform/env.ts";
import { type Desk, openDesk } from "../services/desk.ts";
import { lockData } from "../start/data-lock.ts";
import { prepareDatabase, startOwnPostgres } from "../start/database.ts";
import { publicAddress } from "../start/public-address.ts";
import { findRunningDesk } from "../start/running-desk.ts";

const migrationsFolder = fileURLToPath(new URL("../../db/migrations", import.meta.url));

export type OpenedDesk = { readonly desk: Desk; readonly origin: string };

/** Works with the running desk's database; without a running desk, starts the database for the action's duration. */
export async function withDesk<T>(action: (opened: OpenedDesk) => Promise<Result<T>>): Promise<Result<T>> {
  const environment = startEnvironment();
  const running = findRunningDesk(environment.dataDir);
  if (running !== undefined) return act(running.ownerUrl, running.origin, action);
  const address = publicAddress(environment);
  if (!address.ok) return address;
  const lock = await lockData(environment.dataDir, "command");
  if (lock.kind === "refused") {
    return refuse(
      "data-in-use",
      `Process ${lock.holder.pid} is just starting or stopping a desk on ${environment.dataDir}. Try again in a moment.`,
      { pid: String(lock.holder.pid) },
    );
  }
  try {
    const own = await startOwnPostgres({ ...environment, migrationsFolder });
    try {
      const { urls } = await prepareDatabase({ ...environment, migrationsFolder }, own);
      return await act(urls.owner, address.value.origin, action);
    } finally {
      await own?.stop();
    }
  } finally {
    lock.release();
  }
}

async function act<T>(
  ownerUrl: string,
  origin: string,
  action: (opened: OpenedDesk) => Promise<Result<T>>,
): Promise<Result<T>> {
  const desk = await openDesk(ownerUrl);
  try {
    return await action({ desk, origin });
  } finally {
    await desk.close();
  }
}
