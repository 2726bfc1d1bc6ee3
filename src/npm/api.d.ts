// Generated from the Rust documents by `cargo test export_types`. Do not edit.

/** A decimal number as a text ("12.50") or a whole number; at most 15 digits before and 12 after the point. */
export type Decimal = string | number;

/** A civil date, `YYYY-MM-DD`. */
export type CivilDate = string;

/** A civil date, or a UTC instant such as `2026-01-31T15:00:00Z`. */
export type Moment = string;

/** A day of the month: 1 to 31, the last day, or a weekday (Monday 1 to Sunday 7), the first to fourth or the last. */
export type BillDay = number | "last" | { weekday: number, nth: number | "last" };

/**
 * What of a quote is ordered.
 */
export type AcceptOptions = { 
/**
 * The order's id. Default: the quote's.
 */
id?: string, 
/**
 * The ids of the lines. Default: all that are no options.
 */
lines?: Array<string>, 
/**
 * The day of acceptance.
 */
accepted?: CivilDate, 
/**
 * Whether and how the order renews by itself. Default: it does not.
 */
renewal?: AutoRenewal, 
/**
 * The order's first day, where the customer begins earlier or later than was quoted. Prices stay as quoted; where both
 * days are a whole number of months apart, so are all others, and otherwise so many days.
 */
start?: CivilDate, };

/**
 * What entries come to on an account.
 */
export type AccountBalance = { 
/**
 * The account.
 */
account: string, 
/**
 * What it is for.
 */
role?: Role, 
/**
 * The currency.
 */
currency: string, 
/**
 * The sum of its debits.
 */
debit: string, 
/**
 * The sum of its credits.
 */
credit: string, 
/**
 * `debit - credit`.
 */
balance: string, };

/**
 * What an account has as credit.
 */
export type AccountCredit = { 
/**
 * The account's id.
 */
account: string, 
/**
 * The currency.
 */
currency: string, 
/**
 * Zero or more.
 */
credit: Decimal, };

/**
 * What an account is called in the ledger.
 */
export type AccountName = { 
/**
 * The account, as entries have it.
 */
account: string, 
/**
 * Its full name there: `Assets:Customers`.
 */
name: string, };

/**
 * An account for postings of a role: all fields that are written must fit.
 */
export type AccountRule = { 
/**
 * The role.
 */
role: Role, 
/**
 * The order's id.
 */
order?: string, 
/**
 * The order line's id.
 */
line?: string, 
/**
 * The product's id, where it is known.
 */
product?: string, 
/**
 * The charge's id.
 */
charge?: string, 
/**
 * The tax code.
 */
taxCode?: string, 
/**
 * The part of the tax.
 */
taxPart?: string, 
/**
 * The customer's id.
 */
customer?: string, 
/**
 * The account.
 */
account: string, };

/**
 * A second currency for the books or the tax authority. Nothing is converted without a rate of the caller's.
 */
export type Accounting = { 
/**
 * An ISO 4217 code, another than the quote's.
 */
currency: string, 
/**
 * In order of their dates; a document takes the newest that is dated on or before it. At most 10,000.
 */
rates: Array<AccountingRate>, 
/**
 * Where the rates come from, as documents print it: `"ECB"`.
 */
source?: string, };

/**
 * An amount in the accounting currency.
 */
export type AccountingAmount = { 
/**
 * The currency of these amounts.
 */
currency: string, 
/**
 * The rate: units of this currency for one of the quote's.
 */
rate: Decimal, 
/**
 * The date of the rate.
 */
date: CivilDate, 
/**
 * Where the rate comes from.
 */
source?: string, 
/**
 * The net, converted and rounded.
 */
net: string, 
/**
 * The tax, converted and rounded.
 */
tax: string, 
/**
 * `net + tax`.
 */
gross: string, };

/**
 * What one unit of the quote's currency is worth from a date on.
 */
export type AccountingRate = { 
/**
 * The first document date.
 */
date: CivilDate, 
/**
 * In units of the accounting currency; above zero.
 */
rate: Decimal, };

/**
 * A chart of accounts, and what differs from it. A posting goes to the first of `rules` that fits it, else to the role's account
 * in `roles`, else to that of the `chart`; where there is none, that is an error.
 */
export type Accounts = { 
/**
 * A chart that comes with the engine: `fr-pcg`, `de-skr03`, `de-skr04`, `us`. Default: none.
 */
chart?: string, 
/**
 * Accounts by role.
 */
roles?: Record<string, string>, 
/**
 * Accounts by role and what is posted; the first that fits wins.
 */
rules?: Array<AccountRule>, 
/**
 * What entries carry beside amounts: cost centre, project. Rules that fit add up; a later one overrules an earlier.
 */
dimensions?: Array<DimensionRule>, };

/**
 * An amount by hand on an order's next document. It is billed once: a billed entry of kind `adjustment` whose `item` is its
 * id says that it was.
 */
export type Adjustment = { 
/**
 * Unique in the order.
 */
id: string, 
/**
 * The line that it is of.
 */
line: string, 
/**
 * The charge. Default: the line's only one.
 */
charge?: string, 
/**
 * What to print.
 */
name: string, 
/**
 * Before tax: below zero what is given.
 */
net: Decimal, 
/**
 * The tax code. Default: the charge's.
 */
taxCode?: string, 
/**
 * The billed days that it is of: what it gives of them, no later credit gives again. Default: none.
 */
period?: BilledPeriod, 
/**
 * The first day on which it is due. Default: at once.
 */
date?: CivilDate, 
/**
 * Why, for people.
 */
reason?: string, };

/**
 * What is open of an age.
 */
export type AgeingBucket = { 
/**
 * `current`, `1-30`, `31-60`, `61-90`, `90+`.
 */
bucket: string, 
/**
 * What is open.
 */
amount: string, };

/**
 * What records come to; each unit of a `capacity` and each combination of a `matrix` for itself. Records of 3, 9 and 5:
 */
export type Aggregate = "sum" | "max" | "last";

/**
 * What billing periods are counted from.
 */
export type Alignment = "anniversary" | "calendar" | "order" | "account";

/**
 * An amount to split.
 */
export type AllocateRequest = { 
/**
 * In currency units; at most as many decimals as the currency.
 */
amount: Decimal, 
/**
 * An ISO 4217 code. Exactly one of `currency` and `scale`.
 */
currency?: string, 
/**
 * Decimals of the shares, 0 to 12, where the amount is no money.
 */
scale?: number, 
/**
 * Zero or more each, at least one above zero; at most 100,000.
 */
weights: Array<Decimal>, 
/**
 * Who takes the units that are left over. Default `largestRemainder`.
 */
spread?: Spread, 
/**
 * How each share is rounded first. Default `down`.
 */
shareRounding?: ShareRounding, };

/**
 * The shares of an amount.
 */
export type AllocateResult = { 
/**
 * In the order of the weights; they sum to the amount exactly.
 */
shares: Array<string>, };

/**
 * How many units a cut period includes. 31 free units a month, Jan 15-31:
 */
export type Allowances = "prorate" | "full";

/**
 * How a billed period is billed again after a change. 62.00 was billed for two seats in August; one from August 16:
 */
export type AmendBy = "replace" | "delta";

/**
 * What is known when an order is amended.
 */
export type AmendOptions = { 
/**
 * The dates of events, by name.
 */
events?: Record<string, CivilDate>, 
/**
 * The day on which "due" is read; corrections are not dated before it. Default: the amendment's effective day, or the one on
 * which it was recorded, if that is later. Where it is written, what is overdue is invoiced on it.
 */
asOf?: CivilDate, 
/**
 * How far to look where a charge has no end, inclusive. Default: twelve months from the order's start, the latest change or
 * the last day that was billed, whichever is latest.
 */
through?: CivilDate, 
/**
 * What has been billed.
 */
billed?: Array<OrderEntry>, 
/**
 * What has been invoiced of deposits, settled and given back: the `deposits` of the posted invoices.
 */
billedDeposits?: Array<OrderDeposit>, };

/**
 * An amended order, and what the amendment does. Nothing is billed by it: keep the order, or forget it, for a preview.
 */
export type Amended = { 
/**
 * The order with the amendment.
 */
order: Order, 
/**
 * By charge and day, where anything changes.
 */
changes: Array<LineChange>, 
/**
 * By invoice date, where anything changes.
 */
invoices: Array<InvoiceChange>, 
/**
 * The plan of what is still to be billed, corrections first.
 */
plan: InvoicePlan, 
/**
 * What is due because of it now: what is corrected or invoiced up to `asOf`.
 */
due: AmendmentDue, 
/**
 * What the whole order comes to, before tax.
 */
contract: ContractValue, };

/**
 * Changes from a day on. Amendments of one day apply by `sequence`, then by `id`.
 */
export type Amendment = { 
/**
 * Unique in the order.
 */
id: string, 
/**
 * The first day on which it holds; past, present or future.
 */
effective: CivilDate, 
/**
 * Its place among amendments of one day, from the lowest. Default 0.
 */
sequence?: number, 
/**
 * The day on which it became known: an earlier state of the order is read without it.
 */
recorded?: CivilDate, 
/**
 * What documents print.
 */
reason?: string, 
/**
 * Whether what it gives back is paid out instead of being set off against later invoices.
 */
refund?: boolean, 
/**
 * The ids of lines that do not renew by themselves from here on; a cancellation writes them.
 */
cancels?: Array<string>, 
/**
 * Applied in order. At least one, unless it only `cancels`.
 */
changes: Array<Change>, };

/**
 * What is due now of what was given back and charged anew, and of new lines; before tax but for `refund`. Deposits, which are
 * no revenue, are in `refund` only.
 */
export type AmendmentDue = { 
/**
 * What is given back; zero or below.
 */
credits: string, 
/**
 * What is charged anew for billed days.
 */
corrections: string, 
/**
 * What is invoiced more than without it, by charge; zero or above.
 */
charges: string, 
/**
 * The sum of the three.
 */
net: string, 
/**
 * With tax: what is to be paid out, where the amendment says `refund` and the invoice is below zero; else zero.
 */
refund: string, };

/**
 * Whether an order renews by itself, and how.
 */
export type AutoRenewal = { 
/**
 * Whether it does. Default true.
 */
auto?: boolean, 
/**
 * Default `same`.
 */
prices?: RenewPrices, 
/**
 * What prices rise by at each renewal, of what they were in the term before.
 */
uplift?: RenewUplift, 
/**
 * What prices rise by beside the uplift, at each renewal: a forecast, where the index is not known yet.
 */
index?: RenewIndex, 
/**
 * How long each renewal is. At most one of `term` and `end`; default: as long as the term before.
 */
term?: Interval, 
/**
 * `null`: without an end from the first renewal on. A date is refused.
 */
end?: CivilDate | null, 
/**
 * Default: `keep` for the same prices, `drop` for list prices.
 */
discounts?: RenewDiscounts, 
/**
 * How long before the end notice has to be given: of three months and Dec 31 the last day for it is Sep 30, inclusive.
 */
notice?: Interval, };

/**
 * Which amount of the other charges a percentage reads.
 */
export type Basis = "list" | "regular" | "customer" | "net";

/**
 * What a bill run made. Nothing is billed by it: keep the drafts, or forget them, for a preview.
 */
export type BillRun = { 
/**
 * What was planned up to this day is billed.
 */
target: CivilDate | null, 
/**
 * The date of the invoices.
 */
invoiceDate: CivilDate | null, 
/**
 * In the order of the first of their orders.
 */
drafts: Array<Invoice>, 
/**
 * What is open and was not billed, in the order of the orders.
 */
skipped: Array<Skipped>, 
/**
 * Orders that could not be read or billed. Nothing of them is on a draft.
 */
errors: Array<RunError>, 
/**
 * Every order that was opened.
 */
orders: Array<RunOrder>, 
/**
 * How much of each.
 */
counts: RunCounts, 
/**
 * The sums of the drafts, by currency.
 */
totals: Array<RunTotal>, 
/**
 * What accounts have as credit once the drafts are posted.
 */
balances: Array<AccountCredit>, 
/**
 * Whether it was stopped before the last order: the orders that it did not reach are skipped.
 */
stopped: boolean, };

/**
 * A bill run: which orders, up to which day, and which of what is due.
 */
export type BillRunRequest = { 
/**
 * At most 1,000,000. Each is read on its own: one that is wrong is an error of the result and stops no other.
 */
orders: Array<BillableOrder>, 
/**
 * What is planned up to this day, inclusive, is due. May be left out where `chosen` is written: then it is the first day
 * on which something that is chosen is due.
 */
target?: CivilDate, 
/**
 * The date of the invoices, and the day on which tax rates and holds are read. Default: the target.
 */
invoiceDate?: CivilDate, 
/**
 * Which of what is due. Default: all.
 */
criteria?: Criteria, 
/**
 * By hand: only these orders, lines and items. An item that is named waits for nothing.
 */
chosen?: Array<Choice>, 
/**
 * What shares an invoice. Orders of another currency, seller, account, payment terms or taxes never do. Default: the account.
 */
groupBy?: Array<GroupBy>, 
/**
 * What accounts have as credit: it pays what is asked for, and grows by what is carried.
 */
balances?: Array<AccountCredit>, 
/**
 * Rounds what is payable to a multiple of this, for cash: `"0.05"`.
 */
cashRounding?: Decimal, 
/**
 * Reasons whose skipped things are only counted, for runs over many orders. Default: none.
 */
quiet?: Array<SkipReason>, };

/**
 * An order with what is known of it: the caller's own control data around it.
 */
export type BillableOrder = { 
/**
 * The order.
 */
order: Order, 
/**
 * What was billed: the entries of its documents, drafts included.
 */
billed?: Array<OrderEntry>, 
/**
 * What was invoiced of deposits, settled and given back.
 */
billedDeposits?: Array<OrderDeposit>, 
/**
 * The dates of events, by name.
 */
events?: Record<string, CivilDate>, 
/**
 * As the last run or `nextDue` said, for what has not changed since: an order that is due later is not opened. Default: it
 * is opened.
 */
nextDue?: CivilDate, 
/**
 * The caller's batch, for `criteria.batches`.
 */
batch?: string, 
/**
 * The caller's tags, for `criteria.tags`.
 */
tags?: Array<string>, 
/**
 * A key of the caller's, for `groupBy: key`.
 */
invoiceGroup?: string, 
/**
 * What is not billed for now.
 */
holds?: Array<Hold>, 
/**
 * What is added by hand to the next document: goodwill below zero, or an extra. No run takes it back.
 */
adjustments?: Array<Adjustment>, };

/**
 * A deposit that was invoiced.
 */
export type BilledDeposit = { 
/**
 * The deposit's id.
 */
deposit: string, 
/**
 * The amount that was invoiced, before tax.
 */
net: Decimal, };

/**
 * Something that has been billed: one line of a posted invoice. Exactly one of `period` and `item`, or neither for a
 * charge that is billed at once.
 */
export type BilledEntry = { 
/**
 * The quote line's id.
 */
line: string, 
/**
 * The charge's id.
 */
charge: string, 
/**
 * The days, as the plan's invoice line had them.
 */
period?: BilledPeriod, 
/**
 * The plan item's id.
 */
item?: string, 
/**
 * The amount that was billed, before tax.
 */
net: Decimal, };

/**
 * A period with both days inclusive.
 */
export type BilledPeriod = { 
/**
 * The first day.
 */
start: CivilDate, 
/**
 * The last day.
 */
end: CivilDate, };

/**
 * When a charge is billed, told apart by `kind`. Default: `once` on start for a one-time charge; for a recurring
 * charge `recurring`, in advance, once per price period, from its start.
 */
export type Billing = { "kind": "once" } & Once | { "kind": "byHand" } & ByHand | { "kind": "recurring" } & Recurring | { "kind": "milestones" } & Milestones | { "kind": "progress" } & Progress | { "kind": "plan" } & SharedPlanRef;

/**
 * A month of invoices, by invoice date.
 */
export type BillingMonth = { 
/**
 * `2026-01`.
 */
month: string, 
/**
 * Posted, before tax, credit notes taken off.
 */
posted: string, 
/**
 * The same with tax.
 */
postedGross: string, 
/**
 * Planned, before tax.
 */
planned: string, 
/**
 * The same with tax.
 */
plannedGross: string, };

/**
 * One billing period.
 */
export type BillingPeriod = { 
/**
 * The first day or instant.
 */
start: Moment, 
/**
 * The last day, inclusive; not for instants.
 */
end?: CivilDate, 
/**
 * The first day or instant after it.
 */
until: Moment, 
/**
 * The invoice date.
 */
date: Moment, 
/**
 * The days of the period, started ones included.
 */
days: number, 
/**
 * Whether it holds a first stub, alone or combined; a single clipped period is one.
 */
firstStub: boolean, 
/**
 * Whether it holds a last stub, alone or combined.
 */
lastStub: boolean, 
/**
 * The whole period of the grid, not cut by the service; of a combined one, where it begins.
 */
full: Stretch, 
/**
 * Price periods, where `per` was given: the exact fraction.
 */
measure?: string, };

/**
 * The price of a charge in a price book.
 */
export type BookPrice = { 
/**
 * The product's id.
 */
product: string, 
/**
 * The charge's id.
 */
charge: string, 
/**
 * The price.
 */
price: Price, 
/**
 * From this quantity on. Default: any.
 */
fromQuantity?: Decimal, 
/**
 * The first day on which it holds. Default: always.
 */
start?: CivilDate, 
/**
 * The last day, inclusive. Default: without an end.
 */
end?: CivilDate, };

/**
 * When a person decides.
 */
export type ByHand = Record<symbol, never>;

/**
 * When a cancellation takes effect.
 */
export type CancelAt = "now" | "periodEnd" | "termEnd";

/**
 * How an order is cancelled.
 */
export type CancelTerms = { 
/**
 * The amendment's id.
 */
id: string, 
/**
 * The day: the first without service, where `at` is `now`.
 */
on: CivilDate, 
/**
 * Default `now`.
 */
at?: CancelAt, 
/**
 * The ids of the lines. Default: all.
 */
lines?: Array<string>, 
/**
 * What becomes of what was billed for days without service. Default `credit`.
 */
unused?: Unused, 
/**
 * The day on which it became known.
 */
recorded?: CivilDate, 
/**
 * What documents print.
 */
reason?: string, };

/**
 * The amount of the first tier whose limits hold for every unit together: 100 calls and 2 GB, 200 calls and 4 GB, beyond.
 * Usage records name what they count in `unit`. Nothing for no usage (unless the policy's `zeroQuantity` is `flatFees`).
 *
 * Other vendors: capacity (Kill Bill), plan tiers by several limits.
 */
export type Capacity = { 
/**
 * From the lowest to the highest; the last has no limits.
 */
tiers: Array<CapacityTier>, };

/**
 * One tier: a fixed amount while no unit is above its limit.
 */
export type CapacityTier = { 
/**
 * The highest quantity of each unit, inclusive (where the policy's `tierBounds` is `exclusive`, the lowest of the next
 * tier). A unit without a limit is not limited.
 */
limits?: Record<string, Decimal>, 
/**
 * In currency units.
 */
amount: Decimal, };

/**
 * Prepaid units that are left.
 */
export type Carried = { 
/**
 * How many.
 */
units: Decimal, 
/**
 * For how many further windows, this one included. 1 or more.
 */
windows: number, };

/**
 * Prepaid units that are left.
 */
export type CarriedLeft = { 
/**
 * How many, in at most 12 decimals.
 */
units: string, 
/**
 * For how many further windows.
 */
windows: number, };

/**
 * What is payable in a month.
 */
export type CashMonth = { 
/**
 * `YYYY-MM`.
 */
month: string, 
/**
 * Tax included.
 */
gross: string, };

/**
 * What is payable in a stretch of time.
 */
export type CashPeriod = { 
/**
 * `2026-Q1`, `2026`.
 */
period: string, 
/**
 * Tax included.
 */
gross: string, };

/**
 * The products that a quote may sell.
 */
export type Catalog = { 
/**
 * At most 5,000.
 */
products: Array<Product>, 
/**
 * The currency of the products' own prices. Where it is written and another than the quote's, every charge that is sold
 * needs a price in the quote's price book.
 */
currency?: string, 
/**
 * Price books; a quote names one.
 */
priceBooks?: Array<PriceBook>, 
/**
 * Discount schedules that charges name.
 */
schedules?: Array<DiscountSchedule>, };

/**
 * How many invoices a bill run makes of an order with several due dates behind it. 100.00 a month from January on, the first
 * run on Mar 1:
 */
export type CatchUp = "one" | "perPeriod";

/**
 * The categories of EN 16931 (UNCL 5305).
 */
export type Category = "S" | "Z" | "E" | "AE" | "K" | "G" | "O" | "L" | "M" | "B";

/**
 * One change: `{ line, set }`, `{ line, add }`, `{ addLine }`, `{ removeLine }` or `{ setPlan }`.
 */
