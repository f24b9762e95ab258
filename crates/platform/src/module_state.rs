//! Whether a module is on in this account set. Off hides its pages, routes and rights, never its tables.

use base::{Refusal, Result};
use entity::{Entity, Head, Value};
use std::collections::HashSet;
use store::{Business, Conn, Read, Refusals, Tx};

/// One module and whether it is on. A module without a row is on.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.module_state",
    kind = 14,
    icon = "puzzle",
    title = "module",
    code = "module",
    sort = "module"
)]
pub struct ModuleState {
    pub head: Head,
    #[field(unique, indexed, column, max = 40)]
    pub module: String,
    #[field(column, default = "1")]
    pub enabled: bool,
}

impl Business for ModuleState {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if !read.registry().modules.iter().any(|m| m.name == self.module) {
            refusals.add(Refusal::new("platform.module_unknown").field("module").arg("value", &self.module));
        }
        if !self.enabled && self.module == crate::NAME {
            refusals.add(Refusal::new("platform.module_always_on").field("enabled").record(&self.module));
        }
        let others = read.select::<ModuleState>("enabled = 0 AND archived_at IS NULL", &[])?;
        let off = |name: &str| others.iter().any(|m| m.module == name);
        let modules = &read.registry().modules;
        let needed = modules.iter().filter(|m| m.name == self.module).flat_map(|m| m.needs.iter().copied());
        let users = modules.iter().filter(|m| m.needs.contains(&self.module.as_str()) && !off(m.name)).map(|m| m.name);
        let missing: Vec<&str> = if self.enabled { needed.filter(|n| off(n)).collect() } else { Vec::new() };
        let using: Vec<&str> = if self.enabled { Vec::new() } else { users.collect() };
        for (code, names) in [("platform.module_needs", missing), ("platform.module_needed", using)] {
            if !names.is_empty() {
                refusals.add(Refusal::new(code).field("enabled").record(&self.module).arg("modules", names.join(", ")));
            }
        }
        Ok(())
    }
}

/// Modules switched off in a set.
pub(crate) fn off(conn: &mut Conn) -> Result<HashSet<String>> {
    let sql = store::sql!(
        "platform.modules_off",
        "SELECT module FROM platform_module_state WHERE enabled = 0 AND archived_at IS NULL"
    );
    let rows = conn.query(sql, &[])?;
    Ok(rows.iter().filter_map(|r| r.first().and_then(Value::text).map(str::to_owned)).collect())
}

/// Switches a module on or off. What it needs must be on, and nothing that is on may need what goes off.
pub fn switch(tx: &mut Tx, module: &str, enabled: bool) -> Result<()> {
    let known = tx.select::<ModuleState>("module = $1 AND archived_at IS NULL", &[module.into()])?;
    match known.first() {
        Some(state) => {
            let mut state = tx.lock(state.id())?;
            state.enabled = enabled;
            tx.update(&mut state)?;
        }
        None => {
            tx.insert(&mut ModuleState { head: Head::default(), module: module.to_owned(), enabled })?;
        }
    }
    Ok(())
}
