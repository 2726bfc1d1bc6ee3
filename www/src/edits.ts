// What a rep can do to a deal. Inputs are written as typed; the engine judges them.
import type { Discount, Line, QuoteRequest, Segment } from "prorata";
import { oneYearAfter } from "./engine";
import { at, get, put } from "./pointer";
import { deal, outcome, selectedLine } from "./state";

const change = (request: QuoteRequest) => (deal.value = { ...deal.value, request });

/** Writes one input; undefined takes it out. */
export const edit = (path: string, value: unknown) => change(put(deal.value.request, path, value));

export const valueAt = (path: string): unknown => get(deal.value.request, path);

export const giveEventDate = (event: string, date: string) =>
  (deal.value = { ...deal.value, events: put(deal.value.events, at(event), date || undefined) });

/** The quote's start. Ramps of lines that start with it move their first step along: a ramp begins when its line does. */
export function startQuote(date: string): void {
  const lines = deal.value.request.lines.map((line) => (line.start === undefined ? rampFrom(line, date) : line));
  change({ ...deal.value.request, start: date, lines });
}

/** A line's own start; an empty text goes back to the quote's. */
export function startLine(index: number, date: string): void {
  const line = deal.value.request.lines[index]!;
  const moved = rampFrom(line, date || deal.value.request.start);
  edit(at("lines", index), put(moved, at("start"), date || undefined));
}

/** A line's own last day; an empty text goes back to the quote's. */
export function endLine(index: number, date: string): void {
  const line = put(deal.value.request.lines[index]!, at("term"), undefined);
  edit(at("lines", index), put(line, at("end"), date || undefined));
}

function rampFrom(line: Line, date: string): Line {
  return line.segments?.length ? put(line, at("segments", 0, "start"), date) : line;
}

export type TermKind = "term" | "end" | "open";

export const termKind = (request: QuoteRequest): TermKind =>
  request.term ? "term" : request.end === null ? "open" : "end";

/** Another way to say how long. A last day begins as the one that the engine computed for the term. */
export function setTermKind(kind: TermKind): void {
  const { term: _, end: __, ...rest } = deal.value.request;
  if (kind === "term") change({ ...rest, term: { count: 12, unit: "month" } });
  else if (kind === "end") change({ ...rest, end: outcome.value.quote.end ?? oneYearAfter(rest.start) });
  else change({ ...rest, end: null });
}

export function addLine(product: string): void {
  const taken = new Set(deal.value.request.lines.map((line) => line.id));
  let number = deal.value.request.lines.length + 1;
  while (taken.has(String(number))) number++;
  const id = String(number);
  change({ ...deal.value.request, lines: [...deal.value.request.lines, { id, product, quantity: "1" }] });
  selectedLine.value = id;
}

export const removeLine = (index: number) => edit(at("lines", index), undefined);

/** One more step of a line's ramp, a year after the last; a line without a ramp gets its first two. */
export function addStep(index: number): void {
  const line = deal.value.request.lines[index]!;
  const start = line.start ?? deal.value.request.start;
  const steps: Segment[] = line.segments?.length ? line.segments : [{ start, quantity: line.quantity ?? "1" }];
  const lastStep = steps[steps.length - 1]!;
  edit(at("lines", index, "segments"), [...steps, { ...lastStep, start: oneYearAfter(lastStep.start ?? start) }]);
}

/** Takes a step out; what is left of a ramp of one step is a plain line. */
export function removeStep(index: number, step: number): void {
  const line = put(deal.value.request.lines[index]!, at("segments", step), undefined);
  edit(at("lines", index), line.segments?.length ? line : put(line, at("segments"), undefined));
}

/** A discount in percent becomes one in currency and back; the figure stays as typed. */
export function switchDiscountKind(path: string): void {
  const { percent, amount, ...rest } = valueAt(path) as Discount;
  edit(path, percent === undefined ? { ...rest, percent: amount } : { ...rest, amount: percent });
}
