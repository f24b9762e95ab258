//! Every statement written by hand has a name and is known to the registry, so that a test can prepare them all on both engines.

/// A named statement in the common dialect.
#[derive(Debug)]
pub struct Sql {
    /// `module.purpose`, unique.
    pub name: &'static str,
    /// The text, with `$n`, `SUM`, `LIST($n)`, `TEXTS($n)` and `FOR UPDATE` as the only things rewritten.
    pub text: &'static str,
}

inventory::collect!(Sql);

impl std::ops::Deref for Sql {
    type Target = str;
    fn deref(&self) -> &str {
        self.text
    }
}

/// Every statement of the program, sorted by name.
pub fn statements() -> Vec<&'static Sql> {
    let mut all: Vec<_> = inventory::iter::<Sql>().collect();
    all.sort_by_key(|s| s.name);
    all
}

/// A statement written by hand: `sql!("parties.roles_of", "SELECT role FROM parties_role WHERE party = $1")`.
#[macro_export]
macro_rules! sql {
    ($name:literal, $text:expr) => {{
        static STATEMENT: $crate::Sql = $crate::Sql { name: $name, text: $text };
        $crate::inventory::submit! { $crate::Sql { name: $name, text: $text } }
        &STATEMENT
    }};
}
