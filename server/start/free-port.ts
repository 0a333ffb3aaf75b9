import { createServer } from "node:net";

/** A port that is free now; the caller must cope with losing it before it listens. */
export function freePort(host = "127.0.0.1"): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === "object") done(address.port);
        else fail(new Error(`No free port on ${host}.`));
      });
    });
  });
}

export type PortState =
  | { readonly kind: "free" }
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly reason: string };

export function checkPort(port: number, host: string): Promise<PortState> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", (cause: NodeJS.ErrnoException) => {
      done(cause.code === "EADDRINUSE" ? { kind: "taken" } : { kind: "refused", reason: cause.message });
    });
    server.listen(port, host, () => server.close(() => done({ kind: "free" })));
  });
}
