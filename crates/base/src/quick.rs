//! Maps by names that the program itself gives: entities, fields, statements. Nobody outside chooses them, so a plain hash will do.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys nobody outside chooses.
pub type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// Takes eight bytes at a time; a statement's text has some hundred.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quick(u64);

impl Quick {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            self.add(u64::from_le_bytes(word.try_into().unwrap_or_default()));
        }
        let mut last = [0; 8];
        last[..words.remainder().len()].copy_from_slice(words.remainder());
        // At most seven bytes are left; the eighth says how many, so that a zero at the end counts.
        last[7] = words.remainder().len() as u8;
        self.add(u64::from_le_bytes(last));
    }

    fn write_u8(&mut self, n: u8) {
        self.add(n.into());
    }

    fn write_u16(&mut self, n: u16) {
        self.add(n.into());
    }

    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }

    fn write_i64(&mut self, n: i64) {
        self.add(n as u64);
    }

    fn write_usize(&mut self, n: usize) {
        self.add(n as u64);
    }

    fn finish(&self) -> u64 {
        // The map takes its place from the low bits and its mark from the high ones: every bit has a part in both.
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::hash::Hash;

    #[test]
    fn names_that_differ_little_differ_in_their_hash() {
        let of = |name: &str| {
            let mut quick = Quick::default();
            name.hash(&mut quick);
            quick.finish()
        };
        let names: Vec<String> = (0..10_000).map(|n| format!("sales_order_{n}")).collect();
        let low: HashSet<u64> = names.iter().map(|n| of(n) % 65_536).collect();
        assert!(low.len() > 8_000, "as many places as chance gives: {}", low.len());
        assert_ne!(of("ab"), of("ab\0"));
        let mut map = QuickMap::default();
        map.extend(names.iter().map(|n| (n.as_str(), n.len())));
        assert_eq!(map.get("sales_order_9999"), Some(&16));
    }
}
