//! Charts of accounts that come with the engine: data to start from and to edit. A company's accountant has the last word.

use super::accounts::Role;
use crate::document::{document, result, short};
use crate::problem::{At, Code, Problems, Result};

/// A chart: role, account, name.
pub(super) struct Known {
    pub id: &'static str,
    pub name: &'static str,
    accounts: &'static [(Role, &'static str, &'static str)],
}

impl Known {
    pub fn account(&self, role: Role) -> Option<&'static str> {
        self.accounts.iter().find(|(own, _, _)| *own == role).map(|(_, account, _)| *account)
    }
}

pub(super) fn find(id: &str) -> Option<&'static Known> {
    CHARTS.iter().find(|chart| chart.id == id)
}

use Role::*;

/// Every chart.
pub(super) const CHARTS: [Known; 4] = [
    // Plan comptable général: 418 is what is delivered and not invoiced, 487 what is invoiced and not delivered.
    Known {
        id: "fr-pcg",
        name: "Plan comptable général (France)",
        accounts: &[
            (Receivable, "411000", "Clients"),
            (Retainage, "411700", "Clients - retenues de garantie"),
            (Unbilled, "418100", "Clients - factures à établir"),
            (Bank, "512000", "Banques"),
            (DeferredRevenue, "487000", "Produits constatés d'avance"),
            (Deposits, "419100", "Clients - avances et acomptes reçus sur commandes"),
            (CustomerCredit, "419700", "Clients - autres avoirs"),
            (Tax, "445710", "TVA collectée"),
            (Revenue, "706000", "Prestations de services"),
            (RoundingGain, "758000", "Produits divers de gestion courante"),
            (RoundingLoss, "658000", "Charges diverses de gestion courante"),
            (WriteOff, "654000", "Pertes sur créances irrécouvrables"),
        ],
    },
    // Standardkontenrahmen 03. Rates have accounts of their own (1776 and 8400 for 19 %, 1771 and 8300 for 7 %): write rules.
    Known {
        id: "de-skr03",
        name: "SKR 03 (Germany)",
        accounts: &[
            (Receivable, "1400", "Forderungen aus Lieferungen und Leistungen"),
            (Retainage, "1415", "Forderungen aus Lieferungen und Leistungen - Restlaufzeit größer 1 Jahr"),
            (Unbilled, "1500", "Sonstige Vermögensgegenstände"),
            (Bank, "1200", "Bank"),
            (DeferredRevenue, "0990", "Passive Rechnungsabgrenzung"),
            (Deposits, "1710", "Erhaltene Anzahlungen auf Bestellungen"),
            (CustomerCredit, "1700", "Sonstige Verbindlichkeiten"),
            (Tax, "1770", "Umsatzsteuer"),
            (Revenue, "8200", "Erlöse"),
            (RoundingGain, "2700", "Sonstige Erträge"),
            (RoundingLoss, "2300", "Sonstige Aufwendungen"),
            (WriteOff, "2400", "Forderungsverluste"),
        ],
    },
    // Standardkontenrahmen 04. Rates have accounts of their own (3806 and 4400 for 19 %, 3801 and 4300 for 7 %): write rules.
    Known {
        id: "de-skr04",
        name: "SKR 04 (Germany)",
        accounts: &[
            (Receivable, "1200", "Forderungen aus Lieferungen und Leistungen"),
            (Retainage, "1215", "Forderungen aus Lieferungen und Leistungen - Restlaufzeit größer 1 Jahr"),
            (Unbilled, "1300", "Sonstige Vermögensgegenstände"),
            (Bank, "1800", "Bank"),
            (DeferredRevenue, "3900", "Passive Rechnungsabgrenzung"),
            (Deposits, "3250", "Erhaltene Anzahlungen auf Bestellungen"),
            (CustomerCredit, "3500", "Sonstige Verbindlichkeiten"),
            (Tax, "3800", "Umsatzsteuer"),
            (Revenue, "4200", "Erlöse"),
            (RoundingGain, "4830", "Sonstige betriebliche Erträge"),
            (RoundingLoss, "6300", "Sonstige betriebliche Aufwendungen"),
            (WriteOff, "6930", "Forderungsverluste"),
        ],
    },
    // No chart is prescribed in the United States; the numbers are a common layout.
    Known {
        id: "us",
        name: "United States, a common layout",
        accounts: &[
            (Receivable, "1200", "Accounts receivable"),
            (Retainage, "1210", "Retainage receivable"),
            (Unbilled, "1250", "Unbilled receivable (contract assets)"),
            (Bank, "1000", "Cash"),
            (DeferredRevenue, "2400", "Deferred revenue (contract liabilities)"),
            (Deposits, "2410", "Customer deposits"),
            (CustomerCredit, "2420", "Customer credits"),
            (Tax, "2200", "Sales tax payable"),
            (Revenue, "4000", "Revenue"),
            (RoundingGain, "4900", "Rounding gains"),
            (RoundingLoss, "6900", "Rounding losses"),
            (WriteOff, "6500", "Bad debt expense"),
        ],
    },
];

document! {
    /// Which chart to show.
    pub struct ChartRequest {
        /// Its id: `fr-pcg`, `de-skr03`, `de-skr04`, `us`.
        pub chart: String,
    }
}

result! {
    /// A chart of accounts, to read and to edit into `accounts` of `journal` and `recognise`.
    pub struct Chart {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String,
        /// By role.
        pub accounts: Vec<ChartAccount>,
    }
}

result! {
    /// An account of a chart.
    pub struct ChartAccount {
        /// What it is for.
        pub role: Role,
        /// The account.
        pub account: String,
        /// Its name, in the language of the chart.
        pub name: String,
    }
}

/// A chart of accounts that comes with the engine.
///
/// # Errors
/// `unknown_value`.
pub fn chart(request: &ChartRequest) -> Result<Chart> {
    let known = find(&request.chart).ok_or_else(|| {
        let message = format!("There is no chart \"{}\".", short(&request.chart));
        let ids: Vec<&str> = CHARTS.iter().map(|chart| chart.id).collect();
        Problems::one(Code::UnknownValue, &At::Root.key("chart"), message, format!("Known: {}.", ids.join(", ")))
    })?;
    let row = |(role, account, name): &(Role, &str, &str)| ChartAccount {
        role: *role,
        account: (*account).to_owned(),
        name: (*name).to_owned(),
    };
    Ok(Chart { id: known.id.into(), name: known.name.into(), accounts: known.accounts.iter().map(row).collect() })
}
