//! Payment terms: from an invoice's date to the day on which it is due.

use crate::calendar::{BillDay, Date};
use crate::document::{document, words};
use crate::problem::{At, Check, Code};
use crate::sorting;

const MAX_NET_DAYS: u32 = 3650;
const MAX_MONTHS: u32 = 120;
const MAX_HOLIDAYS: usize = 1000;
const WEEKEND: [Weekday; 2] = [Weekday::Saturday, Weekday::Sunday];

document! {
    /// When an invoice is due: its date, plus `months`, plus `net` days, with the end of the month before or after them,
    /// then on to `day`, then to a working day by `shift`.
    ///
    /// An invoice of 2026-04-15 is due
    ///
    /// | terms | due |
    /// |---|---|
    /// | `{ "net": 30 }` | 2026-05-15 |
    /// | `{ "months": 1 }` | 2026-05-15 |
    /// | `{ "net": 45, "endOfMonth": "before" }` | 2026-06-14: April 30 and 45 days |
    /// | `{ "net": 45, "endOfMonth": "after" }` | 2026-05-31: the end of the month of May 30 |
    /// | `{ "net": 0, "endOfMonth": "before" }` | 2026-04-30 |
    /// | `{ "net": 30, "endOfMonth": "after", "day": 10 }` | 2026-06-10: the first 10th from May 31 on |
    /// | `{ "net": 30, "shift": "next", "holidays": ["2026-05-15"] }` | 2026-05-18, a Monday |
    #[derive(Eq)]
    pub struct PaymentTerms {
        /// Days after the invoice date, 0 to 3650. Default 0.
        pub net: u32 = Default::default(),
        /// Whole months after the invoice date, before the days; a day that the month does not have becomes its last. 0 to
        /// 120. Default 0.
        pub months: u32 = Default::default(),
        /// Where the end of the month comes in. Default `none`.
        pub end_of_month: DueMonthEnd = Default::default(),
        /// Then the first such day of a month, on or after; a month without it has its last day instead.
        pub day: Option<BillDay>,
        /// What happens to a due date on a weekend or holiday. Default `none`.
        pub shift: DueShift = Default::default(),
        /// Days on which nobody pays, for `shift`. At most 1,000.
        pub holidays: Vec<Date> = Default::default(),
        /// The days of the weekend, for `shift`; at most six. Default Saturday and Sunday.
        pub weekend: Vec<Weekday> = WEEKEND.to_vec(),
    }
}

words! {
    /// Where the end of the month comes into payment terms.
    #[derive(Default)]
    pub enum DueMonthEnd {
        /// Nowhere.
        #[default]
        None = "none",
        /// First the end of the month, then the days: April 15 and 45 days is June 14.
        Before = "before",
        /// First the days, then the end of the month: April 15 and 45 days is May 31.
        After = "after",
    }
}

words! {
    /// What happens to a due date that is no working day.
    #[derive(Default)]
    pub enum DueShift {
        /// It stays.
        #[default]
        None = "none",
        /// It moves to the next working day.
        Next = "next",
        /// It moves to the working day before; where that is before the invoice date, to the next one.
        Previous = "previous",
    }
}

words! {
    /// A day of the week.
    pub enum Weekday {
        /// 1 of ISO 8601.
        Monday = "monday",
        /// 2.
        Tuesday = "tuesday",
        /// 3.
        Wednesday = "wednesday",
        /// 4.
        Thursday = "thursday",
        /// 5.
        Friday = "friday",
        /// 6.
        Saturday = "saturday",
        /// 7.
        Sunday = "sunday",
    }
}

impl Default for PaymentTerms {
    fn default() -> PaymentTerms {
        PaymentTerms {
            net: 0,
            months: 0,
            end_of_month: DueMonthEnd::None,
            day: None,
            shift: DueShift::None,
            holidays: Vec::new(),
            weekend: WEEKEND.to_vec(),
        }
    }
}

impl PaymentTerms {
    /// Notes numbers out of range and a week without a working day.
    pub fn check(&self, at: &At, check: &mut Check) {
        for (key, value, most, unit) in
            [("net", self.net, MAX_NET_DAYS, "days"), ("months", self.months, MAX_MONTHS, "months")]
        {
            if value > most {
                let message = format!("{value} {unit} is too long.");
                check.note(Code::OutOfRange, &at.key(key), message, format!("Write 0 to {most} {unit}."));
            }
        }
        if self.holidays.len() > MAX_HOLIDAYS {
            let message = format!("There are {}.", self.holidays.len());
            check.note(Code::LimitExceeded, &at.key("holidays"), message, format!("At most {MAX_HOLIDAYS}."));
        }
        if (1..=7).all(|day| self.rests(day)) {
            let hint = "Leave at least one working day.";
            check.note(Code::OutOfRange, &at.key("weekend"), "The whole week is a weekend.", hint);
        }
    }

    /// The same terms with holidays and weekend in order, each day once: they mean the same.
    pub fn normalised(&self) -> PaymentTerms {
        let order = sorting::order(self.holidays.len(), &|a, b| self.holidays[a].cmp(&self.holidays[b]));
        let mut holidays: Vec<Date> = order.into_iter().map(|i| self.holidays[i]).collect();
        holidays.dedup();
        let order = sorting::order(self.weekend.len(), &|a, b| self.weekend[a].number().cmp(&self.weekend[b].number()));
        let mut weekend: Vec<Weekday> = order.into_iter().map(|i| self.weekend[i]).collect();
        weekend.dedup();
        PaymentTerms { holidays, weekend, ..self.clone() }
    }

    /// When an invoice of this date is due; never before it.
    pub fn due(&self, invoice: Date) -> Date {
        // OK because check() bounds both far below i32.
        let (net, months) = (self.net.min(MAX_NET_DAYS) as i32, self.months.min(MAX_MONTHS) as i32);
        let mut due = invoice.plus_months(months);
        due = match self.end_of_month {
            DueMonthEnd::None => due.plus_days(net),
            DueMonthEnd::Before => month_end(due).plus_days(net),
            DueMonthEnd::After => month_end(due.plus_days(net)),
        };
        if let Some(day) = self.day {
            let this = day.in_month(due.month_index());
            due = if this >= due { this } else { day.in_month(due.month_index() + 1) };
        }
        match self.shift {
            DueShift::None => due,
            DueShift::Next => self.working(due, 1),
            DueShift::Previous => match self.working(due, -1) {
                before if before < invoice => self.working(due, 1),
                day => day,
            },
        }
    }

    fn rests(&self, weekday: u32) -> bool {
        self.weekend.iter().any(|day| day.number() == weekday)
    }

    /// The first working day from `day` on, in steps of one day forwards or backwards.
    fn working(&self, day: Date, step: i32) -> Date {
        let works = |day: &Date| !self.rests(day.weekday()) && !self.holidays.contains(day);
        // OK because check() leaves a working day in each week, and each holiday takes away one at most.
        let most = 7 * (self.holidays.len() as i32 + 1);
        (0..=most).map(|n| day.plus_days(n * step)).find(works).unwrap_or(day)
    }
}

impl Weekday {
    fn number(self) -> u32 {
        match self {
            Weekday::Monday => 1,
            Weekday::Tuesday => 2,
            Weekday::Wednesday => 3,
            Weekday::Thursday => 4,
            Weekday::Friday => 5,
            Weekday::Saturday => 6,
            Weekday::Sunday => 7,
        }
    }
}

fn month_end(date: Date) -> Date {
    Date::in_month(date.month_index(), 31)
}