export type Change = { 
/**
 * The line that is changed.
 */
line?: string, 
/**
 * What it is from then on, up to its next segment.
 */
set?: ChangeSet, 
/**
 * What is added to it from then on, up to its next segment; below zero to take away.
 */
add?: ChangeAdd, 
/**
 * Whether `set` or `add` changes the line's later segments too: each by what is added, or to what is set. Default: only up
 * to the next segment. An end, a bill day and a pause hold for the rest in any case.
 */
rest?: boolean, 
/**
 * A line that begins then, unless it says another start; it ends with the order, unless it says another end.
 */
addLine?: Line, 
/**
 * The id of a line that ends the day before.
 */
removeLine?: string, 
/**
 * A shared invoice plan instead of the one with its id: what was reached stays.
 */
setPlan?: SharedPlan, };

/**
 * What is added to a line.
 */
export type ChangeAdd = { 
/**
 * Units; what is left must be zero or more.
 */
quantity?: Decimal, };

/**
 * Who pays for the day of a change, in `measure` and in orders: under `old` an amendment holds from the day after its own.
 * A change on Nov 15 of Nov 1-30:
 */
export type ChangeDay = "new" | "old";

/**
 * A side of a change.
 */
export type ChangePart = "before" | "after";

/**
 * What a line is set to. At least one field.
 */
export type ChangeSet = { 
/**
 * Zero or more.
 */
quantity?: Decimal, 
/**
 * For `price`, `unitPrice` and `billing`: the charge. Default: the line's only one.
 */
charge?: string, 
/**
 * A price.
 */
price?: Price, 
/**
 * Short for a price of model perUnit, in currency units.
 */
unitPrice?: Decimal, 
/**
 * Percentages that hold from then on instead of the line's own discounts; those of groups and of the quote stay.
 */
discounts?: Array<SegmentDiscount>, 
/**
 * Whether the line's recurring charges rest from then on: `true` until a later change says `false`. The end stays.
 */
paused?: boolean, 
/**
 * How the line's charge is billed from then on, where it has a plan of its own: what was reached stays, and the next
 * item takes what is missing.
 */
billing?: Billing, 
/**
 * The last day of service, inclusive; `null` for none. Earlier or later than it was.
 */
end?: CivilDate | null, 
/**
 * Moves the bill day of the line's recurring charges.
 */
billDay?: BillDay, };

/**
 * One thing that a product charges for.
 */
export type Charge = { 
/**
 * Unique in the product.
 */
id: string, 
/**
 * What documents print after the product's name. Default: nothing.
 */
name?: string, 
/**
 * Once, or again and again.
 */
kind: ChargeKind, 
/**
 * The price period: how long the price pays for. For recurring charges, where it must be written.
 */
per?: Interval, 
/**
 * How a quantity becomes an amount.
 */
price: Price, 
/**
 * What a quantity counts, for documents: `"call"`, `"GB"`.
 */
unitOfMeasure?: string, 
/**
 * When it is billed. Default: see [`Billing`].
 */
billing?: Billing, 
/**
 * A code of the request's `taxes`. May be left out where the request has one tax or none.
 */
taxCode?: string, 
/**
 * Whether discounts may lower it. Default true.
 */
discountable?: boolean, 
/**
 * From what is counted to what is priced, before any price; the first that holds for a unit is taken.
 */
conversions?: Array<Conversion>, 
/**
 * For usage: what is rated together, and over which window.
 */
rating?: Rating, 
/**
 * For usage: units that cost nothing, per window.
 */
included?: Decimal, 
/**
 * At least so much, in currency units: per price period, or per window of usage. Zero or more.
 */
minimum?: Decimal, 
/**
 * At most so much, in currency units: per price period, or per window of usage. Zero or more.
 */
maximum?: Decimal, 
/**
 * What one unit costs the seller, in currency units, per price period; only margins read it. Default: the price's own
 * cost, where it is `costPlus`.
 */
cost?: Decimal, 
/**
 * Ids of discount schedules, applied in order.
 */
schedules?: Array<string>, };

/**
 * How often a charge is due.
 */
export type ChargeKind = "oneTime" | "recurring" | "usage";

/**
 * What a line changes of one of its product's charges.
 */
export type ChargeOverride = { 
/**
 * The id of a charge of the line's product.
 */
charge: string, 
/**
 * A quantity of its own. Default: the line's.
 */
quantity?: Decimal, 
/**
 * A price of its own.
 */
price?: Price, 
/**
 * A billing of its own.
 */
billing?: Billing, 
/**
 * A tax code of its own.
 */
taxCode?: string, 
/**
 * Whether discounts may lower it.
 */
discountable?: boolean, 
/**
 * Units that cost nothing, for usage, instead of the charge's.
 */
included?: Decimal, 
/**
 * At least so much, instead of the charge's.
 */
minimum?: Decimal, 
/**
 * At most so much, instead of the charge's.
 */
maximum?: Decimal, 
/**
 * What one unit costs the seller, instead of the charge's.
 */
cost?: Decimal, };

/**
 * A chart of accounts, to read and to edit into `accounts` of `journal` and `recognise`.
 */
export type Chart = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * By role.
 */
accounts: Array<ChartAccount>, };

/**
 * An account of a chart.
 */
export type ChartAccount = { 
/**
 * What it is for.
 */
role: Role, 
/**
 * The account.
 */
account: string, 
/**
 * Its name, in the language of the chart.
 */
name: string, };

/**
 * Which chart to show.
 */
export type ChartRequest = { 
/**
 * Its id: `fr-pcg`, `de-skr03`, `de-skr04`, `us`.
 */
chart: string, };

/**
 * Something to bill by hand.
 */
export type Choice = { 
/**
 * The order's id.
 */
order: string, 
/**
 * The line. Default: all.
 */
line?: string, 
/**
 * The charge. Default: all of the line.
 */
charge?: string, 
/**
 * An item of an invoice plan, by its id: billed now, whatever it waits for.
 */
item?: string, 
/**
 * Bills what waits for an event or a person too. An item that is named needs no such word.
 */
waiting?: boolean, };

/**
 * Which periods in arrears a closing date closes.
 */
export type Close = "ended" | "begun";

/**
 * The stable codes of problems. A code is never renamed and never reused.
 */
export type Code = "not_json" | "wrong_type" | "missing_field" | "unknown_field" | "unknown_value" | "bad_decimal" | "inexact_number" | "too_many_digits" | "bad_date" | "unknown_currency" | "too_precise" | "out_of_range" | "bad_id" | "duplicate_id" | "unknown_product" | "unknown_charge" | "unknown_tax_code" | "missing_tax_code" | "unknown_plan" | "unknown_event" | "unknown_profile" | "unknown_line" | "unknown_amendment" | "unknown_price_book" | "unknown_schedule" | "unknown_group" | "unknown_category" | "no_price" | "unknown_path" | "end_before_start" | "conflict" | "bad_tiers" | "bad_segments" | "plan_exceeds_total" | "plan_not_covered" | "needs_term" | "discount_exceeds_total" | "cycle" | "not_supported" | "limit_exceeded" | "overflow" | "division_by_zero" | "receipt_mismatch" | "unexplained_restatement" | "unknown_order" | "not_posted" | "already_posted" | "no_series" | "date_goes_back" | "taxes_change" | "credit_exceeds_rest" | "late_usage" | "unknown_account" | "unbalanced";

/**
 * A floor and a ceiling over other charges, trued up at the end of each billing period of this charge:
 * `max(0, minimum - billed) - max(0, billed - maximum)`, where `billed` is the rounded net of what the other charges bill for
 * the period. A charge of this model is recurring; it is dated when its period has ended.
 *
 * Several commitments over the same charges take turns: each names in `after` the lines that take before it; what they count
 * towards their minimum, this one does not. The amounts are whole minor units, so a trued-up period comes to the minimum to
 * the cent. A stub has its part of the minimum and the maximum, or the whole, by the policy's `minimums`.
 * Other vendors: minimum commitment and true-up (Zuora, Lago, Orb), minimum and maximum spend (OpenMeter).
 */
export type Commitment = { 
/**
 * At least so much per price period, in currency units.
 */
minimum?: Decimal, 
/**
 * At most so much per price period, in currency units: what is above is given back.
 */
maximum?: Decimal, 
/**
 * Which charges count.
 */
of: Of, 
/**
 * Ids of lines with commitments that take before this one.
 */
after?: Array<string>, };

/**
 * Where a contract stands.
 */
export type ContractPosition = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its price.
 */
price: string, 
/**
 * Invoiced.
 */
invoiced: string, 
/**
 * Recognised.
 */
recognised: string, 
/**
 * What is invoiced beyond what is recognised.
 */
deferred: string, 
/**
 * What is recognised beyond what is invoiced.
 */
unbilled: string, };

/**
 * What an order comes to: of charges without an end, up to `through`.
 */
export type ContractValue = { 
/**
 * Before tax.
 */
before: string, 
/**
 * Before tax.
 */
after: string, 
/**
 * `after - before`.
 */
delta: string, 
/**
 * The last invoice date that counts; `null` where everything has an end.
 */
through: CivilDate | null, };

/**
 * A price agreed with a customer; it goes before the price book. Exactly one of `price` and `percent`.
 */
export type ContractedPrice = { 
/**
 * The product's id.
 */
product: string, 
/**
 * The charge's id.
 */
charge: string, 
/**
 * The agreed price.
 */
price?: Price, 
/**
 * Or so much off the price that would hold without it, in percent, 0 to 100.
 */
percent?: Decimal, 
/**
 * Only for this account. Default: the quote's, whoever it is.
 */
account?: string, 
/**
 * Only in this currency. Default: the quote's. Prices are amounts of that currency.
 */
currency?: string, 
/**
 * From this quantity on. Default: any.
 */
fromQuantity?: Decimal, 
/**
 * The first day on which it holds. Default: always.
 */
start?: CivilDate, 
/**
 * The last day, inclusive. Default: without an end.
 */
end?: CivilDate, 
/**
 * What documents print: the contract's number.
 */
reason?: string, };

/**
 * Turns what is counted into what is priced, before any price: 1,400 MB sold by the started GB are 2, ten tokens a call.
 * Exactly one of `multiply` and `divide`.
 */
export type Conversion = { 
/**
 * The unit that it is for. Default: every unit.
 */
unit?: string, 
/**
 * Multiplied by this; above zero.
 */
multiply?: Decimal, 
/**
 * Divided by this; above zero.
 */
divide?: Decimal, 
/**
 * How the sum of what is priced together is rounded. Default `none`.
 */
rounding?: ConversionRounding, 
/**
 * The decimals that are kept, -9 to 12: -2 rounds to hundreds. Default 0.
 */
digits?: number, };

/**
 * How a converted quantity is rounded. 2.5 to whole units:
 */
export type ConversionRounding = "none" | "up" | "down" | "nearest";

/**
 * The price follows the cost: `quantity x (cost x (1 + percent / 100) + amount)`. Not rounded here.
 *
 * Other vendors: cost plus markup (Salesforce CPQ), resource-related billing (SAP), dynamic (OpenMeter, with a percentage).
 */
export type CostPlus = { 
/**
 * The cost of one unit, in currency units, per price period; zero or more.
 */
cost: Decimal, 
/**
 * The markup in percent of the cost: `"25"` adds a quarter. -100 or more. Default 0.
 */
percent?: Decimal, 
/**
 * A markup per unit, in currency units; zero or more. Default 0.
 */
amount?: Decimal, };

/**
 * Which whole things are counted before days are. Jan 15, 2026 to Mar 31, 2027 of a price of 1200 a year:
 */
export type Count = "periods" | "months" | "days";

/**
 * What a day that is given back is worth, where a period is cut. 49.99 for 30 days, 15 of them given back:
 */
export type CreditBasis = "kept" | "own";

/**
 * What is given back of one line. `net`, `quantity`, or neither for all that is left.
 */
export type CreditLine = { 
/**
 * The place of the line in the document, from 0.
 */
line: number, 
/**
 * Before tax, with the sign of the line's own net.
 */
net?: Decimal, 
/**
 * So much of its quantity.
 */
quantity?: Decimal, };

/**
 * A credit note to make. Exactly one of `whole`, `lines`, `net` and `gross`.
 */
export type CreditRequest = { 
/**
 * The posted document.
 */
invoice: Invoice, 
/**
 * The draft's id. Default: made of what it gives back, and of what was given back before.
 */
id?: string, 
/**
 * What has corrected it before: credit and debit notes, drafts of them included. What they gave back is not given again.
 */
credits?: Array<Invoice>, 
/**
 * The date of the credit note; not before the document's.
 */
date: CivilDate, 
/**
 * Everything that is left of it: lines, deposits, taxes to the cent.
 */
whole?: boolean, 
/**
 * By line.
 */
lines?: Array<CreditLine>, 
/**
 * So much before tax, spread over what is left of its lines by largest remainder.
 */
net?: Decimal, 
/**
 * So much with tax, spread likewise.
 */
gross?: Decimal, 
/**
 * What was paid of it: no more than was paid beyond what is then still owed is paid out, the rest becomes credit of the
 * account. Lines share what was paid in proportion. Default: all of it is to be paid out or set off.
 */
paid?: Decimal, 
/**
 * Whether all of it becomes credit of the account instead of being paid out. Default false.
 */
carry?: boolean, 
/**
 * Whether what was withheld of it was released since: then all of it is given back. Default false: what is given back is less what
 * was withheld of it, and that is released no more.
 */
released?: boolean, 
/**
 * Why, as documents print it.
 */
reason?: string, 
/**
 * Rounds what is payable to a multiple of this, for cash: `"0.05"`.
 */
cashRounding?: Decimal, };

/**
 * Which of what is due a run bills. A list that is left out asks nothing; all that are written must fit.
 */
export type Criteria = { 
/**
 * Ids of accounts.
 */
accounts?: Array<string>, 
/**
 * Ids of orders.
 */
orders?: Array<string>, 
/**
 * Ids of sellers.
 */
sellers?: Array<string>, 
/**
 * Currencies.
 */
currencies?: Array<string>, 
/**
 * Kinds of charges. Deposits go with `oneTime`.
 */
chargeKinds?: Array<ChargeKind>, 
/**
 * Batches; orders without one fit none.
 */
batches?: Array<string>, 
/**
 * Days of the month, 1 to 31, on which charges are billed; of what has none, the day on which it is due.
 */
billDays?: Array<number>, 
/**
 * Tags, of which an order must have one.
 */
tags?: Array<string>, 
/**
 * Tags, of which an order must have none.
 */
withoutTags?: Array<string>, 
/**
 * A document below this waits for the next run: what is payable, in the document's currency.
 */
minimum?: Decimal, };

/**
 * How old what a customer owes is.
 */
export type CustomerAgeing = { 
/**
 * The customer's id; left out of documents without one.
 */
customer?: string, 
/**
 * By age.
 */
buckets: Array<AgeingBucket>, 
/**
 * The sum of the buckets.
 */
open: string, 
/**
 * Money that nothing was set off against.
 */
unapplied: string, 
/**
 * `open - unapplied`.
 */
balance: string, };

/**
 * Two days, both inclusive.
 */
export type DateBounds = { 
/**
 * The first; left out where any earlier one does.
 */
from?: CivilDate, 
/**
 * The last; left out where any later one does.
 */
until?: CivilDate, };

/**
 * A percentage from a tax date on.
 */
export type DatedPercent = { 
/**
 * The first tax date.
 */
from: CivilDate, 
/**
 * In percent, 0 to 100.
 */
percent: Decimal, };

/**
 * What a part of a month-based period counts, where the period is cut. Jan 27 to 31 of a price of 100 a month:
 */
export type DayCount = "actual" | "actual30" | "actual365" | "thirty360Us" | "thirty360Eu" | "strict30" | "fixed30";

/**
 * What is added to one line.
 */
export type DebitLine = { 
/**
 * The place of the line in the document, from 0: order, charge, tax code and rates are its.
 */
line: number, 
/**
 * Before tax; above zero.
 */
net: Decimal, 
/**
 * What to print. Default: as the line.
 */
name?: string, 
/**
 * Why, for this line.
 */
note?: string, };

/**
 * A debit note to make.
 */
export type DebitRequest = { 
/**
 * The posted document.
 */
invoice: Invoice, 
/**
 * The draft's id. Default: made of what it asks for, so that two equal notes of a document need ids of their own.
 */
id?: string, 
/**
 * The date of the note; not before the document's.
 */
date: CivilDate, 
/**
 * What is added. At least one.
 */
lines: Array<DebitLine>, 
/**
 * Why, as documents print it.
 */
reason?: string, 
/**
 * Rounds what is payable to a multiple of this, for cash: `"0.05"`.
 */
cashRounding?: Decimal, };

/**
 * How far the work is in all on a day. Exactly one of `percent`, `amount` and `units`.
 */
export type Declared = { 
/**
 * Unique in its plan. Default: `progress-1` for the first, and so on; `remainder` is what waits.
 */
id?: string, 
/**
 * What documents print. Default: the id.
 */
name?: string, 
/**
 * In percent of the whole net, 0 to 100: the cumulative amount is rounded by the policy's mode.
 */
percent?: Decimal, 
/**
 * In currency units, 0 to the whole net, at most as many decimals as the currency.
 */
amount?: Decimal, 
/**
 * In units of `of`: the cumulative amount is net x units / of, rounded by the policy's mode.
 */
units?: Decimal, 
/**
 * When it is billed.
 */
on: On, };

/**
 * When less is sold, from a day within a billing period on. Two seats of 31.00 for August, one from August 16:
 */
export type Decreases = "credit" | "nextPeriod";

/**
 * Which invoice lines go to deferred revenue, from where `recognise` takes them.
 */
export type Deferral = "all" | "periods" | "none";

/**
 * Whether lines are deferred: all fields that are written must fit.
 */
export type DeferralRule = { 
/**
 * The order's id.
 */
order?: string, 
/**
 * The order line's id.
 */
line?: string, 
/**
 * The charge's id.
 */
charge?: string, 
/**
 * Whether they go to deferred revenue.
 */
deferred: boolean, };

/**
 * A month of deferred revenue: `opening + billed - released = closing`, and `revenue = released + what unbilled adds`.
 */
export type DeferredMonth = { 
/**
 * `2026-01`.
 */
month: string, 
/**
 * Deferred at its beginning.
 */
opening: string, 
/**
 * Invoiced in the month.
 */
billed: string, 
/**
 * What leaves deferred revenue: to revenue, and against what was unbilled.
 */
released: string, 
/**
 * Deferred at its end.
 */
closing: string, 
/**
 * Recognised and not invoiced at its end.
 */
unbilled: string, 
/**
 * Revenue of the month.
 */
revenue: string, };

/**
 * What a cut period is divided by. A stub of Feb 10 - 27 (18 days), billed on the 31st:
 */
export type Denominator = "currentPeriod" | "planPeriod";

/**
 * A deposit or down payment on the quote: a liability that later invoices settle. Exactly one of `percent` and
 * `amount`.
 *
 * It changes no line and no total: its net and tax, and those of its settlements, sum to zero at each tax rate. Of a
 * quote of 100.00 and 7 percent tax, 10 percent is 10.00 and 0.70 tax `net`, and 10.70 in all `gross` too; an
 * amount of 10.00 is 10.70 in all `net`, and 9.35 and 0.65 tax `gross`.
 */
export type Deposit = { 
/**
 * Unique in the quote.
 */
id: string, 
/**
 * What documents print. Default: the id.
 */
name?: string, 
/**
 * In percent of the quote's net or gross, by `basis`; above 0, at most 100. The gross is the net and each rate's
 * tax on the whole of it, however it is invoiced.
 */
percent?: Decimal, 
/**
 * In currency units, before or with tax by `basis`; above 0, at most as many decimals as the currency.
 */
amount?: Decimal, 
/**
 * Before or with tax. Default `net`.
 */
basis?: DepositBasis, 
/**
 * When it is invoiced.
 */
on: On, 
/**
 * How later invoices settle it. Default `proportional`.
 */
settle?: DepositSettle, 
/**
 * The tax of the deposit and of its settlements. Default: the deposit is spread over the rates of the quote in
 * proportion to what each bills, and each settles its own.
 */
taxCode?: string, };

/**
 * What a deposit's percentage or amount counts.
 */
export type DepositBasis = "net" | "gross";

/**
 * A deposit at one tax rate, or what settles it.
 */
export type DepositLine = { 
/**
 * The deposit's id.
 */
deposit: string, 
/**
 * What to print.
 */
name: string, 
/**
 * Before tax; a settlement is below zero.
 */
net: string, 
/**
 * Its tax: all lines of a deposit at one rate sum to zero, net and tax.
 */
tax: string, 
/**
 * The tax code, where the request has taxes.
 */
taxCode?: string, 
/**
 * `deposit` or `settlement`.
 */
reason: Reason, };

/**
 * What an invoice did with a deposit.
 */
export type DepositReason = "deposit" | "settlement" | "reversal";

/**
 * How later invoices settle a deposit. What is dated before the deposit settles nothing; what waits for its event is
 * reckoned to come after.
 */
export type DepositSettle = "proportional" | "first";

/**
 * Where a deposit stands on the last day that was asked for (`through`), else with everything that is dated. Of an order, what
 * was billed counts, and what comes back of a deposit is no part of it.
 */
