//! The import wizard: a file, its columns, a rehearsal, the run, and the way back.

use maud::{Markup, html};

use crate::{
    Cx,
    part::{Action, Crumb, Note, Step, StepState, Tone, Top, actions, document, icon, note, stepper},
};

/// An import.
#[derive(Clone, Debug)]
pub struct Import {
    /// "Import orders".
    pub title: String,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// Where each step posts.
    pub action: String,
    /// Which step it is.
    pub step: ImportStep,
    /// Things to know first.
    pub notes: Vec<Note>,
    /// Something of your own at the end: imports of before.
    pub more: Option<Markup>,
}

/// A step of an import.
#[derive(Clone, Debug)]
pub enum ImportStep {
    /// Sends the multipart field `file`.
    Upload {
        /// Types taken, such as ".csv,.xlsx".
        accept: String,
        /// An empty file with all columns.
        template: Option<String>,
    },
    /// Sends `map.{position}` = field name or nothing, and `key` = the field that finds records again.
    Map {
        /// Columns of the file.
        columns: Vec<ImportColumn>,
        /// Fields they can go to: name, label.
        fields: Vec<(String, String)>,
        /// Fields a record can be found by: name, label, chosen.
        keys: Vec<(String, String, bool)>,
        /// How the file is read; a change is sent by `reread`.
        settings: Vec<ImportSetting>,
        /// Sent along: the file's ticket.
        ticket: String,
    },
    /// A rehearsal that stored nothing; sends the ticket to run it.
    Rehearsed {
        /// Label and figure: created, updated, unchanged, refused.
        counts: Vec<(Tone, String, String)>,
        /// The first refused rows.
        problems: Vec<RowProblem>,
        /// Sent along.
        ticket: String,
        /// It can run.
        ready: bool,
        /// Back to the columns.
        back: String,
    },
    /// A job is running.
    Running {
        /// Rows done.
        done: u64,
        /// Rows in all.
        all: u64,
        /// What is read: "1,200 of 5,000 rows".
        text: String,
        /// A fragment (this step again, or the result) asked for every two seconds.
        poll: String,
    },
    /// It is over.
    Result {
        /// Label and figure.
        counts: Vec<(Tone, String, String)>,
        /// The first refused rows.
        problems: Vec<RowProblem>,
        /// The refused rows as a file, to correct and import again.
        error_file: Option<String>,
        /// Where to post to take the whole run back.
        revert: Option<String>,
        /// The records of this run.
        list: Option<String>,
    },
}

/// A column of the file.
#[derive(Clone, Debug, Default)]
pub struct ImportColumn {
    /// Its head.
    pub head: String,
    /// Its first values.
    pub samples: Vec<String>,
    /// The field it was matched with; empty for none.
    pub field: String,
}

/// How a file is read: one question and its answers.
#[derive(Clone, Debug, Default)]
pub struct ImportSetting {
    /// What is sent.
    pub name: String,
    /// What is read.
    pub label: String,
    /// The answer in force.
    pub value: String,
    /// Answers: value, label.
    pub options: Vec<(String, String)>,
}

/// Why a row was refused.
#[derive(Clone, Debug, Default)]
pub struct RowProblem {
    /// Row of the file.
    pub row: String,
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// The wizard's page.
pub fn import_wizard(cx: &Cx<'_>, view: &Import) -> Markup {
    let at = match view.step {
        ImportStep::Upload { .. } => 0,
        ImportStep::Map { .. } => 1,
        ImportStep::Rehearsed { .. } => 2,
        ImportStep::Running { .. } => 3,
        ImportStep::Result { .. } => 4,
    };
    let names = ["ui-import-file", "ui-import-columns", "ui-import-rehearsal", "ui-import-run", "ui-import-result"];
    let steps: Vec<Step> = names
        .iter()
        .enumerate()
        .map(|(position, id)| Step {
            label: cx.t(id).to_string(),
            state: match position.cmp(&at) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Now,
                std::cmp::Ordering::Greater => StepState::Next,
            },
            href: None,
        })
        .collect();
    let top =
        Top { title: view.title.clone(), icon: "upload", crumbs: view.crumbs.clone(), heading: true, ..Top::default() };
    document(
        cx,
        &top,
        html! {
            div.scroll tabindex="0" role="region" aria-label=(view.title) {
                div.wiz {
                    (stepper(cx, &steps))
                    @for one in &view.notes { (note(one)) }
                    (step(cx, view))
                    @if let Some(more) = &view.more { (more) }
                }
            }
        },
    )
}

/// Only the step and what there is to know, for the poll of a running import.
pub fn import_step(cx: &Cx<'_>, view: &Import) -> Markup {
    html! { @for one in &view.notes { (note(one)) } (step(cx, view)) }
}

