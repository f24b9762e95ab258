//! Where goods are: warehouses of a company and the places in them, and the lots by which pieces are told apart.

use base::{Date, Id, Quantity, Refusal, Result};
use catalog::{Item, ItemGroup};
use entity::{Choice, Custom, Entity, Head};
use parties::Party;
use platform::Company;
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// A place on the map on which warehouses stand.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.site",
    kind = 172,
    icon = "factory",
    title = "name",
    code = "code",
    search(code, name),
    sort = "name",
    open,
    kept
)]
pub struct Site {
    pub head: Head,
    #[field(unique, column, max = 20)]
    pub code: String,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
    /// Whose address it has.
    #[field(column)]
    pub address_of: Option<Id<Party>>,
}

impl Business for Site {}

/// A place where a company keeps goods.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.warehouse",
    kind = 150,
    icon = "warehouse",
    title = "name",
    code = "code",
    search(code, name),
    sort = "name",
    unique(company, code),
    kept
)]
pub struct Warehouse {
    pub head: Head,
    #[field(column, max = 20)]
    pub code: String,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
    #[field(column)]
    pub company: Id<Company>,
    /// Where it stands; several warehouses may share a site.
    #[field(column)]
    pub site: Option<Id<Site>>,
    /// Whose address it has.
    pub address_of: Option<Id<Party>>,
    /// Goods here have costs of their own; otherwise the company's warehouses share one cost.
    pub own_costs: bool,
    /// Nothing moves here: it is being counted, or closed.
    #[field(read_only, column)]
    pub frozen: bool,
    pub custom: Custom,
}

impl Warehouse {
    fn freeze(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.frozen = true;
        Ok(Vec::new())
    }

    fn thaw(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.frozen = false;
        Ok(Vec::new())
    }

    fn can_freeze(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.frozen { Guard::Hidden } else { Guard::Open })
    }

    fn can_thaw(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.frozen { Guard::Open } else { Guard::Hidden })
    }

    /// A warehouse that shares the company's costs.
    pub fn new(company: Id<Company>, code: &str, name: &str) -> Warehouse {
        Warehouse {
            head: Head::default(),
            code: code.to_owned(),
            name: name.to_owned(),
            company,
            site: None,
            address_of: None,
            own_costs: false,
            frozen: false,
            custom: Custom::default(),
        }
    }
}

impl Business for Warehouse {
    const OPERATIONS: &'static [Operation] = &operations![Warehouse:
        freeze if can_freeze: [] => same,
        thaw if can_thaw: [] => same,
    ];

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.head.saved() {
            let before = read.get(Id::<Warehouse>::from_raw(self.head.id))?;
            let fixed = before.company != self.company || before.own_costs != self.own_costs;
            // Whatever moved left a balance, and there are few of them beside the movements.
            let used = store::sql!("stock.warehouse_used", "SELECT 1 FROM stock_balance WHERE warehouse = $1 LIMIT 1");
            if fixed && read.row(used, &[self.head.id.into()])?.is_some() {
                refusals.add(Refusal::new("stock.warehouse_in_use").field("own_costs").record(&self.name));
            }
        }
        Ok(())
    }
}

/// A zone, shelf or bin of a warehouse; the leaf is where goods lie.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.location",
    kind = 151,
    icon = "map-pin",
    title = "code",
    code = "code",
    search(code, name),
    sort = "code",
    unique(warehouse, code)
)]
pub struct Location {
    pub head: Head,
    #[field(column)]
    pub warehouse: Id<Warehouse>,
    #[field(indexed, column, max = 30)]
    pub code: String,
    #[field(column, max = 80)]
    pub name: Option<String>,
    /// The zone it belongs to.
    #[field(column)]
    pub parent: Option<Id<Location>>,
    /// As many base units may lie here, of all items together; in a zone with all that is in it. Empty is as many as come.
    #[field(column)]
    pub capacity: Option<Quantity>,
}

