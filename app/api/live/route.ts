import { serveLive } from "../../../server/api/live/serve-live.ts";
import { currentWeb } from "../../../server/api/web.ts";

export const dynamic = "force-dynamic";

const serve = async (request: Request): Promise<Response> => serveLive(request, await currentWeb());

export { serve as GET };
