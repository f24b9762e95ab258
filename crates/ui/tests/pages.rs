//! Every archetype in three languages keeps the promises of the design: no inline code, one heading, known words.

#[path = "../examples/gallery/pages.rs"]
#[rustfmt::skip]
mod pages;
#[path = "../examples/gallery/words.rs"]
mod words;

use std::collections::HashMap;

use ui::{Cx, Lang, Messages, i18n};

const PATHS: &[&str] = &[
    "/list",
    "/list?group=status",
    "/empty",
    "/record",
    "/posted",
    "/conflict",
    "/customer",
    "/board",
    "/calendar",
    "/week",
    "/agenda",
    "/dashboard",
    "/import",
    "/import?step=1",
    "/import?step=2",
    "/import?step=3",
    "/import?step=4",
    "/merge",
    "/settings",
    "/operation",
    "/help",
    "/sign-in",
    "/sign-in?code=1",
    "/sets",
    "/broken",
    "/forbidden",
    "/nowhere",
];

fn all_pages(mut check: impl FnMut(&str, Lang, &str)) {
    let sources: Vec<_> = i18n::SOURCES.into_iter().chain(words::SOURCES).collect();
    let messages = Messages::build(&sources).unwrap();
    for lang in Lang::ALL {
        for path in PATHS {
            let (at, query) = path.split_once('?').unwrap_or((path, ""));
            let query: HashMap<_, _> =
                query.split_once('=').map(|(name, value)| (name.to_string(), value.to_string())).into_iter().collect();
            let mut cx = Cx::new(&messages, lang);
            cx.token = "token";
            let shell = pages::shell(&cx, at, "");
            cx.shell = Some(&shell);
            let (_, page) = pages::page(&cx, at, &query);
            check(path, lang, &page.into_string());
        }
    }
}

#[test]
fn nothing_inline_that_the_policy_forbids() {
    all_pages(|path, _, page| {
        for forbidden in [" style=", "<style", " onclick=", " onload=", "javascript:", "<script>"] {
            assert!(!page.contains(forbidden), "{path} has {forbidden}");
        }
        assert_eq!(page.matches("<script").count(), 1, "{path}");
    });
}

#[test]
fn every_page_has_one_heading_one_main_and_its_language() {
    all_pages(|path, lang, page| {
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert_eq!(page.matches("<main").count(), 1, "{path}");
        assert!(page.contains(&format!("<html lang=\"{}\"", lang.tag())), "{path}");
        assert!(page.contains("<title>"), "{path}");
    });
}

#[test]
fn every_word_is_translated() {
    all_pages(|path, lang, page| {
        let raw = page.find(">ui-").map(|at| &page[at..at + 40]);
        assert_eq!(raw, None, "{path} in {}", lang.tag());
        for attribute in ["=\"ui-key", "label=\"ui-", "title=\"ui-", "placeholder=\"ui-"] {
            assert!(!page.contains(attribute), "{path} in {} has {attribute}", lang.tag());
        }
    });
}

#[test]
fn element_ids_are_unique_and_labels_find_their_fields() {
    all_pages(|path, _, page| {
        let named = |mark: &str| -> Vec<String> {
            page.split(mark).skip(1).filter_map(|rest| rest.split('"').next().map(str::to_string)).collect()
        };
        let ids = named(" id=\"");
        let mut seen = std::collections::HashSet::new();
        for id in &ids {
            assert!(seen.insert(id), "{path} has {id} twice");
        }
        for mark in [" for=\"", " aria-labelledby=\"", " popovertarget=\""] {
            for wanted in named(mark) {
                assert!(seen.contains(&wanted), "{path}: {mark}{wanted} finds nothing");
            }
        }
    });
}

#[test]
fn a_partial_answer_is_the_main_element_alone() {
    let sources: Vec<_> = i18n::SOURCES.into_iter().chain(words::SOURCES).collect();
    let messages = Messages::build(&sources).unwrap();
    let mut cx = Cx::new(&messages, Lang::En);
    let shell = pages::shell(&cx, "/list", "");
    cx.shell = Some(&shell);
    cx.partial = true;
    let page = pages::page(&cx, "/list", &HashMap::new()).1.into_string();
    assert!(page.starts_with("<main") && page.ends_with("</main>"));
    assert!(page.contains("data-title=\"Orders\""));
}

#[test]
fn the_gallery_answers_the_islands_with_json() {
    for path in ["/palette.json", "/pick.json", "/draft.json", "/moved.json"] {
        let answer = pages::json(path, "").unwrap();
        assert!(answer.starts_with(['[', '{']), "{path}");
    }
    assert_eq!(pages::json("/list", ""), None);
}
