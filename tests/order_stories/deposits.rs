//! Deposits of orders: asked for once, settled by what is left to bill, given back where nothing is left.

use super::teller::{deposit_lines, paid, paid_of, quantity, seats, sold, sum, through};
use crate::common::orders::{amend, amendment, cancel, lines, order, plan, try_plan};
use crate::common::table::{deal_of, flat, monthly, per_unit, with};
use crate::common::{billed, minor};
use prorata::order::Order;
use serde_json::{json, Value};

fn on_the_first(more: Value) -> Value {
    json!({ "deposits": [with(json!({ "id": "D", "amount": "300", "on": { "date": "2026-01-01" } }), more)] })
}

/// Ten seats at 10.00 a month through 2026, 300.00 before.
fn down() -> Value {
    with(seats(), on_the_first(json!({})))
}

/// What was billed and what was invoiced of deposits up to a day.
fn state(order: &Order, day: &str) -> Value {
    json!({ "billed": through(order, day), "billedDeposits": paid(order, day) })
}

fn refused(order: &Order, options: Value) -> Vec<String> {
    let problems = try_plan(order, options).expect_err("refused").problems;
    problems.iter().map(|own| format!("{} {}", own.code.as_str(), own.path)).collect()
}

/// 300.00, and of twelve months 25.00 each.
#[test]
fn the_first_invoice() {
    let first = &plan(&order(&down()), json!({})).invoices[0];
    assert_eq!(first.payable, "375.00");
    assert_eq!(
        deposit_lines(&plan(&order(&down()), json!({ "through": "2026-02-01" }))),
        ["2026-01-01 300.00 0.00 deposit", "2026-01-01 -25.00 0.00 settlement", "2026-02-01 -25.00 0.00 settlement"]
    );
}

#[test]
fn where_a_deposit_stands() {
    let order = order(&down());
    let done = state(&order, "2026-01-01");
    let stands = |more: Value| {
        let own = plan(&order, with(done.clone(), more)).deposits.expect("deposits").remove(0);
        [own.net, own.gross, own.settled, own.open].join(" ")
    };
    assert_eq!(stands(json!({ "through": "2026-01-31" })), "300.00 300.00 25.00 275.00");
    assert_eq!(stands(json!({ "through": "2026-03-31" })), "300.00 300.00 75.00 225.00");
    assert_eq!(stands(json!({})), "300.00 300.00 300.00 0.00");
}

/// January's 25.00 stay settled: 275.00 come back, and nothing is left when they have.
#[test]
fn what_comes_back_is_billed_once() {
    let order = order(&down());
    let done = state(&order, "2026-01-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01" }), done.clone());
    assert_eq!(deposit_lines(&gone.plan), ["2026-02-01 -275.00 0.00 deposit"]);
    let own = &gone.plan.deposits.as_ref().expect("deposits")[0];
    assert_eq!([&*own.net, &*own.settled, &*own.open], ["25.00", "25.00", "0.00"]);
    let mut all: Vec<Value> = done["billedDeposits"].as_array().expect("a list").clone();
    all.extend(paid_of(&gone.plan));
    let rest = plan(&gone.order, json!({ "billed": done["billed"], "billedDeposits": all }));
    assert_eq!((rest.invoices.len(), &*rest.deposits.expect("deposits")[0].open), (0, "0.00"));
}

/// Never used: 100.00 of service come back and the 275.00, all that was paid.
#[test]
fn cancelled_on_the_first_day() {
    let order = order(&down());
    let terms = json!({ "id": "C", "on": "2026-01-01", "unused": "refund" });
    let gone = cancel(&order, terms, state(&order, "2026-01-01"));
    assert_eq!((&*gone.plan.totals.net, &*gone.due.refund), ("-375.00", "375.00"));
}

/// The end of January becomes known in March: February and March come back, and what three invoices have not settled.
#[test]
fn nothing_comes_back_before_today() {
    let order = order(&down());
    let options = with(state(&order, "2026-03-01"), json!({ "asOf": "2026-03-10" }));
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01", "recorded": "2026-03-10" }), options);
    assert_eq!(deposit_lines(&gone.plan), ["2026-03-10 -225.00 0.00 deposit"]);
    assert_eq!(gone.plan.totals.net, "-425.00");
}

