import type { FeedKind } from "../../domain/portfolio/portfolio-kind.ts";
import { openLineSocket } from "./line-socket.ts";

/** A frame of the worker: its text as it came, and what the web must know of it. */
type WorkerFrame =
  | { readonly kind: "status"; readonly text: string; readonly feedKind: FeedKind }
  /** It is gone: what it last said holds no more. */
  | { readonly kind: "lost"; readonly text: string }
  | { readonly kind: "marks"; readonly text: string; readonly portfolioId: string };

export type WorkerLink = {
  /** The newest known frames first, then each one as it comes, until the returned function is called. */
  follow(onFrame: (frame: WorkerFrame) => void): () => void;
  /** The kind of feed that the worker runs; null before it first said so. */
  runningFeed(): FeedKind | null;
  close(): void;
};

type WorkerLinkOptions = { readonly port: number; readonly token: string };

/** Holds a connection to the worker's loopback socket and opens it again for as long as the web lives. */
export function openWorkerLink({ port, token }: WorkerLinkOptions): WorkerLink {
  const followers = new Set<(frame: WorkerFrame) => void>();
  const marks = new Map<string, WorkerFrame>();
  let status: Exclude<WorkerFrame, { kind: "marks" }> | null = null;
  let feedKind: FeedKind | null = null;

  function tell(frame: WorkerFrame): void {
    if (frame.kind === "marks") marks.set(frame.portfolioId, frame);
    else status = frame;
    if (frame.kind === "status") feedKind = frame.feedKind;
    for (const onFrame of followers) onFrame(frame);
  }

  const socket = openLineSocket({
    port,
    token,
    onLost: () => {
      // Once, not with every try to reach it again.
      if (status?.kind !== "lost") tell({ kind: "lost", text: '{"kind":"lost","what":"worker"}' });
    },
    onLine: (text) => {
      const frame = JSON.parse(text);
      // The worker is ours and holds the token, so its shape is trusted; a kind from a newer build is skipped.
      if (frame.kind === "status") tell({ kind: "status", text, feedKind: frame.feed.kind });
      if (frame.kind === "marks") tell({ kind: "marks", text, portfolioId: frame.portfolioId });
    },
  });

  return {
    follow(onFrame) {
      if (status !== null) onFrame(status);
      for (const frame of marks.values()) onFrame(frame);
      followers.add(onFrame);
      return () => followers.delete(onFrame);
    },
    runningFeed: () => feedKind,
    close: () => socket.close(),
  };
}
