//! Items, their packages, barcodes and variants; what suppliers and customers call them.

use crate::fixture::{codes, day, holds, pieces, price, we, world};
use base::{Quantity, Rounding};
use catalog::{
    Attribute, Barcode, CustomerItem, Item, ItemGroup, ItemState, KitPart, Nature, PriceBreak, SupplierItem, Unit,
    units,
};
use entity::{Custom, Entity, Head, Lines, Record};
use parties::Party;

fn barcode(number: &str) -> Barcode {
    Barcode { head: Head::default(), number: number.into(), unit: None, is_internal: false }
}

#[test]
fn packages_convert_exactly_or_say_what_to_do() {
    let world = world();
    let bolt = world.read(&we(), |read| read.get(world.bolt)).unwrap();
    let convert = |n, from, to| world.read(&we(), |read| units::convert(read, &bolt, pieces(n), from, to));
    assert_eq!(convert(2, world.pallet, world.piece).unwrap(), pieces(8_000));
    assert_eq!(convert(150, world.piece, world.boxes).unwrap().to_string(), "1.5");
    assert_eq!(codes(convert(1, world.metre, world.piece).unwrap_err()), ["catalog.no_conversion "]);
    assert_eq!(convert(1, world.piece, world.pallet).unwrap().to_string(), "0.00025");
    let third = world.change_unit_to_three();
    let three = world.read(&we(), |read| units::convert(read, &third, pieces(1), world.piece, world.boxes));
    assert_eq!(codes(three.unwrap_err()), ["catalog.conversion_not_exact "]);
    let rounded = world.read(&we(), |read| {
        units::convert_rounded(read, &third, pieces(1), world.piece, world.boxes, Rounding::HalfAwayFromZero)
    });
    assert_eq!(rounded.unwrap().to_string(), "0.333333");
}

impl crate::fixture::World {
    fn change_unit_to_three(&self) -> Item {
        let (bolt, boxes) = (self.bolt, self.boxes);
        self.set
            .write(&we(), move |tx| {
                let mut item = tx.lock(bolt)?;
                item.units = vec![holds(boxes, 3, None)].into();
                tx.update(&mut item)?;
                Ok(item)
            })
            .unwrap()
    }
}

#[test]
fn packages_that_hold_each_other_or_stand_twice_are_refused() {
    let world = world();
    let (bolt, piece, boxes, pallet) = (world.bolt, world.piece, world.boxes, world.pallet);
    let with = move |units: Vec<catalog::ItemUnit>| {
        world
            .set
            .write(&we(), move |tx| {
                let mut item = tx.lock(bolt)?;
                item.units = units.clone().into();
                tx.update(&mut item)
            })
            .map_or_else(codes, |_| Vec::new())
    };
    let circle = with(vec![holds(boxes, 2, Some(pallet)), holds(pallet, 2, Some(boxes))]);
    assert_eq!(
        circle,
        ["catalog.packages_in_a_circle units.0.contained", "catalog.packages_in_a_circle units.1.contained"]
    );
    assert_eq!(with(vec![holds(boxes, 2, None), holds(boxes, 3, None)]), ["catalog.unit_twice units.1.unit"]);
    assert_eq!(with(vec![holds(piece, 2, None)]), ["catalog.unit_twice units.0.unit"]);
    assert_eq!(with(vec![holds(boxes, 0, None)]), ["catalog.ratio_not_positive units.0.numerator"]);
}

#[test]
fn a_scanned_barcode_finds_item_and_package_whatever_its_length() {
    let world = world();
    let (bolt, boxes) = (world.bolt, world.boxes);
    world
        .write(&we(), move |tx| {
            let mut item = tx.lock(bolt)?;
            let of_box = Barcode { unit: Some(boxes), ..barcode("036000291452") };
            let own = Barcode { is_internal: true, ..barcode("SHELF-7") };
            item.barcodes = vec![barcode("4006381333931"), of_box, own].into();
            tx.update(&mut item)
        })
        .unwrap();
    let scan = |code: &str| world.read(&we(), |read| Item::by_barcode(read, code)).unwrap();
    assert_eq!(scan("4006381333931"), Some((bolt, None)));
    assert_eq!(scan("04006381333931"), Some((bolt, None)));
    assert_eq!(scan(" 036000291452 "), Some((bolt, Some(boxes))));
    assert_eq!(scan("SHELF-7"), Some((bolt, None)));
    assert_eq!(scan("96385074"), None);
    let mut nut = Item::goods("NUT-M8", "Nut M8", world.piece);
    nut.barcodes = vec![barcode("4006381333931"), barcode("4006381333932")].into();
    let error = world.write(&we(), move |tx| tx.insert(&mut nut.clone())).unwrap_err();
    let wanted = ["catalog.barcode_taken barcodes.0.number", "catalog.barcode_check_digit barcodes.1.number"];
    assert_eq!(codes(error), wanted);
}

