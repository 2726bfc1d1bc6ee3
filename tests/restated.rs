//! Documents that go while later ones stand: cancelled, or thrown away as drafts. What is billed comes to what is owed again.

mod common;

use common::books::{column, try_recognise};
use common::orders::{amend, amendment, lines, order_of, plan};
use common::runs::{billable, credit, keep, post, run, series, shown, try_post, try_run, value};
use common::table::{deal, monthly, once, per_unit, with};
use common::{cents, minor};
use prorata::invoice::Invoice;
use prorata::order::{EntryKind, Order};
use serde_json::{json, Value};

fn sold(charge: Value, more: Value) -> Order {
    let base = json!({ "end": "2026-12-31", "taxes": [{ "code": "S", "percent": "20" }], "account": { "id": "acme" } });
    order_of(&deal(charge, json!({ "quantity": "10" }), with(base, more)), json!({ "id": "A" }))
}

/// 1000.00: 30 % in January, 50 % in February, the rest in June.
fn project() -> Order {
    let billing = json!({ "kind": "milestones", "items": [
        { "id": "a", "percent": "30", "on": { "date": "2026-01-10" } },
        { "id": "b", "percent": "50", "on": { "date": "2026-02-10" } },
        { "id": "c", "remainder": true, "on": { "date": "2026-06-10" } }] });
    sold(with(once(per_unit("100")), json!({ "billing": billing })), json!({}))
}

fn drafts(orders: &mut [Value], target: &str) -> Vec<Invoice> {
    let run = run(orders, json!({ "target": target }));
    keep(orders, &run.drafts);
    run.drafts
}

struct Books {
    posted: Vec<Invoice>,
    series: Value,
}

impl Books {
    fn post(&mut self, drafts: &[Invoice]) {
        let done = try_post(drafts, &self.series).expect("posted");
        self.series = value(&done.series);
        self.posted.extend(done.invoices);
    }
}

/// Without what a document says of its order.
fn thrown_away(orders: &mut [Value], draft: &Invoice) {
    let gone: Vec<Value> = draft.billed[0].entries.iter().map(value).collect();
    let list = orders[0]["billed"].as_array_mut().expect("entries");
    for entry in gone {
        let place = list.iter().rposition(|own| *own == entry).expect("an entry of the draft");
        list.remove(place);
    }
}

fn change(orders: &mut [Value], order: &Order, id: &str, day: &str, changes: Value) -> Order {
    let next = amend(order, &amendment(id, day, changes), json!({})).order;
    orders[0]["order"] = value(&next);
    next
}

fn words(drafts: &[Invoice]) -> Vec<String> {
    drafts.iter().map(shown).collect()
}

/// What stands of everything that was billed.
fn charged(orders: &[Value]) -> i128 {
    let entries = orders[0]["billed"].as_array().expect("entries");
    entries.iter().map(|own| cents(own["net"].as_str().expect("a net"))).sum()
}

/// The line ends before its second item, of which the correction is named after the first one. The first is cancelled and its new
/// draft thrown away: it is billed again, and no more.
#[test]
fn an_item_is_cancelled_while_a_correction_stands() {
    let order = project();
    let mut orders = vec![billable(&order, json!({}))];
    let first = post(&drafts(&mut orders, "2026-01-31")).remove(0);
    assert_eq!(words(&drafts(&mut orders, "2026-02-28")), ["2026-02-28 invoice 500.00 + 100.00 = 600.00: 1 500.00"]);
    change(&mut orders, &order, "ends", "2026-02-01", json!([{ "removeLine": "1" }]));
    assert_eq!(
        words(&drafts(&mut orders, "2026-03-01")),
        ["2026-03-01 creditNote -500.00 + -100.00 = -600.00: 1 -500.00"]
    );
    let request = json!({ "invoice": value(&first), "orders": orders, "date": "2026-03-10" });
    let again = prorata::cancel_and_rebill(&common::orders::document(&request)).expect("billed again");
    keep(&mut orders, &[again.credit]);
    let next = run(&orders, json!({ "target": "2026-04-01" })).drafts;
    assert_eq!(next.iter().map(|own| own.totals.net.as_str()).collect::<Vec<_>>(), ["300.00"]);
    keep(&mut orders, &next);
    assert_eq!(charged(&orders), 30_000);
    assert!(run(&orders, json!({ "target": "2026-12-31" })).drafts.is_empty());
}

