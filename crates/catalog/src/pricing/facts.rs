//! What the price of an item depends on, gathered in a few statements.

use super::{Ask, Facts, Nearness, Reach, Rule};
use crate::{Item, Method, PriceKind};
use base::{Date, Id, Percent, Price, Quantity, Result};
use entity::{Choice, Value};
use parties::Party;
use platform::Currency;
use std::collections::BTreeMap;
use store::{Read, Row, id_list};

pub fn gather(read: &Read, item: &Item, ask: &Ask) -> Result<Facts> {
    let mut all = gather_many(read, &[item], ask.customer, ask.currency, ask.day)?;
    Ok(all.pop().unwrap_or_default())
}

/// The same for the items of a document, in as many statements as for one.
pub fn gather_many(
    read: &Read,
    items: &[&Item],
    customer: Option<Id<Party>>,
    currency: Id<Currency>,
    day: Date,
) -> Result<Vec<Facts>> {
    let templates: Vec<i64> = items.iter().filter_map(|i| i.variant_of.map(Id::raw)).collect();
    let records = read.find_many("catalog.item", &templates, false)?;
    let templates: BTreeMap<i64, Item> = store::typed::<Item>(&records)?.into_iter().map(|t| (t.head.id, t)).collect();
    let mut ids: Vec<i64> = items.iter().map(|i| i.head.id).chain(templates.keys().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let parents = parents(read)?;
    let above: Vec<Vec<i64>> = items.iter().map(|i| groups_of(&parents, i.item_group)).collect();
    let mut groups: Vec<i64> = above.iter().flatten().copied().collect();
    groups.sort_unstable();
    groups.dedup();
    let answers = read.together(&[ask_prices(&ids, currency, day), ask_rules(&ids, &groups)])?;
    let (dated, rows) = (prices_of(&answers[0]), &answers[1]);
    let on = |item: &Item, kind: PriceKind| {
        let own = match kind {
            PriceKind::List => item.list_price,
            PriceKind::Cost => item.standard_cost,
        };
        dated.get(&(item.head.id, kind.code())).copied().or(own.filter(|_| item.currency == Some(currency)))
    };
    let mut lists: Vec<i64> = rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
    lists.sort_unstable();
    lists.dedup();
    let near = if lists.is_empty() { BTreeMap::new() } else { nearness(read, &lists, customer)? };
    let facts = |(item, groups): (&&Item, &Vec<i64>)| {
        let template = item.variant_of.and_then(|t| templates.get(&t.raw()));
        // A variant without a figure of its own has its template's.
        let either = |kind| on(item, kind).or_else(|| template.and_then(|t| on(t, kind)));
        let mine = |row: &&Row| {
            let named = row.get(8).and_then(Value::int);
            named.is_none_or(|id| id == item.head.id || item.variant_of.is_some_and(|t| t.raw() == id))
        };
        let rules = rows.iter().filter(mine).filter_map(|row| rule(row, item.head.id, groups, &near)).collect();
        Facts { list_price: either(PriceKind::List), cost: either(PriceKind::Cost), rules, tax: None }
    };
    Ok(items.iter().zip(&above).map(facts).collect())
}

/// The question for list prices and costs of items from their history on a day.
fn ask_prices(items: &[i64], currency: Id<Currency>, day: Date) -> store::Ask<'static> {
    let sql = store::sql!(
        "catalog.prices_on",
        "SELECT item, purpose, price FROM catalog_item_price WHERE item IN LIST($1) AND currency = $2 AND archived_at IS NULL \
         AND starts_on <= $3 AND (ends_on IS NULL OR ends_on >= $4) ORDER BY starts_on"
    );
    (sql, vec![id_list(items), currency.into(), day.into(), day.into()])
}

/// Its answer, by item and purpose.
fn prices_of(rows: &[Row]) -> BTreeMap<(i64, &'static str), Price> {
    let mut found = BTreeMap::new();
    for row in rows {
        let [Value::Int(item), purpose, Value::Int(price)] = row.as_slice() else { continue };
        let Some(kind) = purpose.text().and_then(PriceKind::from_code) else { continue };
        // The later beginning stands last and wins.
        found.insert((*item, kind.code()), Price::from_units(*price));
    }
    found
}

/// Which group stands under which, kept in memory.
struct Parents(BTreeMap<i64, Option<i64>>);

fn parents(read: &Read) -> Result<std::sync::Arc<Parents>> {
    read.kept(|| {
        let sql = store::sql!("catalog.group_parents", "SELECT id, parent FROM catalog_item_group");
        let one = |row: &Row| Some((row.first()?.int()?, row.get(1).and_then(Value::int)));
        Ok(Parents(read.query(sql, &[])?.iter().filter_map(one).collect()))
    })
}

/// A group and those above it, nearest first.
fn groups_of(parents: &Parents, group: Option<Id<crate::ItemGroup>>) -> Vec<i64> {
    let mut chain = Vec::new();
    let mut at = group.map(|g| g.raw());
    while let Some(group) = at.filter(|g| !chain.contains(g)) {
        chain.push(group);
        at = parents.0.get(&group).copied().flatten();
    }
    chain
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

/// The question for the rules of active lists that name one of the items, one of the groups, or nothing.
fn ask_rules(items: &[i64], groups: &[i64]) -> store::Ask<'static> {
    let sql = store::sql!(
        "catalog.rules_of",
        "SELECT l.id, l.code, l.currency, l.priority, l.starts_on, l.ends_on, r.id, r.position, r.item, r.item_group, r.minimum, \
         r.starts_on, r.ends_on, r.method, r.price, r.percent, r.round_to, l.tax_inside \
         FROM catalog_price_list l JOIN catalog_price_rule r ON r.document = l.id \
         WHERE l.state = 'active' AND l.archived_at IS NULL AND (r.item IN LIST($1) OR r.item_group IN LIST($2) \
         OR (r.item IS NULL AND r.item_group IS NULL))"
    );
    (sql, vec![id_list(items), id_list(groups)])
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
        tax_inside: int(17) == Some(1),
    })
}
