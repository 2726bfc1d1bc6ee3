//! What each step says, in English and French: one sentence that a buyer can read.

use super::names::total_of;
use super::numbers::{counted, day, number, percent, span, text, time, units_of};
use crate::calendar::{Date, Interval, Span};
use crate::money::Exact;

pub(super) use super::names::{step_name, term};
pub(crate) use super::numbers::Text;

macro_rules! sentences {
    ($($name:ident($($arg:ident: $type:ty),*) { $en:expr, $fr:expr })*) => {
        $(pub(crate) fn $name($($arg: $type),*) -> Text {
            text($en, $fr)
        })*
    };
}

sentences! {
    line_net(name: &str) { format!("{name}, before tax."), format!("{name}, hors taxes.") }
    line_list(name: &str) { format!("{name}, at list price."), format!("{name}, au prix catalogue.") }
    line_priced(name: &str) { format!("{name}, after discounts."), format!("{name}, après remises.") }
    line_gross(name: &str) { format!("{name}, tax included."), format!("{name}, toutes taxes comprises.") }
    line_discount(name: &str) {
        format!("What {name} costs less than at list price."),
        format!("{name} : l’écart avec le prix catalogue.")
    }
    after_step(step: &Text) { format!("After {}.", step.en), format!("Après {}.", step.fr) }
    charge_net(name: &str) { format!("The charge {name}, before tax."), format!("Le poste {name}, hors taxes.") }
    charge_priced(name: &str) { format!("The charge {name}, as its price says it."), format!("Le poste {name}, tel que le dit son prix.") }
    charge_list(name: &str) { format!("The charge {name}, at list price."), format!("Le poste {name}, au prix catalogue.") }
    unrounded(name: &str) { format!("The charge {name}, before rounding."), format!("Le poste {name}, avant arrondi.") }
    entry(name: &str, of: Span) { format!("{name}, {}.", span(of).en), format!("{name}, {}.", span(of).fr) }
    charge_after(name: &str, step: &Text) {
        format!("The charge {name}, after {}.", step.en),
        format!("Le poste {name}, après {}.", step.fr)
    }
    whole_term(of: &str) { format!("{of} over the whole term."), format!("{of} sur toute la durée.") }
    rounded(digits: u32) {
        match digits {
            0 => "Rounded to a whole number, once.".to_owned(),
            1 => "Rounded to 1 decimal, once.".to_owned(),
            _ => format!("Rounded to {digits} decimals, once."),
        },
        match digits {
            0 => "Arrondi à l’unité, une seule fois.".to_owned(),
            1 => "Arrondi à 1 décimale, une seule fois.".to_owned(),
            _ => format!("Arrondi à {digits} décimales, une seule fois."),
        }
    }
    period(of: Span) { format!("What {} costs.", span(of).en), format!("Ce que coûte la période {}.", span(of).fr) }
    stretch(of: Span) {
        format!("{}: the price times the time.", span(of).capital().en),
        format!("{} : le prix multiplié par la durée.", span(of).capital().fr)
    }
    remainder(of: Span) {
        format!("{} takes what the other periods leave of the total.", span(of).en),
        format!("La période {} prend ce que les autres laissent du total.", span(of).fr)
    }
    running(of: Span) {
        format!("The rounded sum up to {}, less the rounded sum before.", day(of.to.before()).en),
        format!("Le total arrondi jusqu’au {}, moins le total arrondi d’avant.", day(of.to.before()).fr)
    }
    up_to(date: Date) {
        format!("Everything up to {}, that day included.", day(date).en),
        format!("Tout jusqu’au {} inclus.", day(date).fr)
    }
    measured(of: Span, measure: &Exact, per: Option<Interval>) {
        format!("{}: {}.", span(of).capital().en, time(of, measure, per).en),
        format!("{} : {}.", span(of).capital().fr, time(of, measure, per).fr)
    }
    price_of(name: &str) {
        format!("The price of {name} at this quantity."),
        format!("{name} : le prix pour cette quantité.")
    }
    more_terms(count: usize) {
        format!("{count} more of the same kind, not shown one by one."),
        format!("{count} autres du même genre, non détaillés.")
    }
    quantity(units: &Exact) { format!("A quantity of {}.", number(units).en), format!("Une quantité de {}.", number(units).fr) }
    units(units: &Exact) { format!("{}.", units_of(units).en), format!("{}.", units_of(units).fr) }
    packages_of(count: &Exact) {
        format!("{}.", counted(count, ("package", "packages"), ("lot", "lots")).en),
        format!("{}.", counted(count, ("package", "packages"), ("lot", "lots")).fr)
    }
    events(count: &Exact) {
        format!("{}.", counted(count, ("event", "events"), ("opération", "opérations")).en),
        format!("{}.", counted(count, ("event", "events"), ("opération", "opérations")).fr)
    }
    value_of(value: &Exact) { format!("A value of {}.", number(value).en), format!("Une valeur de {}.", number(value).fr) }
    written_price(price: &Exact) { format!("At {} each.", number(price).en), format!("À {} l’unité.", number(price).fr) }
    package_price(price: &Exact) { format!("At {} a package.", number(price).en), format!("À {} le lot.", number(price).fr) }
    fee(price: &Exact) { format!("A fee of {} each.", number(price).en), format!("Des frais de {} par opération.", number(price).fr) }
    written_rate(rate: &Exact) { format!("{} percent.", percent(rate).capital().en), format!("{} %.", percent(rate).capital().fr) }
    written_amount(amount: &Exact) { format!("An amount of {}.", number(amount).en), format!("Un montant de {}.", number(amount).fr) }
    packages(size: &Exact, up: bool) {
        format!("Whole packages of {}; {}.", number(size).en, if up { "a started one counts" } else { "a started one does not count" }),
        format!("Lots entiers de {} ; {}.", number(size).fr, if up { "un lot entamé compte" } else { "un lot entamé ne compte pas" })
    }
    in_packages() { "Units over the size of a package.", "Unités divisées par la taille d’un lot." }
    size(size: &Exact) { format!("{} in a package.", units_of(size).en), format!("{} par lot.", units_of(size).fr) }
    beyond() { "What goes beyond what is included.", "Ce qui va au-delà de ce qui est inclus." }
    free(units: &Exact) {
        format!("{} included.", number(units).capital().en),
        format!("{} inclus.", number(units).capital().fr)
    }
    free_events(count: &Exact) {
        format!("{}.", counted(count, ("free event", "free events"), ("opération gratuite", "opérations gratuites")).en),
        format!("{}.", counted(count, ("free event", "free events"), ("opération gratuite", "opérations gratuites")).fr)
    }
    paid_events() { "Events that bear the fee.", "Opérations qui portent les frais." }
    marked_up() { "The cost with its markup.", "Le coût avec sa marge." }
    cost(cost: &Exact) { format!("A unit costs {}.", number(cost).en), format!("Une unité coûte {}.", number(cost).fr) }
    markup(rate: &Exact) { format!("A markup of {} percent.", percent(rate).en), format!("Une marge de {} %.", percent(rate).fr) }
    at_least(limit: &Exact, was: &Exact) {
        format!("At least {}: it came to {}.", number(limit).en, number(was).en),
        format!("Au moins {} : le calcul donnait {}.", number(limit).fr, number(was).fr)
    }
    at_most(limit: &Exact, was: &Exact) {
        format!("At most {}: it came to {}.", number(limit).en, number(was).en),
        format!("Au plus {} : le calcul donnait {}.", number(limit).fr, number(was).fr)
    }
    minimum(limit: &Exact) { format!("The minimum: {}.", number(limit).en), format!("Le minimum : {}.", number(limit).fr) }
    maximum(limit: &Exact) { format!("The maximum: {}.", number(limit).en), format!("Le maximum : {}.", number(limit).fr) }
    added_by_minimum(limit: &Exact) {
        format!("What the minimum of {} adds.", number(limit).en),
        format!("Ce qu’ajoute le minimum de {}.", number(limit).fr)
    }
    taken_by_maximum(limit: &Exact) {
        format!("What the maximum of {} takes off.", number(limit).en),
        format!("Ce que retire le maximum de {}.", number(limit).fr)
    }
    part_of_limit(part: &Exact) {
        format!("For {} of a whole period.", number(part).en),
        format!("Pour {} d’une période entière.", number(part).fr)
    }
    without_limit() { "Without the limit.", "Sans la limite." }
    converted() { "What is counted, in the unit that is priced.", "Ce qui est compté, dans l’unité de prix." }
    multiplied(factor: &Exact) { format!("Multiplied by {}.", number(factor).en), format!("Multiplié par {}.", number(factor).fr) }
    divided(divisor: &Exact) { format!("Divided by {}.", number(divisor).en), format!("Divisé par {}.", number(divisor).fr) }
    conversion_rounded(unit: &Exact, up: Option<bool>) {
        match (*unit == Exact::ONE, up) {
            (true, Some(true)) => "Rounded up to whole units.".to_owned(),
            (true, Some(false)) => "Rounded down to whole units.".to_owned(),
            (true, None) => "Rounded to whole units.".to_owned(),
            (false, Some(true)) => format!("Rounded up in steps of {}.", number(unit).en),
            (false, Some(false)) => format!("Rounded down in steps of {}.", number(unit).en),
            (false, None) => format!("Rounded in steps of {}.", number(unit).en),
        },
        match (*unit == Exact::ONE, up) {
            (true, Some(true)) => "Arrondi à l’unité supérieure.".to_owned(),
            (true, Some(false)) => "Arrondi à l’unité inférieure.".to_owned(),
            (true, None) => "Arrondi à l’unité.".to_owned(),
            (false, Some(true)) => format!("Arrondi vers le haut par pas de {}.", number(unit).fr),
            (false, Some(false)) => format!("Arrondi vers le bas par pas de {}.", number(unit).fr),
            (false, None) => format!("Arrondi par pas de {}.", number(unit).fr),
        }
    }
    step_of(unit: &Exact) { format!("A step of {}.", number(unit).en), format!("Un pas de {}.", number(unit).fr) }
    one() { "The whole.", "Le tout." }
    agreed(step: &Text) { format!("{}.", step.clone().capital().en), format!("{}.", step.clone().capital().fr) }
    scheduled(step: &Text) { format!("By {}.", step.en), format!("Selon {}.", step.fr) }
    schedule_part(tier: Option<usize>, units: &Exact) {
        match tier {
            Some(tier) => format!("{} in tier {}.", units_of(units).en, tier + 1),
            None => format!("{} above the last tier.", units_of(units).en),
        },
        match tier {
            Some(tier) => format!("{} dans la tranche {}.", units_of(units).fr, tier + 1),
            None => format!("{} au-delà de la dernière tranche.", units_of(units).fr),
        }
    }
    keeps(step: &Text, off: &Exact) {
        format!("{}: {} percent off.", step.clone().capital().en, percent(off).en),
        format!("{} : {} % de moins.", step.clone().capital().fr, percent(off).fr)
    }
    discounted(step: &Text) { format!("Times what {} leaves.", step.en), format!("Multiplié par ce que laisse {}.", step.fr) }
    less(step: &Text) { format!("Less {}.", step.en), format!("Moins {}.", step.fr) }
    taken_off(step: &Text) { format!("What {} takes off.", step.en), format!("Ce que retire {}.", step.fr) }
    uplifted(times: u32, rate: &Exact, factor: &Exact) {
        format!("{} by {} percent{}: times {}.", raised_en(rate), percent(&rate.abs()).en, times_en(times), number(factor).en),
        format!("{} de {} %{} : multiplié par {}.", raised_fr(rate), percent(&rate.abs()).fr, times_fr(times), number(factor).fr)
    }
    uplift(rate: &Exact) {
        format!("{} by {} percent.", raised_en(rate), percent(&rate.abs()).en),
        format!("{} de {} %.", raised_fr(rate), percent(&rate.abs()).fr)
    }
    times(count: u32) {
        match count { 1 => "Once.".to_owned(), 2 => "Twice.".to_owned(), _ => format!("{count} times.") },
        match count { 1 => "Une fois.".to_owned(), _ => format!("{count} fois.") }
    }
    rises(times: u32) { format!("What it is raised by{}.", times_en(times)), format!("Ce dont il est relevé{}.", times_fr(times)) }
    trial() { "Free during the trial.", "Gratuit pendant l’essai." }
    paused() { "Nothing while it is paused.", "Rien pendant la suspension." }
    compounded(rate: &Exact) {
        format!("Each further unit costs {} percent less than the one before: the average of all.", percent(rate).en),
        format!("Chaque unité supplémentaire coûte {} % de moins que la précédente : la moyenne de toutes.", percent(rate).fr)
    }
    amount_off(step: &Text) {
        format!("What {} leaves, over the exact total before it.", step.en),
        format!("Ce que laisse {}, rapporté au total exact d’avant.", step.fr)
    }
    left_of(step: &Text) {
        format!("The rounded total less its share of {}.", step.en),
        format!("Le total arrondi moins sa part de {}.", step.fr)
    }
    exact_total(step: &Text) { format!("The exact total before {}.", step.en), format!("Le total exact avant {}.", step.fr) }
    rounded_total(name: &str, step: &Text) {
        format!("{name}, rounded, before {}.", step.en),
        format!("{name}, arrondi, avant {}.", step.fr)
    }
    share_of(step: &Text) {
        format!("Its share of {}, in proportion to the amounts.", step.en),
        format!("Sa part de {}, en proportion des montants.", step.fr)
    }
    percent_of_sum(rate: &Exact) {
        format!("{} percent of the sum.", percent(rate).capital().en),
        format!("{} % du total.", percent(rate).capital().fr)
    }
    sum_before(step: &Text) { format!("The sum before {}.", step.en), format!("Le total avant {}.", step.fr) }
    net_before(name: &str, step: &Text) { format!("{name}, before {}.", step.en), format!("{name}, avant {}.", step.fr) }
    planned_of(name: &str) { format!("What the plan bills of {name}."), format!("{name} : ce que le plan en facture.") }
    percent_of_others(rate: &Exact) {
        format!("{} percent of another charge.", percent(rate).capital().en),
        format!("{} % d’un autre poste.", percent(rate).capital().fr)
    }
    other(name: &str) { format!("{name}, as the percentage reads it."), format!("{name}, tel que le pourcentage le lit.") }
    billed_of(name: &str) { format!("{name}, as billed."), format!("{name}, tel que facturé.") }
    record(quantity: &Exact, date: Date) {
        format!("{} on {}.", number(quantity).capital().en, day(date).en),
        format!("{} le {}.", number(quantity).capital().fr, day(date).fr)
    }
    late_record(quantity: &Exact, date: Date, known: Date) {
        format!("{} on {}, which became known on {}.", number(quantity).capital().en, day(date).en, day(known).en),
        format!("{} le {}, relevé connu le {}.", number(quantity).capital().fr, day(date).fr, day(known).fr)
    }
    recorded() { "What was recorded.", "Ce qui a été relevé." }
    largest_record() { "The largest record counts.", "Le plus grand relevé compte." }
    last_record() { "The last record counts.", "Le dernier relevé compte." }
    unused(of: Span) {
        format!("{}: nothing was used; this is due anyway.", span(of).capital().en),
        format!("{} : rien n’a été consommé ; ceci reste dû.", span(of).capital().fr)
    }
    used_so_far() { "What the usage comes to so far, free units and limits included.", "Ce que représente la consommation à ce jour, franchises et limites comprises." }
    used_before() { "What it had come to before.", "Ce qu’elle représentait avant." }
    at_list() { "The same usage at list price.", "La même consommation au prix catalogue." }
    trued_up(of: Span, takes: bool) {
        format!("What the commitment {} for {}.", if takes { "takes off" } else { "adds" }, span(of).en),
        format!("Ce que l’engagement {} pour la période {}.", if takes { "retire" } else { "ajoute" }, span(of).fr)
    }
    missing() { "What is missing to the minimum.", "Ce qui manque au minimum." }
    above() { "What is above the maximum.", "Ce qui dépasse le maximum." }
    gap_below() { "The minimum less what is billed.", "Le minimum moins ce qui est facturé." }
    gap_above() { "What is billed less the maximum.", "Ce qui est facturé moins le maximum." }
    not_below_zero() { "Never less than zero.", "Jamais moins que zéro." }
    zero() { "Zero.", "Zéro." }
    billed_others() { "What the other charges bill for the period.", "Ce que les autres postes facturent pour la période." }
    taken() { "What earlier commitments have counted.", "Ce que des engagements antérieurs ont compté." }
    minimum_for(of: Span) { format!("The minimum for {}.", span(of).en), format!("Le minimum pour la période {}.", span(of).fr) }
    maximum_for(of: Span) { format!("The maximum for {}.", span(of).en), format!("Le maximum pour la période {}.", span(of).fr) }
    not_yet_counted() { "What is left after earlier commitments.", "Ce qui reste après des engagements antérieurs." }
    instalment(name: &str) {
        format!("{name}: the plan up to it, less what it had billed before."),
        format!("{name} : le plan jusque-là, moins ce qu’il avait déjà facturé.")
    }
    first_instalment(name: &str) { format!("{name}: the first part of the plan."), format!("{name} : la première part du plan.") }
    plan_up_to(name: &str) { format!("The plan up to {name}."), format!("Le plan jusqu’à {name}.") }
    plan_part(name: &str) { format!("The part up to {name}."), format!("La part jusqu’à {name}.") }
    plan_item(name: &str) { format!("{name}, billed by the plan."), format!("{name}, facturé par le plan.") }
    plan_whole() { "Everything that the plan bills.", "Tout ce que le plan facture." }
    plan_share() { "This charge’s share of it.", "La part de ce poste." }
    plan_rest(name: &str) { format!("{name} takes what the others leave."), format!("{name} prend ce que les autres laissent.") }
    plan_billed() { "What the plan has billed.", "Ce que le plan a facturé." }
    withheld() { "What is withheld.", "La retenue de garantie." }
    given_back() { "What is given back of what was withheld.", "Ce qui est restitué de la retenue." }
    at_once() { "Billed at once.", "Facturé en une fois." }
    total(what: &str) { format!("The total: {}.", total_of(what).en), format!("Le total : {}.", total_of(what).fr) }
    invoice(date: Date) { format!("The invoice of {}.", day(date).en), format!("La facture du {}.", day(date).fr) }
    waiting(name: &str) { format!("{name}, which waits."), format!("{name}, en attente.") }
    tax_of(code: &str, rate: &Exact) {
        format!("{} percent tax ({code}), rounded.", percent(rate).capital().en),
        format!("Taxe de {} % ({code}), arrondie.", percent(rate).fr)
    }
    tax_exact(code: &str, rate: &Exact) {
        format!("{} percent tax ({code}).", percent(rate).capital().en),
        format!("Taxe de {} % ({code}).", percent(rate).fr)
    }
    tax_base(code: &str) {
        if code.is_empty() { "What is taxed.".to_owned() } else { format!("What is taxed with {code}.") },
        if code.is_empty() { "Ce qui est taxé.".to_owned() } else { format!("Ce qui est taxé avec {code}.") }
    }
    per_period(name: &str) { format!("{name}, for one price period on the first day."), format!("{name}, pour une période tarifaire au premier jour.") }
    per_month(name: &str) { format!("{name}, for a month."), format!("{name}, par mois.") }
    per_year(name: &str) { format!("{name}, for twelve months."), format!("{name}, pour douze mois.") }
    periods_per_month() { "Price periods in a month.", "Périodes tarifaires par mois." }
    twelve() { "Twelve months.", "Douze mois." }
    margin() { "What is left after cost.", "Ce qui reste après coûts." }
    margin_part() { "What is left after cost, as a part of the price.", "Ce qui reste après coûts, en part du prix." }
    part_of_price() { "A part of the price: units, or what is no price of units.", "Une partie du prix : des unités, ou ce qui n’est pas un prix unitaire." }
    net_of_price() { "The price without the tax that it holds.", "Le prix sans la taxe qu’il contient." }
    tax_in_price() { "The tax that the price holds.", "La taxe que le prix contient." }
    whole_with_tax() { "The net with its tax.", "Le net avec sa taxe." }
    tax_part(name: &str) { format!("The part of the invoices’ taxes that {name} bears."), format!("La part des taxes des factures que porte {name}.") }
    tax_if_taken(name: &str) { format!("The tax of {name}, if it were taken."), format!("{name} : la taxe, si l’option était prise.") }
    tax_share(code: &str) {
        format!("Its share of the tax {code}, in proportion to what is taxed."),
        format!("Sa part de la taxe {code}, en proportion de ce qui est taxé.")
    }
    tax_on(date: Date) { format!("Its tax on the invoice of {}.", day(date).en), format!("Sa taxe sur la facture du {}.", day(date).fr) }
    invoiced_tax() { "The taxes of the invoices with a date.", "Les taxes des factures datées." }
    estimated_tax() { "What waits, estimated.", "Ce qui est en attente, estimé." }
    in_currency(code: &str) { format!("In {code}."), format!("En {code}.") }
    exchange_rate(rate: &Exact, date: Date) {
        format!("At the rate of {} from {} on.", number(rate).en, day(date).en),
        format!("Au cours de {} à partir du {}.", number(rate).fr, day(date).fr)
    }
    cost_of(name: &str) { format!("What {name} costs the seller."), format!("{name} : le coût pour le vendeur.") }
    hundred() { "In percent.", "En pour cent." }
    deposits_waiting() { "Deposits that wait, and what waiting items settle.", "Acomptes en attente, et ce que règlent les éléments en attente." }
    settled() { "What has been settled so far.", "Ce qui a été réglé à ce jour." }
    deposit(name: &str) { format!("The deposit {name}."), format!("L’acompte {name}.") }
}

