// What the Node and the browser tests share: the golden deals, canonical JSON, the package as users install it.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const read = (...parts) => readFileSync(join(root, ...parts), "utf8");

/**
 * Every deal of tests/deals with the text that the native engine gave, to the byte: canonical { quote, plan }.
 * `cargo test --test golden` writes it to target/golden and checks it against what is kept in tests/deals/expected.
 */
export function goldenDeals() {
  const files = readdirSync(join(root, "tests/deals")).filter((file) => file.endsWith(".json"));
  if (!files.length) throw new Error("tests/deals is empty");
  return files.sort().map((file) => {
    const deal = JSON.parse(read("tests/deals", file));
    return { ...deal, expected: read("target/golden", `${deal.name}.json`).trimEnd() };
  });
}

/** Golden orders: a deal's request, and what happens to it step by step. */
export function goldenStories() {
  const files = readdirSync(join(root, "tests/stories")).filter((file) => file.endsWith(".json"));
  if (!files.length) throw new Error("tests/stories is empty");
  return files.sort().map((file) => {
    const story = JSON.parse(read("tests/stories", file));
    const { request } = JSON.parse(read("tests/deals", `${story.deal}.json`));
    return { ...story, request, expected: read("target/golden/stories", file).trimEnd() };
  });
}

/** Tells a golden order with the package: the document of each step. Self-contained: it also runs in a page. */
export function tell(prorata, { request, events, steps }) {
  let order, control = {}, series = [{ id: "FA", prefix: "FA-" }];
  let [billed, drafts] = [[], []];
  const [billedDeposits, posted, writeOffs] = [[], [], []];
  const pick = (from, keys) => Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
  const options = (more) => ({ billed, billedDeposits, events, ...more });
  const billable = () => ({ ...options(control), order });
  const amended = (own) => {
    order = own.order;
    return own;
  };
  const keep = (...documents) => {
    for (const own of documents.flatMap((document) => document.billed)) {
      billed.push(...own.entries);
      billedDeposits.push(...(own.deposits ?? []));
    }
    drafts.push(...documents);
    return documents[0];
  };
  const of = ({ number, ...more }) => ({
    invoice: posted.find((own) => own.number === number),
    credits: [...posted, ...drafts].filter((own) => own.corrects?.includes(number)),
    ...more,
  });
  const books = (more) => ({ invoices: posted, writeOffs, ...more });
  const set = (change) => (own) => {
    change(own);
    return null;
  };
  const verbs = {
    accept: (terms) => (order = prorata.accept(prorata.price(request), terms)),
    events: set((own) => (events = own)),
    control: set((own) => (control = own)),
    use: set((own) => (order = { ...order, usage: own })),
    series: set((own) => (series = own)),
    bill(day) {
      const plan = prorata.plan(order, options({ through: day, asOf: day }));
      for (const { date, lines, deposits = [] } of plan.invoices) {
        billed.push(...lines.map((line) => ({ ...pick(line, ["line", "charge", "net", "item", "period", "gross", "retained", "released"]), date })));
        billedDeposits.push(...deposits.map((line) => ({ ...pick(line, ["deposit", "net", "tax", "taxCode", "reason"]), date })));
      }
      return plan;
    },
    plan: (more) => prorata.plan(order, options(more)),
    nextDue: (more) => prorata.nextDue(order, options(more)),
    run(more) {
      const run = prorata.billRun({ orders: [billable()], ...more });
      keep(...run.drafts);
      return run;
    },
    post(more) {
      const own = prorata.post({ drafts, series, ...more });
      [series, drafts] = [own.series, []];
      posted.push(...own.invoices);
      return own;
    },
    credit: (with_) => keep(prorata.credit(of(with_))),
    debit(with_) {
      const { credits: _, ...request } = of(with_);
      return keep(prorata.debit(request));
    },
    rebill(with_) {
      const own = prorata.cancelAndRebill({ ...of(with_), orders: [billable()] });
      keep(own.credit, ...own.run.drafts);
      return own;
    },
    writeOff(with_) {
      writeOffs.push(prorata.writeOff(of(with_)));
      return writeOffs.at(-1);
    },
    fold(more) {
      const own = prorata.foldBilled(order, { billed, events, ...more });
      billed = [...own.billed];
      return own;
    },
    journal: (more) => prorata.journal(books(more)),
    recognise: (more) => prorata.recognise({ invoices: posted, ...more, orders: [order], events }),
    statement: (more) => prorata.statement(books(more)),
    export: ({ format, ...more }) => prorata.exportJournal({ entries: prorata.journal(books(more)).entries, format }),
    amend: (amendment) => amended(prorata.amend(order, amendment, options({}))),
    undo: (id) => amended(prorata.undo(order, id, options({}))),
    cancel: (terms) => amended(prorata.cancel(order, terms, options({}))),
    renew: (terms) => prorata.renew(order, terms, options({})),
    state: (own) => prorata.orderState(order, own),
  };
  return steps.map((step) => {
    const [[verb, own]] = Object.entries(step);
    // What a verb answers is kept as it is now: later steps go on with it.
    return structuredClone(verbs[verb](own));
  });
}

/** RFC 8785 for the JSON that the engine writes: keys in code-unit order, no spaces. Self-contained: it also runs in a page. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
}

/** Where two canonical texts part, as a JSON pointer with both values; undefined where they are the same bytes. */
export function firstDifference(actual, expected) {
  if (actual === expected) return undefined;
  return differ(JSON.parse(actual), JSON.parse(expected), "") ?? "same values, other bytes: the expected file is not canonical";
}

function differ(actual, expected, path) {
  const deeper = [actual, expected].every((value) => value !== null && typeof value === "object");
  if (!deeper) return actual === expected ? undefined : `${path}: ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`;
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const found = differ(actual[key], expected[key], `${path}/${key}`);
    if (found) return found;
  }
}

/** A new folder in which `npm install` put the tarball that would be published. Removed when the process ends. */
export function installedPackage() {
  const folder = scratch("prorata-install-");
  const npm = (...args) => execFileSync("npm", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  npm("pack", join(root, "pkg"), "--pack-destination", folder);
  const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  npm("install", "--offline", "--no-audit", "--no-fund", `./${tarball}`);
  return folder;
}

/** The module that `import "prorata"` gives to a program in `folder`. */
export async function importFrom(folder, specifier = "prorata") {
  const name = `entry-${specifier.replace(/\W/g, "-")}.mjs`;
  writeFileSync(join(folder, name), `export * from "${specifier}";\n`);
  return import(pathToFileURL(join(folder, name)).href);
}

/** A consumer's Vite project, without any configuration, with the package installed. */
export function viteProject() {
  const folder = installedPackage();
  cpSync(join(root, "tests/node/fixture-vite"), folder, { recursive: true });
  return folder;
}

export function scratch(prefix) {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
