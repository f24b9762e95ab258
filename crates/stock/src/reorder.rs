//! Reorder rules: when an item runs low in a warehouse, and how much to order then.

use crate::Warehouse;
use base::{Date, Id, Quantity, Result};
use catalog::Item;
use entity::{Entity, Fields, Head, Value};
use platform::Company;
use std::collections::BTreeMap;
use store::{Business, Read, Refusals};

/// When and how much to order of an item for a warehouse.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.reorder_rule",
    kind = 166,
    icon = "repeat",
    title = "item",
    sort = "id",
    unique(warehouse, item)
)]
pub struct ReorderRule {
    pub head: Head,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub item: Id<Item>,
    #[field(column)]
    pub warehouse: Id<Warehouse>,
    /// What is used in a day, on average.
    #[field(section = "demand")]
    pub daily_demand: Option<Quantity>,
    /// Its standard deviation.
    #[field(section = "demand")]
    pub demand_deviation: Option<Quantity>,
    /// Days from order to receipt.
    #[field(column, section = "demand")]
    pub lead_days: i64,
    /// Their standard deviation, in days.
    #[field(section = "demand")]
    pub lead_deviation: Option<Quantity>,
    /// How many standard deviations of safety: 1.645 serves 95 of 100 times.
    #[field(section = "demand")]
    pub service_factor: Option<Quantity>,
    /// Reckoned from the demand unless it is set by hand.
    #[field(column, section = "amounts")]
    pub safety_stock: Option<Quantity>,
    /// At this level or below it is ordered; reckoned from the demand unless it is set by hand.
    #[field(column, section = "amounts")]
    pub reorder_point: Option<Quantity>,
    /// Orders fill up to here.
    #[field(column, section = "amounts")]
    pub maximum: Option<Quantity>,
    /// What is ordered where there is no maximum.
    #[field(section = "amounts")]
    pub order_quantity: Option<Quantity>,
    /// Orders are whole multiples of this.
    #[field(section = "amounts")]
    pub multiple: Option<Quantity>,
}

impl ReorderRule {
    /// A rule with a reorder point and a maximum.
    pub fn new(company: Id<Company>, item: Id<Item>, warehouse: Id<Warehouse>) -> ReorderRule {
        ReorderRule {
            head: Head::default(),
            company,
            item,
            warehouse,
            daily_demand: None,
            demand_deviation: None,
            lead_days: 0,
            lead_deviation: None,
            service_factor: None,
            safety_stock: None,
            reorder_point: None,
            maximum: None,
            order_quantity: None,
            multiple: None,
        }
    }

    /// How much to order at a position; nothing above the reorder point.
    pub fn order(&self, position: Quantity) -> Result<Quantity> {
        let point = self.reorder_point.unwrap_or(Quantity::ZERO);
        if position > point {
            return Ok(Quantity::ZERO);
        }
        let wanted = match self.maximum {
            Some(maximum) => maximum.checked_sub(position)?,
            // One order may not lift a deep shortage above the point.
            None => self.order_quantity.unwrap_or(Quantity::ZERO).max(point.checked_sub(position)?),
        };
        match self.multiple.filter(|m| m.is_positive()) {
            Some(multiple) => {
                let times = wanted.units().max(0).div_euclid(multiple.units());
                let whole = times * multiple.units() == wanted.units();
                Ok(multiple.checked_mul(if whole { times } else { times + 1 })?)
            }
            None => Ok(wanted),
        }
    }
}

/// Safety stock: z · √(L · sd_d² + d² · sd_L²), to a millionth of a unit.
pub fn safety_stock(
    factor: Quantity,
    lead_days: i64,
    demand: Quantity,
    demand_deviation: Quantity,
    lead_deviation: Quantity,
) -> Result<Quantity> {
    let unit = 10i128.pow(u32::from(Quantity::SCALE));
    let square = |q: Quantity| i128::from(q.units()).checked_mul(q.units().into());
    let spread = square(demand_deviation).and_then(|s| s.checked_mul(lead_days.into()));
    // Days carry as many decimals as quantities do, so their square is brought back to one scale by the root below.
    let late = i128::from(demand.units()).checked_mul(lead_deviation.units().into()).map(|p| p / unit);
    let late = late.and_then(|p| p.checked_mul(p));
    let sum = spread.zip(late).and_then(|(a, b)| a.checked_add(b)).ok_or(base::Overflow)?;
    let root = sum.isqrt();
    let value = root.checked_mul(factor.units().into()).ok_or(base::Overflow)?;
    let value = base::decimal::div_round(value, unit, base::Rounding::HalfAwayFromZero);
    Ok(Quantity::from_units(i64::try_from(value).map_err(|_| base::Overflow)?))
}

