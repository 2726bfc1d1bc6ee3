//! What a bill run is asked.

use crate::calendar::Date;
use crate::catalog::ChargeKind;
use crate::document::{document, read_at, words, Node, Read, Write};
use crate::money::Dec;
use crate::order::{Order, OrderDeposit, OrderEntry};
use crate::problem::{At, Check, Problems};
use crate::quote::{BilledPeriod, Events};

document! {
    /// A bill run: which orders, up to which day, and which of what is due.
    pub struct BillRunRequest {
        /// At most 1,000,000. Each is read on its own: one that is wrong is an error of the result and stops no other.
        pub orders: Vec<Submitted>,
        /// What is planned up to this day, inclusive, is due. May be left out where `chosen` is written: then it is the first day
        /// on which something that is chosen is due.
        pub target: Option<Date>,
        /// The date of the invoices, and the day on which tax rates and holds are read. Default: the target.
        pub invoice_date: Option<Date>,
        /// Which of what is due. Default: all.
        pub criteria: Criteria = Default::default(),
        /// By hand: only these orders, lines and items. An item that is named waits for nothing.
        pub chosen: Vec<Choice> = Default::default(),
        /// What shares an invoice. Orders of another currency, seller, account, payment terms or taxes never do. Default: the account.
        pub group_by: Vec<GroupBy> = vec![GroupBy::Account],
        /// What accounts have as credit: it pays what is asked for, and grows by what is carried.
        pub balances: Vec<AccountCredit> = Default::default(),
        /// Rounds what is payable to a multiple of this, for cash: `"0.05"`.
        pub cash_rounding: Option<Dec>,
        /// Reasons whose skipped things are only counted, for runs over many orders. Default: none.
        pub quiet: Vec<SkipReason> = Default::default(),
    }
}

document! {
    /// An order with what is known of it: the caller's own control data around it.
    pub struct BillableOrder {
        /// The order.
        pub order: Order,
        /// What was billed: the entries of its documents, drafts included.
        pub billed: Vec<OrderEntry> = Default::default(),
        /// What was invoiced of deposits, settled and given back.
        pub billed_deposits: Vec<OrderDeposit> = Default::default(),
        /// The dates of events, by name.
        #[cfg_attr(test, ts(optional, type = "Record<string, CivilDate>"))]
        pub events: Events,
        /// As the last run or `nextDue` said, for what has not changed since: an order that is due later is not opened. Default: it
        /// is opened.
        pub next_due: Option<Date>,
        /// The caller's batch, for `criteria.batches`.
        pub batch: Option<String>,
        /// The caller's tags, for `criteria.tags`.
        pub tags: Vec<String> = Default::default(),
        /// A key of the caller's, for `groupBy: key`.
        pub invoice_group: Option<String>,
        /// What is not billed for now.
        pub holds: Vec<Hold> = Default::default(),
        /// What is added by hand to the next document: goodwill below zero, or an extra. No run takes it back.
        pub adjustments: Vec<Adjustment> = Default::default(),
    }
}

document! {
    /// Lines that are not billed for now; once the hold is over, what has become due since is billed.
    pub struct Hold {
        /// The ids of the lines. Default: the whole order.
        pub lines: Option<Vec<String>>,
        /// The first day. Default: always.
        pub from: Option<Date>,
        /// The last day, inclusive. Default: until it is taken out.
        pub until: Option<Date>,
        /// What the run says of it.
        pub reason: Option<String>,
    }
}

document! {
    /// An amount by hand on an order's next document. It is billed once: a billed entry of kind `adjustment` whose `item` is its
    /// id says that it was.
    pub struct Adjustment {
        /// Unique in the order.
        pub id: String,
        /// The line that it is of.
        pub line: String,
        /// The charge. Default: the line's only one.
        pub charge: Option<String>,
        /// What to print.
        pub name: String,
        /// Before tax: below zero what is given.
        pub net: Dec,
        /// The tax code. Default: the charge's.
        pub tax_code: Option<String>,
        /// The billed days that it is of: what it gives of them, no later credit gives again. Default: none.
        pub period: Option<BilledPeriod>,
        /// The first day on which it is due. Default: at once.
        pub date: Option<Date>,
        /// Why, for people.
        pub reason: Option<String>,
    }
}

