// The page's build. `import "prorata"` finds pkg/ through node_modules (scripts/build.mjs links it there),
// by the same `exports` that users of the package get.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // dist/ may be served from any folder
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { target: "es2022", outDir: "dist", emptyOutDir: true },
  server: { fs: { allow: [".."] } }, // pkg/ lies beside www/
});
