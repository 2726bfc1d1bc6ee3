//! Which account a posting goes to: a chart's account by role, and rules over it.

use super::charts;
use crate::document::{document, short, words, Map};
use crate::problem::{At, Check, Code, Problems, Result};

words! {
    /// What an account is for.
    #[derive(PartialOrd, Ord)]
    pub enum Role {
        /// What customers owe.
        Receivable = "receivable",
        /// What retainage withholds, owed later.
        Retainage = "retainage",
        /// What is delivered and not invoiced: the contract asset.
        Unbilled = "unbilled",
        /// Where payments arrive.
        Bank = "bank",
        /// What is invoiced and not delivered: the contract liability.
        DeferredRevenue = "deferredRevenue",
        /// Deposits invoiced before anything is delivered.
        Deposits = "deposits",
        /// What the customer has as credit.
        CustomerCredit = "customerCredit",
        /// Tax to be paid to the state.
        Tax = "tax",
        /// Revenue.
        Revenue = "revenue",
        /// What cash rounding adds.
        RoundingGain = "roundingGain",
        /// What cash rounding takes.
        RoundingLoss = "roundingLoss",
        /// What will not be paid.
        WriteOff = "writeOff",
    }
}

document! {
    /// A chart of accounts, and what differs from it. A posting goes to the first of `rules` that fits it, else to the role's account
    /// in `roles`, else to that of the `chart`; where there is none, that is an error.
    #[derive(Default)]
    pub struct Accounts {
        /// A chart that comes with the engine: `fr-pcg`, `de-skr03`, `de-skr04`, `us`. Default: none.
        pub chart: Option<String>,
        /// Accounts by role.
        #[cfg_attr(test, ts(optional, type = "Record<string, string>"))]
        pub roles: Map<String>,
        /// Accounts by role and what is posted; the first that fits wins.
        pub rules: Vec<AccountRule> = Default::default(),
        /// What entries carry beside amounts: cost centre, project. Rules that fit add up; a later one overrules an earlier.
        pub dimensions: Vec<DimensionRule> = Default::default(),
    }
}

document! {
    /// An account for postings of a role: all fields that are written must fit.
    pub struct AccountRule {
        /// The role.
        pub role: Role,
        /// The order's id.
        pub order: Option<String>,
        /// The order line's id.
        pub line: Option<String>,
        /// The product's id, where it is known.
        pub product: Option<String>,
        /// The charge's id.
        pub charge: Option<String>,
        /// The tax code.
        pub tax_code: Option<String>,
        /// The part of the tax.
        pub tax_part: Option<String>,
        /// The customer's id.
        pub customer: Option<String>,
        /// The account.
        pub account: String,
    }
}

document! {
    /// Dimensions of postings: all fields that are written must fit.
    pub struct DimensionRule {
        /// The role.
        pub role: Option<Role>,
        /// The order's id.
        pub order: Option<String>,
        /// The order line's id.
        pub line: Option<String>,
        /// The product's id, where it is known.
        pub product: Option<String>,
        /// The charge's id.
        pub charge: Option<String>,
        /// The customer's id.
        pub customer: Option<String>,
        /// What such postings carry.
        #[cfg_attr(test, ts(type = "Record<string, string>"))]
        pub values: Map<String>,
    }
}

/// What is posted, as rules see it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Posted<'a> {
    pub order: Option<&'a str>,
    pub line: Option<&'a str>,
    pub product: Option<&'a str>,
    pub charge: Option<&'a str>,
    pub tax_code: Option<&'a str>,
    pub tax_part: Option<&'a str>,
    pub customer: Option<&'a str>,
}

/// Whether a field of a rule fits: it is not written, or it is the posting's.
fn fits(rule: &Option<String>, posted: Option<&str>) -> bool {
    rule.as_deref().is_none_or(|rule| posted == Some(rule))
}

