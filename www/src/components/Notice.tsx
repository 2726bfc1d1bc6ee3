import { notice, text } from "../state";

/** What just happened, until it is dismissed. It lies over the page, so that nothing moves. */
export function Notice() {
  return (
    <div class="notice" role="status" hidden={!notice.value}>
      <span>{notice.value}</span>
      <button type="button" aria-label={text.value.footer.dismiss} onClick={() => (notice.value = "")}>×</button>
    </div>
  );
}
