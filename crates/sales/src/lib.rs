//! Selling: orders, deliveries and invoices on one line of figures, from the promise to what the customer owes.

pub mod contract;
pub mod credit;
pub mod credit_group;
pub mod credit_rule;
pub mod customer_invoice;
mod customer_return;
pub mod delivery;
mod kit;
mod laws;
pub mod milestone;
pub mod offer_link;
mod order;
pub mod overview;
mod package;
mod pages;
pub mod picking;
pub mod price_guard;
pub mod printing;
pub mod profit;
pub mod progress;
pub mod promise;
pub mod quotation;
pub mod run;
pub mod schedule;
mod top_customers;

pub use contract::{
    Contract, ContractLine, ContractTemplate, Kind as ContractKind, Notice, Renewal, State as ContractState,
};
pub use credit_group::{CreditGroup, CreditGroupMember};
pub use credit_rule::{CreditRule, Reaction};
pub use customer_invoice::{CustomerInvoice, CustomerInvoiceLine, Form, Purpose, State as InvoiceState};
pub use customer_return::{Disposition, OnDay, Return, ReturnLine, Settlement, State as ReturnState, TakeBack, Why};
pub use delivery::{Delivery, DeliveryLine, HandOver, State as DeliveryState};
pub use milestone::{Milestone, Reach, State as MilestoneState};
pub use offer_link::OfferLink;
pub use order::{
    Amendment, AmendmentLine, Aspect, Bill, Billing, Deliver, Deposit, Hold, Order, OrderLine, Partial, PriceFrom,
    Progress, Reason, Release, State as OrderState, Wait,
};

pub use package::{Pack, Package, PackageLine};
pub use pages::PAGES;
pub use price_guard::{PriceCheck, PriceGuard, PriceGuardGroup};
pub use quotation::{Form as OfferForm, Quotation, QuotationChange, QuotationLine, State as QuotationState};
pub use schedule::{ScheduleLine, Split};

use base::{Date, Result};
use entity::Input;
use store::schema::{Holds::*, Table};
use store::{Module, Registered, Tx, entity};

/// The module's name.
pub const NAME: &str = "sales";

/// What taking a posted document back asks for.
#[derive(Input, Clone, Debug)]
pub struct Reversal {
    pub posted_on: Date,
    #[field(max = 200)]
    pub reason: String,
}

// Entity numbers 230 to 259 are this module's.
static ENTITIES: [Registered; 28] = [
    entity::<QuotationLine>(),
    entity::<QuotationChange>(),
    entity::<Quotation>(),
    entity::<OfferLink>(),
    entity::<CreditGroupMember>(),
    entity::<CreditGroup>(),
    entity::<ContractTemplate>(),
    entity::<ContractLine>(),
    entity::<Contract>(),
    entity::<CreditRule>(),
    entity::<PriceGuardGroup>(),
    entity::<PriceGuard>(),
    entity::<AmendmentLine>(),
    entity::<Amendment>(),
    entity::<PackageLine>(),
    entity::<Package>(),
    entity::<run::RunLine>(),
    entity::<run::CollectiveRun>(),
    entity::<ReturnLine>(),
    entity::<Return>(),
    entity::<OrderLine>(),
    entity::<Order>(),
    entity::<DeliveryLine>(),
    entity::<Delivery>(),
    entity::<Milestone>(),
    entity::<ScheduleLine>(),
    entity::<CustomerInvoiceLine>(),
    entity::<CustomerInvoice>(),
];

/// What the module does in the background; the program's runner takes it up.
pub const JOBS: [platform::job::JobKind; 3] = [quotation::JOB, promise::JOB, contract::JOB];

/// Orders the jobs that every set has; called when the serving program opens it.
pub fn order_standing(tx: &mut Tx) -> Result<()> {
    platform::job::order(tx, quotation::TASK, "all", "")?;
    platform::job::order(tx, contract::TASK, "all", "").map(|_| ())
}

/// The module's entities, messages and tables.
pub static MODULE: Module = Module {
    name: NAME,
    entities: &ENTITIES,
    messages: &[
        ("en", include_str!("../messages/en.ftl")),
        ("zh-CN", include_str!("../messages/zh-CN.ftl")),
        ("es", include_str!("../messages/es.ftl")),
    ],
    needs: &[stock::NAME],
    tables,
    reports: &[profit::REPORT, top_customers::REPORT],
    laws: laws::LAWS,
};

fn tables() -> Vec<Table> {
    vec![
        // What of an order's line was delivered and invoiced, in base units.
        Table::keyed("sales_progress", &["line"])
            .column("line", Big)
            .column("document", Big)
            .column("delivered", Big)
            .column("invoiced", Big)
            .column("returned", Big)
            .index(&["document"]),
        // What a customer has ordered and what was delivered to him and not invoiced, in company currency with tax.
        Table::keyed("sales_credit", &["company", "customer"])
            .column("company", Big)
            .column("customer", Big)
            .column("orders", Big)
            .column("delivered", Big),
        // What whoever decides on the credit of a group holds, so that nobody else decides on it meanwhile.
        Table::keyed("sales_credit_shared", &["company", "credit_group"])
            .column("company", Big)
            .column("credit_group", Big)
            .column("times", Big),
    ]
}
