//! How the demonstration company wins customers: leads come in, are given out, worked on and converted, and their opportunities go
//! their way day by day, each step at its own time and by whoever it was.

use super::called;
use base::{Date, Error, Id, Instant, Money, Quantity, Result};
use catalog::Item;
use crm::{
    Applies, AssignmentMember, AssignmentRule, Channel, CloseReason, Competitor, Convert, Disqualify, Distribution,
    Lead, LeadState, Lose, Move, Nurture, Opportunity, OpportunityLine, OpportunityState, Pipeline, Quota, Source,
    Stage, StepDone, Way, Win,
};
use entity::{Entity, Input, Record};
use parties::Party;
use platform::{Activity, ActivityType, Company, Currency, Language, Team, User};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Options, Set, Tx, Who};

/// Days that are played before today.
const DAYS: i64 = 150;
const DAY: i64 = 86_400_000_000;

/// Chance that is the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n.max(1)
    }

    /// True so many times in a hundred.
    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u64) as usize]
    }
}

/// Who sells, to whom and what.
struct House {
    /// The set at another time of day than now.
    then: Set,
    clock: Arc<AtomicI64>,
    company: Id<Company>,
    euro: Id<Currency>,
    sellers: Vec<Id<User>>,
    sources: Vec<Id<Source>>,
    won: Vec<Id<CloseReason>>,
    lost: Vec<Id<CloseReason>>,
    unfit: Id<CloseReason>,
    rivals: Vec<Id<Competitor>>,
    /// The stages of dealers and of fleets, in order; the last two are won and lost.
    ways: [Vec<Id<Stage>>; 2],
    customers: Vec<Id<Party>>,
    items: Vec<Id<Item>>,
}

fn we() -> Who {
    Who::program("demo")
}

fn perform<E: Entity, I: Input>(tx: &mut Tx, id: Id<E>, verb: &str, input: &I) -> Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &input.to_record())
}

fn act<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str) -> Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &Record::default())
}

/// Plays the last months, a day after the other.
pub fn win(set: &Set) -> Result<()> {
    let now = set.now().micros();
    let house = found(set, now)?;
    // Talks have dice of their own, so that what is said changes nothing of what becomes of it.
    let (mut dice, mut talk) = (Dice(1884), Dice(1958));
    let (mut leads, mut deals) = (Vec::new(), Vec::new());
    for day in (0..=DAYS).rev() {
        house.clock.store(now - day * DAY, Ordering::Relaxed);
        let today = house.then.read(&we(), |read| Ok(read.today()))?;
        if matches!(today.weekday().to_monday_zero_offset(), 5 | 6) {
            continue;
        }
        if dice.chance(60) {
            leads.push(come_in(&house, &mut dice)?);
        }
        if dice.chance(22) {
            deals.push(known_customer(&house, &mut dice, today)?);
        }
        let mut open = Vec::new();
        for lead in leads.drain(..) {
            match work_on(&house, &mut dice, lead, today)? {
                Worked::Still => open.push(lead),
                Worked::Became(deal) => deals.push(deal),
                Worked::Over => {}
            }
        }
        leads = open;
        let mut still = Vec::new();
        for deal in deals.drain(..) {
            if go_on(&house, &mut dice, deal, today)? {
                still.push(deal);
            }
        }
        deals = still;
        day_of(&house, &mut talk, &leads, &deals)?;
    }
    let (company, sellers) = (house.company, house.sellers.clone());
    house.then.write(&we(), move |tx| quotas(tx, company, &sellers))
}

/// What each seller is to win in this quarter and was in the last.
fn quotas(tx: &mut Tx, company: Id<Company>, sellers: &[Id<User>]) -> Result<()> {
    let month = tx.today().first_of_month();
    let first = month.add_months(-(i32::from(month.month() - 1) % 3))?;
    for (back, amounts) in [(3, [60_000, 55_000]), (0, [75_000, 90_000])] {
        let starts = first.add_months(-back)?;
        let days = (starts, starts.add_months(2)?.last_of_month());
        for (seller, amount) in sellers.iter().zip(amounts) {
            tx.insert(&mut Quota::of(company, *seller, days, Money::from_minor(amount * 100)))?;
        }
    }
    Ok(())
}

