// Starts the engine, restores the last deal, shows the page.
import { render } from "preact";
import { startEngine } from "./engine";
import { dealFrom } from "./share";
import { restoreOrder } from "./orders";
import { restore } from "./state";
import { App } from "./components/App";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/fields.css";
import "./styles/lines.css";
import "./styles/panel.css";
import "./styles/compare.css";
import "./styles/explain.css";
import "./styles/order.css";
import "./styles/billing.css";
import "./styles/print.css";

const page = document.getElementById("page")!;
try {
  const prorata = await startEngine();
  const linked = await dealFrom(location.hash);
  restore(linked);
  restoreOrder(linked !== undefined);
  history.replaceState(null, "", location.pathname + location.search); // edits go on from the link, not back to it
  render(<App />, page);
  Object.assign(globalThis, { __prorata: prorata }); // the browser tests compare this very module with the native engine
} catch (error) {
  page.textContent = `Prorata could not start: ${error instanceof Error ? error.message : error}`;
  page.setAttribute("role", "alert");
  throw error;
}
