// Inputs that keep what is typed while they have the focus, show the engine's problems and know where they stand.
import type { TargetedKeyboardEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { toEngine, toTyped } from "../decimal-input";
import { problemsByPath } from "../problems";
import { format, locale, text } from "../state";

export interface FieldProps {
  /** The JSON pointer of the value in the request. */
  path: string;
  value: string | number | undefined;
  label: string;
  /** `wasEmpty`: there was no value when the editing began; an empty text then means none again. */
  onText: (typed: string, wasEmpty: boolean) => void;
  /** Inputs of one column share a name: Enter goes to the next of them. */
  column?: string;
  placeholder?: string;
  class?: string;
  list?: string;
  size?: number;
}

interface Kind {
  type: "text" | "date";
  inputMode?: "decimal" | "numeric" | "text";
  show: (value: string) => string;
  read: (typed: string) => string;
}

const plain: Kind = { type: "text", show: (value) => value, read: (typed) => typed };
const count: Kind = { ...plain, inputMode: "numeric" };
const day: Kind = { ...plain, type: "date" };
const decimal: Kind = {
  type: "text",
  inputMode: "decimal",
  show: (value) => toTyped(value, locale.value),
  read: (typed) => toEngine(typed, locale.value),
};

export const TextField = (props: FieldProps) => <Field {...props} kind={plain} />;
export const CountField = (props: FieldProps) => <Field {...props} kind={count} />;
export const DecimalField = (props: FieldProps) => <Field {...props} kind={decimal} class={`decimal ${props.class ?? ""}`} />;

/** A date: the browser's picker, and the page's language while it is not being edited. */
export function DateField(props: FieldProps) {
  const value = String(props.value ?? "");
  return (
    <span class="date-field">
      <Field {...props} kind={day} class={`date ${props.class ?? ""}`} />
      <span class="date-shown" aria-hidden="true">{value ? format.value.day(value) : (props.placeholder ?? "—")}</span>
    </span>
  );
}

function Field({ path, value, label, onText, column, kind, class: name, ...rest }: FieldProps & { kind: Kind }) {
  const [draft, setDraft] = useState<string | null>(null);
  const before = useRef("");
  const shown = value === undefined ? "" : kind.show(String(value));
  const problems = problemsByPath.value.get(path) ?? [];
  const hint = hintOf(path);

  const take = (typed: string) => {
    setDraft(typed);
    onText(kind.read(typed), before.current === "");
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && draft !== null) take(before.current);
    if (event.key === "Enter") toNeighbour(event.currentTarget, event.shiftKey ? -1 : 1);
  };
  return (
    <span class="field">
      <input
        {...rest}
        class={name}
        type={kind.type}
        inputMode={kind.inputMode}
        autocomplete="off"
        value={draft ?? shown}
        aria-label={label}
        aria-invalid={problems.length > 0}
        aria-describedby={problems.length > 0 ? hint : undefined}
        data-path={path}
        data-column={column}
        onFocus={(event) => {
          before.current = shown;
          setDraft(shown);
          if (kind.type === "text") event.currentTarget.select();
        }}
        onInput={(event) => take(event.currentTarget.value)}
        onBlur={() => setDraft(null)}
        onKeyDown={onKeyDown}
      />
      <FieldProblems path={path} />
    </span>
  );
}

/** The id of what is wrong with the input of a pointer. */
export const hintOf = (path: string) => `problem-of${path.replace(/[^\w-]/g, "-")}`;

/** What the engine says of the input of a pointer, beside it. */
export function FieldProblems({ path }: { path: string }) {
  const problems = problemsByPath.value.get(path) ?? [];
  if (problems.length === 0) return null;
  return (
    <span class="field-problem" id={hintOf(path)}>
      {problems.map((problem) => {
        const { message, hint } = text.value.problem(problem);
        return <span key={problem.code}>{message} {hint}</span>;
      })}
    </span>
  );
}

/** Enter moves down the column, Shift+Enter up. */
function toNeighbour(input: HTMLInputElement, step: 1 | -1): void {
  const { column } = input.dataset;
  if (!column) return;
  const all = [...document.querySelectorAll<HTMLInputElement>(`input[data-column="${column}"]`)];
  all[all.indexOf(input) + step]?.focus();
}

/** Puts the focus on the input of a pointer, or of the nearest place around it. */
export function focusPath(path: string): void {
  for (let place = path; place; place = place.slice(0, place.lastIndexOf("/"))) {
    const input = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(place)}"], [data-path^="${CSS.escape(place)}/"]`);
    if (input) return input.focus();
  }
}
