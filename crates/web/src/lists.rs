//! The list of any entity: its columns, filters, views, groups, foot, board and calendar addresses, bulk actions and exports.

use crate::cells::{Looks, at_end, width};
use crate::http::{Pairs, Response, encode};
use crate::narrowing::{effective_filter, quoted};
use crate::visit::Visit;
use axum::http::StatusCode;
use base::{Refusal, Result};
use entity::{FieldDef, Kind, Record, STANDARD, Shape, Value};
use std::sync::Arc;
use store::list::{self, Archived, Foot as Totals, Question};
use store::{Read, action};
use ui::page::{
    self, Bulk, Column, ColumnChoice, Columns, FootSums, GroupRows, List, Phone, Row, Rows, SaveView, Search, Show,
    ShowKind, Sort,
};
use ui::part::{Action, Cell, Empty, Tab};

/// Rows of a page.
const ROWS: usize = 50;
/// Rows shown of each group.
const OF_GROUP: usize = 6;
/// Parameters that say where one is on a list rather than what it shows.
const PLACE: [&str; 5] = ["cursor", "_next", "_previous", "_last", "all"];

/// What a list's address asks for.
pub fn question(shape: &Shape, query: &Pairs, limit: usize) -> Question {
    Question {
        entity: shape.name().to_owned(),
        filter: effective_filter(shape, query),
        q: query.get("q").to_owned(),
        sort: query.get("sort").to_owned(),
        limit,
        cursor: query.get("cursor").to_owned(),
        archived: if query.get("archived") == "1" { Archived::Only } else { Archived::Live },
    }
}

/// The columns of a list: those the address names, else those declared.
pub fn columns<'s>(read: &Read, shape: &'s Shape, query: &Pairs) -> Result<Vec<&'s FieldDef>> {
    let access = read.access()?;
    let visible = |f: &&FieldDef| f.shown() && access.sees(shape, f.name);
    let named: Vec<&FieldDef> =
        query.get("columns").split(',').filter_map(|name| shape.field(name)).filter(visible).collect();
    if !named.is_empty() {
        return Ok(named);
    }
    let declared: Vec<&FieldDef> = shape.fields.iter().filter(|f| f.column).filter(visible).collect();
    let title = shape.field(shape.def.title);
    Ok(if declared.is_empty() { title.into_iter().collect() } else { declared })
}

