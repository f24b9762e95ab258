//! Pages that modules draw themselves: in the frame for people who are signed in, and outside it for whoever holds a link.

use crate::app::App;
use crate::http::{Request, Response};
use crate::visit::{Visit, flash_cookie};
use crate::words::Words;
use axum::http::{StatusCode, header};
use base::{Context, Error, Refusal, Result};
use platform::page::{Ask, Drawn, Form, HOUSE, OVERVIEW, Page, Panel, Place, Reply, Sheet, may};
use platform::print::Layout;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use store::{Read, Set, Who, action};
use ui::page::{self, Card, Plain};
use ui::part::{Action, NavItem, Tone};
use ui::{Arg, Cx, Format, Lang};

/// Every module's pages and panels, and the order of the sidebar, as the program lists them.
#[derive(Clone, Copy, Default)]
pub struct Pages {
    pub pages: &'static [&'static [Page]],
    pub panels: &'static [&'static [Panel]],
    pub sidebar: &'static [Group],
    /// How records are printed.
    pub prints: &'static [&'static [Layout]],
}

/// A group of the sidebar: one part of the work, whatever modules it comes from.
pub struct Group {
    /// Its label is the message `web-nav-{word}`.
    pub word: &'static str,
    /// The modules whose places it holds.
    pub modules: &'static [&'static str],
    /// The entities that are used every day, in this order; the other ones of these modules are folded away below them.
    pub daily: &'static [&'static str],
}

impl Pages {
    fn all(self) -> impl Iterator<Item = &'static Page> {
        self.pages.iter().flat_map(|p| p.iter())
    }

    fn panels(self) -> Vec<&'static Panel> {
        self.panels.iter().flat_map(|p| p.iter()).collect()
    }

    fn public(self, word: &str) -> Option<&'static Page> {
        self.all().find(|p| p.place == Place::Public(word_of(p)) && word_of(p) == word)
    }
}

fn word_of(page: &Page) -> &'static str {
    match page.place {
        Place::Public(word) => word,
        _ => "",
    }
}

