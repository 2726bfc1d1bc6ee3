//! Several amendments, lines that come and go, what is sold once, what is used.

use super::teller::{due, every, policy, quantity, seats, set, sold, sum, through};
use crate::common::billed;
use crate::common::orders::{amend, amendment, cancel, lines, order, plan, try_amend};
use crate::common::table::{deal, deal_of, flat, monthly, once, per_unit, usage, with, yearly};
use serde_json::json;

/// The later amendment became known first and was billed. Then 15 seats from Feb 15: half of February's 50.00 more, and 10/31 of
/// 150.00 instead of 100.00 in March (48.39 and 32.26). From Mar 11 it is 20 seats whatever came before.
#[test]
fn an_earlier_amendment_arrives_later() {
    let (order, mut done) = sold(&seats(), "2026-03-01");
    let march = amend(&order, &amendment("A", "2026-03-11", quantity("20")), json!({ "billed": done }));
    // 32.26 stay, 21/31 of 200.00 are 135.48.
    assert_eq!(due(&march.plan, "2026-03-11"), 3226 - 10000 + 13548);
    done.extend(billed(&plan(&march.order, json!({ "billed": done, "through": "2026-03-11", "asOf": "2026-03-11" }))));
    let own = with(amendment("B", "2026-02-15", quantity("15")), json!({ "recorded": "2026-03-20" }));
    let february = amend(&march.order, &own, json!({ "billed": done, "asOf": "2026-03-20" }));
    assert_eq!(due(&february.plan, "2026-03-31"), 2500 + 4839 - 3226);
    assert_eq!(due(&february.plan, "2026-04-01"), 2500 + 4839 - 3226 + 20000);
    done.extend(billed(&plan(
        &february.order,
        json!({ "billed": done, "through": "2026-03-20", "asOf": "2026-03-20" }),
    )));
    let rest = plan(&february.order, json!({ "billed": done, "through": "2026-03-31", "asOf": "2026-03-20" }));
    assert_eq!(lines(&rest), Vec::<String>::new());
}

/// 20 seats from Mar 18, billed up to Apr 1: 100.00, 100.00, 54.84 and 90.32, 200.00. Then two older changes become known: half
/// price from Jan 15, and the end on Mar 6. 45.16 and 27.42, 50.00, 9.68 stay.
#[test]
fn two_older_changes_after_a_bill_run() {
    let order = order(&seats());
    let more = amend(&order, &amendment("A", "2026-03-18", quantity("20")), json!({})).order;
    let done = through(&more, "2026-04-01");
    let half = amendment("B", "2026-01-15", set(json!({ "discounts": [{ "percent": "50" }] })));
    let half = amend(&more, &half, json!({ "billed": done })).order;
    let ended =
        amend(&half, &amendment("C", "2026-02-10", set(json!({ "end": "2026-03-06" }))), json!({ "billed": done }));
    assert_eq!(ended.contract.after, "132.26");
    assert_eq!(sum(&ended.plan), 13226 - 54516);
}

/// February was invoiced in two parts, as after an earlier change; another change gives back both.
#[test]
fn a_month_that_was_billed_in_two_parts() {
    let (order, mut done) = sold(&seats(), "2026-01-01");
    let first = amend(&order, &amendment("A", "2026-02-08", quantity("20")), json!({ "billed": done })).order;
    done.extend(billed(&plan(&first, json!({ "billed": done, "from": "2026-02-01", "through": "2026-02-28" }))));
    assert_eq!(done.len(), 3);
    // 25.00 and 150.00 were billed; from Feb 4 on it is 12 seats up to Feb 7: 4 days of 20.00 more.
    let second = amend(&first, &amendment("B", "2026-02-04", quantity("12")), json!({ "billed": done }));
    // 4/28 of 120.00 instead of 100.00 is 2.86 (17.14 and 14.29: 2.85 as parts).
    let difference = due(&second.plan, "2026-02-28");
    assert!([285, 286].contains(&difference), "{difference}");
}

/// No seats for a week of a billed February: a quarter stays, a half is due again.
#[test]
fn a_pause_of_a_week() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let none = amend(&order, &amendment("A", "2026-02-08", quantity("0")), json!({ "billed": done }));
    assert_eq!(due(&none.plan, "2026-02-08"), -7500);
    assert_eq!(sum(&none.plan), -7500);
    let back = amend(&none.order, &amendment("B", "2026-02-15", quantity("10")), json!({ "billed": done }));
    assert_eq!(due(&back.plan, "2026-02-28"), -2500);
    assert_eq!(due(&back.plan, "2026-03-01"), 7500);
    assert_eq!(back.contract.after, "1175.00");
}

