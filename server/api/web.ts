import { type Auth, createAuth } from "../platform/auth.ts";
import { type WebEnvironment, webEnvironment } from "../platform/env.ts";
import { reportHealth } from "../platform/process-health.ts";
import { authAdapter } from "../services/access/auth-adapter.ts";
import { type Desk, openDesk } from "../services/desk.ts";
import { sweepUploads } from "../services/market-data/uploads/sweep-uploads.ts";
import { openPriceLink, type PriceLink } from "./live/price-link.ts";
import { openWorkerLink, type WorkerLink } from "./live/worker-link.ts";
import { trustedOrigins } from "./request-guard.ts";

export type WebSettings = Omit<WebEnvironment, "logLevel">;

/** What the web process holds for as long as it lives. */
export type Web = {
  readonly settings: WebSettings;
  readonly desk: Desk;
  readonly auth: Auth;
  readonly link: WorkerLink;
  readonly prices: PriceLink;
  close(): Promise<void>;
};

const SWEEP_MS = 3_600_000;

export async function openWeb(settings: WebSettings): Promise<Web> {
  const desk = await openDesk(settings.databaseUrl);
  const link = openWorkerLink({ port: settings.livePort, token: settings.liveToken });
  const prices = openPriceLink({ port: settings.pricesPort, token: settings.pricesToken });
  const auth = createAuth({
    adapter: authAdapter(desk),
    secret: settings.secret,
    origin: settings.origin,
    trustedOrigins: trustedOrigins(settings.origin),
  });
  // A sweep that fails costs disk until the next one, nothing else.
  const sweep = () => void sweepUploads(desk, settings.dataDir, Date.now()).catch(() => undefined);
  sweep();
  const endHealth = settings.supervisorFile === undefined ? () => undefined : reportHealth(settings.dataDir, "web");
  const sweeping = setInterval(sweep, SWEEP_MS).unref();
  return {
    settings,
    desk,
    auth,
    link,
    prices,
    async close() {
      clearInterval(sweeping);
      endHealth();
      link.close();
      prices.close();
      await desk.close();
    },
  };
}

// Next bundles a module once for each route, so a module's own variable would be held several times.
const holder = globalThis as { tradewindWeb?: Promise<Web> | undefined };

export function currentWeb(): Promise<Web> {
  holder.tradewindWeb ??= openWeb(webEnvironment()).catch((error: unknown) => {
    holder.tradewindWeb = undefined; // The database may be starting: the next request tries again.
    throw error;
  });
  return holder.tradewindWeb;
}
