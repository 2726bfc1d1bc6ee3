//! Table tests of what an amendment does to sums without days: one-time charges and invoice plans; and of pauses.

mod common;

use common::orders::{amend, amendment, entries, lines, order, plan, try_amend};
use common::table::{deal, deal_of, flat, monthly, once, per_unit, with};
use prorata::order::Order;
use serde_json::{json, Value};

fn set(of: Value) -> Value {
    json!([{ "line": "1", "set": of }])
}

fn sold(request: &Value, through: &str) -> (Order, Vec<Value>) {
    let order = order(request);
    let done = entries(&plan(&order, json!({ "through": through })));
    (order, done)
}

fn policy(switches: Value) -> Value {
    json!({ "policy": switches })
}

/// Ten setups of 20.00 on the first day, and ten seats of 5.00 a month.
fn setup(more: Value) -> Value {
    let product =
        json!({ "id": "p", "charges": [with(once(per_unit("20")), json!({ "id": "s" })), monthly(per_unit("5"))] });
    let mut request =
        deal(monthly(per_unit("5")), json!({ "quantity": "10" }), with(json!({ "end": "2026-03-31" }), more));
    request["catalog"]["products"] = json!([product]);
    request
}

fn of_setup(order: &Order, done: &[Value], day: &str, quantity: &str) -> Vec<String> {
    let amended = amend(
        order,
        &amendment("A", day, set(json!({ "quantity": quantity }))),
        json!({ "billed": done, "asOf": day }),
    );
    let all = amended.plan.invoices.iter().flat_map(|own| own.lines.iter().map(move |line| (own.date, line)));
    all.filter(|(_, line)| line.charge == "s")
        .map(|(date, line)| format!("{date} {} {}", line.net, line.reason.as_str()))
        .collect()
}

/// Three more setups are due when they are added; fewer give nothing back, unless the policy says so.
#[test]
fn setups_that_are_added_and_taken_away() {
    let (order, done) = sold(&setup(json!({})), "2026-02-01");
    assert_eq!(of_setup(&order, &done, "2026-02-10", "13"), ["2026-02-10 60.00 once"]);
    assert_eq!(of_setup(&order, &done, "2026-02-10", "8"), Vec::<String>::new());
    assert_eq!(of_setup(&order, &done, "2026-01-01", "8"), ["2026-01-01 -40.00 credit"], "never sold");
    let (order, done) = sold(&setup(policy(json!({ "oneTimeDecrease": "credit" }))), "2026-02-01");
    assert_eq!(of_setup(&order, &done, "2026-02-10", "8"), ["2026-02-10 -40.00 credit"]);
}

/// Less and then as many again: what was paid is not paid twice.
#[test]
fn setups_that_come_back() {
    let (order, mut done) = sold(&setup(json!({})), "2026-02-01");
    let less =
        amend(&order, &amendment("A", "2026-02-10", set(json!({ "quantity": "8" }))), json!({ "billed": done })).order;
    done.extend(entries(&plan(&less, json!({ "billed": done, "through": "2026-02-10", "asOf": "2026-02-10" }))));
    let again = amend(
        &less,
        &amendment("B", "2026-02-20", set(json!({ "quantity": "12" }))),
        json!({ "billed": done, "asOf": "2026-02-20" }),
    );
    let setups: Vec<&str> = again
        .plan
        .invoices
        .iter()
        .flat_map(|own| &own.lines)
        .filter(|own| own.charge == "s")
        .map(|own| &*own.net)
        .collect();
    assert_eq!(setups, ["40.00"], "two more than the ten that were paid");
}

fn milestones(price: Value, more: Value) -> Value {
    let items = json!([
        { "id": "a", "percent": "30", "on": { "event": "signed" } },
        { "id": "b", "percent": "30", "on": { "event": "built" } },
        { "id": "c", "percent": "30", "on": { "event": "accepted" } },
        { "id": "d", "remainder": true, "on": { "event": "accepted", "plus": { "unit": "month" } } },
    ]);
    let charge = with(once(price), json!({ "billing": { "kind": "milestones", "items": items } }));
    deal(charge, json!({ "quantity": "10" }), more)
}

