import { serveTrpc } from "../../../../server/api/serve-trpc.ts";
import { currentWeb } from "../../../../server/api/web.ts";

export const dynamic = "force-dynamic";

const serve = async (request: Request): Promise<Response> => serveTrpc(request, await currentWeb());

export { serve as GET, serve as POST };
