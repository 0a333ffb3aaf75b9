import { serveUpload } from "../../../../server/api/serve-upload.ts";
import { currentWeb } from "../../../../server/api/web.ts";

export const dynamic = "force-dynamic";

const serve = async (request: Request): Promise<Response> => serveUpload(request, await currentWeb());

export { serve as POST };
