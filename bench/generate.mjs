// Quotes of any size, the same on every machine: per-unit, graduated, volume and package lines, ragged dates, discounts.

const DAY = 86_400_000;
const PRODUCTS = 400;
// 8 per-unit, 5 graduated, 3 volume and 2 package products in 18, as they come in the catalogs of software vendors.
const PATTERN = "UGUVUPGUGUGUVUPGUV";

function mulberry32(seed) {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** n / 10^places as a text. */
function fixed(n, places) {
  const digits = String(n).padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A graduated price of so many tiers. */
function manyTiers(count, int) {
  const tier = (i) => ({ upTo: i + 1 < count ? String((i + 1) * 3) : null, unitPrice: fixed(int(500, 50000), 4), flat: fixed(0, 2) });
  return { model: "graduated", tiers: Array.from({ length: count }, (_, i) => tier(i)) };
}

function price(kind, int) {
  if (kind === "U") return { model: "perUnit", unitPrice: fixed(int(5000, 250000), 4) };
  if (kind === "P") return { model: "package", size: String(int(1, 20) * 5), amount: fixed(int(500, 20000), 2) };
  let [limit, unitPrice] = [0, int(500, 50000)];
  const steps = [[5, 50], [20, 100], [50, 400], [100, 1500], null];
  const tiers = steps.map((step, i) => {
    limit += step ? int(...step) : 0;
    if (i > 0) unitPrice = Math.floor((unitPrice * int(70, 95)) / 100);
    const flat = int(0, 3) === 0 ? int(100, 5000) : 0;
    return { upTo: step && String(limit), unitPrice: fixed(unitPrice, 4), flat: fixed(flat, 2) };
  });
  return { model: kind === "G" ? "graduated" : "volume", tiers };
}

function quantity(kind, int) {
  if (kind === "U") return int(0, 3) === 0 ? fixed(int(25, 50000), 2) : String(int(1, 500));
  return String(int(1, kind === "P" ? 5000 : 3000));
}

/**
 * A request for a quote of `count` lines over three years, billed monthly in advance on the last day of the month: a
 * first stub, full months and a last stub on nearly every line, discounts on most lines and one on the quote, two taxes.
 * With `products` the catalog is larger, with `tiers` so many of its products (`tiered`) have that many tiers.
 */
export function quoteRequest(count, { products: most = PRODUCTS, tiers = 0, tiered = 100 } = {}) {
  const next = mulberry32(0x51554f54 ^ count);
  const int = (low, high) => low + (next() % (high - low + 1));
  const day = (from, days) => new Date(Date.parse(from) + days * DAY).toISOString().slice(0, 10);
  const products = Array.from({ length: Math.min(count, most) }, (_, i) => ({
    id: `P${i + 1}`,
    name: `Product ${i + 1}`,
    charges: [{
      id: "fee",
      kind: "recurring",
      per: { count: 1, unit: "month" },
      price: tiers && i % Math.ceil(most / tiered) === 0 ? manyTiers(tiers, int) : price(PATTERN[i % PATTERN.length], int),
      billing: { kind: "recurring", every: { count: 1, unit: "month" }, timing: "advance", billDay: 31 },
      taxCode: i % 3 === 2 ? "LOCAL" : "STATE",
    }],
  }));
  const lines = Array.from({ length: count }, (_, i) => {
    const percent = int(0, 12) * 250;
    return {
      id: `L${i + 1}`,
      product: products[i % products.length].id,
      quantity: quantity(PATTERN[(i % products.length) % PATTERN.length], int),
      start: day("2025-01-17", int(0, 365)),
      end: day("2028-01-16", -int(0, 300)),
      discounts: percent ? [{ percent: fixed(percent, 2), reason: "Volume" }] : [],
    };
  });
  return {
    id: `Q${count}`,
    currency: "USD",
    start: "2025-01-17",
    term: { count: 36, unit: "month" },
    catalog: { products },
    lines,
    discounts: [{ percent: fixed(50 * int(2, 20), 2), reason: "Partner" }],
    taxes: [{ code: "STATE", percent: "6.25" }, { code: "LOCAL", percent: "2.00" }],
    paymentTerms: { net: 30 },
  };
}
