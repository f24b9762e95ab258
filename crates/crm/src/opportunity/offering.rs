//! From the opportunity to the offer and back: its lines become a quotation or a contract without retyping, and the offer that the
//! customer accepts closes the opportunity.

use super::{Opportunity, State};
use crate::pipeline::{Class, stages};
use accounting::Source;
use base::{Date, Id, Refusal, Result};
use entity::{Entity, Input, Record, Text};
use parties::loaded;
use sales::{Contract, ContractKind, ContractLine, Quotation, QuotationLine};
use store::{Guard, Link, Made, Read, Tx, action};

/// What drawing up a contract asks for.
#[derive(Input, Clone, Debug)]
pub struct DrawUp {
    pub kind: ContractKind,
    /// Today, unless it begins later.
    pub starts_on: Option<Date>,
    /// For how many months; empty is until somebody gives notice.
    pub months: Option<i64>,
}

impl Opportunity {
    pub(super) fn can_quote(&self, _read: &Read) -> Result<Guard> {
        let refusal = || Refusal::new("crm.quote_without_customer").field("customer");
        Ok(if self.customer.is_some() { Guard::Open } else { Guard::Closed(refusal()) })
    }

    /// The draft of an offer over the same lines. Prices that the rules found are found anew, those agreed on stay.
    pub(super) fn quote(&mut self, tx: &mut Tx) -> Result<Made> {
        let customer = self.customer.ok_or_else(|| Refusal::new("crm.quote_without_customer").field("customer"))?;
        let line = |l: &super::OpportunityLine| QuotationLine {
            text: l.text.clone(),
            unit: l.unit,
            price: l.price.filter(|_| !l.by_rules),
            discount: l.discount,
            ..QuotationLine::of(l.item, l.quantity)
        };
        let lines = loaded(&self.lines).iter().map(line).collect();
        let source = Source::of::<Opportunity>(self.head.id);
        let mut offer = Quotation::new(self.company, customer, tx.today(), lines).about(source);
        offer.subject = Some(self.name.chars().take(120).collect());
        offer.contact = loaded(&self.contacts).iter().find(|c| c.is_primary).map(|c| c.person);
        (offer.currency, offer.owner, offer.team) = (self.currency, self.owner, self.team);
        let id = tx.insert(&mut offer)?;
        let link = |from: i64, to: i64, quantity: i64| Link {
            from: (source.kind, self.head.id, from),
            to: (i64::from(Quotation::DEF.kind), id.raw(), to),
            role: "offered",
            quantity,
            amount: 0,
        };
        let pairs = loaded(&self.lines).iter().zip(loaded(&offer.lines));
        let mut links: Vec<Link> =
            pairs.map(|(ours, theirs)| link(ours.head.id, theirs.head.id, theirs.stock_quantity.units())).collect();
        if links.is_empty() {
            links.push(link(0, 0, 0));
        }
        tx.link(&links)?;
        Ok(vec![(Quotation::DEF.name, id.raw())])
    }

    pub(super) fn can_draw_up(&self, _read: &Read) -> Result<Guard> {
        let refusal = || Refusal::new("crm.contract_without_customer").field("customer");
        Ok(if self.customer.is_some() { Guard::Open } else { Guard::Closed(refusal()) })
    }

    /// The draft of a contract over the same lines, for the same customer.
    pub(super) fn draw_up(&mut self, tx: &mut Tx, asked: DrawUp) -> Result<Made> {
        let customer = self.customer.ok_or_else(|| Refusal::new("crm.contract_without_customer").field("customer"))?;
        tx.allowed(&*tx.shape(Contract::DEF.name)?, action::CREATE)?;
        let source = Source::of::<Opportunity>(self.head.id);
        let starts_on = asked.starts_on.unwrap_or(tx.today());
        let mut contract = Contract::new(self.company, customer, asked.kind, starts_on).about(source);
        if let Some(months) = asked.months {
            let wrong = || Refusal::new("crm.months_out_of_range").field("months");
            base::ensure!((1..=600).contains(&months), wrong())?;
            let months = i32::try_from(months).map_err(|_| wrong())?;
            contract.ends_on = Some(starts_on.add_months(months)?.add_days(-1)?);
        }
        let line = |l: &super::OpportunityLine| ContractLine {
            text: l.text.clone(),
            unit: l.unit,
            price: l.price.filter(|_| !l.by_rules),
            ..ContractLine::of(l.item, l.quantity)
        };
        contract.lines = loaded(&self.lines).iter().map(line).collect::<Vec<_>>().into();
        contract.subject = Some(self.name.chars().take(120).collect());
        contract.contact = loaded(&self.contacts).iter().find(|c| c.is_primary).map(|c| c.person);
        (contract.currency, contract.owner, contract.team) = (self.currency, self.owner, self.team);
        let id = tx.insert(&mut contract)?;
        tx.link(&[Link {
            from: (source.kind, self.head.id, 0),
            to: (i64::from(Contract::DEF.kind), id.raw(), 0),
            role: "contracted",
            quantity: 0,
            amount: contract.value.minor(),
        }])?;
        Ok(vec![(Contract::DEF.name, id.raw())])
    }

    /// The customer accepted the offer: it is won, for what was accepted, whatever its stage still asked for.
    fn accepted(&mut self, tx: &mut Tx, offer: &Quotation) -> Result<()> {
        let all = stages(tx)?;
        let to = all.first(self.pipeline, Class::Won)?;
        if self.state == State::Lost {
            self.go_on(tx, all.get(self.last_stage.unwrap_or(self.stage))?)?;
        }
        (self.amount, self.currency) = (offer.net, offer.currency);
        self.end_in(tx, to)?;
        (self.state, self.close_reason) = (State::Won, None);
        self.close_note = Some(Text::new(&*offer.number));
        (self.quotation, self.sales_order) = (Some(offer.id()), offer.sales_order);
        tx.update(self).map(|_| ())
    }
}

/// The opportunity that an offer was made for.
fn offered(offer: &Record) -> Result<(Quotation, Option<Id<Opportunity>>)> {
    let offer = <Quotation as entity::Described>::from_record(offer).map_err(store::damaged)?;
    let ours = offer.source_kind == Some(i64::from(Opportunity::DEF.kind));
    let id = offer.source.filter(|_| ours).map(Id::from_raw);
    Ok((offer, id))
}

/// Locks the opportunity that an offer was made for, before its acceptance takes credit and stock.
pub fn lock_offered(tx: &mut Tx, offer: &Record) -> Result<()> {
    match offered(offer)?.1 {
        Some(id) => tx.lock(id).map(|_| ()),
        None => Ok(()),
    }
}

/// What follows when an offer is accepted: the opportunity it was made for is won. For the program's reaction table.
pub fn offer_accepted(tx: &mut Tx, offer: &Record) -> Result<()> {
    let (offer, Some(id)) = offered(offer)? else { return Ok(()) };
    // Locked since before the offer was accepted.
    let mut opportunity: Opportunity = tx.get(id)?;
    if opportunity.state == State::Won {
        return Ok(());
    }
    opportunity.accepted(tx, &offer)
}
