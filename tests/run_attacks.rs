//! Attacks on bill runs, posting and notes: odd requests, extremes, documents of others, and what is rare but legal. No verb may
//! panic, answer with a wrong sum, or change half of what it was given.

mod common;

mod run_attacks {
    use crate::common::cents as minor;
    use crate::common::table::{deal, with};
    use prorata::invoice::Invoice;
    use prorata::problem::Problems;
    use serde_json::{json, Value};

    mod rare;
    mod refused;

    fn taxed(deal: Value) -> Value {
        with(deal, json!({ "taxes": [{ "code": "S", "percent": "20" }], "account": { "id": "acme" } }))
    }

    fn quarter(charge: Value) -> Value {
        taxed(deal(charge, json!({}), json!({ "end": "2026-03-31" })))
    }

    /// Code and path of the first problem.
    fn told<T>(answer: Result<T, Problems>) -> (String, String) {
        let Err(problems) = answer else { panic!("accepted") };
        let first = &problems.problems[0];
        assert!(!first.message.is_empty() && !first.hint.is_empty(), "{first:?}");
        (first.code.as_str().to_owned(), first.path.clone())
    }

    fn is(code: &str, path: &str) -> (String, String) {
        (code.to_owned(), path.to_owned())
    }

    /// Lines and deposits come to the sums, taxes too, and what is payable follows.
    fn adds_up(own: &Invoice) {
        let text = |own: &Option<String>| own.as_deref().map_or(0, minor);
        let nets: i128 = own
            .lines
            .iter()
            .map(|line| &line.net)
            .chain(own.deposits.iter().map(|own| &own.net))
            .map(|own| minor(own))
            .sum();
        let taxes: i128 = own
            .lines
            .iter()
            .map(|line| &line.tax)
            .chain(own.deposits.iter().map(|own| &own.tax))
            .map(|own| minor(own))
            .sum();
        assert_eq!(nets, minor(&own.totals.net), "{own:?}");
        assert_eq!(taxes, minor(&own.totals.tax), "{own:?}");
        assert_eq!(own.taxes.iter().map(|own| minor(&own.tax)).sum::<i128>(), taxes, "{own:?}");
        assert_eq!(nets + taxes, minor(&own.totals.gross));
        let payable = nets + taxes - text(&own.retained) + text(&own.released) + text(&own.rounding);
        assert_eq!(payable, minor(&own.payable), "{own:?}");
        assert_eq!(payable - text(&own.credit_used) + text(&own.credit_made), minor(&own.amount_due), "{own:?}");
    }
}
