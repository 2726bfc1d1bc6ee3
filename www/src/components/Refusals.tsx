import type { Problem } from "prorata";
import { text } from "../state";

interface RefusalsProps {
  problems: readonly Problem[];
  title?: string;
  /** What else a problem is about. */
  about?: (problem: Problem) => string | undefined;
}

/** Why the engine refuses, in plain words. */
export function Refusals({ problems, title, about }: RefusalsProps) {
  if (problems.length === 0) return null;
  return (
    <div class="refusal" role="alert">
      {title && <b>! {title}</b>}
      {problems.map((problem, index) => {
        const { message, hint } = text.value.problem(problem);
        const other = about?.(problem);
        return <p key={index} data-code={problem.code}>{other && <b>{other}: </b>}{message} {hint}</p>;
      })}
    </div>
  );
}