#[test]
fn a_variant_has_its_templates_group_and_unit() {
    let world = world();
    let (bolt, piece, metre) = (world.bolt, world.piece, world.metre);
    let black = move |unit| {
        let mut item = Item::goods("BOLT-M8-BLACK", "Bolt M8 black", unit);
        item.variant_of = Some(bolt);
        item.attributes =
            vec![Attribute { head: Head::default(), name: "Colour".into(), value: "black".into() }].into();
        item
    };
    let error = world.write(&we(), move |tx| tx.insert(&mut black(metre))).unwrap_err();
    assert_eq!(codes(error), ["catalog.variant_unit base_unit"]);
    let variant = world
        .write(&we(), move |tx| {
            let mut group =
                ItemGroup { head: Head::default(), code: "FIX".into(), name: "Fasteners".into(), parent: None };
            let group = tx.insert(&mut group)?;
            let mut item = tx.lock(bolt)?;
            item.item_group = Some(group);
            tx.update(&mut item)?;
            let id = tx.insert(&mut black(piece))?;
            tx.get(id)
        })
        .unwrap();
    assert!(variant.item_group.is_some());
    let boxes = world.read(&we(), |read| units::convert(read, &variant, pieces(300), piece, world.boxes)).unwrap();
    assert_eq!(boxes, pieces(3), "it is packed like its template");
    let id = variant.id();
    let mut deeper = Item::goods("X", "X", piece);
    deeper.variant_of = Some(id);
    let error = world.write(&we(), move |tx| tx.insert(&mut deeper.clone())).unwrap_err();
    assert_eq!(codes(error), ["catalog.variant_of_variant variant_of"]);
}

#[test]
fn the_base_unit_and_the_ratio_of_a_unit_in_use_stay() {
    let world = world();
    let (bolt, piece, metre) = (world.bolt, world.piece, world.metre);
    let error = world
        .write(&we(), move |tx| {
            let mut unit = tx.lock(piece)?;
            unit.numerator = 2;
            tx.update(&mut unit)
        })
        .unwrap_err();
    assert_eq!(codes(error), ["catalog.unit_in_use numerator"]);
    let error = world
        .write(&we(), move |tx| {
            let customer = tx.insert(&mut Party::organisation("Nordbau"))?;
            let mut theirs = CustomerItem {
                head: Head::default(),
                item: bolt,
                customer,
                part_number: "4711".into(),
                part_name: None,
            };
            tx.insert(&mut theirs)?;
            assert_eq!(CustomerItem::ordered(tx, customer, "4711")?, Some(bolt));
            let mut item = tx.lock(bolt)?;
            item.base_unit = metre;
            tx.update(&mut item)
        })
        .unwrap_err();
    assert_eq!(codes(error), ["catalog.base_unit_in_use base_unit"]);
    let _: Option<Unit> = None;
}