export type DepositSummary = { 
/**
 * The deposit's id.
 */
deposit: string, 
/**
 * What to print.
 */
name: string, 
/**
 * Its invoice date; `null` while it waits for its event.
 */
date: CivilDate | null, 
/**
 * The event that brings it.
 */
event?: string, 
/**
 * Before tax.
 */
net: string, 
/**
 * The tax.
 */
tax: string, 
/**
 * `net + tax`.
 */
gross: string, 
/**
 * What has been settled so far, tax included.
 */
settled: string, 
/**
 * `gross - settled`.
 */
open: string, };

/**
 * Dimensions of postings: all fields that are written must fit.
 */
export type DimensionRule = { 
/**
 * The role.
 */
role?: Role, 
/**
 * The order's id.
 */
order?: string, 
/**
 * The order line's id.
 */
line?: string, 
/**
 * The product's id, where it is known.
 */
product?: string, 
/**
 * The charge's id.
 */
charge?: string, 
/**
 * The customer's id.
 */
customer?: string, 
/**
 * What such postings carry.
 */
values: Record<string, string>, };

/**
 * A discount on a line. Exactly one of `percent`, `amount`, `unitAmount`, `unitPrice` and `compound`.
 */
export type Discount = { 
/**
 * In percent, 0 to 100: `"10"` takes a tenth off.
 */
percent?: Decimal, 
/**
 * In currency units off the total of the line (or of the periods of `duration`), spread over its charges.
 */
amount?: Decimal, 
/**
 * In currency units off the price of each unit, per price period.
 */
unitAmount?: Decimal, 
/**
 * The price of each unit, per price period, in currency units, instead of what it would be; also above it.
 */
unitPrice?: Decimal, 
/**
 * In percent, below 100: each further unit costs so much less than the one before. For whole quantities to 200.
 */
compound?: Decimal, 
/**
 * What documents print.
 */
reason?: string, 
/**
 * How long it lasts. Default: for the whole line.
 */
duration?: Duration, 
/**
 * The last day on which it holds, inclusive, instead of `duration`.
 */
until?: CivilDate, };

/**
 * Where percentage discounts of a line are rounded. 5, 10 and 15 percent off 100.00, one after the other:
 */
export type DiscountRounding = "result" | "each";

/**
 * A discount by tiers that charges name in `schedules`.
 */
export type DiscountSchedule = { 
/**
 * Unique in the catalog.
 */
id: string, 
/**
 * What documents print. Default: the id.
 */
name?: string, 
/**
 * Whether the tier reached holds for all units or each tier for its own. Default `range`.
 */
method?: ScheduleMethod, 
/**
 * What picks the tier. Default `quantity`.
 */
by?: ScheduleBy, 
/**
 * What a tier's `value` is. Default `percent`.
 */
unit?: ScheduleUnit, 
/**
 * Whose quantities are added up to pick the tier. Default `line`.
 */
scope?: ScheduleScope, 
/**
 * Whether what the customer ordered before (`priorQuantity` of a line) counts too. Default false.
 */
priorOrders?: boolean, 
/**
 * From the lowest to the highest; 1 to 1,000. Above the last, where it ends, nothing is taken off.
 */
tiers: Array<ScheduleTier>, };

/**
 * What percentages on one line are taken of. 30 and 20 percent off 100.00:
 */
export type DiscountStacking = "sequential" | "additive";

/**
 * An amount in the accounting currency, at the rate of the document's date; of a credit note, at that of what it corrects.
 */
export type DocumentAccounting = { 
/**
 * The currency of these amounts.
 */
currency: string, 
/**
 * The rate: units of this currency for one of the document's.
 */
rate: Decimal, 
/**
 * The date of the rate.
 */
date: CivilDate, 
/**
 * Where the rate comes from.
 */
source?: string, 
/**
 * The net, converted and rounded.
 */
net: string, 
/**
 * The tax, converted and rounded.
 */
tax: string, 
/**
 * `net + tax`.
 */
gross: string, };

/**
 * A deposit at one tax rate, or what settles it.
 */
export type DocumentDeposit = { 
/**
 * The order's id.
 */
order: string, 
/**
 * The deposit's id.
 */
deposit: string, 
/**
 * What to print.
 */
name: string, 
/**
 * Before tax; a settlement is below zero.
 */
net: string, 
/**
 * Its tax.
 */
tax: string, 
/**
 * The tax code, where there are taxes.
 */
taxCode?: string, 
/**
 * By place in the document's `taxes`.
 */
taxes?: Array<LineTax>, 
/**
 * `deposit` or `settlement`.
 */
reason: Reason, };

/**
 * One line.
 */
export type DocumentLine = { 
/**
 * The order's id. Left out of what no order has.
 */
order?: string, 
/**
 * The order line's id.
 */
line?: string, 
/**
 * The charge's id.
 */
charge?: string, 
/**
 * The product's id.
 */
product?: string, 
/**
 * What to print.
 */
name: string, 
/**
 * The days that it covers, both inclusive, for recurring charges.
 */
period?: BilledPeriod, 
/**
 * The plan item's id, or the adjustment's.
 */
item?: string, 
/**
 * The quantity in force.
 */
quantity?: Decimal, 
/**
 * Price periods measured, as an exact fraction: `"1"`, `"16/31"`.
 */
measure?: string, 
/**
 * Before tax.
 */
net: string, 
/**
 * Its part of the document's taxes.
 */
tax: string, 
/**
 * `net + tax`.
 */
gross: string, 
/**
 * Where prices hold the tax: the amount with it, as its price says.
 */
price?: string, 
/**
 * The tax code, where there are taxes.
 */
taxCode?: string, 
/**
 * By place in the document's `taxes`.
 */
taxes?: Array<LineTax>, 
/**
 * Why it is there.
 */
reason: Reason, 
/**
 * Why, in words: of an amendment, an adjustment, a credit.
 */
note?: string, 
/**
 * `true` where usage is a guess.
 */
estimated?: boolean, 
/**
 * The policy switches that decided its amount.
 */
decidedBy?: Array<string>, 
/**
 * What retainage withholds of it from what is payable.
 */
retained?: string, 
/**
 * What it gives back of what was withheld.
 */
released?: string, 
/**
 * For a line of a credit note or debit note: the document that it corrects, and the place of its line there, from 0.
 */
corrects?: LineReference, };

/**
 * Whether a document can still change.
 */
export type DocumentStatus = "draft" | "posted";

/**
 * The sums of a document.
 */
export type DocumentSums = { 
/**
 * Before tax.
 */
net: string, 
/**
 * The tax.
 */
tax: string, 
/**
 * `net + tax`.
 */
gross: string, };

/**
 * The tax of one code, part and percentage.
 */
export type DocumentTax = { 
/**
 * The code.
 */
code: string, 
/**
 * The part's name, where the code has several.
 */
part?: string, 
/**
 * The category.
 */
category: Category, 
/**
 * The rate in percent.
 */
percent: Decimal, 
/**
 * Why no tax is charged, where none is and a reason is known.
 */
reason?: string, 
/**
 * What is taxed.
 */
base: string, 
/**
 * The tax.
 */
tax: string, };

/**
 * The sums of a document.
 */
export type DocumentTotals = { 
/**
 * Before tax.
 */
net: string, 
/**
 * The tax.
 */
tax: string, 
/**
 * `net + tax`.
 */
gross: string, };

/**
 * Where the end of the month comes into payment terms.
 */
export type DueMonthEnd = "none" | "before" | "after";

/**
 * What happens to a due date that is no working day.
 */
export type DueShift = "none" | "next" | "previous";

/**
 * How long a discount lasts.
 */
export type Duration = { 
/**
 * The number of billing periods from the line's start, the first stub included. 1 to 1000.
 */
periods: number, };

/**
 * Where periods go that are anchored on the last day of a month.
 */
export type EndOfMonth = "clamp" | "lastDay" | "lastDayForYears";

/**
 * What an engine says of itself.
 */
export type EngineInfo = { 
/**
 * Its version.
 */
engine: string, 
/**
 * The digest of its rules, as in [`Receipt::rules`].
 */
rules: string, 
/**
 * The policy profiles that it knows.
 */
profiles: Array<ProfileInfo>, };

/**
 * What a billed entry was.
 */
export type EntryKind = "charge" | "adjustment" | "reversal" | "closed";

/**
 * What an entry says.
 */
export type EntryOf = "invoice" | "creditNote" | "debitNote" | "payment" | "writeOff" | "revenue";

/**
 * Why a buyer pays no tax: every code is then taxed at 0, in this category and with this reason.
 */
export type Exemption = { 
/**
 * `Z`, `E`, `AE`, `K`, `G` or `O`.
 */
category: Category, 
/**
 * What documents print, for example `"Reverse charge"`.
 */
reason: string, };

/**
 * What is expected in a month, tax included.
 */
export type ExpectedCash = { 
/**
 * `2026-01`.
 */
month: string, 
/**
 * Of posted documents.
 */
open: string, 
/**
 * Of planned ones.
 */
planned: string, 
/**
 * The sum.
 */
total: string, };

/**
 * Which amount is to be explained.
 */
export type ExplainOptions = { 
/**
 * A JSON pointer to an amount: of the priced quote (`/lines/0/net`), or with `plan` of the plan
 * (`/invoices/3/lines/0/net`); or what an explanation names in `see`.
 */
path: string, 
/**
 * The options of the plan whose amount it is; `{}` for a plan without any.
 */
plan?: PlanOptions, };

/**
 * One step behind an amount. `exact` is what `how` makes of the exact values of `of`, so that the tree can be replayed.
 */
export type Explanation = { 
/**
 * What the step is, in one sentence for people.
 */
text: Sentence, 
/**
 * The value for people: an amount with the decimals of its currency, or at most 12 decimals.
 */
value: string, 
/**
 * The exact value, a reduced fraction: `"16/31"`, `"274"`.
 */
exact: string, 
/**
 * What is done with the values of `of`.
 */
how: How, 
/**
 * For `round`, `ceil`, `floor` and `share`: the decimals that are kept.
 */
digits?: number, 
/**
 * For `round`: the mode.
 */
mode?: RoundingMode, 
/**
 * For `share`: how what is left over is given out.
 */
spread?: Spread, 
/**
 * For `share`: the place of this share, counted from 0.
 */
place?: number, 
/**
 * For an input: a JSON pointer into the request to where it is written.
 */
at?: string, 
/**
 * For an amount that is not opened here: the path to ask for. `/invoices` and `/waiting` are of the plan, `/lines` and
 * `/taxes` of the quote; what lies below a charge's `after`, `rate`, `steps`, `items` and `priced` are values on the
 * way to its net, of both.
 */
see?: string, 
/**
 * The steps that it is made of.
 */
of: Array<Explanation>, };

/**
 * What is to be written.
 */
export type ExportJournalRequest = { 
/**
 * From `journal` and `recognise`, together.
 */
entries: Array<JournalEntry>, 
/**
 * For which program.
 */
format: LedgerFormat, 
/**
 * What accounts are called there. Default: by role, `Assets:Receivable:411000`.
 */
names?: Array<AccountName>, 
/**
 * The title of the ledger.
 */
title?: string, 
/**
 * For which roles balances are asserted at each month's end, as the entries come to. Default: receivable, unbilled, deferredRevenue,
 * tax.
 */
asserted?: Array<Role>, 
/**
 * Balances to assert beside them, as a statement, a schedule of revenue or a bank says them.
 */
balances?: Array<StatedBalance>, };

/**
 * The text of a ledger.
 */
export type ExportedJournal = { 
/**
 * For which program.
 */
format: LedgerFormat, 
/**
 * The text, in UTF-8, lines ended by a line feed.
 */
text: string, 
/**
 * The accounts that it opens.
 */
accounts: Array<AccountName>, 
/**
 * How many balances it asserts.
 */
assertions: number, };

/**
 * Where the first full period of several months begins when there is a bill day. For a start on Feb 10, quarterly on
 * the 1st:
 */
export type FirstBillDay = "next" | "wholePeriod" | "calendar";

/**
 * One amount per price period, whatever the quantity: `amount`, and nothing for a quantity of zero (unless the policy's
 * `zeroQuantity` is `flatFees`).
 *
 * Other vendors: flat fee (Stripe, Chargebee, Zuora), fixed price. Not rounded here. May be negative (a credit line).
 */
export type Flat = { 
/**
 * In currency units, per price period.
 */
amount: Decimal, };

/**
 * What is to be closed.
 */
export type FoldOptions = { 
/**
 * The last day to close, inclusive. Each charge is closed up to the end of its last billing period that is over by then.
 */
through: CivilDate, 
/**
 * What was billed.
 */
billed?: Array<OrderEntry>, 
/**
 * The dates of events, by name.
 */
events?: Record<string, CivilDate>, };

/**
 * The billed entries with closed days folded: keep them instead of those that were given.
 */
export type Folded = { 
/**
 * One entry of kind `closed` for each charge that is closed, then the others as they were.
 */
billed: Array<OrderEntry>, 
/**
 * How many entries became one of those.
 */
folded: number, };

/**
 * What will be invoiced if an order renews by itself: a guess, never due. The order's own invoices are in its plan.
 */
export type Forecast = { 
/**
 * The order's id.
 */
order: string, 
/**
 * The currency of every amount.
 */
currency: string, 
/**
 * The last invoice date that counts, inclusive.
 */
through: CivilDate, 
/**
 * Each renewal computed from the one before; none, where the order does not renew by itself.
 */
renewals: Array<ForecastTerm>, 
/**
 * The net of the invoices of all renewals, up to `through`.
 */
net: string, };

/**
 * An invoice of a forecast.
 */
export type ForecastInvoice = { 
/**
 * What it is: `forecast`.
 */
status: ForecastStatus, 
/**
 * The invoice date.
 */
date: CivilDate, 
/**
 * Before tax.
 */
net: string, 
/**
 * At the rates that are known today.
 */
tax: string, 
/**
 * `net + tax`.
 */
gross: string, };

/**
 * How far a forecast goes.
 */
export type ForecastOptions = { 
/**
 * The last invoice date that counts, inclusive; at most 100 renewals are followed.
 */
through: CivilDate, 
/**
 * How the order would renew, instead of as it says itself.
 */
renewal?: AutoRenewal, };

/**
 * What a forecast is.
 */
export type ForecastStatus = "forecast";

/**
 * One renewal of a forecast.
 */
export type ForecastTerm = { 
/**
 * What it is: `forecast`.
 */
status: ForecastStatus, 
/**
 * The id that its quote would have.
 */
id: string, 
/**
 * The first day.
 */
from: CivilDate, 
/**
 * The last day, inclusive; `null` without an end.
 */
end: CivilDate | null, 
/**
 * The last day, inclusive, on which notice would keep it from happening; left out without a period of notice.
 */
noticeBy?: CivilDate, 
/**
 * The net of the whole term, before tax; `null` without an end.
 */
net: string | null, 
/**
 * What a month costs on its first day.
 */
monthly: string, 
/**
 * Its lines, before and after.
 */
lines: Array<RenewedLine>, 
/**
 * What would be invoiced up to `through`.
 */
invoices: Array<ForecastInvoice>, };

/**
 * Each tier prices the units that fall into it, plus its flat once the tier is reached: the sum over tiers of
 * `units in the tier x unitPrice + flat`. A tier is reached when the quantity is above the tier before; the first one's
 * flat is due at zero only where the policy's `zeroQuantity` is `flatFees`.
 *
 * Other vendors: graduated (Stripe, Lago), tiered (Zuora, Chargebee), slab discount (Salesforce), all tiers (Kill Bill).
 */
export type Graduated = { 
/**
 * From the lowest to the highest.
 */
tiers: Array<Tier>, };

/**
 * Each tier takes its percentage of the value that falls into it, plus its flat once the tier is reached: the sum over
 * tiers of `value in the tier x percent / 100 + flat`. The quantity is a value in currency units.
 *
 * Other vendors: graduated percentage (Lago), tiered bps (Orb), commission scale.
 */
export type GraduatedPercentage = { 
/**
 * From the lowest to the highest.
 */
tiers: Array<PercentageTier>, };

/**
 * The unit in which time is counted where instants are given; civil dates are whole days under each.
 */
export type Grain = "day" | "second" | "millisecond";

/**
 * A part of a quote.
 */
export type Group = { 
/**
 * What lines name in `group`.
 */
id: string, 
/**
 * What documents print. Default: the id.
 */
name?: string, 
/**
 * Discounts on its lines, in order: as those of the quote, on the sum of the group.
 */
discounts?: Array<QuoteDiscount>, };

/**
 * What documents are of.
 */
export type GroupBy = "account" | "order" | "purchaseOrder" | "seller" | "key";

/**
 * Lines that are not billed for now; once the hold is over, what has become due since is billed.
 */
export type Hold = { 
/**
 * The ids of the lines. Default: the whole order.
 */
lines?: Array<string>, 
/**
 * The first day. Default: always.
 */
from?: CivilDate, 
/**
 * The last day, inclusive. Default: until it is taken out.
 */
until?: CivilDate, 
/**
 * What the run says of it.
 */
reason?: string, };

/**
 * What a step does with the values that it is made of.
 */
export type How = "input" | "see" | "same" | "sum" | "difference" | "product" | "power" | "quotient" | "round" | "ceil" | "floor" | "max" | "min" | "share";

/**
 * What is rounded where a price holds its tax; the other is what is left. 24.99 at 20 percent:
 */
export type InclusiveKeeps = "net" | "tax";

/**
 * When more is sold, from a day within a billing period on. One seat of 31.00 for August, two from August 16:
 */
export type Increases = "prorate" | "full" | "nextPeriod";

/**
 * A number of calendar units: a price period, a billing frequency, a term.
 */
export type Interval = { 
/**
 * How many units, 1 to 3650. Default 1.
 */
count?: number, 
/**
 * The unit.
 */
unit: Unit, };

/**
 * An invoice, credit note or debit note: a draft, or posted. Amounts are texts with the decimals of the currency; what is
 * given back is below zero. All of a posted one is covered by its receipt.
 */
export type Invoice = { 
/**
 * Whether it can still change.
 */
status: DocumentStatus, 
/**
 * What it is.
 */
kind: InvoiceKind, 
/**
 * The draft's key: the same due items of the same orders make the same id.
 */
id: string, 
/**
 * Its number, once it is posted.
 */
number?: string, 
/**
 * The id of the series that its number is of.
 */
series?: string, 
/**
 * The invoice date.
 */
date: CivilDate, 
/**
 * When it is payable.
 */
due: CivilDate, 
/**
 * What was due up to this day is on it. Left out of what was made by hand.
 */
target?: CivilDate, 
/**
 * The currency of every amount.
 */
currency: string, 
/**
 * Who sells.
 */
seller?: Party, 
/**
 * Who buys.
 */
account?: Party, 
/**
 * The ids of its orders.
 */
orders: Array<string>, 
/**
 * The numbers of the documents that it corrects.
 */
corrects?: Array<string>, 
/**
 * Why it was made, as documents print it.
 */
reason?: string, 
/**
 * In the order of the orders, their lines, charges and time.
 */
lines: Array<DocumentLine>, 
/**
 * Deposits that are invoiced, and settlements of earlier ones, below zero: beside the lines, in the taxes and totals.
 */
deposits?: Array<DocumentDeposit>, 
/**
 * By code, part and percentage.
 */
taxes: Array<DocumentTax>, 
/**
 * The sums.
 */
totals: DocumentSums, 
/**
 * Net and tax in the accounting currency.
 */
accounting?: DocumentAccounting, 
/**
 * What retainage withholds from what is payable; left out where there is none.
 */
retained?: string, 
/**
 * What is given back of what was withheld before; left out where there is none.
 */
released?: string, 
/**
 * What cash rounding adds or takes; left out where there is none. Never part of net or tax.
 */
rounding?: string, 
/**
 * `gross - retained + released + rounding`.
 */
payable: string, 
/**
 * What the account's credit pays of it; left out where there is none.
 */
creditUsed?: string, 
/**
 * What it gives the account as credit instead of paying it out; left out where there is none.
 */
creditMade?: string, 
/**
 * `payable - creditUsed + creditMade`: what is to be paid, below zero what is to be paid out.
 */
amountDue: string, 
/**
 * When invoices are due.
 */
paymentTerms?: PaymentTerms, 
/**
 * The days on which the same taxes hold, where another day would change them: another date needs another run.
 */
holds?: DateBounds, 
/**
 * What it says of its orders: what a later run must know as `billed` and `billedDeposits`, from the draft on.
 */
billed: Array<OrderBilled>, 
/**
 * Proof, once it is posted.
 */
receipt?: InvoiceReceipt, };

/**
 * What is invoiced on a day, before and after, of what is still to be billed.
 */
export type InvoiceChange = { 
/**
 * The invoice date.
 */
date: CivilDate, 
/**
 * Before tax.
 */
before: string, 
/**
 * Before tax.
 */
after: string, 
/**
 * `after - before`.
 */
delta: string, };

/**
 * What a document is.
 */
export type InvoiceKind = "invoice" | "creditNote" | "debitNote";

/**
 * One line of an invoice to come.
 */
