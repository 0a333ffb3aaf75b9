import { createServer, type Socket } from "node:net";
import { type Client, connect } from "../../db/client.ts";
import { commitBatch } from "../../db/queries/commit-batch.ts";
import { type PendingControlCommand, pendingControlCommands } from "../../db/queries/control-commands.ts";
import { acquireLease } from "../../db/queries/lease.ts";
import { loadPortfolioState } from "../../db/queries/recovery.ts";
import { parseExact, stringifyExact } from "../../server/domain/money/integer-json.ts";
import { emptyBatch } from "../db/make-batch.ts";

export type FakeWorker = {
  readonly acted: PendingControlCommand[];
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

/** Answers every control command with "done" in a commit of its own, as the real worker does with its effects. */
export async function startFakeWorker(url: string, portfolioId: string): Promise<FakeWorker> {
  const sql: Client = connect(url, { max: 2, applicationName: "fake-worker" });
  const lease = await acquireLease(sql, portfolioId, "fake", 600_000);
  let { sequence } = await loadPortfolioState(sql, portfolioId);
  const acted: PendingControlCommand[] = [];
  let isPaused = false;
  let work: Promise<void> = Promise.resolve();
  const handle = async () => {
    if (isPaused) return;
    for (const command of await pendingControlCommands(sql, [portfolioId])) {
      sequence += 1;
      const outcome = command.isExpired ? { kind: "expired" } : { kind: "done", orderIds: [`o${sequence}`] };
      const at = Date.now();
      if (!command.isExpired) acted.push(command); // Before the commit: whoever waits for the answer looks here next.
      await commitBatch(sql, {
        ...emptyBatch(portfolioId, lease?.epoch ?? 0, sequence),
        at,
        changes: stringifyExact([{ kind: "control-handled", key: command.key, outcome, at }]),
        controls: [{ key: command.key, outcome }],
      });
    }
  };
  const look = () => {
    work = work.then(handle);
  };
  const listening = await sql.listen("tradewind_control", look);
  return {
    acted,
    pause: () => {
      isPaused = true;
    },
    resume: () => {
      isPaused = false;
      look();
    },
    async stop() {
      await work;
      await listening.unlisten();
      await sql.end({ timeout: 1 });
    },
  };
}

export const actionOf = (command: PendingControlCommand): unknown => parseExact(command.action);

export type FakeLive = { readonly port: number; send(frame: unknown): void; drop(): void; stop(): Promise<void> };

/** The worker's loopback socket: serves who shows the token, as newline-delimited JSON. */
export async function startFakeLive(token: string): Promise<FakeLive> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.once("data", (data) => {
      if (data.toString().trim() === token) sockets.add(socket);
      else socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    send: (frame) => {
      for (const socket of sockets) socket.write(`${JSON.stringify(frame)}\n`);
    },
    drop: () => {
      for (const socket of sockets) socket.destroy();
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
