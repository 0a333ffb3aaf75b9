import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { createContext } from "../server/api/context.ts";
import { trustedOrigins } from "../server/api/request-guard.ts";
import { appRouter } from "../server/api/router.ts";
import { currentWeb } from "../server/api/web.ts";

/** The desk's procedures for a page, on behalf of whoever asks for it. A page under a foreign host name does not exist. */
export async function deskCaller() {
  const web = await currentWeb();
  const sent = await headers();
  const hosts = trustedOrigins(web.settings.origin).map((origin) => new URL(origin).host);
  if (!hosts.includes((sent.get("host") ?? "").toLowerCase())) notFound();
  const request = new Request(web.settings.origin, { headers: new Headers(sent) });
  return appRouter.createCaller(await createContext(request, web));
}
