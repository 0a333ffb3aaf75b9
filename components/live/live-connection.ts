import type { HubMessage, TabMessage } from "./live-hub.ts";
import type { WatchDesk } from "./watch.ts";

export type LiveConnection = {
  readonly signOut: () => void;
  readonly close: () => void;
};

type Channel = { post(message: TabMessage): void; close(): void };

/** A worker shared by all tabs of the browser; where there is none (some phones), one of the tab's own. */
function openChannel(onMessage: (message: HubMessage) => void): Channel {
  const receive = (event: MessageEvent<HubMessage>) => onMessage(event.data);
  if (typeof SharedWorker === "undefined") {
    const worker = new Worker(new URL("./live-worker.ts", import.meta.url), { type: "module", name: "tradewind-live" });
    worker.onmessage = receive;
    return { post: (message) => worker.postMessage(message), close: () => worker.terminate() };
  }
  const { port } = new SharedWorker(new URL("./live-worker.ts", import.meta.url), {
    type: "module",
    name: "tradewind-live",
  });
  port.onmessage = receive;
  return { post: (message) => port.postMessage(message), close: () => port.close() };
}

/** Joins this tab to the browser's one stream. `viewer` is the signed-in user: a change of it starts the stream anew. */
export function connectLive(
  viewer: string,
  watches: WatchDesk,
  onMessage: (message: HubMessage) => void,
): LiveConnection {
  const channel = openChannel(onMessage);
  const greet = () => channel.post({ kind: "hello", viewer });
  const look = () => channel.post({ kind: "watch", watch: watches.watch });
  const leave = () => channel.post({ kind: "bye" });
  const tellVisibility = () =>
    channel.post({ kind: "visibility", visibility: document.visibilityState === "hidden" ? "hidden" : "shown" });
  const freeze = () => channel.post({ kind: "visibility", visibility: "frozen" });
  const comeBack = (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    greet();
    look();
    tellVisibility();
  };
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", comeBack);
  document.addEventListener("visibilitychange", tellVisibility);
  document.addEventListener("freeze", freeze);
  document.addEventListener("resume", tellVisibility);
  greet();
  if (document.visibilityState === "hidden") tellVisibility();
  const stopLooking = watches.listen(look);
  return {
    signOut: () => channel.post({ kind: "sign-out" }),
    close: () => {
      stopLooking();
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", comeBack);
      document.removeEventListener("visibilitychange", tellVisibility);
      document.removeEventListener("freeze", freeze);
      document.removeEventListener("resume", tellVisibility);
      leave();
      channel.close();
    },
  };
}
