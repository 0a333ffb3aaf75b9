import { serveExport } from "../../../../server/api/serve-export.ts";
import { currentWeb } from "../../../../server/api/web.ts";

export const dynamic = "force-dynamic";

const serve = async (request: Request): Promise<Response> => serveExport(request, await currentWeb());

export { serve as GET };
