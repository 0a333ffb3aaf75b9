import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { OwnFlow } from "../../../domain/markets/feed-input.ts";
import type {
  TapeBatch,
  TapeDescription,
  TapeFollower,
  TapeRange,
  TapeReader,
  TapeSource,
} from "../tape/tape-source.ts";
import { MessageReader, type TapeMessage, type TapeRequest } from "./messages.ts";

const RETRY_MS = 200;
const BUSY_MS = 1_000;

export type SocketTapeOptions = {
  readonly port: number;
  readonly token: string;
  readonly log: Logger;
  /** The process behind the socket came back with another tape: nothing here fits it. */
  readonly onOtherTape: (key: string) => void;
};

/** The tape that another process plays. It may die and come back at any time: one goes on where one stood. */
export class SocketTape implements TapeSource {
  readonly #options: SocketTapeOptions;
  readonly #open = new Set<Socket>();
  #description: TapeDescription | null = null;
  #isClosed = false;

  constructor(options: SocketTapeOptions) {
    this.#options = options;
  }

  async describe(): Promise<TapeDescription> {
    for (;;) {
      const line = this.#call({ kind: "describe" });
      const answer = await line.next();
      line.end();
      if (answer?.kind === "described") {
        this.#description = answer.description;
        return answer.description;
      }
      if (this.#isClosed) throw new Error("The tape was closed before it was described");
      await sleep(RETRY_MS);
    }
  }

  async read(range: TapeRange, onEvent: TapeReader): Promise<void> {
    const reading = { from: range.from, isResumed: false };
    while (!this.#isClosed) {
      const line = this.#call({ kind: "read", ...reading, to: range.to });
      for (let message = await line.next(); message !== null; message = await line.next()) {
        if (message.kind === "done") {
          line.end();
          return;
        }
        if (message.kind === "known") {
          for (const event of message.events) await onEvent(event, message.position);
          reading.isResumed = true;
        } else if (message.kind === "batch") {
          for (let index = 0; index < message.events.length; index += 1) {
            const event = message.events[index];
            if (event !== undefined) await onEvent(event, message.position + index + 1);
          }
          reading.from = message.position + message.events.length;
          reading.isResumed = true;
        } else if (message.kind === "refused")
          this.#options.log.warn({ reason: message.reason }, "the tape was not read");
        line.say({ kind: "ack", flows: [] });
      }
      await sleep(RETRY_MS);
    }
  }

  follow(follower: TapeFollower): void {
    void this.#followOn(follower);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const socket of this.#open) socket.destroy();
  }

  async #followOn(follower: TapeFollower): Promise<void> {
    let flows: readonly OwnFlow[] = [];
    let speed: number | "max" = "max";
    while (!this.#isClosed) {
      const line = this.#call({ kind: "follow", position: follower.position, flows });
      for (let message = await line.next(); message !== null && !this.#isClosed; message = await line.next()) {
        switch (message.kind) {
          case "described":
            if (message.description.key !== this.#description?.key) this.#options.onOtherTape(message.description.key);
            break;
          case "pace":
            speed = message.pace.speed;
            follower.onPace(message.pace);
            break;
          case "batch":
            flows = [...flows, ...(await this.#take(follower, message, line))];
            if (line.say({ kind: "ack", flows })) flows = [];
            break;
          case "refused":
            this.#options.log.warn({ reason: message.reason }, "detached from the tape; going on from here");
            break;
          case "known":
          case "done":
            break;
        }
      }
      if (this.#isClosed) return;
      follower.onPace({ state: "lost", speed });
      await sleep(RETRY_MS);
    }
  }

  async #take(follower: TapeFollower, batch: TapeBatch, line: Line): Promise<readonly OwnFlow[]> {
    const busy = setInterval(() => {
      if (follower.isHolding) line.say({ kind: "busy" });
    }, BUSY_MS);
    try {
      return await follower.take(batch);
    } finally {
      clearInterval(busy);
    }
  }

  #call(request: TapeRequest): Line {
    const { port, token } = this.#options;
    const socket = connect({ port, host: "127.0.0.1" });
    this.#open.add(socket);
    socket.once("close", () => this.#open.delete(socket));
    socket.write(`${token}\n`);
    return new Line(socket, request);
  }
}

/** One connection: requests out, messages in, in order and one at a time. */
class Line {
  readonly #socket: Socket;
  readonly #reader = new MessageReader();
  #waiting: TapeMessage[] = [];
  #wake: () => void = () => undefined;
  #isGone = false;

  constructor(socket: Socket, request: TapeRequest) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("error", () => undefined); // "close" follows.
    socket.on("close", () => {
      this.#isGone = true;
      this.#wake();
    });
    socket.on("data", (chunk: Buffer) => {
      try {
        this.#waiting.push(...this.#reader.take(chunk));
      } catch {
        socket.destroy();
      }
      this.#wake();
    });
    this.say(request);
  }

  /** False when nobody will hear it. */
  say(request: TapeRequest): boolean {
    if (this.#isGone || !this.#socket.writable) return false;
    this.#socket.write(`${JSON.stringify(request)}\n`);
    return true;
  }

  /** Null when the connection is gone. */
  async next(): Promise<TapeMessage | null> {
    while (this.#waiting.length === 0) {
      if (this.#isGone) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#waiting.shift() ?? null;
  }

  end(): void {
    this.#socket.destroy();
  }
}
