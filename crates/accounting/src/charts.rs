//! Charts of accounts that come with the program: general, China and Spain, each with an account for every role.

use crate::{Account, AccountRole, Control, InventoryMode, Nature, Role};
use base::{Error, Id, Result};
use entity::{Choice, Entity, Head};
use platform::{Company, Language};
use std::collections::HashMap;
use store::{NewText, Tx};

/// A chart that comes with the program.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chart {
    /// By the order of IFRS statements.
    #[default]
    General,
    /// Numbers of the Chinese accounting standards for enterprises.
    China,
    /// Numbers of the Spanish general accounting plan.
    Spain,
}

impl Chart {
    /// How its country books goods.
    pub fn mode(self) -> InventoryMode {
        match self {
            Chart::Spain => InventoryMode::NatureOfExpense,
            _ => InventoryMode::CostOfSales,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Chart::General => include_str!("../charts/generic.txt"),
            Chart::China => include_str!("../charts/china.txt"),
            Chart::Spain => include_str!("../charts/spain.txt"),
        }
    }
}

/// One account of a chart as it stands in its file.
#[derive(Debug)]
struct Row<'a> {
    code: &'a str,
    parent: &'a str,
    nature: Nature,
    control: Control,
    heading: bool,
    revalued: bool,
    role: Option<Role>,
    /// English, Chinese, Spanish.
    names: [&'a str; 3],
}

fn rows(chart: Chart) -> Result<Vec<Row<'static>>> {
    chart.text().lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(row).collect()
}

fn row(line: &'static str) -> Result<Row<'static>> {
    let bad = || Error::broken(format!("a line of a chart that means nothing: {line}"));
    let cells: Vec<&str> = line.split('|').collect();
    let [code, parent, nature, control, flags, role, english, chinese, spanish] = cells.as_slice() else {
        return Err(bad());
    };
    let control = match *control {
        "" => Control::Without,
        word => Control::from_code(word).ok_or_else(bad)?,
    };
    Ok(Row {
        code,
        parent,
        nature: Nature::from_code(nature).ok_or_else(bad)?,
        control,
        heading: flags.contains('H'),
        revalued: flags.contains('R'),
        role: if role.is_empty() { None } else { Some(Role::from_code(role).ok_or_else(bad)?) },
        names: [english, chinese, spanish],
    })
}

/// Lays the chart out in a company: accounts with names in three languages, and what each role means.
pub fn lay_out(tx: &mut Tx, company: Id<Company>, chart: Chart, language: Language) -> Result<()> {
    let languages = [Language::English, Language::Chinese, Language::Spanish];
    let own = languages.iter().position(|l| *l == language).unwrap_or(0);
    let rows = rows(chart)?;
    let mut ids: HashMap<&str, Id<Account>> = HashMap::new();
    let mut waiting: Vec<&Row> = rows.iter().collect();
    // Level by level, because an account names the heading above it.
    while !waiting.is_empty() {
        let (now, later): (Vec<&Row>, Vec<&Row>) =
            waiting.into_iter().partition(|r| r.parent.is_empty() || ids.contains_key(r.parent));
        let mut accounts: Vec<Account> = now
            .iter()
            .map(|r| Account {
                parent: ids.get(r.parent).copied(),
                control: r.control,
                heading: r.heading,
                revalued: r.revalued,
                ..Account::new(company, r.code, r.names[own], r.nature)
            })
            .collect();
        if accounts.is_empty() {
            return Err(Error::broken("a chart with an account under none"));
        }
        tx.insert_many(&mut accounts)?;
        ids.extend(now.iter().zip(&accounts).map(|(r, a)| (r.code, Id::from_raw(a.head.id))));
        waiting = later;
    }
    let texts: Vec<NewText> = rows
        .iter()
        .flat_map(|r| languages.iter().enumerate().map(move |(place, language)| (r, place, language)))
        .filter(|(_, place, _)| *place != own)
        .filter_map(|(r, place, language)| {
            let id = ids.get(r.code)?.raw();
            Some(NewText { id, field: "name", language: language.code(), text: r.names[place] })
        })
        .collect();
    tx.translate_new(Account::DEF.name, &texts)?;
    let mut roles: Vec<AccountRole> = rows
        .iter()
        .filter_map(|r| {
            let account = *ids.get(r.code)?;
            Some(AccountRole { head: Head::default(), company, role: r.role?, item_group: None, account })
        })
        .collect();
    tx.insert_many(&mut roles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_chart_has_an_account_for_every_role() {
        for chart in [Chart::General, Chart::China, Chart::Spain] {
            let rows = rows(chart).expect("the chart reads");
            let known: BTreeSet<Role> = rows.iter().filter_map(|r| r.role).collect();
            let all: BTreeSet<Role> = Role::DEF.options.iter().filter_map(|o| Role::from_code(o.code)).collect();
            assert_eq!(known, all, "{chart:?}");
            let codes: BTreeSet<&str> = rows.iter().map(|r| r.code).collect();
            assert_eq!(codes.len(), rows.len(), "{chart:?} gives a code twice");
            assert!(rows.iter().all(|r| r.names.iter().all(|n| !n.is_empty())), "{chart:?} lacks a name");
            assert!(rows.iter().all(|r| r.parent.is_empty() || rows.iter().any(|p| p.code == r.parent && p.heading)));
        }
    }
}