/// After the cancellation there is nothing to amend; before it there is, and the cancellation holds.
#[test]
fn an_amendment_after_and_before_a_cancellation() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done })).order;
    assert!(try_amend(&gone, &amendment("A", "2026-02-20", quantity("20")), json!({ "billed": done })).is_err());
    let before = amend(&gone, &amendment("A", "2026-02-08", quantity("20")), json!({ "billed": done }));
    // 7/28 of 100.00 and 7/28 of 200.00 instead of 100.00.
    assert_eq!(sum(&before.plan), 2500 + 5000 - 10000);
}

/// The same product out and in again, on bill day 1: half of February back, half of it due, then months as before.
#[test]
fn a_line_is_swapped_for_itself() {
    let charge = every(1, "month", "100", json!({ "billDay": 1 }));
    let (order, done) = sold(&deal(charge, json!({}), json!({})), "2026-02-01");
    let swap = json!([{ "removeLine": "1" }, { "addLine": { "id": "2", "product": "p" } }]);
    let amended = amend(&order, &amendment("A", "2026-02-15", swap), json!({ "billed": done }));
    assert_eq!(
        lines(&amended.plan)[..3],
        [
            "2026-02-15 2026-02-15 2026-02-28 -50.00 credit",
            "2026-02-15 2026-02-15 2026-02-28 50.00 firstStub",
            "2026-03-01 2026-03-01 2026-03-31 100.00 period",
        ]
    );
}

/// A line of its own from Apr 15 ends with the order: 261 of 365 days of 1,200.00.
#[test]
fn an_added_line_ends_with_the_order() {
    let request = deal(yearly(flat("1200")), json!({}), json!({}));
    let (order, done) = sold(&request, "2026-01-01");
    let more = json!([{ "addLine": { "id": "2", "product": "p" } }]);
    let amended = amend(&order, &amendment("A", "2026-04-15", more), json!({ "billed": done }));
    assert_eq!(lines(&amended.plan), ["2026-04-15 2026-04-15 2026-12-31 858.08 firstStub"]);
}

/// A line that begins later than the amendment that adds it, and one with a term of its own.
#[test]
fn added_lines_with_days_of_their_own() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let more = json!([
        { "addLine": { "id": "2", "product": "p", "quantity": "1", "start": "2026-03-01" } },
        { "addLine": { "id": "3", "product": "p", "quantity": "2", "term": { "unit": "month", "count": 3 } } },
    ]);
    let amended = amend(&order, &amendment("A", "2026-02-10", more), json!({ "billed": done }));
    assert_eq!(amended.contract.delta, "160.00", "ten months of 10.00, three of 20.00");
}

/// A line that is added for February on, as is known on Apr 20: three months are due on that day.
#[test]
fn a_line_added_in_the_past() {
    let (order, done) = sold(&seats(), "2026-04-01");
    let line = json!([{ "addLine": { "id": "2", "product": "p" } }]);
    let own = with(amendment("A", "2026-02-01", line), json!({ "recorded": "2026-04-20" }));
    let amended = amend(&order, &own, json!({ "billed": done, "asOf": "2026-04-20" }));
    assert_eq!(amended.plan.invoices[0].date.to_string(), "2026-04-20");
    assert_eq!(amended.plan.invoices[0].totals.net, "30.00");
}

/// Units of a thing that is sold once and billed, and three more of them in March: 3 x 50.00 are due then.
#[test]
fn more_of_what_is_sold_once() {
    let request = deal(once(per_unit("50")), json!({ "quantity": "10" }), json!({}));
    let (order, done) = sold(&request, "2026-01-01");
    let more = json!([{ "line": "1", "add": { "quantity": "3" } }]);
    let amended = amend(&order, &amendment("A", "2026-03-10", more), json!({ "billed": done }));
    assert_eq!((sum(&amended.plan), &*amended.contract.delta), (15000, "150.00"));
}

/// What was sold once and billed stays when the line is removed later, and comes back when it is removed on its first day.
#[test]
fn what_is_sold_once_is_cancelled() {
    let request = deal(once(per_unit("50")), json!({ "quantity": "10" }), json!({}));
    let (order, done) = sold(&request, "2026-01-01");
    let on = |day: &str| sum(&cancel(&order, json!({ "id": "C", "on": day }), json!({ "billed": done })).plan);
    assert_eq!(on("2026-03-10"), 0);
    assert_eq!(on("2026-01-01"), -50000);
}

