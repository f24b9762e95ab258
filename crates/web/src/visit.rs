//! One request of one person in one account set: who they are, how they read, and the frame around every page.

use crate::app::App;
use crate::http::{Request, Response};
use crate::pages::Group;
use crate::words::Words;
use axum::http::StatusCode;
use base::Result;
use entity::Shape;
use platform::installation::{Session, SessionToken};
use std::sync::Arc;
use store::{Access, Read, Set, Who, action};
use ui::part::{Action, Company, NavGroup, NavItem, Shell, Tone, User};
use ui::{Cx, Density, Flash, Format, Lang, Markup, Theme};

/// Somebody signed in, inside one account set.
pub struct Visitor {
    /// The set's name in addresses.
    pub slug: String,
    /// The set's title.
    pub title: String,
    /// The open set.
    pub set: Arc<Set>,
    /// The user.
    pub who: Who,
    /// The user's name.
    pub name: String,
    /// The language of the words.
    pub lang: Lang,
    /// Separators, order of dates, zone.
    pub format: Format,
    pub theme: Theme,
    pub density: Density,
    /// The session's token against forged posts.
    pub token: String,
    /// Single letters work as shortcuts.
    pub shortcuts: bool,
    /// The browser's session, and the token it showed.
    pub session: Session,
    pub in_hand: SessionToken,
    /// A note from the last action.
    pub flash: Option<Flash>,
}

/// A request with its visitor.
pub struct Visit<'a> {
    pub app: &'a App,
    pub req: &'a Request,
    pub visitor: &'a Visitor,
    /// `/demo`
    pub base: String,
}

impl<'a> Visit<'a> {
    /// The request of a visitor.
    pub fn new(app: &'a App, req: &'a Request, visitor: &'a Visitor) -> Visit<'a> {
        Visit { app, req, visitor, base: format!("/{}", visitor.slug) }
    }

    /// The reader's words.
    pub fn words(&self) -> Words<'a> {
        Words { messages: &self.app.messages, lang: self.visitor.lang }
    }

    /// The address of an entity's list.
    pub fn path(&self, shape: &Shape) -> String {
        format!("{}/{}/{}", self.base, shape.def.module(), shape.def.plural)
    }

    /// Reads as this visitor.
    pub fn read<T>(&self, run: impl FnOnce(&Read) -> Result<T>) -> Result<T> {
        self.visitor.set.read(&self.visitor.who, run)
    }

    /// Reads as this visitor for as long as it takes: exports.
    pub fn read_long<T>(&self, run: impl FnOnce(&Read) -> Result<T>) -> Result<T> {
        self.visitor.set.read_long(&self.visitor.who, run)
    }

