// Entry for Cloudflare's workerd, which refuses to compile bytes: the engine is imported as a module.
import module from "./engine.wasm";
import { provide } from "./host.js";

export * from "./verbs.js";

provide(() => module);

/** Nothing to wait for here; the same program runs where there is (see web.js). */
export async function init() {}