/// Cancelled in March: what was reached of an invoice plan stays, the rest is dropped.
#[test]
fn milestones_that_are_not_reached_are_dropped() {
    let items = json!([
        { "id": "a", "percent": "50", "on": { "date": "2026-01-10" } },
        { "id": "b", "remainder": true, "on": { "date": "2026-06-10" } },
    ]);
    let charge = with(once(flat("1000")), json!({ "billing": { "kind": "milestones", "items": items } }));
    let (order, done) = sold(&deal(charge, json!({}), json!({})), "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-03-01" }), json!({ "billed": done }));
    assert_eq!((lines(&gone.plan).len(), &*gone.contract.after), (0, "500.00"));
}

/// Half the price of milestones is billed on the first day; on the same day it becomes twice as many.
#[test]
fn milestones_that_are_amended_on_their_first_day() {
    let items = json!([
        { "id": "a", "percent": "50", "on": { "date": "2026-01-01" } },
        { "id": "b", "remainder": true, "on": { "date": "2026-06-10" } },
    ]);
    let charge = with(once(per_unit("100")), json!({ "billing": { "kind": "milestones", "items": items } }));
    let (order, done) = sold(&deal(charge, json!({ "quantity": "10" }), json!({})), "2026-01-01");
    let amended = amend(&order, &amendment("A", "2026-01-01", quantity("20")), json!({ "billed": done }));
    assert_eq!((due(&amended.plan, "2026-01-31"), sum(&amended.plan)), (0, 150000), "the next item takes it");
    let now = with(
        deal(
            with(
                once(per_unit("100")),
                json!({ "billing": { "kind": "milestones", "items": [
        { "id": "a", "percent": "50", "on": { "date": "2026-01-01" } },
        { "id": "b", "remainder": true, "on": { "date": "2026-06-10" } },
    ] } }),
            ),
            json!({ "quantity": "10" }),
            json!({}),
        ),
        policy(json!({ "planCatchUp": "now" })),
    );
    let (order, done) = sold(&now, "2026-01-01");
    let amended = amend(&order, &amendment("A", "2026-01-01", quantity("20")), json!({ "billed": done }));
    assert_eq!((due(&amended.plan, "2026-01-31"), sum(&amended.plan)), (50000, 150000), "a correction takes it");
}

/// What was used until the cancellation is billed.
#[test]
fn usage_until_a_cancellation() {
    let records = json!([
        { "charge": "c", "date": "2026-02-03", "quantity": "40" },
        { "charge": "c", "date": "2026-02-20", "quantity": "60" },
    ]);
    let request = deal(usage(per_unit("2")), json!({ "usage": records }), json!({}));
    let gone = cancel(&order(&request), json!({ "id": "C", "on": "2026-02-10" }), json!({}));
    assert_eq!(sum(&gone.plan), 8000);
}

/// February was billed for 40 units at 2.00; five more of Feb 25 arrive in March.
#[test]
fn late_usage() {
    let record = |date: &str, count: &str| json!({ "charge": "c", "date": date, "quantity": count });
    let request = deal(usage(per_unit("2")), json!({ "usage": [record("2026-02-03", "40")] }), json!({}));
    let (order, done) = sold(&request, "2026-03-01");
    let mut later = order.clone();
    let own = json!({ "line": "1", "records": [record("2026-02-25", "5")] });
    later.usage.push(prorata::document::read(crate::common::node(&own)).expect("usage"));
    let late = plan(&later, json!({ "billed": done, "asOf": "2026-03-10" }));
    assert_eq!(sum(&late), 1000);
}

/// A commitment of 100.00 a month over usage of 60.00 in January: cancelled on Feb 15, half of February's is due.
#[test]
fn a_commitment_is_cancelled() {
    let used = json!({ "usage": [{ "charge": "c", "date": "2026-01-10", "quantity": "30" }] });
    let least = monthly(json!({ "model": "commitment", "minimum": "100", "of": { "lines": ["a"] } }));
    let request =
        deal_of(&[("a", usage(per_unit("2")), used), ("b", least, json!({}))], json!({ "end": "2026-03-31" }));
    let (order, done) = sold(&request, "2026-02-01");
    let billed_so_far: Vec<&str> = done.iter().map(|own| own["net"].as_str().expect("a net")).collect();
    assert_eq!(billed_so_far, ["60.00", "40.00"]);
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    assert_eq!(sum(&gone.plan), 5000);
}

/// February was billed at 8.00 a seat, as the order will say: the amendment explains it, and nothing comes back.
#[test]
fn an_amendment_that_explains_what_was_billed() {
    let (order, mut done) = sold(&seats(), "2026-02-01");
    done[1]["net"] = json!("80.00");
    let amended =
        amend(&order, &amendment("A", "2026-02-01", set(json!({ "unitPrice": "8" }))), json!({ "billed": done }));
    assert_eq!(sum(&amended.plan), 10 * 8000);
}
