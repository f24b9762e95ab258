// Written by `cargo xtask schema`; the steps themselves are read and completed by a person.
/// Every step of the schema, in order.
pub static MIGRATIONS: &[store::Migration] = &[
    store::Migration {
        number: 1,
        name: "initial",
        sqlite: include_str!("0001_initial.sqlite.sql"),
        postgres: include_str!("0001_initial.postgres.sql"),
    },
    store::Migration {
        number: 2,
        name: "figures_by_day",
        sqlite: include_str!("0002_figures_by_day.sqlite.sql"),
        postgres: include_str!("0002_figures_by_day.postgres.sql"),
    },
    store::Migration {
        number: 3,
        name: "legal_chain",
        sqlite: include_str!("0003_legal_chain.sqlite.sql"),
        postgres: include_str!("0003_legal_chain.postgres.sql"),
    },
    store::Migration {
        number: 4,
        name: "fewer_indexes",
        sqlite: include_str!("0004_fewer_indexes.sqlite.sql"),
        postgres: include_str!("0004_fewer_indexes.postgres.sql"),
    },
];
