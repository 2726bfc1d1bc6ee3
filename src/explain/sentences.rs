//! What each step says, in English and French: one sentence that a buyer can read.

use crate::calendar::{Date, Span};
use crate::money::Exact;
use crate::pricing::TermKind;
use crate::quote::StepKind;

/// A sentence in each language.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub en: String,
    pub fr: String,
}

/// A sentence without numbers.
pub(crate) fn text(en: impl Into<String>, fr: impl Into<String>) -> Text {
    Text { en: en.into(), fr: fr.into() }
}

/// A number in each language: grouped by thousands, at most six decimals, else as a fraction.
struct Number {
    en: String,
    fr: String,
}

fn number(value: &Exact) -> Number {
    let plain = value.decimal(6);
    let short = value.decimal(12) == plain;
    if !short {
        let fraction = value.fraction();
        let plain = if fraction.len() <= 15 { fraction } else { plain };
        return Number { fr: plain.replace('.', ","), en: plain };
    }
    let (sign, bare) = plain.strip_prefix('-').map_or(("", plain.as_str()), |bare| ("-", bare));
    let (whole, part) = bare.split_once('.').unwrap_or((bare, ""));
    let mut groups: Vec<&str> = Vec::new();
    let mut end = whole.len();
    while end > 0 {
        let start = end.saturating_sub(3);
        groups.insert(0, &whole[start..end]);
        end = start;
    }
    let joined = |group: &str, point: &str| {
        let point = if part.is_empty() { "" } else { point };
        format!("{sign}{}{point}{part}", groups.join(group))
    };
    Number { en: joined(",", "."), fr: joined("\u{202f}", ",") }
}

fn percent(factor: &Exact) -> Number {
    number(&(factor * &Exact::whole(100)))
}

macro_rules! sentences {
    ($($name:ident($($arg:ident: $type:ty),*) { $en:expr, $fr:expr })*) => {
        $(pub(crate) fn $name($($arg: $type),*) -> Text {
            text($en, $fr)
        })*
    };
}

fn day(date: Date) -> (String, String) {
    let iso = date.to_string();
    let mut parts = iso.split('-');
    let (year, month, day) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    (iso.clone(), format!("{day}/{month}/{year}"))
}

fn span(of: Span) -> (String, String) {
    let (from, to) = (day(of.from), day(of.to.before()));
    (format!("{} to {}", from.0, to.0), format!("du {} au {}", from.1, to.1))
}

