//! What a request writes about taxes: codes with a percentage or parts, both by date, and who is exempt.

use crate::calendar::Date;
use crate::document::{document, words};
use crate::money::Dec;
use crate::problem::{At, Check, Code};

/// At most this many parts of one code.
const MAX_PARTS: usize = 20;
/// At most this many dated percentages of one code or part.
const MAX_DATED: usize = 200;

document! {
    /// A tax that charges name by its code. Exactly one of `percent` and `parts`.
    pub struct TaxRate {
        /// What charges name, for example `"FR-20"`.
        pub code: String,
        /// In percent: `"20"` is 20 percent. 0 to 100.
        pub percent: Option<Dec>,
        /// Several taxes under one code, in their order: GST 5 and QST 9.975 are two parts on one base. At most 20.
        pub parts: Vec<TaxPart> = Default::default(),
        /// Other percentages from a date on, in order of their dates; before the first, `percent` holds. Which day of an
        /// invoice decides is the policy's `taxPoint`. At most 200.
        pub dated: Vec<DatedPercent> = Default::default(),
        /// The category of EN 16931. Default `"S"`, or `"Z"` where nothing is charged.
        pub category: Option<Category>,
        /// Why no tax is charged; needed for the categories `E`, `AE`, `K`, `G` and `O`.
        pub reason: Option<String>,
        /// What documents print.
        pub name: Option<String>,
    }
}

document! {
    /// One of several taxes under one code.
    pub struct TaxPart {
        /// What documents print, unique in its code: `"GST"`.
        pub name: String,
        /// In percent, 0 to 100.
        pub percent: Dec,
        /// Whether its base includes the tax of the parts before it: of 100.00, 5 and then 9.5 percent are 5.00 and 9.50, and
        /// 9.98 compound. Default false.
        pub compound: bool = false,
        /// Other percentages from a date on, as those of a code.
        pub dated: Vec<DatedPercent> = Default::default(),
    }
}

document! {
    /// A percentage from a tax date on.
    #[derive(Copy, Eq)]
    pub struct DatedPercent {
        /// The first tax date.
        pub from: Date,
        /// In percent, 0 to 100.
        pub percent: Dec,
    }
}

document! {
    /// Why a buyer pays no tax: every code is then taxed at 0, in this category and with this reason.
    #[derive(Eq)]
    pub struct Exemption {
        /// `Z`, `E`, `AE`, `K`, `G` or `O`.
        pub category: Category,
        /// What documents print, for example `"Reverse charge"`.
        pub reason: String,
    }
}

words! {
    /// The categories of EN 16931 (UNCL 5305).
    pub enum Category {
        /// The standard rate, or any other rate above zero.
        S = "S",
        /// A rate of zero.
        Z = "Z",
        /// Exempt.
        E = "E",
        /// Reverse charge: the buyer owes the tax.
        AE = "AE",
        /// Supply inside the European Union.
        K = "K",
        /// Export.
        G = "G",
        /// Outside the scope of the tax.
        O = "O",
        /// The Canary Islands' tax.
        L = "L",
        /// The tax of Ceuta and Melilla.
        M = "M",
        /// Transferred (split payment).
        B = "B",
    }
}

words! {
    /// Whether prices hold the tax.
    #[derive(Default)]
    pub enum TaxMode {
        /// Tax comes on top of prices.
        #[default]
        Exclusive = "exclusive",
        /// Prices hold the tax. The gross of every billing item is what its price says; each item is split alone into net and
        /// tax, by the policy's `inclusiveKeeps`, so that no line depends on its neighbours. Fixed amounts of discounts and
        /// plans are with tax too.
        Inclusive = "inclusive",
    }
}

impl Category {
    /// Whether nothing is charged.
    pub fn is_zero(self) -> bool {
        matches!(self, Category::Z) || self.needs_reason()
    }

    /// Whether a document must say why nothing is charged.
    pub fn needs_reason(self) -> bool {
        matches!(self, Category::E | Category::AE | Category::K | Category::G | Category::O)
    }
}

impl Exemption {
    /// Notes a category that charges something, and an empty reason.
    pub fn check(&self, at: &At, check: &mut Check) {
        if !self.category.is_zero() {
            let message = format!("The category {} charges tax.", self.category.as_str());
            let hint = "Write Z, E, AE, K, G or O, or leave the exemption out.";
            check.note(Code::Conflict, &at.key("category"), message, hint);
        }
        if self.reason.trim().is_empty() {
            no_reason(self.category, at, check);
        }
    }
}

