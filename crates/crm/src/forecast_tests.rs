//! Golden figures of forecasts, velocity and bridges.

use super::*;
use accounting::rate::Quote;
use base::Rate;

fn money(units: i64) -> Money {
    Money::from_minor(units * 100)
}

fn percent(n: i64) -> Percent {
    Percent::from_units(n * 10_000)
}

/// An amount of a currency in finer units of another.
fn finer(amount: Money, quote: Quote) -> i128 {
    i128::from(quote.convert(amount, 2, 2 + FINER).unwrap().minor()) * if quote == Quote::One { SCALE } else { 1 }
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn open_ones_are_weighted_won_ones_closed_and_lost_ones_nothing() {
    let dollar = Quote::Forth(Rate::parse("1.10").unwrap());
    let mut forecast = Forecast::default();
    // A 100,000 USD at 50 %, B 80,000 EUR at 90 %, C 60,000 USD won, D 40,000 USD lost.
    forecast.add(Class::Open, Category::BestCase, percent(50), finer(money(100_000), Quote::One), 1);
    forecast.add(Class::Open, Category::Commit, percent(90), finer(money(80_000), dollar), 1);
    forecast.add(Class::Won, Category::Closed, percent(100), finer(money(60_000), Quote::One), 1);
    forecast.add(Class::Lost, Category::Omitted, percent(0), finer(money(40_000), Quote::One), 1);
    assert_eq!(forecast.weighted().unwrap(), money(129_200));
    assert_eq!(forecast.single().unwrap()[0], money(60_000));
    assert_eq!(forecast.total().unwrap(), money(189_200));
    // Closed, commit, most likely, best case, pipeline: by themselves, and with all that are surer.
    assert_eq!(forecast.single().unwrap(), [60_000, 88_000, 0, 100_000, 0].map(money));
    assert_eq!(forecast.cumulative().unwrap(), [60_000, 148_000, 148_000, 248_000, 248_000].map(money));
    assert_eq!(forecast.count, 3);
}

#[test]
fn sums_are_rounded_once_when_they_are_shown() {
    let mut forecast = Forecast::default();
    for _ in 0..3 {
        // A third of a cent each: three of them are one.
        forecast.add(Class::Open, Category::Pipeline, Percent::from_units(333_333), SCALE, 1);
    }
    assert_eq!(forecast.weighted().unwrap(), Money::from_minor(1));
    let mut other = Forecast::default();
    other.join(&forecast);
    assert_eq!(other, forecast);
}

#[test]
fn what_is_omitted_is_no_category_and_weighted_all_the_same() {
    let mut forecast = Forecast::default();
    forecast.add(Class::Open, Category::Omitted, percent(10), finer(money(1_000), Quote::One), 1);
    assert_eq!(forecast.single().unwrap(), [Money::ZERO; 5]);
    assert_eq!(forecast.weighted().unwrap(), money(100));
}

#[test]
fn velocity_is_open_times_win_rate_times_average_over_days() {
    // 40 open, 12 won of 20, 5,000 each, 30 days each: 40 × 0.6 × 5,000 / 30 = 4,000 a day.
    let velocity =
        Velocity { open: 40, won: 12, lost: 8, won_amount: money(60_000), lost_amount: money(20_000), days: 360 };
    assert_eq!(velocity.per_day(), Some(money(4_000)));
    assert_eq!((velocity.win_rate(), velocity.win_rate_of_amount()), (Some(percent(60)), Some(percent(75))));
    assert_eq!((velocity.average(), velocity.cycle()), (Some(money(5_000)), Some(300)));
    assert_eq!(Velocity::default().per_day(), None, "nothing has ended yet");
}

fn open(amount: i64, on: &str) -> Standing {
    Standing { class: Class::Open, amount: money(amount), expected_on: Some(day(on)) }
}

fn ended(class: Class, amount: i64) -> Standing {
    Standing { class, amount: money(amount), expected_on: Some(day("2026-02-10")) }
}

#[test]
fn a_bridge_tells_each_change_and_comes_out_even() {
    let window = Some((day("2026-01-01"), day("2026-03-31")));
    let before = BTreeMap::from([
        (1, open(100, "2026-02-01")),
        (2, open(200, "2026-02-01")),
        (3, open(300, "2026-02-01")),
        (4, open(400, "2026-02-01")),
        (5, open(500, "2026-05-01")),
        (6, open(600, "2026-02-01")),
        (7, ended(Class::Lost, 700)),
        (8, open(800, "2026-02-01")),
    ]);
    let after = BTreeMap::from([
        (1, open(150, "2026-02-01")),
        (2, open(180, "2026-02-01")),
        (3, ended(Class::Won, 330)),
        (4, ended(Class::Lost, 400)),
        (5, open(500, "2026-03-01")),
        (6, open(600, "2026-04-02")),
        (7, open(700, "2026-03-01")),
        (9, open(900, "2026-03-31")),
    ]);
    let (bridge, changes) = bridge(&before, &after, window).unwrap();
    let figures = bridge.changes().map(|m| m.minor() / 100);
    // New 700 + 900, pulled in 500, up 50 + 30, down 20, slipped 600, lost 400, won 330, put away 800.
    assert_eq!(figures, [1_600, 500, 80, -20, -600, -400, -330, -800]);
    assert_eq!((bridge.opening, bridge.closing), (money(2_400), money(2_430)));
    assert_eq!(changes.len(), 10);
}

/// The next number of a generator that always throws the same.
fn throw(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn every_bridge_is_even() {
    let mut state = 7;
    for round in 0..400 {
        let any = |state: &mut u64| {
            let class = [Class::Open, Class::Open, Class::Open, Class::Won, Class::Lost][(throw(state) % 5) as usize];
            let month = 1 + (throw(state) % 6) as i8;
            let expected_on = (!throw(state).is_multiple_of(9)).then(|| Date::new(2026, month, 15).unwrap());
            Standing { class, amount: Money::from_minor((throw(state) % 100_000) as i64), expected_on }
        };
        let half = |state: &mut u64| -> BTreeMap<i64, Standing> {
            {
                let mut some = BTreeMap::new();
                for id in 0..30 {
                    if !throw(state).is_multiple_of(4) {
                        some.insert(id, any(state));
                    }
                }
                some
            }
        };
        let (before, after) = (half(&mut state), half(&mut state));
        let window = (round % 2 == 0).then(|| (day("2026-02-01"), day("2026-04-30")));
        let (bridge, changes) = bridge(&before, &after, window).unwrap();
        let moved = Money::sum(bridge.changes()).unwrap();
        assert_eq!(bridge.opening.checked_add(moved).unwrap(), bridge.closing, "round {round}");
        assert_eq!(Money::sum(changes.iter().map(|c| c.2)).unwrap(), moved);
    }
}
