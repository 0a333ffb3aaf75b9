import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong with one request. */
export const WIRE_FAULTS = [
  "limit",
  "ban",
  "long-ban",
  "not-served",
  "unavailable",
  "maintenance-page",
  "silence",
  "stalled-body",
  "truncated",
  "empty-body",
  "reset",
  "overlap",
  "reordered",
  "repeated",
  "elsewhere",
  "empty-page",
] as const;
export type WireFault = (typeof WIRE_FAULTS)[number];

export type Query = Readonly<Record<string, string>>;
type Request = { readonly path: string; readonly query: Query };

/** What an exchange answers on a path; `fault` is one that changes the rows of a page, for the route to apply. */
type Route = (query: Query, fault: WireFault | null) => unknown;

export type LocalExchange = {
  readonly url: string;
  /** Every request that came, in order. */
  readonly requests: readonly Request[];
  /** Requests that came while the exchange had asked for quiet. */
  readonly trespasses: number;
  /** Decides on the fate of each request, counted from 0; null lets it through. */
  faults: (request: Request, number: number) => WireFault | null;
  close(): Promise<void>;
};

export type LocalExchangeOptions = {
  readonly routes: Readonly<Record<string, Route>>;
  /** The clock that quiet times are measured by. */
  readonly now: () => number;
};

const BAN_S = { limit: 7, ban: 120, "long-ban": 36_000 } as const;

/** An exchange's REST address on this machine. */
export async function openLocalExchange({ routes, now }: LocalExchangeOptions): Promise<LocalExchange> {
  const requests: Request[] = [];
  let trespasses = 0;
  let quietUntil = 0;
  const server = createServer((incoming, response) => {
    const request = read(incoming);
    const number = requests.push(request) - 1;
    if (now() < quietUntil) trespasses += 1;
    const fault = exchange.faults(request, number);
    const route = routes[request.path];
    if (fault === "not-served")
      return send(response, 451, "<html>Service unavailable from a restricted location</html>");
    if (fault === "limit" || fault === "ban" || fault === "long-ban") {
      const seconds = BAN_S[fault];
      quietUntil = now() + seconds * 1_000;
      response.setHeader("Retry-After", String(seconds));
      return send(response, fault === "limit" ? 429 : 418, '{"code":-1003,"msg":"Too much request weight used."}');
    }
    if (fault === "unavailable") return send(response, 503, '{"code":-1,"msg":"Service unavailable."}');
    if (fault === "maintenance-page") return send(response, 502, "<html><body>Bad gateway</body></html>");
    if (fault === "silence") return; // The client must lose its patience.
    if (fault === "reset") return void incoming.socket.destroy();
    if (route === undefined) return send(response, 404, '{"code":-1,"msg":"No such path."}');
    const text = JSON.stringify(route(request.query, fault));
    if (fault === "truncated") return send(response, 200, text.slice(0, Math.floor(text.length / 2)));
    if (fault === "empty-body") return send(response, 200, "");
    if (fault === "stalled-body") {
      response.writeHead(200, { "content-type": "application/json", "content-length": String(text.length) });
      return void response.write(text.slice(0, 20));
    }
    send(response, 200, text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const exchange: LocalExchange = {
    url: `http://127.0.0.1:${port}`,
    requests,
    get trespasses() {
      return trespasses;
    },
    faults: () => null,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return exchange;
}

function read(incoming: IncomingMessage): Request {
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://local");
  return { path: pathname, query: Object.fromEntries(searchParams) };
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": body.startsWith("<") ? "text/html" : "application/json" });
  response.end(body);
}

/** A page as a troubled exchange may send it. */
export function troubled<Row>(rows: readonly Row[], fault: WireFault | null): readonly Row[] {
  if (fault === "reordered") return [...rows.slice(rows.length >> 1), ...rows.slice(0, rows.length >> 1)];
  if (fault === "repeated") return rows.flatMap((row, at) => (at % 3 === 0 ? [row, row] : [row]));
  return rows;
}