impl AccountRule {
    fn fits(&self, role: Role, posted: &Posted) -> bool {
        self.role == role
            && fits(&self.order, posted.order)
            && fits(&self.line, posted.line)
            && fits(&self.product, posted.product)
            && fits(&self.charge, posted.charge)
            && fits(&self.tax_code, posted.tax_code)
            && fits(&self.tax_part, posted.tax_part)
            && fits(&self.customer, posted.customer)
    }
}

impl DimensionRule {
    fn fits(&self, role: Role, posted: &Posted) -> bool {
        self.role.is_none_or(|own| own == role)
            && fits(&self.order, posted.order)
            && fits(&self.line, posted.line)
            && fits(&self.product, posted.product)
            && fits(&self.charge, posted.charge)
            && fits(&self.customer, posted.customer)
    }
}

impl Accounts {
    /// Notes a chart or a role that does not exist, and accounts without a name.
    pub(super) fn check(&self, at: &At, check: &mut Check) {
        if let Some(id) = &self.chart {
            if charts::find(id).is_none() {
                let message = format!("There is no chart \"{}\".", short(id));
                let known: Vec<&str> = charts::CHARTS.iter().map(|chart| chart.id).collect();
                let hint = format!("Known: {}. Or leave it out and write `roles`.", known.join(", "));
                check.note(Code::UnknownValue, &at.key("chart"), message, hint);
            }
        }
        let roles = at.key("roles");
        for (role, account) in &self.roles.0 {
            if Role::named(role).is_none() {
                let message = format!("There is no role \"{}\".", short(role));
                let known: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
                check.note(Code::UnknownValue, &roles.key(role), message, format!("Known: {}.", known.join(", ")));
            }
            named(account, &roles.key(role), check);
        }
        let rules = at.key("rules");
        for (i, rule) in self.rules.iter().enumerate() {
            named(&rule.account, &rules.index(i).key("account"), check);
        }
    }

    /// The account of a posting.
    ///
    /// # Errors
    /// `unknown_account`; never a default.
    pub(super) fn account(&self, role: Role, posted: &Posted, at: &At) -> Result<String> {
        let rule = self.rules.iter().find(|rule| rule.fits(role, posted)).map(|rule| rule.account.clone());
        let own = rule.or_else(|| self.roles.get(role.as_str()).cloned());
        let chart = || charts::find(self.chart.as_deref()?)?.account(role).map(str::to_owned);
        own.or_else(chart).ok_or_else(|| {
            let of = posted.tax_code.filter(|_| role == Role::Tax);
            let of = of.map_or_else(String::new, |code| format!(" of the tax code \"{}\"", short(code)));
            let message = format!("There is no account for the role `{}`{of}.", role.as_str());
            let hint = "Write it in the accounts' `roles` or `rules`, or name a `chart` that has it.";
            Problems::one(Code::UnknownAccount, at, message, hint)
        })
    }

    /// The dimensions of a posting, by name.
    pub(super) fn dimensions(&self, role: Role, posted: &Posted) -> Map<String> {
        let mut all: Vec<(String, String)> = Vec::new();
        for (name, value) in self.dimensions.iter().filter(|rule| rule.fits(role, posted)).flat_map(|own| &own.values.0)
        {
            match all.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => known.clone_from(value),
                None => all.push((name.clone(), value.clone())),
            }
        }
        all.sort();
        Map(all)
    }
}

fn named(account: &str, at: &At, check: &mut Check) {
    if account.trim().is_empty() {
        check.note(Code::BadId, at, "An account without a name.", "Write the account as the ledger knows it.");
    }
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 12] = [
        Role::Receivable,
        Role::Retainage,
        Role::Unbilled,
        Role::Bank,
        Role::DeferredRevenue,
        Role::Deposits,
        Role::CustomerCredit,
        Role::Tax,
        Role::Revenue,
        Role::RoundingGain,
        Role::RoundingLoss,
        Role::WriteOff,
    ];

    fn named(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == text)
    }
}
