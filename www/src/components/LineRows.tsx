import type { Charge, Line, PricedLine } from "prorata";
import { billingInWords, chargesOf } from "../describe";
import { addStep, edit, endLine, removeLine, startLine } from "../edits";
import { at } from "../pointer";
import { problemsByPath } from "../problems";
import { deal, format, outcome, selectedLine, text } from "../state";
import { Amount } from "./Amount";
import { DiscountList } from "./DiscountList";
import { DateField, DecimalField } from "./Field";
import { StepRows } from "./StepRows";

/** One line of the quote: its figures, the steps of its ramp, its dates and billing. */
export function LineRows({ line, index }: { line: Line; index: number }) {
  const { quote } = outcome.value;
  const priced = quote.lines.find((candidate) => candidate.id === line.id);
  const completed = quote.request.lines.find((candidate) => candidate.id === line.id) ?? line;
  const charges = chargesOf(quote.request, completed);
  const product = deal.value.request.catalog.products.find((product) => product.id === line.product);
  const name = line.name ?? product?.name ?? line.product;
  const path = at("lines", index);
  const inTrouble = [...problemsByPath.value.keys()].some((problem) => problem === path || problem.startsWith(`${path}/`));
  const select = () => (selectedLine.value = line.id);
  const classes = ["line", selectedLine.value === line.id && "selected", inTrouble && "in-trouble"].filter(Boolean).join(" ");
  return (
    <tbody class={classes} onFocusCapture={select} onClick={select}>
      <FiguresRow line={line} index={index} name={name} priced={priced} charges={charges} />
      {line.segments?.length ? <StepRows line={line} index={index} name={name} /> : null}
      <DatesRow line={line} index={index} name={name} priced={priced} charges={charges} />
    </tbody>
  );
}

interface RowProps {
  line: Line;
  index: number;
  name: string;
  priced: PricedLine | undefined;
  charges: Charge[];
}

function FiguresRow({ line, index, name, priced, charges }: RowProps) {
  const t = text.value.lines;
  const path = at("lines", index);
  // The engine's lines stand in the order of the last valid request.
  const own = at("lines", outcome.value.quote.lines.findIndex((one) => one.id === line.id));
  const { withTax, list, net } = t;
  return (
    <tr class="figures">
      <td class="number">{index + 1}</td>
      <th scope="row" class="product">{name}{line.optional && <> <span class="tag" title={t.optionalHint}>{t.optional}</span></>}</th>
      <td class="right quantity">
        {line.segments?.length ? <span class="tag">{t.ramp}</span> : (
          <DecimalField path={`${path}/quantity`} column="quantity" label={t.quantityOf(name)} value={line.quantity} placeholder="1"
            onText={(typed, wasEmpty) => edit(`${path}/quantity`, typed === "" && wasEmpty ? undefined : typed)} />
        )}
      </td>
      <td class="right unit result">
        {charges.map((charge) => <UnitPrice key={charge.id} charge={charge} name={name} line={own} priced={priced} />)}
      </td>
      <td class="right result list-cell" data-label={t.list}>{priced && <Amount path={`${own}/list`} name={`${name}, ${list}`} value={priced.list} />}</td>
      <td class="discounts"><DiscountList path={`${path}/discounts`} discounts={line.discounts ?? []} canBeAmount /></td>
      <td class="right result net-cell">
        {priced && (
          <>
            <Amount class="net" path={`${own}/net`} name={`${name}, ${net}`} value={priced.net} />
            <small class="line-gross"><Amount path={`${own}/gross`} name={`${name}, ${withTax}`} value={priced.gross} /> <span>{withTax}</span></small>
          </>
        )}
      </td>
      <td class="tools">
        <button type="button" class="quiet remove" title={t.remove(name)} aria-label={t.remove(name)} onClick={() => removeLine(index)}>×</button>
      </td>
    </tr>
  );
}

/** The price of one unit on the first day: the engine's where the model has one, else the price as it was agreed. */
function UnitPrice({ charge, name, line, priced }: { charge: Charge; name: string; line: string; priced: PricedLine | undefined }) {
  const t = text.value;
  const { price, per } = charge;
  const own = priced?.charges.findIndex((one) => one.charge === charge.id) ?? -1;
  const unit = priced?.charges[own]?.unitPrice;
  const like = priced?.net ?? "0.00";
  const period = per ? t.units(per.unit, 1) : "";
  return (
    <span class="unit-price" title={t.models[price.model]}>
      {price.model === "percentOf" ? t.percent(format.value.number(price.percent))
        : unit !== undefined ? <Amount path={`${line}/charges/${own}/unitPrice`} name={`${name}, ${t.lines.unit}`} value={unit} like={like} />
        : price.model === "flat" ? format.value.price(String(price.amount), like) : t.models[price.model]}
      {period && <small> {t.lines.perUnit(per!.count && per!.count > 1 ? `${per!.count} ${t.units(per!.unit, per!.count)}` : period)}</small>}
    </span>
  );
}

function DatesRow({ line, index, name, priced, charges }: RowProps) {
  const t = text.value.lines;
  const path = at("lines", index);
  const { request } = outcome.value.quote;
  const billing = charges.map((charge) => billingInWords(charge, request, text.value, format.value)).join(" · ");
  return (
    <tr class="dates">
      <td />
      <td colSpan={7}>
        <DateField path={`${path}/start`} column="start" label={t.startOf(name)} class="subtle" value={line.start ?? priced?.start} onText={(day) => startLine(index, day)} />
        <span class="arrow" aria-hidden="true">→</span>
        <DateField path={`${path}/end`} column="end" label={t.endOf(name)} class="subtle" value={line.end ?? priced?.end ?? ""} placeholder={t.noEnd} onText={(day) => endLine(index, day)} />
        <span class="billing">{billing}</span>
        {charges.some((charge) => charge.kind === "recurring") && (
          <button type="button" class="quiet add-step" onClick={() => addStep(index)}>+ {t.addStep}</button>
        )}
      </td>
    </tr>
  );
}
