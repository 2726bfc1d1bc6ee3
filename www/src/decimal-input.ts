// What a person types, brought to the engine's notation. It only respells; the engine decides what is valid.

export type Locale = "en" | "fr";

/** In French, a comma is the decimal point and spaces group digits: "1 234,5" is "1234.5". Anything else stays as typed. */
export function toEngine(typed: string, locale: Locale): string {
  const text = typed.trim();
  if (locale !== "fr" || !/^-?\d[\d\s]*(,\d*)?$/.test(text)) return text;
  return text.replace(/\s/g, "").replace(",", "."); // \s has the no-break spaces U+00A0 and U+202F, which Intl writes
}

/** The engine's notation, respelled for an input: "12.5" is "12,5" in French. */
export function toTyped(text: string, locale: Locale): string {
  return locale === "fr" && /^-?\d+\.\d+$/.test(text) ? text.replace(".", ",") : text;
}

/** Counts (days, months) are JSON numbers, never money; whatever is not plain digits goes to the engine as typed. */
export function toCount(typed: string): number | string {
  const text = typed.trim();
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}
