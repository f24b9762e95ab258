//! Payment orders as pain.001.001.09 of ISO 20022: what a bank takes to pay many suppliers at once.

use base::{Date, Money};

/// An order to a bank: so many transfers from one account on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// What the bank answers with; no two orders have the same.
    pub id: String,
    /// When it was made, as `2026-03-31T09:30:00`.
    pub made_at: String,
    pub name: String,
    pub iban: String,
    pub bic: Option<String>,
    pub pay_on: Date,
    pub currency: String,
    /// Decimals of the currency.
    pub exponent: u8,
    pub transfers: Vec<Transfer>,
}

/// A transfer to a supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Comes back in the statement as the end-to-end reference.
    pub id: String,
    pub name: String,
    /// IBAN, or a number of a country without them.
    pub account: String,
    pub bic: Option<String>,
    pub amount: Money,
    /// What the supplier reads: the numbers of his invoices.
    pub remittance: String,
}

/// The order as a file.
pub fn pain001(order: &Order) -> String {
    let total = Money::sum(order.transfers.iter().map(|t| t.amount)).unwrap_or(Money::ZERO).format(order.exponent);
    let count = order.transfers.len();
    let mut xml = String::with_capacity(1_000 + count * 600);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">\n<CstmrCdtTrfInitn>\n");
    xml.push_str(&format!(
        "<GrpHdr><MsgId>{id}</MsgId><CreDtTm>{at}</CreDtTm><NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>\
         <InitgPty><Nm>{name}</Nm></InitgPty></GrpHdr>\n",
        id = text(&order.id, 35),
        at = text(&order.made_at, 35),
        name = text(&order.name, 70),
    ));
    // The SEPA service level is for transfers in euro between accounts with an IBAN.
    let sepa = order.currency == "EUR" && order.transfers.iter().all(|t| is_iban(&t.account));
    let level = if sepa { "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>" } else { "" };
    xml.push_str(&format!(
        "<PmtInf><PmtInfId>{id}</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>{level}\
         <ReqdExctnDt><Dt>{on}</Dt></ReqdExctnDt><Dbtr><Nm>{name}</Nm></Dbtr><DbtrAcct>{account}<Ccy>{currency}</Ccy></DbtrAcct>\
         <DbtrAgt><FinInstnId>{agent}</FinInstnId></DbtrAgt><ChrgBr>{charges}</ChrgBr>\n",
        id = text(&order.id, 35),
        on = order.pay_on,
        name = text(&order.name, 70),
        account = account(&order.iban),
        currency = text(&order.currency, 3),
        agent = agent(order.bic.as_deref()),
        charges = if sepa { "SLEV" } else { "SHAR" },
    ));
    for one in &order.transfers {
        transfer(order, one, &mut xml);
    }
    xml.push_str("</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n");
    xml
}

fn transfer(order: &Order, one: &Transfer, xml: &mut String) {
    let agent_of = |bic: &str| format!("<CdtrAgt><FinInstnId>{}</FinInstnId></CdtrAgt>", agent(Some(bic)));
    let said = match one.remittance.trim() {
        "" => String::new(),
        words => format!("<RmtInf><Ustrd>{}</Ustrd></RmtInf>", text(words, 140)),
    };
    xml.push_str(&format!(
        "<CdtTrfTxInf><PmtId><EndToEndId>{id}</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"{currency}\">{amount}</InstdAmt></Amt>{bank}\
         <Cdtr><Nm>{name}</Nm></Cdtr><CdtrAcct>{account}</CdtrAcct>{said}</CdtTrfTxInf>\n",
        id = text(&one.id, 35),
        currency = text(&order.currency, 3),
        amount = one.amount.format(order.exponent),
        bank = one.bic.as_deref().map(agent_of).unwrap_or_default(),
        name = text(&one.name, 70),
        account = account(&one.account),
    ));
}

fn agent(bic: Option<&str>) -> String {
    match bic {
        Some(bic) => format!("<BICFI>{}</BICFI>", text(bic, 11)),
        None => "<Othr><Id>NOTPROVIDED</Id></Othr>".to_owned(),
    }
}

fn account(number: &str) -> String {
    if is_iban(number) {
        format!("<Id><IBAN>{}</IBAN></Id>", text(number, 34))
    } else {
        format!("<Id><Othr><Id>{}</Id></Othr></Id>", text(number, 34))
    }
}

fn is_iban(number: &str) -> bool {
    let bytes = number.as_bytes();
    bytes.len() > 14 && bytes[..2].iter().all(u8::is_ascii_uppercase) && bytes[2..4].iter().all(u8::is_ascii_digit)
}

/// At most so many characters, escaped.
fn text(value: &str, most: usize) -> String {
    let mut safe = String::new();
    for c in super::tidy(value).chars().take(most) {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}
