//! Lives of orders against a small model that knows only what is owed by each date. `PRORATA_SOAK=1` (npm run soak) lives 10,000;
//! `PRORATA_SEED=7 cargo test --test run_laws one_life -- --nocapture` tells one.

mod common;
#[path = "common/random.rs"]
mod random;

mod run_model {
    pub mod books;
    pub mod checks;
    pub mod days;
    pub mod deals;
    pub mod life;
    pub mod notes;
    pub mod owed;
    pub mod tally;
}

use run_model::life::live;
use run_model::tally::Tally;

/// So many lives of the law, or in the soak more. All are lived before any is told, so that what is wrong can be compared.
fn lives(few: u64, exact: bool) {
    let many = std::env::var_os("PRORATA_SOAK").is_some();
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    for seed in 0..if many { few * 34 } else { few } {
        match live(seed, exact) {
            Ok(own) => tally.add(own),
            Err(own) => wrong.push(own),
        }
    }
    println!(
        "{} lives, steps {:?}, checks {:?}, {} minor units compared",
        tally.lives, tally.steps, tally.checks, tally.compared
    );
    for own in &wrong {
        println!("wrong: {own}\n");
    }
    assert!(wrong.is_empty(), "{} lives are wrong", wrong.len());
    most_is_lived(&tally);
}

/// A law that skips its steps proves nothing.
fn most_is_lived(tally: &Tally) {
    let (steps, checks) =
        (|name| tally.steps.get(name).copied().unwrap_or(0), |name| tally.checks.get(name).copied().unwrap_or(0));
    for name in STEPS {
        assert!(steps(name) * 50 >= tally.lives, "{name}: {} times in {} lives", steps(name), tally.lives);
    }
    for name in CHECKS {
        assert!(checks(name) * 10 >= tally.lives, "{name}: {} times in {} lives", checks(name), tally.lives);
    }
    assert!(steps("amended") >= 3 * tally.lives && steps("amended") >= 2 * steps("amendment refused"));
    assert!(tally.compared > 0);
}

const STEPS: [&str; 19] = [
    "adjustment",
    "amended",
    "amendment refused",
    "cancelled and billed again",
    "credit of a gross",
    "credit of a line",
    "credit of a net",
    "credit of the whole",
    "draft thrown away",
    "event",
    "hold off",
    "hold on",
    "late usage",
    "post",
    "run",
    "run of a part",
    "run of nothing",
    "run under holds",
    "usage",
];

const CHECKS: [&str; 5] =
    ["billed is owed", "cut in two", "next due is next", "nothing is left to credit", "preview is invoice"];

#[test]
fn what_is_billed_is_what_is_owed() {
    lives(200, true);
}

/// Where the charge takes the remainder, lines come to what they are owed in all.
#[test]
fn lines_come_to_what_they_are_owed() {
    lives(100, false);
}

/// One seed, for whoever looks into it.
#[test]
fn one_life() {
    let Some(seed) = std::env::var("PRORATA_SEED").ok().and_then(|seed| seed.parse().ok()) else { return };
    for exact in [true, false] {
        if let Err(wrong) = live(seed, exact) {
            panic!("exact: {exact}\n{wrong}");
        }
    }
}
