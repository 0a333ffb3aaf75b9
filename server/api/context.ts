import type { Role } from "../domain/access/role.ts";
import type { Actor } from "../services/access/authorize.ts";
import { clientIp } from "./request-guard.ts";
import type { Web } from "./web.ts";

export type SignedInUser = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly sessionId: string;
};

export type Context = {
  readonly web: Web;
  readonly user: SignedInUser | null;
  readonly ip: string | null;
};

export async function signedInUser(request: Request, web: Web): Promise<SignedInUser | null> {
  const found = await web.auth.api.getSession({ headers: request.headers });
  if (found === null) return null;
  const { id, name, email, role } = found.user;
  return { id, name, email, role: role as Role, sessionId: found.session.id };
}

export async function createContext(request: Request, web: Web): Promise<Context> {
  return { web, user: await signedInUser(request, web), ip: clientIp(request, web.settings.isProxyTrusted) };
}

export const actorOf = (context: Context & { readonly user: SignedInUser }): Actor => ({
  userId: context.user.id,
  ip: context.ip,
});
