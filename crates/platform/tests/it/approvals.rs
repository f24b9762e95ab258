//! Approvals as people meet them: Ana buys, Berta leads her team, Carlos leads the house, Dora keeps the money, Emil is the administrator.

mod asking;
mod time;
mod voting;

use crate::fixture::{Purchase, State, registry, we};
use base::{Id, Instant, Result};
use entity::{Described, Named as _, Record, Value};
use platform::approval::{self, Approver, Decision, Definition, Request, Step, What, Wish, course::Rule};
use platform::job::Runner;
use platform::{Company, Currency, Grant, Language, Reach, Role, Team, User, seed};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::testing::Fresh;
use store::{Options, Submission, Tx, Who};

/// The people of a small house, and a clock.
pub struct House {
    pub set: Fresh,
    clock: Arc<AtomicI64>,
    pub company: Id<Company>,
    pub euro: Id<Currency>,
    pub ana: Id<User>,
    pub berta: Id<User>,
    pub carlos: Id<User>,
    pub dora: Id<User>,
    pub emil: Id<User>,
    pub buyers: Id<Team>,
    /// Berta's and Dora's.
    pub deciders: Id<Role>,
}

fn role(tx: &mut Tx, code: &str, grants: &[(&str, &str, Reach)]) -> Result<Id<Role>> {
    tx.insert(&mut Role {
        head: entity::Head::default(),
        name: code.to_owned(),
        code: code.to_owned(),
        grants: grants.iter().map(|(e, a, s)| Grant::new(*e, *a, *s)).collect::<Vec<_>>().into(),
        fields: Vec::new().into(),
    })
}

fn user(tx: &mut Tx, name: &str, roles: &[Id<Role>], team: Option<Id<Team>>) -> Result<Id<User>> {
    let user = User::new(name, format!("{}@ferrum.example", name.to_lowercase()), roles);
    tx.insert(&mut User { team, ..user })
}

impl House {
    pub fn new() -> House {
        let clock = Arc::new(AtomicI64::new(1_795_000_000_000_000));
        let seen = clock.clone();
        let now = Arc::new(move || Instant::from_micros(seen.load(Ordering::Relaxed)));
        let set = Fresh::with(registry(), Options { clock: now, ..Options::default() });
        let made = set.write(&we(), |tx| {
            seed::basics(tx, Language::English)?;
            let company = seed::company(tx, "Ferrum Trading", "EUR", "ES")?;
            let euro = Currency::by_code(tx, "EUR")?.expect("the euro");
            let buys = role(tx, "buys", &[("shop.purchase", "*", Reach::All)])?;
            let deciders = role(tx, "deciders", &[])?;
            let house = tx.insert(&mut Team {
                head: entity::Head::default(),
                name: "House".into(),
                parent: None,
                leader: None,
            })?;
            let buyers =
                Team { head: entity::Head::default(), name: "Buyers".into(), parent: Some(house), leader: None };
            let buyers = tx.insert(&mut buyers.clone())?;
            let ana = user(tx, "Ana", &[buys], Some(buyers))?;
            let berta = user(tx, "Berta", &[deciders], Some(buyers))?;
            let carlos = user(tx, "Carlos", &[], Some(house))?;
            let dora = user(tx, "Dora", &[deciders], None)?;
            let administrator = Role::by_code(tx, seed::ADMINISTRATOR)?.expect("the role");
            let emil = user(tx, "Emil", &[administrator], None)?;
            for (team, leader) in [(buyers, berta), (house, carlos)] {
                let mut team = tx.lock(team)?;
                team.leader = Some(leader);
                tx.update(&mut team)?;
            }
            Ok((company, euro, [ana, berta, carlos, dora, emil], buyers, deciders))
        });
        let (company, euro, [ana, berta, carlos, dora, emil], buyers, deciders) = made.unwrap();
        House { set, clock, company, euro, ana, berta, carlos, dora, emil, buyers, deciders }
    }

    pub fn pass(&self, hours: i64) {
        self.clock.fetch_add(hours * 3_600_000_000, Ordering::Relaxed);
    }

    pub fn who(&self, user: Id<User>) -> Who {
        Who::user(user.raw(), "POST /demo/approve")
    }

    /// Releasing a purchase waits for this.
    pub fn defined(&self, steps: Vec<Step>, approvers: Vec<Approver>) -> Definition {
        Definition {
            amount: Some("total".into()),
            currency: Some(self.euro),
            ..Definition::new("Purchases", "shop.purchase", "release", steps, approvers)
        }
    }

    pub fn activate(&self, definition: Definition) -> Id<Definition> {
        self.try_activate(definition).unwrap()
    }

    pub fn try_activate(&self, definition: Definition) -> Result<Id<Definition>> {
        self.set.write(&we(), move |tx| {
            let id = tx.insert(&mut definition.clone())?;
            tx.perform(Definition::NAME, id.raw(), "activate", None, &Record::default())?;
            Ok(id)
        })
    }

    /// One step that this person decides.
    pub fn decided_by(&self, person: Id<User>) {
        self.activate(self.defined(vec![Step::new("Head", Rule::Any)], vec![Approver::person(1, person)]));
    }

