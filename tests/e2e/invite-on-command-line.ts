import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Desk } from "./desk-test.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** `tradewind users invite` against the running desk; answers the link to hand over. */
export async function inviteOnCommandLine(desk: Desk, email: string, role: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["server/platform/run.js", "server/cli/main.ts", "users", "invite", email, "--role", role, "--json"],
    { cwd: root, env: { ...process.env, TRADEWIND_DATA_DIR: desk.dataDir }, timeout: 30_000 },
  );
  const invited: { link: string } = JSON.parse(stdout);
  return invited.link;
}
