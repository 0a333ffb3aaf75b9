import { createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";

export type FakePrices = {
  readonly port: number;
  /** What the web asked for, one request a line, the newest last. */
  readonly asked: unknown[];
  send(frame: unknown): void;
  drop(): void;
  stop(): Promise<void>;
};

/** The market-data process's loopback socket: the token on the first line, then requests in and frames out. */
export async function startFakePrices(token: string): Promise<FakePrices> {
  const sockets = new Set<Socket>();
  const asked: unknown[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    const lines = createInterface({ input: socket });
    lines.on("error", () => {});
    lines.on("line", (line) => {
      if (sockets.has(socket)) asked.push(JSON.parse(line));
      else if (line === token) sockets.add(socket);
      else socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    asked,
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
