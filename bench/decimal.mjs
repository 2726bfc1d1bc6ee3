// What the engine does with the quotes of generate.mjs, written by hand with decimal.js: the same documents, cent by
// cent. It reads only the fields that those quotes have, checks nothing and makes no receipts.
import { Decimal as Base } from "decimal.js";

// 28 digits: no quotient of these amounts is so near to half a cent that the digits cut off could decide.
const Decimal = Base.clone({ precision: 28, rounding: Base.ROUND_HALF_UP });
const ZERO = new Decimal(0), ONE = new Decimal(1), HUNDRED = new Decimal(100), CENT = new Decimal("0.01");
const cents = (value) => value.toDecimalPlaces(2);
const show = (value) => value.toFixed(2);
const sum = (values) => values.reduce((all, value) => all.plus(value), ZERO);

// ---- Dates as day numbers since 1970-01-01.

const DAY = 86_400_000;
const dayOf = (text) => Date.parse(text) / DAY;
const MONTH_ENDS = new Map();
/** The last day of a month counted from January of year 0. */
function monthEnd(month) {
  let day = MONTH_ENDS.get(month);
  if (day === undefined) MONTH_ENDS.set(month, (day = Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0) / DAY));
  return day;
}
const monthOf = (day) => {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
const TEXTS = new Map();
function textOf(day) {
  let text = TEXTS.get(day);
  if (text === undefined) TEXTS.set(day, (text = new Date(day * DAY).toISOString().slice(0, 10)));
  return text;
}

const gcd = (a, b) => (b ? gcd(b, a % b) : a);
const fraction = (n, d) => {
  const common = gcd(n, d);
  return d === common ? String(n / common) : `${n / common}/${d / common}`;
};

/**
 * The periods of a line between month ends, each with its measure in months as a fraction n / d, and their sum. Where
 * the line lasts whole months, its stubs share what full months leave of them.
 */
function periodsOf(start, end) {
  const periods = [];
  let month = monthOf(start);
  if (monthEnd(month) > start) month--;
  for (let from = start; from < end; month++) {
    const [begin, next] = [monthEnd(month), monthEnd(month + 1)];
    const to = Math.min(next, end);
    const reason = periods.length === 0 && begin !== from ? "firstStub" : to !== next ? "lastStub" : "period";
    const [n, d] = reason === "period" ? [1, 1] : [to - from, next - begin];
    periods.push({ from, to, reason, n, d });
    from = to;
  }
  const stubs = periods.filter(({ reason }) => reason !== "period");
  const [n, d] = stubs.reduce(([n, d], stub) => [n * stub.d + stub.n * d, d * stub.d], [0, 1]);
  const full = periods.length - stubs.length;
  const whole = wholeMonths(start, end);
  if (!whole || !n || (whole - full) * d === n) return { periods, n: full * d + n, d };
  for (const stub of stubs) [stub.n, stub.d] = [stub.n * (whole - full) * d, stub.d * n];
  return { periods, n: whole, d: 1 };
}

/** How many months lie between two days, where they are whole: counted from the first, clamped at a month's end. */
function wholeMonths(start, end) {
  const [a, b] = [new Date(start * DAY), new Date(end * DAY)];
  const months = monthOf(end) - monthOf(start);
  const length = new Date(monthEnd(monthOf(end)) * DAY).getUTCDate();
  return b.getUTCDate() === Math.min(a.getUTCDate(), length) ? months : 0;
}

// ---- Prices.

const MODELS = {
  perUnit(price) {
    const unitPrice = new Decimal(price.unitPrice);
    return { amount: (quantity) => quantity.times(unitPrice), unitPrice: () => unitPrice };
  },
  package(price) {
    const [size, amount] = [new Decimal(price.size), new Decimal(price.amount)];
    return { amount: (quantity) => quantity.div(size).ceil().times(amount) };
  },
  graduated(price) {
    const tiers = price.tiers.map(readTier);
    return {
      amount(quantity) {
        let [amount, below] = [ZERO, ZERO];
        for (const tier of tiers) {
          const last = !tier.upTo || quantity.lte(tier.upTo);
          amount = amount.plus((last ? quantity : tier.upTo).minus(below).times(tier.unitPrice)).plus(tier.flat);
          if (last) break;
          below = tier.upTo;
        }
        return amount;
      },
    };
  },
  volume(price) {
    const tiers = price.tiers.map(readTier);
    const holding = (quantity) => tiers.find((tier) => !tier.upTo || quantity.lte(tier.upTo));
    return {
      amount: (quantity) => {
        const tier = holding(quantity);
        return quantity.times(tier.unitPrice).plus(tier.flat);
      },
      unitPrice(quantity) {
        const tier = holding(quantity);
        return tier.flat.isZero() ? tier.unitPrice : undefined;
      },
    };
  },
};
const readTier = (tier) => ({ upTo: tier.upTo && new Decimal(tier.upTo), unitPrice: new Decimal(tier.unitPrice), flat: new Decimal(tier.flat) });

/** Splits an amount by weights: rounded down, the missing cents to the largest remainders, ties to the earlier. */
function allocate(amount, weights) {
  const total = sum(weights);
  if (total.isZero()) return weights.map(() => ZERO);
  let left = amount;
  const rests = [];
  const shares = weights.map((weight) => {
    const exact = amount.times(weight);
    const share = exact.div(total).toDecimalPlaces(2, Decimal.ROUND_DOWN);
    rests.push(exact.minus(share.times(total)));
    left = left.minus(share);
    return share;
  });
  const order = rests.map((_, i) => i).sort((a, b) => rests[b].cmp(rests[a]) || a - b);
  for (let i = 0, missing = left.div(CENT).toNumber(); i < missing; i++) shares[order[i]] = shares[order[i]].plus(CENT);
  return shares;
}

/** The cents of each period: each rounded alone, the last takes the rest; where that would turn its sign, differences. */
function periodAmounts(net, { periods, n, d }) {
  // net x (period.n / period.d) / (n / d), in one division.
  const whole = net.times(d);
  const amounts = periods.map((period) => cents(whole.times(period.n).div(period.d * n)));
  const last = amounts.length - 1;
  const rest = net.minus(sum(amounts)).plus(amounts[last]);
  if (!rest.isNegative() || rest.isZero()) {
    amounts[last] = rest;
    return amounts;
  }
  let [running, before] = [ZERO, ZERO];
  return periods.map((period) => {
    running = running.plus(whole.times(period.n).div(period.d * n));
    const now = cents(running);
    const amount = now.minus(before);
    before = now;
    return amount;
  });
}

// ---- The two verbs.

/** Lines, waterfalls, taxes and totals of a quote. */
export function price(request) {
  return work(request).quote;
}

/** Every invoice of a quote; the quote is priced on the way, as the engine's `plan` does. */
export function plan(request) {
  const { invoices, quote } = work(request);
  const cash = new Map();
  for (const { due, gross } of invoices) cash.set(due.slice(0, 7), (cash.get(due.slice(0, 7)) ?? ZERO).plus(gross));
  return {
    currency: request.currency,
    invoices: invoices.map((invoice) => ({
      date: invoice.date,
      due: invoice.due,
      lines: invoice.entries.map(({ line, period, amount }) => ({
        line: line.id,
        charge: line.charge,
        name: line.name,
        period: { start: textOf(period.from), end: textOf(period.to - 1) },
        quantity: line.quantityText,
        measure: fraction(period.n, period.d),
        net: show(amount),
        taxCode: line.taxCode,
        reason: period.reason,
      })),
      taxes: invoice.taxes.map(writeTax),
      totals: { net: show(invoice.net), tax: show(invoice.tax), gross: show(invoice.gross) },
    })),
    waiting: [],
    cash: [...cash].map(([month, gross]) => ({ month, gross: show(gross) })),
    totals: { net: quote.totals.net, tax: quote.totals.tax, gross: quote.totals.gross },
    through: invoices.at(-1).date,
    open: false,
  };
}

const writeTax = ({ code, percent, base, tax }) => ({ code, category: "S", percent, base: show(base), tax: show(tax) });

function work(request) {
  const products = new Map(request.catalog.products.map((product) => {
    const [charge] = product.charges;
    return [product.id, { name: product.name, charge, price: MODELS[charge.price.model](charge.price) }];
  }));
  const lines = request.lines.map((line) => priceLine(line, products.get(line.product)));
  const applied = request.discounts.map((discount) => discountQuote(discount, lines));
  const { invoices, taxes } = invoicesOf(request, lines);
  const written = lines.map((line) => writeLine(line, applied));
  const [list, net, tax] = [sum(lines.map((line) => line.list)), sum(lines.map((line) => line.net)), sum(taxes.map(({ tax }) => tax))];
  const [monthly, annual] = [1, 12].map((months) => sum(lines.map((line) => cents(line.monthly.times(months)))));
  const next = invoices.find((invoice) => invoice.date > request.start);
  const end = textOf(lines.reduce((latest, line) => Math.max(latest, line.end), 0) - 1);
  const last = invoices.at(-1).date;
  return {
    invoices,
    quote: {
      id: request.id,
      currency: request.currency,
      start: request.start,
      end,
      lines: written,
      taxes: taxes.map(writeTax),
      totals: {
        list: show(list),
        discount: show(list.minus(net)),
        net: show(net),
        tax: show(tax),
        gross: show(net.plus(tax)),
        dueNow: show(sum(invoices.filter((invoice) => invoice.date <= request.start).map((invoice) => invoice.gross))),
        nextInvoice: next ? { date: next.date, gross: show(next.gross) } : null,
        contract: show(net),
        recurring: { net: show(net), monthly: show(monthly), annual: show(annual) },
        oneTime: "0.00",
        usage: "0.00",
        firstYear: show(sum(lines.map((line) => firstYear(line, request.start)))),
        through: last > end ? last : end,
      },
      notes: [],
    },
  };
}

function priceLine(line, { name, charge, price }) {
  const [start, end] = [dayOf(line.start), dayOf(line.end) + 1];
  const time = periodsOf(start, end);
  const quantity = new Decimal(line.quantity);
  let rate = price.amount(quantity);
  const total = () => cents(rate.times(time.n).div(time.d));
  const list = total();
  const steps = [];
  let net = list;
  for (const discount of line.discounts) {
    rate = rate.times(ONE.minus(new Decimal(discount.percent).div(HUNDRED)));
    const before = net;
    net = total();
    steps.push({ step: "lineDiscount", source: discount.reason, percent: new Decimal(discount.percent).toString(), before, after: net });
  }
  const unitPrice = price.unitPrice?.(quantity)?.toString();
  return { ...line, name, charge: charge.id, per: charge.per, taxCode: charge.taxCode, quantityText: quantity.toString(), unitPrice, start, end, time, list, net, tax: ZERO, steps, monthly: rate };
}

/** Takes a percentage off the sum of the nets, spread over the lines. */
function discountQuote({ percent, reason }, lines) {
  const nets = lines.map((line) => line.net);
  const shares = allocate(cents(sum(nets).times(percent).div(HUNDRED)), nets);
  const text = new Decimal(percent).toString();
  lines.forEach((line, i) => {
    const { n, d } = line.time;
    const after = line.net.minus(shares[i]);
    line.steps.push({ step: "quoteDiscount", source: reason, percent: text, before: line.net, after });
    line.net = after;
    line.monthly = after.times(d).div(n);
  });
}

/** What a line costs in the first twelve months from the quote's start: all of it where it ends in them. */
function firstYear(line, quoteStart) {
  const start = new Date(dayOf(quoteStart) * DAY);
  const until = Date.UTC(start.getUTCFullYear() + 1, start.getUTCMonth(), start.getUTCDate()) / DAY;
  if (line.end <= until) return line.net;
  let [n, d] = [0, 1];
  for (const period of line.time.periods) {
    const days = Math.min(until, period.to) - period.from;
    if (days <= 0) break;
    const [part, of] = [period.n * days, period.d * (period.to - period.from)];
    const common = gcd(part, of);
    [n, d] = [n * (of / common) + (part / common) * d, d * (of / common)];
    const both = gcd(n, d);
    [n, d] = [n / both, d / both];
  }
  return cents(line.net.times(n).times(line.time.d).div(line.time.n).div(d));
}

function writeLine(line) {
  const gross = line.net.plus(line.tax);
  const [list, net] = [show(line.list), show(line.net)];
  const steps = line.steps.map(({ step, source, percent, before, after }) => ({ step, source, percent, before: show(before), after: show(after) }));
  return {
    id: line.id,
    product: line.product,
    name: line.name,
    quantity: line.quantityText,
    start: textOf(line.start),
    end: textOf(line.end - 1),
    list,
    discount: show(line.list.minus(line.net)),
    net,
    tax: show(line.tax),
    gross: show(gross),
    charges: [{
      charge: line.charge,
      kind: "recurring",
      per: line.per,
      quantity: line.quantityText,
      ...(line.unitPrice === undefined ? {} : { unitPrice: line.unitPrice }),
      perPeriod: show(cents(line.monthly)),
      list,
      net,
      taxCode: line.taxCode,
    }],
    waterfall: [{ step: "list", after: list }, ...steps, { step: "net", before: net, after: net }, ...(line.tax.isZero() ? [] : [{ step: "tax", before: net, after: show(gross) }]), { step: "gross", before: show(gross), after: show(gross) }],
  };
}

/** Spreads the tax of a rate over its entries: rounded down, the missing cents to the largest fractions, ties to the earlier. */
function spreadTax(tax, { factor }, entries) {
  const exact = entries.map(({ amount }) => amount.times(factor));
  const shares = exact.map((share) => share.toDecimalPlaces(2, Decimal.ROUND_DOWN));
  const rests = exact.map((share, i) => share.minus(shares[i]));
  const order = rests.map((_, i) => i).sort((a, b) => rests[b].cmp(rests[a]) || a - b);
  for (let i = 0, missing = tax.minus(sum(shares)).div(CENT).toNumber(); i < missing; i++) shares[order[i]] = shares[order[i]].plus(CENT);
  entries.forEach(({ line }, i) => (line.tax = line.tax.plus(shares[i])));
}

/** Groups the periods of all lines by their first day; taxes are rounded once per invoice and code. */
function invoicesOf(request, lines) {
  const byDay = new Map();
  for (const line of lines) {
    const amounts = periodAmounts(line.net, line.time);
    line.time.periods.forEach((period, i) => {
      const entries = byDay.get(period.from);
      const entry = { line, period, amount: amounts[i] };
      if (entries) entries.push(entry);
      else byDay.set(period.from, [entry]);
    });
  }
  const rates = request.taxes.map(({ code, percent }) => ({ code, percent: new Decimal(percent).toString(), factor: new Decimal(percent).div(HUNDRED), base: ZERO, tax: ZERO, used: false }));
  const invoices = [...byDay].sort(([a], [b]) => a - b).map(([day, entries]) => {
    const bases = new Map();
    for (const { line, amount } of entries) bases.set(line.taxCode, (bases.get(line.taxCode) ?? ZERO).plus(amount));
    const taxes = [];
    for (const rate of rates) {
      const base = bases.get(rate.code);
      if (!base) continue;
      const tax = cents(base.times(rate.factor));
      spreadTax(tax, rate, entries.filter(({ line }) => line.taxCode === rate.code));
      taxes.push({ code: rate.code, percent: rate.percent, base, tax });
      Object.assign(rate, { used: true, base: rate.base.plus(base), tax: rate.tax.plus(tax) });
    }
    const [net, tax] = [sum([...bases.values()]), sum(taxes.map(({ tax }) => tax))];
    return { date: textOf(day), due: textOf(day + request.paymentTerms.net), entries, taxes, net, tax, gross: net.plus(tax) };
  });
  return { invoices, taxes: rates.filter(({ used }) => used) };
}
