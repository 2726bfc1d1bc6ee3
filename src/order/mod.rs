//! An accepted quote through time: accept, amend, cancel, and what is still to be billed.
//!
//! An order is the accepted request, which never changes, and a list of amendments. `fold` turns both into versions, one for
//! each day on which something changes; each version is an ordinary request, priced by the quote's own way with the accepted
//! prices kept (`quote::frozen`). `life` joins the versions' billing items: each stretch of time is billed as the version says
//! that was in force when it began. `settle` compares that with what was billed, and makes the corrections. `renew` makes a new
//! quote of the last version, line by line in `carry`; `forecast` renews again and again.

mod accept;
mod amend;
mod apply;
mod cancel;
mod carry;
mod causes;
mod deposits;
mod difference;
mod document;
pub(crate) mod due;
mod events;
mod fold;
mod folded;
mod forecast;
mod held;
mod life;
mod links;
mod once;
mod paid;
mod plan;
mod reach;
mod recurring;
mod reductions;
mod renew;
mod renewal;
mod reprice;
mod reversed;
mod settle;
mod shift;
mod standing;
mod state;
mod sums;
mod timing;
mod usage;

pub use accept::accept;
pub use amend::{amend, undo};
pub use cancel::cancel;
pub use document::{
    AcceptOptions, AmendOptions, Amended, Amendment, AmendmentDue, CancelAt, CancelTerms, Change, ChangeAdd, ChangeSet,
    ContractValue, DepositReason, EntryKind, InvoiceChange, LineChange, Order, OrderDeposit, OrderEntry,
    OrderPlanOptions, OrderState, OrderStateOptions, Unused,
};
pub(crate) use events::waits_for;
pub use folded::{fold_billed, FoldOptions, Folded};
pub use forecast::renewals;
pub use plan::plan_order;
pub(crate) use recurring::{monthly_rates, MonthlyRate};
pub use renew::renew;
pub use renewal::{
    AutoRenewal, Forecast, ForecastInvoice, ForecastOptions, ForecastStatus, ForecastTerm, LeftLine, LeftReason,
    RenewDiscounts, RenewIndex, RenewPrices, RenewTerms, RenewUplift, Renewal, RenewedAmount, RenewedCharge,
    RenewedLine,
};
pub(crate) use reversed::{is_void, standing, standing_deposits};
pub use state::order_state;