/// Half the seats from mid-February, which was billed: 25.00 of service come back. February has settled its 25.00; ten months of
/// 50.00 settle 250.00.
#[test]
fn fewer_seats() {
    let order = order(&down());
    let half = amend(&order, &amendment("A", "2026-02-15", quantity("5")), state(&order, "2026-02-01"));
    let nets: Vec<&str> = half.plan.invoices.iter().map(|own| &*own.totals.net).collect();
    assert_eq!(nets, [vec!["-25.00"], vec!["25.00"; 10]].concat());
}

/// One seat from March: ten months of 10.00 settle 100.00 of the 250.00 that are left, and 150.00 come back on the day.
#[test]
fn so_few_seats_that_a_part_comes_back() {
    let order = order(&down());
    let few = amend(&order, &amendment("A", "2026-03-01", quantity("1")), state(&order, "2026-02-01"));
    assert_eq!(deposit_lines(&few.plan)[..2], ["2026-03-01 -150.00 0.00 deposit", "2026-03-01 -10.00 0.00 settlement"]);
    assert_eq!((sum(&few.plan), &*few.plan.totals.net), (10000, "-150.00"));
}

/// Twice the seats in a billed February: its 100.00 more are one of 21 parts of what 250.00 are left for.
#[test]
fn more_seats() {
    let order = order(&down());
    let more = amend(&order, &amendment("A", "2026-02-01", quantity("20")), state(&order, "2026-02-01"));
    let own = deposit_lines(&more.plan);
    assert_eq!(own[..2], ["2026-02-01 -11.90 0.00 settlement", "2026-03-01 -23.81 0.00 settlement"]);
    assert_eq!(more.plan.totals.net, "1850.00", "100.00 and ten months of 200.00, less 250.00");
}

/// A tenth of the quote was 120.00, and is no more when the order grows: eleven months of 200.00 settle 110.00.
#[test]
fn a_percentage_of_what_was_ordered() {
    let part = json!([{ "id": "D", "percent": "10", "on": { "date": "2026-01-01" } }]);
    let order = order(&with(seats(), json!({ "deposits": part })));
    let more = amend(&order, &amendment("A", "2026-02-01", quantity("20")), state(&order, "2026-01-01"));
    let nets: Vec<&str> = more.plan.invoices.iter().map(|own| &*own.totals.net).collect();
    assert_eq!(nets, vec!["190.00"; 11]);
    // Had nothing been invoiced, a tenth of 2,300.00.
    assert_eq!(deposit_lines(&plan(&more.order, json!({})))[0], "2026-01-01 230.00 0.00 deposit");
}

/// The first invoices as far as they reach: 100.00 of 150.00 in January, 50.00 in February.
#[test]
fn settled_by_the_first() {
    let first = on_the_first(json!({ "amount": "150", "settle": "first" }));
    let order = order(&with(seats(), first));
    let rest = plan(&order, state(&order, "2026-01-01"));
    assert_eq!(deposit_lines(&rest), ["2026-02-01 -50.00 0.00 settlement"]);
}

/// The rate rises in February: what comes back has the 19 percent of January's deposit.
#[test]
fn tax_of_a_deposit() {
    let rate = json!({ "code": "vat", "percent": "19", "dated": [{ "from": "2026-02-01", "percent": "21" }] });
    let order = order(&with(down(), json!({ "taxes": [rate] })));
    let done = state(&order, "2026-01-01");
    assert_eq!(
        deposit_lines(&plan(&order, json!({})))[..2],
        ["2026-01-01 300.00 57.00 deposit", "2026-01-01 -25.00 -4.75 settlement"]
    );
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01" }), done.clone());
    assert_eq!(deposit_lines(&gone.plan), ["2026-02-01 -275.00 -52.25 deposit"]);
    // The same of entries that say only nets.
    let bare = json!([{ "deposit": "D", "net": "300" }, { "deposit": "D", "net": "-25" }]);
    let again = cancel(&order, json!({ "id": "C", "on": "2026-02-01" }), with(done, json!({ "billedDeposits": bare })));
    assert_eq!(deposit_lines(&again.plan), ["2026-02-01 -275.00 -52.25 deposit"]);
}

