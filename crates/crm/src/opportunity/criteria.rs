//! What a stage asks of an opportunity before it goes on. It is asked below every form, so that no way around leads past it.

use super::Opportunity;
use crate::pipeline::{Needs, Stage};
use base::Refusal;
use entity::Entity as _;
use parties::{BuyingRole, loaded};

impl Opportunity {
    /// Everything that is missing before it may leave a stage forward.
    pub fn missing(&self, stage: &Stage) -> Vec<Refusal> {
        let mut missing = Vec::new();
        for need in loaded(&stage.needs) {
            let (there, field) = self.has(need.needed);
            if !there {
                let code = match need.needed {
                    Needs::DecisionMaker => "crm.stage_needs_decision_maker",
                    _ => "crm.stage_needs",
                };
                missing.push(Refusal::new(code).field(field).record(&stage.name));
            }
        }
        let done = |text: &str| {
            loaded(&self.checks).iter().any(|c| c.is_done && c.text == text && c.stage == Some(stage.id()))
        };
        for check in loaded(&stage.checks).iter().filter(|c| !done(&c.text)) {
            missing.push(
                Refusal::new("crm.stage_check_open").field("checks").record(&stage.name).arg("check", &check.text),
            );
        }
        missing
    }

    /// Whether something is known, and the field that would say it.
    fn has(&self, needed: Needs) -> (bool, &'static str) {
        let text = |t: Option<&str>| t.is_some_and(|t| !t.trim().is_empty());
        match needed {
            Needs::Customer => (self.customer.is_some(), "customer"),
            Needs::Amount => (self.amount.is_positive(), "amount"),
            Needs::ExpectedOn => (self.expected_on.is_some(), "expected_on"),
            Needs::Lines => (!loaded(&self.lines).is_empty(), "lines"),
            Needs::Contacts => (!loaded(&self.contacts).is_empty(), "contacts"),
            Needs::DecisionMaker => {
                let signs = |c: &super::OpportunityContact| c.buying_role == Some(BuyingRole::DecisionMaker);
                (loaded(&self.contacts).iter().any(signs), "contacts")
            }
            Needs::NextStep => (self.next_step_on.is_some() && text(self.next_step.as_deref()), "next_step"),
            Needs::Competitor => (self.competitor.is_some(), "competitor"),
            Needs::Source => (self.source.is_some(), "source"),
            Needs::Description => (text(self.description.as_deref()), "description"),
        }
    }
}
