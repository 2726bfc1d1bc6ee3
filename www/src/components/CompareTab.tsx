import type { Side } from "../engine";
import { sumsDiffer } from "../compare";
import { comparison, hasOwnSwitches, names, onScreen, picked } from "../comparison";
import { nameOf, profileNamed, profileNames } from "../policy";
import { deal, outcome, text } from "../state";
import { Amount } from "./Amount";
import { Choice } from "./Choice";
import { CompareRows } from "./CompareRows";
import { CompareWhy } from "./CompareWhy";
import { Mark } from "./Mark";

/** The deal on screen under two policies, side by side. */
export function CompareTab() {
  const t = text.value.compare;
  const { sides, isCurrent } = comparison.value;
  return (
    <div class={isCurrent ? "compare" : "compare old"}>
      <div class="compare-pick">
        <Pick side={0} label={t.left} />
        <Pick side={1} label={t.right} />
        {!sides.every((side) => side.plan) && sides.map((side, index) => <Refusal key={index} side={side} />)}
      </div>
      {hasOwnSwitches.value && !names.value.includes(onScreen) && <p class="remark">{t.ownSwitches}</p>}
      <Totals />
      <CompareWhy />
      <CompareRows />
    </div>
  );
}

function Pick({ side, label }: { side: 0 | 1; label: string }) {
  const t = text.value;
  const name = names.value[side];
  const profile = profileNamed(name);
  const own: Record<string, string> = hasOwnSwitches.value ? { [onScreen]: t.compare.onScreen(nameOf(deal.value.request.policy)) } : {};
  const options: Record<string, string> = { ...own, ...(profile || name in own ? {} : { [name]: name }), ...profileNames(t) };
  return (
    <div class="labelled">
      <span class="label" aria-hidden="true">{label}</span>
      <Choice id={side === 0 ? "compare-left" : "compare-right"} label={label} value={name} options={Object.keys(options)} names={options}
        onPick={(option) => (picked[side].value = option)} />
      {profile && <small>{t.policy.about(profile)}</small>}
    </div>
  );
}

/** Why a column is empty. */
function Refusal({ side }: { side: Side }) {
  if (side.plan) return <div />;
  return (
    <div class="refusal" role="note">
      <b>! {text.value.compare.refused}</b>
      {side.problems.map((problem, index) => {
        const { message, hint } = text.value.problem(problem);
        return <p key={index}>{message} {hint} <code>{problem.path}</code> <code>{problem.code}</code></p>;
      })}
    </div>
  );
}

/** The sums of both plans, and of what waits. */
function Totals() {
  const t = text.value;
  const { sides: [left, right], rows, waiting } = comparison.value;
  const both = left.plan && right.plan;
  const names = { net: t.totals.net, tax: t.totals.tax, gross: t.totals.gross };
  const nothing = both && !sumsDiffer([left.plan, right.plan]) && ![...rows, ...waiting].some((one) => one.differs);
  return (
    <>
      <table class="compare-table compare-totals">
        <tbody>
          {(["net", "tax", "gross"] as const).map((sum) => {
            const values = [left.plan?.totals[sum], right.plan?.totals[sum]];
            const differs = Boolean(both) && values[0] !== values[1];
            return (
              <tr key={sum} class={differs ? `${sum} differs` : sum} data-sum={sum}>
                <th scope="row">{both && <Mark differs={differs} />}{names[sum]}</th>
                {values.map((value, side) => <td key={side} class="right">{value === undefined ? "—"
                  : <Amount of="plan" side={side ? 1 : 0} path={`/totals/${sum}`} name={names[sum]} value={value} currency={outcome.value.quote.currency} />}</td>)}
              </tr>
            );
          })}
        </tbody>
      </table>
      {nothing && <p class="remark">{t.compare.noDifference}</p>}
    </>
  );
}
