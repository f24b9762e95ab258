//! The books: chart of accounts, fiscal calendar, entries, open items, and what is read from them.
//!
//! [`posting::post`] is the only way in; it takes an entry that balances and writes it with its open items and balances.

mod account;
pub mod balance;
mod bank_account;
pub mod bank_match;
pub mod bank_work;
mod books;
mod calendar;
pub mod chain;
pub mod charts;
pub mod clearing;
pub mod close;
mod closing;
mod dimension;
mod dimension_rule;
pub mod dimensioning;
pub mod dunning;
mod entry;
mod group_account;
pub mod home;
pub mod iban;
pub mod kept;
mod laws;
mod manual_entry;
pub mod matching;
mod open_item;
pub mod panels;
mod party_terms;
pub mod payment;
pub mod payment_run;
pub mod posting;
pub mod printing;
pub mod rate;
pub mod reports;
pub mod revaluation;
pub mod statement;
mod tax_code;
pub mod taxing;
pub mod terms;

pub use account::{Account, AccountRole, Control, Nature, Role, account};
pub use bank_account::{BankAccount, PartyAccount};
pub use bank_match::{BankMatch, MatchLine};
pub use books::{Books, CostAt, Costing, Founding, InventoryMode, State as BooksState, TaxRounding};
pub use calendar::{
    FiscalYear, LockException, Part, Period, PeriodState, State as YearState, Which, first_open_day, open_period,
};
pub use clearing::{Clearing, ClearingLine};
pub use closing::{Blocking, blocking};
pub use dimension::{Dimension, DimensionSet, DimensionValue, set_of, value_made};
pub use dimension_rule::{Demand, DimensionRule, RuledValue};
pub use dunning::{DunningLevel, DunningLine, DunningProcedure, DunningRun};
pub use entry::{Journal, JournalEntry, JournalLine};
pub use group_account::GroupAccount;
pub use manual_entry::{ManualEntry, ManualLine, Reversal, State as ManualState};
pub use matching::MatchRule;
pub use open_item::{Allocation, OpenItem, Side};
pub use party_terms::PartyTerms;
pub use payment::{Allocate, Flow, Means, Pay, Payment, PaymentLine, can_pay, pay};
pub use payment_run::{PaymentRun, RunLine};
pub use posting::{Posting, Source};
pub use rate::{ExchangeRate, RateKind};
pub use revaluation::{Revaluation, RevaluationLine};
pub use statement::{BankStatement, BankTransaction};
pub use tax_code::{Direction, TaxCode, TaxRate};
pub use taxing::{Destination, Standing, TaxRule};
pub use terms::{DiscountOffer, DiscountTax, PaymentTerm, TermInstalment, TermOffer};

use store::schema::{Holds::*, Table};
use store::{Module, Registered, entity};

/// The module's name.
pub const NAME: &str = "accounting";

// Entity numbers 100 to 149 are this module's.
static ENTITIES: [Registered; 46] = [
    entity::<GroupAccount>(),
    entity::<Account>(),
    entity::<AccountRole>(),
    entity::<Books>(),
    entity::<FiscalYear>(),
    entity::<Period>(),
    entity::<LockException>(),
    entity::<Dimension>(),
    entity::<DimensionValue>(),
    entity::<DimensionSet>(),
    entity::<RuledValue>(),
    entity::<DimensionRule>(),
    entity::<TaxRate>(),
    entity::<TaxCode>(),
    entity::<TaxRule>(),
    entity::<ExchangeRate>(),
    entity::<JournalLine>(),
    entity::<JournalEntry>(),
    entity::<ManualLine>(),
    entity::<ManualEntry>(),
    entity::<OpenItem>(),
    entity::<Allocation>(),
    entity::<TermInstalment>(),
    entity::<TermOffer>(),
    entity::<PaymentTerm>(),
    entity::<DiscountOffer>(),
    entity::<BankAccount>(),
    entity::<PartyAccount>(),
    entity::<PaymentLine>(),
    entity::<Payment>(),
    entity::<ClearingLine>(),
    entity::<Clearing>(),
    entity::<BankStatement>(),
    entity::<BankTransaction>(),
    entity::<MatchLine>(),
    entity::<BankMatch>(),
    entity::<MatchRule>(),
    entity::<RunLine>(),
    entity::<PaymentRun>(),
    entity::<DunningLevel>(),
    entity::<DunningProcedure>(),
    entity::<DunningLine>(),
    entity::<DunningRun>(),
    entity::<PartyTerms>(),
    entity::<RevaluationLine>(),
    entity::<Revaluation>(),
];

/// What the module does in the background; the program's runner takes it up.
pub const JOBS: [platform::job::JobKind; 2] = [matching::JOB, payment_run::JOB];

/// The module's entities, messages and tables.
pub static MODULE: Module = Module {
    name: NAME,
    entities: &ENTITIES,
    messages: &[
        ("en", include_str!("../messages/en.ftl")),
        ("zh-CN", include_str!("../messages/zh-CN.ftl")),
        ("es", include_str!("../messages/es.ftl")),
    ],
    needs: &[parties::NAME, catalog::NAME],
    tables,
    reports: reports::REPORTS,
    laws: laws::LAWS,
};

/// Kept balances: what each account had debited and credited in a period, added to by every posting.
fn tables() -> Vec<Table> {
    vec![
        Table::keyed("accounting_balance", &["account", "period", "stretch", "ledger", "shard"])
            .column("company", Big)
            .column("ledger", Big)
            .column("account", Big)
            .column("period", Big)
            .column("stretch", Big)
            .column("shard", Big)
            .column("debit", Big)
            .column("credit", Big)
            .index(&["company", "period"]),
    ]
}