/// How the usage of a period is put into words: what was recorded, what it became, and what of it is free.
pub(crate) struct Usage {
    pub of: Span,
    pub recorded: Exact,
    /// Where it differs from what was recorded.
    pub priced: Option<Exact>,
    pub free: Option<Exact>,
}

pub(crate) fn used(own: &Usage) -> Text {
    let (of, recorded) = (span(own.of), number(&own.recorded));
    let mut en = format!("What was used from {}: {}", of.en, recorded.en);
    let mut fr = format!("Ce qui a été consommé {} : {}", of.fr, recorded.fr);
    if let Some(priced) = &own.priced {
        en.push_str(&format!(", which counts as {}", number(priced).en));
        fr.push_str(&format!(", ce qui compte pour {}", number(priced).fr));
    }
    if let Some(free) = &own.free {
        en.push_str(&format!(
            ", of which {} {} included",
            number(free).en,
            if *free == Exact::ONE { "is" } else { "are" }
        ));
        fr.push_str(&format!(", dont {} inclus", number(free).fr));
    }
    text(format!("{en}."), format!("{fr}."))
}

fn raised_en(rate: &Exact) -> &'static str {
    if rate.sign() < 0 {
        "Lowered"
    } else {
        "Raised"
    }
}

fn raised_fr(rate: &Exact) -> &'static str {
    if rate.sign() < 0 {
        "Abaissé"
    } else {
        "Relevé"
    }
}

fn times_en(times: u32) -> String {
    match times {
        1 => String::new(),
        2 => ", twice".to_owned(),
        _ => format!(", {times} times"),
    }
}

fn times_fr(times: u32) -> String {
    match times {
        1 => String::new(),
        _ => format!(", {times} fois"),
    }
}
