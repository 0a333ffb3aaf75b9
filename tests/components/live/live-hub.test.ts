import { describe, expect, it } from "vitest";
import type { DeskFrame } from "@/components/live/live-frame.ts";
import { type HubMessage, LiveHub, type StreamHandlers } from "@/components/live/live-hub.ts";
import type { Watch } from "@/components/live/watch.ts";

const POST_MS = 16;
type Timer = { readonly ms: number; readonly action: () => void; isCanceled: boolean };

function openHub() {
  const streams: { url: string; handlers: StreamHandlers; isClosed: boolean }[] = [];
  const sent: [string, Watch][] = [];
  const answers: boolean[] = [];
  const timers: Timer[] = [];
  const posts: Timer[] = [];
  const hub = new LiveHub({
    openStream: (url, handlers) => {
      const stream = { url, handlers, isClosed: false };
      streams.push(stream);
      return {
        close: () => {
          stream.isClosed = true;
        },
      };
    },
    sendWatch: async (stream, watch) => {
      sent.push([stream, watch]);
      return answers.shift() ?? true;
    },
    parse: (text) => JSON.parse(text) as DeskFrame,
    after: (ms, action) => {
      const timer = { ms, action, isCanceled: false };
      (ms === POST_MS ? posts : timers).push(timer);
      return () => {
        timer.isCanceled = true;
      };
    },
    now: () => 0,
  });
  const join = (viewer = "U1", watch?: Watch) => {
    const messages: HubMessage[] = [];
    const tab = { post: (message: HubMessage) => void messages.push(message) };
    hub.receive(tab, { kind: "hello", viewer });
    if (watch !== undefined) hub.receive(tab, { kind: "watch", watch });
    return {
      tab,
      messages,
      frames: () => messages.flatMap((message) => (message.kind === "frames" ? message.frames : [])),
    };
  };
  const send = (frame: unknown) => streams.at(-1)?.handlers.onData(JSON.stringify(frame));
  const pending = () => timers.filter((timer) => !timer.isCanceled);
  /** The pause between two posts is over. */
  const passPause = () => {
    for (const post of posts.splice(0)) if (!post.isCanceled) post.action();
  };
  return { hub, streams, join, send, pending, sent, answers, passPause };
}

const prices = (id: string, last: string, ...numbers: number[]) => ({
  id,
  last,
  trades: numbers.map((number) => ({ number })),
});
const top = (...ids: string[]): Watch => ({ top: ids, deep: [] });

