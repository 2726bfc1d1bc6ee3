// A consumer's program: one import, one await, no configuration of the bundler.
import * as prorata from "prorata";

globalThis.early = attempt(() => prorata.engineInfo());
globalThis.ready = prorata.init().then(() => {
  globalThis.prorata = prorata;
  return prorata.engineInfo();
});

function attempt(body) {
  try {
    return body();
  } catch (error) {
    return { isProrataError: error instanceof prorata.ProrataError, ...error.toJSON() };
  }
}
