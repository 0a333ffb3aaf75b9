import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { type Client, connect } from "../../db/client.ts";
import { serveAuth } from "../../server/api/serve-auth.ts";
import { serveTrpc } from "../../server/api/serve-trpc.ts";
import { openWeb, type Web, type WebSettings } from "../../server/api/web.ts";
import type { Role } from "../../server/domain/access/role.ts";
import { hashPassword } from "../../server/platform/password.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { type FakePrices, startFakePrices } from "./fake-prices.ts";
import { type FakeLive, startFakeLive } from "./fake-worker.ts";

const ORIGIN = "http://localhost:4300";
export const PASSWORD = "three green boats sail";

export type TestWeb = {
  readonly web: Web;
  readonly postgres: TestPostgres;
  readonly owner: Client;
  readonly live: FakeLive;
  readonly prices: FakePrices;
  close(): Promise<void>;
};

/** The web side on a real database, as its own database role, without Next and without a network. */
export async function openTestWeb(settings: Partial<WebSettings> = {}): Promise<TestWeb> {
  const postgres = await startTestPostgres();
  const owner = connect(postgres.owner, { max: 2, applicationName: "test-owner" });
  const live = await startFakeLive("live-token");
  const prices = await startFakePrices("prices-token");
  const dataDir = mkdtempSync(joinPath(tmpdir(), "tradewind-web-"));
  const web = await openWeb({
    databaseUrl: postgres.web,
    livePort: live.port,
    liveToken: "live-token",
    pricesPort: prices.port,
    pricesToken: "prices-token",
    secret: "a secret of the tests, long enough to be one",
    origin: ORIGIN,
    setupCode: undefined,
    isProxyTrusted: false,
    feedKind: "synthetic",
    supervisorFile: undefined,
    dataDir,
    uploadBytesMax: 1_000_000,
    ...settings,
  });
  return {
    web,
    postgres,
    owner,
    live,
    prices,
    async close() {
      await web.close();
      await live.stop();
      await prices.stop();
      await owner.end({ timeout: 1 });
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type CallOptions = {
  readonly cookie?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Answer = {
  readonly status: number;
  readonly text: string;
  readonly data: unknown;
  readonly code: string | null;
};

const BROWSER = { host: "localhost:4300", origin: ORIGIN, "content-type": "application/json", "x-tradewind": "1" };

export function requestTo(path: string, method: string, { cookie, headers, body }: CallOptions): Request {
  const sent = new Headers({ ...BROWSER, ...headers });
  for (const [name, value] of Object.entries(headers ?? {})) if (value === "") sent.delete(name);
  if (cookie !== undefined) sent.set("cookie", cookie);
  return new Request(`${ORIGIN}${path}`, { method, headers: sent, ...(body === undefined ? {} : { body }) });
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const parsed = text.startsWith("{") ? JSON.parse(text) : {};
  return { status: response.status, text, data: parsed.result?.data, code: parsed.error?.data?.code ?? null };
}

export async function query(web: Web, path: string, input: unknown, options: CallOptions = {}): Promise<Answer> {
  const search = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return answerOf(await serveTrpc(requestTo(`/api/trpc/${path}${search}`, "GET", options), web));
}

export async function mutate(web: Web, path: string, input: unknown, options: CallOptions = {}): Promise<Answer> {
  const body = options.body ?? JSON.stringify(input ?? {});
  return answerOf(await serveTrpc(requestTo(`/api/trpc/${path}`, "POST", { ...options, body }), web));
}

export async function signIn(web: Web, email: string, password = PASSWORD): Promise<string> {
  const body = JSON.stringify({ email, password });
  const response = await serveAuth(requestTo("/api/auth/sign-in/email", "POST", { body }), web);
  if (response.status !== 200)
    throw new Error(`Sign-in of ${email} failed: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1).join())
    .join("; ");
}

let passwordHash: Promise<string> | null = null;

/** A person put straight into the tables, signed in. */
export async function makePerson(test: TestWeb, name: string, role: Role) {
  passwordHash ??= hashPassword(PASSWORD);
  const id = randomUUID();
  const email = `${name}@desk.example`;
  await test.owner`insert into "user" (id, name, email, role) values (${id}, ${name}, ${email}, ${role})`;
  await test.owner`insert into account (id, account_id, provider_id, user_id, password)
    values (${randomUUID()}, ${id}, 'credential', ${id}, ${await passwordHash})`;
  return { id, email, cookie: await signIn(test.web, email) };
}

export async function join(test: TestWeb, portfolioId: string, userId: string, role: Role): Promise<void> {
  await test.owner`insert into portfolio_member values (${portfolioId}, ${userId}, ${role})`;
}