/// A quantity goes from 10 to 8 when 30 % is billed: the next item carries what is too much. The draft of the first is thrown away:
/// all that is owed is billed in the end.
#[test]
fn a_draft_is_thrown_away_of_which_a_later_one_carries_the_rest() {
    let order = project();
    let mut orders = vec![billable(&order, json!({}))];
    let first = drafts(&mut orders, "2026-01-31");
    let less = change(&mut orders, &order, "less", "2026-02-01", json!([{ "line": "1", "set": { "quantity": "8" } }]));
    assert_eq!(words(&drafts(&mut orders, "2026-02-28")), ["2026-02-28 invoice 340.00 + 68.00 = 408.00: 1 340.00"]);
    change(&mut orders, &less, "ends", "2026-03-01", json!([{ "removeLine": "1" }]));
    thrown_away(&mut orders, &first[0]);
    drafts(&mut orders, "2026-04-01");
    assert_eq!(charged(&orders), 64_000);
    assert!(run(&orders, json!({ "target": "2026-12-31" })).drafts.is_empty());
}

/// No change says why an item was billed otherwise: it is refused.
#[test]
fn an_item_that_nothing_explains_is_refused() {
    let mut orders = vec![billable(&project(), json!({}))];
    drafts(&mut orders, "2026-01-31");
    orders[0]["billed"][0]["net"] = json!("299.99");
    let run = try_run(&orders, json!({ "target": "2026-02-28" })).expect("a run");
    assert_eq!(run.errors[0].problems[0].code.as_str(), "unexplained_restatement");
    let of = |own: &Value| own["item"] == json!("a");
    assert!(of(&orders[0]["billed"][0]));
}

/// A project that was removed stays removed, whatever is changed beside it.
#[test]
fn a_line_that_ended_stays_ended() {
    let gone = amend(&project(), &amendment("ends", "2026-02-01", json!([{ "removeLine": "1" }])), json!({})).order;
    let join = json!([{ "addLine": { "id": "2", "product": "p", "quantity": "1" } }]);
    let order = amend(&gone, &amendment("joins", "2026-03-01", join), json!({})).order;
    // The line that joins pays what has been reached with the next item.
    assert_eq!(lines(&plan(&order, json!({}))), ["2026-01-10 300.00 milestone", "2026-06-10 100.00 milestone"]);
}

/// A quantity goes up and down again: the second run has nothing to say.
#[test]
fn sums_without_a_name_are_billed_once() {
    let order = sold(once(per_unit("100")), json!({ "policy": { "oneTimeDecrease": "credit" } }));
    let mut orders = vec![billable(&order, json!({}))];
    drafts(&mut orders, "2026-01-31");
    let more = json!([{ "line": "1", "add": { "quantity": "1" } }]);
    let more = change(&mut orders, &order, "more", "2026-03-01", more);
    assert_eq!(words(&drafts(&mut orders, "2026-03-15")), ["2026-03-15 invoice 100.00 + 20.00 = 120.00: 1 100.00"]);
    change(&mut orders, &more, "less", "2026-04-01", json!([{ "line": "1", "add": { "quantity": "-1" } }]));
    let back = words(&drafts(&mut orders, "2026-04-15"));
    assert_eq!(back, ["2026-04-15 creditNote -100.00 + -20.00 = -120.00: 1 -100.00"]);
    assert_eq!(words(&drafts(&mut orders, "2026-12-31")), Vec::<String>::new());
}

