//! The page on which a supplier's electronic bill is laid down; it becomes a draft with the file beside it.

use super::books::{Told, take_in};
use super::{MOST_BYTES, MOST_LINES};
use base::{Error, Id, Refusal, Result};
use entity::Named as _;
use parties::Party;
use platform::Company;
use platform::page::{Ask, Drawn, Form, Page, Place, Reply, Sheet};
use purchasing::SupplierInvoice;
use store::{Read, Tx, action};
use ui::part::{Crumb, icon};
use ui::{Arg, Markup, html};

/// The page.
pub const PAGES: [Page; 1] = [Page {
    name: "purchasing.bill_file",
    icon: "upload",
    reads: SupplierInvoice::NAME,
    place: Place::Sidebar,
    key: None,
    draw,
    act: Some(act),
}];

/// Bills that one post may bring.
const FILES: usize = 20;

fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let [] = ask.rest else { return Err(Error::not_found("page", ask.rest.join("/"))) };
    let invoices = ask.list(read, SupplierInvoice::NAME)?;
    let crumbs = vec![Crumb { label: ask.t("purchasing-supplier-invoice-plural"), href: invoices }];
    let companies: Vec<Company> = read.select("archived_at IS NULL ORDER BY name_sort, id LIMIT 100", &[])?;
    let limits = [("most", Arg::Count(MOST_BYTES as i64 / 1_000_000)), ("lines", Arg::Count(MOST_LINES as i64))];
    let content = html! {
        div.wrap {
            section.card.panel {
                header { h2 { (icon("upload")) " " (ask.t("exchange-bill-in")) } }
                p.mute { (ask.cx.t_args("exchange-bill-what", &limits)) }
                form method="post" action=(ask.here) enctype="multipart/form-data" data-full {
                    input type="hidden" name="_token" value=(ask.cx.token);
                    div.sec { div.flds {
                        div.fld {
                            label for="bill-file" { (ask.t("exchange-bill-file")) }
                            input.inp #bill-file type="file" name="file" accept=".xml,application/xml,text/xml" multiple required;
                        }
                        @if companies.len() > 1 { (company(ask, &companies)) }
                        (supplier(read, ask)?)
                    } }
                    div.acts { button.btn.pri { (ask.t("exchange-bill-take")) } }
                }
            }
        }
    };
    Ok(Drawn::Page(Box::new(Sheet { crumbs, content, current: ask.here.to_owned(), ..Sheet::default() })))
}

fn company(ask: &Ask, companies: &[Company]) -> Markup {
    html! {
        div.fld {
            label for="company" { (ask.t("purchasing-supplier-invoice-company")) }
            select.inp #company name="company" {
                option value="" { (ask.t("exchange-bill-as-it-says")) }
                @for one in companies {
                    option value=(one.head.id) selected[one.head.id.to_string() == ask.typed("company")] { (one.name) }
                }
            }
        }
    }
}

/// The suppliers that the reader sees, for a bill that names nobody we know.
fn supplier(read: &Read, ask: &Ask) -> Result<Markup> {
    let found =
        read.select::<Party>("is_supplier = 1 AND archived_at IS NULL ORDER BY name_sort, id LIMIT 500", &[])?;
    let (access, shape) = (read.access()?, read.shape(Party::NAME)?);
    let seen: Vec<Party> =
        found.into_iter().filter(|p| access.covers(&shape, action::READ, &entity::Described::to_record(p))).collect();
    Ok(html! {
        div.fld {
            label for="supplier" { (ask.t("purchasing-supplier-invoice-supplier")) }
            select.inp #supplier name="supplier" {
                option value="" { (ask.t("exchange-bill-as-it-says")) }
                @for one in &seen {
                    option value=(one.head.id) selected[one.head.id.to_string() == ask.typed("supplier")] { (one.name) }
                }
            }
        }
    })
}

fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    if !tx.access()?.may(&*tx.shape(SupplierInvoice::NAME)?, action::CREATE) {
        return Err(Error::forbidden(SupplierInvoice::NAME, action::CREATE));
    }
    let told = Told {
        company: chosen(tx, form, Company::NAME, "company")?,
        supplier: chosen(tx, form, Party::NAME, "supplier")?,
    };
    let files: Vec<_> =
        form.files.iter().filter(|(_, name, content)| !name.is_empty() && !content.is_empty()).collect();
    if files.is_empty() || files.len() > FILES {
        return Err(Refusal::new("exchange.bill_files").field("file").arg("most", FILES).into());
    }
    let (mut last, mut lines, mut ordered) = (None, 0, 0);
    for (_, name, content) in &files {
        let taken = take_in(tx, content, name, told)?;
        // A bill may be for a company that its sender does not see.
        tx.visible(SupplierInvoice::NAME, taken.invoice.raw(), action::READ)?;
        (last, lines, ordered) = (Some(taken.invoice), lines + taken.lines, ordered + taken.ordered);
    }
    let to = match (last, files.len()) {
        (Some(id), 1) => format!("/purchasing/supplier-invoices/{id}"),
        _ => "/purchasing/supplier-invoices?view=drafts".to_owned(),
    };
    let said = vec![("bills", files.len().to_string()), ("lines", lines.to_string()), ("ordered", ordered.to_string())];
    Ok(Reply { to, said: Some(("exchange-bill-taken", said)) })
}

/// A record chosen on the page, which whoever sends it must see.
fn chosen<E>(tx: &Tx, form: &Form, entity: &str, name: &str) -> Result<Option<Id<E>>> {
    match form.get(name) {
        "" => Ok(None),
        text => {
            let id = text.parse().map_err(|_| Error::not_found(entity.to_owned(), text))?;
            tx.visible(entity, id, action::READ)?;
            Ok(Some(Id::from_raw(id)))
        }
    }
}
