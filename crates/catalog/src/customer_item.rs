//! What a customer calls an item: their number and name, for their orders and our papers.

use crate::Item;
use base::{Id, Result};
use entity::{Entity, Head, Value};
use parties::Party;
use store::{Business, Read};

/// An item as one customer knows it.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "catalog.customer_item",
    kind = 78,
    icon = "tag",
    title = "part_number",
    search(part_number, part_name),
    sort = "-id",
    unique(customer, part_number)
)]
pub struct CustomerItem {
    pub head: Head,
    #[field(column)]
    pub item: Id<Item>,
    #[field(column)]
    pub customer: Id<Party>,
    #[field(column, max = 60)]
    pub part_number: String,
    #[field(column)]
    pub part_name: Option<String>,
}

impl Business for CustomerItem {}

impl CustomerItem {
    /// The item that a customer orders under their own number.
    pub fn ordered(read: &Read, customer: Id<Party>, part_number: &str) -> Result<Option<Id<Item>>> {
        let sql = store::sql!(
            "catalog.ordered",
            "SELECT item FROM catalog_customer_item WHERE customer = $1 AND part_number = $2 AND archived_at IS NULL"
        );
        let row = read.row(sql, &[customer.into(), part_number.into()])?;
        Ok(row.and_then(|row| row.first().and_then(Value::int)).map(Id::from_raw))
    }
}
