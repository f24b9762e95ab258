//! The record: who it is, where it stands, what can be done, its fields, lines and totals, and what is around it.

use maud::{Markup, html};

use crate::{
    Arg, Cx, Format,
    part::{
        Action, Cell, Composer, Crumb, Does, Event, Field, Lines, Note, Step, Tab, Tile, Tone, Top, Total, actions,
        avatar, cell, composer, document, fields, grid_hints, icon, lines, note, pill, stepper, tabs, tile, timeline,
        totals,
    },
};

/// A record's page.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Lucide name of the entity.
    pub icon: &'static str,
    /// The way here; the last crumb is `number`.
    pub crumbs: Vec<Crumb>,
    /// Document number or short name, in the top bar.
    pub number: String,
    /// The business name: the customer rather than the number.
    pub title: String,
    /// Shows a square of initials beside the title.
    pub face: bool,
    /// Where the record stands.
    pub state: Option<(Tone, String)>,
    /// More on one line: number, date, owner.
    pub facts: Vec<Cell>,
    /// The steps of its workflow.
    pub steps: Vec<Step>,
    /// Buttons in the top bar, the primary last; operations that cannot run carry their reason.
    pub actions: Vec<Action>,
    /// The records before and after it in the list one came from.
    pub around: Option<Around>,
    /// How it is saved; none when nothing can be typed.
    pub form: Option<FormInfo>,
    /// Why nothing can be changed: "Posted on 3 Nov; reverse it to correct it."
    pub locked: Option<String>,
    /// Things to know before reading on.
    pub notes: Vec<Note>,
    /// Refusals of the whole record, not of one field.
    pub refusals: Vec<String>,
    /// Somebody else changed it meanwhile.
    pub conflict: Option<Conflict>,
    /// Key figures below the head.
    pub tiles: Vec<Tile>,
    /// Parts of the record, as links.
    pub tabs: Vec<Tab>,
    /// What the chosen part shows.
    pub body: RecordBody,
    /// The right panel, from the top.
    pub panels: Vec<Panel>,
}

/// The pages of the records before and after one.
pub type Neighbours = (Option<String>, Option<String>);

/// Where the steps to a record's neighbours come from.
#[derive(Clone, Debug)]
pub enum Around {
    /// They are known.
    Known(Neighbours),
    /// The browser knows which list one came from and asks for them.
    Later {
        /// The list's address, under which the browser keeps its query.
        list: String,
        /// Answers the steps to the list's query.
        address: String,
    },
}

/// The middle of a record's page.
#[derive(Clone, Debug, Default)]
pub struct RecordBody {
    /// Groups of fields.
    pub sections: Vec<Section>,
    /// Tables of lines.
    pub lines: Vec<Lines>,
    /// Totals at the lower right.
    pub totals: Vec<Total>,
    /// What can be added by hand.
    pub composer: Option<Composer>,
    /// What happened.
    pub events: Vec<Event>,
    /// Something of your own, below everything.
    pub more: Option<Markup>,
}

/// How a record is saved.
#[derive(Clone, Debug, Default)]
pub struct FormInfo {
    /// Where to post everything.
    pub action: String,
    /// Where to post for computed values; stores nothing.
    pub draft: Option<String>,
    /// Entity name, such as "sales.order", to hear of changes by others.
    pub entity: String,
    /// Record id; empty for a new one.
    pub id: String,
    /// Row version the form was filled from.
    pub version: i64,
    /// A random key, so that a post sent twice counts once.
    pub key: String,
    /// Names of fields the user set by hand before, parted by commas.
    pub touched: String,
    /// What a new document usually goes on with in the same step: the words of the button and the verb.
    pub onward: Option<(String, String)>,
    /// Records that look the same, for entities that warn of them; the draft brings the next ones.
    pub alike: Option<Vec<super::Alike>>,
}

/// A group of fields.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its name; none for the first.
    pub title: Option<String>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// Somebody else saved the record while it was being typed into.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Who.
    pub who: String,
    /// When, in words.
    pub when: String,
    /// Fields both changed.
    pub fields: Vec<ConflictField>,
}

/// A field that both changed; the form sends `_take.{name}` = "mine" or "theirs".
#[derive(Clone, Debug)]
pub struct ConflictField {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What the reader typed.
    pub mine: String,
    /// What is saved now.
    pub theirs: String,
}