async function settle() {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe("LiveHub", () => {
  it("opens one stream for eight tabs and tells all of them", () => {
    const desk = openHub();
    const tabs = Array.from({ length: 8 }, () => desk.join());
    desk.send({ kind: "status" });
    expect([desk.streams.length, tabs.map((tab) => tab.frames().length)]).toEqual([1, [1, 1, 1, 1, 1, 1, 1, 1]]);
  });

  it("tells every tab when one of them signs out, and closes the stream", () => {
    const desk = openHub();
    const [first, second] = [desk.join(), desk.join()];
    desk.hub.receive(first.tab, { kind: "sign-out" });
    expect(second.messages.at(-1)).toEqual({ kind: "signed-out" });
    expect(desk.pending()).toEqual([]);
  });

  it("shows a late tab the newest prices of what it shows", () => {
    const desk = openHub();
    desk.join("U1", top("BTC-USDT", "ETH-USDT"));
    desk.send({ kind: "prices", at: 1, instruments: [prices("BTC-USDT", "1"), prices("ETH-USDT", "5")] });
    desk.send({ kind: "prices", at: 2, instruments: [prices("BTC-USDT", "2"), prices("XRP-USDT", "9")] });
    const late = desk.join("U1", { top: [], deep: ["BTC-USDT", "XRP-USDT"] });
    expect(late.frames()).toEqual([{ kind: "prices", at: 2, instruments: [prices("BTC-USDT", "2")] }]);
  });

  it("tells the desk what all tabs show together, once it knows its stream and again on a new one", async () => {
    const desk = openHub();
    const first = desk.join("U1", top("BTC-USDT", "ETH-USDT"));
    expect(desk.sent).toEqual([]);
    desk.send({ kind: "hello", stream: "S1" });
    await settle();
    const second = desk.join("U1", { top: ["SOL-USDT"], deep: ["ETH-USDT"] });
    desk.hub.receive(second.tab, { kind: "watch", watch: { top: ["SOL-USDT"], deep: ["ETH-USDT"] } });
    await settle();
    desk.hub.receive(first.tab, { kind: "bye" });
    await settle();
    desk.streams[0]?.handlers.onError();
    desk.pending().at(-1)?.action();
    desk.send({ kind: "hello", stream: "S2" });
    await settle();
    expect(desk.sent).toEqual([
      ["S1", top("BTC-USDT", "ETH-USDT")],
      ["S1", { top: ["BTC-USDT", "SOL-USDT"], deep: ["ETH-USDT"] }],
      ["S1", { top: ["SOL-USDT"], deep: ["ETH-USDT"] }],
      ["S2", { top: ["SOL-USDT"], deep: ["ETH-USDT"] }],
    ]);
  });

  it("says it again when it did not arrive, and only the newest when the tabs change while it says it", async () => {
    const desk = openHub();
    desk.answers.push(false);
    const { tab } = desk.join("U1", top("A"));
    desk.send({ kind: "hello", stream: "S1" });
    for (const id of ["B", "C", "D"]) desk.hub.receive(tab, { kind: "watch", watch: top(id) });
    await settle();
    expect(desk.sent.map(([, watch]) => watch)).toEqual([top("A"), top("D")]);
    desk.answers.push(false);
    desk.hub.receive(tab, { kind: "watch", watch: top("E") });
    await settle();
    desk.pending().at(-1)?.action();
    await settle();
    expect(desk.sent.slice(2).map(([, watch]) => watch)).toEqual([top("E"), top("E")]);
  });

  it("waits longer after each failure and continues after the last change it saw", () => {
    const desk = openHub();
    desk.join();
    desk.send({ kind: "changes", portfolioId: "P1", sequence: 41, changes: [] });
    const waits: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      desk.streams.at(-1)?.handlers.onError();
      const timer = desk.pending().at(-1);
      waits.push(timer?.ms ?? 0);
      timer?.action();
    }
    expect([waits, desk.streams.at(-1)?.url]).toEqual([
      [500, 1_000, 2_000, 4_000, 8_000, 8_000],
      "/api/live?since=P1%3A41",
    ]);
  });

  it("takes a silent stream for a dead one", () => {
    const desk = openHub();
    const tab = desk.join();
    desk.pending().at(-1)?.action();
    expect([desk.streams[0]?.isClosed, tab.messages.at(-1)]).toEqual([
      true,
      { kind: "connection", state: "retrying", retryAt: 500 },
    ]);
  });

  it("tells a tab that comes later what is lost, and not what was last heard of it", () => {
    const desk = openHub();
    desk.join();
    desk.send({ kind: "status" });
    desk.send({ kind: "lost", what: "worker" });
    desk.send({ kind: "lost", what: "prices" });
    expect(desk.join().frames()).toEqual([{ kind: "lost", what: "worker" }]);
    desk.passPause();
  });

  it("posts once a frame: the newest of everything, every print, every change in its order", () => {
    const desk = openHub();
    const { messages, frames } = desk.join("U1", { top: ["ETH-USDT"], deep: ["BTC-USDT"] });
    messages.length = 0;
    desk.send({ kind: "feed", number: 0 });
    for (let number = 1; number <= 500; number += 1) {
      desk.send({ kind: "prices", at: number, instruments: [prices("BTC-USDT", `${number}`, number)] });
      desk.send({ kind: "feed", number });
      desk.send({ kind: "changes", portfolioId: "P1", sequence: number, changes: [] });
    }
    desk.send({ kind: "prices", at: 501, instruments: [prices("ETH-USDT", "7")] });
    expect(messages).toHaveLength(1);
    desk.passPause();
    expect(messages).toHaveLength(2);
    const newest = Array.from({ length: 200 }, (_, index) => index + 301);
    expect(frames().slice(1)).toEqual([
      ...Array.from({ length: 500 }, (_, index) => ({
        kind: "changes",
        portfolioId: "P1",
        sequence: index + 1,
        changes: [],
      })),
      { kind: "feed", number: 500 },
      { kind: "prices", at: 501, instruments: [prices("BTC-USDT", "500", ...newest), prices("ETH-USDT", "7")] },
    ]);
    desk.passPause();
    desk.passPause();
    expect(messages).toHaveLength(2);
  });

  it("sends a hidden tab no price, and when it is shown again the newest of each and that it is resynced", () => {
    const desk = openHub();
    const other = desk.join("U1", top("BTC-USDT"));
    const { tab, messages } = desk.join("U1", top("BTC-USDT"));
    desk.hub.receive(tab, { kind: "visibility", visibility: "hidden" });
    messages.length = 0;
    for (let number = 1; number <= 500; number += 1) {
      desk.send({ kind: "prices", at: number, instruments: [prices("BTC-USDT", `${number}`)] });
      desk.send({ kind: "marks", portfolioId: "P1", equity: `${number}` });
      desk.passPause();
    }
    expect([messages, other.frames().length]).toEqual([[], 1_000]);
    desk.send({ kind: "changes", portfolioId: "P1", sequence: 1, changes: [] });
    expect(messages).toHaveLength(1); // A fill is told also to a tab that nobody looks at.
    desk.hub.receive(tab, { kind: "visibility", visibility: "shown" });
    expect(messages.slice(1)).toEqual([
      {
        kind: "frames",
        frames: [
          { kind: "marks", portfolioId: "P1", equity: "500" },
          { kind: "prices", at: 500, instruments: [prices("BTC-USDT", "500")] },
        ],
      },
      { kind: "resynced" },
    ]);
  });

  it("posts nothing at all to a frozen tab, and says how the connection is when it thaws", () => {
    const desk = openHub();
    const { tab, messages } = desk.join("U1", top("BTC-USDT"));
    desk.hub.receive(tab, { kind: "visibility", visibility: "frozen" });
    messages.length = 0;
    desk.send({ kind: "feed" });
    desk.send({ kind: "changes", portfolioId: "P1", sequence: 1, changes: [] });
    desk.streams[0]?.handlers.onOpen();
    desk.passPause();
    expect(messages).toEqual([]);
    desk.hub.receive(tab, { kind: "visibility", visibility: "shown" });
    expect(messages.map(({ kind }) => kind)).toEqual(["connection", "frames", "resynced"]);
  });

  it("keeps nothing of one person's stream for the next", () => {
    const desk = openHub();
    desk.join("U1");
    desk.send({ kind: "marks", portfolioId: "P1", equity: "100" });
    const next = desk.join("U2");
    expect([desk.streams.length, desk.streams[0]?.isClosed, next.frames()]).toEqual([2, true, []]);
  });

  it("closes the stream when the last tab leaves", () => {
    const desk = openHub();
    const { tab } = desk.join();
    desk.hub.receive(tab, { kind: "bye" });
    expect(desk.streams[0]?.isClosed).toBe(true);
  });
});
