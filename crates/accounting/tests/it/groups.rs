//! The group's chart: companies with charts of their own, read side by side.

use crate::fixture::{World, codes, day, eur, perform, perform_with, we, world};
use crate::reports::{lines, run};
use accounting::charts::Chart;
use accounting::{
    Account, Books, Founding, GroupAccount, ManualEntry, ManualLine, ManualState, Nature, RateKind, reports,
};
use base::{Id, Money};
use entity::{Custom, Entity, Head};
use platform::Company;

impl World {
    fn group(
        &self,
        code: &str,
        name: &str,
        nature: Nature,
        above: Option<Id<GroupAccount>>,
        heading: bool,
    ) -> Id<GroupAccount> {
        let account = GroupAccount { parent: above, heading, ..GroupAccount::new(code, name, nature) };
        self.write(&we(), move |tx| tx.insert(&mut account.clone())).unwrap()
    }

    /// Says where an account of a company reports to.
    fn maps(&self, company: Id<Company>, code: &str, to: &str) -> base::Result<()> {
        let (code, to) = (code.to_owned(), to.to_owned());
        self.write(&we(), move |tx| {
            let found: Vec<Account> =
                tx.select("company = $1 AND code = $2", &[company.into(), code.as_str().into()])?;
            let mut account: Account = tx.lock(found[0].id())?;
            account.group_code = Some(to.clone());
            tx.update(&mut account).map(|_| ())
        })
    }

    /// A second company in America with the Spanish chart, and what it paid in.
    fn america(&self) -> Id<Company> {
        let dollar = self.dollar;
        self.write(&we(), move |tx| {
            let spain = platform::Country::by_code(tx, "ES")?.unwrap();
            let company = tx.insert(&mut Company::new("Ponte Inc.", "PI", dollar, spain))?;
            let books = tx.insert(&mut Books::new(company))?;
            let language = platform::Language::English;
            let founding = Founding { chart: Chart::Spain, language, starts_on: day("2026-01-01") };
            perform_with(tx, books, "open", &founding)?;
            let account = |code: &str| -> base::Result<Id<Account>> {
                let found: Vec<Account> = tx.select("company = $1 AND code = $2", &[company.into(), code.into()])?;
                Ok(found[0].id())
            };
            let line = |code: &str, debit: Option<Money>, credit: Option<Money>| -> base::Result<ManualLine> {
                Ok(ManualLine {
                    head: Head::default(),
                    account: account(code)?,
                    text: None,
                    party: None,
                    dimensions: None,
                    due_on: None,
                    debit,
                    credit,
                })
            };
            let amount = Some(eur("1000.00"));
            let lines = vec![line("572", amount, None)?, line("100", None, amount)?];
            let entry = ManualEntry {
                head: Head::default(),
                number: None,
                company,
                posted_on: day("2026-02-01"),
                text: None,
                currency: None,
                adjustment: false,
                reverse_on: None,
                lines: lines.into(),
                debit: Money::ZERO,
                credit: Money::ZERO,
                entry: None,
                reversed_because: None,
                state: ManualState::Draft,
                custom: Custom::default(),
            };
            let id = tx.insert(&mut entry.clone())?;
            perform(tx, id, "post")?;
            Ok(company)
        })
        .unwrap()
    }
}

#[test]
fn charts_of_several_companies_stand_in_the_groups_chart() {
    let w = world();
    w.rate("2026-02-28", "0.90", RateKind::Closing);
    w.post("2026-02-01", &[("1010", "500.00"), ("3000", "-500.00")]).unwrap();
    w.post("2026-02-02", &[("6100", "100.05"), ("6110", "19.95"), ("1000", "-120.00")]).unwrap();
    let america = w.america();
    // Without a chart of the group a code is whatever somebody writes.
    w.maps(w.company, "6200", "free").unwrap();
    let assets = w.group("A", "Assets", Nature::CurrentAsset, None, true);
    w.group("A1", "Cash", Nature::Cash, Some(assets), false);
    w.group("E", "Equity", Nature::Equity, None, false);
    w.group("Z", "Unused", Nature::Expense, None, false);
    // A whole heading of the one, single accounts of the other.
    w.maps(w.company, "10", "A1").unwrap();
    w.maps(w.company, "3000", "E").unwrap();
    w.maps(america, "572", "A1").unwrap();
    w.maps(america, "100", "E").unwrap();
    assert_eq!(codes(w.maps(america, "100", "E9").unwrap_err()), ["accounting.group_code_unknown group_code"]);
    assert_eq!(codes(w.maps(america, "100", "A").unwrap_err()), ["accounting.group_code_unknown group_code"]);
    let below = GroupAccount { parent: None, ..GroupAccount::new("Q", "Q", Nature::Cash) };
    let wrong = w.write(&we(), move |tx| {
        let plain = tx.insert(&mut below.clone())?;
        tx.insert(&mut GroupAccount { parent: Some(plain), ..GroupAccount::new("Q1", "Q1", Nature::Cash) })
    });
    assert_eq!(codes(wrong.unwrap_err()), ["accounting.group_parent parent"]);
    let asked = |currency| reports::OfGroup { as_of: Some(day("2026-02-28")), currency };
    let sheet = run(&w, "accounting.group_balances", asked(None));
    let columns: Vec<&str> = sheet.columns.iter().map(|c| c.detail.as_str()).collect();
    assert_eq!(columns, ["", "", "Ponte Cycles", "Ponte Inc.", ""]);
    assert_eq!(
        lines(&sheet),
        [
            "A|Assets|380.00|900.00|1280.00",
            "A1|Cash|380.00|900.00|1280.00",
            "E|Equity|-500.00|-900.00|-1400.00",
            "|accounting-not_mapped|||",
            "6100|Rent|100.05|0.00|100.05",
            "6110|Energy|19.95|0.00|19.95",
            "|accounting-total|0.00|0.00|0.00",
        ]
    );
    // In another currency.
    let dollars = lines(&run(&w, "accounting.group_balances", asked(Some(w.dollar))));
    assert_eq!(dollars[1], "A1|Cash|422.23|1000.00|1422.23");
    assert_eq!(dollars[6..], ["|accounting-of_converting|-0.01|0.00|-0.01", "|accounting-total|0.00|0.00|0.00"]);
}
