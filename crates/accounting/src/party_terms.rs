//! What was agreed with a party about money: its payment terms as customer and as supplier, and how it is reminded.

use crate::{DunningProcedure, PaymentTerm};
use base::{Id, Result};
use entity::{Entity, Head};
use parties::Party;
use store::{Business, Read};

/// The terms of a party.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.party_terms",
    kind = 139,
    plural = "party-terms",
    icon = "handshake",
    title = "party",
    sort = "-id",
    unique(party)
)]
pub struct PartyTerms {
    pub head: Head,
    #[field(column)]
    pub party: Id<Party>,
    /// When it pays us.
    #[field(column)]
    pub customer_term: Option<Id<PaymentTerm>>,
    /// When we pay it.
    #[field(column)]
    pub supplier_term: Option<Id<PaymentTerm>>,
    /// Nothing is whichever procedure runs.
    #[field(column)]
    pub dunning_procedure: Option<Id<DunningProcedure>>,
    /// It gets no reminders.
    #[field(column)]
    pub never_reminded: bool,
}

impl PartyTerms {
    /// Nothing agreed yet.
    pub fn new(party: Id<Party>) -> PartyTerms {
        PartyTerms {
            head: Head::default(),
            party,
            customer_term: None,
            supplier_term: None,
            dunning_procedure: None,
            never_reminded: false,
        }
    }

    /// What was agreed with a party, if anything was.
    pub fn of(read: &Read, party: Id<Party>) -> Result<Option<PartyTerms>> {
        let found: Vec<PartyTerms> = read.select("party = $1 AND archived_at IS NULL", &[party.into()])?;
        Ok(found.into_iter().next())
    }
}

impl Business for PartyTerms {}
