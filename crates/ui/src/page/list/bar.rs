//! The filter bar of a list, shared by board and calendar.

use maud::{Markup, html};

use super::{Columns, DENSITIES, Filter, FilterControl, List, Show, ShowKind};
use crate::{
    Cx,
    part::{cell, icon, menu_button},
};

/// Search, chips, filter, group, shape, columns. One form; live when scripts run.
pub(crate) fn bar(cx: &Cx<'_>, view: &List) -> Markup {
    html! {
        div.barline {
        form.bar method="get" action=(view.path) role="search" aria-label=(cx.t("ui-filter")) data-live {
            @for (name, value) in &view.kept { input type="hidden" name=(name) value=(value); }
            @if let Some(search) = &view.search {
                label.srch {
                    (icon("search")) span.vh { (search.placeholder) }
                    input.inp type="search" name="q" value=(search.value) placeholder=(search.placeholder)
                        autocomplete="off" data-do="search";
                }
            }
            @for chip in &view.chips {
                span.chip {
                    span { (chip.label) }
                    b { (cell(&chip.value)) }
                    a href=(chip.remove) aria-label={ (cx.t("ui-remove-filter")) ": " (chip.label) } { (icon("x")) }
                }
            }
            @if !view.filters.is_empty() { (filter_menu(cx, &view.filters, &view.path)) }
            @if !view.groupings.is_empty() {
                (menu_button("group-menu", "btn ghost hide-sm",
                    html! { (icon("layers")) span { (cx.t("ui-group")) } }, None, html! {
                    @for option in &view.groupings {
                        a href=(option.href) aria-current=[option.current.then_some("true")] { (option.label) }
                    }
                }))
            }
            span.grow.hide-sm {}
            (shapes(cx, &view.shows))
        }
        @if view.rows.selectable && !view.bulk.actions.is_empty() {
            label.btn.ghost.ico.only-sm.ticking {
                input.vh type="checkbox" autocomplete="off" data-ticking aria-label=(cx.t("ui-select")); (icon("list-checks"))
            }
        }
        @if let Some(columns) = &view.columns { (columns_menu(cx, columns)) }
        }
    }
}

fn filter_menu(cx: &Cx<'_>, filters: &[Filter], path: &str) -> Markup {
    html! {
        button.btn.ghost type="button" popovertarget="filter-menu" aria-expanded="false" data-do="filter"
            title=(cx.with_key(cx.t("ui-filter"), Some("filter"))) {
            (icon("list-filter")) span.hide-sm { (cx.t("ui-filter")) } span.vh.only-sm { (cx.t("ui-filter")) }
        }
        div.menu.filter #filter-menu popover {
            @for filter in filters {
                details name="filter" open[is_set(&filter.control)] {
                    summary { (filter.label) (icon("chevron-right")) }
                    div { (filter_control(cx, filter)) }
                }
            }
            footer { a.btn.ghost href=(path) { (cx.t("ui-clear-filters")) } button.btn.pri { (cx.t("ui-apply")) } }
        }
    }
}

fn is_set(control: &FilterControl) -> bool {
    match control {
        FilterControl::Choices(all) => all.iter().any(|choice| choice.2),
        FilterControl::Text(text) => !text.is_empty(),
        FilterControl::Range { from, to, .. } => !from.is_empty() || !to.is_empty(),
        FilterControl::Reference { id, .. } => !id.is_empty(),
    }
}

fn filter_control(cx: &Cx<'_>, filter: &Filter) -> Markup {
    let name = filter.name.as_str();
    html! {
        @match &filter.control {
            FilterControl::Choices(all) => {
                @for (value, label, chosen) in all {
                    label.check { input type="checkbox" name=(name) value=(value) checked[*chosen]; (label) }
                }
            }
            FilterControl::Text(text) => {
                input.inp name=(name) value=(text) aria-label=(filter.label) autocomplete="off";
            }
            FilterControl::Range { from, to, date } => {
                @let kind = if *date { "date" } else { "text" };
                div.two {
                    input.inp.mono type=(kind) name={ (name) ".from" } value=(from) autocomplete="off"
                        aria-label={ (filter.label) ": " (cx.t("ui-from")) } placeholder=(cx.t("ui-from"));
                    input.inp.mono type=(kind) name={ (name) ".to" } value=(to) autocomplete="off"
                        aria-label={ (filter.label) ": " (cx.t("ui-to")) } placeholder=(cx.t("ui-to"));
                }
            }
            FilterControl::Reference { source, id, label } => {
                ui-combobox data-source=(source) data-none=(cx.t("ui-nothing-found")) {
                    input.inp value=(label) role="combobox" aria-expanded="false" aria-autocomplete="list"
                        aria-label=(filter.label) autocomplete="off";
                    input type="hidden" name=(name) value=(id);
                }
            }
        }
    }
}

/// The switch between list, board and calendar.
fn shapes(cx: &Cx<'_>, shows: &[Show]) -> Markup {
    html! {
        @if shows.len() > 1 {
            span.seg.hide-sm role="group" aria-label=(cx.t("ui-shape")) {
                @for show in shows {
                    @let (name, label, key) = match show.kind {
                        ShowKind::List => ("list", "ui-show-list", "show-list"),
                        ShowKind::Board => ("columns-3", "ui-show-board", "show-board"),
                        ShowKind::Calendar => ("calendar", "ui-show-calendar", "show-calendar"),
                    };
                    a href=(show.href) aria-current=[show.current.then_some("page")] data-do=(key)
                        title=(cx.with_key(cx.t(label), Some(key))) { (icon(name)) (cx.t(label)) }
                }
            }
        }
    }
}

fn columns_menu(cx: &Cx<'_>, columns: &Columns) -> Markup {
    html! {
        div.colbtn.hide-sm {
            (menu_button("columns-menu", "btn ghost ico", icon("sliders-horizontal"), Some(cx.t("ui-columns")), html! {
                form method="post" action=(columns.action) {
                    (cx.token_field())
                    fieldset {
                        legend.vh { (cx.t("ui-columns")) }
                        h2 aria-hidden="true" { (cx.t("ui-columns")) }
                        div.cols {
                            @for column in &columns.all {
                                label.check {
                                    input type="checkbox" name="column" value=(column.name) checked[column.shown];
                                    (column.label)
                                }
                            }
                        }
                    }
                    fieldset {
                        legend.vh { (cx.t("ui-density")) }
                        h2 aria-hidden="true" { (cx.t("ui-density")) }
                        div.cols {
                            @for (density, label) in DENSITIES {
                                label.check {
                                    input type="radio" name="density" value=(density.name())
                                        checked[density == cx.density];
                                    (cx.t(label))
                                }
                            }
                        }
                    }
                    div.in { button.btn { (cx.t("ui-apply")) } }
                }
            }))
        }
    }
}