fn step(cx: &Cx<'_>, view: &Import) -> Markup {
    let action = view.action.as_str();
    match &view.step {
        ImportStep::Upload { accept, template } => html! {
            form method="post" action=(action) enctype="multipart/form-data" {
                (cx.token_field())
                ui-upload {
                    label.drop {
                        (icon("file-spreadsheet"))
                        b { (cx.t("ui-drop-file")) }
                        span.mute.small { (accept) }
                        input type="file" name="file" accept=(accept) required;
                        span.mono data-chosen role="status" {}
                    }
                }
                div.acts {
                    button.btn.pri { (cx.t("ui-continue")) }
                    @if let Some(href) = template {
                        a.btn.ghost href=(href) download { (icon("download")) (cx.t("ui-import-template")) }
                    }
                }
            }
        },
        ImportStep::Map { columns, fields, keys, settings, ticket } => {
            map_step(cx, action, columns, fields, keys, settings, ticket)
        }
        ImportStep::Rehearsed { counts, problems, ticket, ready, back } => html! {
            (tallies(counts))
            (problem_table(cx, problems))
            form.acts method="post" action=(action) {
                (cx.token_field())
                input type="hidden" name="ticket" value=(ticket);
                button.btn.pri disabled[!ready] { (icon("play")) (cx.t("ui-import-now")) }
                a.btn.ghost href=(back) { (cx.t("ui-back")) }
            }
        },
        ImportStep::Running { done, all, text, poll } => html! {
            div.running data-poll=(poll) {
                p role="status" { (text) }
                progress max=(all) value=(done) aria-label=(text) {}
            }
        },
        ImportStep::Result { counts, problems, error_file, revert, list } => {
            let mut ways = Vec::new();
            if let Some(href) = error_file {
                let file = crate::part::Does::Download(href.clone());
                ways.push(Action::new(cx.t("ui-import-errors"), file).icon("download"));
            }
            if let Some(href) = revert {
                ways.push(Action::post(cx.t("ui-import-revert"), href).icon("undo-2"));
            }
            if let Some(href) = list {
                ways.push(Action::link(cx.t("ui-import-show"), href).primary());
            }
            html! { (tallies(counts)) (problem_table(cx, problems)) div.acts { (actions(cx, "import", &ways)) } }
        }
    }
}

fn map_step(
    cx: &Cx<'_>,
    action: &str,
    columns: &[ImportColumn],
    fields: &[(String, String)],
    keys: &[(String, String, bool)],
    settings: &[ImportSetting],
    ticket: &str,
) -> Markup {
    html! {
        form method="post" action=(action) {
            (cx.token_field())
            input type="hidden" name="ticket" value=(ticket);
            div.flds {
                div.fld {
                    label for="import-key" { (cx.t("ui-import-key")) }
                    span.sel {
                        select.inp #import-key name="key" {
                            option value="" { (cx.t("ui-import-always-new")) }
                            @for (name, label, chosen) in keys { option value=(name) selected[*chosen] { (label) } }
                        }
                        (icon("chevron-down"))
                    }
                }
                @for setting in settings {
                    div.fld {
                        label for={ "import-" (setting.name) } { (setting.label) }
                        span.sel {
                            select.inp id={ "import-" (setting.name) } name=(setting.name) {
                                @for (value, label) in &setting.options {
                                    option value=(value) selected[*value == setting.value] { (label) }
                                }
                            }
                            (icon("chevron-down"))
                        }
                    }
                }
            }
            @if !settings.is_empty() {
                div.acts { button.btn name="reread" value="1" { (icon("refresh-cw")) (cx.t("ui-import-reread")) } }
            }
            div.tbl {
                table.grid {
                    thead {
                        tr {
                            th scope="col" { (cx.t("ui-import-column")) }
                            th scope="col" { (cx.t("ui-import-samples")) }
                            th scope="col" { (cx.t("ui-field")) }
                        }
                    }
                    tbody {
                        @for (position, column) in columns.iter().enumerate() {
                            tr {
                                th scope="row" { (column.head) }
                                td.mute { (column.samples.join(" · ")) }
                                td {
                                    span.sel {
                                        select.inp name={ "map." (position) } aria-label=(column.head) {
                                            option value="" { (cx.t("ui-import-skip")) }
                                            @for (name, label) in fields {
                                                option value=(name) selected[*name == column.field] { (label) }
                                            }
                                        }
                                        (icon("chevron-down"))
                                    }
                                }
                            }
                        }
                    }
                }
            }
            div.acts { button.btn.pri { (cx.t("ui-import-rehearse")) } }
        }
    }
}

fn tallies(counts: &[(Tone, String, String)]) -> Markup {
    html! {
        div.kpis {
            @for (tone, label, figure) in counts {
                div.card.kpi { div.lab { span class={ "dot " (tone.class()) } {} " " (label) } div.v { (figure) } }
            }
        }
    }
}

fn problem_table(cx: &Cx<'_>, problems: &[RowProblem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.tbl {
                table.grid {
                    thead {
                        tr {
                            th.num scope="col" { (cx.t("ui-import-row")) }
                            th scope="col" { (cx.t("ui-import-column")) }
                            th scope="col" { (cx.t("ui-import-value")) }
                            th scope="col" { (cx.t("ui-import-problem")) }
                        }
                    }
                    tbody {
                        @for problem in problems {
                            tr {
                                td.num { (problem.row) } td { (problem.column) } td { (problem.value) }
                                td.wrap { (problem.message) }
                            }
                        }
                    }
                }
            }
        }
    }
}
