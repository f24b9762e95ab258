//! Customer service on the start page: what waits, what came this month and how much of what we promised was kept.

use crate::Ticket;
use crate::reports::REPORTS;
use base::{Percent, Result};
use entity::Entity;
use platform::page::{Ask, HOUSE, Panel, PanelView, drawn, encode};
use store::Read;
use store::report::{Report, Sheet};
use ui::Arg;
use ui::part::Tile;

/// What the start page shows of tickets.
pub const PANELS: [Panel; 2] = [
    Panel { name: "service.figures", icon: "headset", of: HOUSE, reads: Ticket::DEF.name, draw: figures },
    Panel { name: "service.waiting", icon: "hourglass", of: HOUSE, reads: Ticket::DEF.name, draw: waiting },
];

fn report(name: &str) -> Result<&'static Report> {
    REPORTS.iter().find(|r| r.place() == name).ok_or_else(|| base::Error::not_found("report", name))
}

fn answer(read: &Read, name: &str) -> Result<Sheet> {
    drawn::answer(read, report(name)?)
}

fn figures(read: &Read, ask: &Ask, _: i64) -> Result<PanelView> {
    let (open, month, kept) = (answer(read, "backlog")?, answer(read, "volume")?, answer(read, "kept")?);
    let page = |name: &str| format!("{}/reports/service/{name}", ask.base);
    let count = |sheet: &Sheet, column: &str| ask.format.integer(drawn::total(sheet, column));
    let share = |met: &str, broken: &str| {
        let (met, broken) = (drawn::total(&kept, met), drawn::total(&kept, broken));
        let share = Percent::share(met.into(), (met + broken).into());
        share.map_or_else(|| "–".to_owned(), |p| ask.format.percent(p.rounded(1)))
    };
    let with = |id: &str, text: &str| ask.cx.t_args(id, &[("count", Arg::Text(text))]);
    let late =
        format!("{}?filter={}", ask.list(read, Ticket::DEF.name)?, encode("is_late = yes and state in (new, open)"));
    let tile_of = |id: &str, value: String, remark: String, href: String| Tile::of(ask.t(id), value, remark, href);
    let tiles = [
        tile_of("service-home-open", count(&open, "open"), String::new(), page("backlog")),
        tile_of("service-home-late", count(&open, "late"), String::new(), late),
        tile_of(
            "service-home-received",
            count(&month, "received"),
            with("service-home-solved", &count(&month, "solved")),
            page("volume"),
        ),
        tile_of("service-home-answered", share("first_met", "first_broken"), String::new(), page("kept")),
        tile_of("service-home-kept", share("solution_met", "solution_broken"), String::new(), page("kept")),
    ];
    Ok(PanelView::figures(&tiles))
}

/// What waits, by what it is and how long it has.
fn waiting(read: &Read, ask: &Ask, _: i64) -> Result<PanelView> {
    drawn::panel(read, ask, report("backlog")?, &answer(read, "backlog")?)
}
