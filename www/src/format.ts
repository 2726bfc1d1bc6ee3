// How the engine's texts are shown. Decimals go to Intl as texts, which keeps every digit; dates are civil, hence UTC.
import type { Locale } from "./decimal-input";

const tags: Record<Locale, string> = { en: "en-GB", fr: "fr-FR" };
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function keep<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as T;
}

const decimalsOf = (text: string): number => text.split(".")[1]?.length ?? 0;

function digits(text: string, locale: Locale, least: number, options: Intl.NumberFormatOptions): string {
  const places = Math.max(least, decimalsOf(text)); // as many as the engine wrote: Intl never rounds here
  const style = { ...options, minimumFractionDigits: places, maximumFractionDigits: places };
  const format = keep(`${locale} ${JSON.stringify(style)}`, () => new Intl.NumberFormat(tags[locale], style));
  return format.format(text as Intl.StringNumericLiteral);
}

export function formats(locale: Locale) {
  const date = (options: Intl.DateTimeFormatOptions, text: string): string => {
    const format = keep(`${locale} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(tags[locale], { timeZone: "UTC", ...options }));
    const day = new Date(`${text}T00:00:00Z`);
    return Number.isNaN(day.getTime()) ? text : format.format(day);
  };
  return {
    /** An amount without its currency: "6,123.37". */
    amount: (text: string) => digits(text, locale, 0, {}),
    /** An amount with its currency: "€6,123.37". */
    money: (text: string, currency: string) => digits(text, locale, 0, { style: "currency", currency }),
    /** A difference with its sign: "+95.00", "−12.50", "0.00". */
    delta: (text: string, currency?: string) =>
      digits(text, locale, 0, { signDisplay: "exceptZero", ...(currency ? { style: "currency", currency } : {}) }),
    /** "€", as an input's unit. */
    symbol: (currency: string) => {
      const style: Intl.NumberFormatOptions = { style: "currency", currency, currencyDisplay: "narrowSymbol" };
      const format = keep(`symbol ${locale} ${currency}`, () => new Intl.NumberFormat(tags[locale], style));
      return format.formatToParts(0).find((part) => part.type === "currency")?.value ?? currency;
    },
    /** A price as it was agreed, at least as fine as the cents of `like`: "35.00", "0.0125". */
    price: (text: string, like: string) => digits(text, locale, decimalsOf(like), {}),
    /** A quantity or a percentage, as fine as it is. */
    number: (text: string | number) => digits(String(text), locale, 0, {}),
    day: (text: string) => date({ day: "numeric", month: "short", year: "numeric" }, text),
    /** "16–31 Mar 2026" */
    days: (first: string, last: string) => {
      const options: Intl.DateTimeFormatOptions = { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" };
      const format = keep(`range ${locale}`, () => new Intl.DateTimeFormat(tags[locale], options));
      return format.formatRange(new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`));
    },
    month: (text: string) => date({ month: "long", year: "numeric" }, `${text}-01`),
    shortMonth: (text: string) => date({ month: "short" }, `${text}-01`),
  };
}

export type Formats = ReturnType<typeof formats>;
