import { outcome } from "../state";
import { DealHeader } from "./DealHeader";
import { ExplainPanel } from "./ExplainPanel";
import { Footer } from "./Footer";
import { LineGrid } from "./LineGrid";
import { Notice } from "./Notice";
import { ResultPanel } from "./ResultPanel";
import { TopBar } from "./TopBar";
import { TotalsBar } from "./TotalsBar";

export function App() {
  const { quoteIsCurrent, planIsCurrent } = outcome.value;
  return (
    <div class={`app ${quoteIsCurrent ? "" : "quote-stale"} ${planIsCurrent ? "" : "plan-stale"}`}>
      <TopBar />
      <DealHeader />
      <TotalsBar />
      <main class="work">
        <LineGrid />
        <ResultPanel />
      </main>
      <ExplainPanel />
      <Footer />
      <Notice />
    </div>
  );
}
