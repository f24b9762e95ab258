//! A page with one form: the input of an operation, a small settings form, a quick create. Opens as a dialog too.

use maud::{Markup, html};

use crate::{
    Cx,
    part::{Crumb, Field, Look, Note, Top, document, fields, note},
};

/// One form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// What is about to happen: "Cancel order SO-100".
    pub title: String,
    /// Lucide name.
    pub icon: &'static str,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// What will follow from it.
    pub notes: Vec<Note>,
    /// Something of your own before the fields: a code to scan.
    pub lead: Option<Markup>,
    /// What is asked.
    pub fields: Vec<Field>,
    /// Where to post.
    pub action: String,
    /// Sent along: version, key, selected ids.
    pub hidden: Vec<(String, String)>,
    /// What the button says: the verb.
    pub button: String,
    /// A second button: what it says and where it posts, such as the verb together with what usually follows.
    pub further: Option<(String, String)>,
    /// Danger when it takes something away for good.
    pub look: Look,
    /// Where to go without doing it.
    pub back: String,
    /// The form carries files.
    pub files: bool,
    /// A word to type first, for what cannot be undone; sent as `_confirm`.
    pub confirm: Option<String>,
    /// It cannot be done now; the notes say why, and there is no button.
    pub closed: bool,
    /// Something of your own below the fields.
    pub more: Option<Markup>,
}

/// The form page.
pub fn form(cx: &Cx<'_>, view: &Form) -> Markup {
    let top = Top { title: view.title.clone(), icon: view.icon, crumbs: view.crumbs.clone(), ..Top::default() };
    let class = if view.look == Look::Danger { "btn bad" } else { "btn pri" };
    document(
        cx,
        &top,
        html! {
            div.rec.solo {
                div.body {
                    div.narrow data-box {
                        div.head { h1 { (view.title) } }
                        @for one in &view.notes { (note(one)) }
                        form method="post" action=(view.action) enctype=[view.files.then_some("multipart/form-data")] {
                            (cx.token_field())
                            @for (name, value) in &view.hidden { input type="hidden" name=(name) value=(value); }
                            @if let Some(lead) = &view.lead { (lead) }
                            (fields(cx, "op", &view.fields))
                            @if let Some(more) = &view.more { (more) }
                            @if let Some(word) = view.confirm.as_ref().filter(|_| !view.closed) {
                                div.flds {
                                    div.fld.wide {
                                        label for="op-confirm" { (cx.t("ui-type-to-confirm")) ": " b { (word) } }
                                        input.inp #op-confirm name="_confirm" autocomplete="off" required;
                                    }
                                }
                            }
                            div.acts {
                                @if !view.closed {
                                    button class=(class) data-do="main" { (view.button) }
                                    @if let Some((label, address)) = &view.further { button.btn formaction=(address) { (label) } }
                                }
                                a.btn.ghost href=(view.back) { (cx.t("ui-cancel")) }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// Records that refer to one, by the field they do it with.
#[derive(Clone, Debug, Default)]
pub struct Referring {
    /// Entity and field: "Sales orders · Customer".
    pub label: String,
    /// How many.
    pub count: String,
    /// The first of them, as far as the reader may see them: name and page.
    pub records: Vec<(String, String)>,
}

/// What refers to a record.
pub fn referring(_: &Cx<'_>, all: &[Referring]) -> Markup {
    html! {
        ul.referring {
            @for one in all {
                li {
                    b { (one.label) } span.mute.num { (one.count) }
                    @if !one.records.is_empty() {
                        ul { @for (name, href) in &one.records { li { a href=(href) { (name) } } } }
                    }
                }
            }
        }
    }
}
