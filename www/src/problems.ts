// What the engine refuses, by the input that it is about: of the quote, and of the amendment that is being written.
import { computed } from "@preact/signals";
import type { Problem } from "prorata";
import { preview } from "./ordering";
import { outcome } from "./state";

/** The problems by the JSON pointer of the input that they are about; inputs of an amendment begin with "/draft". */
export const problemsByPath = computed(() => {
  const byPath = new Map<string, Problem[]>(preview.value.byPath);
  for (const problem of outcome.value.problems) byPath.set(problem.path, [...(byPath.get(problem.path) ?? []), problem]);
  return byPath;
});
