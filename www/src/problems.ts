// What the engine refuses, by the input that it is about: of the quote, of an amendment that is being written, of a renewal.
import { computed } from "@preact/signals";
import type { Problem } from "prorata";
import { made } from "./correcting";
import { preview } from "./ordering";
import { renewal } from "./renewing";
import { runProblemsByPath } from "./running";
import { outcome } from "./state";

/** The problems by the JSON pointer of their input; inputs of an amendment begin with "/draft", of a renewal with "/renew", of billing with "/run", "/post" and "/correction". */
export const problemsByPath = computed(() => {
  const byPath = new Map<string, Problem[]>([...preview.value.byPath, ...(renewal.value?.byPath ?? []), ...runProblemsByPath.value, ...made.value.byPath]);
  for (const problem of outcome.value.problems) byPath.set(problem.path, [...(byPath.get(problem.path) ?? []), problem]);
  return byPath;
});