/// 120.00 at 20 percent and 60.00 at 7: where the second line goes, its 55.00 come back, and the first goes on.
#[test]
fn a_deposit_at_two_rates() {
    let rate = |code: &str, charge: Value| with(charge, json!({ "taxCode": code }));
    let request = deal_of(
        &[("a", rate("full", monthly(flat("100"))), json!({})), ("b", rate("low", monthly(flat("50"))), json!({}))],
        with(
            on_the_first(json!({ "amount": "180" })),
            json!({ "taxes": [{ "code": "full", "percent": "20" }, { "code": "low", "percent": "7" }] }),
        ),
    );
    let order = order(&request);
    let done = state(&order, "2026-01-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01", "lines": ["b"] }), done.clone());
    assert_eq!(
        deposit_lines(&gone.plan)[..3],
        ["2026-02-01 -55.00 -3.85 deposit", "2026-02-01 -10.00 -2.00 settlement", "2026-03-01 -10.00 -2.00 settlement"]
    );
    let bare = json!([{ "deposit": "D", "net": "180" }]);
    let told = refused(&order, with(done, json!({ "billedDeposits": bare })));
    assert_eq!(told, ["missing_field /billedDeposits/0/taxCode"]);
}

/// Prices that hold 20 percent: 120.00 a month; of 300.00 and 60.00, 275.00 and 55.00 come back.
#[test]
fn a_deposit_where_prices_hold_the_tax() {
    let held = json!({ "taxes": [{ "code": "vat", "percent": "20" }], "taxMode": "inclusive" });
    let request =
        with(deal_of(&[("1", monthly(per_unit("12")), json!({ "quantity": "10" }))], held), on_the_first(json!({})));
    let order = order(&request);
    let first = plan(&order, json!({ "through": "2026-01-01" }));
    let mut done = billed(&first);
    done[0]["gross"] = json!(first.invoices[0].lines[0].gross);
    let options = json!({ "billed": done, "billedDeposits": paid_of(&first) });
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01" }), options);
    assert_eq!(deposit_lines(&gone.plan), ["2026-02-01 -275.00 -55.00 deposit"]);
    assert_eq!(gone.plan.totals.gross, "-330.00");
}

/// January was billed: with the deposit, or without it? And what did it settle?
#[test]
fn what_has_to_be_said() {
    let (order, done) = sold(&down(), "2026-01-01");
    let told = |deposits: Value| refused(&order, json!({ "billed": done, "billedDeposits": deposits }));
    assert_eq!(told(json!([])), ["missing_field /billedDeposits"]);
    assert_eq!(told(json!([{ "deposit": "D", "net": "300" }])), ["missing_field /billedDeposits"]);
    let settled = json!({ "deposit": "D", "net": "-25" });
    assert_eq!(told(json!([settled])), ["unexplained_restatement /billedDeposits/0"]);
    assert_eq!(told(json!([{ "deposit": "D", "net": "30" }, settled])), ["unexplained_restatement /billedDeposits/0"]);
    let twice = json!([{ "deposit": "D", "net": "300" }, settled, { "deposit": "D", "net": "-280" }]);
    assert_eq!(told(twice), ["unexplained_restatement /billedDeposits/2"]);
    assert_eq!(told(json!([{ "deposit": "E", "net": "300" }])), ["unexplained_restatement /billedDeposits/0/deposit"]);
}

/// Eleven months were billed, and only January's settlement is said: 275.00 are more than December.
#[test]
fn settlements_that_were_forgotten() {
    let (order, done) = sold(&down(), "2026-11-01");
    let some = json!([{ "deposit": "D", "net": "300" }, { "deposit": "D", "net": "-25" }]);
    let told = refused(&order, json!({ "billed": done, "billedDeposits": some }));
    assert_eq!(told, ["unexplained_restatement /billedDeposits/0"]);
}

