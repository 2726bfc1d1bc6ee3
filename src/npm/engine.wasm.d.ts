/** The engine's code: an address, a WebAssembly.Module or bytes, as your bundler or runtime imports .wasm files. */
declare const engine: string | object;
export default engine;
