import { type BetterAuthOptions, betterAuth } from "better-auth";
import { newUuid } from "./uuid.ts";

export type AuthSettings = {
  readonly adapter: NonNullable<BetterAuthOptions["database"]>;
  readonly secret: string;
  readonly origin: string;
  readonly trustedOrigins: readonly string[];
};

/** Set by our own door and nobody else: what a client says about its address must not choose its rate bucket. */
export const CLIENT_IP_HEADER = "x-tradewind-ip";

const DAY_S = 86_400;

/** Email and password, opaque sessions in the database, no public sign-up. Sign-in is limited per address. */
export function createAuth(settings: AuthSettings) {
  return betterAuth({
    appName: "Tradewind",
    baseURL: settings.origin,
    basePath: "/api/auth",
    secret: settings.secret,
    database: settings.adapter,
    trustedOrigins: [...settings.trustedOrigins],
    emailAndPassword: { enabled: true, disableSignUp: true, autoSignIn: false, minPasswordLength: 12 },
    user: { additionalFields: { role: { type: "string", input: false, required: true } } },
    // No cookie cache: a session that was ended must be dead at the next request.
    session: { expiresIn: 7 * DAY_S, updateAge: DAY_S / 4, cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 300,
      customRules: { "/sign-in/email": { window: 60, max: 15 } },
    },
    advanced: {
      cookiePrefix: "tradewind",
      useSecureCookies: settings.origin.startsWith("https:"),
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      database: { generateId: () => newUuid() },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
