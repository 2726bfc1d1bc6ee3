// A select among named options, a box to tick, and the label above a control.
import type { ComponentChildren } from "preact";
import { problemsByPath } from "../problems";
import { FieldProblems, hintOf } from "./Field";

export const Labelled = ({ text, children }: { text: string; children: ComponentChildren }) => (
  <div class="labelled"><span class="label" aria-hidden="true">{text}</span><span class="controls">{children}</span></div>
);

interface ChoiceProps<T extends string> {
  id: string;
  label: string;
  value: T;
  options: readonly T[];
  names: Record<T, string>;
  onPick: (option: T) => void;
  /** The JSON pointer of the value in the request, for the engine's problems. */
  path?: string;
  class?: string;
}

export function Choice<T extends string>({ id, label, value, options, names, onPick, path, class: name }: ChoiceProps<T>) {
  const wrong = path !== undefined && problemsByPath.value.has(path);
  return (
    <span class="field">
      <select id={id} class={name} aria-label={label} value={value} data-path={path} aria-invalid={wrong} aria-describedby={wrong ? hintOf(path) : undefined}
        onChange={(event) => onPick(event.currentTarget.value as T)}>
        {options.map((option) => <option key={option} value={option}>{names[option]}</option>)}
      </select>
      {path !== undefined && <FieldProblems path={path} />}
    </span>
  );
}

interface TickProps { id: string; text: string; label?: string; isOn: boolean; onTick: (isOn: boolean) => void }

export const Tick = ({ id, text, label, isOn, onTick }: TickProps) => (
  <label class="tick"><input type="checkbox" id={id} aria-label={label} checked={isOn} onChange={(event) => onTick(event.currentTarget.checked)} /> {text}</label>
);