impl Business for Location {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let some = self.capacity.is_none_or(Quantity::is_positive);
        refusals.ensure(some, "stock.capacity_not_positive", "capacity");
        if let Some(parent) = self.parent {
            read.hold("tree", "stock.location")?;
            let above = read.get(parent)?;
            refusals.ensure(above.warehouse == self.warehouse, "stock.location_of_other_warehouse", "parent");
            let circle = self.head.saved()
                && platform::tree::above(read, "stock_location", "parent", parent.raw())?.contains(&self.head.id);
            refusals.ensure(!circle, "stock.location_in_a_circle", "parent");
        }
        Ok(())
    }
}

/// Pieces of an item that came into being together, or a single piece with its number.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.lot",
    kind = 152,
    icon = "barcode",
    title = "code",
    code = "code",
    search(code),
    sort = "-id",
    unique(item, code)
)]
pub struct Lot {
    pub head: Head,
    #[field(column)]
    pub item: Id<Item>,
    #[field(indexed, column, max = 60)]
    pub code: String,
    /// What the supplier calls it.
    #[field(column, max = 60)]
    pub supplier_code: Option<String>,
    pub made_on: Option<Date>,
    /// The last day on which it may be used.
    #[field(indexed, column)]
    pub expires_on: Option<Date>,
    /// It does not move, wherever it is, until it is thawed: recalled, or in doubt.
    #[field(read_only, column)]
    pub frozen: bool,
    pub custom: Custom,
}

impl Lot {
    /// A lot of an item.
    pub fn new(item: Id<Item>, code: &str, expires_on: Option<Date>) -> Lot {
        Lot {
            head: Head::default(),
            item,
            code: code.to_owned(),
            supplier_code: None,
            made_on: None,
            expires_on,
            frozen: false,
            custom: Custom::default(),
        }
    }

    fn freeze(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.frozen = true;
        Ok(Vec::new())
    }

    fn thaw(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.frozen = false;
        Ok(Vec::new())
    }

    fn can_freeze(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.frozen { Guard::Hidden } else { Guard::Open })
    }

    fn can_thaw(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.frozen { Guard::Open } else { Guard::Hidden })
    }
}

impl Business for Lot {
    const OPERATIONS: &'static [Operation] = &operations![Lot:
        freeze if can_freeze: [] => same,
        thaw if can_thaw: [] => same,
    ];
}

/// Whether goods may be used.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// For everything.
    #[default]
    #[choice(tone = "success")]
    Unrestricted,
    /// Being inspected; counted, not used.
    #[choice(tone = "warn")]
    Inspection,
    /// Kept apart.
    #[choice(tone = "danger")]
    Blocked,
    /// Sent here by a transfer and not here yet.
    #[choice(tone = "info")]
    InTransit,
}

/// How the cost of an item's issues is found, where it differs from the books' own way.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    #[default]
    MovingAverage,
    Fifo,
    Standard,
    /// Each lot keeps its own cost.
    Lot,
}

/// Rules for an item, or for a group of items: how it is valued, and whether more may leave than is there.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.item_policy",
    kind = 161,
    plural = "item-policies",
    icon = "sliders-horizontal",
    title = "method",
    sort = "id",
    unique(company, item),
    kept
)]
pub struct ItemPolicy {
    pub head: Head,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub item: Option<Id<Item>>,
    #[field(column)]
    pub item_group: Option<Id<ItemGroup>>,
    /// Nothing is the books' way.
    #[field(column)]
    pub method: Option<Method>,
    /// More may leave than is there; the next receipt settles it.
    #[field(column)]
    pub below_zero: bool,
}

impl Business for ItemPolicy {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let one = self.item.is_some() != self.item_group.is_some();
        refusals.ensure(one, "stock.item_or_group", "item");
        if self.head.saved() {
            let before = read.get(Id::<ItemPolicy>::from_raw(self.head.id))?;
            let sql = store::sql!(
                "stock.policy_used",
                "SELECT 1 FROM stock_valuation v LEFT JOIN catalog_item i ON i.id = v.item WHERE v.company = $1 \
                 AND (v.item = $2 OR i.item_group = $3) LIMIT 1"
            );
            let params = [before.company.into(), before.item.into(), before.item_group.into()];
            if before.method != self.method && read.row(sql, &params)?.is_some() {
                refusals.field("stock.method_in_use", "method");
            }
        }
        Ok(())
    }
}