const EVENTS: [(&str, &str); 3] = [("signed", "2026-01-01"), ("built", "2026-02-01"), ("accepted", "2026-06-01")];

fn events(count: usize) -> Value {
    EVENTS[..count].iter().map(|(name, day)| ((*name).to_owned(), json!(day))).collect::<serde_json::Map<_, _>>().into()
}

/// 1,000.00 become 2,000.00 when 60 percent are billed: the third milestone takes the 600.00 that are missing.
#[test]
fn a_change_order_when_part_is_billed() {
    let order = order(&milestones(per_unit("100"), json!({})));
    let done = entries(&plan(&order, json!({ "events": events(2), "through": "2026-03-01" })));
    assert_eq!(done.len(), 2);
    let twice = amendment("A", "2026-03-01", set(json!({ "quantity": "20" })));
    let amended = amend(&order, &twice, json!({ "billed": done, "events": events(2) }));
    let waits: Vec<(&str, &str)> =
        amended.plan.waiting.iter().map(|own| (own.item.as_deref().unwrap(), &*own.net)).collect();
    assert_eq!(waits, [("c", "1200.00"), ("d", "200.00")]);
    assert_eq!((&*amended.contract.before, &*amended.contract.after), ("1000.00", "2000.00"));
    let all = plan(&amended.order, json!({ "billed": done, "events": events(3), "asOf": "2026-06-01" }));
    assert_eq!(lines(&all), ["2026-06-01 1200.00 milestone", "2026-07-01 200.00 milestone"]);
    // What has been billed since is done, whatever the events say.
    let mut more = done.clone();
    more.push(json!({ "line": "1", "charge": "c", "item": "c", "net": "1200" }));
    assert_eq!(
        lines(&plan(&amended.order, json!({ "billed": more, "events": events(3) }))),
        ["2026-07-01 200.00 milestone"]
    );
    // A fourth of it less than was billed comes off the next.
    let less = amendment("A", "2026-03-01", set(json!({ "quantity": "5" })));
    let amended = amend(&order, &less, json!({ "billed": done, "events": events(2) }));
    let waits: Vec<&str> = amended.plan.waiting.iter().map(|own| &*own.net).collect();
    assert_eq!(waits, ["-150.00", "50.00"], "150 + (300 - 600), and the rest");
}

#[test]
fn a_change_order_that_is_corrected_at_once() {
    let order = order(&milestones(per_unit("100"), policy(json!({ "planCatchUp": "now" }))));
    let done = entries(&plan(&order, json!({ "events": events(2), "through": "2026-03-01" })));
    let twice = amendment("A", "2026-03-01", set(json!({ "quantity": "20" })));
    let amended = amend(&order, &twice, json!({ "billed": done, "events": events(2) }));
    assert_eq!(lines(&amended.plan), ["2026-03-01 600.00 correction"]);
    let mut more = done.clone();
    more.extend(entries(&plan(
        &amended.order,
        json!({ "billed": done, "events": events(2), "through": "2026-03-01" }),
    )));
    let rest = plan(&amended.order, json!({ "billed": more, "events": events(3) }));
    assert_eq!(lines(&rest), ["2026-06-01 600.00 milestone", "2026-07-01 200.00 milestone"]);
}

/// When all was billed, a correction takes the difference; where a milestone was billed before the change was known, the next does.
#[test]
fn a_change_order_when_all_is_billed() {
    let order = order(&milestones(per_unit("100"), json!({})));
    let done = entries(&plan(&order, json!({ "events": events(3) })));
    assert_eq!(done.len(), 4);
    let more = amendment("A", "2026-08-01", set(json!({ "unitPrice": "110" })));
    let amended = amend(&order, &more, json!({ "billed": done, "events": events(3) }));
    assert_eq!(lines(&amended.plan), ["2026-08-01 100.00 correction"]);
    let back =
        with(amendment("B", "2026-05-01", set(json!({ "unitPrice": "110" }))), json!({ "recorded": "2026-06-20" }));
    let amended = amend(&order, &back, json!({ "billed": done[..3], "events": events(3), "asOf": "2026-06-20" }));
    assert_eq!(lines(&amended.plan), ["2026-07-01 200.00 milestone"], "100 more, and 100 that the three lack");
}