    /// Writes as this visitor.
    pub fn write<T: Send + 'static>(&self, run: impl Fn(&mut store::Tx) -> Result<T> + Send + 'static) -> Result<T> {
        self.visitor.set.write(&self.visitor.who, run)
    }

    /// A page in its frame. `current` is the navigation entry to mark.
    pub fn page(
        &self,
        read: &Read,
        status: StatusCode,
        current: &str,
        draw: impl FnOnce(&Cx<'_>) -> Markup,
    ) -> Result<Response> {
        let shell = self.shell(read, current)?;
        Ok(Response::html(status, draw(&self.cx(Some(&shell)))))
    }

    /// What pages know about their reader.
    pub fn cx<'b>(&'b self, shell: Option<&'b Shell>) -> Cx<'b> {
        Cx {
            theme: self.visitor.theme,
            density: self.visitor.density,
            partial: self.req.partial(),
            shell,
            token: &self.visitor.token,
            flash: self.visitor.flash.as_ref(),
            ..Cx::new(&self.app.messages, self.visitor.lang)
        }
    }

    /// The frame: what this person may open, by module.
    fn shell(&self, read: &Read, current: &str) -> Result<Shell> {
        let access = read.access()?;
        let words = self.words();
        let mut groups = vec![NavGroup { items: self.own_places(read, &words)?, ..NavGroup::default() }];
        let mut tabs = vec![self.item("", "house", words.t("web-home"), Some("go-home"))];
        if reports_wanted(read, &access) {
            groups[0].items.push(self.item("/reports", "chart-column", words.t("web-reports"), None));
        }
        for group in self.app.pages.sidebar {
            let group = self.group(read, &words, &access, group, current)?;
            // On a phone what is used every day stands below; a module's own pages are reached from there.
            let daily = group.items.iter().find(|item| !item.href.contains("/pages/"));
            tabs.extend(daily.or(group.items.first()).cloned());
            groups.extend((!group.items.is_empty() || !group.more.is_empty()).then_some(group));
        }
        tabs.truncate(4);
        let unread = crate::places::unread(read)?;
        Ok(Shell {
            company: Company { name: self.visitor.title.clone(), menu: self.company_menu(&words) },
            groups,
            tabs,
            user: User { name: self.visitor.name.clone(), menu: self.user_menu(&words) },
            bell: (format!("{}/notifications", self.base), u32::try_from(unread).unwrap_or(u32::MAX)),
            palette: format!("{}/palette?q=", self.base),
            events: Some(format!("{}/events", self.base)),
            help: format!("{}/help", self.base),
            current: current.to_owned(),
            single_keys: self.visitor.shortcuts,
        })
    }

    /// One group of the sidebar: pages that modules draw, what is used every day, and the rest folded away.
    fn group(&self, read: &Read, words: &Words, access: &Access, group: &Group, current: &str) -> Result<NavGroup> {
        let mut items = Vec::new();
        for module in group.modules {
            items.extend(self.page_items(read, words, Some(module))?);
        }
        let shown = |s: &&Arc<Shape>| {
            s.enabled && s.def.line_of.is_none() && !s.def.open && !s.def.aside && access.may(s, action::READ)
        };
        let shapes = &read.model().shapes;
        let daily = group.daily.iter().filter_map(|name| shapes.get(name)).filter(shown);
        items.extend(daily.map(|s| self.place(words, s)));
        let others = shapes.iter().filter(shown).filter(|s| group.modules.contains(&s.def.module()));
        let others = others.filter(|s| !self.app.pages.sidebar.iter().any(|g| g.daily.contains(&s.name())));
        let more: Vec<NavItem> = others.map(|s| self.place(words, s)).collect();
        let open = more.iter().any(|item| item.href == current);
        Ok(NavGroup { label: Some(words.t(&format!("web-nav-{}", group.word))), items, more, open })
    }

    fn item(&self, path: &str, icon: &'static str, label: String, key: Option<&'static str>) -> NavItem {
        NavItem { href: format!("{}{path}", self.base), icon, label, count: None, key }
    }

    fn own_places(&self, read: &Read, words: &Words) -> Result<Vec<NavItem>> {
        let mut places = vec![self.item("", "house", words.t("web-home"), Some("go-home"))];
        places.extend(self.page_items(read, words, None)?);
        places.extend(self.approvals_item(read)?);
        places.push(self.item("/notifications", "bell", words.t("ui-notifications"), Some("go-inbox")));
        Ok(places)
    }

    fn place(&self, words: &Words, shape: &Shape) -> NavItem {
        let key = match shape.name() {
            "parties.party" => Some("go-customers"),
            "catalog.item" => Some("go-products"),
            "sales.order" => Some("go-orders"),
            _ => None,
        };
        NavItem { href: self.path(shape), icon: shape.def.icon, label: words.plural(shape), count: None, key }
    }

    fn company_menu(&self, words: &Words) -> Vec<Action> {
        vec![
            Action::link(words.t("web-other-sets"), "/sets").icon("layers"),
            Action::link(words.t("ui-settings"), format!("{}/settings", self.base)).icon("settings"),
        ]
    }

    fn user_menu(&self, words: &Words) -> Vec<Action> {
        let mut menu = vec![Action::link(words.t("web-my-settings"), format!("{}/me", self.base)).icon("user")];
        menu.push(Action::post(words.t("ui-sign-out"), "/sign-out").icon("log-out"));
        menu
    }
}

/// True when this person may run any report.
fn reports_wanted(read: &Read, access: &Access) -> bool {
    read.registry().modules.iter().any(|m| crate::reports::of_module(read, access, m).next().is_some())
}

/// A note for the next page, as a cookie's value.
pub fn flash_cookie(slug: &str, text: &str, tone: Tone, undo: Option<&str>) -> String {
    let tone = match tone {
        Tone::Danger => "danger",
        Tone::Warn => "warn",
        _ => "success",
    };
    let value = format!("{tone}\n{}\n{text}", undo.unwrap_or(""));
    format!("flash={}; Path=/{slug}; Max-Age=30; HttpOnly; SameSite=Lax", crate::http::encode(&value))
}

/// The note that the last answer left.
pub fn flash(req: &Request) -> Option<Flash> {
    let cookie = req.cookie("flash")?;
    let value = percent_encoding::percent_decode_str(&cookie).decode_utf8().ok()?.into_owned();
    let mut parts = value.splitn(3, '\n');
    let tone = match parts.next()? {
        "danger" => Tone::Danger,
        "warn" => Tone::Warn,
        _ => Tone::Success,
    };
    let undo = parts.next().filter(|u| u.starts_with('/') && !u.starts_with("//")).map(str::to_owned);
    let text = parts.next()?.chars().take(500).collect::<String>();
    (!text.is_empty()).then_some(Flash { text, tone, undo })
}