impl TaxRate {
    /// The category that is written, else what the percentages give; `None` where that differs by date.
    pub fn category(&self) -> Option<Category> {
        let parts = self.parts.iter().flat_map(|part| dated(Some(part.percent), &part.dated));
        let all: Vec<bool> = dated(self.percent, &self.dated).chain(parts).map(|percent| percent.sign() != 0).collect();
        let (any, every) = (all.contains(&true), !all.contains(&false));
        self.category.or(match (any, every) {
            (false, _) => Some(Category::Z),
            (true, true) => Some(Category::S),
            (true, false) => (!self.is_dated()).then_some(Category::S),
        })
    }

    /// Whether its percentages change with the date.
    pub fn is_dated(&self) -> bool {
        !self.dated.is_empty() || self.parts.iter().any(|part| !part.dated.is_empty())
    }

    /// Notes what is wrong with it by itself.
    pub fn check(&self, at: &At, check: &mut Check) {
        match (self.percent, self.parts.is_empty()) {
            (None, true) => {
                let message = "The tax has no percentage.";
                check.note(Code::MissingField, &at.key("percent"), message, "Write exactly one of percent and parts.");
            }
            (Some(_), false) => {
                let message = "The tax has both a percentage and parts.";
                check.note(Code::Conflict, &at.key("parts"), message, "Write exactly one of percent and parts.");
            }
            (None, false) if !self.dated.is_empty() => {
                let message = "A tax of several parts has no percentage of its own.";
                check.note(Code::Conflict, &at.key("dated"), message, "Write dated on its parts.");
            }
            _ => {}
        }
        if self.category.is_some_and(Category::needs_reason) && is_blank(self.reason.as_ref()) {
            self.category.into_iter().for_each(|category| no_reason(category, at, check));
        }
        if let Some(percent) = &self.percent {
            self.check_percent(percent, &at.key("percent"), check);
        }
        self.check_dated(&self.dated, &at.key("dated"), check);
        self.check_parts(&at.key("parts"), check);
    }

    fn check_parts(&self, at: &At, check: &mut Check) {
        if self.parts.len() > MAX_PARTS {
            return limit(self.parts.len(), MAX_PARTS, at, check);
        }
        for (i, part) in self.parts.iter().enumerate() {
            let here = at.index(i);
            if part.name.trim().is_empty() {
                check.note(Code::BadId, &here.key("name"), "The part has no name.", "Write what documents print.");
            }
            if self.parts[..i].iter().any(|before| before.name == part.name) {
                let message = format!("The part \"{}\" is there twice.", crate::document::short(&part.name));
                check.note(Code::DuplicateId, &here.key("name"), message, "Give each part its own name.");
            }
            if i == 0 && part.compound {
                let message = "The first part has none before it to be compounded with.";
                check.note(Code::Conflict, &here.key("compound"), message, "Leave it out, or put the part later.");
            }
            self.check_percent(&part.percent, &here.key("percent"), check);
            self.check_dated(&part.dated, &here.key("dated"), check);
        }
    }

    fn check_dated(&self, dated: &[DatedPercent], at: &At, check: &mut Check) {
        if dated.len() > MAX_DATED {
            return limit(dated.len(), MAX_DATED, at, check);
        }
        for (i, own) in dated.iter().enumerate() {
            let here = at.index(i);
            if let Some(before) = dated[..i].last().filter(|before| own.from <= before.from) {
                let message = format!("{} is not after {}.", own.from, before.from);
                check.note(
                    Code::Conflict,
                    &here.key("from"),
                    message,
                    "Write the percentages in order of their dates.",
                );
            }
            self.check_percent(&own.percent, &here.key("percent"), check);
        }
    }

    fn check_percent(&self, percent: &Dec, at: &At, check: &mut Check) {
        if percent.sign() < 0 || *percent > Dec::HUNDRED {
            let message = format!("{percent} percent is not a tax rate.");
            check.note(Code::OutOfRange, at, message, "Write percent, from 0 to 100: \"20\" is 20 percent.");
        }
        if let Some(category) = self.category.filter(|category| category.is_zero() && percent.sign() != 0) {
            let message = format!("The category {} charges nothing.", category.as_str());
            check.note(Code::Conflict, at, message, "Write \"0\", or the category S.");
        }
    }
}

fn dated(percent: Option<Dec>, dated: &[DatedPercent]) -> impl Iterator<Item = Dec> + '_ {
    percent.into_iter().chain(dated.iter().map(|own| own.percent))
}

fn is_blank(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

fn no_reason(category: Category, at: &At, check: &mut Check) {
    let message = format!("The category {} needs a reason.", category.as_str());
    check.note(Code::MissingField, &at.key("reason"), message, "Add reason: what documents print, \"Reverse charge\".");
}

fn limit(count: usize, most: usize, at: &At, check: &mut Check) {
    check.note(Code::LimitExceeded, at, format!("{count} are more than {most}."), "Leave some out.");
}
