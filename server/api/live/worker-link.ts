import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { FeedKind } from "../../domain/portfolio/portfolio-kind.ts";

/** A frame of the worker: its text as it came, and what the web must know of it. */
export type WorkerFrame =
  | { readonly kind: "status"; readonly text: string; readonly feedKind: FeedKind }
  | {
      readonly kind: "prices";
      readonly text: string;
      readonly at: number;
      readonly instruments: readonly { id: string }[];
    }
  | { readonly kind: "marks"; readonly text: string; readonly portfolioId: string };

export type WorkerLink = {
  /** The newest known frames first, then each one as it comes, until the returned function is called. */
  follow(onFrame: (frame: WorkerFrame) => void): () => void;
  /** The kind of feed that the worker runs; null before it first said so. */
  runningFeed(): FeedKind | null;
  close(): void;
};

const RETRY_MS = 500;
const LINE_LENGTH_MAX = 4_000_000;

/** Holds a connection to the worker's loopback socket and opens it again for as long as the web lives. */
export function openWorkerLink({ port, token }: { readonly port: number; readonly token: string }): WorkerLink {
  const followers = new Set<(frame: WorkerFrame) => void>();
  const marks = new Map<string, WorkerFrame>();
  const prices = new Map<string, { id: string }>();
  let pricesAt = 0;
  let status: Extract<WorkerFrame, { kind: "status" }> | null = null;
  let socket: Socket | null = null;
  let retry: NodeJS.Timeout | null = null;
  let isClosed = false;

  function open(): void {
    const opened = connect({ port, host: "127.0.0.1" }, () => opened.write(`${token}\n`));
    socket = opened;
    opened.setNoDelay(true);
    opened.on("error", () => {}); // "close" follows and tries again.
    opened.on("close", () => {
      if (isClosed) return;
      retry = setTimeout(open, RETRY_MS);
      retry.unref();
    });
    createInterface({ input: opened }).on("line", receive);
  }

  function receive(text: string): void {
    if (text.length > LINE_LENGTH_MAX) return;
    const frame = readWorkerFrame(text);
    if (frame === null) return;
    switch (frame.kind) {
      case "status":
        status = frame;
        break;
      case "marks":
        marks.set(frame.portfolioId, frame);
        break;
      case "prices":
        pricesAt = frame.at;
        for (const instrument of frame.instruments) prices.set(instrument.id, instrument);
        break;
    }
    for (const onFrame of followers) onFrame(frame);
  }

  open();
  return {
    follow(onFrame) {
      if (status !== null) onFrame(status);
      if (prices.size > 0) onFrame(pricesFrame(pricesAt, [...prices.values()]));
      for (const frame of marks.values()) onFrame(frame);
      followers.add(onFrame);
      return () => followers.delete(onFrame);
    },
    runningFeed: () => status?.feedKind ?? null,
    close() {
      isClosed = true;
      if (retry !== null) clearTimeout(retry);
      socket?.destroy();
    },
  };
}

export function pricesFrame(at: number, instruments: readonly { id: string }[]): WorkerFrame {
  return { kind: "prices", at, instruments, text: JSON.stringify({ kind: "prices", at, instruments }) };
}

/** The worker is ours and holds the token, so its shape is trusted; a kind from a newer build is skipped. */
function readWorkerFrame(text: string): WorkerFrame | null {
  try {
    const frame = JSON.parse(text);
    switch (frame.kind) {
      case "status":
        return { kind: "status", text, feedKind: frame.feed.kind };
      case "prices":
        return { kind: "prices", text, at: frame.at, instruments: frame.instruments };
      case "marks":
        return { kind: "marks", text, portfolioId: frame.portfolioId };
      default:
        return null;
    }
  } catch {
    return null; // Half a line of a worker that died while writing.
  }
}
