import { timingSafeEqual } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";

const HANDSHAKE_MS = 2_000;
const LINE_BYTES_MAX = 1_000_000;

/** What the other side of an open connection may still say; `onLine` is called for each line until it is gone. */
export type Caller = { readonly socket: Socket; onLine: (line: string) => void; onGone: () => void };

/** A loopback port whose callers must say the token first. */
export class Door {
  readonly #token: Buffer;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #welcome: (caller: Caller) => void;

  constructor(token: string, welcome: (caller: Caller) => void) {
    this.#token = Buffer.from(token);
    this.#welcome = welcome;
    this.#server = createServer((socket) => this.#receive(socket));
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", () => resolve());
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #receive(socket: Socket): void {
    this.#open.add(socket);
    socket.setNoDelay(true);
    const timeout = setTimeout(() => socket.destroy(), HANDSHAKE_MS);
    const caller: Caller = { socket, onLine: () => undefined, onGone: () => undefined };
    let isKnown = false;
    let rest: Buffer = Buffer.alloc(0);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      clearTimeout(timeout);
      this.#open.delete(socket);
      caller.onGone();
    });
    socket.on("data", (chunk: Buffer) => {
      let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let end = bytes.indexOf(10); end >= 0 && !socket.destroyed; end = bytes.indexOf(10)) {
        const line = bytes.subarray(0, end);
        bytes = bytes.subarray(end + 1);
        if (isKnown) caller.onLine(line.toString("utf8"));
        else if (line.length === this.#token.length && timingSafeEqual(line, this.#token)) {
          isKnown = true;
          clearTimeout(timeout);
          this.#welcome(caller);
        } else socket.destroy();
      }
      if (bytes.length > LINE_BYTES_MAX) socket.destroy();
      rest = bytes;
    });
  }
}