export type InvoiceLine = { 
/**
 * The quote line's id.
 */
line: string, 
/**
 * The charge's id.
 */
charge: string, 
/**
 * What to print.
 */
name: string, 
/**
 * The days that it covers, both inclusive, for recurring charges.
 */
period?: { start: CivilDate, end: CivilDate }, 
/**
 * The plan item's id.
 */
item?: string, 
/**
 * The quantity in force.
 */
quantity: Decimal, 
/**
 * Price periods measured, as an exact fraction: `"1"`, `"16/31"`.
 */
measure?: string, 
/**
 * The amount before tax.
 */
net: string, 
/**
 * Where prices hold the tax: the amount with it, as its price says.
 */
gross?: string, 
/**
 * The tax code, where the request has taxes.
 */
taxCode?: string, 
/**
 * Why it is there.
 */
reason: Reason, 
/**
 * `true` where usage is a guess.
 */
estimated?: boolean, 
/**
 * The policy switches that decided its amount, where there is more to it than a whole period at its exact price.
 */
decidedBy?: Array<string>, 
/**
 * What retainage withholds of it from what is payable.
 */
retained?: string, 
/**
 * What it gives back of what was withheld.
 */
released?: string, };

/**
 * Every invoice to come.
 */
export type InvoicePlan = { 
/**
 * The currency of every amount.
 */
currency: string, 
/**
 * In the order of their dates.
 */
invoices: Array<PlannedInvoice>, 
/**
 * What waits for an event or a person, in the order of the lines.
 */
waiting: Array<WaitingItem>, 
/**
 * What is payable in each month, by due date.
 */
cash: Array<CashMonth>, 
/**
 * The same by quarter: `2026-Q1`.
 */
cashByQuarter: Array<CashPeriod>, 
/**
 * The same by year: `2026`.
 */
cashByYear: Array<CashPeriod>, 
/**
 * The day on which "due" is read: `asOf` of the options, else of the request.
 */
asOf: CivilDate, 
/**
 * The sums of the invoices dated up to `asOf`.
 */
dueNow: DocumentTotals, 
/**
 * The date of the first invoice after `asOf`; `null` where none is dated.
 */
nextInvoice: CivilDate | null, 
/**
 * What is estimated, and what else a reader should know.
 */
notes: Array<Note>, 
/**
 * Where each invoice plan stands: plans of one charge in the order of the lines, then shared ones.
 */
plans: Array<PlanSummary>, 
/**
 * Where each deposit stands, in the order of the request. Left out where there are none.
 */
deposits?: Array<DepositSummary>, 
/**
 * The sums of invoices and waiting items.
 */
totals: DocumentTotals, 
/**
 * The last invoice date that the plan covers; more follows after it where `open`.
 */
through: CivilDate, 
/**
 * Whether a charge without an end goes on after `through`.
 */
open: boolean, };

/**
 * Proof of a posted document: it is as it was posted, by this engine's rules, after the one before it in its series.
 */
export type InvoiceReceipt = { 
/**
 * The engine's version.
 */
engine: string, 
/**
 * The digest of the engine's rules.
 */
rules: string, 
/**
 * The digest of the document without its receipt, and of `previous`.
 */
document: string, 
/**
 * The `document` digest of the one before it in its series; left out of the first.
 */
previous?: string, };

/**
 * Where an invoice stands on the day of a preview.
 */
export type InvoiceStatus = "due" | "next" | "later";

/**
 * Whether a posted document is as it was posted.
 */
export type InvoiceVerification = { 
/**
 * Whether nothing of it was changed since.
 */
intact: boolean, 
/**
 * Whether this engine computes by the rules that it was posted with.
 */
sameRules: boolean, 
/**
 * Whether it follows the document before it in its series, where that one was given.
 */
follows?: boolean, };

/**
 * An amount that was invoiced.
 */
export type InvoicedAmount = { 
/**
 * The invoice date.
 */
date: CivilDate, 
/**
 * Before tax; below zero for a credit.
 */
amount: Decimal, };

/**
 * Entries in the order of their days.
 */
export type Journal = { 
/**
 * Each balances.
 */
entries: Array<JournalEntry>, 
/**
 * What they come to, by account and currency, in the order of the accounts.
 */
balances: Array<AccountBalance>, };

/**
 * A double entry: its debits are its credits, to the cent.
 */
export type JournalEntry = { 
/**
 * The same document makes the same id: what was imported is not imported again.
 */
id: string, 
/**
 * The day of the entry.
 */
date: CivilDate, 
/**
 * What it says.
 */
kind: EntryOf, 
/**
 * The number of the document, or the id of the payment, write-off or obligation.
 */
document: string, 
/**
 * What books print.
 */
description: string, 
/**
 * The currency of every amount.
 */
currency: string, 
/**
 * The customer's id.
 */
customer?: string, 
/**
 * At least two.
 */
lines: Array<JournalLine>, };

/**
 * One line of an entry. Of `debit` and `credit` exactly one is above zero.
 */
export type JournalLine = { 
/**
 * The account.
 */
account: string, 
/**
 * What it is for.
 */
role?: Role, 
/**
 * To the left.
 */
debit: string, 
/**
 * To the right.
 */
credit: string, 
/**
 * Cost centre, project and the like.
 */
dimensions?: Record<string, string>, 
/**
 * The tax code.
 */
taxCode?: string, 
/**
 * The order's id.
 */
order?: string, 
/**
 * The order line's id.
 */
line?: string, 
/**
 * The charge's id.
 */
charge?: string, };

/**
 * What is to be posted.
 */
export type JournalRequest = { 
/**
 * Where it goes.
 */
accounts: Accounts, 
/**
 * Posted documents of any kind and currency.
 */
invoices?: Array<Invoice>, 
/**
 * What was paid, and paid out.
 */
payments?: Array<Payment>, 
/**
 * What will not be paid.
 */
writeOffs?: Array<WriteOff>, 
/**
 * Which lines go to deferred revenue. Default `all`.
 */
deferral?: Deferral, 
/**
 * What overrules it; the first that fits wins.
 */
deferrals?: Array<DeferralRule>, };

/**
 * What becomes of what is known later than its month was closed.
 */
export type LateChange = "catchUp" | "prospective";

/**
 * Where usage counts that became known after its period was due: after the day that follows the billing period (its record
 * says `recorded`). 1.00 a unit, billed monthly in arrears; 10 units of January that became known on Feb 10, 5 of February:
 */
export type LateUsage = "original" | "current" | "reject";

/**
 * A ledger program.
 */
export type LedgerFormat = "beancount" | "hledger" | "ledger";

/**
 * A line that does not renew.
 */
export type LeftLine = { 
/**
 * The line's id.
 */
line: string, 
/**
 * Why.
 */
reason: LeftReason, };

/**
 * Why a line does not renew.
 */
export type LeftReason = "oneTime" | "ended" | "goesOn" | "notNamed" | "notBegun";

/**
 * One line of a quote: a product, how much of it, and what was agreed.
 */
export type Line = { 
/**
 * Unique in the quote.
 */
id: string, 
/**
 * The id of a product.
 */
product: string, 
/**
 * What documents print instead of the product's name.
 */
name?: string, 
/**
 * Zero or more. Default 1.
 */
quantity?: Decimal, 
/**
 * The first day of service. Default: the quote's.
 */
start?: CivilDate, 
/**
 * How long, counted from the line's start. At most one of `term` and `end`; default: the quote's end.
 */
term?: Interval, 
/**
 * The last day of service, inclusive, or `null` for a line without an end.
 */
end?: CivilDate | null, 
/**
 * What a matrix looks up, for example `{ "region": "eu" }`.
 */
attributes?: Record<string, string>, 
/**
 * The id of a group.
 */
group?: string, 
/**
 * `true`: priced and shown, but in no sum and on no invoice.
 */
optional?: boolean, 
/**
 * What the customer had before, for discount schedules that count prior orders. Zero or more.
 */
priorQuantity?: Decimal, 
/**
 * A free stretch from the line's start.
 */
trial?: Interval, 
/**
 * How the price rises with time.
 */
uplift?: Uplift, 
/**
 * Discounts on the line's discountable charges, in order.
 */
discounts?: Array<Discount>, 
/**
 * A ramp: what changes from a date on, or from step to step. In order; the first begins when the line does.
 */
segments?: Array<Segment>, 
/**
 * What was used, or is expected to be, of the line's usage charges; at most 10,000 records.
 */
usage?: Array<UsageRecord>, 
/**
 * What this line changes of its product's charges.
 */
charges?: Array<ChargeOverride>, 
/**
 * Whether discounts on the quote may lower it. Default true.
 */
discountable?: boolean, };

/**
 * What a charge of a line comes to for some days, before and after.
 */
export type LineChange = { 
/**
 * The line's id.
 */
line: string, 
/**
 * The charge's id.
 */
charge: string, 
/**
 * The first day and the last; left out for what is billed once.
 */
period?: BilledPeriod, 
/**
 * Before tax.
 */
before: string, 
/**
 * Before tax.
 */
after: string, 
/**
 * `after - before`.
 */
delta: string, };

/**
 * How lines are recognised that fit all fields that are written.
 */
export type LineRecognition = { 
/**
 * The order's id.
 */
order?: string, 
/**
 * The order line's id.
 */
line?: string, 
/**
 * The charge's id.
 */
charge?: string, 
/**
 * Whether only lines with days, or only those without. Default: both.
 */
withPeriod?: boolean, 
/**
 * How; one that needs no more than the line's days: not `milestones`, `percentComplete`.
 */
method: Method, 
/**
 * For method `point`. Default `start`, for what has no days `invoiceDate`.
 */
at?: PointAt, };

/**
 * A line of a posted document.
 */
export type LineReference = { 
/**
 * The document's number.
 */
number: string, 
/**
 * The place of its line, from 0.
 */
line: number, };

/**
 * Lines of invoices: all fields that are written must fit.
 */
export type LineSelector = { 
/**
 * The order's id.
 */
order?: string, 
/**
 * The order line's id.
 */
line?: string, 
/**
 * The charge's id.
 */
charge?: string, 
/**
 * The document's number.
 */
number?: string, };

/**
 * What a line bears of one of the document's taxes.
 */
export type LineTax = { 
/**
 * A place in the document's `taxes`, from 0.
 */
of: number, 
/**
 * What is taxed: the net, for a compound part with the tax of the parts before it, with retainage before it is withheld.
 */
base: string, 
/**
 * The tax.
 */
tax: string, };

/**
 * The margin of the charges whose cost is known.
 */
export type Margin = { 
/**
 * Their net.
 */
net: string, 
/**
 * Their cost.
 */
cost: string, 
/**
 * `net - cost`.
 */
margin: string, 
/**
 * The margin in percent of the net, rounded half-up to two decimals; left out where the net is zero.
 */
percent?: string, };

/**
 * A price for each combination of one to three attributes (region, size, ...), each by any model. A line, or a usage record,
 * says in `attributes` which combination it is; records of one combination are added up before they are priced.
 *
 * Other vendors: matrix (Orb, Meteroid), multi-attribute pricing (Zuora), dimensional pricing (Metronome), charge filters (Lago).
 */
export type Matrix = { 
/**
 * The names of the attributes, one to three.
 */
by: Array<string>, 
/**
 * One row for each combination, at most 1,000.
 */
rows: Array<MatrixRow>, 
/**
 * The price of every other combination. Default: such a line is an error.
 */
otherwise?: Price, };

/**
 * The price of one combination.
 */
export type MatrixRow = { 
/**
 * A value for each attribute of `by`.
 */
when: Record<string, string>, 
/**
 * The price: any model that prices a quantity of its own.
 */
price: Price, };

/**
 * How many price periods a span is, and what it costs.
 */
export type MeasureRequest = { 
/**
 * The first day or instant that is measured.
 */
start: Moment, 
/**
 * The last day, inclusive. Exactly one of `end` and `until`.
 */
end?: CivilDate, 
/**
 * The first day or instant after the span, exclusive.
 */
until?: Moment, 
/**
 * The price period. Exactly one of `per` and `within`.
 */
per?: Interval, 
/**
 * A given whole period instead of one of the calendar: the span is clipped to it and measured as its part.
 */
within?: Whole, 
/**
 * Where price periods begin: any boundary of their grid. Default: the start.
 */
anchor?: Moment, 
/**
 * The day of the month on which price periods of months begin, in the month of the anchor; for days that some months do
 * not have.
 */
billDay?: BillDay, 
/**
 * A change inside the span: only the part before or after it is measured; the policy's `changeDay` says who owns
 * the day.
 */
change?: Change, 
/**
 * Profile and switches. `termTotal: fixed` makes a span of whole months measure its count. Default: profile
 * `default` with `termTotal: measured`.
 */
policy?: PolicyChoice, 
/**
 * What one price period costs, in currency units: the result then has `amount`.
 */
amount?: Decimal, 
/**
 * What one unit costs per price period; with `quantity`, instead of `amount`.
 */
unitPrice?: Decimal, 
/**
 * How many units. Default 1, or the average of `quantities`.
 */
quantity?: Decimal, 
/**
 * An ISO 4217 code for the rounding of amounts. At most one of `currency` and `scale`.
 */
currency?: string, 
/**
 * Decimals of the rounded amount, 0 to 12, where it is no money.
 */
scale?: number, 
/**
 * Quantities over time, the first at the start or before: the result then has the average `quantity`, weighted by
 * time.
 */
quantities?: Array<QuantityFrom>, };

/**
 * A measure.
 */
export type MeasureResult = { 
/**
 * The exact fraction, reduced: `"16/31"`, `"12"`.
 */
fraction: string, 
/**
 * The same, rounded half-up to at most 12 decimals: `"0.516129032258"`.
 */
decimal: string, 
/**
 * The days measured, started ones included.
 */
days: number, 
/**
 * Whole price periods (or months under `count: months`) among them.
 */
whole: number, 
/**
 * What is left beside the whole ones.
 */
rest: Array<Rest>, 
/**
 * The rounded amount, where a price was given.
 */
amount?: string, 
/**
 * The rounded price of one unit for the span, under `rounding: perUnit`.
 */
unitAmount?: string, 
/**
 * The average quantity over the span, where `quantities` were given: the exact fraction.
 */
quantity?: string, };

/**
 * How an amount becomes revenue. Weights are by calendar month, of the days from start to end; a month's revenue is
 * `amount x weight / sum of weights`. Values: 1200.00 from 2026-01-15 to 2027-01-14.
 */
export type Method = "daily" | "elapsed" | "monthlyEven" | "monthlyEvenProrated" | "monthlyProportionate" | "milestones" | "percentComplete" | "point";

/**
 * An invoice plan of one charge: instalments of its net, dated or waiting for an event. On a recurring charge it is a
 * seasonal or custom schedule: the net of the whole term, in dated shares.
 */
export type Milestones = { 
/**
 * In the order in which they freeze their amounts.
 */
items: Array<PlanItem>, 
/**
 * What happens when the items do not cover the charge. Default `error`.
 */
uncovered?: Uncovered, 
/**
 * What is withheld from each item and released later.
 */
retainage?: Retainage, };

/**
 * What a minimum or maximum of usage and of commitments is in a cut period. 31.00 a month, Jan 15-31:
 */
export type Minimums = "prorate" | "full";

/**
 * Whether a month can still change.
 */
export type MonthStatus = "closed" | "open";

/**
 * What becomes of a draft whose total is below zero. 20.00 of a month that was billed are given back; the month after, 40.00
 * are due:
 */
export type NegativeInvoices = "creditNote" | "carry" | "negativeInvoice";

/**
 * When an order has something to bill.
 */
export type NextDue = { 
/**
 * The order's id.
 */
order: string, 
/**
 * The day; `null` where nothing is dated.
 */
nextDue: CivilDate | null, 
/**
 * How much waits for an event or a person.
 */
waiting: number, };

/**
 * Something a reader should know.
 */
export type Note = { 
/**
 * Stable, for programs.
 */
code: NoteCode, 
/**
 * JSON pointer into the request.
 */
path: string, 
/**
 * For people.
 */
message: string, };

/**
 * The kinds of notes.
 */
export type NoteCode = "discount_missed_by_rounding" | "sums_to_horizon" | "waiting_tax_estimated" | "usage_estimated" | "unused_plan" | "goes_on";

/**
 * A series of numbers, as the caller keeps it: it goes into `post` and comes back with its next number. Keep it in the same
 * transaction as the documents, so that no number is lost and none is used twice.
 */
export type NumberSeries = { 
/**
 * The caller's key.
 */
id: string, 
/**
 * What `{prefix}` stands for.
 */
prefix?: string, 
/**
 * How a number is written: text with `{number}` or `{number:5}` (at least five digits), `{prefix}`, `{year}`, `{yy}`,
 * `{month}`. Default `{prefix}{number}`.
 */
format?: string, 
/**
 * The next number, from 1. Default 1.
 */
next?: number, 
/**
 * When it begins again at 1. Default `never`.
 */
reset?: SeriesReset, 
/**
 * Only documents of these kinds. Default: all.
 */
kinds?: Array<InvoiceKind>, 
/**
 * Only documents of these sellers. Default: all.
 */
sellers?: Array<string>, 
/**
 * Only documents of these accounts. Default: all.
 */
accounts?: Array<string>, 
/**
 * The last document that it numbered. `post` writes it.
 */
last?: SeriesLast, };

/**
 * A promise to a customer: what it is worth and when it is kept.
 */
export type Obligation = { 
/**
 * Unique.
 */
id: string, 
/**
 * The id of the contract whose price it shares.
 */
contract?: string, 
/**
 * Before tax; below zero for a credit. In a contract with a price it may be left out.
 */
amount?: Decimal, 
/**
 * What it would be sold for on its own: needed in a contract.
 */
standalone?: Decimal, 
/**
 * The first day, or instant.
 */
start?: Moment, 
/**
 * The last day, inclusive.
 */
end?: CivilDate, 
/**
 * Instead of `end`: the first day, or instant, after it.
 */
until?: Moment, 
/**
 * How it is recognised. Exactly one of `method` and `treatments`.
 */
method?: Method, 
/**
 * For method `point`. Default `start`.
 */
at?: PointAt, 
/**
 * The day on which it was delivered.
 */
delivered?: CivilDate, 
/**
 * For method `milestones`.
 */
milestones?: Array<RevenueMilestone>, 
/**
 * For method `percentComplete`.
 */
progress?: Array<RevenueProgress>, 
/**
 * Parts that are recognised in different ways.
 */
treatments?: Array<Treatment>, 
/**
 * What was invoiced, before tax. In a contract, the sum of its obligations is spread over them as its price is.
 */
invoiced?: Array<InvoicedAmount>, 
/**
 * Which lines of `invoices` invoice it.
 */
covers?: Array<LineSelector>, 
/**
 * What was recognised in closed months.
 */
recognised?: Array<RecognisedMonth>, 
/**
 * Overrules the request's.
 */
late?: LateChange, 
/**
 * For `accounts`: the product's id.
 */
product?: string, 
/**
 * For `accounts`: the charge's id.
 */
charge?: string, 
/**
 * For `accounts`: the customer's id.
 */
customer?: string, };

/**
 * The balances of an obligation.
 */
export type ObligationBalance = { 
/**
 * Its id.
 */
id: string, 
/**
 * Invoiced.
 */
invoiced: string, 
/**
 * Recognised.
 */
recognised: string, 
/**
 * Invoiced and not recognised.
 */
deferred: string, 
/**
 * Recognised and not invoiced.
 */
unbilled: string, };

/**
 * The schedule of an obligation.
 */
export type ObligationSchedule = { 
/**
 * Its id.
 */
id: string, 
/**
 * The contract's id.
 */
contract?: string, 
/**
 * What is to be recognised: allocated, in a contract.
 */
amount: string, 
/**
 * The amounts of its parts, where there are several.
 */
treatments: Array<TreatmentAmount>, 
/**
 * Each month in which something is recognised or invoiced.
 */
months: Array<ScheduleMonth>, 
/**
 * The sum of the months.
 */
scheduled: string, 
/**
 * What waits for a milestone, progress, delivery or an invoice. `scheduled + unscheduled = amount`.
 */
unscheduled: string, };

/**
 * Which charges are read: all charges of the named lines, products, categories and groups, each once, never the reader's
 * own, and never another charge that is a commitment.
 */
export type Of = { 
/**
 * Ids of lines.
 */
lines?: Array<string>, 
/**
 * Ids of products: every line that sells one of them.
 */
products?: Array<string>, 
/**
 * Categories of products.
 */
categories?: Array<string>, 
/**
 * Ids of groups: every line in one of them.
 */
groups?: Array<string>, 
/**
 * `true`: every line of the quote but the reader's own.
 */
everything?: boolean, };

/**
 * A date, an event whose date is not known yet, or the start; with `plus`, so much later. Exactly one of the three.
 *
 * | `on`, start on 2026-01-01 | date |
 * |---|---|
 * | `{ "date": "2026-02-01" }` | 2026-02-01 |
 * | `{ "event": "go-live" }` | the event's |
 * | `{ "event": "go-live", "plus": { "count": 1, "unit": "month" } }` | a month after the event |
 * | `{ "start": true, "plus": { "count": 30, "unit": "day" } }` | 2026-01-31 |
 */
