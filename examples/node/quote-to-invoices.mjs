// From a quote to its invoices, in the terminal:  node examples/node/quote-to-invoices.mjs <deal> [options]
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { ProrataError, plan, price, verify } from "prorata";

const USAGE = `usage: node quote-to-invoices.mjs <deal> [--events name=date,name=date] [--lang fr]

  <deal>    the name of a deal in tests/deals, or a file: a quote request, or what the page saved
  --events  the events whose dates are known, for example go-live=2026-05-11; the others are waited for
  --lang    the language of numbers and dates, for example fr; default en`;

/** A request alone, a golden deal { name, request, plan }, or a file of the page { request, receipt, totals }. */
function readDeal(name) {
  const golden = new URL(`../../tests/deals/${name}.json`, import.meta.url);
  const file = /^[\w-]+$/.test(name) ? fileURLToPath(golden) : name;
  const document = JSON.parse(readFileSync(file, "utf8"));
  return document.request ? document : { request: document };
}

/** "go-live=2026-05-11,acceptance=2026-07-01" as an object; the engine checks names and dates. */
const readEvents = (text) => Object.fromEntries(text.split(",").filter(Boolean).map((pair) => pair.split(/=(.*)/s).slice(0, 2)));

/** Formatting never calculates: Intl takes an amount as the text that the engine wrote, and shows it to the last cent. */
function formats(lang, currency) {
  const date = (options) => new Intl.DateTimeFormat(lang, { month: "short", year: "numeric", timeZone: "UTC", ...options });
  const [money, number] = [new Intl.NumberFormat(lang, { style: "currency", currency }), new Intl.NumberFormat(lang, { maximumFractionDigits: 12 })];
  const [day, month] = [date({ day: "2-digit" }), date({})];
  return {
    money: (amount) => money.format(amount),
    number: (value) => number.format(value),
    day: (text) => day.format(new Date(text)),
    month: (text) => month.format(new Date(text)),
  };
}

/** Columns as wide as their widest cell; those marked with > are aligned to the right. */
function table(titles, rows) {
  const right = titles.map((title) => title.startsWith(">"));
  const all = [titles.map((title) => title.replace(/^>/, "")), ...rows];
  const widths = titles.map((_, i) => Math.max(...all.map((row) => [...row[i]].length)));
  const pad = (cell, i) => " ".repeat(widths[i] - [...cell].length);
  const line = (row) => row.map((cell, i) => (right[i] ? pad(cell, i) + cell : cell + pad(cell, i))).join("  ").trimEnd();
  const [head, ...body] = all.map(line);
  console.log([head, widths.map((width) => "-".repeat(width)).join("  "), ...body, ""].join("\n"));
}

function print(quote, invoicePlan, lang) {
  const { money, number, day, month } = formats(lang, quote.currency);
  const { totals } = quote;
  console.log(`Quote ${quote.id ?? ""} from ${day(quote.start)} to ${quote.end ? day(quote.end) : "no end"}\n`);
  table([">Line", "What", ">Quantity", ">List", ">Discount", ">Net"],
    quote.lines.map((line) => [line.id, line.name, number(line.quantity), money(line.list), money(line.discount), money(line.net)]));
  table(["Total", ">Amount"], [
    ["Net", money(totals.net)],
    ...quote.taxes.map((tax) => [`Tax ${tax.code}, ${number(tax.percent)} % of ${money(tax.base)}`, money(tax.tax)]),
    ["Gross", money(totals.gross)],
    ["Due now", money(totals.dueNow)],
    ["Monthly, before tax", money(totals.recurring.monthly)],
  ]);
  console.log(`${invoicePlan.invoices.length} invoices to come${invoicePlan.open ? `, up to ${day(invoicePlan.through)}; more follow` : ""}\n`);
  const covered = ({ period, item }) => (period ? `${day(period.start)} – ${day(period.end)}` : (item ?? ""));
  table(["Date", "Due", "What", "For", ">Net", ">Tax", ">Gross"], invoicePlan.invoices.flatMap((invoice) => [
    [day(invoice.date), day(invoice.due), "", "", money(invoice.totals.net), money(invoice.totals.tax), money(invoice.totals.gross)],
    ...(invoice.payable === invoice.totals.gross ? [] : [["", "", "payable after retainage and releases", "", "", "", money(invoice.payable)]]),
    ...invoice.lines.map((line) => ["", "", line.name, covered(line), money(line.net), "", ""]),
  ]));
  if (invoicePlan.waiting.length)
    table(["Waiting for", "What", ">Net"], invoicePlan.waiting.map((item) => [item.event ?? "a person's decision", item.name, money(item.net)]));
  table(["Payable in", ">Gross"], invoicePlan.cash.map((cash) => [month(cash.month), money(cash.gross)]));
}

const show = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/** Whether the numbers that were saved with the request are what this engine computes from it. */
function receiptHolds({ request, receipt, totals }, quote) {
  if (!receipt) return true;
  const { equal, difference } = verify(request, receipt);
  const total = Object.keys(totals ?? {}).find((key) => !isDeepStrictEqual(totals[key], quote.totals[key]));
  const first = difference ?? (total && { path: `/totals/${total}`, expected: quote.totals[total], actual: totals[total] });
  if (equal && !first) console.log("receipt: equal");
  else console.log(`receipt: differs at ${first.path}\n  the file has    ${show(first.actual)}\n  the engine has  ${show(first.expected)}`);
  return equal && !first;
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { events: { type: "string" }, lang: { type: "string", default: "en" }, help: { type: "boolean" } } });
  if (values.help || positionals.length !== 1) throw new Error(USAGE);
  const deal = readDeal(positionals[0]);
  const quote = price(deal.request);
  const options = values.events === undefined ? deal.plan : { events: readEvents(values.events) };
  print(quote, plan(quote, options), values.lang);
  if (!receiptHolds(deal, quote)) process.exitCode = 1;
} catch (error) {
  if (error instanceof ProrataError) {
    console.error(`The engine refused the deal (${error.problems.length} to mend):`);
    for (const { code, path, message, hint } of error.problems) console.error(`  ${path || "(document)"}  ${code}\n    ${message} ${hint}`);
  } else console.error(error instanceof SyntaxError ? `This is no JSON: ${error.message}` : error.message);
  process.exitCode = 1;
}
