//! Stock counts: a sheet of what should be there, what people found, found again where it differs much, and the differences posted.

use crate::state::Place;
use crate::{Location, Lot, Move, Status, Warehouse, Worth, moving, posting};
use accounting::posting::Numbering;
use accounting::{Journal, JournalEntry, Part, Posting, Role, Source};
use base::{Date, Id, Money, Percent, Price, Quantity, Refusal, Result, Rounding};
use catalog::{Item, ItemGroup, Tracking};
use entity::{Choice, Custom, Entity, Fields, Head, Lines, Value};
use parties::loaded;
use platform::{Company, Currency};
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Where the document stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// The sheet is out.
    #[choice(tone = "info")]
    Counting,
    /// All is counted; somebody looks at the differences.
    #[choice(tone = "warn")]
    Counted,
    #[choice(tone = "success")]
    Posted,
    Cancelled,
}

/// A count of what lies in a warehouse, in a part of it, or of a group of items.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.count",
    kind = 164,
    icon = "clipboard-list",
    title = "number",
    search(number, text),
    sort = "-posted_on",
    editable(draft, counting),
    view(open = "filter=state%20in%20(draft,%20counting,%20counted)&sort=-posted_on")
)]
pub struct Count {
    pub head: Head,
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub warehouse: Id<Warehouse>,
    pub location: Option<Id<Location>>,
    pub item_group: Option<Id<ItemGroup>>,
    /// The day of the count, on which differences are posted.
    #[field(indexed, column)]
    pub posted_on: Date,
    /// The sheet does not say what should be there.
    #[field(column)]
    pub blind: bool,
    /// Nothing moves in the warehouse until the count is posted.
    pub freeze: bool,
    /// Beyond this part of the book quantity a line is counted again.
    pub tolerance: Option<Percent>,
    #[field(max = 200)]
    pub text: Option<String>,
    pub lines: Lines<CountLine>,
    /// What the differences are worth.
    #[field(read_only, column, currency = "currency")]
    pub value: Option<Money>,
    /// Lines within the tolerance of all lines.
    #[field(read_only, column)]
    pub accuracy: Option<Percent>,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One place of a count.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "stock.count_line", kind = 165, line_of = "stock.count", title = "item")]
pub struct CountLine {
    pub head: Head,
    pub item: Id<Item>,
    pub location: Option<Id<Location>>,
    pub lot: Option<Id<Lot>>,
    pub status: Status,
    /// What the books say: at the start, unless the count is blind; in the end at the moment it was counted.
    #[field(read_only)]
    pub book: Option<Quantity>,
    pub counted: Option<Quantity>,
    /// What was found when it was counted again.
    pub recounted: Option<Quantity>,
    /// What one unit costs, for goods that nobody knew of.
    #[field(currency = "currency")]
    pub unit_cost: Option<Price>,
    #[field(read_only)]
    pub difference: Option<Quantity>,
    /// The last movement before it was counted.
    #[field(read_only)]
    pub counted_after: Option<i64>,
    #[field(read_only)]
    pub recounted_after: Option<i64>,
}

impl CountLine {
    /// A place to count.
    pub fn new(item: Id<Item>, counted: Option<Quantity>) -> CountLine {
        CountLine {
            head: Head::default(),
            item,
            location: None,
            lot: None,
            status: Status::Unrestricted,
            book: None,
            counted,
            recounted: None,
            unit_cost: None,
            difference: None,
            counted_after: None,
            recounted_after: None,
        }
    }

    /// What was found in the end, and after which movement.
    fn found(&self) -> Option<(Quantity, i64)> {
        match (self.recounted, self.counted) {
            (Some(again), _) => Some((again, self.recounted_after.unwrap_or(0))),
            (None, Some(once)) => Some((once, self.counted_after.unwrap_or(0))),
            (None, None) => None,
        }
    }
}

