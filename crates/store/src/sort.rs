//! Stored sort keys: names stand in the order a reader expects, on both databases alike, by the Unicode collation algorithm.

use entity::Value;
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use std::cell::OnceCell;

/// Longer keys than this would not change what a reader sees of the order.
const KEY_BYTES: usize = 96;

thread_local! {
    static COLLATOR: OnceCell<Option<CollatorBorrowed<'static>>> = const { OnceCell::new() };
}

fn collator() -> Option<CollatorBorrowed<'static>> {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Tertiary);
    // The root order with Han characters by pinyin serves all three languages; Spanish differs from it only in ñ, which the root
    // order also places right after n.
    Collator::try_new(icu_locale_core::locale!("zh").into(), options).ok()
}

/// The sort key of a text, as bytes; nothing for nothing.
pub fn key(value: &Value) -> Value {
    let Some(text) = value.text() else { return Value::Null };
    let mut bytes = Vec::with_capacity(text.len() * 2);
    COLLATOR.with(|cell| match cell.get_or_init(collator) {
        Some(collator) => {
            let _ = collator.write_sort_key_to(text, &mut bytes);
        }
        None => bytes.extend(text.to_lowercase().bytes()),
    });
    bytes.truncate(KEY_BYTES);
    Value::Bytes(bytes)
}
