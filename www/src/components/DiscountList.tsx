import type { Discount } from "prorata";
import { edit, switchDiscountKind } from "../edits";
import { format, outcome, text } from "../state";
import { DecimalField, TextField } from "./Field";

interface DiscountListProps {
  /** The pointer of the list in the request. */
  path: string;
  discounts: readonly Discount[];
  /** Discounts of a ramp's step are percentages only. */
  canBeAmount?: boolean;
  withReason?: boolean;
}

export function DiscountList({ path, discounts, canBeAmount, withReason }: DiscountListProps) {
  const t = text.value.discounts;
  const add = () => {
    edit(path, [...discounts, { percent: "0" }]);
    const added = `${path}/${discounts.length}/percent`;
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>(`[data-path="${added}"]`)?.focus());
  };
  return (
    <span class="discount-list">
      {discounts.map((discount, index) => (
        <OneDiscount key={index} path={`${path}/${index}`} discount={discount} canBeAmount={canBeAmount} withReason={withReason} />
      ))}
      <button type="button" class="quiet add" title={t.add} aria-label={t.add} onClick={add}>+</button>
    </span>
  );
}

function OneDiscount({ path, discount, canBeAmount, withReason }: { path: string; discount: Discount } & Pick<DiscountListProps, "canBeAmount" | "withReason">) {
  const t = text.value.discounts;
  const kind = discount.amount === undefined ? "percent" : "amount";
  const unit = kind === "percent" ? t.percent : format.value.symbol(outcome.value.quote.currency);
  return (
    <span class="one-discount" title={withReason ? undefined : discount.reason}>
      {withReason && (
        <TextField path={`${path}/reason`} class="reason" label={t.reason} placeholder={t.reasonPlaceholder} value={discount.reason}
          onText={(reason) => edit(`${path}/reason`, reason || undefined)} />
      )}
      <DecimalField path={`${path}/${kind}`} column="discount" label={`${t.value}, ${unit}`} class={kind} value={discount[kind]}
        onText={(typed) => edit(`${path}/${kind}`, typed)} />
      {canBeAmount ? (
        <button type="button" class="quiet kind" title={t.switchKind} aria-label={`${unit}: ${t.switchKind}`} onClick={() => switchDiscountKind(path)}>{unit}</button>
      ) : (
        <span class="kind">{unit}</span>
      )}
      <button type="button" class="quiet remove" title={t.remove} aria-label={t.remove} onClick={() => edit(path, undefined)}>×</button>
    </span>
  );
}
