//! What a list is narrowed to: the filter of its address, its chips in words, and the controls of the filter menu.

use crate::cells::Looks;
use crate::http::Pairs;
use crate::visit::Visit;
use base::Result;
use entity::{FieldDef, Kind, Shape};
use std::sync::Arc;
use store::{Read, filter};
use ui::page::{Chip, Filter, FilterControl};
use ui::part::Cell;

/// The filter text and the controls of the filter bar, joined: `f.state=draft`, `f.placed.from=2026-01-01`.
pub(crate) fn effective_filter(shape: &Shape, query: &Pairs) -> String {
    let mut parts = Vec::new();
    if !query.get("filter").trim().is_empty() {
        parts.push(format!("({})", query.get("filter")));
    }
    let mut names: Vec<&str> =
        query.0.iter().filter(|(_, v)| !v.is_empty()).filter_map(|(k, _)| k.strip_prefix("f.")).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let key = format!("f.{name}");
        let reference = shape.field(name).is_some_and(|f| matches!(f.kind, Kind::Reference(_)));
        let values = query.all(&key).filter(|v| !v.is_empty());
        let values: Vec<String> = values.map(|v| if reference { quoted(&id_word(v)) } else { quoted(v) }).collect();
        parts.push(if let Some(field) = name.strip_suffix(".from") {
            format!("{field} >= {}", values.join(""))
        } else if let Some(field) = name.strip_suffix(".to") {
            format!("{field} <= {}", values.join(""))
        } else if let Some(field) = name.strip_suffix(".has") {
            format!("{field} contains {}", values.join(""))
        } else {
            format!("{name} in ({})", values.join(", "))
        });
    }
    parts.join(" and ")
}

pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// An id as filters write it, so that nobody takes it for a code.
pub(crate) fn id_word(text: &str) -> String {
    if text.parse::<i64>().is_ok() { format!("#{text}") } else { text.to_owned() }
}

