import { parseExact } from "../../server/domain/money/integer-json.ts";
import type { DeskFrame, HelloFrame } from "./live-frame.ts";
import { LiveHub, type StreamHandlers, type Tab, type TabMessage } from "./live-hub.ts";
import type { Watch } from "./watch.ts";

const FRAME_KINDS: ReadonlySet<string> = new Set(["hello", "status", "lost", "feed", "prices", "marks", "changes"]);

/** The desk's own server wrote the text; a kind this build does not know is skipped. */
function parseFrame(text: string): DeskFrame | HelloFrame | null {
  const frame = parseExact(text) as DeskFrame | HelloFrame;
  return FRAME_KINDS.has(frame.kind) ? frame : null;
}

function openStream(url: string, handlers: StreamHandlers) {
  const source = new EventSource(url, { withCredentials: true });
  source.onopen = handlers.onOpen;
  source.onerror = handlers.onError;
  const onData = (event: MessageEvent<string>) => handlers.onData(event.data);
  source.onmessage = onData;
  for (const kind of FRAME_KINDS) source.addEventListener(kind, onData);
  return source;
}

async function sendWatch(stream: string, watch: Watch): Promise<boolean> {
  const response = await fetch("/api/live", {
    method: "POST",
    headers: { "content-type": "application/json", "x-tradewind": "1" },
    body: JSON.stringify({ stream, ...watch }),
  });
  return response.ok || response.status === 404; // A stream that is gone says what it shows when it is back.
}

const hub = new LiveHub({
  openStream,
  sendWatch,
  parse: parseFrame,
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
  now: () => Date.now(),
});

type Port = {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<TabMessage>) => void) | null;
};

function serve(port: Port): void {
  const tab: Tab = { post: (message) => port.postMessage(message) };
  port.onmessage = (event) => hub.receive(tab, event.data);
}

/** The same script runs as a shared worker (one for all tabs) and, where there is none, as a tab's own worker. */
const scope = globalThis as unknown as Port & { onconnect?: ((event: MessageEvent) => void) | null };
if ("onconnect" in scope) {
  scope.onconnect = (event) => {
    const [port] = event.ports;
    if (port !== undefined) serve(port);
  };
} else {
  serve(scope);
}
