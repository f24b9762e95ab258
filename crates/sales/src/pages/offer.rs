//! The offer as the customer reads it, without signing in: options to tick with totals from the server, and one answer.

use crate::quotation::{self, Decided, Figures};
use crate::{OfferForm, Quotation, QuotationLine, QuotationState, offer_link};
use base::{Id, Result};
use entity::Entity as _;
use parties::{Party, loaded};
use platform::page::{Ask, Drawn, Form, Reply, Sheet};
use platform::{Company, Currency};
use std::collections::{BTreeMap, BTreeSet};
use store::{Read, Tx};
use ui::part::{Tone, pill};
use ui::{Arg, Markup, html};

/// What the page shows of one offer.
struct Shown<'a, 'b> {
    ask: &'a Ask<'b>,
    offer: &'a Quotation,
    customer: Party,
    /// Codes of units by id, and names of items in the customer's language.
    units: BTreeMap<i64, String>,
    items: BTreeMap<i64, String>,
    currency: String,
    exponent: u8,
    /// Options that are ticked.
    chosen: BTreeSet<i64>,
    figures: Figures,
}

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let Some(id) = offer_link::opened(read, ask.rest.first().copied().unwrap_or_default())? else {
        let content = html! { h1 { (ask.t("sales-offer-nowhere")) } p { (ask.t("sales-offer-nowhere-why")) } };
        let title = ask.t("sales-offer-nowhere");
        return Ok(Drawn::Page(Box::new(Sheet { title, content, gone: true, ..Sheet::default() })));
    };
    let offer: Quotation = read.get(id)?;
    let customer: Party = read.get(offer.customer)?;
    // The customer's language, until the reader chooses another.
    if ask.get("lang").is_empty()
        && let Some(language) = customer.language
        && entity::Choice::code(language) != ask.cx.lang.tag()
    {
        return Ok(Drawn::Elsewhere(format!("{}?lang={}", ask.here, entity::Choice::code(language))));
    }
    let shown = shown(read, ask, &offer, customer)?;
    let title = format!("{} {}", ask.t("sales-quotation"), &*offer.number);
    let content = html! {
        (shown.head(read)?)
        (shown.body())
        (shown.answer(read)?)
        nav.alt aria-label=(ask.t("ui-language")) {
            @for lang in ui::Lang::ALL {
                a href={ (ask.here) "?lang=" (lang.tag()) } lang=(lang.tag()) hreflang=(lang.tag()) data-full
                    aria-current=[(lang == ask.cx.lang).then_some("true")] { (lang.name()) }
            }
        }
    };
    Ok(Drawn::Page(Box::new(Sheet { title, content, ..Sheet::default() })))
}

fn shown<'a, 'b>(read: &Read, ask: &'a Ask<'b>, offer: &'a Quotation, customer: Party) -> Result<Shown<'a, 'b>> {
    let lines = loaded(&offer.lines);
    let open = offer.state == QuotationState::Sent;
    let ticked = |l: &QuotationLine| {
        let named = || ask.query.iter().chain(ask.typed).any(|(k, v)| k == "option" && v.parse() == Ok(l.head.id));
        l.optional && (l.chosen || (open && named()))
    };
    let chosen: BTreeSet<i64> = lines.iter().filter(|l| ticked(l)).map(|l| l.head.id).collect();
    let figures = match open {
        true => offer.figures(read, &chosen.iter().copied().collect::<Vec<_>>())?,
        false => Figures { net: offer.net, tax: offer.tax, total: offer.total },
    };
    let ids = |of: &dyn Fn(&QuotationLine) -> Option<i64>| lines.iter().filter_map(of).collect::<Vec<i64>>();
    let kept = accounting::kept::books(read)?;
    let currency = match offer.currency {
        Some(id) => read.get::<Currency>(id)?.code,
        None => String::new(),
    };
    Ok(Shown {
        units: read.titles(catalog::Unit::DEF.name, &ids(&|l| l.unit.map(|u| u.raw())))?,
        items: read.titles_in(catalog::Item::DEF.name, &ids(&|l| l.item.map(|i| i.raw())), ask.cx.lang.tag())?,
        exponent: offer.currency.map_or(2, |c| kept.exponent(c)),
        ask,
        offer,
        customer,
        currency,
        chosen,
        figures,
    })
}

impl Shown<'_, '_> {
    fn money(&self, amount: base::Money) -> String {
        self.ask.format.money_code(amount, self.exponent, &self.currency)
    }

