import { serveAuth } from "../../../../server/api/serve-auth.ts";
import { currentWeb } from "../../../../server/api/web.ts";

export const dynamic = "force-dynamic";

const serve = async (request: Request): Promise<Response> => serveAuth(request, await currentWeb());

export { serve as GET, serve as POST };