impl Visit<'_> {
    fn page_path(&self, page: &Page) -> String {
        format!("{}/pages/{}/{}", self.base, page.module(), page.slug())
    }

    /// The entries of the sidebar that this person may open: the first group's, or a module's.
    pub(crate) fn page_items(&self, read: &Read, words: &Words, module: Option<&str>) -> Result<Vec<NavItem>> {
        let mut items = Vec::new();
        for page in self.app.pages.all() {
            let here = match module {
                None => page.place == Place::Home,
                Some(name) => page.place == Place::Sidebar && page.module() == name,
            };
            if here && may(read, page.reads, page.module())? {
                let (href, label) = (self.page_path(page), words.t(&page.message()));
                items.push(NavItem { href, icon: page.icon, label, count: None, key: page.key });
            }
        }
        Ok(items)
    }

    /// Every page that this person may open without a record, as address, icon and title: for the palette.
    pub(crate) fn open_pages(&self, read: &Read, words: &Words) -> Result<Vec<(String, &'static str, String)>> {
        let mut found = Vec::new();
        for page in self.app.pages.all().filter(|p| matches!(p.place, Place::Home | Place::Sidebar)) {
            if may(read, page.reads, page.module())? {
                found.push((self.page_path(page), page.icon, words.t(&page.message())));
            }
        }
        Ok(found)
    }

    /// Buttons on a record that lead to pages about it.
    pub(crate) fn record_pages(&self, read: &Read, entity: &str, id: i64) -> Result<Vec<Action>> {
        let mut actions = Vec::new();
        for page in self.app.pages.all().filter(|p| p.place == Place::Record(static_of(p)) && static_of(p) == entity) {
            if may(read, page.reads, page.module())? {
                let address = format!("{}/{id}", self.page_path(page));
                actions.push(Action::link(self.words().t(&page.message()), address).icon(page.icon));
            }
        }
        Ok(actions)
    }

    /// What modules tell about a record that has no overview where it would stand: where each part comes from.
    pub(crate) fn record_panels(&self, read: &Read, entity: &str, id: i64) -> Result<Vec<String>> {
        let gathers =
            |p: &Page| p.slug() == OVERVIEW && p.place == Place::Record(static_of(p)) && static_of(p) == entity;
        if self.app.pages.all().any(gathers) {
            return Ok(Vec::new());
        }
        let mut addresses = Vec::new();
        for panel in self.app.pages.panels().into_iter().filter(|p| p.of == entity && entity != "platform.user") {
            if may(read, panel.reads, panel.module())? {
                addresses.push(panel.address(&self.base, id));
            }
        }
        Ok(addresses)
    }

    /// `/{set}/pages/{module}/{name}/…`
    pub fn pages(&self, rest: &[&str]) -> Result<Response> {
        let missing = || Error::not_found("page", rest.join("/"));
        if let ["panel", module, name, id] = rest {
            let id = id.parse().map_err(|_| missing())?;
            return self.panel(module, name, id);
        }
        let [module, slug, below @ ..] = rest else { return Err(missing()) };
        let found = self.app.pages.all().find(|p| p.module() == *module && p.slug() == *slug);
        let page = found.filter(|p| !matches!(p.place, Place::Public(_))).ok_or_else(missing)?;
        if self.req.reads() {
            return self.draw(page, below, &[], &[]);
        }
        let act = page.act.ok_or_else(missing)?;
        self.read(|read| if may(read, page.reads, page.module())? { Ok(()) } else { Err(missing()) })?;
        let form = form(self.req, below, self.visitor.lang)?;
        let outcome = self.write(move |tx| act(tx, &form));
        match outcome {
            Ok(reply) => Ok(self.replied(page, &reply)),
            Err(error @ Error::Refused(_)) if !self.req.wants_json() => {
                let words = self.words().error(None, &error);
                self.draw(page, below, &words, &self.req.form.0)
            }
            Err(other) => Err(other),
        }
    }

    fn replied(&self, page: &Page, reply: &Reply) -> Response {
        let to = if reply.to.is_empty() { self.page_path(page) } else { format!("{}{}", self.base, reply.to) };
        let said = said(&self.words(), reply);
        if self.req.wants_json() {
            return Response::json(StatusCode::OK, &serde_json::json!({ "to": to, "said": said }));
        }
        let response = Response::see(&to);
        match said {
            Some(text) => response.cookie(&flash_cookie(&self.visitor.slug, &text, Tone::Success, None)),
            None => response,
        }
    }

    fn draw(
        &self,
        page: &'static Page,
        rest: &[&str],
        refusals: &[String],
        typed: &[(String, String)],
    ) -> Result<Response> {
        self.read(|read| {
            if !may(read, page.reads, page.module())? {
                return Err(Error::not_found("page", page.name));
            }
            let here = self.page_path(page);
            let (cx, panels) = (self.cx(None), self.app.pages.panels());
            let ask = Ask {
                cx: &cx,
                format: &self.visitor.format,
                base: &self.base,
                here: &here,
                rest,
                query: &self.req.query.0,
                panels: &panels,
                refusals,
                typed,
            };
            let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            match (page.draw)(read, &ask)? {
                Drawn::Page(sheet) => {
                    let title =
                        if sheet.title.is_empty() { self.words().t(&page.message()) } else { sheet.title.clone() };
                    let current = if sheet.current.is_empty() { here.clone() } else { sheet.current.clone() };
                    let view = Plain {
                        title,
                        icon: page.icon,
                        crumbs: sheet.crumbs.clone(),
                        actions: sheet.actions.clone(),
                        refusals: refusals.to_vec(),
                    };
                    self.page(read, status, &current, |cx| page::plain(cx, &view, sheet.content.clone()))
                }
                other => Ok(answered(other)),
            }
        })
    }

    /// The reader's own panels, each a place that loads by itself: key figures first, then what waits for him.
    pub(crate) fn day_panels(&self, read: &Read) -> Result<(Vec<maud::Markup>, Vec<maud::Markup>)> {
        let (mut above, mut below) = (Vec::new(), Vec::new());
        let Some(user) = self.visitor.who.user else { return Ok((above, below)) };
        for panel in self.app.pages.panels().into_iter().filter(|p| own(p)) {
            if may(read, panel.reads, panel.module())? {
                let place =
                    page::card_later(&self.words().t(&panel.message()), panel.icon, &panel.address(&self.base, user));
                if panel.name.ends_with(".figures") { above.push(place) } else { below.push(place) }
            }
        }
        Ok((above, below))
    }

    /// One panel about a record, asked for by the page it stands on.
    fn panel(&self, module: &str, name: &str, id: i64) -> Result<Response> {
        let wanted = format!("{module}.{}", name.replace('-', "_"));
        let missing = || Error::not_found("page", &wanted);
        let panel = self.app.pages.panels().into_iter().find(|p| p.name == wanted).ok_or_else(missing)?;
        self.read(|read| {
            if !may(read, panel.reads, panel.module())? {
                return Err(missing());
            }
            let day = own(panel);
            match day {
                // Somebody's day is his own.
                true if read.who().user != Some(id) => return Err(missing()),
                true => {}
                false => drop(read.visible(panel.of, id, action::READ)?),
            }
            let (cx, here) = (self.cx(None), panel.address(&self.base, id));
            let ask = Ask {
                cx: &cx,
                format: &self.visitor.format,
                base: &self.base,
                here: &here,
                rest: &[],
                query: &self.req.query.0,
                panels: &[],
                refusals: &[],
                typed: &[],
            };
            let drawn = (panel.draw)(read, &ask, id)?;
            if drawn.bare {
                return Ok(Response::html(StatusCode::OK, drawn.content));
            }
            let card = Card {
                title: self.words().t(&panel.message()),
                icon: panel.icon,
                count: drawn.count.map(|n| self.visitor.format.integer(n)),
                amount: drawn.amount,
                href: drawn.href,
                new: drawn.new.map(|href| (self.words().t("web-new"), href)),
                pressing: drawn.pressing,
            };
            // Where there is nothing the title says so; a sentence more would only push others down.
            let content = if drawn.count == Some(0) { ui::Markup::default() } else { drawn.content };
            Ok(Response::html(StatusCode::OK, page::card(&card, content)))
        })
    }
}

