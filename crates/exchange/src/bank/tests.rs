//! What the files of banks say, on small examples of our own.

use super::*;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn amounts_are_exact_in_their_currency() {
    for (text, exponent, minor) in [
        ("8.85", 2, Some(885)),
        ("8.850", 2, Some(885)),
        ("8.855", 2, None),
        ("2700", 0, Some(2700)),
        ("65,", 2, Some(6500)),
        (",5", 2, Some(50)),
        ("-1.234", 3, Some(-1234)),
    ] {
        assert_eq!(Amount::parse(text).unwrap().money(exponent).map(Money::minor), minor, "{text}");
    }
    assert_eq!(Amount::parse("abc"), None);
}

#[test]
fn a_german_detail_field_is_taken_apart() {
    let text = ":20:X\n:25:10020030/1234567\n:60F:C260301EUR100,00\n:61:2603020302CR50,00NTRFNONREF//B1\n\
        :86:166?00GUTSCHRIFT?20EREF+SO-17?21SVWZ+CI-2026-00012?22 Danke?30DRESDEFF?31DE89370400440532013000?32Nordbau?33 GmbH\n\
        :62F:C260302EUR150,00\n-}";
    let found = read(text).unwrap();
    let entry = &found[0].entries[0];
    assert_eq!((entry.reference.as_deref(), entry.text.as_str()), (Some("SO-17"), "CI-2026-00012 Danke"));
    assert_eq!(
        (entry.name.as_deref(), entry.account.as_deref()),
        (Some("Nordbau GmbH"), Some("DE89370400440532013000"))
    );
    assert_eq!(
        (entry.bank_id.as_deref(), entry.amount, entry.booked_on),
        (Some("B1"), Amount(5_000_000), Some(day("2026-03-02")))
    );
}

#[test]
fn csv_of_three_countries() {
    let german = "Buchungstag;Valutadatum;Verwendungszweck;Betrag;Währung\n02.03.2026;02.03.2026;Miete;-1.200,50;EUR\n";
    let found = csv(german).unwrap();
    assert_eq!(
        (found[0].entries[0].amount, found[0].entries[0].booked_on),
        (Amount(-120_050_000), Some(day("2026-03-02")))
    );
    let chinese = "账户明细\n交易日期,收入,支出,余额,摘要,对方户名\n20260303,,30.00,170.00,手续费,工商银行\n20260302,200.00,,200.00,货款,上海公司\n";
    let found = csv(chinese).unwrap();
    assert_eq!(found[0].entries[0].name.as_deref(), Some("上海公司"));
    assert_eq!(found[0].opening.as_ref().map(|b| b.amount), Some(Amount(0)));
    assert_eq!(found[0].closing.as_ref().map(|b| b.amount), Some(Amount(17_000_000)));
    let spanish = "Fecha,Concepto,Importe\n31/03/2026,Nómina,\"1.000,00\"\n";
    assert_eq!(csv(spanish).unwrap()[0].entries[0].amount, Amount(100_000_000));
    assert!(csv("a,b\n1,2\n").is_err());
    assert!(csv("Date,Amount\nyesterday,3\n").is_err());
}

#[test]
fn rates_of_the_central_bank() {
    let history = "Date,USD,JPY,CYP,\n2026-03-31,1.0876,161.24,N/A,\n2026-03-30,1.0800,160.00,,\n";
    let found = rates::ecb(history).unwrap();
    assert_eq!(found.len(), 4);
    assert_eq!((found[0].on, found[0].currency.as_str()), (day("2026-03-31"), "USD"));
    assert!(found[0].rate.same_value(base::Rate::parse("1.0876").unwrap()));
    let daily = "Date, USD, JPY, \n31 March 2026, 1.0876, 161.24, \n";
    assert_eq!(rates::ecb(daily).unwrap().len(), 2);
    assert!(rates::ecb("<html>").is_err());
}

pub(super) fn order() -> Order {
    let transfer = |id: &str, name: &str, account: &str, minor: i64| Transfer {
        id: id.to_owned(),
        name: name.to_owned(),
        account: account.to_owned(),
        bic: Some("COBADEFFXXX".to_owned()),
        amount: Money::from_minor(minor),
        remittance: "R-17 & R-18 <Rabatt>".to_owned(),
    };
    Order {
        id: "RUN-7".to_owned(),
        made_at: "2026-03-31T09:30:00".to_owned(),
        name: "Ponte Cycles".to_owned(),
        iban: "ES9121000418450200051332".to_owned(),
        bic: None,
        pay_on: day("2026-04-01"),
        currency: "EUR".to_owned(),
        exponent: 2,
        transfers: vec![
            transfer("PY-2026-00001", "Ferrum AG", "DE89370400440532013000", 12_345),
            transfer("PY-2026-00002", "Müller & Söhne", "GB82WEST12345698765432", 100),
        ],
    }
}

#[test]
fn an_order_names_every_transfer_and_their_sum() {
    let xml = pain001(&order());
    let root = tree::read(&xml).unwrap();
    let head = root.at("Document/CstmrCdtTrfInitn/GrpHdr").unwrap();
    assert_eq!((head.text_at("NbOfTxs").as_deref(), head.text_at("CtrlSum").as_deref()), (Some("2"), Some("124.45")));
    let info = root.at("Document/CstmrCdtTrfInitn/PmtInf").unwrap();
    assert_eq!(info.text_at("DbtrAcct/Id/IBAN").as_deref(), Some("ES9121000418450200051332"));
    let all: Vec<_> = info.all("CdtTrfTxInf").collect();
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].text_at("Cdtr/Nm").as_deref(), Some("Müller & Söhne"));
    assert_eq!(all[0].text_at("RmtInf/Ustrd").as_deref(), Some("R-17 & R-18 <Rabatt>"));
    assert_eq!(all[0].at("Amt/InstdAmt").and_then(|n| n.attribute("Ccy")), Some("EUR"));
}
