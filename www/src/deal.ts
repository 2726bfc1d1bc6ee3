// The inputs of the page: a request, as typed, and the dates that the rep gave to events.
import type { QuoteRequest } from "prorata";

export interface Deal {
  /** The sample that it began as; `Reset` goes back to it. Empty: a file of the rep's. */
  sample: string;
  request: QuoteRequest;
  events: Record<string, string>;
}
