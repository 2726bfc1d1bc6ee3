// Entry for Node, Deno, Bun and whoever wants no second file: the engine travels inside the JavaScript.
import base64 from "./engine.base64.js";
import { provide } from "./host.js";

export * from "./verbs.js";

provide(() => new WebAssembly.Module(bytes()));

/** Nothing to wait for here; the same program runs where there is (see web.js). */
export async function init() {}

function bytes() {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