export type On = { 
/**
 * The invoice date.
 */
date?: CivilDate, 
/**
 * The event's name; its date comes with `plan(quote, { events })`.
 */
event?: string, 
/**
 * `true`: the start of the line; in what several lines share, of the quote.
 */
start?: boolean, 
/**
 * So much later: a day that the month does not have becomes its last.
 */
plus?: Interval, };

/**
 * All at once.
 */
export type Once = { 
/**
 * The date or event. Default: the start of the line.
 */
on?: On, };

/**
 * What an amendment pays back of what is sold once. A setup fee of 10 x 20.00 was billed; then there are 8:
 */
export type OneTimeDecrease = "keep" | "credit";

/**
 * A document of which something is open.
 */
export type OpenItem = { 
/**
 * Its number.
 */
document: string, 
/**
 * The customer's id.
 */
customer?: string, 
/**
 * Its date.
 */
date: CivilDate, 
/**
 * When it is payable.
 */
due: CivilDate, 
/**
 * What was to be paid.
 */
amount: string, 
/**
 * What still is; below zero for a credit that nothing was set off against.
 */
open: string, 
/**
 * Days since it was due; 0 where it is not yet due.
 */
overdue: number, 
/**
 * Its bucket.
 */
bucket: string, };

/**
 * An accepted quote, and everything that was agreed since. Amendments are only ever added, so that every earlier state
 * can be read again; the order of the list does not matter.
 */
export type Order = { 
/**
 * The caller's id.
 */
id: string, 
/**
 * The accepted request, normalised: catalog, prices, taxes and policy as they were agreed.
 */
quote: QuoteRequest, 
/**
 * The receipt of the accepted quote.
 */
receipt: Receipt, 
/**
 * The day of acceptance.
 */
accepted?: CivilDate, 
/**
 * The first day, where it is another than the quote's: every date of the quote is so many days, or whole months, later.
 */
start?: CivilDate, 
/**
 * The ids of the lines that were ordered. Default: all; an option is ordered where it is named here.
 */
lines?: Array<string>, 
/**
 * What was changed since.
 */
amendments?: Array<Amendment>, 
/**
 * What was used since, by line.
 */
usage?: Array<OrderUsage>, 
/**
 * Whether and how it renews by itself. Default: it does not.
 */
renewal?: AutoRenewal, };

/**
 * What a document says of one order.
 */
export type OrderBilled = { 
/**
 * The order's id.
 */
order: string, 
/**
 * For `billed`.
 */
entries: Array<OrderEntry>, 
/**
 * For `billedDeposits`.
 */
deposits?: Array<OrderDeposit>, };

/**
 * One of a posted invoice's `deposits`: what was invoiced of a deposit, settled, or given back.
 */
export type OrderDeposit = { 
/**
 * The deposit's id.
 */
deposit: string, 
/**
 * Before tax: above zero where it was invoiced, below zero where it was settled or given back; 0 for a deposit that has
 * not been invoiced although later invoices were.
 */
net: Decimal, 
/**
 * Its tax, as the invoice had it, with the sign of `net`. Default: the planned tax of the same net, else the rates of the
 * deposit's date on the net, rounded; of what was settled, its part of the deposit's tax, rounded.
 */
tax?: Decimal, 
/**
 * The tax code. Default: the deposit's own, else the order's only one; needed where charges have several.
 */
taxCode?: string, 
/**
 * What it was. Default: `settlement` below zero, else `deposit`.
 */
reason?: DepositReason, 
/**
 * The invoice date. Of a deposit, it says which tax rates hold. Default: the planned date.
 */
date?: CivilDate, };

/**
 * One line of a posted invoice: what was billed, or given back.
 */
export type OrderEntry = { 
/**
 * The order line's id.
 */
line: string, 
/**
 * The charge's id.
 */
charge: string, 
/**
 * The days, as the invoice line had them.
 */
period?: BilledPeriod, 
/**
 * The plan item's id.
 */
item?: string, 
/**
 * Before tax; below zero where it was given back.
 */
net: Decimal, 
/**
 * With tax, as the invoice line had it: needed where prices hold the tax.
 */
gross?: Decimal, 
/**
 * What retainage withheld of its payable, tax included or not as the invoice line had it. Default: what is planned for the
 * item, in proportion where another amount was billed.
 */
retained?: Decimal, 
/**
 * What was released, as the invoice line had it. Default: what is planned for the release.
 */
released?: Decimal, 
/**
 * The invoice date. What is given back of it is taxed at its rates; without it, at those of the planned date.
 */
date?: CivilDate, 
/**
 * What it was. Default `charge`.
 */
kind?: EntryKind, 
/**
 * For a `reversal`: what the entry was that it reverses. Default: a charge before goodwill.
 */
reverses?: EntryKind, };

/**
 * The events of one order: they overrule those of all.
 */
export type OrderEvents = { 
/**
 * The order's id.
 */
order: string, 
/**
 * Their dates, by name.
 */
events: Record<string, CivilDate>, };

/**
 * What is known when an order's plan is made.
 */
export type OrderPlanOptions = { 
/**
 * The dates of events, by name.
 */
events?: Record<string, CivilDate>, 
/**
 * The first invoice date to show. Default: all.
 */
from?: CivilDate, 
/**
 * The last invoice date to show, inclusive.
 */
through?: CivilDate, 
/**
 * The day on which "due" is read; nothing new is dated before it. Default: the quote's `asOf`.
 */
asOf?: CivilDate, 
/**
 * What has been billed.
 */
billed?: Array<OrderEntry>, 
/**
 * What has been invoiced of deposits, settled and given back: the `deposits` of the posted invoices. They are not asked for
 * again; what is left of them is settled by what is still to be billed, and comes back where that is too little.
 */
billedDeposits?: Array<OrderDeposit>, 
/**
 * Only amendments and usage that were recorded up to this day, and those without a day. Default: all.
 */
known?: CivilDate, };

/**
 * What was used of a line.
 */
export type OrderUsage = { 
/**
 * The line's id.
 */
line: string, 
/**
 * The records.
 */
records: Array<UsageRecord>, };

/**
 * A base amount, and a unit price for what goes beyond the included units:
 * `amount + max(0, quantity - included) x unitPrice`.
 *
 * The base is due also for a quantity of zero: the quantity is what was consumed, the base is what was booked.
 * Other vendors: overage (Zuora, Salesforce), included usage (Orb, Recurly), capacity (Meteroid).
 */
export type Overage = { 
/**
 * The base, in currency units, per price period. Default 0.
 */
amount?: Decimal, 
/**
 * Units that the base includes.
 */
included: Decimal, 
/**
 * The price of one unit beyond, in currency units.
 */
unitPrice: Decimal, };

/**
 * Whole packages above what is included: `ceil((quantity - included) / size) x amount`. A started package counts whole,
 * unless the policy's `packageRounding` is `down`.
 *
 * Other vendors: package (Stripe, Lago, OpenMeter, Orb), batch price (Salesforce), transformed quantity (Stripe).
 */
export type Package = { 
/**
 * Units in a package, above zero.
 */
size: Decimal, 
/**
 * The price of one package, in currency units.
 */
amount: Decimal, 
/**
 * Units that cost nothing. Default 0.
 */
included?: Decimal, };

/**
 * What a started package counts. 150 minutes in packages of 60:
 */
export type PackageRounding = "up" | "down";

/**
 * What a period counts that is cut by a start or an end. Jan 15-31 of 100 a month:
 */
export type Partial = "prorate" | "full" | "free";

/**
 * The seller or the buyer, as documents print them. Only the buyer's bill day and exemption change anything.
 */
export type Party = { 
/**
 * The caller's key.
 */
id?: string, 
/**
 * The name.
 */
name?: string, 
/**
 * ISO 3166 code.
 */
country?: string, 
/**
 * The buyer's order number.
 */
purchaseOrder?: string, 
/**
 * The buyer's bill day, for billing with `alignment: account`.
 */
billDay?: BillDay, 
/**
 * Why the buyer pays no tax, where that is so.
 */
exemption?: Exemption, };

/**
 * Money that came in, or below zero that was paid out.
 */
export type Payment = { 
/**
 * Unique.
 */
id: string, 
/**
 * The day.
 */
date: CivilDate, 
/**
 * The currency.
 */
currency: string, 
/**
 * What was paid.
 */
amount: Decimal, 
/**
 * The number of the document that it pays. Default: none yet; a statement sets it off against the oldest due.
 */
invoice?: string, 
/**
 * The customer's id.
 */
customer?: string, };

/**
 * Open documents that are asked for together.
 */
export type PaymentRequest = { 
/**
 * When the first of them is payable.
 */
due: CivilDate, 
/**
 * What is open of them.
 */
amount: string, 
/**
 * Their numbers.
 */
documents: Array<string>, };

/**
 * When an invoice is due: its date, plus `months`, plus `net` days, with the end of the month before or after them,
 * then on to `day`, then to a working day by `shift`.
 *
 * An invoice of 2026-04-15 is due
 *
 * | terms | due |
 * |---|---|
 * | `{ "net": 30 }` | 2026-05-15 |
 * | `{ "months": 1 }` | 2026-05-15 |
 * | `{ "net": 45, "endOfMonth": "before" }` | 2026-06-14: April 30 and 45 days |
 * | `{ "net": 45, "endOfMonth": "after" }` | 2026-05-31: the end of the month of May 30 |
 * | `{ "net": 0, "endOfMonth": "before" }` | 2026-04-30 |
 * | `{ "net": 30, "endOfMonth": "after", "day": 10 }` | 2026-06-10: the first 10th from May 31 on |
 * | `{ "net": 30, "shift": "next", "holidays": ["2026-05-15"] }` | 2026-05-18, a Monday |
 */
export type PaymentTerms = { 
/**
 * Days after the invoice date, 0 to 3650. Default 0.
 */
net?: number, 
/**
 * Whole months after the invoice date, before the days; a day that the month does not have becomes its last. 0 to
 * 120. Default 0.
 */
months?: number, 
/**
 * Where the end of the month comes in. Default `none`.
 */
endOfMonth?: DueMonthEnd, 
/**
 * Then the first such day of a month, on or after; a month without it has its last day instead.
 */
day?: BillDay, 
/**
 * What happens to a due date on a weekend or holiday. Default `none`.
 */
shift?: DueShift, 
/**
 * Days on which nobody pays, for `shift`. At most 1,000.
 */
holidays?: Array<CivilDate>, 
/**
 * The days of the weekend, for `shift`; at most six. Default Saturday and Sunday.
 */
weekend?: Array<Weekday>, };

/**
 * `quantity x unitPrice`.
 *
 * Other vendors: per unit (Stripe, Chargebee, Zuora), standard (Lago), list price (Salesforce), dynamic (OpenMeter). The
 * unit price may be finer than the currency and is never rounded. May be negative (a credit line).
 */
export type PerUnit = { 
/**
 * In currency units, per unit and price period.
 */
unitPrice: Decimal, };

/**
 * A percentage of other charges: support at 15 percent of the licences, spare parts at 3 percent of the machines.
 *
 * A recurring charge over recurring charges follows their curves day by day, ramps and discounts included; over
 * one-time charges its price per price period is the percentage of their nets. A one-time charge takes the
 * percentage of the totals. Computed from exact amounts, rounded as a charge of its own.
 * Other vendors: percent of total (Salesforce), percentage discount product (Zuora).
 */
export type PercentOf = { 
/**
 * In percent: `"15"` is 15 percent. Zero or more.
 */
percent: Decimal, 
/**
 * Which charges are read.
 */
of: Of, 
/**
 * Which of their amounts is read. Default `customer`.
 */
basis?: Basis, };

/**
 * A percentage of a value, as payment providers charge: each event's quantity is its value in currency units. An event
 * costs `value x percent / 100 + perEvent`, raised to `minPerEvent` and cut to `maxPerEvent`.
 *
 * Free: the first `freeAmount` of value, and the fee of the first `freeEvents` events. With `freeEvents` alone those events'
 * value is free too; with `freeAmount` alone an event that lies wholly in it bears no fee; with both, a fee is free where both
 * say so. An event that is wholly free is not raised to the minimum.
 *
 * Other vendors: percentage (Lago), bps with a cap per event (Orb), pay per transaction.
 */
export type Percentage = { 
/**
 * In percent of the value: `"2.9"` is 2.9 percent. Zero or more.
 */
percent: Decimal, 
/**
 * A fee per event, in currency units. Default 0.
 */
perEvent?: Decimal, 
/**
 * How many events bear no fee, per period.
 */
freeEvents?: number, 
/**
 * How much value costs nothing, per period, in currency units.
 */
freeAmount?: Decimal, 
/**
 * The least that an event costs, in currency units.
 */
minPerEvent?: Decimal, 
/**
 * The most that an event costs, in currency units.
 */
maxPerEvent?: Decimal, };

/**
 * One tier of a graduated percentage.
 */
export type PercentageTier = { 
/**
 * The highest value of the tier, inclusive (where the policy's `tierBounds` is `exclusive`, the lowest of the next tier), in
 * currency units; `null` (or left out) in the last tier only.
 */
upTo?: Decimal, 
/**
 * In percent: `"1.5"` is 1.5 percent. Zero or more.
 */
percent: Decimal, 
/**
 * A fixed amount for the tier, in currency units. Default 0.
 */
flat?: Decimal, };

/**
 * Which billing periods a service has, in civil dates or UTC instants.
 */
export type PeriodsRequest = { 
/**
 * The first day or instant of service.
 */
start: Moment, 
/**
 * The last day of service, inclusive. At most one of `end` and `until`; with neither, `count` or `through`.
 */
end?: CivilDate, 
/**
 * The first day or instant after the service, exclusive. Equal to `start`: no periods.
 */
until?: Moment, 
/**
 * How the service is billed, as in a charge's recurring billing; `every` is needed.
 */
billing: Recurring, 
/**
 * Any boundary of the periods, before or after the start; instead of `billing.billDay` and `alignment`.
 */
anchor?: Moment, 
/**
 * The start of the order, for alignment `order`. Default: the start.
 */
orderStart?: CivilDate, 
/**
 * At most this many periods, 1 to 4000, from the first.
 */
count?: number, 
/**
 * Only periods with an invoice date from here on.
 */
from?: Moment, 
/**
 * Only periods with an invoice date up to here, inclusive.
 */
through?: Moment, 
/**
 * Which periods in arrears `through` closes. Default `ended`.
 */
close?: Close, 
/**
 * A price period: each period is then measured by the policy.
 */
per?: Interval, 
/**
 * Profile and switches. Default: profile `default`.
 */
policy?: PolicyChoice, };

/**
 * The billing periods of a service.
 */
export type PeriodsResult = { 
/**
 * In order; no gap, no overlap.
 */
periods: Array<BillingPeriod>, 
/**
 * Whether more follow.
 */
more: boolean, 
/**
 * The sum of the periods' measures, where `per` was given: a decimal with at most 12 places.
 */
measure?: string, };

/**
 * Who bills what the reached items of an invoice plan lack after a change. 30, 30, 30 and 10 percent of 100.00, raised to
 * 200.00 when two were billed:
 */
export type PlanCatchUp = "nextItem" | "now";

/**
 * One instalment. Exactly one of `percent`, `amount` and `remainder`.
 */
export type PlanItem = { 
/**
 * Unique in its plan.
 */
id: string, 
/**
 * What documents print. Default: the id.
 */
name?: string, 
/**
 * In percent of the plan's whole: `"30"` is 30 percent. Above 0, at most 100.
 */
percent?: Decimal, 
/**
 * In currency units, above 0, at most as many decimals as the currency.
 */
amount?: Decimal, 
/**
 * `true`: whatever the other items leave. At most one item.
 */
remainder?: boolean, 
/**
 * When it is billed.
 */
on: On, };

/**
 * What is known when a plan is made.
 */
export type PlanOptions = { 
/**
 * The dates of events that have happened or are expected, by name; their items become invoices.
 */
events?: Record<string, CivilDate>, 
/**
 * The first invoice date to show. Default: all.
 */
from?: CivilDate, 
/**
 * The last invoice date to show, inclusive; of a quote without an end, how far the plan goes. Items that wait are
 * shown whatever the dates. Default: all, or twelve months from the quote's start where a charge has no end.
 */
through?: CivilDate, 
/**
 * The day on which "due now" and "next" are read. Default: the request's `asOf`.
 */
asOf?: CivilDate, 
/**
 * What has been billed already: it is left out of the plan.
 */
billed?: Array<BilledEntry>, 
/**
 * Which deposits have been invoiced already. What settles them goes with the items that do.
 */
billedDeposits?: Array<BilledDeposit>, };

/**
 * Where an invoice plan stands on the last day that was asked for (`through`), else with everything that is dated; also
 * what `from` or `billed` leave out of the invoices counts.
 */
export type PlanSummary = { 
/**
 * The id of a shared plan; left out for the plan of one charge.
 */
plan?: string, 
/**
 * The line, for the plan of one charge.
 */
line?: string, 
/**
 * The charge, for the plan of one charge.
 */
charge?: string, 
/**
 * Whether these amounts include tax: they do where retainage is reckoned on the gross.
 */
basis: RetainageBasis, 
/**
 * The whole.
 */
contract: string, 
/**
 * Billed so far, before anything is withheld.
 */
completed: string, 
/**
 * Withheld so far.
 */
retained: string, 
/**
 * Given back so far.
 */
released: string, 
/**
 * `completed - retained + released`.
 */
earned: string, 
/**
 * `contract - earned`: what is still to be paid, what is held included.
 */
balanceToFinish: string, };

/**
 * An invoice to come.
 */
export type PlannedInvoice = { 
/**
 * The invoice date.
 */
date: CivilDate, 
/**
 * When it is payable.
 */
due: CivilDate, 
/**
 * Due by `asOf`, the next one, or later.
 */
status: InvoiceStatus, 
/**
 * In the order of the quote's lines, their charges and time.
 */
lines: Array<InvoiceLine>, 
/**
 * Deposits that are invoiced, and settlements of earlier ones, below zero: beside the lines, in the taxes and totals.
 * Left out where there are none.
 */
deposits?: Array<DepositLine>, 
/**
 * By code and part, rounded by the policy's `taxLevel`; deposits and settlements bring their own tax.
 */
taxes: Array<TaxAmount>, 
/**
 * The sums.
 */
totals: DocumentTotals, 
/**
 * What retainage withholds from what is payable; left out where there is none.
 */
retained?: string, 
/**
 * What is given back of what was withheld before; left out where there is none.
 */
released?: string, 
/**
 * `gross - retained + released`.
 */
payable: string, 
/**
 * Net and tax in the accounting currency, at the newest rate dated on or before the invoice; left out where there is
 * none.
 */
accounting?: AccountingAmount, };

/**
 * On which day, for method `point`.
 */
export type PointAt = "start" | "end" | "invoiceDate" | "delivery";

/**
 * A policy as a request writes it: a profile, and single switches that overrule it.
 */
export type PolicyChoice = { 
/**
 * A named profile, alone (`"default"`) or with its version (`"default@1"`). Default: `"default"`.
 */
profile?: string, 
/**
 * Where amounts are rounded.
 */
rounding?: Rounding, 
/**
 * Which neighbour a half goes to.
 */
roundingMode?: RoundingMode, 
/**
 * Which period takes the remainder.
 */
remainderPeriod?: RemainderPeriod, 
/**
 * How an amount is split over lines.
 */
spread?: Spread, 
/**
 * What a counted term costs.
 */
termTotal?: TermTotal, 
/**
 * The first stub, where a charge's billing does not say.
 */
firstPeriod?: Stub, 
/**
 * The last stub, where a charge's billing does not say.
 */
lastPeriod?: Stub, 
/**
 * The unit of time for instants.
 */
grain?: Grain, 
/**
 * What a cut period counts.
 */
dayCount?: DayCount, 
/**
 * What is counted before days.
 */
count?: Count, 
/**
 * Where price periods begin.
 */
priceGrid?: PriceGrid, 
/**
 * What a cut period is divided by.
 */
denominator?: Denominator, 
/**
 * Whether a cut period counts its part.
 */
partial?: Partial, 
/**
 * Where month ends go.
 */
endOfMonth?: EndOfMonth, 
/**
 * Who pays for the day of a change.
 */
changeDay?: ChangeDay, 
/**
 * What flat fees come to at zero.
 */
zeroQuantity?: ZeroQuantity, 
/**
 * Which tier holds its limit.
 */
tierBounds?: TierBounds, 
/**
 * What a started package counts.
 */
packageRounding?: PackageRounding, 
/**
 * What a line's percentages are taken of.
 */
discountStacking?: DiscountStacking, 
/**
 * Where percentage discounts are rounded.
 */
discountRounding?: DiscountRounding, 
/**
 * What a minimum is in a cut period.
 */
minimums?: Minimums, 
/**
 * How many units a cut period includes.
 */
allowances?: Allowances, 
/**
 * How usage is billed whose tiers count over several periods.
 */
rerating?: Rerating, 
/**
 * Where usage counts that became known after its period was due.
 */
lateUsage?: LateUsage, 
/**
 * Decimals to which the measure of a piece (a billing period x ramp step) is rounded before the price; 0 to 12.
 * `null` or left out: not rounded. 599.95 for 29 of 31 days at 9: 0.935483871 x 599.95. Needs `rounding: independent`
 * or `perUnit`, since rounded factors do not come to a total.
 */
factorScale?: number | null, 
/**
 * Decimals of the rounded unit price under `rounding: perUnit`; 0 to 12. Default: the currency's.
 */
unitPriceScale?: number | null, 
/**
 * Where an invoice's tax is rounded.
 */
taxLevel?: TaxLevel, 
/**
 * What is rounded where prices hold the tax.
 */
inclusiveKeeps?: InclusiveKeeps, 
/**
 * On which day a dated tax rate is read.
 */
taxPoint?: TaxPoint, 
/**
 * Which neighbour a half unit of tax goes to. Default: as `roundingMode`.
 */
taxRoundingMode?: RoundingMode, 
/**
 * What an amendment pays back of what is sold once.
 */
oneTimeDecrease?: OneTimeDecrease, 
/**
 * Who bills what the reached items of a plan lack after a change.
 */
planCatchUp?: PlanCatchUp, 
/**
 * When less is sold.
 */
decreases?: Decreases, 
/**
 * When more is sold.
 */
increases?: Increases, 
/**
 * How a billed period is billed again.
 */
amendBy?: AmendBy, 
/**
 * What a day that is given back is worth.
 */
creditBasis?: CreditBasis, 
/**
 * How many invoices a run makes that catches up.
 */
catchUp?: CatchUp, 
/**
 * What becomes of a draft below zero.
 */
negativeInvoices?: NegativeInvoices, 
/**
 * What becomes of a draft of zero.
 */
zeroInvoices?: ZeroInvoices, };