    fn head(&self, read: &Read) -> Result<Markup> {
        let (ask, offer) = (self.ask, self.offer);
        let company: Company = read.get(offer.company)?;
        let contact = offer.contact.map(|c| read.get::<Party>(c)).transpose()?;
        let (tone, word) = match offer.state {
            QuotationState::Accepted => (Tone::Success, "sales-quotation-state-accepted"),
            QuotationState::Declined => (Tone::Danger, "sales-quotation-state-declined"),
            QuotationState::Sent if !offer.over(read) => (Tone::Info, "sales-offer-open"),
            QuotationState::Superseded => (Tone::Danger, "sales-quotation-state-superseded"),
            _ => (Tone::Danger, "sales-quotation-state-expired"),
        };
        Ok(html! {
            header.offer-head {
                div {
                    h1 { @if let Some(subject) = &offer.subject { (subject) } @else { (ask.t("sales-quotation")) } }
                    p.mute {
                        (ask.t("sales-quotation")) " " (&*offer.number)
                        " · " (ask.format.date(offer.offered_on))
                        @if let Some(day) = offer.valid_until {
                            " · " (ask.t("sales-quotation-valid_until")) " " (ask.format.date(day))
                        }
                    }
                }
                (pill(tone, &ask.t(word)))
            }
            dl.offer-who {
                div { dt { (ask.t("sales-offer-from")) } dd { b { (company.name) }
                    @if let Some(address) = &company.address { @for line in address.lines() { br; (line) } } } }
                div { dt { (ask.t("sales-offer-for")) } dd { b { (self.customer.name) }
                    @if let Some(contact) = &contact { br; (contact.name) }
                    @if let Some(reference) = &offer.reference { br; (reference) } } }
            }
            @if let Some(text) = &offer.introduction { (paragraphs(text)) }
        })
    }