/// 20 % of 1000.00 before a project that shrinks to a third: its first item is late and gives back, its second one is due. The deposit
/// settles no more than was invoiced of it.
#[test]
fn what_an_item_gives_back_settles_nothing() {
    let billing = json!({ "kind": "milestones", "items": [
        { "id": "a", "percent": "60", "on": { "event": "signed" } },
        { "id": "b", "remainder": true, "on": { "date": "2026-02-10" } }] });
    let deposits = json!({ "deposits": [{ "id": "D", "percent": "20", "on": { "date": "2026-01-01" } }] });
    let order = sold(with(once(per_unit("100")), json!({ "billing": billing })), deposits);
    let mut orders = vec![billable(&order, json!({}))];
    let first = drafts(&mut orders, "2026-01-15");
    assert_eq!(words(&first), ["2026-01-15 invoice 200.00 + 40.00 = 240.00: "]);
    let less = json!([{ "line": "1", "set": { "quantity": "3" } }]);
    change(&mut orders, &order, "less", "2026-02-20", less);
    let second = drafts(&mut orders, "2026-02-28");
    assert_eq!(words(&second), ["2026-02-28 invoice 200.00 + 40.00 = 240.00: 1 400.00"]);
    orders[0]["events"] = json!({ "signed": "2026-03-01" });
    let last = drafts(&mut orders, "2026-03-31");
    assert_eq!(words(&last), ["2026-03-31 creditNote -100.00 + -20.00 = -120.00: 1 -100.00"]);
}

/// A line is prolonged after its last days were billed, and used on the days that this brought: what it used before the change is
/// known, what it uses since says nothing of its fee.
#[test]
fn a_prolonged_line_is_billed_though_it_is_used() {
    let base = json!({ "end": "2026-02-10", "taxes": [{ "code": "S", "percent": "20" }], "account": { "id": "acme" } });
    let mut request = deal(monthly(per_unit("28")), json!({}), base);
    let used = json!({ "id": "u", "kind": "usage", "price": { "model": "perUnit", "unitPrice": "1" }, "billing": { "kind": "recurring", "timing": "arrears" } });
    request["catalog"]["products"][0]["charges"].as_array_mut().expect("charges").push(used);
    let order = order_of(&request, json!({ "id": "A" }));
    let mut orders = vec![billable(&order, json!({}))];
    drafts(&mut orders, "2026-02-15");
    let longer = json!([{ "line": "1", "set": { "end": "2026-02-28" } }]);
    change(&mut orders, &order, "longer", "2026-02-05", longer);
    let records = json!([{ "charge": "u", "date": "2026-02-20", "quantity": "7" }]);
    orders[0]["order"]["usage"] = json!([{ "line": "1", "records": records }]);
    let all = drafts(&mut orders, "2026-03-31");
    // 28 days at 1.00, of which ten were billed, and seven units.
    assert_eq!(all.iter().map(|own| own.totals.net.as_str()).collect::<Vec<_>>(), ["25.00"]);
    assert!(run(&orders, json!({ "target": "2026-03-31" })).drafts.is_empty());
}

/// Prices hold the tax: what was given by hand is credited with its gross, so that the next run knows it.
#[test]
fn an_adjustment_of_inclusive_prices_is_credited() {
    let order = sold(monthly(per_unit("12")), json!({ "taxMode": "inclusive" }));
    let mut orders = vec![billable(&order, json!({}))];
    orders[0]["adjustments"] = json!([{ "id": "G", "line": "1", "charge": "c", "name": "Goodwill", "net": "-20" }]);
    let first = post(&drafts(&mut orders, "2026-01-01")).remove(0);
    assert_eq!(shown(&first), "2026-01-01 invoice 80.00 + 16.00 = 96.00: 1 2026-01-01..2026-01-31 100.00, 1 -20.00");
    keep(&mut orders, &[credit(&first, &[], json!({ "whole": true })).expect("a note")]);
    orders[0].as_object_mut().expect("fields").remove("adjustments");
    assert_eq!(
        words(&drafts(&mut orders, "2026-02-01")),
        ["2026-02-01 invoice 100.00 + 20.00 = 120.00: 1 2026-02-01..2026-02-28 100.00"]
    );
}

/// What was billed ahead of a line that is removed before it begins comes back with its tax.
#[test]
fn a_removed_line_comes_back_with_its_tax() {
    let order = sold(once(per_unit("100")), json!({}));
    let mut orders = vec![billable(&order, json!({}))];
    assert_eq!(words(&drafts(&mut orders, "2026-01-31")), ["2026-01-31 invoice 1000.00 + 200.00 = 1200.00: 1 1000.00"]);
    change(&mut orders, &order, "never", "2026-01-01", json!([{ "removeLine": "1" }]));
    let back = drafts(&mut orders, "2026-02-28");
    assert_eq!(words(&back), ["2026-02-28 creditNote -1000.00 + -200.00 = -1200.00: 1 -1000.00"]);
    assert!(run(&orders, json!({ "target": "2026-12-31" })).drafts.is_empty());
}