impl Visit<'_> {
    pub(crate) fn chips(&self, read: &Read, looks: &mut Looks, shape: &Arc<Shape>) -> Result<Vec<Chip>> {
        let query = &self.req.query;
        let path = self.path(shape);
        let mut chips = Vec::new();
        let text = query.get("filter");
        if let Some(expr) = filter::parse(text)? {
            let parts = match expr {
                filter::Expr::And(parts) => parts,
                one => vec![one],
            };
            for (place, part) in parts.iter().enumerate() {
                let rest: Vec<filter::Expr> =
                    parts.iter().enumerate().filter(|(i, _)| *i != place).map(|(_, p)| p.clone()).collect();
                let rest = if rest.is_empty() { String::new() } else { filter::write(&filter::Expr::And(rest)) };
                let (label, value) = self.chip_words(looks, read, shape, part)?;
                let remove = format!("{path}?{}", query.with(&[("filter", &rest), ("cursor", "")]));
                chips.push(Chip { label, value: Cell::Text(value), remove });
            }
        }
        for (name, value) in query.0.iter().filter(|(k, v)| k.starts_with("f.") && !v.is_empty()) {
            let field_name = name[2..].trim_end_matches(".from").trim_end_matches(".to").trim_end_matches(".has");
            let field = shape.field(field_name).copied();
            let label = looks.words.field(shape, field_name);
            let shown = match field {
                Some(field) if matches!(field.kind, Kind::Reference(_)) => {
                    self.filter_value(looks, read, shape, &field, &id_word(value))?
                }
                Some(field) => self.filter_value(looks, read, shape, &field, value)?,
                None => value.clone(),
            };
            let mark = if name.ends_with(".from") {
                "≥ "
            } else if name.ends_with(".to") {
                "≤ "
            } else {
                ""
            };
            let left = Pairs(query.0.iter().filter(|(k, v)| !(k == name && v == value)).cloned().collect());
            let remove = format!("{path}?{}", left.with(&[("cursor", "")]));
            chips.push(Chip { label, value: Cell::Text(format!("{mark}{shown}")), remove });
        }
        Ok(chips)
    }

    /// A condition in words: the field and what it is compared with.
    fn chip_words(
        &self,
        looks: &mut Looks,
        read: &Read,
        shape: &Arc<Shape>,
        part: &filter::Expr,
    ) -> Result<(String, String)> {
        let filter::Expr::Term(term) = part else {
            return Ok((looks.words.t("ui-filter"), filter::write(part)));
        };
        // A name that leads elsewhere is called what its last part is called there.
        let mut shape = shape.clone();
        let mut path = term.path.iter();
        let field = loop {
            let Some(field) = path.next().and_then(|name| shape.field(name).copied()) else {
                return Ok((term.path.join("."), term.words.join(", ")));
            };
            let next = match field.kind {
                _ if path.len() == 0 => break field,
                Kind::Reference(target) | Kind::Lines(target) => read.model().shapes.get(target),
                _ => None,
            };
            let Some(next) = next else { return Ok((term.path.join("."), term.words.join(", "))) };
            shape = next.clone();
        };
        let shape = &shape;
        let mut words = Vec::new();
        for word in &term.words {
            words.push(self.filter_value(looks, read, shape, &field, word)?);
        }
        let value = match term.op {
            filter::Op::Equal | filter::Op::In => words.join(", "),
            filter::Op::Empty | filter::Op::Filled => {
                looks.words.t(if term.op == filter::Op::Empty { "web-is-empty" } else { "web-is-filled" })
            }
            op => format!("{} {}", op.word(), words.join(", ")),
        };
        Ok((looks.words.field(shape, field.name), value))
    }

    fn filter_value(
        &self,
        looks: &mut Looks,
        read: &Read,
        shape: &Shape,
        field: &FieldDef,
        word: &str,
    ) -> Result<String> {
        Ok(match field.kind {
            Kind::Choice(_) => looks.words.option(shape, field, word),
            Kind::Reference(target) => {
                let coded = read.shape(target)?.def.code.is_some();
                let id = word.strip_prefix('#').or((!coded).then_some(word)).and_then(|id| id.parse::<i64>().ok());
                match id {
                    Some(id) => {
                        looks.name_ids(read, [(target, [id].into())].into())?;
                        looks.title(target, id)
                    }
                    None => word.to_owned(),
                }
            }
            Kind::Bool => looks.words.t(if matches!(word, "1" | "yes" | "true") { "ui-yes" } else { "ui-no" }),
            _ => {
                crate::ownfields::entity_word(read, looks.words, shape, field, word).unwrap_or_else(|| word.to_owned())
            }
        })
    }

    pub(crate) fn filters(&self, read: &Read, looks: &mut Looks, shape: &Shape) -> Result<Vec<Filter>> {
        let query = &self.req.query;
        let access = read.access()?;
        let mut filters = Vec::new();
        let wanted = |f: &&FieldDef| {
            f.shown()
                && access.sees(shape, f.name)
                && (f.indexed
                    || f.column
                    || f.name.starts_with("x_")
                    || matches!(f.kind, Kind::Choice(_) | Kind::Bool | Kind::Reference(_)))
        };
        for field in shape.fields.iter().filter(wanted).take(48) {
            let name = format!("f.{}", field.name);
            let control = match field.kind {
                Kind::Choice(choice) => FilterControl::Choices(
                    choice
                        .options
                        .iter()
                        .map(|o| {
                            (
                                o.code.to_owned(),
                                looks.words.option(shape, field, o.code),
                                query.all(&name).any(|v| v == o.code),
                            )
                        })
                        .collect(),
                ),
                Kind::Bool => FilterControl::Choices(
                    [("1", "ui-yes"), ("0", "ui-no")]
                        .map(|(v, id)| (v.to_owned(), looks.words.t(id), query.all(&name).any(|x| x == v)))
                        .to_vec(),
                ),
                Kind::Date | Kind::Money | Kind::Quantity | Kind::Integer | Kind::Price | Kind::Percent => {
                    FilterControl::Range {
                        from: query.get(&format!("{name}.from")).to_owned(),
                        to: query.get(&format!("{name}.to")).to_owned(),
                        date: matches!(field.kind, Kind::Date),
                    }
                }
                Kind::Reference(target) => {
                    let id = query.get(&name).to_owned();
                    if let Ok(id) = id.parse::<i64>() {
                        looks.name_ids(read, [(target, [id].into())].into())?;
                    }
                    let target_shape = read.shape(target)?;
                    let source =
                        format!("{}/lookup/{}/{}?q=", self.base, target_shape.def.module(), target_shape.def.plural);
                    let label = id.parse::<i64>().map(|id| looks.title(target, id)).unwrap_or_default();
                    FilterControl::Reference { source, id, label }
                }
                _ if shape.def.search.contains(&field.name) => {
                    let name = format!("{name}.has");
                    let control = FilterControl::Text(query.get(&name).to_owned());
                    filters.push(Filter { name, label: looks.words.field(shape, field.name), control });
                    continue;
                }
                Kind::Text | Kind::Number | Kind::Email => FilterControl::Text(query.get(&name).to_owned()),
                _ => continue,
            };
            filters.push(Filter { name, label: looks.words.field(shape, field.name), control });
        }
        Ok(filters)
    }
}
