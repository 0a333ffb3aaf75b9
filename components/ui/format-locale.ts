export type NumberFormat = "en" | "de" | "fr";

/** How figures and times are written. Every `format-*` file obeys it. */
export type FormatLocale = {
  /** `1,234.5`, `1.234,5`, `1 234,5`. */
  readonly numberFormat: NumberFormat;
  /** `UTC`, `local` (the browser's own zone) or the name of a zone, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly hour12: boolean;
};

export const DEFAULT_LOCALE: FormatLocale = { numberFormat: "en", timeZone: "UTC", hour12: false };

let active = DEFAULT_LOCALE;

export const formatLocale = (): FormatLocale => active;

/** Only ever called in a browser: on the server one process writes for everybody. */
export function setFormatLocale(locale: FormatLocale): void {
  active = locale;
}

const SIGNS = {
  en: { group: ",", point: "." },
  de: { group: ".", point: "," },
  fr: { group: "\u202f", point: "," },
} as const;

export const numberSigns = (): { readonly group: string; readonly point: string } => SIGNS[active.numberFormat];
