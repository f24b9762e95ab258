//! Business told by verbs: a small company to tell stories of, and a simulator that tries everything and looks after the laws.

mod buying;
mod company;
mod dice;
mod guarding;
mod selling;
mod shipping;
mod simulate;

pub use company::{Calendar, Keeping, Trade, found};
pub use dice::Dice;
pub use simulate::{Outcome, Plan, simulate};

/// What stories are told with.
pub fn registry() -> std::sync::Arc<store::Registry> {
    let mut modules = fondaco::MODULES.to_vec();
    for module in [&accounting::MODULE, &stock::MODULE, &sales::MODULE] {
        if !modules.iter().any(|m| m.name == module.name) {
            modules.push(module);
        }
    }
    store::Registry::reacting(&modules, &[], platform::HOOKS, fondaco::reactions::REACTIONS)
}
