import { record, standing, view } from "../ordering";
import { outcome } from "../state";
import { AcceptPanel } from "./AcceptPanel";
import { BillingView } from "./BillingView";
import { DealHeader } from "./DealHeader";
import { ExplainPanel } from "./ExplainPanel";
import { Footer } from "./Footer";
import { LineGrid } from "./LineGrid";
import { Notice } from "./Notice";
import { OrderView } from "./OrderView";
import { ResultPanel } from "./ResultPanel";
import { TopBar } from "./TopBar";
import { TotalsBar } from "./TotalsBar";

export function App() {
  const { quoteIsCurrent, planIsCurrent } = outcome.value;
  const isOrder = view.value === "order" && record.value !== undefined && standing.value !== undefined;
  return (
    <div class={`app ${quoteIsCurrent ? "" : "quote-stale"} ${planIsCurrent ? "" : "plan-stale"}`}>
      <TopBar />
      {view.value === "billing" ? <BillingView /> : isOrder ? <OrderView /> : <Quote />}
      <Footer />
      <Notice />
    </div>
  );
}

const Quote = () => (
  <>
    <AcceptPanel />
    <DealHeader />
    <TotalsBar />
    <main class="work">
      <LineGrid />
      <ResultPanel />
    </main>
    <ExplainPanel />
  </>
);