fn found(set: &Set, now: i64) -> Result<House> {
    let clock = Arc::new(AtomicI64::new(now - (DAYS + 1) * DAY));
    let hand = clock.clone();
    let options =
        Options { clock: Arc::new(move || Instant::from_micros(hand.load(Ordering::Relaxed))), ..Options::default() };
    let then = Set::open(set.location().clone(), set.registry().clone(), options)?;
    let missing = |what: &str| Error::not_found("demo", what);
    let (company, euro, sellers, customers, items) = then.read(&we(), |read| {
        let company: Vec<Company> = read.select("archived_at IS NULL ORDER BY id LIMIT 1", &[])?;
        let company = company.first().map(Entity::id).ok_or_else(|| missing("company"))?;
        let euro = Currency::by_code(read, "EUR")?.ok_or_else(|| missing("EUR"))?;
        let sellers: Vec<User> = read.select("login IN ('tom@demo.example', 'diego@demo.example') ORDER BY id", &[])?;
        let of = "archived_at IS NULL AND is_customer = 1 AND state = 'active' AND form = 'organisation' \
                  AND (currency IS NULL OR currency = $1) ORDER BY id LIMIT 40";
        let customers: Vec<Party> = read.select(of, &[euro.into()])?;
        let sold = "nature = 'goods' AND state = 'active' AND currency = $1 AND list_price > 0 \
                    AND id NOT IN (SELECT variant_of FROM catalog_item WHERE variant_of IS NOT NULL) ORDER BY id LIMIT 30";
        let items: Vec<Item> = read.select(sold, &[euro.into()])?;
        let ids = |all: Vec<Party>| all.iter().map(Entity::id).collect::<Vec<_>>();
        Ok((company, euro, sellers, ids(customers), items.iter().map(Entity::id).collect::<Vec<_>>()))
    })?;
    let team = sellers.first().and_then(|s| s.team);
    let sellers: Vec<Id<User>> = sellers.iter().map(Entity::id).collect();
    let members = sellers.clone();
    let made = then.write(&we(), move |tx| masters(tx, &members, team))?;
    let (sources, won, lost, unfit, rivals, ways) = made;
    Ok(House { then, clock, company, euro, sellers, sources, won, lost, unfit, rivals, ways, customers, items })
}

type Masters = (
    Vec<Id<Source>>,
    Vec<Id<CloseReason>>,
    Vec<Id<CloseReason>>,
    Id<CloseReason>,
    Vec<Id<Competitor>>,
    [Vec<Id<Stage>>; 2],
);

