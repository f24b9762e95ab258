//! CAMT.052, .053 and .054 of ISO 20022, in any version: reports, statements and notifications of an account.

use super::tree::{self, Node};
use super::{Amount, Balance, Entry, Statement, some, unreadable};
use base::{Date, Result};

/// The statements of a message.
pub fn camt(text: &str) -> Result<Vec<Statement>> {
    let root = tree::read(text)?;
    let mut found = Vec::new();
    // Statement, report and notification say the same about an account.
    for name in ["Stmt", "Rpt", "Ntfctn"] {
        root.deep(name, &mut found);
    }
    // The first version put them straight below the message and repeated nothing.
    if found.is_empty() {
        let mut messages = Vec::new();
        for name in ["BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"] {
            root.deep(name, &mut messages);
        }
        if messages.is_empty() {
            return Err(unreadable("CAMT", "it is no message about an account"));
        }
    }
    found.into_iter().map(statement).collect()
}

fn statement(node: &Node) -> Result<Statement> {
    let account = node.text_at("Acct/Id/IBAN").or_else(|| node.text_at("Acct/Id/Othr/Id"));
    let account = account.or_else(|| node.text_at("Acct/Id/PrtryAcct/Id"));
    let account = account.or_else(|| node.text_at("Acct/Id/BBAN"));
    let number = node.text_at("ElctrncSeqNb").or_else(|| node.text_at("LglSeqNb")).or_else(|| node.text_at("Id"));
    let mut statement = Statement { account, number, currency: node.text_at("Acct/Ccy"), ..Statement::default() };
    for one in node.all("Bal") {
        let code = one.text_at("Tp/CdOrPrtry/Cd").or_else(|| one.text_at("Tp/Cd")).unwrap_or_default();
        let balance = balance(one)?;
        match code.as_str() {
            "OPBD" | "PRCD" if statement.opening.is_none() || code == "OPBD" => statement.opening = Some(balance),
            "CLBD" => statement.closing = Some(balance),
            _ => {}
        }
    }
    if statement.currency.is_none() {
        statement.currency = statement.opening.as_ref().and_then(|b| b.currency.clone());
    }
    for one in node.all("Ntry") {
        entries(one, &mut statement.entries)?;
    }
    Ok(statement)
}

fn amount(node: &Node) -> Result<(Amount, Option<String>)> {
    let amount = node.at("Amt").ok_or_else(|| unreadable("CAMT", "an entry without an amount"))?;
    let parsed = Amount::parse(&amount.text).ok_or_else(|| unreadable("CAMT", &amount.text))?;
    Ok((
        parsed.signed(node.text_at("CdtDbtInd").as_deref() != Some("DBIT")),
        amount.attribute("Ccy").map(str::to_owned),
    ))
}

fn day(node: &Node, path: &str) -> Option<Date> {
    let text = node.text_at(&format!("{path}/Dt")).or_else(|| node.text_at(&format!("{path}/DtTm")))?;
    text.get(..10).and_then(|t| Date::parse(t).ok())
}

fn balance(node: &Node) -> Result<Balance> {
    let (amount, currency) = amount(node)?;
    Ok(Balance { amount, currency, on: day(node, "Dt") })
}

/// One entry; one that gathers several transactions with amounts of their own is split into them.
fn entries(node: &Node, into: &mut Vec<Entry>) -> Result<()> {
    let (whole, currency) = amount(node)?;
    let credit = whole.0 >= 0;
    let status = node.text_at("Sts/Cd").or_else(|| node.text_at("Sts"));
    let base = Entry {
        booked_on: day(node, "BookgDt"),
        valued_on: day(node, "ValDt"),
        amount: whole,
        currency,
        bank_id: node.text_at("AcctSvcrRef"),
        text: node.text_at("AddtlNtryInf").unwrap_or_default(),
        announced: status.is_some_and(|s| s != "BOOK"),
        code: node.text_at("BkTxCd/Prtry/Cd").or_else(|| node.text_at("BkTxCd/Domn/Fmly/SubFmlyCd")),
        ..Entry::default()
    };
    let details: Vec<&Node> = node.all("NtryDtls").flat_map(|d| d.all("TxDtls")).collect();
    let own: Option<Vec<Amount>> = details.iter().map(|d| own_amount(d, base.currency.as_deref(), credit)).collect();
    let parts = own.filter(|o| o.len() > 1 && o.iter().map(|a| i128::from(a.0)).sum::<i128>() == i128::from(whole.0));
    match (parts, details.as_slice()) {
        (Some(parts), all) => {
            for (place, (detail, amount)) in all.iter().zip(parts).enumerate() {
                let mut entry = detailed(detail, Entry { amount, ..base.clone() }, credit);
                let own = detail.text_at("Refs/AcctSvcrRef").or_else(|| detail.text_at("Refs/TxId"));
                entry.bank_id = own.or_else(|| base.bank_id.as_ref().map(|id| format!("{id}/{}", place + 1)));
                into.push(entry);
            }
        }
        (None, [only]) => into.push(detailed(only, base, credit)),
        (None, _) => into.push(base),
    }
    Ok(())
}

fn own_amount(detail: &Node, currency: Option<&str>, credit: bool) -> Option<Amount> {
    let node = detail.at("Amt").or_else(|| detail.at("AmtDtls/TxAmt/Amt"))?;
    let same = node.attribute("Ccy").is_none() || node.attribute("Ccy") == currency;
    let side = detail.text_at("CdtDbtInd").map_or(credit, |s| s != "DBIT");
    Amount::parse(&node.text).filter(|_| same).map(|a| a.signed(side))
}

fn detailed(detail: &Node, mut entry: Entry, credit: bool) -> Entry {
    let given = |text: Option<String>| text.filter(|t| t != "NOTPROVIDED" && t != "NONREF");
    entry.reference = given(detail.text_at("RmtInf/Strd/CdtrRefInf/Ref"))
        .or_else(|| given(detail.text_at("Refs/EndToEndId")))
        .or_else(|| given(detail.text_at("RmtInf/Strd/CdtrRefInf/CdtrRef")));
    let said: Vec<String> =
        detail.at("RmtInf").into_iter().flat_map(|r| r.all("Ustrd")).map(|u| u.text.clone()).collect();
    if let Some(text) = some(&said.join(" ")).or_else(|| detail.text_at("AddtlTxInf")) {
        entry.text = text;
    }
    let other = if credit { "Dbtr" } else { "Cdtr" };
    entry.name = detail
        .text_at(&format!("RltdPties/{other}/Nm"))
        .or_else(|| detail.text_at(&format!("RltdPties/{other}/Pty/Nm")));
    let account = format!("RltdPties/{other}Acct/Id");
    entry.account =
        detail.text_at(&format!("{account}/IBAN")).or_else(|| detail.text_at(&format!("{account}/Othr/Id")));
    if entry.bank_id.is_none() {
        entry.bank_id = detail.text_at("Refs/AcctSvcrRef").or_else(|| detail.text_at("Refs/TxId"));
    }
    entry
}
