import { keyOf, open, shown, type Ask } from "../explaining";
import { format, text } from "../state";

interface AmountProps extends Omit<Ask, "of"> {
  of?: Ask["of"];
  /** What it is, for those who hear the page. */
  name: string;
  /** The amount as the engine wrote it. */
  value: string;
  /** Shown with its currency. */
  currency?: string;
  /** A price: at least as fine as this amount. */
  like?: string;
  isPercent?: boolean;
  class?: string;
}

/** An amount of the engine's; a press tells how it comes about. */
export function Amount({ path, of = "quote", side, name, value, currency, like, isPercent, class: more = "" }: AmountProps) {
  const f = format.value;
  const ask: Ask = { path, of, side };
  const key = keyOf(ask);
  const words = isPercent ? text.value.percent(f.number(value)) : currency ? f.money(value, currency) : like ? f.price(value, like) : f.amount(value);
  const isShown = shown.value !== undefined && keyOf(shown.value) === key;
  return (
    <button type="button" class={`amount ${more}`} data-explain={key} aria-haspopup="dialog" aria-expanded={isShown}
      aria-label={text.value.explain.amount(name, words)} title={text.value.explain.why} onClick={(event) => open(ask, event.currentTarget)}>{words}</button>
  );
}
