import type { Line } from "prorata";
import { inForce } from "../in-force";
import { chargesOfProduct, nameOf, type LineDraft } from "../order";
import { draft, record, standing, write } from "../ordering";
import { at as pointer } from "../pointer";
import { format, text } from "../state";
import { Choice } from "./Choice";
import { DateField, DecimalField } from "./Field";

interface AmendLineProps {
  line: Pick<Line, "id" | "product" | "name">;
  own: LineDraft;
  /** Where it stands in the draft. */
  at: (string | number)[];
  isNew?: boolean;
}

/** What changes of one line; an empty input leaves it as it is. */
export function AmendLine({ line, own, at, isNew }: AmendLineProps) {
  const t = text.value.order.form;
  const { order } = record.value!;
  const name = nameOf(order, line);
  const charges = chargesOfProduct(order, line.product);
  const [now] = inForce(standing.value!.life, line.id, draft.value.effective);
  const mode = isNew ? "set" : (own.mode ?? "set");
  const path = pointer(...at);
  const field = (key: keyof LineDraft) => ({ path: `/draft${path}/${key}`, value: own[key] as string | undefined, onText: (typed: string) => write(`${path}/${key}`, typed || undefined) });
  return (
    <tr class={own.gone ? "amend-line ends" : "amend-line"} data-line={line.id}>
      <th scope="row">{name}{isNew && <> <span class="tag">{t.isNew}</span></>}</th>
      <td data-label={t.quantity}>
        {!own.gone && (
          <span class="quantity-change">
            {!isNew && <Choice id={`mode-${line.id}`} label={t.mode(name)} value={mode} options={["set", "add"]} names={t.modes} onPick={(picked) => write(`${path}/mode`, picked)} />}
            <DecimalField {...field("quantity")} column="amend-quantity" label={mode === "add" ? t.moreOf(name) : t.quantityOf(name)}
              placeholder={mode === "add" ? "+0" : now?.items[0] ? format.value.number(now.items[0].quantity) : ""} />
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
      <td data-label={t.end}>{!own.gone && <DateField {...field("end")} column="amend-end" label={t.endOf(name)} placeholder={t.asIs} />}</td>
      <td data-label={t.remove} class="tools">
        {isNew
          ? <button type="button" class="quiet remove" title={t.forget(name)} aria-label={t.forget(name)} onClick={() => write(path, undefined)}>×</button>
          : <input type="checkbox" aria-label={t.removeOf(name)} title={t.removeOf(name)} checked={own.gone ?? false} onChange={(event) => write(`${path}/gone`, event.currentTarget.checked || undefined)} />}
      </td>
    </tr>
  );
}