/// A part of the right panel.
#[derive(Clone, Debug)]
pub enum Panel {
    /// Names and values.
    Facts {
        /// Its title.
        title: String,
        /// A button beside the title.
        action: Option<Action>,
        /// Names and values.
        rows: Vec<(String, Cell)>,
    },
    /// Latest documents: key, day, state, figure.
    Documents {
        /// Its title.
        title: String,
        /// The whole list.
        all: Option<String>,
        /// Cells of each row.
        rows: Vec<Vec<Cell>>,
    },
    /// What happened.
    Activity {
        /// Its title.
        title: String,
        /// What can be added by hand.
        composer: Option<Composer>,
        /// What happened, newest first.
        events: Vec<Event>,
    },
    /// Attached files.
    Files {
        /// Its title.
        title: String,
        /// Name, address and remark (size, who, when) of each.
        rows: Vec<(String, String, String)>,
        /// Where to post more as multipart `file`; none when not allowed.
        upload: Option<String>,
    },
    /// Comes with a second request from this address: a fragment that replaces it.
    Later(String),
    /// Something of your own.
    Html(Markup),
}

/// The record's page; `format` writes separators for the lines grid.
pub fn record(cx: &Cx<'_>, format: &Format, view: &Record) -> Markup {
    let mut buttons = Vec::new();
    let mut rest = view.actions.clone();
    let save = view.form.as_ref().map(|info| {
        let label = cx.t(if info.id.is_empty() { "ui-create" } else { "ui-save" });
        let save = Action::new(label, Does::Submit { form: "record".into(), action: None }).icon("save").key("save");
        if info.id.is_empty() { save.primary() } else { save }
    });
    let further = view.form.as_ref().filter(|info| info.id.is_empty()).map(|info| {
        let address = format!("{}?next=1", info.action);
        Action::new(cx.t("ui-create-next"), Does::Submit { form: "record".into(), action: Some(address) })
            .key("save-next")
    });
    let onward = view.form.as_ref().and_then(|info| info.onward.clone().map(|onward| (info, onward)));
    let onward = onward.map(|(info, (label, verb))| {
        let address = format!("{}?then={verb}", info.action);
        Action::new(label, Does::Submit { form: "record".into(), action: Some(address) }).key("main")
    });
    let primary = rest.pop();
    buttons.append(&mut rest);
    buttons.extend(further);
    buttons.extend(onward);
    buttons.extend(save);
    buttons.extend(primary);
    let top = Top {
        title: if view.number.is_empty() { view.title.clone() } else { view.number.clone() },
        icon: view.icon,
        crumbs: view.crumbs.clone(),
        heading: false,
        state: view.form.as_ref().filter(|info| !info.id.is_empty()).map(|_| {
            let saved = view.conflict.is_none() && view.refusals.is_empty();
            cx.t(if saved { "ui-saved" } else { "ui-save-failed" }).to_string()
        }),
        beside: view.around.as_ref().map(|around| steps(cx, around)),
        actions: buttons,
    };
    document(
        cx,
        &top,
        html! {
            div.rec.solo[view.panels.is_empty()] {
                div.body {
                    (head(cx, view))
                    (before(cx, view))
                    (middle(cx, format, view))
                }
                @if !view.panels.is_empty() {
                    aside aria-label=(cx.t("ui-panel")) { @for panel in &view.panels { (side_panel(cx, panel)) } }
                }
            }
        },
    )
}

fn steps(cx: &Cx<'_>, around: &Around) -> Markup {
    match around {
        Around::Known(known) => neighbours(cx, known),
        Around::Later { list, address } => html! { div.steps-to data-list=(list) data-around=(address) {} },
    }
}

/// Buttons to the records before and after one; at an end of the list the button stays and says so.
pub fn neighbours(cx: &Cx<'_>, (previous, next): &Neighbours) -> Markup {
    let step = |href: &Option<String>, label, icon, key| {
        let step = match href {
            Some(href) => Action::link(cx.t(label), href),
            None => Action::new(cx.t(label), Does::Menu(Vec::new())).disabled(cx.t("ui-record-none")),
        };
        step.icon(icon).key(key).bare().look(crate::part::Look::Ghost)
    };
    let both = [
        step(previous, "ui-record-previous", "chevron-up", "record-previous"),
        step(next, "ui-record-next", "chevron-down", "record-next"),
    ];
    html! { div.steps-to { (actions(cx, "steps", &both)) } }
}

