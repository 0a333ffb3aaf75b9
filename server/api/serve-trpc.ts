import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext } from "./context.ts";
import { admitRequest, clientIp, guardMutation, guardRequest, refusalResponse } from "./request-guard.ts";
import { appRouter } from "./router.ts";
import type { Web } from "./web.ts";

const ENDPOINT = "/api/trpc";
const BODY_BYTES_MAX = 64 * 1024;
const BATCH_MAX = 10;

export async function serveTrpc(request: Request, web: Web): Promise<Response> {
  const refusal = guardRequest(request, web.settings.origin) ?? guardMutation(request);
  if (refusal !== null) return refusalResponse(refusal);
  if (new URL(request.url).pathname.split(",").length > BATCH_MAX) {
    return refusalResponse({ status: 400, message: `At most ${BATCH_MAX} calls go into one request.` });
  }
  const ip = clientIp(request, web.settings.isProxyTrusted);
  const admitted = await admitRequest(request, { ip, bodyBytesMax: BODY_BYTES_MAX });
  if (!(admitted instanceof Request)) return refusalResponse(admitted);
  return fetchRequestHandler({
    endpoint: ENDPOINT,
    req: admitted,
    router: appRouter,
    createContext: () => createContext(admitted, web),
    responseMeta: () => ({ headers: new Headers({ "cache-control": "no-store" }) }),
    onError: ({ error, path }) => {
      // A failed statement carries its values in message and stack: only the kind of failure goes to the log.
      if (error.code === "INTERNAL_SERVER_ERROR") console.error(`${path ?? "?"}: ${causeOf(error.cause)}`);
    },
  });
}

function causeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown failure";
  const inner = cause.cause;
  const code = inner instanceof Error && "code" in inner ? ` (${String(inner.code)})` : "";
  return `${cause.name}${code}`;
}