/**
 * Drafts to post.
 */
export type PostRequest = { 
/**
 * At most 100,000. They are numbered by date, and on a day in this order.
 */
drafts: Array<Invoice>, 
/**
 * The series that the caller holds; a document takes its number from the first that fits.
 */
series: Array<NumberSeries>, 
/**
 * Dates all of them: their due dates follow, and their taxes must be the same on that day. Default: as they are dated.
 */
date?: CivilDate, };

/**
 * Posted documents, and the series after them: keep both, or neither.
 */
export type Posted = { 
/**
 * In the order of the drafts.
 */
invoices: Array<Invoice>, 
/**
 * The series with their next numbers, in the order of the request.
 */
series: Array<NumberSeries>, };

/**
 * Units that are paid in advance and drawn down, what is left rolls over, and what goes beyond is priced by any model:
 * `amount + overage(max(0, quantity - units - carried))`. The oldest units are drawn first.
 *
 * Where a recurring charge bills the units in advance, `amount` stays 0 here. Whether a cut period has fewer units says the
 * policy's `allowances`.
 * Other vendors: prepaid with drawdown and rollover (Zuora), credits and commits (Metronome, Orb), allowances (SAP, Oracle).
 */
export type Prepaid = { 
/**
 * Units of each period.
 */
units: Decimal, 
/**
 * What they cost, in currency units, per period; due also where nothing is used. Default 0.
 */
amount?: Decimal, 
/**
 * How long units that are left stay. Default: they lapse with their period.
 */
rollover?: Rollover, 
/**
 * The price of what goes beyond, by any model that prices a quantity of its own.
 */
overage: Price, };

/**
 * A price: the model and its numbers, told apart by `model`.
 */
export type Price = { "model": "flat" } & Flat | { "model": "perUnit" } & PerUnit | { "model": "volume" } & Volume | { "model": "graduated" } & Graduated | { "model": "stairstep" } & Stairstep | { "model": "package" } & Package | { "model": "overage" } & Overage | { "model": "tieredOverage" } & TieredOverage | { "model": "percentage" } & Percentage | { "model": "graduatedPercentage" } & GraduatedPercentage | { "model": "costPlus" } & CostPlus | { "model": "matrix" } & Matrix | { "model": "capacity" } & Capacity | { "model": "prepaid" } & Prepaid | { "model": "percentOf" } & PercentOf | { "model": "commitment" } & Commitment;

/**
 * A list of prices for a currency, a market, a season. A quote names it in `priceBook`.
 */
export type PriceBook = { 
/**
 * Unique in the catalog.
 */
id: string, 
/**
 * What documents print. Default: the id.
 */
name?: string, 
/**
 * The only currency that it is for. Default: any.
 */
currency?: string, 
/**
 * The only accounts that it is for, by id. Default: any.
 */
accounts?: Array<string>, 
/**
 * The prices; a charge may have several, for dates and quantities. At most 10,000.
 */
prices: Array<BookPrice>, };

/**
 * Where the cells begin that measure month-based prices.
 */
export type PriceGrid = "billing" | "anniversary" | "calendar";

/**
 * One charge of a line.
 */
export type PricedCharge = { 
/**
 * The charge's id.
 */
charge: string, 
/**
 * The charge's name, where it has one.
 */
name?: string, 
/**
 * Once or recurring.
 */
kind: ChargeKind, 
/**
 * The price period.
 */
per?: Interval, 
/**
 * The quantity on the first day.
 */
quantity: Decimal, 
/**
 * The list price of one unit at that quantity, where the model has one; as fine as it was written.
 */
unitPrice?: string, 
/**
 * For recurring charges: what one price period costs on the first day, after discounts, rounded; where prices hold
 * the tax, with it.
 */
perPeriod?: string, 
/**
 * Before discounts; where prices hold the tax, with it.
 */
list: string, 
/**
 * After all discounts, before tax.
 */
net: string, 
/**
 * The tax code, where the request has taxes.
 */
taxCode?: string, };

/**
 * A line with its amounts. Where a charge has no end, amounts are those billed up to `totals.through`.
 */
export type PricedLine = { 
/**
 * As in the request.
 */
id: string, 
/**
 * The product's id.
 */
product: string, 
/**
 * What to print.
 */
name: string, 
/**
 * The quantity on the first day.
 */
quantity: Decimal, 
/**
 * The first day of service.
 */
start: CivilDate, 
/**
 * The last day of service, inclusive; `null` without an end.
 */
end: CivilDate | null, 
/**
 * Before discounts; where prices hold the tax, with it.
 */
list: string, 
/**
 * What discounts take off the list; with tax too where prices hold it, else `list - net`.
 */
discount: string, 
/**
 * After all discounts, before tax: what the invoices of this line come to.
 */
net: string, 
/**
 * Its part of the taxes of its invoices: of each rate and part, spread over what bears it by largest remainder.
 * Lines sum to the quote's tax, an optional line left out: its tax is that of one invoice of its own. Deposits are of no
 * line.
 */
tax: string, 
/**
 * `net + tax`.
 */
gross: string, 
/**
 * `true`: the line is priced, but in no sum and on no invoice.
 */
optional?: boolean, 
/**
 * What the line costs the seller, where that is known of its charges. Not for buyers.
 */
cost?: string, 
/**
 * The charges of the line's product.
 */
charges: Array<PricedCharge>, 
/**
 * From list over net to gross, each step that changed the price.
 */
waterfall: Array<WaterfallStep>, };

/**
 * A priced quote. All amounts are texts with the decimals of the currency.
 */
export type PricedQuote = { 
/**
 * As in the request.
 */
id?: string, 
/**
 * The currency of every amount.
 */
currency: string, 
/**
 * The first day of service.
 */
start: CivilDate, 
/**
 * The last day of service, inclusive; `null` without an end.
 */
end: CivilDate | null, 
/**
 * In the order of the request.
 */
lines: Array<PricedLine>, 
/**
 * The taxes of all planned invoices and waiting items, by code.
 */
taxes: Array<TaxAmount>, 
/**
 * The sums.
 */
totals: Totals, 
/**
 * What a reader should know about these numbers.
 */
notes: Array<Note>, 
/**
 * The normalised request: every default written out. `plan` reads it.
 */
request: QuoteRequest, 
/**
 * Proof of the calculation.
 */
receipt: Receipt, };

/**
 * One problem: what, where, and what to do.
 */
export type Problem = { 
/**
 * Stable, for programs.
 */
code: Code, 
/**
 * JSON pointer (RFC 6901) to the value, for example `/lines/0/quantity`; empty for the whole document.
 */
path: string, 
/**
 * What is wrong, for people.
 */
message: string, 
/**
 * What to do about it.
 */
hint: string, };

/**
 * A product: one or more charges under one name.
 */
export type Product = { 
/**
 * Unique in the catalog.
 */
id: string, 
/**
 * What documents print. Default: the id.
 */
name?: string, 
/**
 * What percentages and commitments may name instead of single products: `"software"`.
 */
category?: string, 
/**
 * At least one.
 */
charges: Array<Charge>, };

/**
 * A profile, as the engine describes itself.
 */
export type ProfileInfo = { 
/**
 * The name that requests write.
 */
name: string, 
/**
 * Its version.
 */
version: number, 
/**
 * What it stands for, in a line.
 */
about: string, 
/**
 * Every switch of it.
 */
policy: PolicyChoice, };

/**
 * Billing by declared progress: each declaration says how far the work is in all, and bills what that adds to the
 * one before; less than before is a correction, a negative line. What is not declared yet waits as one item.
 *
 * Of 10,000.00, declared at 30, 50 and 45 percent: 3,000.00, 2,000.00, -500.00; 5,500.00 wait as `remainder`.
 */
export type Progress = { 
/**
 * In the order in which they are agreed. Default: nothing yet.
 */
declared?: Array<Declared>, 
/**
 * How many units the whole is, for declarations in `units`. Above 0.
 */
of?: Decimal, 
/**
 * What a unit is called; documents print it, nothing computes with it.
 */
unit?: string, 
/**
 * What is withheld from each declaration and released later.
 */
retainage?: Retainage, };

/**
 * A quantity from a moment on.
 */
export type QuantityFrom = { 
/**
 * The first day or instant.
 */
start: Moment, 
/**
 * Zero or more.
 */
quantity: Decimal, };

/**
 * A discount on the quote. Exactly one of `percent` and `amount`.
 */
export type QuoteDiscount = { 
/**
 * In percent, 0 to 100, of the sum of the discountable nets.
 */
percent?: Decimal, 
/**
 * In currency units, spread over the discountable charges in proportion to their nets.
 */
amount?: Decimal, 
/**
 * What documents print.
 */
reason?: string, };

/**
 * A quote to price: what is sold to whom, for how long, under which policy.
 */
export type QuoteRequest = { 
/**
 * The caller's own number or key.
 */
id?: string, 
/**
 * An ISO 4217 code; one currency for the whole quote.
 */
currency: string, 
/**
 * Profile and switches. Default: profile `default`.
 */
policy?: PolicyChoice, 
/**
 * Who sells.
 */
seller?: Party, 
/**
 * Who buys.
 */
account?: Party, 
/**
 * The first day of service.
 */
start: CivilDate, 
/**
 * How long, counted from the start. Exactly one of `term` and `end`.
 */
term?: Interval, 
/**
 * The last day of service, inclusive, or `null` for a quote without an end (evergreen).
 */
end?: CivilDate | null, 
/**
 * The day on which "due now" and "monthly" are read. Default: the start.
 */
asOf?: CivilDate, 
/**
 * What can be sold.
 */
catalog: Catalog, 
/**
 * What is sold; at least one, at most 10,000.
 */
lines: Array<Line>, 
/**
 * Invoice plans that several lines share.
 */
plans?: Array<SharedPlan>, 
/**
 * Deposits and down payments, which later invoices settle.
 */
deposits?: Array<Deposit>, 
/**
 * The price book that prices are looked up in, by id. Default: the products' own prices.
 */
priceBook?: string, 
/**
 * Prices agreed with the customer; they go before the price book.
 */
contracted?: Array<ContractedPrice>, 
/**
 * Parts of the quote with discounts of their own; lines name theirs.
 */
groups?: Array<Group>, 
/**
 * Discounts for partners and distributors, after those of groups and before those of the quote, in order.
 */
partnerDiscounts?: Array<SegmentDiscount>, 
/**
 * Discounts on the quote, in order; each applies to what the ones before left.
 */
discounts?: Array<QuoteDiscount>, 
/**
 * The taxes that charges name by code.
 */
taxes?: Array<TaxRate>, 
/**
 * Whether prices hold the tax. Default `exclusive`.
 */
taxMode?: TaxMode, 
/**
 * A second currency for the books, at dated rates of the caller's.
 */
accounting?: Accounting, 
/**
 * When invoices are due. Default: on their date.
 */
paymentTerms?: PaymentTerms, };

/**
 * What is rated together. Records of 8 and 5 at 1.00 each up to 10, 0.90 each above (volume):
 */
export type RateBy = "period" | "record" | "batch";

/**
 * A usage record.
 */
export type RateRecord = { 
/**
 * How much; zero or more.
 */
quantity: Decimal, 
/**
 * What it counts.
 */
unit?: string, 
/**
 * How many events it stands for, 1 or more. Default 1.
 */
events?: number, 
/**
 * What it came with, for rating by batch.
 */
batch?: string, 
/**
 * What a matrix looks up.
 */
attributes?: Record<string, string>, };

/**
 * What a quantity, or usage, costs by a price: for a price list, a slider, a meter.
 */
export type RateRequest = { 
/**
 * The price; not one that is read from other charges.
 */
price: Price, 
/**
 * How much. Exactly one of `quantity` and `records`.
 */
quantity?: Decimal, 
/**
 * What was used, in order of time; at most 10,000.
 */
records?: Array<RateRecord>, 
/**
 * What was rated earlier in the same window, as a quantity: the result is what `quantity` adds to it.
 */
before?: Decimal, 
/**
 * The same as records.
 */
beforeRecords?: Array<RateRecord>, 
/**
 * Whether the window closes with this usage: a minimum is due then, and prices that wait for the end. Default true.
 */
closes?: boolean, 
/**
 * What a matrix looks up.
 */
attributes?: Record<string, string>, 
/**
 * What the quantity counts.
 */
unit?: string, 
/**
 * From counted to priced units.
 */
conversions?: Array<Conversion>, 
/**
 * What is rated together.
 */
rating?: Rating, 
/**
 * Units that cost nothing.
 */
included?: Decimal, 
/**
 * Prepaid units that earlier windows left, the oldest first.
 */
carried?: Array<Carried>, 
/**
 * Percentages off the price, in order, before minimum and maximum, each of what the one before left.
 */
discounts?: Array<Decimal>, 
/**
 * At least so much, in currency units.
 */
minimum?: Decimal, 
/**
 * At most so much, in currency units.
 */
maximum?: Decimal, 
/**
 * An ISO 4217 code. Exactly one of `currency` and `scale`.
 */
currency?: string, 
/**
 * Decimals of the amounts, 0 to 12, where they are no money.
 */
scale?: number, 
/**
 * Profile and switches.
 */
policy?: PolicyChoice, };

/**
 * What it costs.
 */
export type RateResult = { 
/**
 * The rounded amount: what a bill would say. Of usage that adds to earlier usage, the difference of the rounded sums.
 */
amount: string, 
/**
 * The exact amount, a fraction: `"4734075/100000"` reduced. Of usage that adds to earlier usage, the exact difference.
 */
exact: string, 
/**
 * The amount of all usage of the window, earlier usage included, rounded.
 */
total: string, 
/**
 * The quantity after conversion, earlier usage included: the exact value in at most 12 decimals.
 */
quantity: string, 
/**
 * The exact amount over the quantity, rounded half-up to at most 12 decimals; left out for a quantity of zero.
 */
average?: string, 
/**
 * What the amount of the window is made of, earlier usage included.
 */
terms: Array<RatedTerm>, 
/**
 * Prepaid units that are left for later windows, the oldest first.
 */
carried: Array<CarriedLeft>, };

/**
 * One summand of a price.
 */
export type RatedTerm = { 
/**
 * What it stands for.
 */
kind: TermKind, 
/**
 * The tier, counted from 1.
 */
tier?: number, 
/**
 * How many units, packages or events, or the value of a rate; in at most 12 decimals.
 */
quantity: string, 
/**
 * The price of one, or the rate as a fraction (0.029); in at most 12 decimals.
 */
price: string, 
/**
 * Their product, rounded to the currency.
 */
amount: string, };

/**
 * How the usage of a charge is put together before the price model sees it.
 */
export type Rating = { 
/**
 * What is rated together. Default `period`.
 */
by?: RateBy, 
/**
 * What the records of a period come to. Default `sum`.
 */
aggregate?: Aggregate, 
/**
 * How long tiers, free units, minimums and maximums count on, from the line's start: over several billing periods, each
 * bills what it adds. Default: each billing period on its own.
 */
window?: Interval, };

/**
 * Why a line stands on an invoice.
 */
export type Reason = "period" | "firstStub" | "lastStub" | "once" | "byHand" | "usage" | "milestone" | "progress" | "release" | "credit" | "correction" | "deposit" | "settlement";

/**
 * A posted document to cancel and bill again.
 */
export type RebillRequest = { 
/**
 * The posted document.
 */
invoice: Invoice, 
/**
 * What has corrected it before: credit and debit notes, drafts of them included.
 */
credits?: Array<Invoice>, 
/**
 * Every order of the document as it is now, with everything that was billed of it, the document included.
 */
orders: Array<BillableOrder>, 
/**
 * The date of the credit note and of the new invoice; not before the document's.
 */
date: CivilDate, 
/**
 * What is planned up to this day is billed again. Default: the document's own target, else its date.
 */
target?: CivilDate, 
/**
 * Whether what was given by hand since, or asked for in addition, stands on the new draft again. Default true.
 */
keepGoodwill?: boolean, 
/**
 * What shares an invoice, as in a bill run.
 */
groupBy?: Array<GroupBy>, 
/**
 * Why, as documents print it.
 */
reason?: string, };

/**
 * A cancelled document: post the credit note, then the drafts.
 */
export type Rebilled = { 
/**
 * The draft of the credit note: what was left of the document.
 */
credit: Invoice, 
/**
 * The run that bills its orders again, with what else is due up to the target.
 */
run: BillRun, };

/**
 * Proof of a calculation. Equal receipts mean equal cents.
 */
export type Receipt = { 
/**
 * The engine's version.
 */
engine: string, 
/**
 * The digest of the engine's rules.
 */
rules: string, 
/**
 * The profile with its version, `default@1`; `+custom` where switches overrule it.
 */
policy: string, 
/**
 * The digest of the normalised request.
 */
request: string, 
/**
 * The digest of the result without its request and receipt.
 */
result: string, };

/**
 * What was sold, how it becomes revenue, and what is known of it.
 */
export type RecogniseRequest = { 
/**
 * The currency of every amount.
 */
currency: string, 
/**
 * What was promised; at most 10,000 with those of invoices and orders.
 */
obligations?: Array<Obligation>, 
/**
 * Contracts whose price is allocated to their obligations by stand-alone selling price.
 */
contracts?: Array<RevenueContract>, 
/**
 * Posted documents: their lines are the invoiced amounts of the obligations that `covers` them. A line that no obligation
 * covers is one of its own, recognised by `lines`.
 */
invoices?: Array<Invoice>, 
/**
 * Orders: each charge of a line is an obligation, `order/line/charge`, recognised by `lines` over the days that it is
 * planned to be billed for, whatever was billed; what documents give by hand changes it from their day on.
 */
orders?: Array<Order>, 
/**
 * The dates of the orders' events, by name; each order takes those that it waits for.
 */
events?: Record<string, CivilDate>, 
/**
 * The dates of one order's, where orders have events of the same name.
 */
orderEvents?: Array<OrderEvents>, 
/**
 * Up to which invoice date orders without an end are read. Default: twelve months from their start.
 */
through?: CivilDate, 
/**
 * How lines of orders, and of invoices without an obligation, are recognised: the first that fits. Default: what has days daily, the
 * rest at the invoice date.
 */
lines?: Array<LineRecognition>, 
/**
 * Who takes left-over cents. Default `cumulative`.
 */
remainder?: RemainderRule, 
/**
 * Default `halfUp`.
 */
roundingMode?: RoundingMode, 
/**
 * The last day of the last closed month: what was recognised up to then is what obligations say in `recognised`, and stays.
 */
closedThrough?: CivilDate, 
/**
 * What closed months have of obligations that orders and invoices make, by their ids: the closed `months` of an earlier answer.
 */
recognised?: Array<RecognisedBefore>, 
/**
 * What becomes of later knowledge. Default `catchUp`.
 */
late?: LateChange, 
/**
 * Days on which balances are read.
 */
balancesOn?: Array<CivilDate>, 
/**
 * Where entries go. Without it there are none.
 */
accounts?: Accounts, };

/**
 * What was recognised of an obligation in closed months. One that is not there any more is taken back in the first open month.
 */
export type RecognisedBefore = { 
/**
 * The obligation's id.
 */
obligation: string, 
/**
 * By month.
 */
months: Array<RecognisedMonth>, };

/**
 * What was recognised in a closed month.
 */
export type RecognisedMonth = { 
/**
 * `2026-01`.
 */
month: string, 
/**
 * Below zero where it was taken back.
 */
amount: Decimal, };