fn static_of(page: &Page) -> &'static str {
    match page.place {
        Place::Record(entity) => entity,
        _ => "",
    }
}

fn answered(drawn: Drawn) -> Response {
    match drawn {
        Drawn::Region(markup) => Response::html(StatusCode::OK, markup),
        Drawn::Elsewhere(address) => Response::see(&address),
        Drawn::File(kind, name, bytes) => Response::download(kind, &name, bytes),
        Drawn::Page(sheet) => Response::html(StatusCode::OK, sheet.content),
    }
}

fn said(words: &Words, reply: &Reply) -> Option<String> {
    let (id, arguments) = reply.said.as_ref()?;
    let arguments: Vec<_> = arguments.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
    Some(words.t_args(id, &arguments))
}

fn form(req: &Request, rest: &[&str], lang: Lang) -> Result<Form> {
    let mut files = Vec::new();
    for file in &req.files {
        files.push((file.field.clone(), file.name.clone(), std::fs::read(&file.path).context("reading the upload")?));
    }
    Ok(Form {
        rest: rest.iter().map(|p| (*p).to_owned()).collect(),
        query: req.query.0.clone(),
        fields: req.form.0.clone(),
        files,
        address: req.address.clone(),
        origin: req.header("origin").to_owned(),
        language: lang.tag().to_owned(),
    })
}

/// Posts from outside by sender: so many in a window, then a pause. Lost with the process, which is no harm.
#[derive(Default)]
pub struct Crowd(Mutex<HashMap<String, (Instant, u32)>>);

/// Posts that one address may send to public pages in a minute.
const POSTS: u32 = 30;

impl Crowd {
    fn enter(&self, address: &str) -> Result<()> {
        let now = Instant::now();
        let mut known = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.len() > 10_000 {
            known.retain(|_, (since, _)| now.duration_since(*since) < Duration::from_secs(60));
        }
        let entry = known.entry(address.to_owned()).or_insert((now, 0));
        if now.duration_since(entry.0) >= Duration::from_secs(60) {
            *entry = (now, 0);
        }
        entry.1 += 1;
        if entry.1 > POSTS { Err(Refusal::new("web.too_many_posts").into()) } else { Ok(()) }
    }
}