/// 5 % was withheld of an item that is dropped: it comes back with what was withheld of it.
#[test]
fn a_dropped_item_comes_back_less_what_was_withheld() {
    for (effect, tax) in [("payable", "atInvoice"), ("invoice", "atInvoice"), ("invoice", "atRelease")] {
        let billing = json!({ "kind": "milestones", "items": [
            { "id": "a", "percent": "30", "on": { "date": "2026-01-10" } },
            { "id": "b", "remainder": true, "on": { "date": "2026-02-10" } }],
            "retainage": { "percent": "5", "effect": effect, "tax": tax, "release": { "event": "done" } } });
        let order = sold(with(once(per_unit("100")), json!({ "billing": billing })), json!({}));
        let mut orders = vec![billable(&order, json!({}))];
        drafts(&mut orders, "2026-01-31");
        let second = drafts(&mut orders, "2026-02-28");
        change(&mut orders, &order, "ends", "2026-02-01", json!([{ "removeLine": "1" }]));
        let back = drafts(&mut orders, "2026-03-01");
        let minus = |text: &str| -minor(text);
        for (bill, note) in second.iter().zip(&back) {
            let own = [&bill.totals.net, &bill.totals.tax, &bill.payable].map(|own| minus(own));
            assert_eq!(
                [&note.totals.net, &note.totals.tax, &note.payable].map(|own| minor(own)),
                own,
                "{effect} {tax}"
            );
        }
        assert_eq!((second.len(), back.len()), (1, 1));
        orders[0]["events"] = json!({ "done": "2026-06-01" });
        let released = drafts(&mut orders, "2026-12-31");
        assert_eq!(charged(&orders), 30_000, "{effect} {tax}: {:?}", words(&released));
    }
}

/// 1.23 of a month are given back, 5.00 asked for beside it, and the month is cancelled: what the change took with the 1.23 is no
/// goodwill any more, whatever was asked for, and the books end at what was invoiced.
#[test]
fn goodwill_of_a_month_that_is_cancelled_ends_in_the_books() {
    let order = sold(monthly(per_unit("10")), json!({ "end": "2026-02-28" }));
    let mut orders = vec![billable(&order, json!({}))];
    let mut books = Books { posted: Vec::new(), series: series() };
    let first = drafts(&mut orders, "2026-02-01");
    books.post(&first);
    let posted = &books.posted;
    let note = credit(&posted[0], &[], json!({ "lines": [{ "line": 1, "net": "1.23" }] })).expect("a note");
    keep(&mut orders, std::slice::from_ref(&note));
    books.post(&[note]);
    orders[0]["adjustments"] = json!([{ "id": "extra", "line": "1", "charge": "c", "name": "Work", "net": "5.00" }]);
    let charge = order.quote.catalog.products[0].charges[0].id.clone();
    orders[0]["adjustments"][0]["charge"] = json!(charge);
    change(&mut orders, &order, "ends", "2026-02-01", json!([{ "removeLine": "1" }]));
    let last = drafts(&mut orders, "2026-02-15");
    assert_eq!(
        words(&last),
        ["2026-02-15 creditNote -93.77 + -18.75 = -112.52: 1 2026-02-01..2026-02-28 -98.77, 1 5.00"]
    );
    assert!(last[0].billed[0].entries.iter().any(|own| own.kind == EntryKind::Adjustment));
    books.post(&last);
    let known = json!({ "currency": "EUR", "orders": [orders[0]["order"]], "invoices": books.posted.iter().map(value).collect::<Vec<_>>(),
        "balancesOn": ["2026-12-31"], "lines": [{ "method": "daily", "withPeriod": true }] });
    let done = try_recognise(&known).expect("revenue");
    for (key, amount) in [("recognised", "105.00"), ("invoiced", "105.00"), ("deferred", "0.00"), ("unbilled", "0.00")]
    {
        assert_eq!(column(&done["balances"], key), [amount], "{key}");
    }
}