sentences! {
    line_net(name: &str) { format!("{name}, before tax."), format!("{name}, hors taxes.") }
    line_list(name: &str) { format!("{name}, at list price."), format!("{name}, au prix catalogue.") }
    line_discount(name: &str) {
        format!("What {name} costs less than at list price."),
        format!("Ce que {name} coûte de moins qu’au prix catalogue.")
    }
    after_step(kind: StepKind, source: &str) {
        if named(source) { format!("After {}: {source}.", step_en(kind)) } else { format!("After {}.", step_en(kind)) },
        if named(source) { format!("Après {} : {source}.", step_fr(kind)) } else { format!("Après {}.", step_fr(kind)) }
    }
    charge_net(name: &str) { format!("The charge {name}, before tax."), format!("Le poste {name}, hors taxes.") }
    whole_term(of: &str) { format!("{of} over the whole term."), format!("{of} sur toute la durée.") }
    rounded(digits: u32) {
        format!("Rounded to {digits} decimals, once."),
        format!("Arrondi à {digits} décimales, une seule fois.")
    }
    period(of: Span) { format!("What {} costs.", span(of).0), format!("Ce que coûte la période {}.", span(of).1) }
    stretch(of: Span) {
        format!("From {}: the price times the time.", span(of).0),
        format!("{} : le prix multiplié par la durée.", capital(&span(of).1))
    }
    remainder(of: Span) {
        format!("{} takes what the other periods leave of the total.", span(of).0),
        format!("La période {} prend ce que les autres laissent du total.", span(of).1)
    }
    running(of: Span) {
        format!("The rounded sum up to {}, less the rounded sum before.", day(of.to.before()).0),
        format!("Le total arrondi jusqu’au {}, moins le total arrondi d’avant.", day(of.to.before()).1)
    }
    up_to(date: Date) {
        format!("Everything up to {}.", day(date).0),
        format!("Tout ce qui précède le {} inclus.", day(date).1)
    }
    measured(of: Span, measure: &Exact) {
        format!("{}: {} {}.", span(of).0, number(measure).en, if *measure > Exact::ONE { "price periods" } else { "of a price period" }),
        format!("{} : {} {}.", capital(&span(of).1), number(measure).fr, if *measure > Exact::ONE { "périodes tarifaires" } else { "d’une période tarifaire" })
    }
    price_of(name: &str) {
        format!("The price of {name} at this quantity."),
        format!("Le prix de {name} pour cette quantité.")
    }
    term(kind: TermKind, tier: Option<usize>, quantity: &Exact, price: &Exact) {
        term_en(kind, tier, &number(quantity).en, &rate_or(kind, price).en),
        term_fr(kind, tier, &number(quantity).fr, &rate_or(kind, price).fr)
    }
    quantity(units: &Exact) { format!("A quantity of {}.", number(units).en), format!("Une quantité de {}.", number(units).fr) }
    units(units: &Exact) { format!("{} units.", number(units).en), format!("{} unités.", number(units).fr) }
    written_price(price: &Exact) { format!("At {} each.", number(price).en), format!("À {} l’unité.", number(price).fr) }
    written_rate(rate: &Exact) { format!("{} percent.", percent(rate).en), format!("{} %.", percent(rate).fr) }
    written_amount(amount: &Exact) { format!("An amount of {}.", number(amount).en), format!("Un montant de {}.", number(amount).fr) }
    packages(size: &Exact, up: bool) {
        format!("Whole packages of {}; {}.", number(size).en, if up { "a started one counts" } else { "a started one does not count" }),
        format!("Lots entiers de {} ; {}.", number(size).fr, if up { "un lot entamé compte" } else { "un lot entamé ne compte pas" })
    }
    in_packages() { "Units over the size of a package.", "Unités divisées par la taille d’un lot." }
    size(size: &Exact) { format!("{} units in a package.", number(size).en), format!("{} unités par lot.", number(size).fr) }
    beyond() { "Units beyond what is included.", "Unités au-delà de ce qui est inclus." }
    free(units: &Exact) { format!("{} units are included.", number(units).en), format!("{} unités sont incluses.", number(units).fr) }
    marked_up() { "The cost with its markup.", "Le coût avec sa marge." }
    cost(cost: &Exact) { format!("A unit costs {}.", number(cost).en), format!("Une unité coûte {}.", number(cost).fr) }
    markup(rate: &Exact) { format!("A markup of {} percent.", percent(rate).en), format!("Une marge de {} %.", percent(rate).fr) }
    at_least(limit: &Exact) { format!("At least {}.", number(limit).en), format!("Au moins {}.", number(limit).fr) }
    at_most(limit: &Exact) { format!("At most {}.", number(limit).en), format!("Au plus {}.", number(limit).fr) }
    converted() { "What is counted, in what is priced.", "Ce qui est compté, dans l’unité de prix." }
    factor(factor: &Exact) { format!("Times {}.", number(factor).en), format!("Multiplié par {}.", number(factor).fr) }
    one() { "The whole.", "Le tout." }
    agreed(source: &str) { format!("The price of: {source}."), format!("Le prix de : {source}.") }
    scheduled(source: &str) { format!("The discount schedule {source}."), format!("La grille de remise {source}.") }
    schedule_part(tier: Option<usize>, units: &Exact) {
        match tier {
            Some(tier) => format!("{} units in tier {}.", number(units).en, tier + 1),
            None => format!("{} units above the last tier.", number(units).en),
        },
        match tier {
            Some(tier) => format!("{} unités dans la tranche {}.", number(units).fr, tier + 1),
            None => format!("{} unités au-delà de la dernière tranche.", number(units).fr),
        }
    }
    keeps(source: &str, off: &Exact) {
        format!("{source}: {} percent off.", percent(off).en),
        format!("{source} : {} % de remise.", percent(off).fr)
    }
    discounted(source: &str) { format!("Times what {source} leaves."), format!("Multiplié par ce que laisse {source}.") }
    less(source: &str) { format!("Less {source}."), format!("Moins {source}.") }
    uplifted(every: usize, factor: &Exact) {
        format!("Raised {every} times: times {}.", number(factor).en),
        format!("Relevé {every} fois : multiplié par {}.", number(factor).fr)
    }
    uplift(rate: &Exact) { format!("Raised by {} percent.", percent(rate).en), format!("Relevé de {} %.", percent(rate).fr) }
    trial() { "Free during the trial.", "Gratuit pendant l’essai." }
    compounded(rate: &Exact) {
        format!("Each further unit costs {} percent less than the one before: the average of all.", percent(rate).en),
        format!("Chaque unité supplémentaire coûte {} % de moins que la précédente : la moyenne de toutes.", percent(rate).fr)
    }
    amount_off(source: &str) {
        format!("What {source} leaves, over the exact total."),
        format!("Ce que laisse {source}, rapporté au total exact.")
    }
    left_of(source: &str) { format!("The rounded total less its share of {source}."), format!("Le total arrondi moins sa part de {source}.") }
    exact_total() { "The exact total before it.", "Le total exact avant elle." }
    share_of(source: &str) {
        format!("Its share of {source}, in proportion to the amounts."),
        format!("Sa part de {source}, en proportion des montants.")
    }
    percent_of_sum(rate: &Exact) {
        format!("{} percent of the sum.", percent(rate).en),
        format!("{} % du total.", percent(rate).fr)
    }
    sum_of_nets() { "The sum of what is discounted.", "Le total de ce qui est remisé." }
    net_before(name: &str) { format!("{name}, before it."), format!("{name}, avant elle.") }
    percent_of_others(rate: &Exact) {
        format!("{} percent of other charges.", percent(rate).en),
        format!("{} % d’autres postes.", percent(rate).fr)
    }
    other(name: &str) { format!("Of {name}."), format!("De {name}.") }
    used(of: Span) { format!("What was used from {}.", span(of).0), format!("Ce qui a été consommé {}.", span(of).1) }
    used_so_far() { "What the usage comes to so far, free units and limits included.", "Ce que représente la consommation à ce jour, franchises et limites comprises." }
    used_before() { "What it had come to before.", "Ce qu’elle représentait avant." }
    at_list() { "The same usage at list price.", "La même consommation au prix catalogue." }
    trued_up(of: Span) {
        format!("What the commitment adds for {}, or gives back.", span(of).0),
        format!("Ce que l’engagement ajoute pour la période {}, ou rend.", span(of).1)
    }
    missing() { "What is missing to the minimum.", "Ce qui manque au minimum." }
    above() { "What is above the maximum.", "Ce qui dépasse le maximum." }
    zero() { "Zero.", "Zéro." }
    billed_others() { "What the other charges bill for the period.", "Ce que les autres postes facturent pour la période." }
    taken() { "What earlier commitments have counted.", "Ce que des engagements antérieurs ont compté." }
    limit_for(of: Span) { format!("The limit for {}.", span(of).0), format!("La limite pour la période {}.", span(of).1) }
    instalment(name: &str) {
        format!("{name}: the plan up to it, less what it had billed before."),
        format!("{name} : le plan jusque-là, moins ce qu’il avait déjà facturé.")
    }
    plan_up_to(name: &str) { format!("The plan up to {name}."), format!("Le plan jusqu’à {name}.") }
    plan_whole() { "Everything that the plan bills.", "Tout ce que le plan facture." }
    plan_share() { "This charge’s share of it.", "La part de ce poste." }
    plan_rest(name: &str) { format!("{name} takes what the others leave."), format!("{name} prend ce que les autres laissent.") }
    plan_billed() { "What the plan has billed.", "Ce que le plan a facturé." }
    withheld() { "What is withheld of it.", "La retenue de garantie." }
    given_back() { "What is given back of what was withheld.", "Ce qui est restitué de la retenue." }
    at_once() { "Billed at once.", "Facturé en une fois." }
    total(what: &str) { format!("The total: {}.", total_en(what)), format!("Le total : {}.", total_fr(what)) }
    invoice(date: Date) { format!("The invoice of {}.", day(date).0), format!("La facture du {}.", day(date).1) }
    waiting(name: &str) { format!("{name}, which waits."), format!("{name}, en attente.") }
    tax_of(code: &str, rate: &Exact) {
        format!("{} percent tax ({code}), rounded.", percent(rate).en),
        format!("Taxe de {} % ({code}), arrondie.", percent(rate).fr)
    }
    tax_base(code: &str) { format!("What is taxed with {code}."), format!("Ce qui est taxé avec {code}.") }
    per_period(name: &str) { format!("{name}, for one price period on the first day."), format!("{name}, pour une période tarifaire au premier jour.") }
    per_month(name: &str) { format!("{name}, for a month."), format!("{name}, par mois.") }
    periods_per_month() { "Price periods in a month.", "Périodes tarifaires par mois." }
    twelve() { "Twelve months.", "Douze mois." }
    margin() { "What is left after cost.", "Ce qui reste après coûts." }
    part_of_price() { "A part of the price: units, or what is no price of units.", "Une partie du prix : des unités, ou ce qui n’est pas un prix unitaire." }
    net_of_price() { "The price without the tax that it holds.", "Le prix sans la taxe qu’il contient." }
    tax_in_price() { "The tax that the price holds.", "La taxe que le prix contient." }
    tax_part(name: &str) { format!("The part of the invoices’ taxes that {name} bears."), format!("La part des taxes des factures que porte {name}.") }
    estimated_tax() { "What waits, estimated.", "Ce qui est en attente, estimé." }
    cost_of(name: &str) { format!("What {name} costs the seller."), format!("Ce que {name} coûte au vendeur.") }
    hundred() { "In percent.", "En pour cent." }
    deposits_waiting() { "Deposits that wait, and what waiting items settle.", "Acomptes en attente, et ce que règlent les éléments en attente." }
    settled() { "What has been settled so far.", "Ce qui a été réglé à ce jour." }
    deposit(name: &str) { format!("The deposit {name}."), format!("L’acompte {name}.") }
}

