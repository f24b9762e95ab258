//! Files of banks in the books: found by their account, taken in once, and a run goes back as an order.

use accounting::payment_run::{JOB, State};
use accounting::{BankAccount, BankTransaction, Books, ManualEntry, ManualLine, PartyAccount, PaymentRun};
use base::{Date, Id, Money};
use entity::{Described, Entity, Head, Record};
use exchange::bank::books;
use parties::Party;
use platform::job::{JobKind, Runner};
use platform::{Company, Currency};
use store::testing::Fresh;
use store::{Hooks, Registry, Tx, Who};

static KINDS: [JobKind; 1] = [JOB];

fn we() -> Who {
    Who::program("test")
}

fn perform<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str, input: &Record) -> base::Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, input)
}

fn account(tx: &Tx, code: &str) -> base::Result<Id<accounting::Account>> {
    let found: Vec<accounting::Account> = tx.select("code = $1", &[code.into()])?;
    Ok(found[0].id())
}

fn world() -> (Fresh, Id<Company>, Id<BankAccount>) {
    let modules = [&platform::MODULE, &parties::MODULE, &catalog::MODULE, &accounting::MODULE];
    let set = Fresh::open(Registry::new(&modules, &[], Hooks::OPEN));
    let made = set.write(&we(), move |tx| {
        platform::seed::basics(tx, platform::Language::English)?;
        let euro = Currency::by_code(tx, "EUR")?.unwrap();
        let country = platform::Country::by_code(tx, "ES")?.unwrap();
        let company = tx.insert(&mut Company::new("Ponte Cycles", "PC", euro, country))?;
        let ledger = tx.insert(&mut Books::new(company))?;
        let founding = accounting::Founding {
            chart: accounting::charts::Chart::General,
            language: platform::Language::English,
            starts_on: Date::parse("2026-01-01").unwrap(),
        };
        perform(tx, ledger, "open", &founding.to_record())?;
        let bank = BankAccount::new(company, "Main", "ES9121000418450200051332", euro, account(tx, "1010")?);
        Ok((company, tx.insert(&mut bank.clone())?))
    });
    let (company, bank) = made.unwrap();
    (set, company, bank)
}

const MT940: &str = ":20:1\n:25:ES9121000418450200051332EUR\n:28C:1/1\n:60F:C260301EUR100,00\n:61:2603020302C50,00NTRFNONREF//B1\n\
    :86:Thanks\n:61:2603030303D20,00NTRFNONREF//B2\n:86:Rent\n:62F:C260303EUR130,00\n-";
const CAMT: &str = r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>2</Id>
<Acct><Id><IBAN>ES9121000418450200051332</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">130.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-03</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">137.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-04</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">7.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-04</Dt></BookgDt><AcctSvcrRef>B3</AcctSvcrRef>
<NtryDtls><TxDtls><Refs><EndToEndId>RF18</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>Nordbau &amp; Co</Nm></Pty></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>"#;

#[test]
fn files_of_one_account_follow_each_other_whatever_their_format() {
    let (set, _, bank) = world();
    let take = |text: &str| {
        books::statements(&set, &we(), text, None).map(|t| t.iter().map(|t| (t.new, t.known)).collect::<Vec<_>>())
    };
    assert_eq!(take(MT940).unwrap(), [(2, 0)]);
    assert_eq!(take(MT940).unwrap(), [(0, 2)]);
    assert_eq!(take(CAMT).unwrap(), [(1, 0)]);
    let last: Vec<BankTransaction> =
        set.read(&we(), |read| read.select("1 = 1 ORDER BY id DESC LIMIT 1", &[])).unwrap();
    assert_eq!((last[0].name.as_deref(), last[0].reference.as_deref()), (Some("Nordbau & Co"), Some("RF18")));
    // A CSV names no account and goes on from the last balance.
    let plain = "Date,Amount,Description\n2026-03-05,-1.50,Fee\n";
    assert_eq!(take(plain).unwrap_err().code(), "exchange.bank_account_unknown");
    assert_eq!(books::statements(&set, &we(), plain, Some(bank)).unwrap()[0].new, 1);
    assert_eq!(take("Date,Amount\n2026-03-05,\"1,5,0x\"\n").unwrap_err().code(), "exchange.bank_file");
    let closing = set.read(&we(), |read| accounting::statement::last_closing(read, bank)).unwrap();
    assert_eq!(closing, Some(Money::from_minor(13_600)));
    assert_eq!(books::ecb_rates(&set, &we(), "Date,USD,\n2026-03-31,1.0876,\n").unwrap(), 1);
}

#[test]
fn a_booked_run_becomes_an_order() {
    let (set, company, bank) = world();
    let on = Date::parse("2026-03-05").unwrap();
    let run = set
        .write(&we(), move |tx| {
            let supplier = tx.insert(&mut Party::organisation("Ferrum & Söhne AG"))?;
            tx.insert(&mut PartyAccount::new(supplier, "DE89370400440532013000"))?;
            let line = |account, party, debit, credit| {
                let head = Head::default();
                ManualLine { head, account, text: None, party, dimensions: None, due_on: None, debit, credit }
            };
            let amount = Some(Money::from_minor(50_000));
            let lines = vec![
                line(account(tx, "5000")?, None, amount, None),
                line(account(tx, "2000")?, Some(supplier), None, amount),
            ];
            let mut entry = ManualEntry {
                head: Head::default(),
                number: None,
                company,
                posted_on: on,
                text: None,
                currency: None,
                adjustment: false,
                reverse_on: None,
                lines: lines.into(),
                debit: Money::ZERO,
                credit: Money::ZERO,
                entry: None,
                reversed_because: None,
                state: accounting::ManualState::Draft,
                custom: entity::Custom::default(),
            };
            let id = tx.insert(&mut entry)?;
            perform(tx, id, "post", &Record::default())?;
            tx.insert(&mut PaymentRun::new(bank, on, on))
        })
        .unwrap();
    for verb in ["approve", "book"] {
        set.write(&we(), move |tx| perform(tx, run, verb, &Record::default())).unwrap();
    }
    Runner::new(set.set(), &KINDS).run_all().unwrap();
    assert_eq!(set.read(&we(), |read| read.get(run)).unwrap().state, State::Booked);
    let xml = set.read(&we(), |read| books::order_file(read, run)).unwrap();
    for part in [
        "<NbOfTxs>1</NbOfTxs><CtrlSum>500.00</CtrlSum>",
        "<EndToEndId>PY-2026-00001</EndToEndId>",
        "Ferrum &amp; Söhne AG",
        "<IBAN>DE89370400440532013000</IBAN>",
    ] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
}