/**
 * Revenue by month, and what is deferred and unbilled. At all times `recognised + deferred - unbilled = invoiced`.
 */
export type Recognition = { 
/**
 * The currency of every amount.
 */
currency: string, 
/**
 * In the order of the request: obligations, then those of orders, then those of invoices.
 */
obligations: Array<ObligationSchedule>, 
/**
 * All obligations together, each month in which something happens.
 */
months: Array<RevenueMonth>, 
/**
 * Where contracts stand after the last month, as books show them: net, one of `deferred` and `unbilled`.
 */
contracts: Array<ContractPosition>, 
/**
 * On the days that were asked for.
 */
balances: Array<RevenueBalance>, 
/**
 * One for each obligation and month in which something is to be posted, on the month's last day.
 */
entries: Array<JournalEntry>, 
/**
 * The sums.
 */
totals: RevenueTotals, };

/**
 * Period by period.
 */
export type Recurring = { 
/**
 * How long a billing period is. Default: the price period.
 */
every?: Interval, 
/**
 * Billed when a period begins or when it has ended. Default `advance`.
 */
timing?: Timing, 
/**
 * The day of the month on which periods begin. Default: the day of the alignment.
 */
billDay?: BillDay, 
/**
 * What the periods are counted from. Default `anniversary`.
 */
alignment?: Alignment, 
/**
 * Where a bill day begins the first full period of several months. Default `next`.
 */
firstBillDay?: FirstBillDay, 
/**
 * The month (1 to 12) in which a period of several months begins.
 */
billMonth?: number, 
/**
 * A first period shorter than the others. Default: the policy's.
 */
firstPeriod?: Stub, 
/**
 * A last period shorter than the others. Default: the policy's.
 */
lastPeriod?: Stub, };

/**
 * Recurring revenue of a month, read on its last day: `opening + new + reactivation + expansion - contraction - churn = closing`.
 */
export type RecurringMonth = { 
/**
 * `2026-01`.
 */
month: string, 
/**
 * A month's worth on the last day of the month before.
 */
opening: string, 
/**
 * Of customers that had nothing before.
 */
new: string, 
/**
 * Of customers that come back.
 */
reactivation: string, 
/**
 * What goes on and costs more, and what is added.
 */
expansion: string, 
/**
 * What goes on and costs less, and what ends while the customer stays.
 */
contraction: string, 
/**
 * Of customers that have nothing any more.
 */
churn: string, 
/**
 * What goes on in another order: it is in `opening` and in `closing`, and moves nothing.
 */
renewed: string, 
/**
 * A month's worth on its last day.
 */
closing: string, 
/**
 * Twelve times as much.
 */
annual: string, };

/**
 * The recurring part of a quote.
 */
export type RecurringTotals = { 
/**
 * The net of recurring charges.
 */
net: string, 
/**
 * What a month costs on the request's `asOf` (or on a charge's start where that is later), after discounts, each
 * charge rounded; a year is 12 months, a day 12/365 of one. Where prices hold the tax, with it.
 */
monthly: string, 
/**
 * Twelve times the exact monthly amount of each charge, rounded.
 */
annual: string, };

/**
 * A release of what was withheld. Exactly one of `percent` and `remainder`.
 */
export type Release = { 
/**
 * Unique in its plan. Default: `release-1` for the first, and so on.
 */
id?: string, 
/**
 * What documents print. Default: the id.
 */
name?: string, 
/**
 * In percent of what the items dated before it withhold, of all items while its date is not known; percentages
 * add up, each release gives the rounded sum less the one before.
 */
percent?: Decimal, 
/**
 * `true`: whatever is still withheld. The last release.
 */
remainder?: boolean, 
/**
 * The date or event. Due by the payment terms.
 */
on: On, };

/**
 * Which period of a charge takes the remainder under [`Rounding::PerPeriod`].
 */
export type RemainderPeriod = "last" | "first";

/**
 * Which month takes the cents that are left over. Values: 1200.00 daily from 2026-01-15 to 2027-01-14.
 */
export type RemainderRule = "cumulative" | "last" | "first";

/**
 * What becomes of discounts.
 */
export type RenewDiscounts = "keep" | "drop";

/**
 * A rise by an index, such as consumer prices.
 */
export type RenewIndex = { 
/**
 * In percent, above -100, at most 1000: by how much the index rose. Added to the uplift before it multiplies.
 */
percent: Decimal, 
/**
 * What documents print: `"CPI 2026"`. Nothing computes with it.
 */
name?: string, };

/**
 * What a renewal costs.
 */
export type RenewPrices = "same" | "list";

/**
 * How an order is renewed.
 */
export type RenewTerms = { 
/**
 * The id of the new quote, and of the amendment that an early renewal makes. Default: the order's id and `-R`.
 */
id?: string, 
/**
 * Default `same`.
 */
prices?: RenewPrices, 
/**
 * What prices rise by. With an index the two are added, then multiplied: 100.00 at 2 and 3.5 percent is 105.50. Prices
 * are rounded half-up to 12 decimals, amounts as ever when they are billed.
 */
uplift?: RenewUplift, 
/**
 * What prices rise by beside the uplift.
 */
index?: RenewIndex, 
/**
 * The first day of the renewal. Default: the day after the order's last one. An earlier day is an early renewal: the
 * renewed lines of the order then end the day before. A later one leaves days without service.
 */
start?: CivilDate, 
/**
 * How long, counted from the start. At most one of `term` and `end`; default: as long as the accepted quote was, in
 * months where these are whole, else in days.
 */
term?: Interval, 
/**
 * The last day of service, inclusive, or `null` for a renewal without an end.
 */
end?: CivilDate | null, 
/**
 * The ids of the lines. Default: all that are in service on the order's last day and bill more than once.
 */
lines?: Array<string>, 
/**
 * What can be sold today, for `prices: list`. Default: the order's own catalog.
 */
catalog?: Catalog, 
/**
 * Default: `keep` for the same prices, `drop` for list prices.
 */
discounts?: RenewDiscounts, };

/**
 * A rise of a renewal's prices.
 */
export type RenewUplift = { 
/**
 * In percent, above -100, at most 1000: `"5"` makes 105 of 100. Added to the index before it multiplies.
 */
percent: Decimal, };

/**
 * A renewal: a quote like any other, and what it changes. Nothing is billed by it, and the order stays as it is until the
 * quote is accepted; an early renewal then also needs the amendment.
 */
export type Renewal = { 
/**
 * The new quote, priced. Its `request` may be edited and priced again.
 */
quote: PricedQuote, 
/**
 * The lines that renew, in the order of the order.
 */
lines: Array<RenewedLine>, 
/**
 * The lines that do not, with the reason.
 */
left: Array<LeftLine>, 
/**
 * What a month of the renewed lines costs: on the last day, and on the first of the renewal.
 */
monthly: RenewedAmount, 
/**
 * Of an early renewal: what ends the renewed lines of the order on the day before.
 */
amendment?: Amendment, 
/**
 * Of an early renewal: the order with that amendment, and what it gives back of what was billed.
 */
amended?: Amended, };

/**
 * An amount before and after.
 */
export type RenewedAmount = { 
/**
 * Each charge rounded to the currency, then added up; a year is 12 months, a day 12/365 of one.
 */
before: string, 
/**
 * The same of the renewal.
 */
after: string, 
/**
 * `after - before`.
 */
delta: string, };

/**
 * What a price period of a charge costs, after all discounts, before tax (where prices hold the tax, with it), for the whole
 * quantity; rounded to the currency.
 */
export type RenewedCharge = { 
/**
 * The charge's id.
 */
charge: string, 
/**
 * The price period.
 */
per?: Interval, 
/**
 * On the last day of the order, or the day before the renewal.
 */
before: string, 
/**
 * On the first day of the renewal.
 */
after: string, 
/**
 * `after - before`.
 */
delta: string, };

/**
 * A line that renews.
 */
export type RenewedLine = { 
/**
 * The line's id, which is the same in the order and in the new quote.
 */
line: string, 
/**
 * The product's id.
 */
product: string, 
/**
 * The quantity that renews: the one in force on the last day.
 */
quantity: Decimal, 
/**
 * The day on which the last term's price was read, inclusive.
 */
last: CivilDate, 
/**
 * Its recurring charges.
 */
charges: Array<RenewedCharge>, };

/**
 * Reports by customer and month.
 */
export type Reports = { 
/**
 * The currency of every amount.
 */
currency: string, 
/**
 * The day on which ages were read.
 */
asOf: CivilDate, 
/**
 * How old receivables are, by customer.
 */
ageing: Array<CustomerAgeing>, 
/**
 * The same of all customers.
 */
ageingTotal: Array<AgeingBucket>, 
/**
 * Revenue, and how what is deferred and unbilled moves: past months and, by what is known, those to come.
 */
deferred: Array<DeferredMonth>, 
/**
 * What was invoiced, and what will be.
 */
billings: Array<BillingMonth>, 
/**
 * What is expected to be paid, by due date: what is overdue, in the month of `asOf`.
 */
cash: Array<ExpectedCash>, 
/**
 * Recurring revenue and its movements.
 */
recurring: Array<RecurringMonth>, };

/**
 * What reports are made of, and for which months.
 */
export type ReportsRequest = { 
/**
 * The currency of everything.
 */
currency: string, 
/**
 * The day on which ages are read and from which on forecasts begin.
 */
asOf: CivilDate, 
/**
 * The first day of the reports, in whole months. Default: eleven months before that of `asOf`.
 */
from?: CivilDate, 
/**
 * The last day, in whole months. Default: that of `asOf`.
 */
through?: CivilDate, 
/**
 * Posted documents.
 */
invoices?: Array<Invoice>, 
/**
 * What was paid, and paid out.
 */
payments?: Array<Payment>, 
/**
 * What will not be paid.
 */
writeOffs?: Array<WriteOff>, 
/**
 * Orders, for billings to come and recurring revenue. What the documents say that they billed is not billed again.
 */
orders?: Array<Order>, 
/**
 * The dates of the orders' events, by name; each order takes those that it waits for.
 */
events?: Record<string, CivilDate>, 
/**
 * The dates of one order's, where orders have events of the same name.
 */
orderEvents?: Array<OrderEvents>, 
/**
 * For revenue and what is deferred.
 */
revenue?: RecogniseRequest, 
/**
 * The last day overdue of each bucket, rising. Default 30, 60, 90.
 */
buckets?: Array<number>, };

/**
 * How usage is billed whose tiers count over several billing periods, where more usage makes all of it cheaper (volume),
 * brings another price (`fromQuantity` of a price book) or takes its place (aggregate `last`).
 * 10.00 each up to 15, 5.00 each above; 15 in the first month, 1 in the second:
 */
export type Rerating = "difference" | "atClose";

/**
 * A part of a period.
 */
export type Rest = { 
/**
 * Its days, started ones included.
 */
days: number, 
/**
 * The days of the period that it is a part of.
 */
of: number, };

/**
 * A part of each item that is withheld and released later. Exactly one of `percent` and `steps`.
 *
 * It is computed once per item of the plan, in the order of declaration, from the rounded cumulative amount, then
 * spread over the plan's charges. An item that is dated on or after the last release withholds nothing; an item
 * that waits for its event is reckoned to come before.
 *
 * Of a contract of 100,000.00 without tax, 60,000.00 done: 10 percent withhold 6,000.00; steps of 10 percent up to
 * 50 and 5 percent above withhold 5,500.00 `marginal` and 3,000.00 `whole`.
 */
export type Retainage = { 
/**
 * In percent, 0 to 100.
 */
percent?: Decimal, 
/**
 * Percentages that change with what the plan has billed so far.
 */
steps?: Array<RetainageStep>, 
/**
 * How steps apply. Default `marginal`.
 */
apply?: RetainageApply, 
/**
 * Lines with a percentage of their own: labour 10 percent, materials none.
 */
lines?: Array<RetainageLine>, 
/**
 * What the percentage is of. Default `gross`. Where the effect is `invoice`, or the tax comes at the release, it is
 * of the net, and the tax follows the net.
 */
basis?: RetainageBasis, 
/**
 * What withholding changes. Default `payable`.
 */
effect?: RetainageEffect, 
/**
 * When the tax of what is withheld is invoiced. Default `atInvoice`.
 */
tax?: RetainageTax, 
/**
 * When it is released: in parts, or all at once on one date or event.
 */
release: Array<Release> | On, };

/**
 * How retainage steps apply.
 */
export type RetainageApply = "marginal" | "whole";

/**
 * What retainage is a percentage of.
 */
export type RetainageBasis = "gross" | "net";

/**
 * What withholding changes.
 */
export type RetainageEffect = "payable" | "invoice";

/**
 * A line with a percentage of its own.
 */
export type RetainageLine = { 
/**
 * The id of a line.
 */
line: string, 
/**
 * In percent, 0 to 100.
 */
percent: Decimal, };

/**
 * A percentage up to some progress.
 */
export type RetainageStep = { 
/**
 * In percent of the plan's net, inclusive; steps rise. Not on the last step, which goes to the end.
 */
upTo?: Decimal, 
/**
 * In percent, 0 to 100.
 */
percent: Decimal, };

/**
 * When the tax of what is withheld is invoiced.
 */
export type RetainageTax = "atInvoice" | "atRelease";

/**
 * Balances at the end of a day. Inside a month, its revenue counts by the days that have passed, rounded; what is caught up counts
 * from the first.
 */
export type RevenueBalance = { 
/**
 * The day.
 */
on: CivilDate, 
/**
 * The sum of the obligations'.
 */
invoiced: string, 
/**
 * The sum of the obligations'.
 */
recognised: string, 
/**
 * The sum of the obligations'.
 */
deferred: string, 
/**
 * The sum of the obligations'.
 */
unbilled: string, 
/**
 * Each of them.
 */
obligations: Array<ObligationBalance>, };

/**
 * A contract of several obligations.
 */
export type RevenueContract = { 
/**
 * Unique.
 */
id: string, 
/**
 * Its price, before tax. Default: the sum of its obligations' amounts. It is split by `standalone`, left-over cents to the
 * largest fractions.
 */
price?: Decimal, };

/**
 * A milestone. Exactly one of `percent`, `amount` and `remainder`.
 */
export type RevenueMilestone = { 
/**
 * What it is called.
 */
id: string, 
/**
 * Of the amount.
 */
percent?: Decimal, 
/**
 * Before tax.
 */
amount?: Decimal, 
/**
 * What the others leave.
 */
remainder?: boolean, 
/**
 * The day on which it was reached, or is expected; without one it waits.
 */
date?: CivilDate, };

/**
 * A month of all obligations.
 */
export type RevenueMonth = { 
/**
 * `2026-01`.
 */
month: string, 
/**
 * Revenue of the month.
 */
amount: string, 
/**
 * Invoiced in the month.
 */
billed: string, 
/**
 * Recognised up to its end.
 */
recognised: string, 
/**
 * Invoiced up to its end.
 */
invoiced: string, 
/**
 * The sum of the obligations'.
 */
deferred: string, 
/**
 * The sum of the obligations'.
 */
unbilled: string, };

/**
 * How much is complete, all in all, from a day on.
 */
export type RevenueProgress = { 
/**
 * The day.
 */
date: CivilDate, 
/**
 * 0 to 100. It may fall: then revenue is taken back.
 */
percent: Decimal, };

/**
 * Sums over all obligations.
 */
export type RevenueTotals = { 
/**
 * What is to be recognised.
 */
amount: string, 
/**
 * What has a month.
 */
scheduled: string, 
/**
 * What waits.
 */
unscheduled: string, 
/**
 * Invoiced.
 */
invoiced: string, };

/**
 * What an account is for.
 */
export type Role = "receivable" | "retainage" | "unbilled" | "bank" | "deferredRevenue" | "deposits" | "customerCredit" | "tax" | "revenue" | "roundingGain" | "roundingLoss" | "writeOff";

/**
 * How units that are left go on.
 */
export type Rollover = { 
/**
 * For how many further periods, 1 to 120. Default 1.
 */
periods?: number, 
/**
 * The most units that are carried into a period. Default: all that are left.
 */
maximum?: Decimal, };

/**
 * Where the amounts of a charge are rounded.
 */
export type Rounding = "perPeriod" | "independent" | "cumulative" | "perUnit";

/**
 * Which neighbour a value between two units goes to.
 */
export type RoundingMode = "halfUp" | "halfEven" | "down" | "up";

/**
 * How much a run did.
 */
export type RunCounts = { 
/**
 * Orders that it was given.
 */
orders: number, 
/**
 * Orders that it opened: the others are due later.
 */
opened: number, 
/**
 * Orders of which something is on a draft.
 */
billed: number, 
/**
 * Drafts.
 */
drafts: number, 
/**
 * Their lines.
 */
lines: number, 
/**
 * Things that were skipped, those that are only counted included.
 */
skipped: number, 
/**
 * Orders with an error.
 */
errors: number, };

/**
 * An order that could not be billed.
 */
export type RunError = { 
/**
 * The order's id, where it can be read.
 */
order?: string, 
/**
 * Its place among the orders.
 */
place: number, 
/**
 * What is wrong, with paths into the request.
 */
problems: Array<Problem>, };

/**
 * An order that was opened, once the drafts are posted.
 */
export type RunOrder = { 
/**
 * The order's id.
 */
order: string, 
/**
 * What the drafts bill of it, before tax.
 */
net: string, 
/**
 * The next day on which it has something to bill, for the caller's index; `null` where nothing more is dated. An amendment, an
 * event or late usage may bring it forward.
 */
nextDue: CivilDate | null, 
/**
 * How much waits for an event or a person.
 */
waiting: number, };

/**
 * How far a run has come.
 */
export type RunProgress = { 
/**
 * Orders that it has looked at.
 */
done: number, 
/**
 * Orders in all.
 */
orders: number, 
/**
 * Orders that it opened.
 */
opened: number, 
/**
 * Orders with an error.
 */
errors: number, };

/**
 * What the drafts of a currency come to.
 */
export type RunTotal = { 
/**
 * The currency.
 */
currency: string, 
/**
 * Before tax.
 */
net: string, 
/**
 * The tax.
 */
tax: string, 
/**
 * `net + tax`.
 */
gross: string, 
/**
 * What is to be paid, after retainage, rounding and credit.
 */
amountDue: string, };

/**
 * What picks the tier.
 */
export type ScheduleBy = "quantity" | "term";

/**
 * How tiers apply. 30 units of 100.00; 10 percent to 9, 20 percent to 19, then 30 percent:
 */
export type ScheduleMethod = "range" | "slab";

/**
 * A month of an obligation.
 */
export type ScheduleMonth = { 
/**
 * `2026-01`.
 */
month: string, 
/**
 * Whether it can change.
 */
status: MonthStatus, 
/**
 * Revenue of the month.
 */
amount: string, 
/**
 * What of it belongs to closed months and became known later; left out where nothing does.
 */
catchUp?: string, 
/**
 * Recognised up to its end.
 */
recognised: string, 
/**
 * Invoiced up to its end.
 */
invoiced: string, 
/**
 * Invoiced and not recognised: the contract liability.
 */
deferred: string, 
/**
 * Recognised and not invoiced: the contract asset.
 */
unbilled: string, };

/**
 * Whose quantities pick the tier.
 */
export type ScheduleScope = "line" | "group" | "quote";

/**
 * One tier of a discount schedule.
 */
export type ScheduleTier = { 
/**
 * The highest quantity, or number of months, of the tier, inclusive (where the policy's `tierBounds` is `exclusive`, the
 * lowest of the next); `null` (or left out) in the last tier only.
 */
upTo?: Decimal, 
/**
 * In percent (0 to 100), in currency units off each unit, or the price of each unit; zero or more.
 */
value: Decimal, };

/**
 * What the value of a tier is. 5 on a unit of 85.00:
 */
export type ScheduleUnit = "percent" | "amount" | "price";

/**
 * A stretch of a ramp: from its start to the next segment's start.
 */
export type Segment = { 
/**
 * The first day. Default: the day after the segment before, which then has a `term`; of the first, the line's start.
 */
start?: CivilDate, 
/**
 * How long the segment lasts; the next begins after it. Default: to the next segment's `start`, or the line's end.
 */
term?: Interval, 
/**
 * Default: the line's.
 */
quantity?: Decimal, 
/**
 * Moves the bill day of the line's recurring charges (those in months) from this segment on: the period that holds
 * the segment's start is cut there, and the measure of a term is then `measured`.
 */
billDay?: BillDay, 
/**
 * Whether the line's recurring charges rest in this segment and cost nothing. The line's end stays where it is.
 */
paused?: boolean, 
/**
 * Percentages that apply in this segment, after the line's discounts.
 */
discounts?: Array<SegmentDiscount>, 
/**
 * Prices in this segment.
 */
charges?: Array<SegmentPrice>, };

/**
 * A discount of a segment, or of partners.
 */
export type SegmentDiscount = { 
/**
 * In percent, 0 to 100.
 */
percent: Decimal, 
/**
 * What documents print.
 */
reason?: string, };

/**
 * A price of a segment.
 */
export type SegmentPrice = { 
/**
 * The id of a charge of the line's product.
 */
charge: string, 
/**
 * The price in this segment.
 */
price: Price, };