/// A public page, if the address names one: `/{set}/{word}/{token}/…`.
pub fn outside(app: &App, req: &Request, slug: &str, rest: &[&str]) -> Option<Response> {
    let [word, below @ ..] = rest else { return None };
    let page = app.pages.public(word)?;
    let lang = Lang::from_tag(req.query.get("lang")).unwrap_or_else(|| Lang::negotiate(req.header("accept-language")));
    Some(
        show_outside(app, req, page, slug, below, lang)
            .unwrap_or_else(|error| crate::app::fail(app, req, None, &error)),
    )
}

fn show_outside(
    app: &App,
    req: &Request,
    page: &'static Page,
    slug: &str,
    below: &[&str],
    lang: Lang,
) -> Result<Response> {
    let set = app.house.set(slug).map_err(|error| match error {
        error @ Error::Unavailable(_) => error,
        // Whether a set exists is told to nobody.
        _ => Error::not_found("page", page.name),
    })?;
    let here =
        format!("/{slug}/{}/{}", word_of(page), below.first().map(|t| crate::http::encode(t)).unwrap_or_default());
    let (mut refusals, mut typed) = (Vec::new(), Vec::new());
    if !req.reads() {
        let words = Words { messages: &app.messages, lang };
        let outcome = post_outside(app, req, page, &set, below, lang);
        match outcome {
            Ok(reply) if reply.to.is_empty() => return Ok(Response::see(&format!("{here}?lang={}", lang.tag()))),
            Ok(reply) => return Ok(Response::see(&format!("/{slug}{}", reply.to))),
            Err(error @ Error::Refused(_)) => refusals = words.error(None, &error),
            Err(other) => return Err(other),
        }
        typed.clone_from(&req.form.0);
    }
    set.read(&Who::program(format!("page {}", page.name)), |read| {
        let cx = Cx { partial: req.partial(), ..Cx::new(&app.messages, lang) };
        let format = Format::new(lang).in_zone(read.zone().to_owned());
        let base = format!("/{slug}");
        let ask = Ask {
            cx: &cx,
            format: &format,
            base: &base,
            here: &here,
            rest: below,
            query: &req.query.0,
            panels: &[],
            refusals: &refusals,
            typed: &typed,
        };
        match (page.draw)(read, &ask)? {
            Drawn::Page(sheet) => {
                let title = if sheet.title.is_empty() { ask.t(&page.message()) } else { sheet.title.clone() };
                let status = match (sheet.gone, refusals.is_empty()) {
                    (true, _) => StatusCode::NOT_FOUND,
                    (_, true) => StatusCode::OK,
                    (_, false) => StatusCode::UNPROCESSABLE_ENTITY,
                };
                let sender = read.select::<platform::Company>("archived_at IS NULL ORDER BY id LIMIT 1", &[])?;
                let sender = sender.first().map_or_else(String::new, |c| c.name.clone());
                let markup = page::outside(&cx, &sender, &title, &refusals, sheet.content.clone());
                Ok(framed(Response::html(status, markup), &sheet))
            }
            other => Ok(answered(other)),
        }
    })
}

fn post_outside(
    app: &App,
    req: &Request,
    page: &'static Page,
    set: &Arc<Set>,
    below: &[&str],
    lang: Lang,
) -> Result<Reply> {
    let act = page.act.ok_or_else(|| Error::not_found("page", page.name))?;
    app.crowd.enter(&req.address)?;
    let form = form(req, below, lang)?;
    set.write(&Who::program(format!("page {}", page.name)), move |tx| act(tx, &form))
}

/// Lets the named sites show the page in a frame. Names were checked when they were saved; what is no plain origin is left out.
fn framed(response: Response, sheet: &Sheet) -> Response {
    let plain = |site: &&String| {
        site.strip_prefix("https://").is_some_and(|host| {
            !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b))
        })
    };
    let sites: Vec<&str> = sheet.frames.iter().filter(plain).map(String::as_str).collect();
    if sites.is_empty() {
        return response;
    }
    let policy = ui::assets::CONTENT_SECURITY_POLICY
        .replace("frame-ancestors 'none'", &format!("frame-ancestors {}", sites.join(" ")));
    response.header(header::CONTENT_SECURITY_POLICY, &policy)
}

/// A panel of the start page: of the reader's day, or of the house.
fn own(panel: &Panel) -> bool {
    matches!(panel.of, "platform.user" | HOUSE)
}
