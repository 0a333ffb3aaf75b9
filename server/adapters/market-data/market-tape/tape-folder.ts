import { createHash } from "node:crypto";
import { join } from "node:path";

/** Where what was traded on a feed is kept: a name that a person recognises and that no two feeds share. */
export function tapeFolder(dataDir: string, feedKey: string): string {
  const words = feedKey.replace(/[^A-Za-z0-9.-]+/g, "-").slice(0, 60);
  const digest = createHash("sha256").update(feedKey).digest("hex").slice(0, 8);
  return join(dataDir, "tape", `${words}-${digest}`);
}
