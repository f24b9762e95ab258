//! Figures to watch, printed on demand: `cargo test -p store -- --ignored figures --nocapture`. Nothing here passes or fails by time.

use crate::fixture::{Order, registry, shop, we};
use std::time::Instant;
use store::archive::{self, quietly};
use store::testing::Place;
use store::{Location, Set};

fn rate(what: &str, count: usize, run: impl FnOnce()) {
    let begun = Instant::now();
    run();
    let spent = begun.elapsed();
    println!("{what}: {count} in {spent:.2?}, {:.0}/s", count as f64 / spent.as_secs_f64());
}

fn write(set: &Set, threads: usize, each: usize) {
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                (0..each).for_each(|_| {
                    set.write(&we(), |tx| tx.insert(&mut Order::new("Nordbau", 1))).unwrap();
                });
            });
        }
    });
}

#[test]
fn figures() {
    if std::env::var_os("FONDACO_FIGURES").is_none() {
        println!("skipped: a measurement, taken with FONDACO_FIGURES=1");
        return;
    }
    let shop = shop();
    println!("{}", shop.engine().word());
    rate("orders by one writer", 300, || write(&shop, 1, 300));
    rate("orders by eight writers", 1600, || write(&shop, 8, 200));
    rate("empty reads", 3000, || (0..3000).for_each(|_| shop.read(&we(), |_| Ok(())).unwrap()));
    rate("orders in blocks of 500", 20_000, || {
        (0..40).for_each(|_| {
            shop.write(&we(), |tx| tx.insert_many(&mut vec![Order::new("Nordbau GmbH & Co. KG", 12); 500])).unwrap();
        });
    });
    store::testing::seal_all(&shop);
    let folder = Place::file();
    let Location::File(path) = folder.location() else { panic!("a file place is a file") };
    let file = path.with_extension("backup");
    let mut rows = 0;
    let count = |m: &archive::Manifest| m.tables.iter().map(|t| t.rows as usize).sum::<usize>();
    rate("backup of orders", 21_900, || rows = count(&archive::backup(&shop, &file, &mut quietly).unwrap()));
    println!("{rows} rows, {} bytes", std::fs::metadata(&file).unwrap().len());
    rate("proof, rows", rows, || assert!(archive::verify(&file).unwrap().problems.is_empty()));
    for place in [Some(Place::file()), Place::postgres()].into_iter().flatten() {
        rate("restore, rows", rows, || {
            archive::restore(&file, place.location(), &registry(), &mut quietly).unwrap();
        });
    }
}