impl Visit<'_> {
    /// GET of a list.
    pub fn list(&self, shape: &Arc<Shape>) -> Result<Response> {
        match self.req.query.get("show") {
            "board" if shape.def.board.is_some() => self.board(shape),
            "calendar" if shape.def.calendar.is_some() => self.calendar(shape),
            _ => self.read(|read| {
                let view = self.list_view(read, shape)?;
                if self.req.header("x-region") == "rows" {
                    return Ok(Response::html(StatusCode::OK, page::list_rows(&self.cx(None), &view)));
                }
                self.page(read, StatusCode::OK, &self.path(shape), |cx| page::list(cx, &view))
            }),
        }
    }

    fn list_view(&self, read: &Read, shape: &Arc<Shape>) -> Result<List> {
        let words = self.words();
        let query = &self.req.query;
        let asked = question(shape, query, ROWS);
        let fields = columns(read, shape, query)?;
        let mut looks = Looks::new(read, words, &self.visitor.format, &self.base)?;
        let mut view = self.frame_of_list(read, &mut looks, shape)?;
        let by = query.get("group");
        view.rows = Rows {
            label: words.plural(shape),
            columns: self.heads(&looks, shape, &fields, &asked),
            selectable: true,
            ..Rows::default()
        };
        let mut pager = String::new();
        let mut steps = FootSums::default();
        if by.is_empty() {
            let mut found = list::page(read, &asked)?;
            looks.translate(read, shape, &mut found.records, &fields)?;
            looks.name(read, shape, &found.records)?;
            view.rows.rows = found.records.iter().map(|r| self.row(read, &looks, shape, &fields, r)).collect();
            let there = |cursor: &Option<String>| {
                cursor.as_deref().map(|c| format!("{}?{}", self.path(shape), query.with(&[("cursor", c)])))
            };
            steps.next = there(&found.next);
            steps.previous = there(&found.previous);
            steps.first = found.previous.as_ref().and_then(|_| there(&Some(String::new())));
            steps.last = found.next.as_ref().and_then(|_| there(&Some(found.last.clone())));
            let first = if found.previous.is_some() { "1" } else { "" };
            pager = query.with(&[
                ("_next", found.next.as_deref().unwrap_or("")),
                ("_previous", found.previous.as_deref().unwrap_or("")),
                ("_last", if found.next.is_some() { &found.last } else { "" }),
                ("_first", first),
            ]);
        } else {
            view.rows.groups = self.groups(read, &mut looks, shape, &fields, &asked, by)?;
        }
        let asked = if pager.is_empty() { query.with(&[]) } else { pager };
        view.foot = page::Foot::Later(format!("{}/foot?{asked}", self.path(shape)), steps);
        Ok(view)
    }

    /// Everything of a list but its rows; board and calendar show it too.
    pub fn frame_of_list(&self, read: &Read, looks: &mut Looks, shape: &Arc<Shape>) -> Result<List> {
        let words = self.words();
        let query = &self.req.query;
        let path = self.path(shape);
        let access = read.access()?;
        let here = query.with(&[]);
        let mut actions = Vec::new();
        if access.may(shape, action::IMPORT) && shape.def.made_by_hand() {
            let href = format!("{}/import/{}/{}", self.base, shape.def.module(), shape.def.plural);
            actions.push(Action::link(words.t("web-import"), href).icon("upload").bare().desk_only());
        }
        if access.may(shape, action::EXPORT) {
            let file = |kind: &str, lines: &str| {
                let asked = query.with(&[("format", kind), ("lines", lines), ("cursor", "")]);
                ui::part::Does::Download(format!("{path}/export?{asked}"))
            };
            let mut menu = vec![Action::new("CSV", file("csv", "")), Action::new("XLSX", file("xlsx", ""))];
            if !shape.lines.is_empty() {
                menu.push(Action::new(words.t("web-csv-lines"), file("csv", "1")));
                menu.push(Action::new(words.t("web-xlsx-lines"), file("xlsx", "1")));
            }
            actions.push(
                Action::new(words.t("web-export"), ui::part::Does::Menu(menu)).icon("download").bare().desk_only(),
            );
        }
        actions.extend(self.history_of_changes(read, shape)?);
        if access.may(shape, action::CREATE) && shape.def.made_by_hand() {
            let new = Action::link(words.t("web-new"), format!("{path}/new")).icon("plus").key("create");
            actions.push(new.primary());
        }
        let team = access.team.is_some();
        Ok(List {
            title: words.plural(shape),
            icon: shape.def.icon,
            actions,
            views: self.views(read, shape)?,
            save_view: Some(SaveView { action: format!("{path}/views"), query: query.with(&[("cursor", "")]), team }),
            path: path.clone(),
            search: (!shape.def.search.is_empty()).then(|| Search {
                value: query.get("q").to_owned(),
                placeholder: words.t_args("web-find-in", &[("entity", ui::Arg::Text(&words.plural(shape)))]),
            }),
            chips: self.chips(read, looks, shape)?,
            filters: self.filters(read, looks, shape)?,
            kept: kept(query),
            groupings: self.groupings(read, shape)?,
            shows: self.shows(shape),
            columns: Some(self.column_choice(read, shape)?),
            rows: Rows::default(),
            foot: page::Foot::None,
            bulk: self.bulk_actions(read, shape, &here)?,
            empty: self.nothing(&access, shape),
        })
    }

    fn nothing(&self, access: &store::Access, shape: &Shape) -> Empty {
        let words = self.words();
        let query = &self.req.query;
        let filtered = !query.get("q").is_empty() || !effective_filter(shape, query).is_empty();
        let create = access.may(shape, action::CREATE) && shape.def.made_by_hand() && !filtered;
        let text = if filtered {
            words.t("ui-nothing-found")
        } else {
            words.t_args("web-nothing-yet", &[("entity", ui::Arg::Text(&words.plural(shape)))])
        };
        let mut actions = Vec::new();
        if create {
            actions.push(Action::link(words.t("web-new"), format!("{}/new", self.path(shape))).primary());
            if access.may(shape, action::IMPORT) {
                let href = format!("{}/import/{}/{}", self.base, shape.def.module(), shape.def.plural);
                actions.push(Action::link(words.t("web-import-file"), href));
            }
        }
        Empty { icon: shape.def.icon, text, actions }
    }

    fn heads(&self, looks: &Looks, shape: &Shape, fields: &[&FieldDef], asked: &Question) -> Vec<Column> {
        let sorted = if asked.sort.is_empty() { shape.def.sort } else { &asked.sort };
        let mut heads = Vec::with_capacity(fields.len());
        for (place, field) in fields.iter().enumerate() {
            let current = sorted.trim_start_matches('-') == field.name;
            let ascending = current.then(|| !sorted.starts_with('-'));
            let next = if ascending == Some(true) { format!("-{}", field.name) } else { field.name.to_owned() };
            let sort = (field.indexed || current).then(|| Sort {
                href: format!("{}?{}", self.path(shape), self.req.query.with(&[("sort", &next), ("cursor", "")])),
                ascending,
            });
            let phone = match field.kind {
                _ if field.name == shape.def.title => Phone::Name,
                _ if place == 0 => Phone::Key,
                Kind::Money => Phone::End,
                Kind::Choice(_) if field.name == "state" || shape.def.state().is_none() => Phone::State,
                _ => Phone::Rest,
            };
            heads.push(Column {
                label: looks.words.field(shape, field.name),
                width: width(field),
                end: at_end(field),
                sort,
                phone,
            });
        }
        heads
    }

    fn row(&self, read: &Read, looks: &Looks, shape: &Shape, fields: &[&FieldDef], record: &Record) -> Row {
        let href = format!("{}/{}", self.path(shape), record.head.id);
        let cells = fields.iter().enumerate().map(|(place, field)| match looks.cell(read, shape, field, record) {
            Cell::Text(text) if field.name == shape.def.title && place > 0 => {
                Cell::Reference { text, href: Some(href.clone()), face: shape.name() == "parties.party" }
            }
            Cell::Text(text) if place == 0 => Cell::Key { text, href: href.clone() },
            Cell::Empty if place == 0 => Cell::Key { text: shape.title(record), href: href.clone() },
            cell => cell,
        });
        Row {
            id: record.head.id.to_string(),
            name: shape.title(record),
            cells: cells.collect(),
            archived: record.head.archived_at.is_some(),
        }
    }

    fn groups(
        &self,
        read: &Read,
        looks: &mut Looks,
        shape: &Arc<Shape>,
        fields: &[&FieldDef],
        asked: &Question,
        by: &str,
    ) -> Result<Vec<GroupRows>> {
        let field = shape
            .field(by)
            .copied()
            .ok_or_else(|| Refusal::new("store.group_unknown_name").field("group").arg("name", by))?;
        let mut out = Vec::new();
        for group in list::groups(read, asked, by)?.into_iter().take(40) {
            let term = match &group.value {
                Value::Null => format!("{by} is empty"),
                Value::Int(id) if matches!(field.kind, Kind::Reference(_)) => format!("{by} = \"#{id}\""),
                value => format!("{by} = {}", quoted(&value.to_string())),
            };
            let joined = if asked.filter.is_empty() { term.clone() } else { format!("({}) and {term}", asked.filter) };
            let mut rows = list::page(
                read,
                &Question { filter: joined, limit: OF_GROUP, cursor: String::new(), ..asked.clone() },
            )?;
            looks.translate(read, shape, &mut rows.records, fields)?;
            looks.name(read, shape, &rows.records)?;
            let mut sample = shape.blank();
            shape.set(&mut sample, by, group.value.clone());
            let count = self.visitor.format.integer(group.foot.count);
            let text = self.req.query.get("filter");
            let narrowed = if text.is_empty() { term } else { format!("({text}) and {term}") };
            let all = self.req.query.with(&[("group", ""), ("cursor", ""), ("filter", &narrowed)]);
            let label = looks.words.t_args("web-show-all", &[("n", ui::Arg::Count(group.foot.count))]);
            out.push(GroupRows {
                head: match looks.cell(read, shape, &field, &sample) {
                    Cell::Empty => Cell::Text(looks.words.t("web-without")),
                    cell => cell,
                },
                count,
                sum: sums(looks, shape, &group.foot).into_iter().next().map(|(_, figure)| figure),
                rows: rows.records.iter().map(|r| self.row(read, looks, shape, fields, r)).collect(),
                all: (group.foot.count > OF_GROUP as i64).then(|| (label, format!("{}?{all}", self.path(shape)))),
            });
        }
        Ok(out)
    }

    /// GET of a list's foot: a region of its own, so that rows never wait for it.
    pub fn foot(&self, shape: &Arc<Shape>) -> Result<Response> {
        self.read(|read| {
            let query = &self.req.query;
            let asked = question(shape, query, ROWS);
            let all = query.get("all") == "1";
            let totals = list::foot(read, &asked, all)?;
            let looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let count = self.visitor.format.integer(totals.count);
            let there = |cursor: &str| format!("{}?{}", self.path(shape), plain(query).with(&[("cursor", cursor)]));
            let step = |name: &str| Some(query.get(name)).filter(|c| !c.is_empty()).map(there);
            let sums = FootSums {
                count: if totals.more { format!("{count}+") } else { count },
                sums: sums(&looks, shape, &totals),
                sum_all: totals.more.then(|| format!("{}/foot?{}", self.path(shape), query.with(&[("all", "1")]))),
                first: (query.get("_first") == "1").then(|| there("")),
                previous: step("_previous"),
                next: step("_next"),
                last: step("_last"),
            };
            Ok(Response::html(StatusCode::OK, page::foot(&self.cx(None), &sums)))
        })
    }

    /// GET of a record's neighbours in the list that the query asks for: buttons for the top bar.
    pub fn around(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        self.read(|read| {
            read.visible(shape.name(), id, action::READ)?;
            let asked = Question { cursor: String::new(), ..question(shape, &self.req.query, 1) };
            let (previous, next) = list::around(read, &asked, id)?;
            let there = |id: Option<i64>| id.map(|id| record_path(&self.base, shape, id));
            let steps = page::neighbours(&self.cx(None), &(there(previous), there(next)));
            Ok(Response::html(StatusCode::OK, steps))
        })
    }

    fn views(&self, read: &Read, shape: &Shape) -> Result<Vec<Tab>> {
        let words = self.words();
        let path = self.path(shape);
        // A view is a question; its shape and order are only how it is shown. Board and calendar stay when the view changes.
        let here = self.req.query.with(&[("cursor", ""), ("q", ""), ("show", ""), ("sort", "")]);
        let show = self.req.query.get("show");
        let tab = |label: String, query: &str| {
            let asked = Pairs::parse(query.as_bytes());
            let normal = asked.with(&[("show", ""), ("sort", "")]);
            let shaped = if asked.has("show") { asked.with(&[]) } else { asked.with(&[("show", show)]) };
            let href = if shaped.is_empty() { path.clone() } else { format!("{path}?{shaped}") };
            Tab { label, href, current: normal == here, count: None }
        };
        let mut tabs = vec![tab(words.t("ui-all"), "")];
        for view in shape.def.views {
            tabs.push(tab(words.t(&format!("{}-view-{}", shape.def.message(), view.key)), view.query));
        }
        for view in crate::places::saved_views(read, shape.name())? {
            tabs.push(tab(view.name.clone(), &view.query));
        }
        Ok(tabs)
    }

    fn groupings(&self, read: &Read, shape: &Shape) -> Result<Vec<Tab>> {
        let access = read.access()?;
        let current = self.req.query.get("group");
        let wanted = |f: &&FieldDef| {
            list::groupable(f)
                && access.sees(shape, f.name)
                && (f.column || matches!(f.kind, Kind::Choice(_) | Kind::Reference(_)))
                && !matches!(f.kind, Kind::Text | Kind::Date)
        };
        let tab = |label: String, value: &str| Tab {
            label,
            href: format!("{}?{}", self.path(shape), self.req.query.with(&[("group", value), ("cursor", "")])),
            current: value == current,
            count: None,
        };
        let mut tabs = vec![tab(self.words().t("web-no-groups"), "")];
        tabs.extend(shape.fields.iter().filter(wanted).map(|f| tab(self.words().field(shape, f.name), f.name)));
        Ok(if tabs.len() > 1 { tabs } else { Vec::new() })
    }

    fn shows(&self, shape: &Shape) -> Vec<Show> {
        let current = self.req.query.get("show");
        let show = |kind, value: &str| Show {
            kind,
            href: format!("{}?{}", self.path(shape), self.req.query.with(&[("show", value), ("cursor", "")])),
            current: value == current,
        };
        let mut shows = vec![show(ShowKind::List, "")];
        shows.extend(shape.def.board.map(|_| show(ShowKind::Board, "board")));
        shows.extend(shape.def.calendar.map(|_| show(ShowKind::Calendar, "calendar")));
        if shows.len() > 1 { shows } else { Vec::new() }
    }

    fn column_choice(&self, read: &Read, shape: &Shape) -> Result<Columns> {
        let access = read.access()?;
        let shown = columns(read, shape, &self.req.query)?;
        let visible = |f: &&FieldDef| f.shown() && access.sees(shape, f.name);
        let offered =
            shape.fields.iter().chain(STANDARD.iter().filter(|f| f.name != "version" && f.name != "archived_at"));
        let all = offered
            .filter(visible)
            .map(|f| ColumnChoice {
                name: f.name.to_owned(),
                label: self.words().field(shape, f.name),
                shown: shown.iter().any(|s| s.name == f.name),
            })
            .collect();
        Ok(Columns { action: format!("{}/columns?{}", self.path(shape), self.req.query.with(&[])), all })
    }

    fn bulk_actions(&self, read: &Read, shape: &Shape, here: &str) -> Result<Bulk> {
        let access = read.access()?;
        let words = self.words();
        let path = self.path(shape);
        let archived = self.req.query.get("archived") == "1";
        let mut actions = Vec::new();
        if access.may(shape, action::EDIT) && !archived {
            actions.push((words.t("web-edit-many"), "pencil", format!("{path}/bulk/edit")));
        }
        if !archived && self.merging(read, shape)?.is_some() {
            actions.push((words.t("web-merge"), "git-merge", format!("{path}/bulk/merge")));
        }
        if access.may(shape, action::ARCHIVE) {
            let (label, icon, verb) = if archived {
                ("web-restore", "archive-restore", "restore")
            } else {
                ("web-archive", "archive", "archive")
            };
            actions.push((words.t(label), icon, format!("{path}/bulk/{verb}")));
        }
        if access.may(shape, action::EXPORT) {
            actions.push((words.t("web-export"), "download", format!("{path}/bulk/export")));
        }
        Ok(Bulk { actions, all: Some(words.t("web-all-found")), query: here.to_owned() })
    }

    /// POST of the column and density menu.
    pub fn choose_columns(&self, shape: &Arc<Shape>) -> Result<Response> {
        let chosen: Vec<&str> = self.req.form.all("column").filter(|name| shape.field(name).is_some()).collect();
        let density = self.req.form.get("density").to_owned();
        if let (Some(user), false) = (self.visitor.who.user, density.is_empty()) {
            self.write(move |tx| crate::places::set_density(tx, user, &density))?;
        }
        let query = self.req.query.with(&[("columns", &chosen.join(","))]);
        Ok(Response::see(&format!("{}?{query}", self.path(shape))))
    }

    /// POST of a new saved view.
    pub fn save_view(&self, shape: &Arc<Shape>) -> Result<Response> {
        let form = &self.req.form;
        let (name, query) = (form.get("name").trim().to_owned(), Pairs::parse(form.get("query").as_bytes()).with(&[]));
        let (entity, team) = (shape.name(), form.get("scope") == "team");
        let kept = query.clone();
        self.write(move |tx| crate::places::save_view(tx, entity, &name, &kept, team))?;
        Ok(Response::see(&format!("{}?{query}", self.path(shape))))
    }

    /// The ids a bulk form names: the ticked ones, or everything found up to the row budget.
    pub fn selected(&self, shape: &Arc<Shape>) -> Result<Vec<i64>> {
        let form = &self.req.form;
        if form.get("all") != "1" {
            let mut ids: Vec<i64> =
                form.all("id").chain(self.req.query.all("id")).filter_map(|id| id.parse().ok()).take(5_000).collect();
            ids.sort_unstable();
            ids.dedup();
            return Ok(ids);
        }
        let query = Pairs::parse(form.get("query").as_bytes());
        self.read(|read| {
            let asked =
                Question { cursor: String::new(), sort: "id".to_owned(), ..question(shape, &query, list::MOST) };
            let mut ids = Vec::new();
            list::each(read, &asked, &mut |record| {
                ids.push(record.head.id);
                if ids.len() > 5_000 {
                    Err(Refusal::new("store.too_much_at_once").arg("rows", 5_000).into())
                } else {
                    Ok(())
                }
            })?;
            Ok(ids)
        })
    }

    /// Searching for a record to refer to: `[{id, label, code, hints}]`.
    pub fn lookup(&self, shape: &Arc<Shape>) -> Result<Response> {
        self.read(|read| {
            let q = self.req.query.get("q");
            let filter = self.req.query.get("filter").to_owned();
            let narrowed = !filter.is_empty();
            let entity = shape.name().to_owned();
            let asked = Question { entity, filter, q: q.to_owned(), limit: 12, ..Question::default() };
            let mut found = if q.trim().is_empty() || narrowed {
                list::page(read, &asked)?.records
            } else {
                let hits = store::search::find(read, std::slice::from_ref(shape), q, 12)?;
                let ids: Vec<i64> = hits.iter().map(|h| h.id).collect();
                let access = read.access()?;
                let mut records = read.find_many(shape.name(), &ids, false)?;
                records.iter_mut().for_each(|r| list::mask(shape, &access, r));
                records
            };
            let looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            looks.translate(read, shape, &mut found, &[])?;
            let one = |r: &Record| {
                let code = shape
                    .def
                    .code
                    .map(|c| shape.value(r, c).to_string())
                    .filter(|c| !c.is_empty() && *c != shape.title(r));
                serde_json::json!({ "id": r.head.id.to_string(), "label": shape.title(r), "code": code })
            };
            Ok(Response::json(StatusCode::OK, &found.iter().map(one).collect()))
        })
    }
}

