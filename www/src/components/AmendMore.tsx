import type { LineDraft } from "../drafting";
import { draft, record, replaceLine, write } from "../ordering";
import { text } from "../state";
import { Choice, Labelled, Tick } from "./Choice";

interface AmendMoreProps { line: string; name: string; own: LineDraft; path: string; quantity: string | undefined }

const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31];
const dayOf = (picked: string) => (picked === "last" ? picked : days.find((day) => String(day) === picked));

/** What is changed more rarely: pause, bill day, no end at all, another product. */
export function AmendMore({ line, name, own, path, quantity }: AmendMoreProps) {
  const t = text.value.order.form;
  const { products } = record.value!.order.quote.catalog;
  const instead = draft.value.added.find((one) => one.insteadOf === line)?.product ?? "";
  const service = own.paused === undefined ? "asIs" : own.paused ? "pause" : "resume";
  const dayNames = Object.fromEntries([["", t.asIs], ...days.map((day) => [String(day), t.billDayIs(day)]), ["last", t.lastDay]]);
  return (
    <tr class="amend-more" data-more={line}>
      <td colSpan={6}>
        <div class="order-fields" role="group" aria-label={t.more(name)}>
          {!own.gone && (
            <>
              <Labelled text={t.service}>
                <Choice id={`service-${line}`} label={t.serviceOf(name)} value={service} options={["asIs", "pause", "resume"]} names={t.services} path={`/draft${path}/paused`}
                  onPick={(picked) => write(`${path}/paused`, picked === "asIs" ? undefined : picked === "pause")} />
              </Labelled>
              <Labelled text={t.billDay}>
                <Choice id={`bill-day-${line}`} label={t.billDayOf(name)} value={String(own.billDay ?? "")} options={["", ...days.map(String), "last"]} names={dayNames} path={`/draft${path}/billDay`}
                  onPick={(picked) => write(`${path}/billDay`, dayOf(picked))} />
              </Labelled>
            </>
          )}
          <Labelled text={t.replace}>
            <Choice id={`replace-${line}`} label={t.replaceBy(name)} value={instead} options={["", ...products.map((product) => product.id)]}
              names={Object.fromEntries([["", t.noSwap], ...products.map((product) => [product.id, product.name ?? product.id])])} onPick={(picked) => replaceLine(line, picked, quantity)} />
          </Labelled>
          {!own.gone && <Tick id={`no-end-${line}`} text={t.noEnd} label={t.noEndOf(name)} isOn={own.end === null} onTick={(isOn) => write(`${path}/end`, isOn ? null : undefined)} />}
        </div>
      </td>
    </tr>
  );
}
