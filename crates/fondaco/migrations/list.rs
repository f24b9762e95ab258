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
        name: "partial_deliveries",
        sqlite: include_str!("0004_partial_deliveries.sqlite.sql"),
        postgres: include_str!("0004_partial_deliveries.postgres.sql"),
    },
    store::Migration {
        number: 5,
        name: "sums_of_ten_days",
        sqlite: include_str!("0005_sums_of_ten_days.sqlite.sql"),
        postgres: include_str!("0005_sums_of_ten_days.postgres.sql"),
    },
    store::Migration {
        number: 6,
        name: "wishes_and_warranty",
        sqlite: include_str!("0006_wishes_and_warranty.sqlite.sql"),
        postgres: include_str!("0006_wishes_and_warranty.postgres.sql"),
    },
    store::Migration {
        number: 7,
        name: "fewer_indexes",
        sqlite: include_str!("0007_fewer_indexes.sqlite.sql"),
        postgres: include_str!("0007_fewer_indexes.postgres.sql"),
    },
    store::Migration {
        number: 8,
        name: "kits_and_places",
        sqlite: include_str!("0008_kits_and_places.sqlite.sql"),
        postgres: include_str!("0008_kits_and_places.postgres.sql"),
    },
    store::Migration {
        number: 9,
        name: "billing_and_deposits",
        sqlite: include_str!("0009_billing_and_deposits.sqlite.sql"),
        postgres: include_str!("0009_billing_and_deposits.postgres.sql"),
    },
    store::Migration {
        number: 10,
        name: "outgoing_mail",
        sqlite: include_str!("0010_outgoing_mail.sqlite.sql"),
        postgres: include_str!("0010_outgoing_mail.postgres.sql"),
    },
    store::Migration {
        number: 11,
        name: "reminders",
        sqlite: include_str!("0011_reminders.sqlite.sql"),
        postgres: include_str!("0011_reminders.postgres.sql"),
    },
    store::Migration {
        number: 12,
        name: "goods",
        sqlite: include_str!("0012_goods.sqlite.sql"),
        postgres: include_str!("0012_goods.postgres.sql"),
    },
    store::Migration {
        number: 13,
        name: "dimensions_and_bills",
        sqlite: include_str!("0013_dimensions_and_bills.sqlite.sql"),
        postgres: include_str!("0013_dimensions_and_bills.postgres.sql"),
    },
    store::Migration {
        number: 14,
        name: "contracts_rooms_and_skills",
        sqlite: include_str!("0014_contracts_rooms_and_skills.sqlite.sql"),
        postgres: include_str!("0014_contracts_rooms_and_skills.postgres.sql"),
    },
];
