//! The board: one column for each value of a choice, cards that move between them.

use maud::{Markup, html};

use super::list::{List, bar};
use crate::{
    Cx,
    part::{Tab, Tone, Top, avatar, document, icon, tabs, tag},
};

/// Something added up above a column.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// How much, short.
    pub text: String,
}

/// By when something is to be done.
#[derive(Clone, Debug, Default)]
pub struct Due {
    /// Late, today, ahead or unknown, as a colour.
    pub tone: Tone,
    /// What the day is for.
    pub label: String,
    /// The day in words.
    pub text: String,
}

/// A board of records. Views, filters and shapes are those of the list it shows.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// Title, actions, views, search and filters; its rows and foot are not used.
    pub list: List,
    /// What else the board can show, such as other pipelines; none where there is one way only.
    pub ways: Vec<Tab>,
    /// Columns in order.
    pub columns: Vec<BoardColumn>,
    /// Where a move is posted, with `{id}` for the card's id; none when cards stay where they are.
    pub moved: Option<String>,
    /// What is not shown, and why.
    pub remark: Option<String>,
}

/// A column.
#[derive(Clone, Debug, Default)]
pub struct BoardColumn {
    /// The value, sent as `to`.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Its colour.
    pub tone: Tone,
    /// How many, formatted.
    pub count: String,
    /// Sums over all of it, whatever is shown.
    pub figures: Vec<Figure>,
    /// Cards in order.
    pub cards: Vec<BoardCard>,
    /// Label and address of the rest.
    pub more: Option<(String, String)>,
}

/// A card: three lines at most.
#[derive(Clone, Debug, Default)]
pub struct BoardCard {
    /// Record id.
    pub id: String,
    /// Row version.
    pub version: i64,
    /// What it is.
    pub title: String,
    /// The record's page.
    pub href: String,
    /// A mark beside the title.
    pub tag: Option<(Tone, String)>,
    /// The party.
    pub party: Option<String>,
    /// The amount with its currency.
    pub amount: Option<String>,
    /// A day: text, machine-readable, past due.
    pub date: Option<(String, String, bool)>,
    /// The owner.
    pub owner: Option<String>,
    /// By when the next thing is to be done.
    pub due: Option<Due>,
    /// How long it has been in its column, and why that is too long.
    pub days: Option<(String, Option<String>)>,
}

/// The board page.
pub fn board(cx: &Cx<'_>, view: &Board) -> Markup {
    let list = &view.list;
    let top = Top {
        title: list.title.clone(),
        icon: list.icon,
        heading: true,
        actions: list.actions.clone(),
        ..Top::default()
    };
    document(
        cx,
        &top,
        html! {
            link rel="stylesheet" href=(crate::assets::href("work.css"));
            @if !list.views.is_empty() { (tabs(cx.t("ui-views"), "tabs", true, &list.views, html! {})) }
            (bar(cx, list))
            @if !view.ways.is_empty() || view.remark.is_some() {
                div.ways {
                    @if !view.ways.is_empty() { (tabs(cx.t("ui-board-ways"), "seg", false, &view.ways, html! {})) }
                    @if let Some(remark) = &view.remark { span.mute { (remark) } }
                }
            }
            ui-board.board data-region="rows" data-move=[view.moved.as_deref()] data-lifted=(cx.t("ui-board-lifted"))
                data-moved=(cx.t("ui-board-moved")) data-dropped=(cx.t("ui-board-dropped"))
                data-cancelled=(cx.t("ui-board-cancelled")) tabindex="0" role="group" aria-label=(list.title) {
                @for column in &view.columns { (one_column(cx, view, column)) }
                p.vh aria-live="assertive" {}
            }
        },
    )
}

fn one_column(cx: &Cx<'_>, view: &Board, column: &BoardColumn) -> Markup {
    html! {
        section.col data-code=(column.code) aria-label=(column.label) {
            header {
                span class={ "dot " (column.tone.class()) } {}
                h2 { (column.label) }
                span.n { (column.count) }
                @if !column.figures.is_empty() {
                    div.sums {
                        @for figure in &column.figures {
                            span.s title=(figure.label) { span.vh { (figure.label) ": " } b { (figure.text) } }
                        }
                    }
                }
            }
            ul { @for card in &column.cards { (one_card(cx, view, column, card)) } }
            @if let Some((label, href)) = &column.more { a.more.mute href=(href) { (label) } }
        }
    }
}

fn one_card(cx: &Cx<'_>, view: &Board, column: &BoardColumn, card: &BoardCard) -> Markup {
    html! {
        li.deal tabindex="0" data-id=[view.moved.as_ref().map(|_| card.id.as_str())] data-version=(card.version)
            aria-label=(card.title) {
            div.h {
                a href=(card.href) tabindex="-1" { (card.title) }
                @if let Some((tone, text)) = &card.tag { (tag(*tone, text)) }
            }
            @if let Some(party) = &card.party { div.r { (avatar(party, true, false)) span { (party) } } }
            div.r {
                @if let Some(amount) = &card.amount { span.amt { (amount) } }
                @if let Some((text, iso, late)) = &card.date { time.late[*late] datetime=(iso) { (text) } }
                @else { span.grow {} }
                @if let Some(owner) = &card.owner { span.vh { (owner) } (avatar(owner, false, false)) }
            }
            @if card.due.is_some() || card.days.is_some() { div.r.next { (next(card)) } }
            @if let Some(address) = &view.moved { (move_menu(cx, view, column, card, address)) }
        }
    }
}

/// What is to be done next, and how long it has been here.
fn next(card: &BoardCard) -> Markup {
    html! {
        @if let Some(due) = &card.due {
            span class={ "dot " (due.tone.class()) } {}
            span title=(due.label) { span.vh { (due.label) ": " } (due.text) }
        }
        @if let Some((days, stalled)) = &card.days {
            span.days.late[stalled.is_some()] title=[stalled.as_ref()] {
                @if let Some(why) = stalled { (icon("hourglass")) span.vh { (why) ": " } }
                (days)
            }
        }
    }
}

/// The way to move a card without dragging it.
fn move_menu(cx: &Cx<'_>, view: &Board, column: &BoardColumn, card: &BoardCard, address: &str) -> Markup {
    let id = format!("move-{}", card.id);
    html! {
        button.btn.ghost.ico.mv type="button" popovertarget=(id) aria-expanded="false"
            aria-label={ (cx.t("ui-move")) ": " (card.title) } { (icon("ellipsis")) }
        div.menu id=(id) popover {
            h2 { (cx.t("ui-move")) }
            form method="post" action=(address.replace("{id}", &card.id)) {
                (cx.token_field())
                input type="hidden" name="version" value=(card.version);
                @for other in &view.columns {
                    button.it name="to" value=(other.code) hidden[other.code == column.code] {
                        span class={ "dot " (other.tone.class()) } {} (other.label)
                    }
                }
            }
        }
    }
}