impl Count {
    /// A draft of a whole warehouse.
    pub fn new(company: Id<Company>, warehouse: Id<Warehouse>, on: Date) -> Count {
        Count {
            head: Head::default(),
            number: None,
            company,
            warehouse,
            location: None,
            item_group: None,
            posted_on: on,
            blind: true,
            freeze: false,
            tolerance: None,
            text: None,
            lines: Lines::from(Vec::new()),
            value: None,
            accuracy: None,
            currency: None,
            entry: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// Writes the sheet: every place that holds something.
    fn start(&mut self, tx: &mut Tx) -> Result<Made> {
        let sql = store::sql!(
            "stock.count_sheet",
            "SELECT b.item, b.location, b.lot, b.status, b.on_hand FROM stock_balance b JOIN catalog_item i ON i.id = b.item \
             LEFT JOIN stock_location l ON l.id = b.location \
             WHERE b.warehouse = $1 AND b.on_hand <> 0 AND b.status <> 'in_transit' AND ($2 = 0 OR b.location = $2) \
             AND ($3 = 0 OR i.item_group = $3) ORDER BY COALESCE(l.code, ''), i.code, b.lot, b.status LIMIT 5001"
        );
        let (location, group) = (self.location.map_or(0, |l| l.raw()), self.item_group.map_or(0, |g| g.raw()));
        let rows = tx.query(sql, &[self.warehouse.into(), location.into(), group.into()])?;
        base::ensure!(rows.len() <= 5_000, Refusal::new("stock.count_too_large").field("location"))?;
        let mut lines = loaded(&self.lines).to_vec();
        for row in &rows {
            let int = |place: usize| row.get(place).and_then(Value::int).filter(|id| *id != 0);
            let line = CountLine {
                location: int(1).map(Id::from_raw),
                lot: int(2).map(Id::from_raw),
                status: row.get(3).and_then(Value::text).and_then(Status::from_code).unwrap_or_default(),
                book: int(4).map(Quantity::from_units).filter(|_| !self.blind),
                ..CountLine::new(Id::from_raw(int(0).unwrap_or(0)), None)
            };
            if lines.iter().all(|l| self.place(l) != self.place(&line)) {
                lines.push(line);
            }
        }
        self.lines = lines.into();
        self.number = Some(crate::number::<Count>(tx, "SC", self.posted_on)?);
        self.hold(tx, self.freeze)?;
        Ok(Vec::new())
    }

    /// All is counted; what differs much was counted again.
    fn finish(&mut self, tx: &mut Tx) -> Result<Made> {
        let tolerance = self.tolerance.unwrap_or(Percent::ZERO);
        let places: Vec<Place> = loaded(&self.lines).iter().map(|l| self.place(l)).collect();
        let mut lines = loaded(&self.lines).to_vec();
        base::ensure!(!lines.is_empty(), Refusal::new("stock.without_lines").field("lines"))?;
        let mut good = 0;
        for ((number, line), place) in lines.iter_mut().enumerate().zip(&places) {
            let field = |name: &str| format!("lines.{number}.{name}");
            let Some((found, after)) = line.found() else {
                return Err(Refusal::new("stock.not_counted").field(field("counted")).into());
            };
            let book = book_after(tx, self.company, *place, after)?;
            let difference = found.checked_sub(book)?;
            if within(difference, book, tolerance)? {
                good += 1;
            } else if line.recounted.is_none() {
                let item = tx.titles("catalog.item", &[line.item.raw()])?.remove(&line.item.raw()).unwrap_or_default();
                return Err(Refusal::new("stock.count_again").field(field("recounted")).record(item).into());
            }
            (line.book, line.difference) = (Some(book), Some(difference));
        }
        let accuracy = Percent::HUNDRED.units() * good / lines.len() as i64;
        self.accuracy = Some(Percent::from_units(accuracy));
        self.lines = lines.into();
        Ok(Vec::new())
    }

    /// Back to counting: the differences are not believed.
    fn count_on(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    /// The differences are posted on the day of the count, or on the first open one after it.
    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        let number = self.number.clone().unwrap_or_default();
        let on = accounting::first_open_day(tx, self.company, Part::Inventory, self.posted_on)?;
        let source = Source::of::<Count>(self.head.id);
        self.hold(tx, false)?;
        let document = moving::Document { company: self.company, posted_on: on, number: &number, source };
        let moves = self.moves(tx)?;
        let moved = moving::apply(tx, &document, &moves)?;
        let draft = posting::against(tx, self.company, &moved, Role::InventoryLoss, ledger::Draft::new())?;
        self.value = Some(Money::sum(moved.iter().map(|m| m.value))?);
        if !draft.is_empty() {
            let header =
                Posting::new(self.company, Journal::Stock, Part::Inventory, on, Numbering::Given(&number), source);
            let text = self.text.clone().unwrap_or_default();
            self.entry = Some(accounting::posting::post(tx, &header.text(&text), draft)?.entry);
        }
        let places: Vec<_> =
            moved.iter().filter(|m| m.quantity.is_positive()).map(|m| (m.item, self.warehouse)).collect();
        if !places.is_empty() {
            crate::reservation::refill(tx, &places)?;
        }
        Ok(self.entry.map(|e| ("accounting.journal_entry", e.raw())).into_iter().collect())
    }

    fn cancel(&mut self, tx: &mut Tx) -> Result<Made> {
        self.hold(tx, false)?;
        Ok(Vec::new())
    }

    /// Freezes the warehouse, or lets it go again.
    fn hold(&self, tx: &mut Tx, frozen: bool) -> Result<()> {
        if !self.freeze {
            return Ok(());
        }
        let mut warehouse = tx.lock(self.warehouse)?;
        warehouse.frozen = frozen;
        tx.update(&mut warehouse).map(|_| ())
    }

    fn moves(&self, tx: &Tx) -> Result<Vec<Move>> {
        let exponent = {
            let kept = accounting::kept::books(tx)?;
            kept.exponent(kept.currency(self.company)?)
        };
        let one = |line: &CountLine| -> Result<Move> {
            let difference = line.difference.unwrap_or(Quantity::ZERO);
            let worth = match line.unit_cost {
                Some(cost) if cost.is_zero() => Worth::Free,
                Some(cost) => {
                    Worth::Of(cost.amount(difference.checked_abs()?, exponent, Rounding::HalfAwayFromZero)?)
                }
                None => Worth::Current,
            };
            Ok(Move {
                location: line.location,
                lot: line.lot,
                status: line.status,
                worth,
                source_line: Some(line.head.id),
                ..Move::receipt(line.item, self.warehouse, difference, Money::ZERO)
            })
        };
        loaded(&self.lines).iter().map(one).collect()
    }

    fn place(&self, line: &CountLine) -> Place {
        Place {
            item: line.item.raw(),
            warehouse: self.warehouse.raw(),
            location: line.location.map_or(0, |l| l.raw()),
            lot: line.lot.map_or(0, |l| l.raw()),
            status: line.status.code(),
        }
    }
}

/// What lay in a place after a movement: what lies there now less what came since.
fn book_after(read: &Read, company: Id<Company>, place: Place, after: i64) -> Result<Quantity> {
    let sql = store::sql!(
        "stock.book_after",
        "SELECT COALESCE((SELECT on_hand FROM stock_balance WHERE item = $1 AND warehouse = $2 AND location = $3 AND lot = $4 \
         AND status = $5), 0) - COALESCE((SELECT SUM(quantity) FROM stock_ledger_row WHERE company = $7 AND item = $1 AND warehouse = $2 \
         AND COALESCE(location, 0) = $3 AND COALESCE(lot, 0) = $4 AND status = $5 AND id > $6), 0)"
    );
    let params = [
        place.item.into(),
        place.warehouse.into(),
        place.location.into(),
        place.lot.into(),
        place.status.into(),
        after.into(),
        company.into(),
    ];
    Ok(Quantity::from_units(read.number(sql, &params)?))
}

/// True when a difference is no more than the tolerated part of the book quantity.
fn within(difference: Quantity, book: Quantity, tolerance: Percent) -> Result<bool> {
    let off = i128::from(difference.checked_abs()?.units()) * i128::from(Percent::HUNDRED.units());
    Ok(off <= i128::from(book.checked_abs()?.units()) * i128::from(tolerance.units()))
}

impl Business for CountLine {}

impl Business for Count {
    const OPERATIONS: &'static [Operation] = &operations![Count:
        start: [Draft] => Counting,
        finish: [Counting] => Counted,
        count_on: [Counted] => Counting,
        post: [Counted] => Posted,
        cancel: [Draft, Counting, Counted] => Cancelled,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.company.is_valid() {
            self.currency = Some(accounting::kept::books(read)?.currency(self.company)?);
        }
        let Lines::Loaded(lines) = &mut self.lines else { return Ok(()) };
        let news = |l: &CountLine| {
            (l.counted.is_some() && l.counted_after.is_none()) || (l.recounted.is_some() && l.recounted_after.is_none())
        };
        if !lines.iter().any(news) {
            return Ok(());
        }
        // What moves from now on was not there when it was counted.
        let last = store::sql!("stock.last_row", "SELECT COALESCE(MAX(id), 0) FROM stock_ledger_row");
        let last = read.number(last, &[])?;
        for line in lines.iter_mut() {
            if line.counted.is_some() {
                line.counted_after.get_or_insert(last);
            }
            if line.recounted.is_some() {
                line.recounted_after.get_or_insert(last);
            }
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let lines = loaded(&self.lines);
        for (number, line) in lines.iter().enumerate() {
            let field = |name: &str| format!("lines.{number}.{name}");
            for (name, found) in [("counted", line.counted), ("recounted", line.recounted)] {
                refusals.ensure(found.is_none_or(|q| !q.is_negative()), "stock.counted_negative", field(name));
            }
            let twice = lines[..number].iter().any(|l| self.place(l) == self.place(line));
            refusals.ensure(!twice, "stock.counted_twice", field("item"));
            if line.lot.is_none() && line.item.is_valid() {
                let item: Item = read.get(line.item)?;
                refusals.ensure(item.tracking == Tracking::Without, "stock.lot_missing_line", field("lot"));
            }
        }
        Ok(())
    }
}
