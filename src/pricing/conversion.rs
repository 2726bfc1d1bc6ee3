use crate::document::{document, words};
use crate::money::{Dec, Exact, RoundingMode};
use crate::problem::{At, Check, Code};

document! {
    /// Turns what is counted into what is priced, before any price: 1,400 MB sold by the started GB are 2, ten tokens a call.
    /// Exactly one of `multiply` and `divide`.
    pub struct Conversion {
        /// The unit that it is for. Default: every unit.
        pub unit: Option<String>,
        /// Multiplied by this; above zero.
        pub multiply: Option<Dec>,
        /// Divided by this; above zero.
        pub divide: Option<Dec>,
        /// How the sum of what is priced together is rounded. Default `none`.
        pub rounding: ConversionRounding = Default::default(),
        /// The decimals that are kept, -9 to 12: -2 rounds to hundreds. Default 0.
        pub digits: i32 = 0,
    }
}

words! {
    /// How a converted quantity is rounded. 2.5 to whole units:
    #[derive(Default)]
    pub enum ConversionRounding {
        /// Not at all: 2.5. The default.
        #[default]
        None = "none",
        /// Up: 3.
        Up = "up",
        /// Down: 2.
        Down = "down",
        /// To the nearest, halves up: 3.
        Nearest = "nearest",
    }
}

impl Conversion {
    /// Notes factors that are missing, doubled or not above zero, and decimals out of range.
    pub fn check(&self, at: &At, check: &mut Check) {
        if self.multiply.is_some() == self.divide.is_some() {
            let hint = "Write exactly one of multiply and divide.";
            check.note(Code::Conflict, at, "A conversion multiplies or divides.", hint);
        }
        for (key, value) in [("multiply", &self.multiply), ("divide", &self.divide)] {
            if let Some(value) = value {
                super::check_sign(value, 1, &at.key(key), check);
            }
        }
        if !(-9..=12).contains(&self.digits) {
            check.note(Code::OutOfRange, &at.key("digits"), format!("{} decimals.", self.digits), "Write -9 to 12.");
        }
        if self.digits != 0 && self.rounding == ConversionRounding::None {
            let hint = "Write rounding: up, down or nearest.";
            check.note(Code::Conflict, &at.key("digits"), "Nothing is rounded to these decimals.", hint);
        }
    }

    /// What one counted unit is in priced ones.
    pub fn factor(&self) -> Exact {
        let divide = self.divide.and_then(|by| Exact::ONE.over(&by.exact()));
        divide.or(self.multiply.map(|by| by.exact())).unwrap_or(Exact::ONE)
    }

    /// A converted quantity, rounded.
    pub fn rounded(&self, quantity: &Exact) -> Exact {
        let digits = self.digits.unsigned_abs().min(12);
        let power = Exact::whole(10i128.pow(digits));
        let unit = if self.digits < 0 { power } else { Exact::ONE.over(&power).unwrap_or(Exact::ONE) };
        let Some(scaled) = quantity.over(&unit) else { return quantity.clone() };
        let whole = match self.rounding {
            ConversionRounding::None => return quantity.clone(),
            ConversionRounding::Up => scaled.ceil(),
            ConversionRounding::Down => -&(-&scaled).ceil(),
            ConversionRounding::Nearest => scaled.rounded(0, RoundingMode::HalfUp),
        };
        whole * unit
    }
}
