//! What was lived.

use std::collections::BTreeMap;

/// What happened in lives, by kind of step.
#[derive(Default)]
pub struct Tally {
    pub lives: usize,
    pub steps: BTreeMap<&'static str, usize>,
    pub checks: BTreeMap<&'static str, usize>,
    /// What was billed and compared, in minor units.
    pub compared: i128,
}

impl Tally {
    pub fn step(&mut self, name: &'static str) {
        *self.steps.entry(name).or_default() += 1;
    }

    pub fn check(&mut self, name: &'static str) {
        *self.checks.entry(name).or_default() += 1;
    }

    pub fn add(&mut self, other: Tally) {
        self.lives += other.lives;
        self.compared += other.compared;
        other.steps.into_iter().for_each(|(name, count)| *self.steps.entry(name).or_default() += count);
        other.checks.into_iter().for_each(|(name, count)| *self.checks.entry(name).or_default() += count);
    }
}
