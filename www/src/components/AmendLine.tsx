import { useState } from "preact/hooks";
import type { Line } from "prorata";
import type { LineDraft } from "../drafting";
import { inForce } from "../in-force";
import { chargesOfProduct, linesOf, nameOf } from "../order";
import { draft, endLine, record, standing, write } from "../ordering";
import { at as pointer } from "../pointer";
import { format, text } from "../state";
import { AmendMore } from "./AmendMore";
import { Choice } from "./Choice";
import { DateField, DecimalField } from "./Field";

interface AmendLineProps {
  line: Pick<Line, "id" | "product" | "name">;
  own: LineDraft;
  /** Where it stands in the draft. */
  at: (string | number)[];
  isNew?: boolean;
  /** The line whose place it takes. */
  insteadOf?: string;
}

/** What changes of one line; an empty input leaves it as it is. */
export function AmendLine({ line, own, at, isNew, insteadOf }: AmendLineProps) {
  const t = text.value.order.form;
  const { order } = record.value!;
  const [isOpen, setOpen] = useState(false);
  const name = nameOf(order, line);
  const charges = chargesOfProduct(order, line.product);
  const quantity = inForce(standing.value!.life, line.id, draft.value.effective)[0]?.items[0]?.quantity;
  const mode = isNew ? "set" : (own.mode ?? "set");
  const path = pointer(...at);
  const field = (key: "quantity" | "unitPrice" | "percent" | "end") => ({ path: `/draft${path}/${key}`, value: own[key] ?? undefined, onText: (typed: string) => write(`${path}/${key}`, typed || undefined) });
  const replaced = insteadOf === undefined ? undefined : linesOf(order).find((one) => one.id === insteadOf);
  return (
    <tbody>
      <tr class={own.gone ? "amend-line ends" : "amend-line"} data-line={line.id}>
        <th scope="row">{name}{isNew && <> <span class="tag">{t.isNew}</span></>}{replaced && <small>{t.insteadOf(nameOf(order, replaced))}</small>}<Rarely of={own} /></th>
        <td data-label={t.quantity}>
          {!own.gone && (
            <span class="quantity-change">
              {!isNew && <Choice id={`mode-${line.id}`} label={t.mode(name)} value={mode} options={["set", "add"]} names={t.modes} onPick={(picked) => write(`${path}/mode`, picked)} />}
              <DecimalField {...field("quantity")} column="amend-quantity" label={mode === "add" ? t.moreOf(name) : t.quantityOf(name)}
                placeholder={mode === "add" ? "+0" : quantity === undefined ? "" : format.value.number(quantity)} />
            </span>
          )}
        </td>
        <td data-label={t.price}>
          {!own.gone && (
            <span class="price-change">
              {charges.length > 1 && (
                <Choice id={`charge-${line.id}`} label={t.chargeOf(name)} value={own.charge ?? charges[0]!.id} options={charges.map((one) => one.id)}
                  names={Object.fromEntries(charges.map((one) => [one.id, one.name ?? one.id]))} onPick={(picked) => write(`${path}/charge`, picked)} />
              )}
              <DecimalField {...field("unitPrice")} column="amend-price" label={t.priceOf(name)} placeholder="—" />
            </span>
          )}
        </td>
        <td data-label={t.percent}>{!own.gone && <span class="percent-change"><DecimalField {...field("percent")} class="percent" column="amend-percent" label={t.percentOf(name)} placeholder="—" /> {text.value.discounts.percent}</span>}</td>
        <td data-label={t.end}>{!own.gone && own.end !== null && <DateField {...field("end")} column="amend-end" label={t.endOf(name)} placeholder={t.asIs} />}{own.end === null && t.noEnd}</td>
        <td data-label={isNew ? undefined : t.remove} class="tools">
          {isNew
            ? <button type="button" class="quiet remove" title={t.forget(name)} aria-label={t.forget(name)} onClick={() => (replaced ? endLine(replaced.id, false) : write(path, undefined))}>×</button>
            : <>
                <input type="checkbox" aria-label={t.removeOf(name)} title={t.removeOf(name)} checked={own.gone ?? false} onChange={(event) => endLine(line.id, event.currentTarget.checked)} />
                <button type="button" class="quiet more" title={t.more(name)} aria-label={t.more(name)} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>⋯</button>
              </>}
        </td>
      </tr>
      {isOpen && <AmendMore line={line.id} name={name} own={own} path={path} quantity={quantity} />}
    </tbody>
  );
}

/** What is set of the line in its further inputs, also while they are closed. */
function Rarely({ of: { paused, billDay, end, gone } }: { of: LineDraft }) {
  const { set } = text.value.order.amendments;
  const words = [paused !== undefined && (paused ? set.paused : set.resumed), billDay !== undefined && set.billDay(billDay), end === null && set.open].filter(Boolean);
  return words.length === 0 || gone ? null : <small>{words.join(", ")}</small>;
}
