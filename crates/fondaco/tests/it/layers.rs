//! Who may import whom, from the manifests themselves: values, engines, foundation, modules, edges, program.

use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::process::Command;

/// Groups from the bottom; a crate imports only from groups below its own, modules also from modules before them.
const GROUPS: &[(&str, &[&str])] = &[
    ("values", &["base"]),
    ("engines", &["ledger", "costing", "tax", "settlement", "worktime"]),
    ("description", &["entity-derive", "entity"]),
    ("store", &["store"]),
    ("screens", &["ui"]),
    ("platform", &["platform"]),
    ("modules", &["parties", "catalog", "accounting", "stock", "purchasing", "sales", "crm", "service"]),
    ("formats", &["exchange", "paper"]),
    ("web", &["web"]),
    ("program", &["fondaco"]),
    ("development", &["xtask", "story", "bench"]),
];

/// Pure arithmetic: same input, same output. No entity, database, clock or user.
const ENGINES: &[&str] = GROUPS[1].1;

fn manifests() -> BTreeMap<String, Vec<String>> {
    let output =
        Command::new(env!("CARGO")).args(["metadata", "--no-deps", "--format-version", "1", "--offline"]).output();
    let output = output.expect("cargo answers");
    let metadata: Json = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    packages
        .iter()
        .map(|package| {
            let needs = package["dependencies"].as_array().into_iter().flatten();
            let needs = needs.filter(|d| d["kind"] != "dev").filter_map(|d| d["name"].as_str().map(str::to_owned));
            (package["name"].as_str().unwrap_or_default().to_owned(), needs.collect())
        })
        .collect()
}

#[test]
fn crates_import_only_from_below() {
    let order: Vec<&str> = GROUPS.iter().flat_map(|(_, crates)| crates.iter().copied()).collect();
    let manifests = manifests();
    let mut wrong = Vec::new();
    for (name, needs) in &manifests {
        let Some(place) = order.iter().position(|c| c == name) else {
            wrong.push(format!("{name} stands in no group"));
            continue;
        };
        for need in needs.iter().filter(|n| manifests.contains_key(*n)) {
            // Development crates may use everything; screens know neither entities nor the store.
            let below = order.iter().position(|c| c == need).is_some_and(|at| at < place);
            if !below {
                wrong.push(format!("{name} must not import {need}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn only_the_store_knows_sql_drivers_and_only_the_web_knows_http() {
    let mut wrong = Vec::new();
    for (name, needs) in manifests() {
        let has = |drivers: &[&str]| needs.iter().any(|n| drivers.contains(&n.as_str()));
        if has(&["rusqlite", "postgres", "tokio-postgres", "sqlx"]) && name != "store" && name != "bench" {
            wrong.push(format!("{name} knows a SQL driver"));
        }
        if has(&["axum", "hyper", "tower-http"]) && name != "web" {
            wrong.push(format!("{name} knows HTTP"));
        }
        if name == "ui" && has(&["entity", "store", "platform"]) {
            wrong.push("the screens know entities or the store".to_owned());
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn engines_know_only_the_values() {
    let engines = manifests().into_iter().filter(|(name, _)| ENGINES.contains(&name.as_str()));
    let wrong: Vec<String> = engines
        .filter(|(_, needs)| needs != &["base"])
        .map(|(name, needs)| format!("{name} needs {needs:?}"))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}
