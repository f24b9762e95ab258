//! The frame around every page: company, navigation, search, bell and user at the left; tabs below on a phone.

use maud::{DOCTYPE, Markup, html};

use super::{Action, actions, avatar, button::menu_items, icon};
use crate::{Cx, Lang, head, keys};

/// What the frame shows; built once for each request from the reader's roles.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// The company worked in.
    pub company: Company,
    /// Groups of the sidebar.
    pub groups: Vec<NavGroup>,
    /// Up to four places of the phone's tab bar; "More" is added.
    pub tabs: Vec<NavItem>,
    /// The reader.
    pub user: User,
    /// Where the bell leads, and how many messages are unread.
    pub bell: (String, u32),
    /// Where the palette searches; the text typed is put behind it ("/palette?q=").
    pub palette: String,
    /// The event stream; none when off.
    pub events: Option<String>,
    /// The page of keys and help.
    pub help: String,
    /// The address of the navigation entry to mark as current.
    pub current: String,
    /// Single letters work as shortcuts.
    pub single_keys: bool,
}

/// The company and what its menu offers.
#[derive(Clone, Debug, Default)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// Other companies, branches, account sets.
    pub menu: Vec<Action>,
}

/// A group of the sidebar.
#[derive(Clone, Debug, Default)]
pub struct NavGroup {
    /// Its name; none for the first.
    pub label: Option<String>,
    /// Its entries.
    pub items: Vec<NavItem>,
    /// Entries that are seldom needed, folded away below the others.
    pub more: Vec<NavItem>,
    /// These are unfolded: one of them is the current page.
    pub open: bool,
}

/// One entry of the navigation.
#[derive(Clone, Debug, Default)]
pub struct NavItem {
    /// Where it goes.
    pub href: String,
    /// Lucide name.
    pub icon: &'static str,
    /// What it says.
    pub label: String,
    /// How many wait for a person.
    pub count: Option<String>,
    /// Action of the key map, such as "go-orders".
    pub key: Option<&'static str>,
}

/// The reader and what the menu under the name offers.
#[derive(Clone, Debug, Default)]
pub struct User {
    /// Full name.
    pub name: String,
    /// Preferences, language, theme, sign out.
    pub menu: Vec<Action>,
}

/// One step of the way to a page.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// What it says.
    pub label: String,
    /// Where it goes.
    pub href: String,
}

/// The top bar of a page.
#[derive(Clone, Debug, Default)]
pub struct Top {
    /// The page's name, last crumb and window title.
    pub title: String,
    /// Lucide name of the entity.
    pub icon: &'static str,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// The title is the page's main heading; false where the content has its own.
    pub heading: bool,
    /// Text of the save state; only forms have one.
    pub state: Option<String>,
    /// Stands before the buttons, on phones beside the title: steps to the neighbours.
    pub beside: Option<Markup>,
    /// Buttons, the primary last.
    pub actions: Vec<Action>,
}

/// The entries that change light and dark; each posts to `address` with `?theme=system`, `light` or `dark`.
pub fn theme_actions(cx: &Cx<'_>, address: &str) -> Vec<Action> {
    [("system", "monitor", "ui-theme-system"), ("light", "sun", "ui-theme-light"), ("dark", "moon", "ui-theme-dark")]
        .into_iter()
        .map(|(name, icon, label)| Action::post(cx.t(label), format!("{address}?theme={name}")).icon(icon))
        .collect()
}

/// The entries that change the language; each posts to `address` with `?language=es`.
pub fn language_actions(address: &str) -> Vec<Action> {
    Lang::ALL
        .into_iter()
        .map(|lang| Action::post(lang.name(), format!("{address}?language={}", lang.tag())).icon("languages"))
        .collect()
}

/// A whole page, or only its `<main>` when the browser asked for that.
pub fn document(cx: &Cx<'_>, top: &Top, body: Markup) -> Markup {
    let current = cx.shell.map(|shell| shell.current.as_str());
    let main = html! {
        main.main #main tabindex="-1" data-title=(top.title) data-nav=[current] data-frame=(frame_of(cx))
            data-bell=[cx.shell.map(|shell| shell.bell.1)] {
            header.top {
                (crumbs(cx, top))
                @if let Some(beside) = &top.beside { (beside) }
                div.acts {
                    @if let Some(state) = &top.state { span.mute.hide-sm data-state-text role="status" { (state) } }
                    (actions(cx, "top", &top.actions))
                }
            }
            (body)
            (flash(cx))
        }
    };
    if cx.partial {
        return main;
    }
    let Some(shell) = cx.shell else { return bare(cx, &top.title, main) };
    page(
        cx,
        &top.title,
        html! {
            a.skip href="#main" { (cx.t("ui-skip")) }
            (side(cx, shell))
            (main)
            nav.mnav aria-label=(cx.t("ui-navigation")) {
                @for item in shell.tabs.iter().take(4) {
                    a href=(item.href) aria-current=[(item.href == shell.current).then_some("page")] {
                        (icon(item.icon)) span { (item.label) }
                    }
                }
                button type="button" data-do="palette" data-soft { (icon("search")) span { (cx.t("ui-more")) } }
            }
            ui-palette data-source=(shell.palette) data-label=(cx.t("ui-palette")) data-hint=(cx.t("ui-palette-hint"))
                data-none=(cx.t("ui-nothing-found")) data-move=(cx.t("ui-palette-move")) data-open=(cx.t("ui-palette-open"))
                data-tab=(cx.t("ui-palette-tab")) {}
            @if let Some(source) = &shell.events { ui-events data-source=(source) {} }
        },
        Some(shell),
    )
}