/// The query without what says where one is.
fn plain(query: &Pairs) -> Pairs {
    Pairs(query.0.iter().filter(|(k, _)| !PLACE.contains(&k.as_str()) && k != "_first").cloned().collect())
}

fn kept(query: &Pairs) -> Vec<(String, String)> {
    let keep = ["sort", "group", "show", "columns", "archived", "filter"];
    query.0.iter().filter(|(k, v)| keep.contains(&k.as_str()) && !v.is_empty()).cloned().collect()
}

/// Sums as label and figure, a line per currency.
fn sums(looks: &Looks, shape: &Shape, totals: &Totals) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for sum in &totals.sums {
        let Some(field) = shape.field(sum.field) else { continue };
        let code = sum.currency.map(|id| looks.currencies.code(id).to_owned()).filter(|c| !c.is_empty());
        let label = looks.words.field(shape, sum.field);
        let label = code.map_or(label.clone(), |code| format!("{label} ({code})"));
        out.push((label, looks.figure(field, sum.units, looks.currencies.exponent(sum.currency))));
    }
    out
}

/// The address of a record.
pub fn record_path(base: &str, shape: &Shape, id: i64) -> String {
    format!("{base}/{}/{}/{}", encode(shape.def.module()), encode(shape.def.plural), id)
}
