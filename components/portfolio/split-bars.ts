import type { Stretch } from "./portfolio-client.ts";

/** One cause of the change of equity; where its bar begins and ends on a scale from 0 to 1 over all of them. */
export type SplitBar = {
  readonly key: string;
  readonly name: string;
  readonly hint: string;
  readonly amount: string;
  /** A sum or what is left over, not a cause of profit. */
  readonly kind: "part" | "flow" | "total" | "residual";
  readonly from: number;
  readonly to: number;
};

type Part = Pick<SplitBar, "key" | "name" | "hint" | "amount" | "kind">;

const SLIPPAGE_HINT =
  "What fills cost against the middle of the book when their order was placed or its trigger fired; where that is not known it stays in the price";

const isZero = (text: string): boolean => !/[1-9]/.test(text);

/** The change of equity as a waterfall: each part begins where the one before it ended. What never occurred is left out. */
export function splitBars({
  change,
  price,
  slippage,
  fees,
  funding,
  interest,
  forgiven,
  flow,
  residual,
}: Stretch["split"]): SplitBar[] {
  const part = (key: string, name: string, hint: string, amount: string): Part => ({
    key,
    name,
    hint,
    amount,
    kind: "part",
  });
  const occurring = [
    part("funding", "Funding", "Received and paid for perpetuals at their stamps", funding),
    part("interest", "Borrow interest", "Charged for what was borrowed, paid or still owed", interest),
    part("forgiven", "Debt written off", "By the venue, when all was sold and it did not suffice", forgiven),
    { ...part("flow", "Paid in and out", "Neither profit nor loss", flow), kind: "flow" as const },
  ].filter(({ amount }) => !isZero(amount));
  const parts = [
    part("price", "Price", "What positions gained by their prices, without slippage and fees", price),
    ...(isZero(slippage) ? [] : [part("slippage", "Slippage", SLIPPAGE_HINT, slippage)]),
    part("fees", "Fees", "Those in a coin count at the price of their fill", fees),
    ...occurring,
    ...(isZero(residual)
      ? []
      : [
          {
            ...part("residual", "Unexplained", "The books do not add up: please report it", residual),
            kind: "residual" as const,
          },
        ]),
  ];
  let level = 0;
  const ends = parts.map(({ amount }) => {
    const from = level;
    level += Number(amount);
    return { from, to: level };
  });
  const total: Part = { ...part("change", "Equity", "All of it together", change), kind: "total" };
  const all = [...parts, total];
  const spans = [...ends, { from: 0, to: Number(change) }];
  const low = Math.min(0, ...spans.map(({ to }) => to));
  const high = Math.max(0, ...spans.map(({ to }) => to));
  const scaled = (value: number): number => (high === low ? 0 : (value - low) / (high - low));
  return all.map((each, index) => {
    const { from, to } = spans[index] ?? { from: 0, to: 0 };
    return { ...each, from: scaled(from), to: scaled(to) };
  });
}
