import { Fragment } from "preact";
import { linesOf } from "../order";
import { addLine, draft, record } from "../ordering";
import { text } from "../state";
import { AmendLine } from "./AmendLine";

/** What changes of which line, and the lines that join. */
export function AmendLines() {
  const t = text.value.order.form;
  const { order } = record.value!;
  return (
    <>
      <table class="amend-lines">
        <thead>
          <tr>
            <th scope="col">{t.line}</th><th scope="col">{t.quantity}</th><th scope="col">{t.price}</th><th scope="col">{t.percent}</th><th scope="col">{t.end}</th><th scope="col">{t.remove}</th>
          </tr>
        </thead>
        {linesOf(order).map((line) => (
          <Fragment key={line.id}>
            <AmendLine line={line} own={draft.value.lines[line.id] ?? {}} at={["lines", line.id]} />
            <Added insteadOf={line.id} />
          </Fragment>
        ))}
        <Added />
      </table>
      <select class="add-line" id="amend-add-line" aria-label={text.value.lines.add} value="" onChange={(event) => {
        addLine(event.currentTarget.value);
        event.currentTarget.value = "";
      }}>
        <option value="">+ {text.value.lines.add}</option>
        {order.quote.catalog.products.map((product) => <option key={product.id} value={product.id}>{product.name ?? product.id}</option>)}
      </select>
      <p class="remark">{t.untilStep}</p>
    </>
  );
}

/** New lines: those that take the place of a line, or no line's. */
function Added({ insteadOf }: { insteadOf?: string }) {
  return <>{draft.value.added.map((line, place) => line.insteadOf === insteadOf && <AmendLine key={line.id} line={line} own={line} at={["added", place]} isNew insteadOf={insteadOf} />)}</>;
}
