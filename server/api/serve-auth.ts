import { admitRequest, clientIp, guardRequest, refusalResponse } from "./request-guard.ts";
import type { Web } from "./web.ts";

const BODY_BYTES_MAX = 8 * 1024;

// The library brings many more doors; one that nobody needs is one that nobody has to watch.
const DOORS: ReadonlySet<string> = new Set(["/sign-in/email", "/sign-out", "/get-session"]);

export async function serveAuth(request: Request, web: Web): Promise<Response> {
  const refusal = guardRequest(request, web.settings.origin);
  if (refusal !== null) return refusalResponse(refusal);
  if (!DOORS.has(new URL(request.url).pathname.replace(/^\/api\/auth/, ""))) return new Response(null, { status: 404 });
  const ip = clientIp(request, web.settings.isProxyTrusted);
  const admitted = await admitRequest(request, { ip, bodyBytesMax: BODY_BYTES_MAX });
  return admitted instanceof Request ? web.auth.handler(admitted) : refusalResponse(admitted);
}
