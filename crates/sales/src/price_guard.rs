//! The price guard says how little a line may earn, and how far below the price lists it may be sold, before somebody has to approve it.

use crate::credit_rule::Reaction;
use crate::{Order, OrderLine, PriceFrom, QuotationLine};
use accounting::taxing::{self, Taxable};
use base::{Date, Error, Id, Percent, Price, Refusal, Result};
use catalog::{Item, ItemGroup, pricing};
use entity::{Choice, Entity, Head, Lines, Named as _, Value};
use parties::{Party, loaded};
use platform::{Company, Currency};
use std::collections::HashMap;
use store::{Business, Guard, Read, Refusals};

/// What the guard says of a price.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceCheck {
    #[default]
    Fine,
    /// Lower than it should be; nobody has to be asked.
    #[choice(tone = "warn")]
    Low,
    /// Sold only when somebody approves it.
    #[choice(tone = "danger")]
    NeedsApproval,
}

/// The limits of a company.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.price_guard",
    kind = 249,
    icon = "shield-check",
    title = "company",
    sort = "id",
    unique(company),
    kept,
    aside
)]
pub struct PriceGuard {
    pub head: Head,
    #[field(column)]
    pub company: Id<Company>,
    /// What has to be left of the net of a line after what its goods cost as of now.
    #[field(column)]
    pub least_margin: Option<Percent>,
    #[field(column)]
    pub margin: Reaction,
    /// The most a line may be below what the price lists say, by its discount, by a typed price, or by both.
    #[field(column)]
    pub most_discount: Option<Percent>,
    #[field(column)]
    pub discount: Reaction,
    /// Groups of items with limits of their own.
    pub groups: Lines<PriceGuardGroup>,
}

/// A group of items, with those below it, that has limits of its own.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "sales.price_guard_group", kind = 250, line_of = "sales.price_guard", title = "item_group")]
pub struct PriceGuardGroup {
    pub head: Head,
    pub item_group: Id<ItemGroup>,
    /// Instead of the company's.
    pub least_margin: Option<Percent>,
    pub most_discount: Option<Percent>,
}

impl PriceGuard {
    /// Nothing is guarded yet.
    pub fn new(company: Id<Company>) -> PriceGuard {
        PriceGuard {
            head: Head::default(),
            company,
            least_margin: None,
            margin: Reaction::Ignore,
            most_discount: None,
            discount: Reaction::Ignore,
            groups: Vec::new().into(),
        }
    }

    /// What the guard says of a line of a group, of which so much is left and which is so far below its price list.
    fn judge(&self, kept: &Kept, group: Option<Id<ItemGroup>>, sold: &Sold) -> PriceCheck {
        let own = kept.nearest(&self.groups, group);
        let least = own.and_then(|o| o.least_margin).or(self.least_margin);
        let most = own.and_then(|o| o.most_discount).or(self.most_discount);
        let thin = match (least, sold.margin) {
            (Some(least), Earned::Known(margin)) => margin < least,
            (Some(_), Earned::GivenAway) => true,
            _ => false,
        };
        let cheap = most.is_some_and(|most| sold.below > most);
        let said = |broken: bool, reaction: Reaction| match reaction {
            Reaction::Warn if broken => PriceCheck::Low,
            Reaction::Block if broken => PriceCheck::NeedsApproval,
            _ => PriceCheck::Fine,
        };
        said(thin, self.margin).max(said(cheap, self.discount))
    }
}

impl Business for PriceGuardGroup {}

impl Business for PriceGuard {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        let margin = |p: Option<Percent>| {
            p.is_none_or(|p| (-Percent::HUNDRED.units()..=Percent::HUNDRED.units()).contains(&p.units()))
        };
        let discount = |p: Option<Percent>| p.is_none_or(|p| !p.is_negative() && p <= Percent::HUNDRED);
        refusals.ensure(margin(self.least_margin), "sales.margin_range", "least_margin");
        refusals.ensure(discount(self.most_discount), "sales.discount_range", "most_discount");
        let groups = loaded(&self.groups);
        for (place, group) in groups.iter().enumerate() {
            let field = |name: &str| format!("groups.{place}.{name}");
            refusals.ensure(margin(group.least_margin), "sales.margin_range", field("least_margin"));
            refusals.ensure(discount(group.most_discount), "sales.discount_range", field("most_discount"));
            let twice = groups[..place].iter().any(|g| g.item_group == group.item_group);
            refusals.ensure(!twice, "sales.group_twice", field("item_group"));
        }
        // A limit that reacts needs something to hold prices against.
        let said = |reaction: Reaction, own: Option<Percent>, of: fn(&PriceGuardGroup) -> Option<Percent>| {
            reaction == Reaction::Ignore || own.is_some() || groups.iter().any(|g| of(g).is_some())
        };
        let thin = said(self.margin, self.least_margin, |g| g.least_margin);
        refusals.ensure(thin, "sales.threshold_missing", "least_margin");
        let cheap = said(self.discount, self.most_discount, |g| g.most_discount);
        refusals.ensure(cheap, "sales.threshold_missing", "most_discount");
        Ok(())
    }
}

