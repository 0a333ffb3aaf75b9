import { serveLive } from "../../../server/api/live/serve-live.ts";
import { serveWatch } from "../../../server/api/live/serve-watch.ts";
import { currentWeb } from "../../../server/api/web.ts";

export const dynamic = "force-dynamic";

const serve = async (request: Request): Promise<Response> => serveLive(request, await currentWeb());
const watch = async (request: Request): Promise<Response> => serveWatch(request, await currentWeb());

export { serve as GET, watch as POST };
