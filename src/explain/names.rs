//! What steps, terms and totals are called.

use super::numbers::{counted, number, percent, text, units_of, Text};
use crate::money::Exact;
use crate::pricing::TermKind;
use crate::quote::steps::{Applied, Named};
use crate::quote::StepKind;

/// A step as sentences name it: its kind, with the reason that somebody gave or its number.
pub(crate) fn step_name(kind: StepKind, source: &str, path: &str) -> Text {
    let given = !source.is_empty() && !path.ends_with(source) && kind != StepKind::Override;
    let (en, fr) = (step_en(kind), step_fr(kind));
    if given {
        return text(format!("{en} “{source}”"), format!("{fr} « {source} »"));
    }
    let place = path.rsplit('/').next().and_then(|place| place.parse::<usize>().ok()).map(|place| place + 1);
    match (kind, place, fr.split_once(' ')) {
        (
            StepKind::LineDiscount
            | StepKind::SegmentDiscount
            | StepKind::GroupDiscount
            | StepKind::PartnerDiscount
            | StepKind::QuoteDiscount,
            Some(place),
            Some((article, rest)),
        ) => {
            let (noun, of) = rest.split_once(' ').unwrap_or((rest, ""));
            text(format!("{en} {place}"), format!("{article} {noun} n° {place} {of}"))
        }
        _ => text(en, fr),
    }
}

impl Applied {
    pub(super) fn name(&self) -> Text {
        step_name(self.kind, &self.source, &self.path)
    }
}

impl Named {
    pub(super) fn name(&self) -> Text {
        step_name(self.kind, &self.source, &self.path)
    }
}

fn step_en(kind: StepKind) -> &'static str {
    match kind {
        StepKind::List => "the list price",
        StepKind::Override => "the agreed price",
        StepKind::Contracted => "the contracted price",
        StepKind::PriceBook => "the price book",
        StepKind::Schedule => "the discount schedule",
        StepKind::Uplift => "the uplift",
        StepKind::Trial => "the trial",
        StepKind::Pause => "the pause",
        StepKind::LineDiscount => "the line’s discount",
        StepKind::SegmentDiscount => "the segment’s discount",
        StepKind::GroupDiscount => "the group’s discount",
        StepKind::PartnerDiscount => "the partner’s discount",
        StepKind::QuoteDiscount => "the quote’s discount",
        StepKind::Rounding => "rounding",
        _ => "it",
    }
}

fn step_fr(kind: StepKind) -> &'static str {
    match kind {
        StepKind::List => "le prix catalogue",
        StepKind::Override => "le prix convenu",
        StepKind::Contracted => "le prix contractuel",
        StepKind::PriceBook => "la liste de prix",
        StepKind::Schedule => "la grille de remise",
        StepKind::Uplift => "la revalorisation",
        StepKind::Trial => "l’essai",
        StepKind::Pause => "la suspension",
        StepKind::LineDiscount => "la remise de la ligne",
        StepKind::SegmentDiscount => "la remise de la période",
        StepKind::GroupDiscount => "la remise du groupe",
        StepKind::PartnerDiscount => "la remise du partenaire",
        StepKind::QuoteDiscount => "la remise du devis",
        StepKind::Rounding => "l’arrondi",
        _ => "cela",
    }
}

/// A summand of a price.
pub(super) fn term(kind: TermKind, tier: Option<usize>, quantity: &Exact, price: &Exact) -> Text {
    let en = tier.map_or(String::new(), |tier| format!(" in tier {}", tier + 1));
    let fr = tier.map_or(String::new(), |tier| format!(" dans la tranche {}", tier + 1));
    let (each, value) = (number(price), number(quantity));
    match kind {
        TermKind::Unit => {
            let units = units_of(quantity);
            text(format!("{}{en} at {}.", units.en, each.en), format!("{}{fr} à {}.", units.fr, each.fr))
        }
        TermKind::Flat => {
            text(format!("A fixed amount of {}{en}.", each.en), format!("Un montant fixe de {}{fr}.", each.fr))
        }
        TermKind::Package => {
            let packages = counted(quantity, ("package", "packages"), ("lot", "lots"));
            text(format!("{}{en} at {}.", packages.en, each.en), format!("{}{fr} à {}.", packages.fr, each.fr))
        }
        TermKind::Rate => {
            let rate = percent(price);
            text(format!("{} percent of {}{en}.", rate.en, value.en), format!("{} % de {}{fr}.", rate.fr, value.fr))
        }
        TermKind::Event => {
            let events = counted(quantity, ("event", "events"), ("opération", "opérations"));
            text(format!("{} at {}.", events.en, each.en), format!("{} à {}.", events.fr, each.fr))
        }
        TermKind::Minimum => text(
            format!("What the minimum adds{en}: {}.", each.en),
            format!("Ce que le minimum ajoute{fr} : {}.", each.fr),
        ),
        TermKind::Maximum => text(
            format!("What the maximum takes off{en}: {}.", each.en),
            format!("Ce que le maximum retire{fr} : {}.", each.fr),
        ),
    }
}

const TOTALS: [(&str, &str, &str); 22] = [
    ("list", "at list price", "au prix catalogue"),
    ("discount", "what is taken off the list price", "ce qui est déduit du prix catalogue"),
    ("net", "before tax", "hors taxes"),
    ("tax", "tax", "taxes"),
    ("gross", "tax included", "toutes taxes comprises"),
    ("dueNow", "payable of all invoices up to today", "exigible de toutes les factures à ce jour"),
    ("nextInvoice", "the next invoice", "la prochaine facture"),
    ("contract", "the whole contract, before tax", "tout le contrat, hors taxes"),
    ("recurring", "recurring charges, before tax", "postes récurrents, hors taxes"),
    ("oneTime", "one-time charges, before tax", "postes ponctuels, hors taxes"),
    ("usage", "usage, before tax", "consommation, hors taxes"),
    ("firstYear", "the first twelve months, before tax", "les douze premiers mois, hors taxes"),
    ("monthly", "recurring charges for a month", "postes récurrents par mois"),
    ("annual", "recurring charges for twelve months", "postes récurrents pour douze mois"),
    ("cost", "cost", "coûts"),
    ("payable", "payable", "à payer"),
    ("retained", "withheld", "retenu"),
    ("released", "given back", "restitué"),
    ("cash", "payable in this time", "à payer sur cette période"),
    ("completed", "billed so far, before anything is withheld", "facturé à ce jour, avant retenue"),
    ("earned", "billed less what is still held", "facturé moins ce qui est encore retenu"),
    ("balance", "still to be paid", "reste à payer"),
];

/// A total.
pub(super) fn total_of(what: &str) -> Text {
    let known = TOTALS.iter().find(|(key, _, _)| *key == what);
    known.map_or(text("all of it", "l’ensemble"), |(_, en, fr)| text(*en, *fr))
}
