import { z } from "zod";
import { LOT_VIEWS } from "../domain/positions/realised-gains.ts";
import { AccessError } from "../services/access/authorize.ts";
import { exportFills, exportOrders } from "../services/orders/export-orders.ts";
import { exportGains } from "../services/portfolios/lots/realised-gains.ts";
import { actorOf, createContext } from "./context.ts";
import { fillSearchInput, orderSearchInput } from "./order-inputs.ts";
import { guardRequest, refusalResponse } from "./request-guard.ts";
import type { Web } from "./web.ts";

const addressed = { portfolioId: z.uuid() };
const ordersInput = orderSearchInput.extend(addressed);
const gainsInput = z.object({
  ...addressed,
  method: z.enum(LOT_VIEWS),
  year: z.int().min(1970).max(9999).nullable().default(null),
});
const fillsInput = fillSearchInput.extend(addressed);

const refuse = (status: number, message: string): Response => Response.json({ message }, { status });

/** Who has read nothing for so long has gone without saying so. */
const IDLE_MS = 60_000;

/** All rows that a listing has, under the same filter and in the same order, as one CSV file that is written while it is read. */
export async function serveExport(request: Request, web: Web, idleMs = IDLE_MS): Promise<Response> {
  const refusal = guardRequest(request, web.settings.origin);
  if (refusal !== null) return refusalResponse(refusal);
  const context = await createContext(request, web);
  if (context.user === null) return refuse(401, "Sign in first.");
  const actor = actorOf({ ...context, user: context.user });
  const search = new URL(request.url).searchParams;
  const what = search.get("what");
  const asked = readJson(search.get("search"));
  try {
    if (what === "orders") {
      const input = ordersInput.safeParse(asked);
      if (!input.success) return refuse(400, "The export's filter could not be read. Reload the page and try again.");
      return csvResponse("orders", await exportOrders(web.desk, actor, input.data), idleMs);
    }
    if (what === "gains") {
      const input = gainsInput.safeParse(asked);
      if (!input.success) return refuse(400, "The export's method could not be read. Reload the page and try again.");
      return csvResponse("realised-gains", await exportGains(web.desk, actor, input.data), idleMs);
    }
    const input = fillsInput.safeParse(asked);
    if (what !== "fills" || !input.success) {
      return refuse(400, `"${(what ?? "").slice(0, 40)}" cannot be exported so. Reload the page and try again.`);
    }
    return csvResponse("fills", await exportFills(web.desk, actor, input.data), idleMs);
  } catch (error) {
    if (error instanceof AccessError) return refuse(error.code === "not-found" ? 404 : 403, error.message);
    console.error("export: unknown failure");
    return refuse(500, "Something went wrong on the desk. Try again; its log says more.");
  }
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
}

const CHUNK_CHARS = 65_536;

function csvResponse(name: string, lines: AsyncGenerator<string>, idleMs: number): Response {
  const encoder = new TextEncoder();
  let idle: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      clearTimeout(idle);
      let chunk = "";
      while (chunk.length < CHUNK_CHARS) {
        const line = await lines.next();
        if (line.done === true) {
          if (chunk !== "") controller.enqueue(encoder.encode(chunk));
          return controller.close();
        }
        chunk += line.value;
      }
      controller.enqueue(encoder.encode(chunk));
      idle = setTimeout(() => {
        controller.error(new Error("Nobody read the export any further"));
        void lines.return(undefined);
      }, idleMs).unref();
    },
    // Who closes the tab ends the reading: its connection to the database is free again.
    async cancel() {
      clearTimeout(idle);
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="tradewind-${name}.csv"`,
      "cache-control": "no-store",
    },
  });
}
