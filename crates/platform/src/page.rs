//! Pages of modules: what a module shows people beyond lists, records and reports, and what it adds to the pages of others.
//!
//! A module draws with the parts of `ui` and knows nothing of HTTP. The program lists every module's pages in one table, as it
//! lists reactions; the web serves them at `/{set}/pages/{module}/{name}` and, without sign-in, at `/{set}/{word}/{token}`.

pub mod drawn;
mod listed;

pub use listed::{Currencies, Listed, More, currencies, encode, listed, listed_with, lists, new_of, tone};

use base::Result;
use store::{Read, Scope, Tx, action};
use ui::page::card_later;
use ui::part::{Action, Crumb, Tile, tile};
use ui::{Cx, Format, Markup};

/// Where a page is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the sidebar, before the lists of its module.
    Sidebar,
    /// In the sidebar's first group, beside home: what somebody keeps open all day.
    Home,
    /// As a button on every record of this entity; the record's id follows the page's address.
    Record(&'static str),
    /// Nowhere: other pages lead to it.
    Linked,
    /// Outside, for whoever holds the token that follows this word: `/{set}/offer/{token}`. Nobody is signed in.
    Public(&'static str),
}

/// A page of a module.
pub struct Page {
    /// `crm.customer`: its address; its title is the message `crm-page-customer`.
    pub name: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// Whoever may read this entity may open it; empty lets everybody in who may be in the set.
    pub reads: &'static str,
    pub place: Place,
    /// The action of the key map that leads to it.
    pub key: Option<&'static str>,
    /// Draws it, or one region of it. Rights on records are the page's to apply.
    pub draw: fn(&Read, &Ask) -> Result<Drawn>,
    /// Does what its forms post; none where they post to operations of records.
    pub act: Option<fn(&mut Tx, &Form) -> Result<Reply>>,
}

/// What somebody asks of a page, and how they read.
pub struct Ask<'a> {
    /// Words, language, looks.
    pub cx: &'a Cx<'a>,
    /// Separators, order of dates, zone.
    pub format: &'a Format,
    /// `/demo`: the beginning of every address of this set.
    pub base: &'a str,
    /// The page's own address.
    pub here: &'a str,
    /// What follows the page's address: a record's id, a region's name. Of a public page the token first.
    pub rest: &'a [&'a str],
    /// The query in order.
    pub query: &'a [(String, String)],
    /// What modules add to pages, see [`Panel`].
    pub panels: &'a [&'static Panel],
    /// Refusals of what was posted before the page is shown again, in words.
    pub refusals: &'a [String],
    /// What was posted then, so that nothing typed is lost.
    pub typed: &'a [(String, String)],
}

/// What was posted to a page.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// What follows the page's address.
    pub rest: Vec<String>,
    /// The query.
    pub query: Vec<(String, String)>,
    /// The fields in order, a name possibly several times.
    pub fields: Vec<(String, String)>,
    /// Uploaded files: field, name and content.
    pub files: Vec<(String, String, Vec<u8>)>,
    /// Where it was sent from, as far as the connection tells; for proof and limits.
    pub address: String,
    /// The sender's `Origin`, empty where none was sent.
    pub origin: String,
    /// The reader's language: `en`, `zh-CN`, `es`.
    pub language: String,
}

/// A drawn page.
pub enum Drawn {
    /// A whole page.
    Page(Box<Sheet>),
    /// A region of one, asked for by itself.
    Region(Markup),
    /// Somewhere else: an address.
    Elsewhere(String),
    /// A file to keep: type, name, content.
    File(&'static str, String, Vec<u8>),
}

/// A whole page as a module draws it.
#[derive(Default)]
pub struct Sheet {
    /// The title; empty takes the page's own.
    pub title: String,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// Buttons, the primary last.
    pub actions: Vec<Action>,
    /// The content.
    pub content: Markup,
    /// Which entry of the sidebar it belongs to, as an address; empty for itself.
    pub current: String,
    /// Other sites that may show a public page in a frame: `https://nordbau.example`.
    pub frames: Vec<String>,
    /// True when the page says no, such as a token that leads nowhere: it is answered as not found.
    pub gone: bool,
}

/// Where to go after something was posted, and what to say there.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// An address below the set, such as `/sales/orders/7`; empty is the page itself.
    pub to: String,
    /// A message id and its arguments.
    pub said: Option<(&'static str, Vec<(&'static str, String)>)>,
}

/// What a panel is about that tells of the whole house: figures and pictures of the start page, which nobody has to act on.
pub const HOUSE: &str = "house";

/// What a module adds to a page about a record of another module, or about the person who is signed in: a count, an amount, the
/// newest ones. Each loads on its own.
pub struct Panel {
    /// `sales.orders`: its title is the message `sales-panel-orders`.
    pub name: &'static str,
    /// The name of its icon.
    pub icon: &'static str,
    /// The entity whose records it is about; `platform.user` for what concerns the reader's own day, [`HOUSE`] for the start page.
    pub of: &'static str,
    /// Whoever may read this entity sees it.
    pub reads: &'static str,
    /// Draws it for a record: of a customer's page for the customer, of somebody's day for the user.
    pub draw: fn(&Read, &Ask, i64) -> Result<PanelView>,
}