/// Sources, reasons, competitors, two pipelines and who gets leads.
fn masters(tx: &mut Tx, sellers: &[Id<User>], team: Option<Id<Team>>) -> Result<Masters> {
    let mut sources = Vec::new();
    for (code, names) in [
        ("eurobike", ["Eurobike", "欧洲自行车展", "Eurobike"]),
        ("website", ["Website", "网站", "Sitio web"]),
        ("partner", ["Recommendation", "转介绍", "Recomendación"]),
        ("call", ["Cold call", "陌生拜访电话", "Llamada en frío"]),
    ] {
        sources.push(called(tx, &mut Source::new(code, names[0]), names)?);
    }
    let mut reason = |code: &str, names: [&str; 3], applies: Applies, rival: bool| {
        called(tx, &mut CloseReason { applies, needs_competitor: rival, ..CloseReason::new(code, names[0]) }, names)
    };
    let won = vec![
        reason("quality", ["Quality", "质量好", "Calidad"], Applies::Won, false)?,
        reason("delivery", ["Short delivery time", "交期短", "Plazo de entrega corto"], Applies::Won, false)?,
        reason("service", ["Known and trusted", "老客户信任", "Conocidos y de confianza"], Applies::Won, false)?,
    ];
    let lost = vec![
        reason("price", ["Price", "价格", "Precio"], Applies::Lost, true)?,
        reason("late", ["Could not deliver in time", "无法按期交货", "No llegábamos a tiempo"], Applies::Lost, true)?,
        reason("postponed", ["Project postponed", "项目推迟", "Proyecto aplazado"], Applies::Lost, false)?,
    ];
    let unfit = reason("unfit", ["No need", "没有需求", "Sin necesidad"], Applies::LeadsAndLost, false)?;
    let mut rivals = Vec::new();
    for name in ["Radhaus Import", "Velo Nord", "Pedal Trade Co."] {
        rivals.push(tx.insert(&mut Competitor::new(name))?);
    }
    let mut ways = [Vec::new(), Vec::new()];
    for (place, names) in
        [["Dealers", "经销商", "Distribuidores"], ["Fleets", "车队", "Flotas"]].into_iter().enumerate()
    {
        let mut pipeline = Pipeline { place: place as i64 * 10 + 10, ..Pipeline::new(names[0]) };
        let pipeline = called(tx, &mut pipeline, names)?;
        let made = act(tx, pipeline, "furnish")?;
        ways[place] = made.iter().map(|m| Id::from_raw(m.1)).collect();
    }
    let members =
        sellers.iter().map(|s| AssignmentMember { most_open: Some(15), ..AssignmentMember::of(*s) }).collect();
    let names = ["Sales team", "销售团队", "Equipo de ventas"];
    let mut rule = AssignmentRule::new(names[0], Distribution::RoundRobin, members);
    rule.team = team;
    called(tx, &mut rule, names)?;
    Ok((sources, won, lost, unfit, rivals, ways))
}

/// Where leads are at home: country, language, given and family names, places.
type Region = (&'static str, Language, [&'static str; 6], [&'static str; 8], [&'static str; 6]);

const REGIONS: [Region; 4] = [
    (
        "ES",
        Language::Spanish,
        ["Marta", "Jorge", "Nuria", "Pablo", "Elena", "Andrés"],
        ["Soler", "Prieto", "Vidal", "Ibarra", "Cano", "Roldán", "Aguirre", "Bonet"],
        ["Bilbao", "Sevilla", "Girona", "Vigo", "Murcia", "Zaragoza"],
    ),
    (
        "DE",
        Language::English,
        ["Anke", "Jens", "Svenja", "Ralf", "Heike", "Timo"],
        ["Brandt", "Petersen", "Kruse", "Vogt", "Harms", "Seidel", "Lorenz", "Busch"],
        ["Kassel", "Rostock", "Ulm", "Bremen", "Jena", "Trier"],
    ),
    (
        "IT",
        Language::English,
        ["Giulia", "Marco", "Elisa", "Luca", "Chiara", "Paolo"],
        ["Ferri", "Bassi", "Conti", "Gallo", "Serra", "Riva", "Marini", "Costa"],
        ["Parma", "Trieste", "Bari", "Lecce", "Udine", "Pisa"],
    ),
    (
        "CN",
        Language::Chinese,
        ["伟", "丽", "敏", "强", "静", "磊"],
        ["陈", "王", "赵", "孙", "周", "吴", "郑", "林"],
        ["苏州", "宁波", "青岛", "成都", "厦门", "无锡"],
    ),
];

const TRADES: [(&str, &str); 12] = [
    ("Cicles", "Bikes for the spring season"),
    ("Velo", "Spare parts on call"),
    ("Rad & Tat", "Workshop supplies for a year"),
    ("City Fleet", "Forty city bicycles"),
    ("Kurier", "Cargo bicycles with service"),
    ("Hotel", "Bicycles for guests"),
    ("Touren", "Touring bicycles, two sizes"),
    ("Mobil", "Job bicycles for 120 people"),
    ("Bike Point", "A new shop, first stock"),
    ("Ayuntamiento", "Public bicycles, a trial"),
    ("Campus", "Bicycles for the campus"),
    ("Pedal", "E-bikes and batteries"),
];

