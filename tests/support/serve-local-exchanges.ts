import { writeFileSync } from "node:fs";
import { openLocalBinance } from "./local-exchange-binance.ts";
import { openLocalOkx } from "./local-exchange-okx.ts";
import { makeTruth } from "./local-exchange-truth.ts";

// Exchanges of this machine in a process of their own, for commands that are waited for; says their addresses in one line.
const listedAt = Date.UTC(2026, 0, 1);
const truth = makeTruth({ seed: 9, listedAt, now: listedAt + 86_400_000 });
const open = () => openLocalBinance({ truth, now: () => Date.now() });
const [well, refusing, banning, silent] = await Promise.all([open(), open(), open(), open()]);
const okx = await openLocalOkx({ truth, now: () => Date.now() });
refusing.faults = () => "not-served";
banning.faults = () => "long-ban";
silent.faults = () => {
  writeFileSync(process.argv[2] ?? "", "");
  return "silence";
};
process.on("disconnect", () => process.exit(0));
process.send?.({ well: well.url, refusing: refusing.url, banning: banning.url, silent: silent.url, okx: okx.url });
