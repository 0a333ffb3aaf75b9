import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statfsSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveUpload } from "../../server/api/serve-upload.ts";
import { openDesk } from "../../server/services/desk.ts";
import { receiveUpload } from "../../server/services/market-data/uploads/receive-upload.ts";
import { sweepUploads } from "../../server/services/market-data/uploads/sweep-uploads.ts";
import { makePerson, mutate, openTestWeb, type TestWeb } from "./open-test-web.ts";

const HOUR_MS = 3_600_000;
const BYTES_MAX = 1_000_000;

let test: TestWeb;
let folder: string;
let manager: { id: string; cookie: string };
let trader: { id: string; cookie: string };

beforeAll(async () => {
  test = await openTestWeb({ uploadBytesMax: BYTES_MAX });
  folder = join(test.web.settings.dataDir, "uploads");
  manager = await makePerson(test, "mia", "manager");
  trader = await makePerson(test, "tom", "trader");
});
afterAll(() => test?.close());

type Sent = {
  readonly body?: BodyInit | null;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

async function upload({ body = "a,b\n", cookie = manager.cookie, headers = {} }: Sent) {
  const origin = test.web.settings.origin;
  const sent = new Headers({ host: new URL(origin).host, origin, "x-tradewind": "1", cookie, ...headers });
  if (typeof body === "string" && !sent.has("content-length")) sent.set("content-length", String(body.length));
  for (const [name, value] of Object.entries(headers)) if (value === "") sent.delete(name);
  const init = { method: "POST", headers: sent, body: body ?? null, duplex: "half" };
  const response = await serveUpload(new Request(`${origin}/api/data/upload`, init), test.web);
  return { status: response.status, answer: (await response.json()) as { message?: string; uploadId?: string } };
}

const kept = (): string[] => (existsSync(folder) ? readdirSync(folder) : []);

describe("an upload", () => {
  it("lies on disk byte for byte under an id of ours, for nobody else on the machine", async () => {
    const { status, answer } = await upload({ body: "time,open\n1,2\n" });
    expect(status).toBe(200);
    const path = join(folder, answer.uploadId ?? "");
    expect(readFileSync(path, "utf8")).toBe("time,open\n1,2\n");
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  it("comes in by pieces", async () => {
    const pieces = ["time,", "open\n", "1,2\n"].map((text) => new TextEncoder().encode(text));
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
    });
    const { answer } = await upload({ body, headers: { "content-length": "14" } });
    expect(readFileSync(join(folder, answer.uploadId ?? ""), "utf8")).toBe("time,open\n1,2\n");
  });

  it.each([
    ["a rebound host name", { host: "evil.example" }],
    ["a foreign page", { origin: "http://evil.example" }],
    ["no origin", { origin: "" }],
    ["no header of ours", { "x-tradewind": "" }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
  ])("is refused with %s", async (_name, headers) => {
    const before = kept();
    expect((await upload({ headers })).status).toBe(403);
    expect(kept()).toEqual(before);
  });

  it("takes a session and a role that may import", async () => {
    const before = kept();
    expect((await upload({ cookie: "" })).status).toBe(401);
    expect((await upload({ cookie: trader.cookie })).status).toBe(403);
    expect(kept()).toEqual(before);
  });

  it("must say its length, and hold something", async () => {
    expect((await upload({ headers: { "content-length": "" } })).status).toBe(411);
    expect((await upload({ headers: { "content-length": "-1" } })).status).toBe(411);
    expect((await upload({ body: null, headers: { "content-length": "0" } })).status).toBe(400);
  });

  it("is refused before its first byte when it says that it is too large", async () => {
    const before = kept();
    const { status, answer } = await upload({ headers: { "content-length": String(BYTES_MAX + 1) } });
    expect(status).toBe(413);
    expect(answer.message).toMatch(/has 1\.0 MB; 1\.0 MB is the most\. Split it/);
    expect(kept()).toEqual(before);
  });

  it.each([
    ["shorter", "7"],
    ["longer", "3"],
  ])("that is %s than it says leaves nothing behind", async (_name, length) => {
    const before = kept();
    const { status, answer } = await upload({ body: "12345", headers: { "content-length": length } });
    expect([status, answer.message]).toEqual([400, expect.stringContaining("broke off")]);
    expect(kept()).toEqual(before);
  });

  it("that breaks off half way leaves nothing behind", async () => {
    const before = kept();
    let pulls = 0;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        pulls += 1;
        if (pulls > 3) controller.error(new Error("The browser went away"));
        else controller.enqueue(new Uint8Array(1_000));
      },
    });
    const { status, answer } = await upload({ body, headers: { "content-length": "9000" } });
    expect([status, answer.message]).toEqual([400, expect.stringContaining("after 3000 of 9000 bytes")]);
    expect(kept()).toEqual(before);
  });

  it("is refused while the disk has too little room for it and the desk", async () => {
    const desk = await openDesk(test.postgres.web);
    const actor = { userId: manager.id, ip: null };
    const room = { dataDir: test.web.settings.dataDir, bytesMax: BYTES_MAX, reserveBytes: Number.MAX_SAFE_INTEGER };
    const before = kept();
    const body = new Blob(["12345"]).stream();
    const answer = await receiveUpload(desk, actor, room, { body, bytes: 5 });
    expect(answer).toMatchObject({ ok: false, rejection: { code: "disk-full" } });
    expect(kept()).toEqual(before);
    await desk.close();
  });
});