/// A lead of one kind or another, given out by the rules.
fn come_in(house: &House, dice: &mut Dice) -> Result<Id<Lead>> {
    let (country, language, given, family, places) = dice.one(&REGIONS);
    let (given, family, place) = (*dice.one(given), *dice.one(family), *dice.one(places));
    let (country, language) = (*country, *language);
    let (trade, interest) = *dice.one(&TRADES);
    let number = dice.below(9_000) + 1_000;
    let (source, company) = (dice.below(4) as usize, house.company);
    let source_id = house.sources[source];
    let plain: String = family.chars().filter(char::is_ascii_alphabetic).collect();
    let local = if plain.is_empty() { format!("info{number}") } else { plain.to_lowercase() };
    house.then.write(&we(), move |tx| {
        let firm = format!("{trade} {place}");
        let mut lead = Lead::new(company, given, family, &firm);
        lead = lead.reached_at(&[&format!("{local}.{number}@{}.example", trade_word(trade))], &[]);
        lead.country = platform::Country::by_code(tx, country)?;
        (lead.language, lead.source, lead.city) = (Some(language), Some(source_id), Some(place.to_owned()));
        lead.interest = Some(interest.into());
        lead.channel = [Channel::Event, Channel::WebForm, Channel::Email, Channel::Call][source];
        if source < 2 {
            lead.utm_campaign = Some(if source == 0 { "eurobike" } else { "spring" }.to_owned());
        }
        let id = tx.insert(&mut lead)?;
        act(tx, id, "assign")?;
        Ok(id)
    })
}

