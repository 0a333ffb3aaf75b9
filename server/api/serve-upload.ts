import { AccessError } from "../services/access/authorize.ts";
import { receiveUpload } from "../services/market-data/uploads/receive-upload.ts";
import { actorOf, createContext } from "./context.ts";
import { guardMutation, guardRequest, refusalResponse } from "./request-guard.ts";
import type { Web } from "./web.ts";

const RESERVE_BYTES = 512 * 1_048_576;
const STATUS_OF = { "file-too-large": 413, "disk-full": 507, "broken-off": 400 } as const;

const answer = (status: number, message: string): Response => Response.json({ message }, { status });

/** One file of market data as the body of a request: streamed to disk, never held in memory. */
export async function serveUpload(request: Request, web: Web): Promise<Response> {
  const refusal = guardRequest(request, web.settings.origin) ?? guardMutation(request);
  if (refusal !== null) return refusalResponse(refusal);
  const context = await createContext(request, web);
  if (context.user === null) return answer(401, "Sign in first.");
  const length = request.headers.get("content-length") ?? "";
  if (!/^\d{1,15}$/.test(length)) return answer(411, "Say how long the file is, with Content-Length.");
  if (request.body === null || length === "0") return answer(400, "The file is empty. Choose another one.");
  try {
    const { dataDir, uploadBytesMax } = web.settings;
    const room = { dataDir, bytesMax: uploadBytesMax, reserveBytes: RESERVE_BYTES };
    const received = await receiveUpload(web.desk, actorOf({ ...context, user: context.user }), room, {
      body: request.body,
      bytes: Number(length),
    });
    return received.ok
      ? Response.json(received.value)
      : answer(STATUS_OF[received.rejection.code], received.rejection.message);
  } catch (error) {
    if (error instanceof AccessError) return answer(403, error.message);
    console.error("upload: unknown failure");
    return answer(500, "Something went wrong on the desk. Try again; its log says more.");
  }
}
