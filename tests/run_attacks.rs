//! Attacks on bill runs, posting and notes: odd requests, extremes, documents of others, and what is rare but legal. No verb may
//! panic, answer with a wrong sum, or change half of what it was given.

mod common;

mod run_attacks {
    mod rare;
    mod refused;
}
