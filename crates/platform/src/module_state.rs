//! Whether a module is on in this account set. Off hides its pages, routes and rights, never its tables.

use base::{Refusal, Result};
use entity::{Entity, Head};
use store::{Business, Read, Refusals};

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
        Ok(())
    }
}
