import { outcome, text } from "../state";

const short = (digest: string) => digest.replace("sha256:", "").slice(0, 12);

export function Footer() {
  const t = text.value.footer;
  const { receipt } = outcome.value.quote;
  return (
    <footer class="footer">
      <span>{t.proof}</span>
      <span>{t.engine} <b>{receipt.engine}</b></span>
      <span>{t.policy} <b>{receipt.policy}</b></span>
      <span title={receipt.result}>{t.receipt} <code id="receipt">{short(receipt.result)}</code></span>
    </footer>
  );
}
