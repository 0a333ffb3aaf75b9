import { benchData } from "./data.ts";
import { benchFaults } from "./faults.ts";
import { benchOrders } from "./orders.ts";
import { benchPrices } from "./prices.ts";
import { benchStep } from "./step.ts";
import { benchStop } from "./stop.ts";
import { benchUi } from "./ui.ts";

export type Figures = Readonly<Record<string, number>>;

const BENCHMARKS: Readonly<Record<string, { about: string; run: () => Figures | Promise<Figures> }>> = {
  step: { about: "the engine alone: candles and orders a second, beside a tight loop", run: benchStep },
  orders: { about: "durable order lifecycles a second on a real Postgres, beside its own limit", run: benchOrders },
  data: {
    about: "a year of minutes: from a CSV file into the store and from there into columns, beside a table of rows",
    run: benchData,
  },
  prices: {
    about: "price updates a second from the feed to the marks of 500 positions, beside ccxt",
    run: benchPrices,
  },
  stop: { about: "forty positions flattened at a venue that refuses, times out and fills in part", run: benchStop },
  faults: {
    about: "faults of the field that concern orders and margin: how many leave the books and the protection sound",
    run: benchFaults,
  },
  ui: {
    about: "the Trade screen in a browser under 10,000 and 50,000 updates a second; takes about 17 minutes",
    run: benchUi,
  },
};

const HELP = `npm run --silent bench -- NAME [--json]

${Object.entries(BENCHMARKS)
  .map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`)
  .join("\n")}

Prints a small table, or with --json one document {"bench": NAME, "figures": {…}}.`;

async function main(parameters: readonly string[]): Promise<number> {
  const isJson = parameters.includes("--json");
  const [name = "", ...rest] = parameters.filter((parameter) => parameter !== "--json");
  if (name === "--help" || rest.includes("--help")) {
    console.log(HELP);
    return 0;
  }
  const bench = BENCHMARKS[name];
  if (bench === undefined || rest.length > 0) {
    console.error(`There is no benchmark "${[name, ...rest].join(" ")}".\n\n${HELP}`);
    return 2;
  }
  const figures = await bench.run();
  if (isJson) console.log(JSON.stringify({ bench: name, figures }));
  else for (const [key, value] of Object.entries(figures)) console.log(key.padEnd(26), value.toLocaleString("en"));
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
