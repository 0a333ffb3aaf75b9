import { timingSafeEqual } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";

const UNSENT_BYTES_MAX = 1_000_000;
const HANDSHAKE_MS = 2_000;
const TOKEN_BYTES_MAX = 1_000;

/** Loopback socket on which the web process hears marks and how the worker does: newline-delimited JSON after one line with the token. */
export class LiveServer {
  readonly #token: Buffer;
  readonly #server: Server;
  readonly #readers = new Set<Socket>();
  readonly #greeting: () => readonly object[];

  constructor(token: string, greeting: () => readonly object[]) {
    this.#token = Buffer.from(token);
    this.#greeting = greeting;
    this.#server = createServer((socket) => this.#welcome(socket));
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", () => resolve());
    });
  }

  /** A reader that does not keep up misses frames: the next one carries everything newer. */
  broadcast(frame: object): void {
    if (this.#readers.size === 0) return;
    const line = `${JSON.stringify(frame)}\n`;
    for (const socket of this.#readers) if (socket.writableLength < UNSENT_BYTES_MAX) socket.write(line);
  }

  get hasReaders(): boolean {
    return this.#readers.size > 0;
  }

  async close(): Promise<void> {
    for (const socket of this.#readers) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #welcome(socket: Socket): void {
    let received = Buffer.alloc(0);
    const timeout = setTimeout(() => socket.destroy(), HANDSHAKE_MS);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      clearTimeout(timeout);
      this.#readers.delete(socket);
    });
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf(10);
      if (end < 0) {
        if (received.length > TOKEN_BYTES_MAX) socket.destroy();
        return;
      }
      socket.off("data", onData);
      clearTimeout(timeout);
      const token = received.subarray(0, end);
      if (token.length !== this.#token.length || !timingSafeEqual(token, this.#token)) {
        socket.destroy();
        return;
      }
      socket.resume();
      this.#readers.add(socket);
      for (const frame of this.#greeting()) socket.write(`${JSON.stringify(frame)}\n`);
    };
    socket.on("data", onData);
  }
}