/// What the frame was drawn for; when it differs between two pages the browser loads the second one whole.
fn frame_of(cx: &Cx<'_>) -> String {
    let company = cx.shell.map_or("", |shell| shell.company.name.as_str());
    format!("{} {} {} {company}", cx.lang.tag(), cx.theme.name().unwrap_or("system"), cx.density.name())
}

/// A page without frame: sign-in, choosing a set, errors before sign-in.
pub(crate) fn bare(cx: &Cx<'_>, title: &str, body: Markup) -> Markup {
    page(cx, title, body, None)
}

fn page(cx: &Cx<'_>, title: &str, body: Markup, shell: Option<&Shell>) -> Markup {
    let singles = shell.is_some_and(|shell| !shell.single_keys).then_some("off");
    html! {
        (DOCTYPE)
        html lang=(cx.lang.tag()) data-theme=[cx.theme.name()] data-density=(cx.density.name()) {
            head { (head(cx, title)) }
            body.bare[shell.is_none()] data-keys=(keys::attribute()) data-singles=[singles]
                data-offline=(cx.t("ui-offline")) data-leave=(cx.t("ui-leave")) data-close=(cx.t("ui-close")) {
                div.busy aria-hidden="true" {}
                (body)
            }
        }
    }
}

fn crumbs(cx: &Cx<'_>, top: &Top) -> Markup {
    html! {
        nav.crumbs aria-label=(cx.t("ui-breadcrumb")) {
            @if !top.icon.is_empty() { (icon(top.icon)) }
            @for crumb in &top.crumbs { a href=(crumb.href) { (crumb.label) } span.sep aria-hidden="true" { "/" } }
            @if top.heading { h1 { (top.title) } } @else { b aria-current="page" { (top.title) } }
        }
    }
}

fn side(cx: &Cx<'_>, shell: &Shell) -> Markup {
    let first = shell.company.name.chars().next().map(String::from).unwrap_or_default();
    html! {
        aside.side aria-label=(cx.t("ui-navigation")) {
            button.org type="button" popovertarget="org-menu" aria-expanded="false" {
                span.logo aria-hidden="true" { (first) } span { (shell.company.name) } (icon("chevrons-up-down"))
            }
            div.menu #org-menu popover { (menu_items(cx, &shell.company.menu)) }
            button.find type="button" data-do="palette" data-soft {
                (icon("search")) span { (cx.t("ui-search-jump")) } kbd aria-hidden="true" { "Ctrl K" }
            }
            @for (position, group) in shell.groups.iter().enumerate() {
                @if let Some(label) = &group.label { h2 id={ "nav-" (position) } { (label) } }
                nav.nav aria-labelledby=[group.label.as_ref().map(|_| format!("nav-{position}"))]
                    aria-label=[group.label.is_none().then(|| cx.t("ui-overview"))] {
                    @for item in &group.items { (entry(cx, shell, item)) }
                    @if !group.more.is_empty() {
                        details open[group.open] data-keep={ "nav-" (position) } {
                            summary { (icon("chevron-right")) span { (cx.t("ui-more")) } }
                            @for item in &group.more { (entry(cx, shell, item)) }
                        }
                    }
                }
            }
            div.own {
                button.me type="button" popovertarget="me-menu" aria-expanded="false" {
                    (avatar(&shell.user.name, false, false)) span { (shell.user.name) }
                }
                div.menu #me-menu popover { (menu_items(cx, &shell.user.menu)) }
                a.btn.ghost.ico.bell href=(shell.bell.0) title=(cx.t("ui-notifications")) {
                    (icon("bell")) span.vh { (cx.t("ui-notifications")) } b data-unread { @if shell.bell.1 > 0 { (shell.bell.1) } }
                }
                a.btn.ghost.ico href=(shell.help) data-dialog data-do="help" aria-label=(cx.t("ui-key-help"))
                    title=(cx.with_key(cx.t("ui-key-help"), Some("help"))) { (icon("circle-help")) }
            }
        }
    }
}

fn entry(cx: &Cx<'_>, shell: &Shell, item: &NavItem) -> Markup {
    html! {
        a href=(item.href) data-do=[item.key] title=[item.key.map(|_| cx.with_key(&item.label, item.key))]
            aria-current=[(item.href == shell.current).then_some("page")] {
            (icon(item.icon)) span { (item.label) }
            @if let Some(count) = &item.count { b { (count) } }
        }
    }
}

fn flash(cx: &Cx<'_>) -> Markup {
    html! {
        @if let Some(flash) = cx.flash {
            div class={ "toast " (flash.tone.class()) } data-flash role="status" {
                span { (flash.text) }
                @if let Some(undo) = &flash.undo {
                    form method="post" action=(undo) { (cx.token_field()) button { (cx.t("ui-undo")) } }
                }
            }
        }
    }
}