fn trade_word(trade: &str) -> String {
    trade.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

/// What came of working on a lead for a day.
enum Worked {
    Still,
    Became(Id<Opportunity>),
    Over,
}

fn work_on(house: &House, dice: &mut Dice, id: Id<Lead>, today: Date) -> Result<Worked> {
    let lead: Lead = house.then.read(&we(), |read| read.get(id))?;
    let owner = lead.owner.unwrap_or(house.sellers[0]);
    let who = Who::user(owner.raw(), "demo");
    let (turn, unfit) = (dice.below(100), house.unfit);
    let pipeline = dice.chance(30);
    let resumes = today.add_days(10 + dice.below(25) as i64)?;
    match lead.state {
        LeadState::New if turn < 30 => house.then.write(&who, move |tx| act(tx, id, "work").map(|_| ()))?,
        LeadState::Nurturing if lead.resume_on.is_some_and(|on| on <= today) => {
            house.then.write(&who, move |tx| act(tx, id, "resume").map(|_| ()))?;
        }
        LeadState::Working if turn < 7 => house.then.write(&who, move |tx| act(tx, id, "qualify").map(|_| ()))?,
        LeadState::Working if turn < 11 => {
            let asked = Nurture { resume_on: resumes };
            house.then.write(&who, move |tx| perform(tx, id, "nurture", &asked).map(|_| ()))?;
        }
        LeadState::Working if turn < 15 => {
            let asked = Disqualify { reason: unfit, note: None };
            house.then.write(&who, move |tx| perform(tx, id, "disqualify", &asked).map(|_| ()))?;
            return Ok(Worked::Over);
        }
        LeadState::Qualified if turn < 35 => {
            return become_deal(house, dice, id, &who, pipeline, today).map(Worked::Became);
        }
        _ => {}
    }
    Ok(Worked::Still)
}

fn become_deal(
    house: &House,
    dice: &mut Dice,
    id: Id<Lead>,
    who: &Who,
    fleet: bool,
    today: Date,
) -> Result<Id<Opportunity>> {
    let stages = &house.ways[usize::from(fleet)];
    let first = stages[0];
    let expected_on = Some(today.add_days(25 + dice.below(70) as i64)?);
    let amount = Money::from_minor((30 + dice.below(400) as i64) * 10_000);
    let euro = house.euro;
    let (step, step_on) = (FIRST_STEPS[dice.below(4) as usize], today.add_days(1 + dice.below(6) as i64)?);
    house.then.write(who, move |tx| {
        let lead: Lead = tx.get(id)?;
        let name = lead.interest.as_deref().unwrap_or("").to_owned();
        let pipeline = tx.get(first)?.pipeline;
        let asked = Convert {
            organisation: Way::Create,
            existing_organisation: None,
            person: Way::Create,
            existing_person: None,
            somebody_else: true,
            opportunity: Way::Create,
            existing_opportunity: None,
            opportunity_name: Some(name),
            pipeline: Some(pipeline),
            expected_on,
        };
        let made = perform(tx, id, "convert", &asked)?;
        let deal: Id<Opportunity> = Id::from_raw(made.first().map_or(0, |m| m.1));
        let mut opportunity = tx.lock(deal)?;
        (opportunity.amount, opportunity.currency) = (amount, Some(euro));
        (opportunity.next_step, opportunity.next_step_on) = (Some(step.to_owned()), Some(step_on));
        tx.update(&mut opportunity)?;
        Ok(deal)
    })
}

const FIRST_STEPS: [&str; 4] = ["Call back", "Send the catalogue", "Visit them", "Ask for the quantities"];
const STEPS: [&str; 6] = [
    "Send the offer",
    "Ask what they think of the offer",
    "Show the samples",
    "Talk about delivery days",
    "Settle the payment term",
    "Send the contract",
];

/// What a step is when it is done.
fn kind_of(step: &str) -> ActivityType {
    match step {
        "Call back" | "Ask for the quantities" | "Ask what they think of the offer" | "Talk about delivery days" => {
            ActivityType::Call
        }
        "Visit them" | "Show the samples" => ActivityType::Meeting,
        "Send the catalogue" | "Send the offer" | "Send the contract" => ActivityType::Email,
        _ => ActivityType::Task,
    }
}

/// What people note of a day besides the steps of their opportunities.
const TALKS: [(ActivityType, &str, &str); 9] = [
    (ActivityType::Call, "Called, nobody answered", "Left word with the office."),
    (ActivityType::Call, "Called: what they need", "They want it before the season; sizes come by mail."),
    (ActivityType::Email, "Sent the price list", ""),
    (ActivityType::Call, "Called about the quantities", "Two hundred now, as many again in autumn."),
    (ActivityType::Meeting, "Met at their shop", "The owner decides alone. Looked at the stock with him."),
    (ActivityType::Email, "Answered their questions", "Lead times, colours, what spare parts cost."),
    (ActivityType::Call, "Called: is the offer on the table?", "Their board looks at it next week."),
    (ActivityType::Email, "Sent photos of the black finish", ""),
    (ActivityType::Meeting, "Showed the samples", "Liked the hubs; the saddles are too hard."),
];

/// What each seller did on a day at leads and opportunities of theirs: calls and mails mostly, a meeting now and then, each noted
/// where it belongs.
fn day_of(house: &House, dice: &mut Dice, leads: &[Id<Lead>], deals: &[Id<Opportunity>]) -> Result<()> {
    for seller in house.sellers.iter().copied() {
        let mut done = Vec::new();
        for _ in 0..3 + dice.below(4) {
            let talk = *dice.one(&TALKS);
            if !leads.is_empty() && dice.chance(40) {
                done.push((Lead::DEF.name, dice.one(leads).raw(), talk));
            } else if !deals.is_empty() {
                done.push((Opportunity::DEF.name, dice.one(deals).raw(), talk));
            }
        }
        house.then.write(&Who::user(seller.raw(), "demo"), move |tx| {
            for (entity, id, (kind, title, result)) in &done {
                let shape = tx.shape(entity)?;
                let owner = tx.find(entity, *id)?.and_then(|record| shape.value(&record, "owner").int());
                if owner != Some(seller.raw()) {
                    continue;
                }
                let mut activity = Activity::new(*kind, title, Some(tx.today()), Some(seller));
                activity.description = Some((*result).into()).filter(|_| !result.is_empty());
                let planned = platform::activity::plan(tx, entity, *id, activity)?;
                act(tx, planned, "finish")?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Somebody who buys already wants more: items at their prices.
fn known_customer(house: &House, dice: &mut Dice, today: Date) -> Result<Id<Opportunity>> {
    let customer = *dice.one(&house.customers);
    let owner = *dice.one(&house.sellers);
    let (_, name) = *dice.one(&TRADES);
    let lines: Vec<(Id<Item>, i64)> =
        (0..1 + dice.below(3)).map(|_| (*dice.one(&house.items), 20 + dice.below(300) as i64)).collect();
    let expected_on = Some(today.add_days(20 + dice.below(60) as i64)?);
    let step_on = today.add_days(1 + dice.below(5) as i64)?;
    let (company, euro) = (house.company, house.euro);
    house.then.write(&Who::user(owner.raw(), "demo"), move |tx| {
        let party: Party = tx.get(customer)?;
        let mut deal = Opportunity::new(company, Some(customer), &format!("{name} · {}", party.name));
        let line = |(item, n): &(Id<Item>, i64)| Ok(OpportunityLine::of(*item, Quantity::whole(*n)?));
        deal.lines = lines.iter().map(line).collect::<Result<Vec<_>>>()?.into();
        (deal.kind, deal.currency, deal.expected_on) = (crm::Kind::MoreBusiness, Some(euro), expected_on);
        (deal.next_step, deal.next_step_on) = (Some("Send the offer".to_owned()), Some(step_on));
        let seller: User = tx.get(owner)?;
        (deal.owner, deal.team) = (Some(owner), seller.team);
        tx.insert(&mut deal)
    })
}

/// A day of an opportunity; false once it is closed.
fn go_on(house: &House, dice: &mut Dice, id: Id<Opportunity>, today: Date) -> Result<bool> {
    let deal: Opportunity = house.then.read(&we(), |read| read.get(id))?;
    if deal.state != OpportunityState::Open {
        return Ok(false);
    }
    let owner = deal.owner.unwrap_or(house.sellers[0]);
    let who = Who::user(owner.raw(), "demo");
    let Some((way, at)) = house.ways.iter().find_map(|w| w.iter().position(|s| *s == deal.stage).map(|at| (w, at)))
    else {
        return Ok(false);
    };
    let turn = dice.below(1_000);
    if turn < 9 {
        let rival = Some(*dice.one(&house.rivals));
        let asked = Lose { reason: *dice.one(&house.lost), competitor: rival, note: None };
        house.then.write(&who, move |tx| perform(tx, id, "lose", &asked).map(|_| ()))?;
        return Ok(false);
    }
    if turn < 95 {
        if at == 4 {
            let asked = Win { reason: *dice.one(&house.won), competitor: None, note: None };
            house.then.write(&who, move |tx| perform(tx, id, "win", &asked).map(|_| ()))?;
            return Ok(false);
        }
        let asked = Move { stage: way[at + 1], reason: None, competitor: None, note: None };
        house.then.write(&who, move |tx| perform(tx, id, "move_to", &asked).map(|_| ()))?;
    } else if deal.next_step_on.is_some_and(|on| on <= today) && turn < 560 {
        let next_step_on = today.add_days(2 + dice.below(9) as i64)?;
        let activity = kind_of(deal.next_step.as_deref().unwrap_or_default());
        let asked = StepDone { activity, next_step: (*dice.one(&STEPS)).to_owned(), next_step_on };
        house.then.write(&who, move |tx| perform(tx, id, "step_done", &asked).map(|_| ()))?;
    } else if deal.expected_on.is_some_and(|on| on <= today) {
        let later = today.add_days(14 + dice.below(40) as i64)?;
        house.then.write(&who, move |tx| {
            let mut deal = tx.lock(id)?;
            deal.expected_on = Some(later);
            tx.update(&mut deal).map(|_| ())
        })?;
    }
    Ok(true)
}