    /// The lines, with their options in a form that asks for totals as soon as one is ticked.
    fn body(&self) -> Markup {
        let (ask, offer) = (self.ask, self.offer);
        html! {
            form #offer-options method="get" action=(ask.here) data-live {
                input type="hidden" name="lang" value=(ask.cx.lang.tag());
                div.offer-lines role="table" aria-label=(ask.t("sales-quotation-lines")) {
                    div.row.top role="row" {
                        span role="columnheader" { (ask.t("sales-quotation-line-item")) }
                        span.num role="columnheader" { (ask.t("sales-quotation-line-quantity")) }
                        span.num role="columnheader" { (ask.t("sales-quotation-line-price")) }
                        span.num role="columnheader" { (ask.t("sales-quotation-line-net")) }
                    }
                    @for line in loaded(&offer.lines) { (self.line(line)) }
                }
                @if self.answerable() && loaded(&offer.lines).iter().any(|l| l.optional) {
                    noscript { button.btn { (ask.t("sales-offer-recalculate")) } }
                }
            }
            div data-region="totals" {
                dl.tot aria-live="polite" {
                    div { dt { (ask.t("sales-quotation-net")) } dd { (self.money(self.figures.net)) } }
                    div { dt { (ask.t("sales-quotation-tax")) } dd { (self.money(self.figures.tax)) } }
                    div.sum { dt { (ask.t("sales-quotation-total")) } dd { (self.money(self.figures.total)) } }
                }
            }
            @if let Some(text) = &offer.closing { (paragraphs(text)) }
        }
    }

    fn line(&self, line: &QuotationLine) -> Markup {
        let ask = self.ask;
        let said = line.text.as_deref().unwrap_or_default();
        match line.form {
            OfferForm::Section => html! { div.row.part role="row" { h2 role="cell" { (said) } } },
            OfferForm::Note => html! { div.row.words role="row" { div role="cell" { (paragraphs(said)) } } },
            OfferForm::Item => {
                let name = line.item.and_then(|i| self.items.get(&i.raw()).cloned()).unwrap_or_default();
                let unit = line.unit.and_then(|u| self.units.get(&u.raw()).cloned()).unwrap_or_default();
                let (id, ticked) = (line.head.id, self.chosen.contains(&line.head.id));
                html! {
                    div.row.option[line.optional] role="row" {
                        div role="cell" {
                            @if line.optional {
                                label.check {
                                    input type="checkbox" name="option" value=(id) checked[ticked]
                                        disabled[!self.answerable() || line.chosen];
                                    span { b { (name) } " " span.tag.t-violet { (ask.t("sales-quotation-line-optional")) } }
                                }
                            } @else { b { (name) } }
                            @if !said.is_empty() { p.mute { (said) } }
                        }
                        div.num role="cell" { (ask.format.quantity(line.quantity.unwrap_or_default())) " " (unit) }
                        div.num role="cell" {
                            (ask.format.price(line.price.unwrap_or_default(), self.exponent))
                            @if !line.discount.is_zero() { br; span.mute { "−" (ask.format.percent(line.discount)) } }
                        }
                        div.num role="cell" { (ask.format.money(line.net, self.exponent)) }
                    }
                }
            }
        }
    }

    fn answerable(&self) -> bool {
        self.offer.state == QuotationState::Sent
    }

    /// The form of the answer, or what became of the offer.
    fn answer(&self, read: &Read) -> Result<Markup> {
        let (ask, offer) = (self.ask, self.offer);
        let said = |id: &str, args: &[(&str, Arg<'_>)]| ask.cx.t_args(id, args);
        let sorry = |id: &str| html! { p.note.t-warn role="status" { (ask.t(id)) } };
        Ok(match offer.state {
            QuotationState::Accepted => {
                let number = offer.sales_order.map(|o| read.titles(crate::Order::DEF.name, &[o.raw()])).transpose()?;
                let number = number.unwrap_or_default().into_values().next().unwrap_or_default();
                let at = offer.decided_at.map(|at| ask.format.instant(at)).unwrap_or_default();
                let by = offer.decided_by.as_deref().unwrap_or_default();
                let arguments = [("number", Arg::Text(&number)), ("at", Arg::Text(&at)), ("by", Arg::Text(by))];
                html! { p.note.t-success role="status" { (said("sales-offer-thanks", &arguments)) } }
            }
            QuotationState::Declined => sorry("sales-offer-was-declined"),
            QuotationState::Superseded => sorry("sales-offer-was-superseded"),
            QuotationState::Sent if !offer.over(read) => self.form(),
            _ => sorry("sales-offer-is-over"),
        })
    }

    fn form(&self) -> Markup {
        let ask = self.ask;
        html! {
            form.offer-answer method="post" action={ (ask.here) "?lang=" (ask.cx.lang.tag()) } data-full {
                div data-region="chosen" {
                    @for id in &self.chosen { input type="hidden" name="option" value=(id); }
                    input type="hidden" name="total" value=(self.figures.total.minor());
                }
                div.fld {
                    label for="offer-name" { (ask.t("sales-offer-name")) }
                    input.inp #offer-name name="name" value=(ask.typed("name")) maxlength="120" autocomplete="name" required;
                    p.help { (ask.t("sales-offer-binding")) }
                }
                div.acts { button.btn.pri.big name="do" value="accept" { (ask.t("sales-offer-accept")) } }
            }
            details.offer-no open[!ask.typed("reason").is_empty()] {
                summary { (ask.t("sales-offer-decline")) }
                form method="post" action={ (ask.here) "?lang=" (ask.cx.lang.tag()) } data-full {
                    div.fld {
                        label for="offer-reason" { (ask.t("sales-offer-why")) }
                        textarea.inp #offer-reason name="reason" rows="3" maxlength="500" required { (ask.typed("reason")) }
                    }
                    div.fld {
                        label for="offer-no-name" { (ask.t("sales-offer-name")) }
                        input.inp #offer-no-name name="name" value=(ask.typed("name")) maxlength="120" autocomplete="name";
                    }
                    div.acts { button.btn name="do" value="decline" { (ask.t("sales-offer-decline")) } }
                }
            }
        }
    }
}

/// Text as it was typed, its empty lines between paragraphs.
fn paragraphs(text: &str) -> Markup {
    html! {
        @for part in text.split("\n\n").filter(|p| !p.trim().is_empty()) {
            p { @for (place, line) in part.lines().enumerate() { @if place > 0 { br; } (line) } }
        }
    }
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let Some(id) = offer_link::opened(tx, form.part(0))? else {
        return Err(base::Refusal::new("sales.offer_link_gone").into());
    };
    let id: Id<Quotation> = id;
    let by = Decided { name: form.get("name").to_owned(), from: form.address.clone() };
    match form.get("do") {
        "decline" => quotation::decline(tx, id, form.get("reason"), &by)?,
        _ => {
            let options: Vec<i64> = form.all("option").filter_map(|v| v.parse().ok()).collect();
            // What is accepted is what was read.
            let read = tx.get(id)?.figures(tx, &options)?;
            let same = form.get("total").parse() == Ok(read.total.minor());
            base::ensure!(same, base::Refusal::new("sales.offer_changed"))?;
            quotation::accept(tx, id, &options, &by)?;
        }
    }
    Ok(Reply::default())
}
