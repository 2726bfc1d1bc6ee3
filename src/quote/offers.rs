//! Which price holds: the line's, a contracted one, the price book's, or the catalog's.

use super::request::QuoteRequest;
use super::shape::MAX_SMALL;
use crate::calendar::Date;
use crate::catalog::{BookPrice, ContractedPrice, Offer};
use crate::money::{Dec, Exact};
use crate::pricing::{Price, Used};
use crate::sorting;

/// Where a price comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Origin {
    /// The catalog.
    List,
    /// The line or its segment.
    Override,
    /// A place in the request's contracted prices, and a percentage that it takes off another price.
    Contracted(usize, Option<Dec>),
    /// A place in the price book.
    Book(usize),
}

/// A row of offers: by what they are for, then the one that started last, then the one for the highest quantity, then the first
/// written.
struct Row<'r, O> {
    offers: &'r [O],
    places: Vec<usize>,
}

/// What offers cost for what is asked.
struct Costs<'c, O> {
    /// Whether there is a price for it.
    has: &'c dyn Fn(&O) -> bool,
    amount: &'c dyn Fn(&O) -> Exact,
}

impl<'r, O: Offer> Row<'r, O> {
    fn of(offers: &'r [O], keep: impl Fn(&O) -> bool) -> Self {
        let mut places = sorting::order(offers.len(), &|a, b| {
            let (a, b) = (&offers[a], &offers[b]);
            let later = b.days().0.cmp(&a.days().0).then_with(|| b.lowest().cmp(&a.lowest()));
            a.of().cmp(&b.of()).then(later)
        });
        places.retain(|place| keep(&offers[*place]));
        Row { offers, places }
    }

    fn places(&self, of: (&str, &str)) -> &[usize] {
        let from = self.places.partition_point(|place| self.offers[*place].of() < of);
        let rest = &self.places[from..];
        &rest[..rest.partition_point(|place| self.offers[*place].of() == of)]
    }

    /// The offers of a charge, with their places.
    fn mine<'s>(&'s self, of: (&'s str, &'s str)) -> impl Iterator<Item = (usize, &'r O)> + 's {
        self.places(of).iter().map(|place| (*place, &self.offers[*place]))
    }

    /// The place of the offer that holds: the one that started last, then the one for the highest quantity, then the cheapest,
    /// then the first written. One that has no price for what is asked holds only where no other does.
    fn chosen(&self, of: (&str, &str), date: Date, quantity: &Exact, costs: &Costs<O>) -> Option<usize> {
        let start = |place: &usize| self.offers[*place].days().0;
        let too_high = |place: &usize| self.offers[*place].lowest().is_some_and(|lowest| lowest.exact() > *quantity);
        let mut rest = self.places(of);
        rest = &rest[rest.partition_point(|place| start(place) > Some(date))..];
        let mut without = None;
        while let Some(first) = rest.first() {
            let (alike, later) = rest.split_at(rest.partition_point(|place| start(place) == start(first)));
            rest = later;
            let best = self.cheapest(&alike[alike.partition_point(too_high)..], date, costs, &mut without);
            if best.is_some() {
                return best;
            }
        }
        without
    }

    /// The cheapest of those from the highest quantity on that have not ended.
    fn cheapest(&self, all: &[usize], date: Date, costs: &Costs<O>, without: &mut Option<usize>) -> Option<usize> {
        let mut best: Option<(usize, Option<Exact>)> = None;
        let mut compared = 0;
        for place in all {
            let offer = &self.offers[*place];
            if best.as_ref().is_some_and(|(known, _)| self.offers[*known].lowest() != offer.lowest()) {
                break;
            }
            if offer.days().1.is_some_and(|end| end < date) {
                continue;
            }
            if !(costs.has)(offer) {
                *without = without.or(Some(*place));
                continue;
            }
            best = match best {
                None => Some((*place, None)),
                // More of them, for an account or for all and for a currency or for all, are refused.
                Some(_) if compared > 4 * MAX_SMALL => break,
                Some((known, cost)) => {
                    compared += 1;
                    let least = cost.unwrap_or_else(|| (costs.amount)(&self.offers[known]));
                    let own = (costs.amount)(offer);
                    Some(if own < least { (*place, Some(own)) } else { (known, Some(least)) })
                }
            };
        }
        best.map(|(place, _)| place)
    }

    /// For each offer of a charge the days on which it may begin to matter.
    fn days<'s>(&'s self, of: (&'s str, &'s str)) -> impl Iterator<Item = [Option<Date>; 2]> + 's {
        self.mine(of).map(|(_, own)| [own.days().0, own.days().1.map(|end| end.plus_days(1))])
    }

    fn by_quantity(&self, of: (&str, &str), date: Date) -> bool {
        let holds = |own: &O| own.lowest().is_some_and(|from| from.sign() > 0 && own.holds(date, &from.exact()));
        self.mine(of).any(|(_, own)| holds(own))
    }
}

