//! Numbers, days and stretches of time in words, in English and French.

use crate::calendar::{Date, Interval, Span, Unit};
use crate::money::Exact;

/// Words in each language.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub en: String,
    pub fr: String,
}

/// The same thought in each language.
pub(crate) fn text(en: impl Into<String>, fr: impl Into<String>) -> Text {
    Text { en: en.into(), fr: fr.into().replace("de environ", "d’environ") }
}

impl Text {
    /// As the beginning of a sentence.
    pub fn capital(self) -> Text {
        text(capital(&self.en), capital(&self.fr))
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A number in each language: grouped by thousands, with at most six decimals.
pub(super) fn number(value: &Exact) -> Text {
    let plain = value.decimal(6);
    if value.decimal(12) == plain {
        return grouped(&plain);
    }
    let number = grouped(&plain);
    text(format!("about {}", number.en), format!("environ {}", number.fr))
}

/// A part of a whole: a number, or a short fraction.
fn part(value: &Exact) -> Text {
    let fraction = value.fraction();
    let short = value.decimal(12) == value.decimal(4);
    if short || fraction.len() > 15 {
        return number(value);
    }
    text(fraction.as_str(), fraction.as_str())
}

fn grouped(plain: &str) -> Text {
    let (sign, bare) = plain.strip_prefix('-').map_or(("", plain), |bare| ("-", bare));
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
    text(joined(",", "."), joined("\u{202f}", ","))
}

pub(super) fn percent(factor: &Exact) -> Text {
    number(&(factor * &Exact::whole(100)))
}

/// A number of things: English has one of them, French up to one and a part.
pub(super) fn counted(count: &Exact, en: (&str, &str), fr: (&str, &str)) -> Text {
    let (number, size) = (number(count), count.abs());
    let en = if size == Exact::ONE { en.0 } else { en.1 };
    let fr = if size < Exact::whole(2) { fr.0 } else { fr.1 };
    text(format!("{} {en}", number.en), format!("{} {fr}", number.fr))
}

/// A number of units.
pub(super) fn units_of(count: &Exact) -> Text {
    counted(count, ("unit", "units"), ("unité", "unités"))
}

pub(super) fn day(date: Date) -> Text {
    let iso = date.to_string();
    let mut parts = iso.split('-');
    let (year, month, day) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let fr = format!("{day}/{month}/{year}");
    text(iso, fr)
}

/// From a first to a last day; what has no end is named by its beginning.
pub(super) fn span(of: Span) -> Text {
    let (from, to) = (day(of.from), day(of.to.before()));
    match (of.from == Date::MIN, of.to == Date::MAX) {
        (true, true) => text("all of it", "l’ensemble"),
        (true, false) => text(format!("up to {}", to.en), format!("jusqu’au {}", to.fr)),
        (false, true) => text(format!("{} and after", from.en), format!("à partir du {}", from.fr)),
        (false, false) => text(format!("{} to {}", from.en, to.en), format!("du {} au {}", from.fr, to.fr)),
    }
}

/// A price period in words: "month", "3 months".
fn period(per: Interval) -> (Text, bool) {
    let (en, fr, feminine) = match per.unit {
        Unit::Day => (("day", "days"), ("jour", "jours"), false),
        Unit::Hour => (("hour", "hours"), ("heure", "heures"), true),
        Unit::Second => (("second", "seconds"), ("seconde", "secondes"), true),
        Unit::Week => (("week", "weeks"), ("semaine", "semaines"), true),
        Unit::Month => (("month", "months"), ("mois", "mois"), false),
        Unit::Quarter => (("quarter", "quarters"), ("trimestre", "trimestres"), false),
        Unit::Year => (("year", "years"), ("an", "ans"), false),
    };
    match per.count {
        1 => (text(en.0, fr.0), feminine),
        count => (counted(&Exact::whole(count.into()), en, fr), feminine),
    }
}

/// How much of a price period a stretch of time is: "a whole month", "10 of 31 days of the price period".
pub(super) fn time(of: Span, measure: &Exact, per: Option<Interval>) -> Text {
    let per = per.unwrap_or(Interval::MONTH);
    let (name, feminine) = period(per);
    if *measure == Exact::ONE {
        return match per.count {
            1 => text(
                format!("a whole {}", name.en),
                if feminine { format!("une {} entière", name.fr) } else { format!("un {} entier", name.fr) },
            ),
            _ => text(format!("a whole period of {}", name.en), format!("une période entière de {}", name.fr)),
        };
    }
    if per.count == 1 && *measure > Exact::ONE {
        let some = Exact::parse(&measure.floor().to_string()).unwrap_or_default();
        let rest = measure - &some;
        let (one, many) = (&name, period(Interval { count: 2, ..per }).0);
        let bare = |text: &str| text.split_once(' ').map_or(String::new(), |(_, name)| name.to_owned());
        let short = measure.decimal(12) == measure.decimal(4);
        let number = number(if short { measure } else { &some });
        let (is_one, is_few) = (some == Exact::ONE && !short, if short { measure } else { &some } < &Exact::whole(2));
        let en = format!("{} {}", number.en, if is_one { one.en.clone() } else { bare(&many.en) });
        let fr = format!("{} {}", number.fr, if is_few { one.fr.clone() } else { bare(&many.fr) });
        if short {
            return text(en, fr);
        }
        let rest = part(&rest);
        let article = if feminine { "d’une" } else { "d’un" };
        return text(format!("{en} and {} of one", rest.en), format!("{fr} et {} {article} {}", rest.fr, one.fr));
    }
    let days = Exact::whole(of.days().into());
    let whole = days.over(measure).filter(|whole| whole.is_whole() && days < *whole && *whole <= Exact::whole(366));
    if let Some(whole) = whole {
        let (whole, some) = (number(&whole), counted(&days, ("", ""), ("jour", "jours")));
        return text(
            format!("{} of {} days of the price period", some.en.trim_end(), whole.en),
            format!("{} sur {} de la période tarifaire", some.fr, whole.fr),
        );
    }
    let number = part(measure);
    match *measure < Exact::ONE {
        true => text(format!("{} of the price period", number.en), format!("{} de la période tarifaire", number.fr)),
        false => {
            let some =
                counted(measure, ("price period", "price periods"), ("période tarifaire", "périodes tarifaires"));
            text(some.en, some.fr)
        }
    }
}