/// Other milestones for what is not reached: the two that were billed stay, the new ones share the rest.
#[test]
fn another_plan_when_part_is_billed() {
    let order = order(&milestones(per_unit("100"), json!({})));
    let done = entries(&plan(&order, json!({ "events": events(2), "through": "2026-03-01" })));
    let items = json!([
        { "id": "a", "percent": "30", "on": { "event": "signed" } },
        { "id": "b", "percent": "30", "on": { "event": "built" } },
        { "id": "e", "percent": "20", "on": { "date": "2026-05-01" } },
        { "id": "f", "remainder": true, "on": { "date": "2026-09-01" } },
    ]);
    let own = amendment("A", "2026-03-01", set(json!({ "billing": { "kind": "milestones", "items": items } })));
    let amended = amend(&order, &own, json!({ "billed": done, "events": events(2) }));
    assert_eq!(lines(&amended.plan), ["2026-05-01 200.00 milestone", "2026-09-01 200.00 milestone"]);
    assert_eq!(amended.contract.delta, "0.00");
}

/// Two lines share a plan. A third joins it after the first half was billed, and pays its part of that with the second.
#[test]
fn a_line_joins_a_shared_plan() {
    let shared = with(once(flat("100")), json!({ "billing": { "kind": "plan", "plan": "P" } }));
    let items = json!([
        { "id": "a", "percent": "50", "on": { "date": "2026-01-10" } },
        { "id": "b", "percent": "25", "on": { "date": "2026-04-10" } },
        { "id": "c", "remainder": true, "on": { "date": "2026-07-10" } },
    ]);
    let plans = json!({ "plans": [{ "id": "P", "items": items }] });
    let request = deal_of(&[("a", shared.clone(), json!({})), ("b", shared, json!({}))], plans);
    let (order, done) = sold(&request, "2026-02-01");
    let product = request["lines"][0]["product"].clone();
    let joins = json!([{ "addLine": { "id": "n", "product": product } }]);
    let amended = amend(&order, &amendment("A", "2026-03-01", joins), json!({ "billed": done }));
    assert_eq!(
        lines(&amended.plan),
        [
            "2026-04-10 25.00 milestone",
            "2026-04-10 25.00 milestone",
            "2026-04-10 75.00 milestone",
            "2026-07-10 25.00 milestone",
            "2026-07-10 25.00 milestone",
            "2026-07-10 25.00 milestone",
        ]
    );
    let gone =
        amend(&amended.order, &amendment("B", "2026-05-01", json!([{ "removeLine": "b" }])), json!({ "billed": done }));
    let total: Vec<&str> = gone.plan.invoices.iter().map(|own| &*own.totals.net).collect();
    assert_eq!(total, ["125.00", "50.00"], "b keeps what was reached");
}

/// Twelve months are paid at once, 1,200.00. From July there are twice as many: 184 of 365 days of 1,200.00 are due.
#[test]
fn a_term_that_is_paid_at_once() {
    let charge = with(monthly(per_unit("10")), json!({ "billing": { "kind": "once" } }));
    let (order, done) = sold(&deal(charge, json!({ "quantity": "10" }), json!({})), "2026-01-01");
    let more =
        amend(&order, &amendment("A", "2026-07-01", set(json!({ "quantity": "20" }))), json!({ "billed": done }));
    assert_eq!(
        lines(&more.plan),
        ["2026-07-01 2026-07-01 2026-12-31 -600.00 credit", "2026-07-01 2026-07-01 2026-12-31 1200.00 correction"]
    );
    let less = amend(&order, &amendment("A", "2026-07-01", json!([{ "removeLine": "1" }])), json!({ "billed": done }));
    assert_eq!(lines(&less.plan), ["2026-07-01 2026-07-01 2026-12-31 -600.00 credit"]);
}

