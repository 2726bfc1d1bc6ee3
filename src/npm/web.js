// Entry for browsers, with or without a bundler: the engine is fetched once, next to this file.
import { failure } from "./error.js";
import { start } from "./host.js";

export * from "./verbs.js";

let loading;

/** Loads the engine; calls after the first wait for the same load. A load that failed may be tried again. */
export function init(from = new URL("./engine.wasm", import.meta.url)) {
  loading ??= load(from).catch((cause) => {
    loading = undefined;
    const hint = "serve engine.wasm beside the script, or pass its address: await init(url)";
    throw failure("engine_not_loaded", `the engine could not be loaded: ${cause?.message ?? cause}`, hint, cause);
  });
  return loading;
}

async function load(from) {
  const given = await from;
  await start(given instanceof WebAssembly.Module ? given : await compile(given));
}

async function compile(given) {
  if (ArrayBuffer.isView(given) || given instanceof ArrayBuffer) return WebAssembly.compile(given);
  const response = given instanceof Response ? given : await fetch(given);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText} for ${response.url}`);
  const streams = response.headers.get("content-type") === "application/wasm" && WebAssembly.compileStreaming;
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
