//! A tiny business to test with: colours, and orders with lines.

use base::{Date, Id, Money, Quantity, Result};
use entity::{Choice, Custom, CustomField, Email, Entity, Fields, Head, Input, Kind, Lines, Number};
use std::sync::Arc;
use store::schema::{Holds, Table};
use store::testing::Fresh;
use store::{
    Business, Conn, Guard, Hooks, Made, MatchKey, Module, Operation, Read, Refusals, Registered, Registry, Tx, Who,
    entity, operations,
};

#[derive(Entity, Clone, Debug)]
#[entity(name = "shop.color", kind = 900, code = "code", search(name, code), open)]
pub struct Color {
    pub head: Head,
    #[field(indexed, column, translated)]
    pub name: String,
    #[field(unique, max = 10)]
    pub code: String,
}

impl Business for Color {}

#[derive(Choice, Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Draft,
    #[choice(tone = "info")]
    Confirmed,
    #[choice(tone = "danger")]
    Cancelled,
}

#[derive(Entity, Clone, Debug)]
#[entity(
    name = "shop.order",
    kind = 901,
    number = "SO-{year}-{seq}",
    search(number, customer, email),
    sort = "-placed",
    large,
    board = "state",
    calendar = "placed"
)]
pub struct Order {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    #[field(indexed, column)]
    pub customer: String,
    #[field(personal)]
    pub email: Option<Email>,
    #[field(indexed, column)]
    pub placed: Date,
    #[field(indexed)]
    pub due: Option<Date>,
    pub color: Option<Id<Color>>,
    pub owner: Option<i64>,
    pub team: Option<i64>,
    pub lines: Lines<OrderLine>,
    #[field(computed)]
    pub total: Money,
    #[field(indexed)]
    pub state: State,
    pub custom: Custom,
}

#[derive(Entity, Clone, Debug)]
#[entity(name = "shop.order_line", kind = 902, line_of = "shop.order")]
pub struct OrderLine {
    pub head: Head,
    pub item: String,
    pub quantity: Quantity,
    pub amount: Money,
}

impl Business for OrderLine {}

#[derive(Input)]
pub struct Reason {
    pub reason: String,
}

impl Business for Order {
    const OPERATIONS: &'static [Operation] = &operations![Order:
        confirm if can_confirm: [Draft] => Confirmed,
        cancel(Reason): [Draft, Confirmed] => Cancelled,
        erase: [Draft, Confirmed, Cancelled] => same,
    ];

    fn complete(&mut self, _read: &Read, _touched: &Fields) -> Result<()> {
        if let Lines::Loaded(lines) = &self.lines {
            self.total = Money::sum(lines.iter().map(|l| l.amount))?;
        }
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(due) = self.due {
            refusals.ensure(due >= self.placed, "shop.due_before_placed", "due");
        }
        Ok(())
    }

    const MATCH_KEYS: Option<fn(&Self) -> Vec<MatchKey>> =
        Some(|order| order.email.iter().map(|e| MatchKey::new("email", e.to_lowercase(), 80)).collect());
}

impl Order {
    pub fn new(customer: &str, amount: i64) -> Order {
        let line = OrderLine {
            head: Head::default(),
            item: "bolt".into(),
            quantity: Quantity::from_units(1_000_000),
            amount: Money::from_minor(amount),
        };
        Order {
            head: Head::default(),
            number: Number::default(),
            customer: customer.to_owned(),
            email: None,
            placed: Date::parse("2026-11-16").expect("a date"),
            due: None,
            color: None,
            owner: None,
            team: None,
            lines: vec![line].into(),
            total: Money::ZERO,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    fn can_confirm(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.lines.is_empty() {
            Guard::Closed(base::Refusal::new("shop.without_lines").field("lines"))
        } else {
            Guard::Open
        })
    }

    fn confirm(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    fn erase(&mut self, tx: &mut Tx) -> Result<Made> {
        store::audit::erase(tx, "shop.order", self.head.id)?;
        self.email = None;
        Ok(Vec::new())
    }

    fn cancel(&mut self, _tx: &mut Tx, reason: Reason) -> Result<Made> {
        self.customer = format!("{} ({})", self.customer, reason.reason);
        Ok(Vec::new())
    }
}

static ENTITIES: [Registered; 3] = [entity::<Color>(), entity::<OrderLine>(), entity::<Order>()];
static SHOP: Module =
    Module { name: "shop", entities: &ENTITIES, messages: &[], needs: &[], tables, reports: &[], laws: &[] };

pub static MODULES: [&Module; 1] = [&SHOP];

fn tables() -> Vec<Table> {
    let text = |table: Table, name: &str| table.column(name, Holds::Text);
    let fields = ["entity", "name", "holds", "label"].into_iter().fold(Table::keyed("shop_field", &["name"]), text);
    let mut posted = Table::with_id("shop_posting").column("amount", Holds::Big).maybe("note", Holds::Text);
    posted.posted = true;
    vec![fields, posted]
}

fn fields(conn: &mut Conn) -> Result<Vec<CustomField>> {
    let rows = conn.query("SELECT entity, name, holds, label FROM shop_field ORDER BY name", &[])?;
    let text = |row: &store::Row, i: usize| row[i].to_string();
    let kind = |word: &str| if word == "number" { Kind::Integer } else { Kind::Text };
    let field = |row: &store::Row| CustomField::new(&text(row, 0), &text(row, 1), kind(&text(row, 2)), &text(row, 3));
    Ok(rows.iter().map(field).collect())
}

/// Adds a custom field the way the platform does: column and definition in one transaction.
pub fn add_field(tx: &mut Tx, entity: &str, name: &str, kind: Kind) -> Result<()> {
    let holds = if matches!(kind, Kind::Integer) { "number" } else { "text" };
    tx.add_field(&CustomField::new(entity, name, kind, name))?;
    let sql = "INSERT INTO shop_field (entity, name, holds, label) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, &[entity.into(), name.into(), holds.into(), name.into()])?;
    Ok(())
}

pub const HOOKS: Hooks = Hooks { custom_fields: fields, ..Hooks::OPEN };

pub fn registry() -> Arc<Registry> {
    registry_with(HOOKS)
}

pub fn registry_with(hooks: Hooks) -> Arc<Registry> {
    Registry::new(&MODULES, &[], hooks)
}

pub fn shop() -> Fresh {
    Fresh::open(registry())
}

pub fn we() -> Who {
    Who::program("test")
}
