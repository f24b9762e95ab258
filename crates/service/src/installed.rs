//! What of ours stands at a customer's: pieces with their serial numbers, since when, until when under warranty and under which
//! contract. Deliveries of pieces with serial numbers write it themselves; what came on other ways is written down by hand.

mod panel;

pub use panel::panel;

use base::{Date, Id, Refusal, Result};
use catalog::Item;
use entity::{Choice, Custom, Described, Entity, Fields, Head, Record, Text, Value};
use parties::{Party, loaded};
use sales::{Contract, Delivery, DeliveryState, Return, ReturnLine};
use stock::Lot;
use store::{Business, Made, Operation, Read, Refusals, Row, Tx, operations};

/// Where the piece is.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// At the customer's, and in use.
    #[default]
    #[choice(tone = "success")]
    InUse,
    /// It came back to us.
    Returned,
    /// The customer has it no longer, or does not use it.
    Retired,
}

/// A piece at a customer's.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "service.installed_piece",
    kind = 301,
    icon = "shield-check",
    title = "serial",
    search(serial, place),
    sort = "-installed_on",
    large,
    index(customer, state),
    index(lot),
    index(delivery),
    index(delivery_line),
    index(contract),
    view(in_use = "filter=state%20%3D%20in_use&sort=-installed_on"),
    view(ending = "filter=state%20%3D%20in_use%20and%20warranty_until%20in%20next%2090%20days&sort=warranty_until")
)]
pub struct InstalledPiece {
    pub head: Head,
    /// Filled from the piece in stock where one is named.
    #[field(indexed, column, max = 60)]
    pub serial: String,
    #[field(column)]
    pub item: Id<Item>,
    #[field(column)]
    pub customer: Id<Party>,
    /// The piece as our stock knew it.
    pub lot: Option<Id<Lot>>,
    #[field(indexed, column)]
    pub installed_on: Option<Date>,
    /// Reckoned from the item's warranty, unless another day was agreed on.
    #[field(indexed, column)]
    pub warranty_until: Option<Date>,
    /// The contract it is looked after under.
    #[field(column)]
    pub contract: Option<Id<Contract>>,
    /// Where it stands: a hall, a line, a vehicle.
    #[field(column, max = 120)]
    pub place: Option<String>,
    #[field(max = 2000)]
    pub notes: Option<Text>,
    /// The delivery it came with.
    #[field(read_only)]
    pub delivery: Option<Id<Delivery>>,
    /// The line of that delivery.
    #[field(read_only)]
    pub delivery_line: Option<i64>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

impl InstalledPiece {
    /// A piece at a customer's that is in use.
    pub fn new(customer: Id<Party>, item: Id<Item>, serial: &str) -> InstalledPiece {
        InstalledPiece {
            head: Head::default(),
            serial: serial.to_owned(),
            item,
            customer,
            lot: None,
            installed_on: None,
            warranty_until: None,
            contract: None,
            place: None,
            notes: None,
            delivery: None,
            delivery_line: None,
            state: State::InUse,
            custom: Custom::default(),
        }
    }