document! {
    /// Which of what is due a run bills. A list that is left out asks nothing; all that are written must fit.
    #[derive(Default)]
    pub struct Criteria {
        /// Ids of accounts.
        pub accounts: Option<Vec<String>>,
        /// Ids of orders.
        pub orders: Option<Vec<String>>,
        /// Ids of sellers.
        pub sellers: Option<Vec<String>>,
        /// Currencies.
        pub currencies: Option<Vec<String>>,
        /// Kinds of charges. Deposits go with `oneTime`.
        pub charge_kinds: Option<Vec<ChargeKind>>,
        /// Batches; orders without one fit none.
        pub batches: Option<Vec<String>>,
        /// Days of the month, 1 to 31, on which charges are billed; of what has none, the day on which it is due.
        pub bill_days: Option<Vec<u32>>,
        /// Tags, of which an order must have one.
        pub tags: Option<Vec<String>>,
        /// Tags, of which an order must have none.
        pub without_tags: Option<Vec<String>>,
        /// A document below this waits for the next run: what is payable, in the document's currency.
        pub minimum: Option<Dec>,
    }
}

document! {
    /// Something to bill by hand.
    pub struct Choice {
        /// The order's id.
        pub order: String,
        /// The line. Default: all.
        pub line: Option<String>,
        /// The charge. Default: all of the line.
        pub charge: Option<String>,
        /// An item of an invoice plan, by its id: billed now, whatever it waits for.
        pub item: Option<String>,
        /// Bills what waits for an event or a person too. An item that is named needs no such word.
        pub waiting: bool = false,
    }
}

words! {
    /// What documents are of.
    pub enum GroupBy {
        /// One account.
        Account = "account",
        /// One order.
        Order = "order",
        /// One order number of the buyer's.
        PurchaseOrder = "purchaseOrder",
        /// One seller.
        Seller = "seller",
        /// One `invoiceGroup` of the caller's.
        Key = "key",
    }
}

document! {
    /// What an account has as credit.
    pub struct AccountCredit {
        /// The account's id.
        pub account: String,
        /// The currency.
        pub currency: String,
        /// Zero or more.
        pub credit: Dec,
    }
}

words! {
    /// Why something that is open was not billed.
    pub enum SkipReason {
        /// It is due later.
        NotDue = "notDue",
        /// It waits for an event.
        WaitsForEvent = "waitsForEvent",
        /// A person bills it by hand.
        ByHand = "byHand",
        /// Its order or line is on hold.
        OnHold = "onHold",
        /// It does not fit the criteria.
        Criteria = "criteria",
        /// It was not chosen.
        NotChosen = "notChosen",
        /// Its document would be below the minimum.
        BelowMinimum = "belowMinimum",
        /// Its document would come to zero, and the policy makes none.
        ZeroInvoice = "zeroInvoice",
        /// Nothing of the order is open.
        NothingLeft = "nothingLeft",
        /// The run was stopped before.
        Stopped = "stopped",
    }
}

/// An order as it was handed in: read, or what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub enum Submitted {
    /// Read.
    Order(Box<BillableOrder>),
    /// The id, where it can be read, and what is wrong.
    Wrong(Option<String>, Problems),
}

impl Submitted {
    /// The order's id.
    pub fn id(&self) -> Option<&str> {
        match self {
            Submitted::Order(own) => Some(&own.order.id),
            Submitted::Wrong(id, _) => id.as_deref(),
        }
    }
}

impl Read for Submitted {
    fn read(node: Node, at: &At, _: &mut Check) -> Option<Submitted> {
        let id = node.get("order").and_then(|order| order.get("id")).and_then(|id| match id {
            Node::Text(id) => Some(id.clone()),
            _ => None,
        });
        Some(match read_at::<BillableOrder>(node, at) {
            Ok(order) => Submitted::Order(Box::new(order)),
            Err(problems) => Submitted::Wrong(id, problems),
        })
    }
}

impl Write for Submitted {
    fn write(&self) -> Node {
        match self {
            Submitted::Order(order) => order.write(),
            Submitted::Wrong(..) => Node::Null,
        }
    }
}

#[cfg(test)]
impl ts_rs::TS for Submitted {
    type WithoutGenerics = Submitted;
    type OptionInnerType = Submitted;
    fn name(config: &ts_rs::Config) -> String {
        BillableOrder::name(config)
    }
    fn inline(config: &ts_rs::Config) -> String {
        BillableOrder::inline(config)
    }
    fn visit_dependencies(visitor: &mut impl ts_rs::TypeVisitor)
    where
        Self: 'static,
    {
        visitor.visit::<BillableOrder>();
    }
}
