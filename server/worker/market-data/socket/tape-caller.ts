import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import type { Attached, TapePlayer } from "../tape/tape-player.ts";
import type { TapeDescription, TapeRange, TapeSource } from "../tape/tape-source.ts";
import type { Caller } from "./door.ts";
import { encodeMessage, type TapeMessage, type TapeRequest } from "./messages.ts";

const EVENTS_PER_MESSAGE = 256;

export type TapeCallerOptions = {
  readonly tape: TapeSource;
  readonly player: TapePlayer;
  readonly describe: () => TapeDescription;
  readonly silentMs?: number;
};

/** Serves one connection of a process that trades on the tape. */
export class TapeCaller {
  readonly #caller: Caller;
  readonly #options: TapeCallerOptions;
  #attached: Attached | null = null;
  #onAcknowledged: () => void = () => undefined;

  constructor(caller: Caller, options: TapeCallerOptions) {
    this.#caller = caller;
    this.#options = options;
    caller.onGone = () => {
      this.#attached?.leave();
      this.#onAcknowledged();
    };
  }

  /** Anything that it should not have said ends the connection; it then starts over from where it stands. */
  take(request: TapeRequest): void {
    switch (request.kind) {
      case "describe":
        this.#send({ kind: "described", description: this.#options.describe() });
        return;
      case "read":
        void this.#read(request, request.isResumed).catch((error: unknown) => this.#refuse(String(error)));
        return;
      case "follow":
        this.#follow(request);
        return;
      case "ack":
        if (this.#attached === null) this.#onAcknowledged();
        else void this.#attached.acknowledge(request.flows).catch((error: unknown) => this.#refuse(String(error)));
        return;
      case "busy":
        this.#attached?.busy();
        return;
    }
  }

  #follow({ position, flows }: Extract<TapeRequest, { kind: "follow" }>): void {
    const { player, describe, silentMs } = this.#options;
    this.#send({ kind: "described", description: describe() });
    try {
      this.#attached = player.attach(
        position,
        {
          send: (batch) => this.#send({ kind: "batch", ...batch }),
          onPace: (pace) => this.#send({ kind: "pace", pace }),
          onDetached: (reason) => this.#refuse(reason),
        },
        silentMs,
        flows,
      );
    } catch (error) {
      this.#refuse(error instanceof Error ? error.message : String(error));
    }
  }

  /** The reader's own way through the tape: the next message when it has dealt with the last. */
  async #read(range: TapeRange, isResumed: boolean): Promise<void> {
    let events: MarketEvent[] = [];
    let isKnown = true;
    let place = range.from;
    const flush = async () => {
      if (events.length === 0) return;
      const acknowledged = new Promise<void>((resolve) => {
        this.#onAcknowledged = resolve;
      });
      const position = isKnown ? range.from : place - events.length;
      this.#send({ kind: isKnown ? "known" : "batch", position, events });
      events = [];
      await acknowledged;
      if (this.#caller.socket.destroyed) throw new Error("The reader is gone");
    };
    await this.#options.tape.read(range, async (event, position) => {
      if (position === range.from) {
        if (!isResumed) events.push(event);
        return;
      }
      if (isKnown) {
        await flush();
        isKnown = false;
      }
      events.push(event);
      place = position;
      if (events.length === EVENTS_PER_MESSAGE) await flush();
    });
    await flush();
    this.#send({ kind: "done" });
  }

  #refuse(reason: string): void {
    if (this.#caller.socket.destroyed) return;
    this.#send({ kind: "refused", reason });
    this.#caller.socket.end();
  }

  #send(message: TapeMessage): void {
    if (!this.#caller.socket.destroyed) this.#caller.socket.write(encodeMessage(message));
  }
}