fn head(cx: &Cx<'_>, view: &Record) -> Markup {
    html! {
        div.head {
            @if view.face { (avatar(&view.title, true, true)) }
            div.grow {
                h1 { (view.title) }
                div.sub {
                    @if let Some((tone, text)) = &view.state { (pill(*tone, text)) }
                    @for fact in &view.facts { span { (cell(fact)) } }
                    @if view.locked.is_some() { span.lock { (icon("lock")) (cx.t("ui-locked")) } }
                }
            }
            @if !view.steps.is_empty() { (stepper(cx, &view.steps)) }
        }
    }
}

fn before(cx: &Cx<'_>, view: &Record) -> Markup {
    let wrong: Vec<_> =
        view.body.sections.iter().flat_map(|section| &section.fields).filter(|f| f.error.is_some()).collect();
    html! {
        @if let Some(why) = &view.locked {
            (note(&Note { tone: Tone::Neutral, text: why.clone(), link: None }))
        }
        @for one in &view.notes { (note(one)) }
        @if view.refusals.len() + wrong.len() > 1 || !view.refusals.is_empty() {
            div.note.t-danger role="alert" {
                (icon("circle-alert"))
                div {
                    p { (cx.t_args("ui-not-saved", &[("n", count(view.refusals.len() + wrong.len()))])) }
                    ul {
                        @for text in &view.refusals { li { (text) } }
                        @for field in &wrong { li { a href={ "#record-" (field.name) } { (field.label) } } }
                    }
                }
            }
        }
        @if !view.tiles.is_empty() { div.kpis { @for one in &view.tiles { (tile(one)) } } }
        @if !view.tabs.is_empty() { (tabs(cx.t("ui-parts"), "tabs flush", false, &view.tabs, html! {})) }
    }
}

fn count(n: usize) -> Arg<'static> {
    Arg::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

fn middle(cx: &Cx<'_>, format: &Format, view: &Record) -> Markup {
    let body = &view.body;
    let sections = html! {
        @for (position, section) in body.sections.iter().enumerate() {
            section.sec aria-labelledby=[section.title.as_ref().map(|_| format!("sec-{position}"))] {
                @if let Some(title) = &section.title { h2 id={ "sec-" (position) } { (title) } }
                (fields(cx, "record", &section.fields))
            }
        }
    };
    // On a phone what is decided line by line comes first; the rest of a saved document is a touch away.
    let saved = view.form.as_ref().is_some_and(|info| !info.id.is_empty());
    let folds = saved && body.lines.iter().any(crate::part::decides);
    let content = html! {
        @if let Some(conflict) = &view.conflict { (conflict_box(cx, conflict)) }
        @if folds { details.fold open { summary { (cx.t("ui-document")) } (sections) } } @else { (sections) }
        @for all in &body.lines {
            @if body.lines.len() > 1 { h2.of-lines { (all.label) } }
            (lines(cx, format, all))
        }
        @if !body.lines.is_empty() || !body.totals.is_empty() {
            div.under {
                div { @if body.lines.iter().any(|all| all.editable) { (grid_hints(cx)) } }
                @if !body.totals.is_empty() { (totals(&body.totals)) }
            }
        }
    };
    // What was refused or is in conflict is still to be saved.
    let unsaved = view.conflict.is_some()
        || !view.refusals.is_empty()
        || body.sections.iter().flat_map(|section| &section.fields).any(|field| field.error.is_some());
    html! {
        @match &view.form {
            Some(info) => {
                ui-form data-draft=[info.draft.as_deref()] data-entity=(info.entity) data-id=(info.id)
                    data-version=(info.version) data-unsaved=(cx.t("ui-unsaved")) data-saving=(cx.t("ui-saving"))
                    data-failed=(cx.t("ui-save-failed")) data-changed=(cx.t("ui-changed-by-other"))
                    data-reload=(cx.t("ui-reload")) {
                    form #record.fresh[info.id.is_empty()] method="post" action=(info.action) novalidate data-dirty[unsaved] {
                        (cx.token_field())
                        input type="hidden" name="_version" value=(info.version);
                        input type="hidden" name="_key" value=(info.key);
                        input type="hidden" name="_touched" value=(info.touched);
                        @if let Some(found) = &info.alike { (super::alike(cx, found)) }
                        (content)
                    }
                }
            }
            None => (content),
        }
        @if let Some(one) = &body.composer { (composer(cx, one)) }
        @if !body.events.is_empty() { (timeline(&body.events)) }
        @if let Some(more) = &body.more { (more) }
    }
}