describe("uploads at once", () => {
  it("cannot be promised the same room, and give back what they do not need", async () => {
    const desk = await openDesk(test.postgres.web);
    const actor = { userId: manager.id, ip: null };
    const { dataDir } = test.web.settings;
    const bytes = 2 ** 31; // So much that nobody else takes it from the disk meanwhile; nothing of it is written.
    const { bavail, bsize } = statfsSync(dataDir);
    const room = { dataDir, bytesMax: bytes, reserveBytes: bavail * bsize - 1.5 * bytes };
    let breakOff: (error: Error) => void = () => undefined;
    const stalled = new ReadableStream<Uint8Array>({
      start(controller) {
        breakOff = (error) => controller.error(error);
      },
    });
    const first = receiveUpload(desk, actor, room, { body: stalled, bytes });
    await expect.poll(() => kept().some((name) => name.endsWith(".part"))).toBe(true);
    const send = () => receiveUpload(desk, actor, room, { body: new Blob(["12345"]).stream(), bytes });
    expect(await send()).toMatchObject({ ok: false, rejection: { code: "disk-full" } });
    breakOff(new Error("The browser went away"));
    expect(await first).toMatchObject({ ok: false, rejection: { code: "broken-off" } });
    expect(await send()).toMatchObject({ ok: false, rejection: { code: "broken-off" } });
    expect(await send()).toMatchObject({ ok: false, rejection: { code: "broken-off" } });
    await desk.close();
  });
});

describe("an import of uploads", () => {
  const queue = (uploadId: string, name: string) =>
    mutate(test.web, "data.import", { jobId: randomUUID(), files: [{ uploadId, name }] }, { cookie: manager.cookie });
  const newestFiles = async (): Promise<unknown> => {
    const [row] = await test.owner<{ files: unknown }[]>`
      select request -> 'files' as files from data_job order by created_at desc limit 1`;
    return row?.files;
  };

  it("keeps the name for people's eyes and out of every path", async () => {
    const { answer } = await upload({});
    const uploadId = answer.uploadId ?? "";
    for (const [given, shown] of [
      ["../../etc/passwd", "passwd"],
      ["C:\\data\\BTC 1m.csv", "BTC 1m.csv"],
      ["..", "file without a name"],
      [`${"x".repeat(190)}.csv`, `${"x".repeat(60)}…${"x".repeat(36)}.csv`],
    ] as const) {
      expect((await queue(uploadId, given)).data).toMatchObject({ ok: true });
      expect(await newestFiles()).toEqual([{ name: shown, path: join(folder, uploadId), bytes: 4 }]);
    }
  });

  it("knows only ids of uploads, and says when one is gone", async () => {
    expect((await queue("../../../etc/passwd", "a.csv")).status).toBe(400);
    expect((await queue(randomUUID(), "a.csv")).data).toMatchObject({ ok: false, rejection: { code: "upload-gone" } });
  });
});

describe("the sweep", () => {
  it("removes uploads whose import is done at once, others after a day, and none that a job still reads", async () => {
    const day = (path: string) => utimesSync(path, new Date(), new Date(Date.now() - 25 * HOUR_MS));
    const put = async (status: string | null, isOld: boolean) => {
      const path = join(folder, randomUUID());
      writeFileSync(path, "x");
      if (isOld) day(path);
      const request = { files: [{ path, name: "a", bytes: 1 }], mapping: null, series: null, onBadRows: null };
      if (status !== null) {
        await test.owner`insert into data_job (id, kind, status, request, progress, ended_at)
          values (${randomUUID()}, 'import', ${status}, ${test.owner.json(request)}, '{}', now())`;
      }
      return path;
    };
    const gone = [
      await put("done", false),
      await put("failed", true),
      await put("previewed", true),
      await put(null, true),
    ];
    const stays = [
      await put("running", true),
      await put("queued", true),
      await put("failed", false),
      await put(null, false),
    ];
    await sweepUploads(test.web.desk, test.web.settings.dataDir, Date.now());
    expect(gone.filter(existsSync)).toEqual([]);
    expect(stays.filter(existsSync)).toEqual(stays);
  });

  it("has nothing to do on a desk without uploads", async () => {
    expect(await sweepUploads(test.web.desk, join(folder, "absent"), Date.now())).toBe(0);
  });
});
