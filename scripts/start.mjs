// `npm start`: installs what is missing, builds, and serves the page.   npm start -- --port 6000
import { Stop, inRoot, main } from "./lib.mjs";
import { forBuild, setup } from "./setup.mjs";
import { buildPackage } from "./build.mjs";

await main(async () => {
  const port = wantedPort();
  await setup(forBuild);
  await buildPackage();
  const { createServer } = await import("vite");
  const server = await createServer({ root: inRoot("www"), configFile: inRoot("www", "vite.config.ts"), server: { port } });
  await server.listen();
  console.log(`\nProrata is at ${server.resolvedUrls.local[0]}   (Ctrl-C stops it)`);
});

/** The port asked for; Vite takes the next free one from there. */
function wantedPort() {
  const at = process.argv.indexOf("--port");
  if (at < 0) return 5173;
  const port = Number(process.argv[at + 1]);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Stop(`--port wants a number from 1 to 65535, not ${process.argv[at + 1] ?? "nothing"}.`);
}