/// 31.00 a month, billed up to March, rests from Mar 17 to the end of April. The end stays where it was.
#[test]
fn a_line_that_rests() {
    let (order, done) = sold(&deal(monthly(per_unit("31")), json!({}), json!({ "end": "2026-06-30" })), "2026-03-01");
    let rests = amend(&order, &amendment("A", "2026-03-17", set(json!({ "paused": true }))), json!({ "billed": done }));
    assert_eq!(rests.contract.after, "78.00", "two months and 16 days");
    let again = amend(
        &rests.order,
        &amendment("B", "2026-05-01", set(json!({ "paused": false }))),
        json!({ "billed": done, "asOf": "2026-03-17" }),
    );
    assert_eq!(
        lines(&again.plan),
        [
            "2026-03-17 2026-03-17 2026-03-31 -15.00 credit",
            "2026-04-01 2026-04-01 2026-04-30 0.00 period",
            "2026-05-01 2026-05-01 2026-05-31 31.00 period",
            "2026-06-01 2026-06-01 2026-06-30 31.00 period",
        ]
    );
    assert_eq!(again.contract.after, "140.00", "186 - 15 - 31");
}

/// Nothing that an amendment says may be lost: the day after the last, only an end can be written.
#[test]
fn a_change_after_the_end_is_refused() {
    let order = order(&deal(monthly(per_unit("31")), json!({}), json!({ "end": "2026-03-31" })));
    for change in [json!({ "quantity": "2" }), json!({ "unitPrice": "2" }), json!({ "paused": true })] {
        let problems = try_amend(&order, &amendment("A", "2026-04-01", set(change)), json!({})).unwrap_err();
        assert_eq!(problems.problems[0].code.as_str(), "out_of_range");
        assert_eq!(problems.problems[0].path, "/amendments/0/changes/0/line");
    }
    let longer = amend(&order, &amendment("A", "2026-04-01", set(json!({ "end": "2026-04-30" }))), json!({}));
    assert_eq!(longer.contract.delta, "31.00");
}

/// A discount is changed for what is left: 10 percent, then 20, then none.
#[test]
fn another_discount() {
    let line = json!({ "discounts": [{ "percent": "10" }] });
    let mut order = order(&deal(monthly(per_unit("100")), line, json!({ "end": "2026-03-31" })));
    for (id, day, discounts) in [("A", "2026-02-01", json!([{ "percent": "20" }])), ("B", "2026-03-01", json!([]))] {
        order = amend(&order, &amendment(id, day, set(json!({ "discounts": discounts }))), json!({})).order;
    }
    let nets: Vec<String> = plan(&order, json!({})).invoices.iter().map(|own| own.totals.net.clone()).collect();
    assert_eq!(nets, ["90.00", "80.00", "100.00"]);
}

/// An amendment of which nothing was billed is taken back; what was billed is amended back.
#[test]
fn an_amendment_is_undone() {
    let (order, done) =
        sold(&deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({ "end": "2026-03-31" })), "2026-01-31");
    let more =
        amend(&order, &amendment("A", "2026-02-15", set(json!({ "quantity": "15" }))), json!({ "billed": done }));
    let options = |billed: &[Value]| common::orders::document(&json!({ "billed": billed }));
    let back = prorata::undo(&more.order, "A", &options(&done)).unwrap();
    assert_eq!((&back.order, &*back.contract.delta), (&order, "-75.00"));
    let mut all = done.clone();
    all.extend(entries(&plan(&more.order, json!({ "billed": done, "through": "2026-02-28" }))));
    let problems = prorata::undo(&more.order, "A", &options(&all)).unwrap_err();
    assert_eq!(problems.problems[0].code.as_str(), "unexplained_restatement");
    assert_eq!(prorata::undo(&order, "A", &options(&done)).unwrap_err().problems[0].code.as_str(), "unknown_amendment");
}

