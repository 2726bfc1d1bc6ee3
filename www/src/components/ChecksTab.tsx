import type { Note, Problem } from "prorata";
import { outcome, text } from "../state";
import { focusPath } from "./Field";

export function ChecksTab() {
  const t = text.value.checks;
  const { problems, quote } = outcome.value;
  return (
    <div class="checks">
      {problems.length === 0 ? (
        <p class="all-good"><b>✓ {t.ok}</b><br />{t.okMore}</p>
      ) : (
        <>
          <h2>{t.problems}</h2>
          <ul>{problems.map((problem, index) => <OneProblem key={index} problem={problem} />)}</ul>
        </>
      )}
      {quote.notes.length > 0 && (
        <>
          <h2>{t.notes}</h2>
          <ul>{quote.notes.map((note, index) => <OneNote key={index} note={note} />)}</ul>
        </>
      )}
    </div>
  );
}

function OneProblem({ problem }: { problem: Problem }) {
  const t = text.value.checks;
  const { message, hint } = text.value.problem(problem);
  return (
    <li class="problem">
      <p><b>{message}</b> {hint}</p>
      <p class="place">
        <button type="button" onClick={() => focusPath(problem.path)}>{t.show}</button>
        <code>{problem.path || t.whole}</code> <code>{problem.code}</code>
      </p>
    </li>
  );
}

const OneNote = ({ note }: { note: Note }) => (
  <li class="note">
    <p>{text.value.note(note.code, note.message)}</p>
    <p class="place"><code>{note.path}</code> <code>{note.code}</code></p>
  </li>
);
