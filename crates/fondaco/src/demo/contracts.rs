//! Contracts of the demonstration company: templates in three languages, a service contract over the pieces that stand at a customer's,
//! one that ends soon, and a draft.

use super::trade::we;
use ::service::InstalledPiece;
use base::{Error, Id, Quantity, Result};
use catalog::Item;
use entity::{Entity, Record};
use parties::Party;
use platform::{Company, Language};
use sales::{Contract, ContractKind, ContractLine, ContractTemplate, Renewal};
use store::{Set, Tx};

/// Name, kind, language and text.
const TEXTS: [(&str, ContractKind, Language, &str); 6] = [
    (
        "Service contract",
        ContractKind::Service,
        Language::English,
        "{company} looks after the pieces listed below for {customer}, from {start} on. The contract ends on: {end}.\n\nWe answer within one working hour and repair or replace what fails within two working days. Parts that wear are not included.\n\n{renewal} Notice is given in writing, {notice} before the last day at the latest.",
    ),
    (
        "服务合同",
        ContractKind::Service,
        Language::Chinese,
        "{company} 自 {start} 起为 {customer} 维护下列设备。合同终止日期：{end}。\n\n我方在一个工作小时内答复，并在两个工作日内修理或更换故障件。易损件不在其内。\n\n{renewal} 终止须最迟提前 {notice} 以书面形式通知。",
    ),
    (
        "Contrato de servicio",
        ContractKind::Service,
        Language::Spanish,
        "{company} atiende para {customer} los equipos indicados abajo desde el {start}. El contrato termina: {end}.\n\nRespondemos en una hora laborable y reparamos o sustituimos lo que falle en dos días laborables. Las piezas de desgaste no están incluidas.\n\n{renewal} El preaviso se da por escrito, como mínimo {notice} antes del último día.",
    ),
    (
        "Yearly supply",
        ContractKind::Sales,
        Language::English,
        "{company} supplies {customer} with the items listed below at the prices agreed on, from {start} on. The contract ends on: {end}.\n\nThe quantities are called off as {customer} needs them. Their worth is {value} without tax.\n\n{renewal}",
    ),
    (
        "年度供货",
        ContractKind::Sales,
        Language::Chinese,
        "{company} 自 {start} 起按约定价格向 {customer} 供应下列货物。合同终止日期：{end}。\n\n数量由 {customer} 按需提取，不含税总值为 {value}。\n\n{renewal}",
    ),
    (
        "Suministro anual",
        ContractKind::Sales,
        Language::Spanish,
        "{company} suministra a {customer} los artículos indicados abajo a los precios acordados desde el {start}. El contrato termina: {end}.\n\nLas cantidades se piden según necesidad. Su valor es de {value} sin impuestos.\n\n{renewal}",
    ),
];

/// Draws them up, before tickets come that are looked at under them.
pub(super) fn draw_up(set: &Set) -> Result<()> {
    set.write(&we(), |tx| {
        for (name, kind, language, text) in TEXTS {
            tx.insert(&mut ContractTemplate::new(name, kind, language, text))?;
        }
        let company: Vec<Company> = tx.select("archived_at IS NULL ORDER BY id LIMIT 1", &[])?;
        let company = company.first().map(Entity::id).ok_or_else(|| Error::not_found("demo", "company"))?;
        let pieces: Vec<InstalledPiece> = tx.select("state = 'in_use' ORDER BY customer, id", &[])?;
        let mut customers: Vec<Id<Party>> = pieces.iter().map(|p| p.customer).collect();
        customers.dedup();
        for (place, customer) in customers.iter().take(2).enumerate() {
            let theirs: Vec<&InstalledPiece> = pieces.iter().filter(|p| p.customer == *customer).collect();
            look_after(tx, company, *customer, &theirs, place as i64)?;
        }
        match customers.last() {
            Some(customer) => supply(tx, company, *customer),
            None => Ok(()),
        }
    })
}

/// A year of service over everything they have; of two, one ends in six weeks.
fn look_after(
    tx: &mut Tx,
    company: Id<Company>,
    customer: Id<Party>,
    pieces: &[&InstalledPiece],
    place: i64,
) -> Result<()> {
    let today = tx.today();
    let starts_on = today.add_days(if place == 0 { -150 } else { -323 })?;
    let mut contract = Contract::new(company, customer, ContractKind::Service, starts_on);
    let subject = match tx.get(customer)?.language {
        Some(Language::Spanish) => "Mantenimiento de cambios",
        Some(Language::Chinese) => "变速器维护",
        _ => "Care of derailleurs",
    };
    contract.subject = Some(subject.to_owned());
    contract.ends_on = Some(starts_on.add_months(12)?.add_days(-1)?);
    (contract.renewal, contract.renewal_months) = (Renewal::Automatic, Some(12));
    contract.notice_days = Some(60);
    let mut items: Vec<Id<Item>> = pieces.iter().map(|p| p.item).collect();
    items.dedup();
    for item in items {
        let n = pieces.iter().filter(|p| p.item == item).count() as i64;
        let price = base::Price::parse("48")?;
        contract.lines.push(ContractLine::of(item, Quantity::whole(n)?).at(price));
    }
    let id = tx.insert(&mut contract)?;
    tx.perform(Contract::DEF.name, id.raw(), "activate", None, &Record::default())?;
    for piece in pieces {
        let mut piece = tx.lock(piece.id())?;
        piece.contract = Some(id);
        piece.place = Some("Workshop".to_owned());
        tx.update(&mut piece)?;
    }
    Ok(())
}

/// Goods for next year, not signed yet.
fn supply(tx: &mut Tx, company: Id<Company>, customer: Id<Party>) -> Result<()> {
    let items: Vec<Item> = tx.select(
        "tracking = 'without' AND state = 'active' AND list_price > 0 AND nature = 'goods' \
         AND id NOT IN (SELECT variant_of FROM catalog_item WHERE variant_of IS NOT NULL) ORDER BY id LIMIT 3",
        &[],
    )?;
    let starts_on = tx.today().first_of_month().add_months(1)?;
    let mut contract = Contract::new(company, customer, ContractKind::Sales, starts_on);
    contract.subject = Some("Chains and cables for a year".to_owned());
    contract.ends_on = Some(starts_on.add_months(12)?.add_days(-1)?);
    let quantities = [1_200, 600, 2_000];
    for (item, n) in items.iter().zip(quantities) {
        contract.lines.push(ContractLine::of(item.id(), Quantity::whole(n)?));
    }
    tx.insert(&mut contract).map(|_| ())
}