/**
 * A sentence in each language.
 */
export type Sentence = { 
/**
 * English.
 */
en: string, 
/**
 * French.
 */
fr: string, };

/**
 * The last document of a series.
 */
export type SeriesLast = { 
/**
 * Its date: no later one is dated before.
 */
date: CivilDate, 
/**
 * Its number.
 */
number: string, 
/**
 * Its receipt's `document` digest, on which the next receipt builds.
 */
document?: string, };

/**
 * When a series begins again at 1.
 */
export type SeriesReset = "never" | "year" | "month";

/**
 * How each share is rounded before the left-over units are given out.
 */
export type ShareRounding = "down" | "nearest";

/**
 * An invoice plan that several lines share: its cumulative total is rounded and spread over its charges, and each
 * bills the difference, so that every item and every line closes to the cent.
 */
export type SharedPlan = { 
/**
 * What charges name in `billing: { kind: "plan", plan }`.
 */
id: string, 
/**
 * In the order in which they freeze their amounts. Exactly one of `items` and `declared`.
 */
items?: Array<PlanItem>, 
/**
 * What happens when the items do not cover the charges. Default `error`.
 */
uncovered?: Uncovered, 
/**
 * Progress instead of items, as in `{ kind: "progress" }`; an empty list where nothing is declared yet.
 */
declared?: Array<Declared>, 
/**
 * How many units the whole is, for declarations in `units`. Above 0.
 */
of?: Decimal, 
/**
 * What a unit is called; documents print it, nothing computes with it.
 */
unit?: string, 
/**
 * What is withheld from each item and released later: computed once for the plan, then spread over its charges.
 */
retainage?: Retainage, };

/**
 * Names an invoice plan of the request.
 */
export type SharedPlanRef = { 
/**
 * The plan's id.
 */
plan: string, };

/**
 * Why something that is open was not billed.
 */
export type SkipReason = "notDue" | "waitsForEvent" | "byHand" | "onHold" | "criteria" | "notChosen" | "belowMinimum" | "zeroInvoice" | "nothingLeft" | "stopped";

/**
 * Something that is open and was not billed; of an order that was not opened, the whole of it.
 */
export type Skipped = { 
/**
 * The order's id.
 */
order: string, 
/**
 * The line's id. Left out for the whole order, and for deposits.
 */
line?: string, 
/**
 * The charge's id; of a deposit, its id.
 */
charge?: string, 
/**
 * The plan item's id.
 */
item?: string, 
/**
 * What to print.
 */
name?: string, 
/**
 * Why.
 */
reason: SkipReason, 
/**
 * More of why: the event, the hold's reason, the criterion.
 */
detail?: string, 
/**
 * When it is due, where that is known.
 */
date?: CivilDate, 
/**
 * Before tax; where prices hold it, with it.
 */
net?: string, };

/**
 * Who takes the units that are left over when an amount is split by weights.
 */
export type Spread = "largestRemainder" | "first" | "last" | "cumulative";

/**
 * The amount of the step that holds the quantity; nothing for a quantity of zero (unless the policy's `zeroQuantity` is
 * `flatFees`). With `overagePrice`, units above the last step's lower limit cost extra.
 *
 * Other vendors: stairstep (Chargebee, Recurly), tiered with flat fees only (Zuora, Stripe), block price with overage rate
 * (Salesforce).
 */
export type Stairstep = { 
/**
 * From the lowest to the highest.
 */
tiers: Array<StairstepTier>, 
/**
 * In currency units, for each unit above the lower limit of the last step. Default: nothing.
 */
overagePrice?: Decimal, };

/**
 * One step: a fixed amount for every quantity up to `upTo`.
 */
export type StairstepTier = { 
/**
 * The highest quantity of the step, inclusive (where the policy's `tierBounds` is `exclusive`, the lowest of the next
 * step); `null` (or left out) in the last step only.
 */
upTo?: Decimal, 
/**
 * In currency units, per price period.
 */
amount: Decimal, };

/**
 * A balance that is known from elsewhere: the entries are not asked.
 */
export type StatedBalance = { 
/**
 * At the end of this day.
 */
on: CivilDate, 
/**
 * The account, as entries have it.
 */
account: string, 
/**
 * What it is for, where entries use it for several things.
 */
role?: Role, 
/**
 * The currency.
 */
currency: string, 
/**
 * Debits less credits: above zero for what customers owe, below zero for what is owed to others.
 */
balance: Decimal, };

/**
 * An account on a day. `closing` = the sum of `open` less `unapplied` = the sum of the ageing less `unapplied`.
 */
export type Statement = { 
/**
 * The currency of every amount.
 */
currency: string, 
/**
 * The balance before the first row.
 */
opening: string, 
/**
 * In the order of their days.
 */
rows: Array<StatementRow>, 
/**
 * The balance after the last row: what is owed, below zero what is owed to the customer.
 */
closing: string, 
/**
 * Documents of which something is open, by due date.
 */
open: Array<OpenItem>, 
/**
 * How old it is.
 */
ageing: Array<AgeingBucket>, 
/**
 * Money that nothing was set off against.
 */
unapplied: string, 
/**
 * What to ask for, and when, where a `window` was given: by due date.
 */
requests?: Array<PaymentRequest>, };

/**
 * What an account is asked.
 */
export type StatementRequest = { 
/**
 * The currency.
 */
currency: string, 
/**
 * The customer's id: others are left out. Default: all that is handed in is one account.
 */
customer?: string, 
/**
 * The first day to show; what is before is the opening balance. Default: all.
 */
from?: CivilDate, 
/**
 * The last day, and the one on which ages are read.
 */
asOf: CivilDate, 
/**
 * Posted documents.
 */
invoices?: Array<Invoice>, 
/**
 * What was paid, and paid out.
 */
payments?: Array<Payment>, 
/**
 * What will not be paid.
 */
writeOffs?: Array<WriteOff>, 
/**
 * The last day overdue of each bucket, rising. Default 30, 60, 90.
 */
buckets?: Array<number>, 
/**
 * So many days: documents that are due within them of the first one are asked for together, in `requests`. Default: no requests.
 */
window?: number, };

/**
 * A row of a statement.
 */
export type StatementRow = { 
/**
 * The day.
 */
date: CivilDate, 
/**
 * What it is.
 */
kind: StatementRowKind, 
/**
 * The number of the document, the id of the payment.
 */
document: string, 
/**
 * What it adds to what is owed.
 */
debit: string, 
/**
 * What it takes off.
 */
credit: string, 
/**
 * The balance after it.
 */
balance: string, };

/**
 * What moved an account.
 */
export type StatementRowKind = "invoice" | "creditNote" | "debitNote" | "payment" | "writeOff";

/**
 * The steps of a price waterfall, in their order.
 */
export type StepKind = "list" | "override" | "contracted" | "priceBook" | "schedule" | "uplift" | "trial" | "pause" | "lineDiscount" | "segmentDiscount" | "groupDiscount" | "partnerDiscount" | "quoteDiscount" | "rounding" | "taxIncluded" | "net" | "tax" | "gross";

/**
 * A stretch of time.
 */
export type Stretch = { 
/**
 * The first day or instant.
 */
start: Moment, 
/**
 * The last day, inclusive; not for instants.
 */
end?: CivilDate, 
/**
 * The first day or instant after it.
 */
until: Moment, };

/**
 * What happens to a first or last period that is shorter than the others.
 */
export type Stub = "separate" | "combine" | "full" | "free";

/**
 * The tax of one code on one document, or of one part of a code.
 */
export type TaxAmount = { 
/**
 * The code.
 */
code: string, 
/**
 * The part's name, where the code has several.
 */
part?: string, 
/**
 * The category.
 */
category: Category, 
/**
 * The rate in percent.
 */
percent: Decimal, 
/**
 * Why no tax is charged, where none is and a reason is known.
 */
reason?: string, 
/**
 * What is taxed: the net, and for a compound part the tax of the parts before it.
 */
base: string, 
/**
 * The tax.
 */
tax: string, };

/**
 * Where the tax of an invoice is rounded. Three items of 0.12 at 20 percent, 0.024 each. Where prices hold the tax, each
 * item brings its own, whatever this says.
 */
export type TaxLevel = "category" | "line" | "cumulative" | "document";

/**
 * Whether prices hold the tax.
 */
export type TaxMode = "exclusive" | "inclusive";

/**
 * One of several taxes under one code.
 */
export type TaxPart = { 
/**
 * What documents print, unique in its code: `"GST"`.
 */
name: string, 
/**
 * In percent, 0 to 100.
 */
percent: Decimal, 
/**
 * Whether its base includes the tax of the parts before it: of 100.00, 5 and then 9.5 percent are 5.00 and 9.50, and
 * 9.98 compound. Default false.
 */
compound?: boolean, 
/**
 * Other percentages from a date on, as those of a code.
 */
dated?: Array<DatedPercent>, };

/**
 * On which day a dated tax rate is read.
 */
export type TaxPoint = "invoiceDate" | "periodStart" | "periodEnd" | "dueDate";

/**
 * A tax that charges name by its code. Exactly one of `percent` and `parts`.
 */
export type TaxRate = { 
/**
 * What charges name, for example `"FR-20"`.
 */
code: string, 
/**
 * In percent: `"20"` is 20 percent. 0 to 100.
 */
percent?: Decimal, 
/**
 * Several taxes under one code, in their order: GST 5 and QST 9.975 are two parts on one base. At most 20.
 */
parts?: Array<TaxPart>, 
/**
 * Other percentages from a date on, in order of their dates; before the first, `percent` holds. Which day of an
 * invoice decides is the policy's `taxPoint`. At most 200.
 */
dated?: Array<DatedPercent>, 
/**
 * The category of EN 16931. Default `"S"`, or `"Z"` where nothing is charged.
 */
category?: Category, 
/**
 * Why no tax is charged; needed for the categories `E`, `AE`, `K`, `G` and `O`.
 */
reason?: string, 
/**
 * What documents print.
 */
name?: string, };

/**
 * What a summand of a price stands for.
 */
export type TermKind = "unit" | "flat" | "package" | "rate" | "event" | "minimum" | "maximum";

/**
 * What a term that is a count of periods costs.
 */
export type TermTotal = "fixed" | "measured";

/**
 * One tier: it holds every quantity above the tier before and up to `upTo`, fractions included, so that 99.5 lies
 * in exactly one tier.
 */
export type Tier = { 
/**
 * The highest quantity of the tier, inclusive (where the policy's `tierBounds` is `exclusive`, the lowest of the next
 * tier); `null` (or left out) in the last tier only.
 */
upTo?: Decimal, 
/**
 * The price of one unit, or of one block of `size`, in currency units. Default 0.
 */
unitPrice?: Decimal, 
/**
 * A fixed amount for the tier, in currency units. Default 0.
 */
flat?: Decimal, 
/**
 * Units in a block, where the tier is sold in whole blocks: a started block counts, by the policy's `packageRounding`.
 */
size?: Decimal, 
/**
 * The least that the tier costs once it is reached, in currency units.
 */
minimum?: Decimal, 
/**
 * The most that the tier costs, in currency units.
 */
maximum?: Decimal, };

/**
 * Which tier holds a quantity that is exactly a tier's `upTo`. Stairs of 1.00 up to 11 and 3.00 up to 51, quantity 11:
 */
export type TierBounds = "inclusive" | "exclusive";

/**
 * Graduated tiers that end, and a unit price for what goes beyond the last: the tiers' amounts, plus
 * `units beyond x overagePrice`.
 *
 * Other vendors: tiered with overage (Zuora), included units with graduated overage (Orb).
 */
export type TieredOverage = { 
/**
 * From the lowest to the highest, each with its `upTo`.
 */
tiers: Array<Tier>, 
/**
 * The price of one unit beyond the last tier, in currency units.
 */
overagePrice: Decimal, };

/**
 * Billed before or after the service.
 */
export type Timing = "advance" | "arrears";

/**
 * The sums of a quote.
 */
export type Totals = { 
/**
 * Before discounts; where prices hold the tax, with it.
 */
list: string, 
/**
 * The sum of the lines' discounts.
 */
discount: string, 
/**
 * After discounts, before tax.
 */
net: string, 
/**
 * The sum of the taxes of the planned invoices and of what waits.
 */
tax: string, 
/**
 * `net + tax`.
 */
gross: string, 
/**
 * Net and tax in the accounting currency, at the rate of the request's `asOf`.
 */
accounting?: AccountingAmount, 
/**
 * What is payable of all invoices dated up to the request's `asOf`, tax included.
 */
dueNow: string, 
/**
 * The first invoice after `asOf`.
 */
nextInvoice: NextInvoice | null, 
/**
 * The net of the whole contract; `null` where a charge has no end.
 */
contract: string | null, 
/**
 * The recurring part.
 */
recurring: RecurringTotals, 
/**
 * The net of one-time charges.
 */
oneTime: string, 
/**
 * The net of usage, measured and estimated.
 */
usage: string, 
/**
 * What the first twelve months of service cost, before tax, one-time charges included.
 */
firstYear: string, 
/**
 * Where costs are given: what is left of the nets of those charges. Not for buyers.
 */
margin?: Margin, 
/**
 * The last day that the sums cover: the last day of service or invoicing, or the horizon of a quote without an end.
 */
through: CivilDate, };

/**
 * A part of an obligation. Exactly one of `percent`, `amount` and `remainder`; what is left out is the obligation's.
 */
export type Treatment = { 
/**
 * What it is called.
 */
id?: string, 
/**
 * Of the obligation's amount.
 */
percent?: Decimal, 
/**
 * Before tax.
 */
amount?: Decimal, 
/**
 * What the others leave.
 */
remainder?: boolean, 
/**
 * How it is recognised.
 */
method: Method, 
/**
 * For method `point`. Default `start`.
 */
at?: PointAt, 
/**
 * The day on which it was delivered.
 */
delivered?: CivilDate, 
/**
 * The first day, or instant.
 */
start?: Moment, 
/**
 * The last day, inclusive.
 */
end?: CivilDate, 
/**
 * Instead of `end`.
 */
until?: Moment, 
/**
 * For method `milestones`.
 */
milestones?: Array<RevenueMilestone>, 
/**
 * For method `percentComplete`.
 */
progress?: Array<RevenueProgress>, };

/**
 * A part of an obligation.
 */
export type TreatmentAmount = { 
/**
 * Its name.
 */
id?: string, 
/**
 * How it is recognised.
 */
method: Method, 
/**
 * Before tax.
 */
amount: string, };

/**
 * What a plan does with what its items leave.
 */
export type Uncovered = "error" | "withLast";

/**
 * A unit of the calendar.
 */
export type Unit = "day" | "hour" | "second" | "week" | "month" | "quarter" | "year";

/**
 * What becomes of what was billed for days without service.
 */
export type Unused = "credit" | "refund" | "none";

/**
 * A price that rises (or falls) with time: by `percent` after each `every`, from the line's start.
 */
export type Uplift = { 
/**
 * In percent, -100 to 1000: `"5"` makes 105 of 100.
 */
percent: Decimal, 
/**
 * After how long. Default: a year.
 */
every?: Interval, 
/**
 * Whether it is taken of the risen price (100, 110, 121) or of the first one (100, 110, 120). Default true.
 */
compound?: boolean, };

/**
 * Usage on a day. Records of one billing period are added up before they are priced.
 */
export type UsageRecord = { 
/**
 * The id of a usage charge of the line's product.
 */
charge: string, 
/**
 * The day.
 */
date: CivilDate, 
/**
 * The day on which it became known. After the day that follows its billing period it is late, and the policy's
 * `lateUsage` says where it counts. Default: `date`.
 */
recorded?: CivilDate, 
/**
 * How much; zero or more.
 */
quantity: Decimal, 
/**
 * What it counts, for conversions and tiers by unit. Default: the charge's `unitOfMeasure`.
 */
unit?: string, 
/**
 * How many events the record stands for, for fees per event. 1 or more. Default 1.
 */
events?: number, 
/**
 * What it came with (an upload, a site), for rating by batch.
 */
batch?: string, 
/**
 * What a matrix looks up; what is missing here is read from the line.
 */
attributes?: Record<string, string>, 
/**
 * Whether it is a guess; what is billed of it is then marked. Default false.
 */
estimated?: boolean, };

/**
 * The answer of `verify`.
 */
export type Verification = { 
/**
 * Whether the request gives this result, to the cent.
 */
equal: boolean, 
/**
 * The first difference; `null` where there is none.
 */
difference: Difference | null, 
/**
 * What this engine computes.
 */
receipt: Receipt, 
/**
 * Whether the receipt was made by an engine with the same rules. Equal cents under other rules are still equal.
 */
sameRules: boolean, };

/**
 * A posted document to verify.
 */
export type VerifyInvoiceRequest = { 
/**
 * It.
 */
invoice: Invoice, 
/**
 * The one before it in its series.
 */
previous?: Invoice, };

/**
 * The one tier that holds the quantity prices all of it: `quantity x unitPrice + flat`; nothing for a quantity of zero
 * (unless the policy's `zeroQuantity` is `flatFees`: the first tier's flat).
 *
 * Other vendors: volume (Stripe, Chargebee, Zuora, Lago), range discount (Salesforce), top tier (Kill Bill). A larger
 * quantity may cost less at a tier's edge; that is the model.
 */
export type Volume = { 
/**
 * From the lowest to the highest.
 */
tiers: Array<Tier>, };

/**
 * Something that is billed when an event happens or a person decides.
 */
export type WaitingItem = { 
/**
 * The quote line's id.
 */
line: string, 
/**
 * The charge's id.
 */
charge: string, 
/**
 * What to print.
 */
name: string, 
/**
 * The plan item's id.
 */
item?: string, 
/**
 * The event that it waits for; without one, a person bills it by hand.
 */
event?: string, 
/**
 * How long after the event it is billed.
 */
plus?: Interval, 
/**
 * The quantity in force.
 */
quantity: Decimal, 
/**
 * The amount before tax.
 */
net: string, 
/**
 * Where prices hold the tax: the amount with it, as its price says.
 */
gross?: string, 
/**
 * The tax code, where the request has taxes.
 */
taxCode?: string, 
/**
 * Why it is there.
 */
reason: Reason, 
/**
 * What retainage withholds of it from what is payable.
 */
retained?: string, 
/**
 * What it gives back of what was withheld.
 */
released?: string, };

/**
 * One step of a price waterfall.
 */
export type WaterfallStep = { 
/**
 * Which step.
 */
step: StepKind, 
/**
 * Where it comes from: the discount's reason, or its place in the list.
 */
source?: string, 
/**
 * The percentage, where it is one.
 */
percent?: Decimal, 
/**
 * The amount before; not on the first step.
 */
before?: string, 
/**
 * The amount after.
 */
after: string, };

/**
 * A day of the week.
 */
export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

/**
 * A whole period.
 */
export type Whole = { 
/**
 * Its first day or instant.
 */
start: Moment, 
/**
 * Its last day, inclusive. Exactly one of `end` and `until`.
 */
end?: CivilDate, 
/**
 * The first day or instant after it.
 */
until?: Moment, };

/**
 * What is not paid of a posted document, for the books: its net is a loss, its tax may be asked back. Amounts are texts with the
 * decimals of the currency.
 */
export type WriteOff = { 
/**
 * The same write-off of the same open amount has the same id.
 */
id: string, 
/**
 * The document's number.
 */
invoice: string, 
/**
 * The account's id.
 */
account?: string, 
/**
 * The date.
 */
date: CivilDate, 
/**
 * The currency.
 */
currency: string, 
/**
 * Before tax: the same part of the document's net as of its gross.
 */
net: string, 
/**
 * By code, part and percentage.
 */
taxes: Array<WriteOffTax>, 
/**
 * `net` and taxes: what is no longer open.
 */
gross: string, 
/**
 * What is still open after it.
 */
open: string, 
/**
 * Why.
 */
reason?: string, };

/**
 * A write-off to make.
 */
export type WriteOffRequest = { 
/**
 * The posted document.
 */
invoice: Invoice, 
/**
 * What has corrected it: credit and debit notes.
 */
credits?: Array<Invoice>, 
/**
 * What was paid of it. Default 0.
 */
paid?: Decimal, 
/**
 * What was written off before.
 */
writtenOff?: Array<WriteOff>, 
/**
 * The date; not before the document's.
 */
date: CivilDate, 
/**
 * With tax; above zero. Default: all that is open.
 */
amount?: Decimal, 
/**
 * Why, for the books.
 */
reason?: string, };

/**
 * The tax of a write-off.
 */
export type WriteOffTax = { 
/**
 * The code.
 */
code: string, 
/**
 * The part's name, where the code has several.
 */
part?: string, 
/**
 * The rate in percent.
 */
percent: Decimal, 
/**
 * The tax.
 */
tax: string, };

/**
 * What becomes of a draft whose total is zero. A free first month of 50.00 a month:
 */
export type ZeroInvoices = "post" | "skip";

/**
 * What flat fees come to where nothing is used. Graduated, the first tier with a flat of 2.00, quantity 0:
 */
export type ZeroQuantity = "nothing" | "flatFees";
