import { z } from "zod";
import { signedInUser } from "../context.ts";
import { id } from "../inputs.ts";
import { admitRequest, clientIp, guardMutation, guardRequest, refusalResponse } from "../request-guard.ts";
import type { Web } from "../web.ts";

const BODY_BYTES_MAX = 64 * 1024;
const TOP_MAX = 500;
const DEEP_MAX = 20;

const watchRequest = z.object({
  stream: z.uuid(),
  top: z.array(id).max(TOP_MAX),
  deep: z.array(id).max(DEEP_MAX),
});

/** Says which instruments a browser shows; prices of nothing else go down its stream. */
export async function serveWatch(request: Request, web: Web): Promise<Response> {
  const refusal = guardRequest(request, web.settings.origin) ?? guardMutation(request);
  if (refusal !== null) return refusalResponse(refusal);
  const user = await signedInUser(request, web);
  if (user === null) return Response.json({ message: "Sign in first." }, { status: 401 });
  const ip = clientIp(request, web.settings.isProxyTrusted);
  const admitted = await admitRequest(request, { ip, bodyBytesMax: BODY_BYTES_MAX });
  if (!(admitted instanceof Request)) return refusalResponse(admitted);
  const asked = watchRequest.safeParse(await admitted.json().catch(() => null));
  if (!asked.success) return Response.json({ message: "The request could not be read." }, { status: 400 });
  const { stream, top, deep } = asked.data;
  const isHere = web.prices.board.watch(stream, user.id, { top: new Set(top), deep: new Set(deep) });
  return isHere
    ? new Response(null, { status: 204 })
    : Response.json({ message: "There is no such stream here, or it is not yours." }, { status: 404 });
}