impl Business for ReorderRule {
    fn complete(&mut self, _read: &Read, touched: &Fields) -> Result<()> {
        let zero = Quantity::ZERO;
        let Some(demand) = self.daily_demand else { return Ok(()) };
        let changed = ["daily_demand", "demand_deviation", "lead_days", "lead_deviation", "service_factor"]
            .map(|f| touched.has(f));
        let changed = changed.contains(&true);
        if let Some(factor) = self.service_factor
            && !touched.has("safety_stock")
            && (changed || self.safety_stock.is_none())
        {
            let (spread, late) = (self.demand_deviation.unwrap_or(zero), self.lead_deviation.unwrap_or(zero));
            self.safety_stock = Some(safety_stock(factor, self.lead_days, demand, spread, late)?);
        }
        if !touched.has("reorder_point") && (changed || touched.has("safety_stock") || self.reorder_point.is_none()) {
            let during = demand.checked_mul(self.lead_days)?;
            self.reorder_point = Some(during.checked_add(self.safety_stock.unwrap_or(zero))?);
        }
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure((0..=3_650).contains(&self.lead_days), "stock.lead_days", "lead_days");
        refusals.ensure(self.reorder_point.is_some(), "stock.reorder_point_missing", "reorder_point");
        let fills = self.maximum.is_some() || self.order_quantity.is_some_and(Quantity::is_positive);
        refusals.ensure(fills, "stock.how_much_to_order", "maximum");
        let point = self.reorder_point.unwrap_or(Quantity::ZERO);
        refusals.ensure(self.maximum.is_none_or(|m| m > point), "stock.maximum_below_point", "maximum");
        let multiple = self.multiple.is_none_or(Quantity::is_positive);
        refusals.ensure(multiple, "stock.quantity_not_positive", "multiple");
        Ok(())
    }
}

/// What should be ordered now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub rule: Id<ReorderRule>,
    pub item: Id<Item>,
    pub warehouse: Id<Warehouse>,
    /// On hand and on order, less what documents want of it.
    pub position: Quantity,
    /// In base units.
    pub quantity: Quantity,
    /// The day on which an order of today comes.
    pub wanted_on: Date,
}

/// What a company should order now. `on_order` is what is ordered and has not come yet, by item and warehouse; whoever orders
/// knows it.
pub fn proposals(
    read: &Read,
    company: Id<Company>,
    on_order: &BTreeMap<(Id<Item>, Id<Warehouse>), Quantity>,
) -> Result<Vec<Proposal>> {
    let rules: Vec<ReorderRule> =
        read.select("company = $1 AND archived_at IS NULL ORDER BY warehouse, item, id", &[company.into()])?;
    let free = free(read, company)?;
    let mut all = Vec::new();
    for rule in rules {
        let key = (rule.item, rule.warehouse);
        let there = free.get(&(key.0.raw(), key.1.raw())).copied().unwrap_or(Quantity::ZERO);
        let position = there.checked_add(on_order.get(&key).copied().unwrap_or(Quantity::ZERO))?;
        let quantity = rule.order(position)?;
        if quantity.is_positive() {
            all.push(Proposal {
                rule: Id::from_raw(rule.head.id),
                item: rule.item,
                warehouse: rule.warehouse,
                position,
                quantity,
                wanted_on: read.today().add_days(rule.lead_days)?,
            });
        }
    }
    Ok(all)
}

/// On hand less all that documents want, held or waiting, by item and warehouse of the company's rules.
fn free(read: &Read, company: Id<Company>) -> Result<BTreeMap<(i64, i64), Quantity>> {
    let sql = store::sql!(
        "stock.positions_of_rules",
        "SELECT item, warehouse, SUM(there) FROM ( \
           SELECT p.item, p.warehouse, p.on_hand AS there FROM stock_position p \
           JOIN stock_reorder_rule r ON r.item = p.item AND r.warehouse = p.warehouse WHERE r.company = $1 \
           UNION ALL \
           SELECT w.item, w.warehouse, 0 - w.wanted FROM stock_reservation w \
           JOIN stock_reorder_rule r ON r.item = w.item AND r.warehouse = w.warehouse WHERE r.company = $1 AND w.done = 0 \
         ) both_sides GROUP BY item, warehouse"
    );
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let rows = read.query(sql, &[company.into()])?;
    Ok(rows.iter().map(|r| ((int(r, 0), int(r, 1)), Quantity::from_units(int(r, 2)))).collect())
}
