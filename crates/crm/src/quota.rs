//! A quota is what somebody, or a team, is to win in a stretch of time.

use base::{Date, Id, Money, Refusal, Result};
use entity::{Custom, Entity, Fields, Head};
use platform::{Company, Currency, Team, User};
use store::{Business, Read, Refusals};

/// So much to win from one day to another, in company currency.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.quota",
    kind = 284,
    icon = "gauge",
    title = "starts_on",
    sort = "-starts_on",
    index(company, starts_on)
)]
pub struct Quota {
    pub head: Head,
    #[field(column)]
    pub company: Id<Company>,
    /// Whose it is; a quota of nobody is a team's.
    #[field(column)]
    pub owner: Option<Id<User>>,
    #[field(column)]
    pub team: Option<Id<Team>>,
    #[field(indexed, column)]
    pub starts_on: Date,
    /// The last day.
    #[field(column)]
    pub ends_on: Date,
    #[field(column)]
    pub amount: Money,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    pub custom: Custom,
}

impl Quota {
    /// What somebody is to win.
    pub fn of(company: Id<Company>, owner: Id<User>, days: (Date, Date), amount: Money) -> Quota {
        Quota {
            head: Head::default(),
            company,
            owner: Some(owner),
            team: None,
            starts_on: days.0,
            ends_on: days.1,
            amount,
            currency: None,
            custom: Custom::default(),
        }
    }

    /// What a team is to win.
    pub fn of_team(company: Id<Company>, team: Id<Team>, days: (Date, Date), amount: Money) -> Quota {
        Quota { owner: None, team: Some(team), ..Quota::of(company, Id::from_raw(0), days, amount) }
    }
}

impl Business for Quota {
    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.company.is_valid() {
            self.currency = Some(accounting::kept::books(read)?.currency(self.company)?);
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.starts_on <= self.ends_on, "crm.quota_ends_before_start", "ends_on");
        refusals.ensure(self.amount.is_positive(), "crm.quota_not_positive", "amount");
        refusals.ensure(self.owner.is_some() || self.team.is_some(), "crm.quota_of_nobody", "owner");
        // Two quotas over one day would be reached twice.
        let same = read.select::<Quota>(
            "company = $1 AND starts_on <= $2 AND ends_on >= $3 AND id <> $4 AND archived_at IS NULL",
            &[self.company.into(), self.ends_on.into(), self.starts_on.into(), self.head.id.into()],
        )?;
        let twice = same.iter().find(|q| match self.owner {
            Some(owner) => q.owner == Some(owner),
            None => q.owner.is_none() && q.team == self.team,
        });
        if let Some(other) = twice {
            let days = format!("{}–{}", other.starts_on, other.ends_on);
            refusals.add(Refusal::new("crm.quota_twice").field("starts_on").arg("days", days));
        }
        Ok(())
    }
}
