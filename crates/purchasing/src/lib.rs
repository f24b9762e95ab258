//! Purchasing: what we order, what comes of it, what the supplier wants for it, and what goes back.
//!
//! [`held::Held`] keeps what happened of an order's lines; [`posting`] says what each document means in the books.

pub mod amendment;
mod difference;
mod expected;
mod goods_receipt;
pub mod held;
mod invoice_match;
mod laws;
mod order;
mod posting;
pub mod printing;
mod reports;
mod requisition;
mod share;
mod shipping_notice;
mod supplier_calendar;
mod supplier_invoice;
mod supplier_return;
mod to_come;
mod tolerance;

pub use amendment::{Amendment, AmendmentLine};
pub use goods_receipt::{GoodsReceipt, ReceiptLine, Reversal, State as ReceiptState};
pub use order::{Acknowledgement, Extent, Order, OrderLine, Reason, SendReminder, State as OrderState};
pub use reports::Wanted as ProgressWanted;
pub use requisition::{Requisition, RequisitionLine, State as RequisitionState};
pub use shipping_notice::{Announcement, NoticeLine, ShippingNotice, State as NoticeState};
pub use supplier_calendar::{ClosedDays, SupplierCalendar};
pub use supplier_invoice::{InvoiceLine, Paper, Payment, Sense, State as InvoiceState, SupplierInvoice};
pub use supplier_return::{ReturnLine, State as ReturnState, SupplierReturn};
pub use to_come::{ToCome, on_order};
pub use tolerance::{Basis, MatchTolerance, rules};

use store::schema::{Holds::*, Table};
use store::{Module, Registered, entity};

/// The module's name.
pub const NAME: &str = "purchasing";

// Entity numbers 200 to 229 are this module's.
static ENTITIES: [Registered; 17] = [
    entity::<OrderLine>(),
    entity::<Order>(),
    entity::<ClosedDays>(),
    entity::<SupplierCalendar>(),
    entity::<NoticeLine>(),
    entity::<ShippingNotice>(),
    entity::<ReceiptLine>(),
    entity::<GoodsReceipt>(),
    entity::<InvoiceLine>(),
    entity::<SupplierInvoice>(),
    entity::<MatchTolerance>(),
    entity::<ReturnLine>(),
    entity::<SupplierReturn>(),
    entity::<AmendmentLine>(),
    entity::<Amendment>(),
    entity::<RequisitionLine>(),
    entity::<Requisition>(),
];

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
    reports: reports::REPORTS,
    laws: laws::LAWS,
};

fn tables() -> Vec<Table> {
    vec![
        // What happened of each line of an order, in its unit. Written by whoever holds the order.
        Table::keyed("purchasing_progress", &["line"])
            .column("line", Big)
            .column("document", Big)
            .column("received", Big)
            .column("rejected", Big)
            .column("invoiced", Big)
            .column("ahead", Big)
            .column("ahead_amount", Big)
            .column("ahead_base", Big)
            .index(&["document"]),
        // What each line of a receipt put on the account of goods received, not invoiced, and what of it still stands there.
        Table::keyed("purchasing_clearing", &["line"])
            .column("line", Big)
            .column("receipt", Big)
            .column("order_line", Big)
            .column("document", Big)
            .column("received", Big)
            .column("credited", Big)
            .column("amount", Big)
            .column("open", Big)
            .column("open_base", Big)
            .index(&["document"])
            .index(&["order_line"]),
    ]
}
