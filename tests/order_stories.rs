//! Stories of amendments with strange inputs: first and last days, ragged bill days, leap years, odd currencies and day counts.
//!
//! Every expected number was computed by hand, or from the fractions in the comment above it; none was read off the engine. A story
//! that the engine does not tell yet is ignored as a finding, with the number that it should come to.

mod common;

mod order_stories {
    mod changes;
    mod days;
    mod deposits;
    mod ends;
    mod lives;
    mod money;
    mod retained;
    pub mod teller;
}
