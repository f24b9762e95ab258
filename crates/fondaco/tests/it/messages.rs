//! Every word a page may show exists in every language, and every refusal says something.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use store::action;
use ui::{Lang, Messages};

fn messages() -> Messages {
    web::app::messages(&fondaco::registry()).expect("the messages are well-formed")
}

fn lacking(messages: &Messages, ids: &BTreeSet<String>) -> Vec<String> {
    let mut lacking = Vec::new();
    for lang in Lang::ALL {
        lacking.extend(ids.iter().filter(|id| !messages.has(lang, id)).map(|id| format!("{}: {id}", lang.tag())));
    }
    lacking
}

#[test]
fn every_entity_field_option_operation_section_and_view_has_words() {
    let registry = fondaco::registry();
    let mut ids = BTreeSet::new();
    for module in &registry.modules {
        ids.insert(module.name.to_owned());
        for registered in module.entities {
            let def = registered.def;
            let message = def.message();
            ids.insert(message.clone());
            if def.line_of.is_none() {
                ids.insert(format!("{message}-plural"));
            }
            for field in def.fields.iter().filter(|f| !f.secret) {
                ids.insert(format!("{message}-{}", field.name));
                if let entity::Kind::Choice(choice) = field.kind {
                    ids.extend(choice.options.iter().map(|o| format!("{message}-{}-{}", field.name, o.code)));
                }
                if !field.section.is_empty() {
                    ids.insert(format!("{message}-section-{}", field.section));
                }
            }
            ids.extend(def.views.iter().map(|v| format!("{message}-view-{}", v.key)));
            for operation in registered.operations {
                ids.insert(format!("{message}-op-{}", operation.name));
                ids.extend(operation.input.iter().map(|f| format!("{message}-op-{}-{}", operation.name, f.name)));
            }
        }
    }
    ids.extend(fondaco::SIDEBAR.iter().map(|group| format!("web-nav-{}", group.word)));
    ids.extend(fondaco::PAGES.iter().flat_map(|pages| pages.iter()).map(platform::page::Page::message));
    ids.extend(fondaco::PANELS.iter().flat_map(|panels| panels.iter()).map(platform::page::Panel::message));
    assert_eq!(lacking(&messages(), &ids), Vec::<String>::new());
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Codes like `sales.order_without_lines` between quotation marks, where a refusal is made.
fn codes() -> BTreeSet<String> {
    let mut files = Vec::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    const CRATES: [&str; 15] = [
        "base",
        "store",
        "platform",
        "parties",
        "catalog",
        "accounting",
        "stock",
        "purchasing",
        "sales",
        "crm",
        "service",
        "exchange",
        "paper",
        "web",
        "fondaco",
    ];
    for name in CRATES {
        sources(&crates.join(name).join("src"), &mut files);
    }
    let mut found = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for mark in ["Refusal::new(\"", "refusals.field(\"", "wrong(\"", "refuse(\"", "refusals.ensure("] {
            for part in text.split(mark).skip(1) {
                let word = if mark.ends_with('(') { part.split('"').nth(1) } else { part.split('"').next() };
                let word = word.unwrap_or_default();
                let known = word.split_once('.').is_some_and(|(name, _)| CRATES.contains(&name));
                if known && !word.contains([' ', '{']) {
                    found.insert(word.replace('.', "-"));
                }
            }
        }
    }
    found
}

#[test]
fn every_refusal_has_words() {
    let codes = codes();
    assert!(codes.len() > 60, "the search for codes found only {}", codes.len());
    assert_eq!(lacking(&messages(), &codes), Vec::<String>::new());
}

#[test]
fn languages_have_the_same_messages() {
    let messages = messages();
    let all: BTreeSet<String> = Lang::ALL.iter().flat_map(|l| messages.ids(*l)).map(str::to_owned).collect();
    assert_eq!(lacking(&messages, &all), Vec::<String>::new());
}

#[test]
fn every_operation_name_is_free_of_the_words_of_addresses() {
    let taken = [
        "new",
        "draft",
        "foot",
        "views",
        "columns",
        "export",
        "bulk",
        "timeline",
        "archive",
        "restore",
        "move",
        "shares",
        "reschedule",
        "notes",
        "files",
        "print",
        "approval",
    ];
    for registered in fondaco::registry().modules.iter().flat_map(|m| m.entities) {
        for operation in registered.operations {
            assert!(!taken.contains(&operation.name), "{}: {}", registered.def.name, operation.name);
            assert!(!action::ALL.contains(&operation.name), "{}: {}", registered.def.name, operation.name);
        }
    }
}

/// Spanish speaks to people as usted everywhere; these words give a tú away.
#[test]
fn spanish_says_usted_everywhere() {
    const FAMILIAR: &[&str] = &[
        "tu",
        "tus",
        "ti",
        "contigo",
        "puedes",
        "debes",
        "tienes",
        "quieres",
        "estás",
        "eres",
        "inténtalo",
        "haz",
        "abriste",
        "escribiste",
        "ábrelo",
        "búscalo",
    ];
    // Elsewhere in a sentence these tell what somebody else does.
    const COMMANDS: &[&str] = &[
        "elige",
        "escribe",
        "revisa",
        "añade",
        "prueba",
        "vuelve",
        "corrige",
        "quita",
        "pide",
        "comprueba",
        "introduce",
        "recarga",
        "envía",
        "rellena",
        "suelta",
        "pregunta",
        "repite",
        "mueve",
        "espera",
        "usa",
        "marca",
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates").to_owned();
    let mut familiar = Vec::new();
    for krate in std::fs::read_dir(folder).expect("the crates").flatten() {
        let Ok(text) = std::fs::read_to_string(krate.path().join("messages/es.ftl")) else { continue };
        for line in text.lines() {
            let said = line.split_once('=').map_or(line, |(_, said)| said).to_lowercase();
            let words = said.split(|c: char| !c.is_alphabetic());
            let sentences = said.split(['.', ';', ':', '?', '!']).filter(|_| said.contains(". "));
            let first = sentences.filter_map(|s| s.split_whitespace().next());
            let told = words.filter(|w| FAMILIAR.contains(w)).chain(first.filter(|w| COMMANDS.contains(w)));
            familiar.extend(told.map(|word| format!("{word}: {line}")));
        }
    }
    assert_eq!(familiar, Vec::<String>::new());
}
