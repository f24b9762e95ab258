//! Winning customers on the start page: what is open, what this quarter brought and may still bring, each figure the report's own.

use crate::reports;
use base::{Error, Percent, Result};
use platform::page::{Ask, HOUSE, Panel, PanelView, currencies, drawn, encode};
use store::Read;
use store::report::{Report, Sheet};
use ui::Arg;
use ui::part::Tile;

const READS: &str = "crm.opportunity";

/// What the start page shows of opportunities.
pub const PANELS: [Panel; 2] = [
    Panel { name: "crm.figures", icon: "target", of: HOUSE, reads: READS, draw: figures },
    Panel { name: "crm.pipeline", icon: "funnel", of: HOUSE, reads: READS, draw: pipeline },
];

fn report(name: &str) -> Option<&'static Report> {
    reports::REPORTS.iter().find(|r| r.place() == name)
}

/// What a report answers; none where the reader works in no company.
fn answer(read: &Read, name: &str) -> Result<Option<Sheet>> {
    let Some(report) = report(name) else { return Ok(None) };
    match drawn::answer(read, report) {
        Ok(sheet) => Ok(Some(sheet)),
        Err(Error::Refused(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn figures(read: &Read, ask: &Ask, _: i64) -> Result<PanelView> {
    let nothing = || PanelView::figures(&[]);
    let Some(open) = answer(read, "aged-pipeline")? else { return Ok(nothing()) };
    let Some(quarter) = answer(read, "forecast")? else { return Ok(nothing()) };
    let Some(quotas) = answer(read, "attainment")? else { return Ok(nothing()) };
    let company = open.used.iter().find(|(name, _)| *name == "company").and_then(|(_, id)| id.int()).unwrap_or(0);
    let currency = accounting::kept::books(read)?.currency(base::Id::from_raw(company))?;
    let code = currencies(read)?.code(Some(currency.raw())).to_owned();
    let say = |sheet: &Sheet, column: &str, units: i64| drawn::money(ask, sheet, column, units, &code);
    let sum = |sheet: &Sheet, column: &str| -> i64 {
        let at = sheet.columns.iter().position(|c| c.name == column);
        at.map_or(0, |at| sheet.rows.iter().filter_map(|r| r.cells.get(at)?.value.int()).sum())
    };
    let tile_of = |id: &str, value: String, remark: String, href: String| Tile::of(ask.t(id), value, remark, href);
    let with = |id: &str, name: &'static str, text: &str| ask.cx.t_args(id, &[(name, Arg::Text(text))]);
    let page = |name: &str| format!("{}/reports/crm/{name}", ask.base);
    let weighted = say(&open, "weighted", drawn::total(&open, "weighted"));
    let (won, quota) = (drawn::total(&quarter, "closed"), sum(&quotas, "quota"));
    let reached = Percent::share(won.into(), quota.into()).map(|p| ask.format.percent(p.rounded(1)));
    let stalled = drawn::total(&open, "stalled");
    let lies = format!("{}?filter={}", ask.list(read, READS)?, encode("state = open and stalls_on < today"));
    let tiles = [
        tile_of(
            "crm-home-open",
            say(&open, "amount", drawn::total(&open, "amount")),
            with("crm-home-weighted", "amount", &weighted),
            page("aged-pipeline"),
        ),
        tile_of(
            "crm-home-won",
            say(&quarter, "closed", won),
            reached.map_or_else(String::new, |share| with("crm-home-of-quota", "share", &share)),
            page("attainment"),
        ),
        tile_of(
            "crm-home-expected",
            say(&quarter, "weighted", drawn::total(&quarter, "weighted")),
            String::new(),
            page("forecast"),
        ),
        tile_of("crm-home-stalled", ask.format.integer(stalled), String::new(), lies),
    ];
    Ok(PanelView::figures(&tiles))
}

/// What is open, by stage and age.
fn pipeline(read: &Read, ask: &Ask, _: i64) -> Result<PanelView> {
    match (report("aged-pipeline"), answer(read, "aged-pipeline")?) {
        (Some(report), Some(sheet)) => drawn::panel(read, ask, report, &sheet),
        _ => Ok(PanelView::default()),
    }
}