    /// A purchase of Ana's, by herself.
    pub fn purchase(&self, what: &'static str, euros: i64) -> i64 {
        let (owner, team, company, euro) = (self.ana, self.buyers, self.company, self.euro);
        self.set
            .write(&self.who(self.ana), move |tx| {
                let mut purchase = Purchase {
                    owner: Some(owner),
                    team: Some(team),
                    company: Some(company),
                    currency: Some(euro),
                    ..Purchase::new(what, euros)
                };
                tx.insert(&mut purchase).map(|id| id.raw())
            })
            .unwrap()
    }

    pub fn ask_as(&self, user: Id<User>, purchase: i64, wish: Wish) -> Result<Id<Request>> {
        self.set.write(&self.who(user), move |tx| approval::ask(tx, Purchase::NAME, purchase, "release", &wish))
    }

    pub fn ask(&self, purchase: i64) -> Id<Request> {
        self.ask_as(self.ana, purchase, Wish { reason: "We are out of bolts".into(), chosen: None }).unwrap()
    }

    /// A verb of a purchase.
    pub fn perform(&self, who: &Who, purchase: i64, verb: &'static str) -> Result<()> {
        self.set.write(who, move |tx| tx.perform(Purchase::NAME, purchase, verb, None, &Record::default()).map(|_| ()))
    }

    pub fn release(&self, purchase: i64) -> Result<()> {
        self.perform(&self.who(self.ana), purchase, "release")
    }

    /// An answer of somebody to a request.
    pub fn answer<I: Described>(
        &self,
        user: Id<User>,
        request: Id<Request>,
        verb: &'static str,
        said: &I,
    ) -> Result<()> {
        let said = said.to_record();
        let who = self.who(user);
        self.set.write(&who, move |tx| tx.perform(Request::NAME, request.raw(), verb, None, &said).map(|_| ()))
    }

    pub fn approve(&self, user: Id<User>, request: Id<Request>) -> Result<()> {
        self.answer(user, request, "approve", &approval_comment(None))
    }

    pub fn reject(&self, user: Id<User>, request: Id<Request>, to_step: Option<i64>) -> Result<()> {
        self.answer(user, request, "reject", &Rejection { comment: "Too dear".into(), to_step })
    }

    pub fn request(&self, id: Id<Request>) -> Request {
        self.set.read(&we(), |read| read.get(id)).unwrap()
    }

    pub fn purchase_now(&self, id: i64) -> Purchase {
        self.set.read(&we(), |read| read.get(Id::from_raw(id))).unwrap()
    }

    /// The names of those whose answer is awaited.
    pub fn awaited(&self, request: Id<Request>) -> Vec<String> {
        let ids: Vec<i64> = self.request(request).awaits().iter().map(|u| u.raw()).collect();
        let titles = self.set.read(&we(), |read| read.titles("platform.user", &ids)).unwrap();
        ids.iter().map(|id| titles[id].clone()).collect()
    }

    /// What happened to a request, oldest first.
    pub fn record(&self, request: Id<Request>) -> Vec<Decision> {
        self.set.read(&we(), |read| read.select("request = $1 ORDER BY id", &[request.into()])).unwrap()
    }

    pub fn happened(&self, request: Id<Request>) -> Vec<What> {
        self.record(request).iter().map(|d| d.what).collect()
    }

    /// Changes a field of a purchase as somebody types it.
    pub fn edit(&self, purchase: i64, field: &'static str, value: impl Into<Value>) {
        let value = value.into();
        let sent = Submission {
            entity: Purchase::NAME.into(),
            id: Some(purchase),
            values: vec![(field.into(), value)],
            ..Submission::default()
        };
        self.set.write(&self.who(self.ana), move |tx| tx.submit(&sent).map(|_| ())).unwrap();
    }

    /// Changes what the first line costs.
    pub fn price(&self, purchase: i64, euros: i64) {
        self.set
            .write(&self.who(self.ana), move |tx| {
                let mut purchase: Purchase = tx.lock(Id::from_raw(purchase))?;
                purchase.lines[0].price = base::Money::from_minor(100 * euros);
                tx.update(&mut purchase).map(|_| ())
            })
            .unwrap();
    }

    /// Lets the program do what is due: what was decided is carried out, and the clock is looked at.
    pub fn work(&self) {
        static LATE: [platform::job::JobKind; 1] = [approval::LATE];
        static LONG: [platform::job::LongJob; 1] = [approval::CARRY_OUT];
        self.set.write(&Who::program("start"), platform::job::order_standing).unwrap();
        Runner::of_long(self.set.set(), &LONG).run_all().unwrap();
        Runner::new(self.set.set(), &LATE).run_all().unwrap();
        Runner::of_long(self.set.set(), &LONG).run_all().unwrap();
    }
}

pub use approval::{Comment, Instead, Other, Rejection, Why};

pub fn approval_comment(text: Option<&str>) -> Comment {
    Comment { comment: text.map(entity::Text::new) }
}

pub fn code<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    outcome.unwrap_err().code().to_owned()
}

pub fn state(house: &House, purchase: i64) -> State {
    house.purchase_now(purchase).state
}
