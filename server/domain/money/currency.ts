/** A currency and the smallest part of it that the desk counts: one unit is `10^-decimals`. */
export type Currency = { readonly code: string; readonly decimals: number };

// Venues book to 8 decimals; 10 for what is also quoted against leaves room for tick × lot of a cross such as ETH/BTC.
const CURRENCIES: readonly Currency[] = [
  { code: "USDT", decimals: 8 },
  { code: "BTC", decimals: 10 },
  { code: "ETH", decimals: 10 },
  { code: "SOL", decimals: 8 },
  { code: "XRP", decimals: 8 },
  { code: "USDC", decimals: 8 },
  { code: "USD", decimals: 8 },
];

const byCode = new Map(CURRENCIES.map((currency) => [currency.code, currency]));

/** The listed currency; throws for an unknown code, as no amount of it could be counted. */
export function currencyOf(code: string): Currency {
  const currency = byCode.get(code);
  if (currency === undefined) throw new RangeError(`Currency "${code}" is not listed`);
  return currency;
}
