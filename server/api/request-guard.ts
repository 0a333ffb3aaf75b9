import { CLIENT_IP_HEADER } from "../platform/auth.ts";

const LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"];
const CUSTOM_HEADER = "x-tradewind";

/** The origins under which browsers may use the desk: its own and, when that is this machine, the machine's other names. */
export function trustedOrigins(origin: string): string[] {
  const url = new URL(origin);
  if (!LOOPBACK_HOSTS.includes(url.hostname)) return [origin];
  const port = url.port === "" ? "" : `:${url.port}`;
  return LOOPBACK_HOSTS.map((host) => `${url.protocol}//${host}${port}`);
}

export type Refusal = { readonly status: 400 | 403 | 413; readonly message: string };

/**
 * Null for a request that may come in. Host is always checked (a rebound name is a foreign host), Origin whenever it is
 * sent, and for anything but a read it must be there.
 */
export function guardRequest(request: Request, origin: string): Refusal | null {
  const origins = trustedOrigins(origin);
  const hosts = origins.map((trusted) => new URL(trusted).host);
  const host = request.headers.get("host") ?? new URL(request.url).host;
  if (!hosts.includes(host.toLowerCase())) return { status: 403, message: "This host name is not the desk's." };
  const from = request.headers.get("origin");
  if (from !== null && !origins.includes(from)) return { status: 403, message: "This page is not the desk's." };
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site") return { status: 403, message: "This page is not the desk's." };
  if (isRead(request)) return null;
  return from === null ? { status: 403, message: "A request that changes something must say its origin." } : null;
}

/** A header that no foreign page can set without asking first, and asking is refused. */
export function guardMutation(request: Request): Refusal | null {
  if (isRead(request) || request.headers.get(CUSTOM_HEADER) === "1") return null;
  return { status: 403, message: `Set the header "${CUSTOM_HEADER}: 1".` };
}

const isRead = (request: Request): boolean => request.method === "GET" || request.method === "HEAD";

/** Null unless a declared proxy stands before the desk: the last entry is the one that it wrote itself. */
export function clientIp(request: Request, isProxyTrusted: boolean): string | null {
  if (!isProxyTrusted) return null;
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || null;
}

/** The same request with its address as we judge it, and a body no longer than allowed; a refusal when it is longer. */
export async function admitRequest(
  request: Request,
  { ip, bodyBytesMax }: { readonly ip: string | null; readonly bodyBytesMax: number },
): Promise<Request | Refusal> {
  const headers = new Headers(request.headers);
  headers.set(CLIENT_IP_HEADER, ip ?? "127.0.0.1");
  headers.delete("x-middleware-subrequest");
  if (isRead(request)) return new Request(request.url, { method: request.method, headers, signal: request.signal });
  const body = await readBody(request, bodyBytesMax);
  if (body === null) return { status: 413, message: `The request is larger than ${bodyBytesMax} bytes.` };
  return new Request(request.url, { method: request.method, headers, body, signal: request.signal });
}

async function readBody(request: Request, bytesMax: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > bytesMax) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

export const refusalResponse = ({ status, message }: Refusal): Response => Response.json({ message }, { status });