#[test]
fn a_supplier_sells_by_minimum_multiple_and_price_break() {
    let world = world();
    let (bolt, euro, boxes, metre) = (world.bolt, world.euro, world.boxes, world.metre);
    let at = |from, text: &str| PriceBreak {
        head: Head::default(),
        from_quantity: pieces(from),
        price: price(text),
        currency: None,
    };
    let breaks: Lines<PriceBreak> = vec![at(0, "90"), at(10, "80"), at(50, "70")].into();
    let make = move |supplier, unit| SupplierItem {
        head: Head::default(),
        item: bolt,
        supplier,
        part_number: Some("F-8".into()),
        part_name: None,
        lead_time_days: Some(12),
        unit: Some(unit),
        minimum: Some(pieces(4)),
        multiple: Some(pieces(3)),
        currency: euro,
        breaks: breaks.clone(),
        starts_on: Some(day("2026-01-01")),
        ends_on: Some(day("2026-12-31")),
        is_preferred: true,
        custom: Custom::default(),
    };
    let wrong = make.clone();
    let error = world
        .write(&we(), move |tx| {
            let supplier = tx.insert(&mut Party::organisation("Ferrum"))?;
            tx.insert(&mut wrong(supplier, metre))
        })
        .unwrap_err();
    assert_eq!(codes(error), ["catalog.no_conversion unit"]);
    world
        .write(&we(), move |tx| {
            let supplier = tx.insert(&mut Party::organisation("Ferrum"))?;
            tx.insert(&mut make(supplier, boxes))
        })
        .unwrap();
    let of = |date: &str| world.read(&we(), |read| SupplierItem::of(read, bolt, day(date))).unwrap();
    assert!(of("2027-01-01").is_empty());
    let theirs = of("2026-12-31").remove(0);
    let offer = |n| theirs.offer(pieces(n)).unwrap();
    for (wanted, sold, each) in [(1, 6, "90"), (9, 9, "90"), (10, 12, "80"), (50, 51, "70")] {
        let offer = offer(wanted);
        assert_eq!(
            (offer.quantity, offer.price.map(|p| p.0), offer.lead_time_days),
            (pieces(sold), Some(price(each)), 12)
        );
    }
    assert_eq!(offer(0).quantity, Quantity::whole(6).unwrap());
}

#[test]
fn an_item_is_phased_out_discontinued_and_brought_back() {
    let world = world();
    let bolt = world.bolt;
    let run = |name: &'static str| {
        world.write(&we(), move |tx| tx.perform(Item::DEF.name, bolt.raw(), name, None, &Record::default())).unwrap();
        world.read(&we(), |read| read.get(bolt)).unwrap()
    };
    assert_eq!(run("phase_out").state, ItemState::PhasedOut);
    let gone = run("discontinue");
    assert_eq!(
        (gone.state, gone.ends_on),
        (ItemState::Discontinued, Some(world.read(&we(), |r| Ok(r.today())).unwrap()))
    );
    let back = run("reactivate");
    assert_eq!((back.state, back.ends_on), (ItemState::Active, None));
}

#[test]
fn a_kit_is_made_of_goods_each_named_once() {
    let world = world();
    let (bolt, piece) = (world.bolt, world.piece);
    let part = |item, n: i64| KitPart { head: Head::default(), item, quantity: pieces(n) };
    let kit = |code: &str, parts: Vec<KitPart>| {
        let mut kit = Item::goods(code, code, piece);
        (kit.nature, kit.parts) = (Nature::Kit, parts.into());
        kit
    };
    let refused =
        |item: Item| world.write(&we(), move |tx| tx.insert(&mut item.clone())).map_or_else(codes, |_| Vec::new());
    assert_eq!(refused(kit("K1", Vec::new())), ["catalog.kit_without_parts parts"]);
    assert_eq!(
        refused(kit("K2", vec![part(bolt, 1), part(bolt, 0)])),
        ["catalog.quantity_not_positive parts.1.quantity", "catalog.part_twice parts.1.item"]
    );
    let mut tracked = kit("K3", vec![part(bolt, 2)]);
    tracked.tracking = catalog::Tracking::Lot;
    assert_eq!(refused(tracked), ["catalog.kit_tracked tracking"]);
    let mut plain = kit("K4", vec![part(bolt, 2)]);
    plain.nature = Nature::Goods;
    assert_eq!(refused(plain), ["catalog.parts_of_no_kit parts"]);
    let good = kit("K5", vec![part(bolt, 2)]);
    let id = world.write(&we(), move |tx| tx.insert(&mut good.clone())).unwrap();
    // A kit of kits is not made: its parts would not be kept.
    assert_eq!(refused(kit("K6", vec![part(id, 1)])), ["catalog.part_is_no_goods parts.0.item"]);
}
