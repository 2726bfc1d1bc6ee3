// Keeps the one engine of this program: where its code comes from, whether it runs, and what to do when it dies.
import instantiate, { initSync, __reset } from "./engine.js";
import { ProrataError, failure } from "./error.js";

let source; // () => WebAssembly.Module, or undefined as long as nothing is loaded
let running = false;

/** For entries that hold the engine's code: it is compiled at the first call, synchronously. */
export function provide(compile) {
  let compiled;
  source ??= () => (compiled ??= compile());
}

/** For entries that had to wait for the engine's code. Small engines only start asynchronously in some browsers. */
export async function start(compiled) {
  if (running) return;
  await instantiate({ module_or_path: compiled });
  source = () => compiled;
  running = true;
}

/** Calls one function of the engine; whatever it throws leaves here as a ProrataError. */
export function call(verb, ...args) {
  if (!running) wake();
  try {
    return verb(...args);
  } catch (thrown) {
    if (Array.isArray(thrown?.problems)) throw new ProrataError(thrown.problems);
    // A trap, an exhausted stack or a getter of the caller's that threw: the engine was left halfway
    // through, so its memory is worth nothing any more. The next call starts a fresh one.
    running = false;
    throw failure("internal", `the engine stopped: ${thrown}`, "please report this request; the next call works again", thrown);
  }
}

/** Runs something that reports to a caller's function. What that throws stops the run, and leaves here as it is. */
export function watched(run, report) {
  if (!report) return run();
  let thrown;
  const result = run((progress) => {
    try {
      return report(progress);
    } catch (error) {
      thrown = { error };
      return false;
    }
  });
  if (thrown) throw thrown.error;
  return result;
}

function wake() {
  if (!source) throw failure("not_initialised", "the engine is not loaded yet", "await init() first");
  __reset(); // nothing to reset at the first start
  initSync({ module: source() });
  running = true;
}
