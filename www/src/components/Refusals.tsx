import type { Problem } from "prorata";
import { text } from "../state";

/** Why the engine refuses, in plain words. */
export function Refusals({ problems, title }: { problems: readonly Problem[]; title?: string }) {
  if (problems.length === 0) return null;
  return (
    <div class="refusal" role="alert">
      {title && <b>! {title}</b>}
      {problems.map((problem, index) => {
        const { message, hint } = text.value.problem(problem);
        return <p key={index} data-code={problem.code}>{message} {hint}</p>;
      })}
    </div>
  );
}
