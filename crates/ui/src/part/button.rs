//! Buttons: what they say, what they do, and why they cannot be pressed.

use maud::{Markup, html};

use super::icon;
use crate::Cx;

/// How loud a button is; a page has at most one primary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one main action.
    Primary,
    /// An ordinary button.
    #[default]
    Plain,
    /// Text or icon only.
    Ghost,
    /// Takes something away.
    Danger,
}

/// What pressing does.
#[derive(Clone, Debug)]
pub enum Does {
    /// Goes to a page.
    Link(String),
    /// Opens the page's form in a dialog; without scripts it is a page.
    Dialog(String),
    /// Opens the page at the right edge.
    Drawer(String),
    /// Posts nothing but the press.
    Post(String),
    /// Sends the form with this element id to an address, with all that was typed.
    Submit {
        /// Element id of the form.
        form: String,
        /// Where to post; none for the form's own address.
        action: Option<String>,
    },
    /// A file to save or a page outside.
    Download(String),
    /// Something the browser does by itself, such as "print"; without scripts it is not there.
    Here(&'static str),
    /// Shows more actions.
    Menu(Vec<Action>),
}

/// One action a person can take.
#[derive(Clone, Debug)]
pub struct Action {
    /// What it says; of icon-only buttons, what is read aloud.
    pub label: String,
    /// Lucide name.
    pub icon: Option<&'static str>,
    /// What it does.
    pub does: Does,
    /// How loud it is.
    pub look: Look,
    /// Action of the key map that presses it.
    pub key: Option<&'static str>,
    /// Why it cannot be pressed now.
    pub disabled: Option<String>,
    /// Shows only its icon.
    pub bare: bool,
    /// Goes into the record's menu, not on phones.
    pub desk_only: bool,
}

impl Action {
    /// A plain button.
    pub fn new(label: impl Into<String>, does: Does) -> Action {
        Action {
            label: label.into(),
            icon: None,
            does,
            look: Look::Plain,
            key: None,
            disabled: None,
            bare: false,
            desk_only: false,
        }
    }

    /// A button that goes to a page.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Action {
        Action::new(label, Does::Link(href.into()))
    }

    /// A button that posts to an address.
    pub fn post(label: impl Into<String>, href: impl Into<String>) -> Action {
        Action::new(label, Does::Post(href.into()))
    }

    /// With an icon before its words.
    pub fn icon(mut self, name: &'static str) -> Action {
        self.icon = Some(name);
        self
    }

    /// As the page's main action.
    pub fn primary(mut self) -> Action {
        self.look = Look::Primary;
        self
    }

    /// In another look.
    pub fn look(mut self, look: Look) -> Action {
        self.look = look;
        self
    }

    /// Pressed by a key of the map.
    pub fn key(mut self, action: &'static str) -> Action {
        self.key = Some(action);
        self
    }

    /// Shown, but not to be pressed, with the reason.
    pub fn disabled(mut self, reason: impl Into<String>) -> Action {
        self.disabled = Some(reason.into());
        self
    }

    /// As its icon alone.
    pub fn bare(mut self) -> Action {
        self.bare = true;
        self
    }

    /// Not on phones.
    pub fn desk_only(mut self) -> Action {
        self.desk_only = true;
        self
    }

    fn class(&self) -> String {
        let mut class = String::from("btn");
        class.push_str(match self.look {
            Look::Primary => " pri",
            Look::Plain => "",
            Look::Ghost => " ghost",
            Look::Danger => " bad",
        });
        if self.bare {
            class.push_str(" ico");
        }
        if self.key == Some("save") {
            class.push_str(" save");
        }
        if self.desk_only {
            class.push_str(" hide-sm");
        }
        class
    }
}

/// Several buttons in a row; `scope` keeps the ids of their menus apart.
pub(crate) fn actions(cx: &Cx<'_>, scope: &str, all: &[Action]) -> Markup {
    html! { @for (position, action) in all.iter().enumerate() { (button(cx, &format!("{scope}-{position}"), action)) } }
}