/// The guards of a set and the tree of item groups, in memory while the set's revision stands.
struct Kept {
    guards: Vec<PriceGuard>,
    above: HashMap<i64, i64>,
}

impl Kept {
    /// The limits of a group, or of the nearest one above it.
    fn nearest<'a>(
        &self,
        groups: &'a Lines<PriceGuardGroup>,
        group: Option<Id<ItemGroup>>,
    ) -> Option<&'a PriceGuardGroup> {
        let groups = loaded(groups);
        let mut at = group.map(|g| g.raw());
        // A damaged tree that goes round ends as well.
        for _ in 0..64 {
            let id = at?;
            if let Some(found) = groups.iter().find(|g| g.item_group.raw() == id) {
                return Some(found);
            }
            at = self.above.get(&id).copied();
        }
        None
    }
}

fn kept(read: &Read) -> Result<std::sync::Arc<Kept>> {
    read.kept(|| {
        let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int);
        let sql = store::sql!("sales.price_guards", "SELECT id FROM sales_price_guard WHERE archived_at IS NULL");
        let ids: Vec<i64> = read.query(sql, &[])?.iter().filter_map(|row| int(row, 0)).collect();
        let guards = store::typed(&read.find_many(PriceGuard::NAME, &ids, true)?)?;
        let sql =
            store::sql!("sales.groups_above", "SELECT id, parent FROM catalog_item_group WHERE parent IS NOT NULL");
        let above = read.query(sql, &[])?.iter().filter_map(|row| Some((int(row, 0)?, int(row, 1)?))).collect();
        Ok(Kept { guards, above })
    })
}

/// What is left of a line's net.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Earned {
    /// What the goods cost is not known.
    Unknown,
    Known(Percent),
    /// There is no net at all, and the goods cost something.
    GivenAway,
}

/// How a line is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sold {
    margin: Earned,
    /// How far below the price lists, in percent of what they say.
    below: Percent,
}

/// How far a price with its discount is below what the lists say.
fn below(listed: Option<Price>, price: Price, discount: Percent) -> Percent {
    let whole = i128::from(Percent::HUNDRED.units());
    let listed = listed.filter(|p| !p.is_zero() && !p.is_negative()).unwrap_or(price);
    if listed.is_zero() {
        return discount;
    }
    let paid = i128::from(price.units()) * (whole - i128::from(discount.units())) / i128::from(listed.units());
    Percent::from_units(i64::try_from(whole - paid).unwrap_or_default())
}

/// Says of every line of an order what the guard thinks of its price, and of the order the worst of it.
pub(crate) fn look(order: &mut Order, read: &Read, items: &HashMap<i64, Item>) -> Result<()> {
    order.price_check = PriceCheck::Fine;
    for line in order.lines.iter_mut() {
        line.price_check = PriceCheck::Fine;
    }
    let kept = kept(read)?;
    let Some(guard) = kept.guards.iter().find(|g| g.company == order.company) else { return Ok(()) };
    // What replaces returned goods is not sold.
    if order.replaces.is_some() || (guard.margin, guard.discount) == (Reaction::Ignore, Reaction::Ignore) {
        return Ok(());
    }
    let offered = offered(order, read)?;
    let lists = Lists { read, customer: order.customer, currency: order.currency, day: order.ordered_on };
    for line in order.lines.iter_mut() {
        let Some(item) = items.get(&line.item.raw()) else { continue };
        // What was offered was looked at before it was sent.
        let agreed = offered
            .iter()
            .any(|o| Some(o.head.id) == line.quotation_line && (o.price, o.discount) == (line.price, line.discount));
        if agreed {
            continue;
        }
        // Prices with tax and without are held against each other without.
        let price = taxing::price_without_tax(read, &line.taxable(), order.ordered_on)?;
        let typed = matches!(line.price_from, PriceFrom::Hand | PriceFrom::Offer);
        let listed = if typed && guard.discount != Reaction::Ignore { lists.price(item, line)? } else { None };
        let margin = match (line.margin, line.cost) {
            (Some(margin), _) => Earned::Known(margin),
            (None, Some(cost)) if !cost.is_zero() => Earned::GivenAway,
            _ => Earned::Unknown,
        };
        let sold = Sold { margin, below: below(listed, price, line.discount) };
        line.price_check = guard.judge(&kept, item.item_group, &sold);
    }
    order.price_check = loaded(&order.lines).iter().map(|l| l.price_check).max().unwrap_or_default();
    Ok(())
}

