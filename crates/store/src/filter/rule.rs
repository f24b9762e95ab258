//! Filters that rules ask, of one record and without a person: they see every field and record, and know no `me`.

use super::{Compiler, Expr, parse};
use crate::{Access, Read};
use base::Result;
use entity::{Shape, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

fn ruled(read: &Read, shape: &Arc<Shape>, expr: &Expr, params: &mut Vec<Value>) -> Result<String> {
    let access = Arc::new(Access::program());
    Compiler { read, access, me: 0, document: None, params, columns: BTreeSet::new(), next: 0 }.expr(shape, expr, "t")
}

/// Refuses a filter that no rule about this entity can ask.
pub fn fits(read: &Read, shape: &Arc<Shape>, text: &str) -> Result<()> {
    match parse(text)? {
        Some(expr) => ruled(read, shape, &expr, &mut Vec::new()).map(|_| ()),
        None => Ok(()),
    }
}

/// True when a stored record is one that a rule's filter picks, whoever happens to ask. An empty filter picks every record.
pub fn holds(read: &Read, shape: &Arc<Shape>, id: i64, text: &str) -> Result<bool> {
    let Some(expr) = parse(text)? else { return Ok(true) };
    let mut params = vec![Value::Int(id)];
    let condition = ruled(read, shape, &expr, &mut params)?;
    let sql = format!("SELECT 1 FROM \"{}\" t WHERE t.id = $1 AND {condition}", shape.table());
    Ok(read.row(&sql, &params)?.is_some())
}
