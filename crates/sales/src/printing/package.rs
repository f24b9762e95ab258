//! A carrier label: where a package goes, who sends it, and the number under which the carrier follows it.

use super::Writing;
use crate::delivery::{Delivery, State};
use crate::package::Package;
use base::{Id, Result};
use parties::AddressUse;
use parties::printing::Receiver;
use platform::print::{Asked, Layout};
use store::Read;
use ui::print::{Print, Sheet};

pub(super) const LAYOUT: Layout = Layout {
    entity: "sales.package",
    shows: &["number", "delivery", "weight", "carrier", "tracking_number"],
    reads: &["sales.delivery"],
    make,
};

fn make(read: &Read, asked: &Asked, id: i64) -> Result<Vec<Print>> {
    let package: Package = read.get(Id::from_raw(id))?;
    let delivery: Delivery = read.get(package.delivery)?;
    let receiver = Receiver::of(read, delivery.customer, AddressUse::Ship)?;
    let to = Writing::to(read, asked, package.company, receiver)?;
    let wording = &to.wording;
    let mut print = Print { sheet: Sheet::Label, ..to.letter(read, None)? };
    print.title = wording.t("sales-print-package");
    print.number = package.number.to_string();
    print.mark = (delivery.state == State::Reversed).then(|| wording.t("sales-print-reversed"));
    let orders = super::delivery::orders(read, &delivery)?;
    let orders = orders.iter().map(|o| &*o.number).collect::<Vec<_>>().join(", ");
    print.facts.push(wording.fact("sales-print-our-order", orders));
    print.facts.push(wording.fact("sales-print-delivery-note", delivery.number.to_string()));
    let weight = package.weight.filter(|w| w.is_positive());
    print.facts.extend(weight.map(|w| wording.fact("sales-print-weight", format!("{}\u{a0}kg", wording.quantity(w)))));
    if let Some(carrier) = package.carrier.or(delivery.carrier) {
        print.facts.push(wording.fact("sales-print-carrier", wording.title(read, carrier)?));
    }
    let tracking = package.tracking_number.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    print.facts.extend(tracking.as_ref().map(|t| wording.fact("sales-print-tracking-number", t.as_str())));
    print.code = tracking.unwrap_or_else(|| package.number.to_string());
    Ok(vec![print])
}