/// The lines of the offer that an order was accepted from.
fn offered(order: &Order, read: &Read) -> Result<Vec<QuotationLine>> {
    let Some(offer) = order.quotation else { return Ok(Vec::new()) };
    Ok(loaded(&read.get(offer)?.lines).to_vec())
}

/// What the price lists would say.
struct Lists<'a, 'c> {
    read: &'a Read<'c>,
    customer: Id<Party>,
    currency: Option<Id<Currency>>,
    day: Date,
}

impl Lists<'_, '_> {
    /// The price of a line by the rules, without tax; nothing where there is neither a rule nor a list price.
    fn price(&self, item: &Item, line: &OrderLine) -> Result<Option<Price>> {
        let Some(currency) = self.currency else { return Ok(None) };
        let tax = Some(taxing::on_top(self.read, line.tax_code, self.day)?);
        let wanted = pricing::Wanted { item, quantity: line.quantity, unit: line.unit.unwrap_or(item.base_unit), tax };
        match pricing::prices(self.read, Some(self.customer), currency, self.day, &[wanted]) {
            Ok(found) => match found.first() {
                Some(p) => {
                    let listed = Taxable { price: p.price, tax_inside: p.tax_inside, ..line.taxable() };
                    taxing::price_without_tax(self.read, &listed, self.day).map(Some)
                }
                None => Ok(None),
            },
            Err(Error::Refused(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

/// Whether a document may go to its customer with these prices: what needs approval waits for it, and where nobody is named who could
/// approve it, it does not go.
pub(crate) fn may_go(read: &Read, entity: &str, id: i64, verb: &str, check: PriceCheck) -> Result<Guard> {
    let alone = check == PriceCheck::NeedsApproval && !platform::approval::standing::covers(read, entity, id, verb)?;
    Ok(if alone { Guard::Closed(Refusal::new("sales.price_needs_approval").field("lines")) } else { Guard::Open })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> Percent {
        Percent::parse(text).unwrap()
    }

    fn price(text: &str) -> Price {
        Price::parse(text).unwrap()
    }

    #[test]
    fn a_typed_price_and_a_discount_come_together() {
        for (listed, typed, discount, said) in [
            (Some("100"), "100", "0", "0"),
            (Some("100"), "90", "0", "10"),
            (Some("100"), "90", "10", "19"),
            (Some("100"), "110", "10", "1"),
            // Dearer than the list is no discount.
            (Some("100"), "120", "0", "-20"),
            (None, "50", "15", "15"),
            (None, "0", "0", "0"),
            (Some("100"), "0", "0", "100"),
        ] {
            assert_eq!(
                below(listed.map(price), price(typed), percent(discount)),
                percent(said),
                "{typed} less {discount}"
            );
        }
    }

    #[test]
    fn the_nearest_group_with_limits_decides() {
        let group = |id: i64, least: Option<&str>, most: Option<&str>| PriceGuardGroup {
            head: Head::default(),
            item_group: Id::from_raw(id),
            least_margin: least.map(percent),
            most_discount: most.map(percent),
        };
        let guard = PriceGuard {
            least_margin: Some(percent("10")),
            margin: Reaction::Block,
            most_discount: Some(percent("20")),
            discount: Reaction::Warn,
            groups: vec![group(1, Some("30"), None), group(2, None, Some("5"))].into(),
            ..PriceGuard::new(Id::from_raw(1))
        };
        // 3 stands under 2, and 2 under 1.
        let kept = Kept { guards: Vec::new(), above: [(3, 2), (2, 1)].into() };
        let said = |group: Option<i64>, margin: Earned, below: &str| {
            guard.judge(&kept, group.map(Id::from_raw), &Sold { margin, below: percent(below) })
        };
        let earns = |text: &str| Earned::Known(percent(text));
        assert_eq!(said(None, earns("10"), "20"), PriceCheck::Fine);
        assert_eq!(said(None, earns("9.9"), "0"), PriceCheck::NeedsApproval);
        assert_eq!(said(None, earns("50"), "20.1"), PriceCheck::Low);
        assert_eq!(said(Some(1), earns("29"), "0"), PriceCheck::NeedsApproval);
        assert_eq!(said(Some(3), earns("15"), "6"), PriceCheck::Low, "its own discount, the company's margin");
        assert_eq!(said(None, Earned::Unknown, "0"), PriceCheck::Fine);
        assert_eq!(said(None, Earned::GivenAway, "0"), PriceCheck::NeedsApproval);
    }
}
