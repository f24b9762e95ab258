//! The keyboard map, as a page and as the sheet behind `?`.

use maud::{Markup, html};

use crate::{
    Cx, keys,
    part::{Top, document},
};

/// The page of keys; the runtime opens it as a dialog.
pub fn help(cx: &Cx<'_>) -> Markup {
    let title = cx.t("ui-key-help").to_string();
    document(
        cx,
        &Top { title: title.clone(), icon: "circle-help", ..Top::default() },
        html! {
            div.scroll tabindex="0" role="region" aria-label=(title) {
                div.wiz {
                    div data-box {
                        div.head { h1 { (title) } }
                        dl.keymap {
                            @for key in keys::KEYS { (row(key.shown, cx.t(&format!("ui-key-{}", key.action)))) }
                        }
                        h2.gap { (cx.t("ui-grid")) }
                        dl.keymap { @for (shown, id) in keys::GRID_KEYS { (row(shown, cx.t(id))) } }
                    }
                }
            }
        },
    )
}

fn row(shown: &str, label: &str) -> Markup {
    html! { div { dt { (label) } dd { kbd { (shown) } } } }
}