/// What did we believe on a day: the amendment of March was recorded in February, the one of February in April.
#[test]
fn earlier_states_stay_readable() {
    let start = order(&deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({})));
    let of = |id: &str, day: &str, recorded: &str, quantity: &str| {
        with(amendment(id, day, set(json!({ "quantity": quantity }))), json!({ "recorded": recorded }))
    };
    let order = amend(&start, &of("A", "2026-03-01", "2026-02-10", "20"), json!({})).order;
    let order = amend(&order, &of("B", "2026-02-01", "2026-04-05", "15"), json!({})).order;
    let on = |on: &str, known: &str| {
        let options = common::orders::document(&json!({ "on": on, "known": known }));
        let state = prorata::order_state(&order, &options).unwrap();
        let last = state.request.lines[0].segments.last();
        let quantity = last.and_then(|own| own.quantity).unwrap_or(state.request.lines[0].quantity);
        (state.amendments.join(","), quantity.to_string(), state.until.0.map(|day| day.to_string()))
    };
    assert_eq!(on("2026-02-15", "2026-01-31"), (String::new(), "10".into(), None));
    assert_eq!(on("2026-02-15", "2026-02-28"), (String::new(), "10".into(), Some("2026-03-01".into())));
    assert_eq!(on("2026-02-15", "2026-04-30"), ("B".into(), "15".into(), Some("2026-03-01".into())));
    assert_eq!(on("2026-05-01", "2026-03-31"), ("A".into(), "20".into(), None));
    assert_eq!(on("2026-05-01", "2026-04-30"), ("B,A".into(), "20".into(), None));
    // The plan as it was known: fifteen in February are not.
    let nets = |known: &str| {
        plan(&order, json!({ "known": known }))
            .invoices
            .iter()
            .take(3)
            .map(|own| own.totals.net.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(nets("2026-03-31"), ["100.00", "100.00", "200.00"]);
    assert_eq!(nets("2026-04-30"), ["100.00", "150.00", "200.00"]);
}

/// The customer begins six weeks later than was quoted: every date moves, and the prices stay.
#[test]
fn an_order_that_begins_later() {
    let request = deal(
        monthly(per_unit("10")),
        json!({ "quantity": "10", "segments": [{ "start": "2026-01-01" }, { "start": "2026-02-01", "quantity": "20" }] }),
        json!({ "end": "2026-03-31" }),
    );
    let later = common::orders::order_of(&request, json!({ "start": "2026-02-01" }));
    assert_eq!(
        lines(&plan(&later, json!({}))),
        [
            "2026-02-01 2026-02-01 2026-02-28 100.00 period",
            "2026-03-01 2026-03-01 2026-03-31 200.00 period",
            "2026-04-01 2026-04-01 2026-04-30 200.00 period",
        ]
    );
    assert_eq!(later.receipt, order(&request).receipt, "the quote's receipt");
    let days = common::orders::order_of(&request, json!({ "start": "2026-01-11" }));
    assert_eq!(lines(&plan(&days, json!({})))[0], "2026-01-11 2026-01-11 2026-02-10 100.00 period");
}

/// What is wrong is said once, whatever the number of versions; a plan does not end before it begins.
#[test]
fn problems_of_an_order_are_said_once() {
    let mut order = order(&deal(monthly(per_unit("31")), json!({}), json!({ "end": "2026-03-31" })));
    for (id, day) in [("A", "2026-02-01"), ("B", "2026-03-01")] {
        order = amend(&order, &amendment(id, day, set(json!({ "quantity": "2" }))), json!({})).order;
    }
    let options = json!({ "from": "2026-03-01", "through": "2026-02-01" });
    let problems = common::orders::try_plan(&order, options).unwrap_err();
    assert_eq!((problems.problems[0].code.as_str(), &*problems.problems[0].path), ("end_before_start", "/through"));
    order.usage = vec![common::orders::document(&json!({ "line": "none", "records": [] }))];
    let problems = common::orders::try_plan(&order, json!({})).unwrap_err();
    assert_eq!((problems.problems.len(), &*problems.problems[0].path), (1, "/usage/0/line"));
}
