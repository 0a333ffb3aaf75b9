import { EXCHANGES } from "../../adapters/exchanges/exchange-catalog.ts";
import { fetchCatalogue } from "../../adapters/market-data/fetch/fetch-catalogue.ts";
import { exchangeUrl } from "../../platform/env.ts";
import { type Command, done, misused, refused } from "../command.ts";
import { count, counted } from "../count-words.ts";
import { withDesk } from "../desk-database.ts";
import { interruptible } from "../interruptible.ts";
import { commandLinePatience } from "./data-fetch-command.ts";

export const dataCatalogueCommand: Command = {
  name: "data catalogue",
  usage: "data catalogue EXCHANGE",
  summary: "brings all that an exchange lists into the catalogue of instruments",
  details: `EXCHANGE is one of ${EXCHANGES.join(", ")}. Spot markets and perpetuals settled in their quote currency; what is no
longer listed stays, marked delisted. Changed fees are added with the instant from which they hold.`,
  options: {},
  run: async (positionals) => {
    const [exchange, ...more] = positionals;
    if (exchange === undefined || more.length > 0) return misused("Name exactly one EXCHANGE.");
    const result = await interruptible((signal) =>
      withDesk(({ desk }) =>
        fetchCatalogue(desk.sql, exchange, { ...commandLinePatience, signal, baseUrlOf: exchangeUrl }),
      ),
    );
    if (!result.ok) return refused(result.rejection);
    const { instruments, added, changed, unchanged, delisted, leftOut } = result.value;
    const before = `${count(added)} new, ${count(changed)} changed, ${count(unchanged)} as before`;
    const text = `${counted(instruments, "instrument")}: ${before}; ${count(delisted)} no longer listed, ${count(leftOut)} of other kinds left out.`;
    return done(result.value, text);
  },
};
