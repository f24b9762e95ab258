//! A pick list in the hand of whoever walks through the warehouse: place after place, what to take and how much was found.

use crate::picking::{PickLine, PickList, State};
use crate::{Location, Lot};
use base::{Error, Id, Quantity, Refusal, Result};
use catalog::Item;
use entity::Entity as _;
use parties::loaded;
use platform::page::{Ask, Drawn, Form, Reply, Sheet};
use std::collections::BTreeMap;
use store::{Read, Tx, action};
use ui::part::{Crumb, Tone, pill};
use ui::{Markup, html};

type Names = BTreeMap<i64, String>;

/// Names of what the lines refer to.
struct Known {
    items: Names,
    codes: Names,
    lots: Names,
    places: Names,
}

fn known(read: &Read, ask: &Ask, list: &PickList) -> Result<Known> {
    let lines = loaded(&list.lines);
    let ids = |of: &dyn Fn(&PickLine) -> Option<i64>| -> Vec<i64> {
        let mut ids: Vec<i64> = lines.iter().filter_map(of).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let items = ids(&|l| Some(l.item.raw()));
    let codes = store::typed::<Item>(&read.find_many(Item::DEF.name, &items, false)?)?;
    Ok(Known {
        codes: codes.into_iter().map(|i| (i.head.id, i.code)).collect(),
        items: read.titles_in(Item::DEF.name, &items, ask.cx.lang.tag())?,
        lots: read.titles(Lot::DEF.name, &ids(&|l| l.lot.map(|x| x.raw())))?,
        places: read.titles(Location::DEF.name, &ids(&|l| l.location.map(|x| x.raw())))?,
    })
}

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "pick"))?;
    let record = read.visible(PickList::DEF.name, id, action::READ)?;
    let list: PickList = entity::Described::from_record(&record).map_err(store::damaged)?;
    let known = known(read, ask, &list)?;
    let open = list.state == State::Open;
    let here = ask.below(id);
    let content = html! {
        form.pick-list method="post" action=(here) {
            input type="hidden" name="_token" value=(ask.cx.token);
            ol { @for line in loaded(&list.lines) { (one(ask, &known, line, open)) } }
            div.acts {
                @if open { button.btn.pri.big data-do="main" { (ask.t("stock-pick-finish")) } }
                @else { (pill(Tone::Success, &ask.t("stock-pick-done"))) }
            }
        }
    };
    let crumb = Crumb { label: list.number.to_string(), href: ask.record(read, PickList::DEF.name, id)? };
    let current = ask.list(read, PickList::DEF.name)?;
    Ok(Drawn::Page(Box::new(Sheet { crumbs: vec![crumb], content, current, ..Sheet::default() })))
}

fn one(ask: &Ask, known: &Known, line: &PickLine, open: bool) -> Markup {
    let of = |names: &Names, id: Option<i64>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let field = format!("picked.{}", line.head.id);
    let typed = ask.typed(&field);
    let shown = match typed {
        "" => ask.format.quantity(line.picked.unwrap_or(line.wanted)),
        typed => typed.to_owned(),
    };
    let place = of(&known.places, line.location.map(|l| l.raw()));
    let lot = of(&known.lots, line.lot.map(|l| l.raw()));
    html! {
        li {
            div.at { @if place.is_empty() { (ask.t("stock-pick-anywhere")) } @else { (place) } }
            div.what {
                b { (of(&known.items, Some(line.item.raw()))) }
                p.mute {
                    (of(&known.codes, Some(line.item.raw())))
                    @if !lot.is_empty() { " · " (ask.t("stock-pick-lot")) " " (lot) }
                    @if let Some(day) = line.expires_on { " · " (ask.t("stock-pick-until")) " " (ask.format.date(day)) }
                    " · " (line.number)
                }
            }
            div.num { (ask.format.quantity(line.wanted)) }
            div.fld {
                label.vh for=(field) { (ask.t("stock-pick-found")) }
                input.inp id=(field) name=(field) value=(shown) inputmode="decimal" autocomplete="off" disabled[!open];
            }
        }
    }
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let id: Id<PickList> = Id::from_raw(form.part(0).parse().unwrap_or(0));
    let record = tx.lock_record(PickList::DEF.name, id.raw())?;
    tx.must(&*tx.shape(PickList::DEF.name)?, &record, "finish")?;
    let mut list: PickList = entity::Described::from_record(&record).map_err(store::damaged)?;
    if list.state == State::Open {
        for line in list.lines.iter_mut() {
            let typed = form.get(&format!("picked.{}", line.head.id));
            line.picked = Some(found(typed, line.wanted)?);
        }
        tx.update(&mut list)?;
    }
    tx.perform(PickList::DEF.name, id.raw(), "finish", None, &entity::Record::default())?;
    Ok(Reply { to: format!("/pages/stock/pick/{id}"), said: Some(("stock-pick-thanks", Vec::new())) })
}

/// What was typed, with either decimal mark; nothing typed is all of it.
fn found(typed: &str, wanted: Quantity) -> Result<Quantity> {
    if typed.is_empty() {
        return Ok(wanted);
    }
    let plain = typed.replace(',', ".");
    let unreadable = |_| Refusal::new("stock.picked_unreadable").arg("typed", typed);
    Ok(Quantity::parse(&plain).map_err(unreadable)?)
}
