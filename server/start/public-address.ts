import { accept, type Result, refuse } from "../domain/errors/rejection.ts";
import type { StartEnvironment } from "../platform/env.ts";

export type PublicAddress = { readonly origin: string; readonly isLoopback: boolean };

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Where browsers find the desk. Beyond this machine only behind a proxy that speaks TLS, and only when both are declared. */
export function publicAddress(environment: StartEnvironment): Result<PublicAddress> {
  const { host, port, origin, isProxyTrusted } = environment;
  if (isLoopback(host)) return accept({ origin: origin ?? `http://localhost:${port}`, isLoopback: true });
  if (isProxyTrusted && origin?.startsWith("https://")) return accept({ origin, isLoopback: false });
  return refuse(
    "host-without-tls",
    `HOST is "${host}", which other machines can reach, and passwords would cross the network unprotected. Put a proxy with TLS before the desk and set TRADEWIND_TRUSTED_PROXY=1 and TRADEWIND_ORIGIN=https://…, or leave HOST out and use ssh -L ${port}:localhost:${port}.`,
    { host },
  );
}
