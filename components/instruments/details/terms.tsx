import { groupDigits } from "../../ui/format-decimal.ts";
import type { Details } from "../catalogue-client.ts";
import { statusName } from "../instrument-words.ts";
import { Fact, Section } from "./section.tsx";

/** The venue's grid and rules. */
export function Terms({ instrument }: { readonly instrument: Details["instrument"] }) {
  const { tick, lot, minNotional, contractSize, base, quote, kind, settle, status, id } = instrument;
  return (
    <Section title="Terms">
      <dl>
        <Fact name="Status">{statusName(status)}</Fact>
        <Fact name="Tick">{`${tick} ${quote}`}</Fact>
        <Fact name="Lot">{`${lot} ${kind === "spot" || contractSize === "1" ? base : "contracts"}`}</Fact>
        <Fact name="Minimum notional">
          {Number(minNotional) === 0 ? "none stated" : `${groupDigits(minNotional)} ${quote}`}
        </Fact>
        {kind === "spot" ? null : <Fact name="Contract size">{`${groupDigits(contractSize)} ${base}`}</Fact>}
        {settle === null ? null : <Fact name="Settled in">{settle}</Fact>}
        <Fact name="Code">{id}</Fact>
      </dl>
    </Section>
  );
}
