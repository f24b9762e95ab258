//! What winning customers adds to a customer's page and to somebody's day: opportunities, leads, and the steps that are due.

pub mod interest;

use crate::lifecycle::{self, Lifecycle};
use base::{Id, Result};
use entity::{Choice, Entity};
use platform::page::{Ask, Listed, Panel, PanelView, listed, tone};
use store::Read;
use ui::part::pill;
use ui::{Arg, html};

/// The panels, in the order in which they stand.
pub const PANELS: [Panel; 7] = [
    Panel {
        name: "crm.opportunities",
        icon: "target",
        of: "parties.party",
        reads: "crm.opportunity",
        draw: |read, ask, id| {
            let filter = format!("customer = #{id} and state = open");
            opportunities(read, ask, &filter, &["stage", "expected_on", "amount"])
        },
    },
    Panel {
        name: "crm.interest",
        icon: "package",
        of: "parties.party",
        reads: "crm.opportunity",
        draw: interest::panel,
    },
    Panel {
        name: "crm.credit",
        icon: "scale",
        of: "crm.opportunity",
        reads: "sales.order",
        draw: |read, ask, id| {
            let sql = store::sql!("crm.sold_to", "SELECT customer, company FROM crm_opportunity WHERE id = $1");
            let row = read.row(sql, &[id.into()])?.unwrap_or_default();
            let int = |place: usize| row.get(place).and_then(entity::Value::int);
            sales::overview::standing::view(read, ask, int(1).map(Id::from_raw), int(0).map(Id::from_raw))
        },
    },
    Panel { name: "crm.lifecycle", icon: "route", of: "parties.party", reads: "crm.lifecycle", draw: stands },
    Panel {
        name: "crm.consents",
        icon: "shield",
        of: "parties.party",
        reads: "crm.consent",
        draw: |read, ask, id| crate::pages::agreed::panel(read, ask, "parties.party", id),
    },
    Panel {
        name: "crm.steps",
        icon: "list-checks",
        of: "platform.user",
        reads: "crm.opportunity",
        draw: |read, ask, id| {
            let filter = format!("owner = #{id} and state = open and next_step_on <= today");
            let drawn = opportunities(read, ask, &filter, &["next_step", "next_step_on"])?;
            Ok(PanelView { pressing: drawn.count.is_some_and(|n| n > 0), ..drawn })
        },
    },
    Panel {
        name: "crm.new_leads",
        icon: "user-plus",
        of: "platform.user",
        reads: "crm.lead",
        draw: |read, ask, id| {
            let filter = format!("owner = #{id} and state = new");
            let wanted = Listed {
                entity: "crm.lead",
                filter: &filter,
                sort: "-id",
                shows: &["organisation", "source"],
                sums: "",
            };
            listed(read, ask, &wanted)
        },
    },
];

fn opportunities(read: &Read, ask: &Ask, filter: &str, shows: &[&str]) -> Result<PanelView> {
    let sums = if shows.contains(&"amount") { "amount" } else { "" };
    listed(read, ask, &Listed { entity: "crm.opportunity", filter, sort: "expected_on", shows, sums })
}

/// Where somebody stands, since when, and how they came there.
fn stands(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let (now, changes) = lifecycle::of(read, Id::from_raw(id))?;
    let kept: Vec<Lifecycle> = read.select("party = $1 AND archived_at IS NULL", &[id.into()])?;
    let href = kept.first().map(|one| ask.record(read, Lifecycle::DEF.name, one.head.id)).transpose()?;
    let word = |field: &str, code: &str| ask.t(&format!("crm-lifecycle-{field}-{code}"));
    let shade = |stage: lifecycle::Stage| {
        let option = <lifecycle::Stage as Choice>::DEF.option(stage.code());
        option.map(|option| tone(option.tone)).unwrap_or_default()
    };
    let Some((stage, since)) = now else {
        return Ok(PanelView { content: html! { p.mute { (ask.t("crm-lifecycle-none")) } }, ..PanelView::default() });
    };
    let day = ask.format.date(since);
    let content = html! {
        p {
            (pill(shade(stage), &word("stage", stage.code()))) " "
            span.mute.small { (ask.cx.t_args("crm-lifecycle-since", &[("day", Arg::Text(&day))])) }
        }
        ul.todo { @for one in changes.iter().take(6) {
            li {
                span { (word("stage", one.stage.code())) }
                span.mute.small { (word("why", one.why.code())) @if let Some(note) = &one.note { " · " (&**note) } }
                span.mute.small.end { (ask.format.date(one.began_on)) }
            }
        } }
    };
    Ok(PanelView { href, content, ..PanelView::default() })
}
