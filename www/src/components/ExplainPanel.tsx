import { useEffect, useRef } from "preact/hooks";
import { back, close, currency, explanation, keyOf, opened, shown } from "../explaining";
import { format, locale, text } from "../state";
import { ExplainStep, Exact, Steps } from "./ExplainStep";

/** How an amount comes about: the sentence, the value, and the steps. The page stays usable beside it. */
export function ExplainPanel() {
  const title = useRef<HTMLHeadingElement>(null);
  const key = shown.value && keyOf(shown.value);
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    title.current?.closest(".explain")?.scrollTo(0, 0);
  }, [key]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inField = event.target instanceof Element && event.target.matches("input, select"); // there, Escape restores what was typed
      if (event.key === "Escape" && opened.value && !inField) close();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const why = explanation.value;
  if (!why || !opened.value || !shown.value) return null;
  const t = text.value.explain;
  const isPercent = shown.value.path.endsWith("/percent");
  return (
    <div class={opened.value.onLeft ? "explain on-left" : "explain"} role="dialog" aria-labelledby="explain-title" data-shown={key}>
      <div class="explain-tools">
        {opened.value.trail.length > 1 && <button type="button" class="quiet" id="explain-back" onClick={back}>← {t.back}</button>}
        <span class="label">{t.title}</span>
        <button type="button" class="quiet" id="explain-close" aria-label={t.close} title={t.close} onClick={close}>×</button>
      </div>
      <h2 id="explain-title" tabIndex={-1} ref={title}>{why.text[locale.value]}</h2>
      <p class="explain-value">
        <b id="explain-value">{isPercent ? text.value.percent(format.value.number(why.value)) : format.value.money(why.value, currency.value)}</b>
        <Exact of={why} />
      </p>
      {why.of.length > 0
        ? <Steps key={key} of={why} depth={0} />
        : <ul class="steps"><ExplainStep step={why} sign="" depth={1} /></ul>}
      <p class="remark">{t.hint}</p>
    </div>
  );
}
