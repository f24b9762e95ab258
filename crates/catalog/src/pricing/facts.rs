//! What the price of an item depends on, gathered in a few statements.

use super::{Ask, Facts, Nearness, Reach, Rule};
use crate::{Item, Method, PriceKind, price_on};
use base::{Date, Id, Percent, Price, Quantity, Result};
use entity::{Choice, Value};
use parties::Party;
use std::collections::BTreeMap;
use store::{Read, Row, id_list};

pub fn gather(read: &Read, item: &Item, ask: &Ask) -> Result<Facts> {
    let template = item.variant_of.map(|t| read.get(t)).transpose()?;
    let on = |item: &Item, kind| price_on(read, item, kind, ask.currency, ask.day);
    // A variant without a figure of its own has its template's.
    let either = |kind| -> Result<Option<Price>> {
        match (on(item, kind)?, &template) {
            (None, Some(template)) => on(template, kind),
            (own, _) => Ok(own),
        }
    };
    let (list_price, cost) = (either(PriceKind::List)?, either(PriceKind::Cost)?);
    let groups = match item.item_group {
        Some(group) => chain(read, "catalog_item_group", group.raw())?,
        None => Vec::new(),
    };
    let items: Vec<i64> = [Some(item.head.id), item.variant_of.map(Id::raw)].into_iter().flatten().collect();
    let rows = rows(read, &items, &groups)?;
    let lists: Vec<i64> = rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
    let near = nearness(read, &lists, ask.customer)?;
    let rules = rows.iter().filter_map(|row| rule(row, item.head.id, &groups, &near)).collect();
    Ok(Facts { list_price, cost, rules })
}

/// A record and those above it, nearest first.
fn chain(read: &Read, table: &str, id: i64) -> Result<Vec<i64>> {
    let sql = format!("SELECT parent FROM \"{table}\" WHERE id = $1");
    let mut chain = vec![id];
    while let Some(Value::Int(parent)) =
        read.row(&sql, &[chain[chain.len() - 1].into()])?.and_then(|r| r.into_iter().next())
    {
        if chain.contains(&parent) || chain.len() > 50 {
            break;
        }
        chain.push(parent);
    }
    Ok(chain)
}

/// The rules of active lists that name one of the items, one of the groups, or nothing.
fn rows(read: &Read, items: &[i64], groups: &[i64]) -> Result<Vec<Row>> {
    let sql = store::sql!(
        "catalog.rules_of",
        "SELECT l.id, l.code, l.currency, l.priority, l.starts_on, l.ends_on, r.id, r.position, r.item, r.item_group, r.minimum, \
         r.starts_on, r.ends_on, r.method, r.price, r.percent, r.round_to \
         FROM catalog_price_list l JOIN catalog_price_rule r ON r.document = l.id \
         WHERE l.state = 'active' AND l.archived_at IS NULL AND (r.item IN LIST($1) OR r.item_group IN LIST($2) \
         OR (r.item IS NULL AND r.item_group IS NULL))"
    );
    read.query(sql, &[id_list(items), id_list(groups)])
}

/// How near each list stands to the customer. A list without targets is for everybody.
fn nearness(read: &Read, lists: &[i64], customer: Option<Id<Party>>) -> Result<BTreeMap<i64, Nearness>> {
    let family = match customer {
        Some(customer) => chain(read, "parties_party", customer.raw())?,
        None => Vec::new(),
    };
    // A site without a category is of its company's.
    let mut category = None;
    for id in &family {
        let sql = store::sql!("catalog.category_of", "SELECT category FROM parties_party WHERE id = $1");
        category = read.row(sql, &[(*id).into()])?.and_then(|row| row.first().and_then(Value::int));
        if category.is_some() {
            break;
        }
    }
    let sql = store::sql!(
        "catalog.targets_of",
        "SELECT document, customer, category FROM catalog_price_target WHERE document IN LIST($1)"
    );
    let mut near: BTreeMap<i64, Nearness> = BTreeMap::new();
    for row in read.query(sql, &[id_list(lists)])? {
        let [Value::Int(list), party, of] = row.as_slice() else { continue };
        let steps = party.int().and_then(|id| family.iter().position(|f| *f == id));
        let this = match steps {
            Some(0) => Nearness::Customer,
            Some(steps) => Nearness::Above(u8::try_from(steps).unwrap_or(u8::MAX)),
            None if of.int().is_some() && of.int() == category => Nearness::Category,
            None => Nearness::Others,
        };
        let kept = near.entry(*list).or_insert(Nearness::Others);
        *kept = (*kept).min(this);
    }
    Ok(near)
}

fn rule(row: &Row, item: i64, groups: &[i64], near: &BTreeMap<i64, Nearness>) -> Option<Rule> {
    let int = |place: usize| row.get(place).and_then(Value::int);
    let text = |place: usize| row.get(place).and_then(Value::text);
    let date = |place: usize| text(place).and_then(|t| Date::parse(t).ok());
    let reach = match (int(8), int(9)) {
        (Some(id), _) if id == item => Reach::Item,
        (Some(_), _) => Reach::Template,
        (None, Some(group)) => Reach::Group(u8::try_from(groups.iter().position(|g| *g == group)?).unwrap_or(u8::MAX)),
        (None, None) => Reach::All,
    };
    let earliest = [date(5), date(12)].into_iter().flatten().min();
    Some(Rule {
        list: text(1)?.to_owned(),
        id: int(6)?,
        place: int(7)?,
        nearness: near.get(&int(0)?).copied().unwrap_or(Nearness::Everybody),
        reach,
        currency: int(2)?,
        priority: int(3).unwrap_or(0),
        minimum: Quantity::from_units(int(10).unwrap_or(0)),
        starts_on: date(4).max(date(11)),
        ends_on: earliest,
        method: Method::from_code(text(13)?)?,
        price: Price::from_units(int(14).unwrap_or(0)),
        percent: Percent::from_units(int(15).unwrap_or(0)),
        round_to: int(16).map(Price::from_units),
    })
}