/// Everything that may hold instead of a catalog's price.
pub(crate) struct Offers<'r> {
    contracted: Row<'r, ContractedPrice>,
    book: Row<'r, BookPrice>,
    /// Whether the catalog's own prices are in another currency.
    pub foreign: bool,
}

impl<'r> Offers<'r> {
    /// The offers of a request that are for its account and currency.
    pub fn of(request: &'r QuoteRequest) -> Offers<'r> {
        let account = request.account.as_ref().and_then(|account| account.id.as_deref());
        let mine = |offer: &ContractedPrice| {
            offer.account.as_deref().is_none_or(|own| Some(own) == account)
                && offer.currency.as_deref().is_none_or(|own| own == request.currency)
        };
        let books = request.catalog.price_books.iter().flatten();
        let book = request.price_book.as_ref().and_then(|id| books.clone().find(|book| book.id == *id));
        Offers {
            contracted: Row::of(request.contracted.as_deref().unwrap_or(&[]), mine),
            book: Row::of(book.map_or(&[], |book| &book.prices), |_| true),
            foreign: request.catalog.currency.as_ref().is_some_and(|own| *own != request.currency),
        }
    }

    /// Whether a charge's price may change with the day.
    pub fn any(&self) -> bool {
        !self.contracted.places.is_empty() || !self.book.places.is_empty()
    }

    /// The prices that are offered for a charge.
    pub fn prices<'s>(&'s self, of: (&'s str, &'s str)) -> impl Iterator<Item = &'r Price> + 's {
        let agreed = self.contracted.mine(of).filter_map(|(_, own)| own.price.as_ref());
        agreed.chain(self.book.mine(of).map(|(_, own)| &own.price))
    }

    /// For each offer of a charge the days from which on another price may hold.
    pub fn days<'s>(&'s self, of: (&'s str, &'s str)) -> impl Iterator<Item = [Option<Date>; 2]> + 's {
        self.contracted.days(of).chain(self.book.days(of))
    }

    /// Whether the price of a charge on a day depends on the quantity.
    pub fn by_quantity(&self, of: (&str, &str), date: Date) -> bool {
        self.contracted.by_quantity(of, date) || self.book.by_quantity(of, date)
    }

    /// Whether prices of their own hold for a charge on every day of a stretch, whatever the quantity.
    pub fn covers(&self, of: (&str, &str), from: Date, to: Option<Date>) -> bool {
        let priced = |place: &usize| self.contracted.offers[*place].price.is_some();
        let agreed = self.contracted.places.iter().filter(|place| priced(place));
        let agreed = agreed.map(|place| &self.contracted.offers[*place] as &dyn Offer);
        let booked = self.book.places.iter().map(|place| &self.book.offers[*place] as &dyn Offer);
        let whole = |offer: &&dyn Offer| offer.of() == of && offer.lowest().is_none_or(|lowest| lowest.sign() <= 0);
        let mut days: Vec<(Option<Date>, Option<Date>)> = agreed.chain(booked).filter(whole).map(Offer::days).collect();
        days.sort();
        let mut covered = from;
        for (start, end) in days {
            if start.is_some_and(|start| start > covered) {
                return false;
            }
            match end {
                None => return true,
                Some(end) => covered = covered.max(end.plus_days(1)),
            }
        }
        to.is_some_and(|to| covered >= to)
    }

    /// The price that holds for a charge on a day, instead of the catalog's.
    pub fn price(&self, of: (&str, &str), list: &'r Price, date: Date, used: &Used) -> (&'r Price, Origin) {
        let covers = |price: &Price| price.gap(used).is_none();
        let has = |own: &BookPrice| covers(&own.price);
        let amount = |own: &BookPrice| cost(&own.price, used);
        let book = self.book.chosen(of, date, &used.quantity, &Costs { has: &has, amount: &amount });
        let below = book.map_or((list, Origin::List), |place| (&self.book.offers[place].price, Origin::Book(place)));
        let has = |own: &ContractedPrice| match &own.price {
            Some(price) => covers(price),
            None => covers(below.0) && !(self.foreign && below.1 == Origin::List),
        };
        let amount = |own: &ContractedPrice| match (&own.price, own.percent) {
            (Some(price), _) => cost(price, used),
            (None, percent) => cost(below.0, used) * (Exact::ONE - percent.map_or(Exact::ZERO, |own| own.percent())),
        };
        let costs = Costs { has: &has, amount: &amount };
        let Some(place) = self.contracted.chosen(of, date, &used.quantity, &costs) else { return below };
        let agreed = &self.contracted.offers[place];
        match &agreed.price {
            Some(price) => (price, Origin::Contracted(place, None)),
            None => (below.0, Origin::Contracted(place, agreed.percent)),
        }
    }
}

/// What a price comes to, to tell which of several is the cheapest; of percentages of other charges, what they take of one unit.
fn cost(price: &Price, used: &Used) -> Exact {
    match price {
        Price::PercentOf(own) => own.percent.percent(),
        _ => price.amount(used),
    }
}