/// January went out without the deposit: it is asked for today, and eleven months settle it, 27.27 or 27.28 each.
#[test]
fn a_deposit_that_was_not_invoiced() {
    let (order, done) = sold(&down(), "2026-01-01");
    let options = json!({ "billed": done, "billedDeposits": [{ "deposit": "D", "net": "0" }], "asOf": "2026-01-20" });
    let rest = plan(&order, options);
    assert_eq!(deposit_lines(&rest)[..2], ["2026-01-20 300.00 0.00 deposit", "2026-02-01 -27.27 0.00 settlement"]);
    assert_eq!(rest.totals.net, "1100.00");
}

/// A deposit on an event waits, whatever was billed; when it happens it is asked for. Other events are errors.
#[test]
fn a_deposit_on_an_event() {
    let order = order(&with(seats(), on_the_first(json!({ "on": { "event": "signed" } }))));
    let done = json!({ "billed": billed(&plan(&order, json!({ "through": "2026-01-01" }))), "asOf": "2026-01-20" });
    assert_eq!(plan(&order, done.clone()).totals.net, "1100.00");
    let dated = plan(&order, with(done.clone(), json!({ "events": { "signed": "2026-01-25" } })));
    assert_eq!(deposit_lines(&dated)[0], "2026-01-25 300.00 0.00 deposit");
    let told = refused(&order, with(done, json!({ "events": { "sinned": "2026-01-25" } })));
    assert_eq!(told, ["unknown_event /events/sinned"]);
}

/// The order ends before its deposit was invoiced: what January comes to is all that it may ask for.
#[test]
fn a_deposit_of_more_than_is_left() {
    let order = order(&down());
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01" }), json!({}));
    assert_eq!(deposit_lines(&gone.plan), ["2026-01-01 100.00 0.00 deposit", "2026-01-01 -100.00 0.00 settlement"]);
    assert_eq!(lines(&gone.plan), ["2026-01-01 2026-01-01 2026-01-31 100.00 period"]);
}

/// Whatever happens to an order that is billed month by month, the lines of its deposit come to nothing in the end, net and tax, and
/// what was paid is the service.
#[test]
fn all_lines_of_a_deposit_come_to_nothing() {
    let tax = json!({ "taxes": [{ "code": "vat", "percent": "19" }] });
    for settle in ["proportional", "first"] {
        for (months, seats) in [(3, "4"), (2, "17"), (6, "1"), (11, "0")] {
            let deposit = on_the_first(json!({ "amount": "777.77", "settle": settle }));
            let mut order = order(&with(down(), with(deposit, tax.clone())));
            let (mut done, mut deposits, mut paid) = (Vec::new(), Vec::new(), 0);
            for month in 1..=13 {
                let day = if month > 12 { "2027-01-01".to_owned() } else { format!("2026-{month:02}-01") };
                let options = json!({ "billed": done, "billedDeposits": deposits, "asOf": day });
                if month == months + 1 {
                    order = amend(&order, &amendment("A", &day, quantity(seats)), options.clone()).order;
                    let back = amendment("B", &format!("2026-{months:02}-20"), quantity(seats));
                    order = amend(&order, &back, with(options.clone(), json!({ "asOf": day }))).order;
                }
                let now = plan(&order, with(options, json!({ "through": day })));
                done.extend(billed(&now));
                deposits.extend(paid_of(&now));
                paid += now.invoices.iter().map(|own| minor(&own.payable)).sum::<i128>();
            }
            let sum = |key: &str| deposits.iter().map(|own| minor(own[key].as_str().expect("text"))).sum::<i128>();
            assert_eq!((sum("net"), sum("tax")), (0, 0), "{settle} {months} {seats} {deposits:?}");
            let rest = plan(&order, json!({ "billed": done, "billedDeposits": deposits, "asOf": "2027-01-01" }));
            assert_eq!((rest.invoices.len(), &*rest.deposits.expect("deposits")[0].open), (0, "0.00"));
            let service: i128 = done.iter().map(|own| minor(own["net"].as_str().expect("text"))).sum();
            assert!((paid - (service * 119 + 50) / 100).abs() <= 12, "{paid} for {service} and their tax");
        }
    }
}