/// The page of a record that gathers the panels about it; where it has none, they stand on the record itself.
pub const OVERVIEW: &str = "overview";

/// True when whoever asks may open a page or panel of a module that reads this entity.
pub fn may(read: &Read, reads: &str, module: &str) -> Result<bool> {
    let shapes = &read.model().shapes;
    if module != crate::NAME && !shapes.iter().any(|s| s.enabled && s.def.module() == module) {
        return Ok(false);
    }
    if reads.is_empty() {
        return Ok(true);
    }
    let Some(shape) = shapes.get(reads).filter(|s| s.enabled) else { return Ok(false) };
    Ok(read.access()?.scope(shape, action::READ) != Scope::None)
}

/// A drawn panel.
#[derive(Default)]
pub struct PanelView {
    /// How many there are; none where counting says nothing.
    pub count: Option<i64>,
    /// What they amount to, as text with its currency.
    pub amount: String,
    /// The list with all of them.
    pub href: Option<String>,
    /// Where one more is made, for whoever may.
    pub new: Option<String>,
    /// The newest or next ones.
    pub content: Markup,
    /// Somebody has to act: shown in the colour of a warning.
    pub pressing: bool,
    /// The content stands by itself, without title and frame: a row of key figures.
    pub bare: bool,
}

impl PanelView {
    /// A row of key figures, which stands by itself.
    pub fn figures(tiles: &[Tile]) -> PanelView {
        let content = ui::html! { div.kpis { @for one in tiles { (tile(one)) } } };
        PanelView { bare: true, content, ..PanelView::default() }
    }
}

impl Page {
    /// `crm` of `crm.customer`.
    pub fn module(&self) -> &'static str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// The last part of its address: `customer`.
    pub fn slug(&self) -> String {
        self.name.split_once('.').map_or(self.name, |(_, name)| name).replace('_', "-")
    }

    /// The id of its title.
    pub fn message(&self) -> String {
        format!("{}-page-{}", self.module(), self.slug())
    }
}

impl Panel {
    /// `sales` of `sales.orders`.
    pub fn module(&self) -> &'static str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// Where it is drawn for a record.
    pub fn address(&self, base: &str, id: i64) -> String {
        let name = self.name.split_once('.').map_or(self.name, |(_, name)| name).replace('_', "-");
        format!("{base}/pages/panel/{}/{name}/{id}", self.module())
    }

    /// The id of its title.
    pub fn message(&self) -> String {
        self.name.replacen('.', "-panel-", 1).replace('_', "-")
    }
}

impl Ask<'_> {
    /// The words for an id.
    pub fn t(&self, id: &str) -> String {
        self.cx.words.t(self.cx.lang, id).to_owned()
    }

    /// The first value of a name in the query, empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        first(self.query, name)
    }

    /// What was typed into a field before the page came back with refusals.
    pub fn typed(&self, name: &str) -> &str {
        first(self.typed, name)
    }

    /// The page's address with something after it.
    pub fn below(&self, rest: impl std::fmt::Display) -> String {
        format!("{}/{rest}", self.here)
    }

    /// The list of an entity, for links.
    pub fn list(&self, read: &Read, entity: &str) -> Result<String> {
        let shape = read.shape(entity)?;
        Ok(format!("{}/{}/{}", self.base, shape.def.module(), shape.def.plural))
    }

    /// The page of a record, for links.
    pub fn record(&self, read: &Read, entity: &str, id: i64) -> Result<String> {
        Ok(format!("{}/{id}", self.list(read, entity)?))
    }

    /// Every panel about a record that this person may see, by name: places that load on their own.
    pub fn panels_of(&self, read: &Read, of: &str, id: i64) -> Result<Vec<(&'static str, Markup)>> {
        let mut found = Vec::new();
        for panel in self.panels.iter().filter(|p| p.of == of) {
            if may(read, panel.reads, panel.module())? {
                let place = card_later(&self.t(&panel.message()), panel.icon, &panel.address(self.base, id));
                found.push((panel.name, place));
            }
        }
        Ok(found)
    }

    /// The record's id after the page's address.
    pub fn id(&self) -> Option<i64> {
        self.rest.first().and_then(|text| text.parse().ok()).filter(|id| (1..1 << 53).contains(id))
    }
}

impl Form {
    /// The first value of a field, trimmed; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        first(&self.fields, name).trim()
    }

    /// All values of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(k, _)| k == name).map(|(_, v)| v.as_str())
    }

    /// The part of the address at this place, empty where there is none.
    pub fn part(&self, place: usize) -> &str {
        self.rest.get(place).map_or("", String::as_str)
    }
}

fn first<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_str())
}
