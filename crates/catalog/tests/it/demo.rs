//! The demonstration company's catalog fills without a refusal, and its prices make sense.

use crate::fixture::{pieces, price, we};
use catalog::pricing::{Ask, price as ask_price};
use catalog::{Item, Unit, units};
use platform::{Currency, Language};
use store::testing::Fresh;
use store::{Hooks, Registry};

#[test]
fn eighty_items_with_packages_suppliers_and_two_price_lists() {
    let set = Fresh::open(Registry::new(&[&platform::MODULE, &parties::MODULE, &catalog::MODULE], &[], Hooks::OPEN));
    let (people, demo) = set
        .write(&we(), |tx| {
            let language = Language::Spanish;
            platform::seed::basics(tx, language)?;
            let people = parties::demo::fill(tx, language)?;
            let demo = catalog::demo::fill(tx, &people, language)?;
            Ok((people, demo))
        })
        .unwrap();
    assert!((80..130).contains(&demo.items.len()), "{}", demo.items.len());
    set.read(&we(), |read| {
        let euro = Currency::by_code(read, "EUR")?.unwrap();
        let dollar = Currency::by_code(read, "USD")?.unwrap();
        let (piece, pallet) = (Unit::by_code(read, "pc")?.unwrap(), Unit::by_code(read, "plt")?.unwrap());
        let chain = Item::by_code(read, "CH-01")?.unwrap();
        let item = read.get(chain)?;
        assert_eq!(item.name, "Cadena 9 speed");
        assert_eq!(units::convert(read, &item, pieces(1), pallet, piece)?, pieces(6_000));
        let ask = |customer: &str, n, currency| Ask {
            item: chain,
            customer: Some(people.parties[customer]),
            quantity: pieces(n),
            unit: piece,
            day: read.today(),
            currency,
        };
        // The Kiel shop belongs to a dealer.
        for (customer, n, currency, wanted) in [
            ("rueda_norte", 1, euro, "24.90"),
            ("nordrad_kiel", 1, euro, "17.45"),
            ("nordrad", 100, euro, "16.20"),
            ("bay_wheels", 1, dollar, "28.60"),
        ] {
            assert_eq!(ask_price(read, &ask(customer, n, currency))?.price, price(wanted), "{customer}");
        }
        Ok(())
    })
    .unwrap();
}