fn button(cx: &Cx<'_>, id: &str, action: &Action) -> Markup {
    let class = action.class();
    let named = action.bare.then_some(action.label.as_str());
    let tip = cx.with_key(&action.label, action.key);
    let tip = (action.bare || action.key.is_some()).then_some(tip);
    let inner = html! {
        @if let Some(name) = action.icon { (icon(name)) }
        @if !action.bare { span { (action.label) } }
        @if action.look == Look::Primary && action.key == Some("create") {
            kbd.hide-sm aria-hidden="true" { (crate::keys::shown("create").unwrap_or_default()) }
        }
    };
    if let Some(reason) = &action.disabled {
        return html! {
            button class=(class) type="button" aria-disabled="true" title=(reason) data-do=[action.key] aria-label=[named]
                aria-describedby={ (id) "-why" } { (inner) span.vh id={ (id) "-why" } { (reason) } }
        };
    }
    match &action.does {
        Does::Link(href) => {
            html! { a class=(class) href=(href) data-do=[action.key] aria-label=[named] title=[tip] { (inner) } }
        }
        Does::Download(href) => html! {
            a class=(class) href=(href) download data-do=[action.key] aria-label=[named] title=[tip] { (inner) }
        },
        Does::Dialog(href) => html! {
            a class=(class) href=(href) data-dialog data-do=[action.key] aria-label=[named] title=[tip] { (inner) }
        },
        Does::Drawer(href) => html! {
            a class=(class) href=(href) data-drawer data-do=[action.key] aria-label=[named] title=[tip] { (inner) }
        },
        Does::Post(href) => html! {
            form method="post" action=(href) {
                (cx.token_field())
                button class=(class) data-do=[action.key] aria-label=[named] title=[tip] { (inner) }
            }
        },
        Does::Submit { form, action: address } => html! {
            button class=(class) type="submit" form=(form) formaction=[address.as_deref()] data-do=[action.key]
                aria-label=[named] title=[tip] { (inner) }
        },
        Does::Here(what) => html! {
            button class={ "scripted " (class) } type="button" data-do=(what) data-soft aria-label=[named] title=[tip] { (inner) }
        },
        Does::Menu(items) => html! {
            button class=(class) type="button" popovertarget=(id) aria-expanded="false" data-do=[action.key]
                aria-label=[named] title=[tip] { (inner) }
            div.menu id=(id) popover { (menu_items(cx, items)) }
        },
    }
}

/// What can be done to one row, behind a button that is only an icon; `id` is of this page alone.
pub fn more(cx: &Cx<'_>, id: &str, label: &str, items: &[Action]) -> Markup {
    menu_button(id, "btn ghost ico", icon("ellipsis"), Some(label), menu_items(cx, items))
}

/// A button that opens a pop-up with this content.
pub(crate) fn menu_button(id: &str, class: &str, label: Markup, name: Option<&str>, content: Markup) -> Markup {
    html! {
        button class=(class) type="button" popovertarget=(id) aria-expanded="false" aria-label=[name] title=[name] {
            (label)
        }
        div.menu id=(id) popover { (content) }
    }
}

/// The rows of a menu.
pub(crate) fn menu_items(cx: &Cx<'_>, items: &[Action]) -> Markup {
    html! {
        @for item in items {
            @let inner = html! { @if let Some(name) = item.icon { (icon(name)) } span { (item.label) } };
            @match (&item.disabled, &item.does) {
                (Some(reason), _) => button.it type="button" aria-disabled="true" title=(reason) { (inner) },
                (None, Does::Link(href)) => a href=(href) data-do=[item.key] { (inner) },
                (None, Does::Download(href)) => a href=(href) download { (inner) },
                (None, Does::Dialog(href)) => a href=(href) data-dialog data-do=[item.key] { (inner) },
                (None, Does::Drawer(href)) => a href=(href) data-drawer { (inner) },
                (None, Does::Post(href)) => {
                    form method="post" action=(href) { (cx.token_field()) button.it { (inner) } }
                }
                (None, Does::Submit { form, action }) => {
                    button.it type="submit" form=(form) formaction=[action.as_deref()] { (inner) }
                }
                (None, Does::Here(what)) => {
                    button.it.scripted type="button" data-do=(what) data-soft { (inner) }
                }
                (None, Does::Menu(inside)) => { hr; (menu_items(cx, inside)) }
            }
        }
    }
}
