import { currentWeb } from "../../../server/api/web.ts";

export const dynamic = "force-dynamic";

/** For the supervisor: the web answers and reaches its database. Says nothing else to anybody. */
export async function GET(): Promise<Response> {
  try {
    const web = await currentWeb();
    await web.desk.sql`select 1`;
    return Response.json({ isHealthy: true });
  } catch {
    return Response.json({ isHealthy: false }, { status: 503 });
  }
}