/// Whether somebody gave the step a name; else it has its place, or its kind.
fn named(source: &str) -> bool {
    !source.contains('/') && source != "uplift" && source != "trial"
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn rate_or(kind: TermKind, price: &Exact) -> Number {
    if kind == TermKind::Rate {
        percent(price)
    } else {
        number(price)
    }
}

fn term_en(kind: TermKind, tier: Option<usize>, quantity: &str, price: &str) -> String {
    let tier = tier.map_or(String::new(), |tier| format!(" in tier {}", tier + 1));
    match kind {
        TermKind::Unit => format!("{quantity} units{tier} at {price}."),
        TermKind::Flat => format!("A fixed amount of {price}{tier}."),
        TermKind::Package => format!("{quantity} packages{tier} at {price}."),
        TermKind::Rate => format!("{price} percent of {quantity}{tier}."),
        TermKind::Event => format!("{quantity} events at {price}."),
        TermKind::Minimum => format!("What the minimum adds{tier}: {price}."),
        TermKind::Maximum => format!("What the maximum takes off{tier}: {price}."),
    }
}

fn term_fr(kind: TermKind, tier: Option<usize>, quantity: &str, price: &str) -> String {
    let tier = tier.map_or(String::new(), |tier| format!(" dans la tranche {}", tier + 1));
    match kind {
        TermKind::Unit => format!("{quantity} unités{tier} à {price}."),
        TermKind::Flat => format!("Un montant fixe de {price}{tier}."),
        TermKind::Package => format!("{quantity} lots{tier} à {price}."),
        TermKind::Rate => format!("{price} % de {quantity}{tier}."),
        TermKind::Event => format!("{quantity} opérations à {price}."),
        TermKind::Minimum => format!("Ce que le minimum ajoute{tier} : {price}."),
        TermKind::Maximum => format!("Ce que le maximum retire{tier} : {price}."),
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
        StepKind::LineDiscount => "la remise de la ligne",
        StepKind::SegmentDiscount => "la remise de la période",
        StepKind::GroupDiscount => "la remise du groupe",
        StepKind::PartnerDiscount => "la remise du partenaire",
        StepKind::QuoteDiscount => "la remise du devis",
        StepKind::Rounding => "l’arrondi",
        _ => "cela",
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

fn total_en(what: &str) -> &'static str {
    TOTALS.iter().find(|(key, _, _)| *key == what).map_or("all of it", |(_, en, _)| en)
}

fn total_fr(what: &str) -> &'static str {
    TOTALS.iter().find(|(key, _, _)| *key == what).map_or("l’ensemble", |(_, _, fr)| fr)
}