fn conflict_box(cx: &Cx<'_>, conflict: &Conflict) -> Markup {
    html! {
        section.card.panel.flat.t-warn role="alert" aria-labelledby="conflict" {
            header {
                h2 #conflict {
                    (cx.t_args("ui-conflict", &[("who", Arg::Text(&conflict.who)), ("when", Arg::Text(&conflict.when))]))
                }
            }
            table.grid {
                thead {
                    tr {
                        th scope="col" { (cx.t("ui-field")) }
                        th scope="col" { (cx.t("ui-yours")) }
                        th scope="col" { (cx.t("ui-theirs")) }
                    }
                }
                tbody {
                    @for field in &conflict.fields {
                        tr {
                            th scope="row" { (field.label) }
                            @for (value, text, on) in [("mine", &field.mine, true), ("theirs", &field.theirs, false)] {
                                td {
                                    label.check {
                                        input type="radio" name={ "_take." (field.name) } value=(value) checked[on];
                                        (text)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn side_panel(cx: &Cx<'_>, panel: &Panel) -> Markup {
    let title = |text: &str, end: Markup| html! { div.asec { h2 { (text) } (end) } };
    html! {
        @match panel {
            Panel::Facts { title: text, action, rows } => section {
                (title(text, html! { @if let Some(one) = action { (actions(cx, text, std::slice::from_ref(one))) } }))
                dl.kv { @for (name, value) in rows { dt { (name) } dd { @if matches!(value, Cell::Empty) { "—" } @else { (cell(value)) } } } }
            },
            Panel::Documents { title: text, all, rows } => section {
                (title(text, html! { @if let Some(href) = all { a.btn.ghost href=(href) { (cx.t("ui-all")) } } }))
                (super::mini(rows, cx.t("ui-none-yet")))
            },
            Panel::Activity { title: text, composer: add, events } => section {
                (title(text, html! {}))
                @if let Some(one) = add { (composer(cx, one)) }
                (timeline(events))
            },
            Panel::Files { title: text, rows, upload } => section {
                (title(text, html! {
                    @if let Some(address) = upload {
                        form method="post" action=(address) enctype="multipart/form-data" {
                            (cx.token_field())
                            label.btn.ghost {
                                (icon("paperclip")) span { (cx.t("ui-attach")) }
                                input.vh type="file" name="file" multiple data-submit;
                            }
                            noscript { button.btn { (cx.t("ui-add")) } }
                        }
                    }
                }))
                ul.mini {
                    @for (name, href, remark) in rows {
                        li { (icon("file")) a href=(href) download { (name) } span.mute.small.num { (remark) } }
                    }
                }
            },
            Panel::Later(address) => section data-lazy=(address) {
                div.asec {} @for _ in 0..4 { div.skel {} }
            },
            Panel::Html(markup) => (markup),
        }
    }
}

/// How far something is that the program does by itself, in the right panel.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its title.
    pub title: String,
    /// How it looks.
    pub tone: Tone,
    /// How far it is.
    pub text: String,
    /// Asked again from here until it is done.
    pub poll: Option<String>,
    /// Where to go with the result.
    pub links: Vec<(String, String)>,
}

/// The section of the right panel that says so.
pub fn standing(of: &Standing) -> Markup {
    html! {
        section data-poll=[of.poll.as_deref()] data-every="1500" aria-live="polite" {
            div.asec { h2 { (of.title) } }
            p.standing { (pill(of.tone, &of.text)) }
            @if !of.links.is_empty() { ul.mini { @for (label, href) in &of.links { li { a href=(href) { (label) } } } } }
        }
    }
}
