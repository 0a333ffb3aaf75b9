import type { Client } from "./client.ts";
import { type JournalRow, readJournal } from "./queries/journal.ts";

const PAGE_ROWS = 500;
// After a read the bell may ring on for a while: a hundred reads a second a portfolio are enough for any screen.
const PAUSE_MS = 10;
const RETRY_MS = 500;

type Follower = { cursor: number; isCurrent: boolean; readonly onRow: (row: JournalRow) => void };
type Channel = { cursor: number; isDirty: boolean; isReading: boolean; readonly followers: Set<Follower> };

export type LiveUpdates = {
  /** Hands over every journal row after `afterSequence`, in order and once, until the returned function is called. */
  follow(portfolioId: string, afterSequence: number, onRow: (row: JournalRow) => void): () => void;
  close(): Promise<void>;
};

/**
 * Listens on one connection and reads the journal once for all followers of a portfolio. The bell only says "look": rows
 * come from the cursor, so a bell lost with a broken connection loses no row (each reconnection looks again).
 */
export async function openLiveUpdates(sql: Client): Promise<LiveUpdates> {
  const channels = new Map<string, Channel>();
  let isClosed = false;

  function ring(portfolioId: string): void {
    const channel = channels.get(portfolioId);
    if (channel === undefined || isClosed) return;
    channel.isDirty = true;
    if (!channel.isReading) void pump(portfolioId, channel);
  }

  async function pump(portfolioId: string, channel: Channel): Promise<void> {
    channel.isReading = true;
    while (channel.isDirty && channel.followers.size > 0 && !isClosed) {
      channel.isDirty = false;
      try {
        const rows = await readJournal(sql, portfolioId, channel.cursor, PAGE_ROWS);
        for (const row of rows) {
          channel.cursor = row.sequence;
          for (const follower of channel.followers) if (follower.isCurrent) deliver(follower, row);
        }
        if (rows.length === PAGE_ROWS) channel.isDirty = true;
        else await pause(PAUSE_MS);
      } catch {
        channel.isDirty = true;
        await pause(RETRY_MS);
      }
    }
    channel.isReading = false;
  }

  async function catchUp(portfolioId: string, channel: Channel, follower: Follower): Promise<void> {
    while (channel.followers.has(follower) && !isClosed) {
      try {
        const rows = await readJournal(sql, portfolioId, follower.cursor, PAGE_ROWS);
        for (const row of rows) deliver(follower, row);
        if (rows.length < PAGE_ROWS && follower.cursor >= channel.cursor) {
          follower.isCurrent = true; // From here on the channel's own reading serves it: no await lies between.
          return ring(portfolioId);
        }
      } catch {
        await pause(RETRY_MS);
      }
    }
  }

  function channelOf(portfolioId: string, afterSequence: number): Channel {
    const known = channels.get(portfolioId);
    if (known !== undefined) return known;
    const channel: Channel = { cursor: afterSequence, isDirty: false, isReading: false, followers: new Set() };
    channels.set(portfolioId, channel);
    return channel;
  }

  const listening = await sql.listen(
    "tradewind_changes",
    (payload) => ring(payload.split(",", 1).join()),
    () => {
      for (const portfolioId of channels.keys()) ring(portfolioId);
    },
  );

  return {
    follow(portfolioId, afterSequence, onRow) {
      const channel = channelOf(portfolioId, afterSequence);
      const follower: Follower = { cursor: afterSequence, isCurrent: false, onRow };
      channel.followers.add(follower);
      void catchUp(portfolioId, channel, follower);
      return () => {
        channel.followers.delete(follower);
        if (channel.followers.size === 0) channels.delete(portfolioId);
      };
    },
    async close() {
      isClosed = true;
      await listening.unlisten().catch(() => {});
    },
  };
}

function deliver(follower: Follower, row: JournalRow): void {
  if (row.sequence <= follower.cursor) return;
  follower.cursor = row.sequence;
  follower.onRow(row);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