    fn retire(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    fn use_again(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    /// The last day of the warranty that the item has from a day on.
    fn warranty(&self, read: &Read) -> Result<Option<Date>> {
        let Some(since) = self.installed_on else { return Ok(None) };
        let sql = store::sql!("service.warranty_of_item", "SELECT warranty_months FROM catalog_item WHERE id = $1");
        let months = read.row(sql, &[self.item.into()])?.and_then(|row| row.first().and_then(Value::int));
        let months = months.and_then(|m| i32::try_from(m).ok());
        Ok(months.map(|m| since.add_months(m)?.add_days(-1)).transpose()?)
    }

    fn check_links(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(lot) = self.lot {
            let item = read.get(lot)?.item;
            refusals.ensure(item == self.item, "service.lot_of_another_item", "lot");
            if self.state == State::InUse {
                let others: Vec<InstalledPiece> = read.select(
                    "lot = $1 AND state = 'in_use' AND id <> $2 AND archived_at IS NULL LIMIT 1",
                    &[lot.into(), self.head.id.into()],
                )?;
                if let Some(other) = others.first() {
                    let name = read.get(other.customer)?.name;
                    refusals.add(
                        Refusal::new("service.piece_elsewhere").record(&self.serial).field("lot").arg("customer", name),
                    );
                }
            }
        }
        if let Some(contract) = self.contract {
            let theirs = read.get(contract)?.customer;
            let family = platform::tree::above(read, "parties_party", "parent", self.customer.raw())?;
            refusals.ensure(family.contains(&theirs.raw()), "service.contract_of_another_customer", "contract");
        }
        Ok(())
    }
}

impl Business for InstalledPiece {
    const OPERATIONS: &'static [Operation] = &operations![InstalledPiece:
        retire: [InUse] => Retired,
        use_again: [Retired, Returned] => InUse,
    ];

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if let Some(lot) = self.lot
            && (self.serial.trim().is_empty() || !self.item.is_valid())
        {
            let lot = read.get(lot)?;
            if self.serial.trim().is_empty() {
                self.serial = lot.code;
            }
            if !self.item.is_valid() {
                self.item = lot.item;
            }
        }
        if self.warranty_until.is_none() && !touched.has("warranty_until") && self.item.is_valid() {
            self.warranty_until = self.warranty(read)?;
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(!self.serial.trim().is_empty(), "service.piece_without_serial", "serial");
        if let (Some(since), Some(until)) = (self.installed_on, self.warranty_until) {
            refusals.ensure(until >= since, "service.warranty_before_installed", "warranty_until");
        }
        if self.item.is_valid() && self.customer.is_valid() {
            self.check_links(read, refusals)?;
        }
        Ok(())
    }
}

/// The lots of a delivery, or of what a delivery's lines brought.
fn lots(record: &Record) -> Result<(Delivery, Vec<i64>)> {
    let delivery = Delivery::from_record(record).map_err(store::damaged)?;
    let lots = loaded(&delivery.lines).iter().filter_map(|l| l.lot).map(Id::raw).collect();
    Ok((delivery, lots))
}

/// Locks what a delivery will change, before it takes credit and stock. For the program's reaction table.
pub fn lock_shipped(tx: &mut Tx, record: &Record) -> Result<()> {
    let lots = lots(record)?.1;
    if lots.is_empty() {
        return Ok(());
    }
    let sql = store::sql!(
        "service.pieces_of_lots",
        "SELECT id FROM service_installed_piece WHERE lot IN LIST($1) AND archived_at IS NULL ORDER BY id"
    );
    lock_all(tx, sql, &lots)
}

fn lock_all(tx: &mut Tx, sql: &str, of: &[i64]) -> Result<()> {
    let rows = tx.query(sql, &[store::id_list(of)])?;
    let mut ids: Vec<i64> = rows.iter().filter_map(|row| row.first()?.int()).collect();
    ids.sort_unstable();
    for id in ids {
        tx.lock::<InstalledPiece>(Id::from_raw(id))?;
    }
    Ok(())
}

/// What follows when goods left or came back on their delivery: pieces with serial numbers stand at the customer's, or no longer do.
/// Goods without lots ask nothing of the database. For the program's reaction table.
pub fn shipped(tx: &mut Tx, record: &Record) -> Result<()> {
    let (delivery, lots) = lots(record)?;
    match delivery.state {
        DeliveryState::Posted if !lots.is_empty() => feed(tx, &delivery).map(|_| ()),
        DeliveryState::Reversed if !lots.is_empty() => {
            for piece in
                tx.select::<InstalledPiece>("delivery = $1 AND state = 'in_use'", &[delivery.head.id.into()])?
            {
                leaves(tx, piece)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The lines of deliveries that a return is about.
fn returned_lines(record: &Record) -> Result<Vec<i64>> {
    let back = Return::from_record(record).map_err(store::damaged)?;
    let came = |l: &&ReturnLine| l.lot.is_some() && !l.received.is_some_and(|q| q.is_zero());
    Ok(loaded(&back.lines).iter().filter(came).map(|l| l.delivery_line).collect())
}

/// Locks what a return will change. For the program's reaction table.
pub fn lock_returned(tx: &mut Tx, record: &Record) -> Result<()> {
    let lines = returned_lines(record)?;
    if lines.is_empty() {
        return Ok(());
    }
    let sql = store::sql!(
        "service.pieces_of_lines",
        "SELECT id FROM service_installed_piece WHERE delivery_line IN LIST($1) AND archived_at IS NULL ORDER BY id"
    );
    lock_all(tx, sql, &lines)
}

/// What follows when a customer's pieces came back: they stand there no longer. For the program's reaction table.
pub fn came_back(tx: &mut Tx, record: &Record) -> Result<()> {
    let lines = returned_lines(record)?;
    if lines.is_empty() {
        return Ok(());
    }
    let wanted = "delivery_line IN LIST($1) AND state = 'in_use' AND archived_at IS NULL ORDER BY id";
    for piece in tx.select::<InstalledPiece>(wanted, &[store::id_list(&lines)])? {
        leaves(tx, piece)?;
    }
    Ok(())
}

/// Locked since before, or by whoever asks.
fn leaves(tx: &mut Tx, mut piece: InstalledPiece) -> Result<()> {
    piece.state = State::Returned;
    tx.update(&mut piece).map(|_| ())
}

/// Writes down the pieces of a posted delivery that are not written down yet; how many.
fn feed(tx: &mut Tx, delivery: &Delivery) -> Result<i64> {
    let sql = store::sql!(
        "service.shipped_pieces",
        "SELECT l.id, l.item, l.lot, t.code FROM sales_delivery_line l JOIN catalog_item i ON i.id = l.item \
         JOIN stock_lot t ON t.id = l.lot WHERE l.document = $1 AND i.tracking = 'serial' AND NOT EXISTS \
         (SELECT 1 FROM sales_return_line r JOIN sales_return b ON b.id = r.document WHERE r.delivery_line = l.id \
         AND b.state IN ('received', 'settled')) ORDER BY l.id"
    );
    let rows = tx.query(sql, &[delivery.head.id.into()])?;
    let int = |row: &Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let lots: Vec<i64> = rows.iter().map(|row| int(row, 2)).collect();
    if lots.is_empty() {
        return Ok(0);
    }
    let known: Vec<InstalledPiece> =
        tx.select("lot IN LIST($1) AND archived_at IS NULL ORDER BY id", &[store::id_list(&lots)])?;
    let mut written = 0;
    for row in &rows {
        let (line, lot) = (int(row, 0), Id::from_raw(int(row, 2)));
        if known.iter().any(|p| p.delivery_line == Some(line)) {
            continue;
        }
        written += 1;
        let there = known.iter().filter(|p| p.lot == Some(lot) && p.state == State::InUse);
        let (mine, others): (Vec<_>, Vec<_>) = there.cloned().partition(|p| p.customer == delivery.customer);
        for piece in others {
            leaves(tx, piece)?;
        }
        let since = |piece: InstalledPiece| InstalledPiece {
            lot: Some(lot),
            installed_on: piece.installed_on.or(Some(delivery.posted_on)),
            delivery: Some(delivery.id()),
            delivery_line: Some(line),
            ..piece
        };
        match mine.into_iter().next() {
            // Written down by hand before it left.
            Some(piece) => tx.update(&mut since(piece)).map(|_| ())?,
            None => {
                let serial = row.get(3).and_then(Value::text).unwrap_or_default();
                let piece = InstalledPiece::new(delivery.customer, Id::from_raw(int(row, 1)), serial);
                tx.insert(&mut since(piece)).map(|_| ())?;
            }
        }
    }
    Ok(written)
}

/// The job that writes down what left before the installed base was kept.
pub(crate) const TASK: &str = "service.installed";
/// Deliveries of one step.
const MOST: i64 = 50;

/// Ordered where nothing is written down yet; a set that never sold a piece with a serial number has nothing to look at.
pub(crate) fn order_first(tx: &mut Tx) -> Result<()> {
    let sql = store::sql!("service.any_installed", "SELECT COALESCE(MAX(id), 0) FROM service_installed_piece");
    if tx.number(sql, &[])? > 0 {
        return Ok(());
    }
    platform::job::order(tx, TASK, "all", "").map(|_| ())
}

/// The deliveries of pieces with serial numbers, oldest first, from the ledger of each such item.
pub(crate) fn step(tx: &mut Tx, work: &platform::job::Work) -> Result<platform::job::Step> {
    use platform::job::Step;
    let after: i64 = work.cursor.parse().unwrap_or(0);
    let sql = store::sql!(
        "service.deliveries_of_pieces",
        "SELECT DISTINCT r.source FROM platform_company c JOIN catalog_item i ON i.tracking = 'serial' \
         JOIN stock_ledger_row r ON r.company = c.id AND r.item = i.id WHERE r.source_kind = $1 AND r.source > $2 \
         ORDER BY r.source LIMIT $3"
    );
    let kind = i64::from(Delivery::DEF.kind);
    let rows = tx.query(sql, &[kind.into(), after.into(), MOST.into()])?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.first()?.int()).collect();
    for id in &ids {
        let delivery: Delivery = tx.lock(Id::from_raw(*id))?;
        if delivery.state == DeliveryState::Posted {
            feed(tx, &delivery)?;
        }
    }
    let progress = work.progress + ids.len() as i64;
    match ids.last() {
        Some(last) if ids.len() as i64 == MOST => Ok(Step::Next { cursor: last.to_string(), progress, total: None }),
        _ => Ok(Step::Done),
    }
}
