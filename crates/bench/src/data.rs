//! Invented parties, the same on every machine: firms and people with Chinese, Spanish and German names, each with an address, an
//! e-mail address and a telephone number that nobody else has.

use base::Id;
use entity::{Lines, Text};
use parties::{Address, AddressUse, EmailAddress, Party, PhoneNumber, Role, RoleName, State};
use platform::{Country, Team, User};

const SYLLABLES: [&str; 48] = [
    "nor", "bel", "tam", "ri", "ko", "sal", "ven", "du", "mar", "lo", "fer", "qui", "zan", "pol", "gra", "hel", "mu",
    "tor", "es", "bri", "ca", "din", "fa", "gor", "his", "jan", "kel", "lum", "mon", "ne", "ost", "pra", "ro", "sti",
    "tu", "ul", "vi", "wes", "xan", "yor", "zel", "bo", "cer", "dra", "eck", "fin", "gul", "hor",
];
const TRADES: [(&str, &str); 12] = [
    ("Maschinenbau", "GmbH"),
    ("Logistik", "GmbH"),
    ("Werkzeuge", "GmbH & Co. KG"),
    ("Elektrotechnik", "AG"),
    ("Talleres", "S.L."),
    ("Suministros", "S.A."),
    ("Alimentación", "S.L."),
    ("Distribuciones", "S.L."),
    ("Trading", "Ltd"),
    ("Components", "Inc"),
    ("Packaging", "Ltd"),
    ("Consulting", "LLC"),
];
const HAN: &str = "华东方海天明光永兴盛达通恒新瑞丰泰安宝金银铁木林森水清风云星月山石田禾文武德信义和平顺利万亿千百家园城乡江河湖龙凤鹏鹰马牛虎";
const HAN_TRADES: [&str; 8] = ["机械", "贸易", "电子科技", "食品", "物流", "建筑材料", "纺织", "医疗器械"];
const CITIES: [(&str, &str); 10] = [
    ("ES", "Madrid"),
    ("ES", "Sevilla"),
    ("ES", "Gijón"),
    ("DE", "Hamburg"),
    ("DE", "München"),
    ("GB", "Leeds"),
    ("US", "Portland"),
    ("CN", "上海"),
    ("CN", "深圳"),
    ("CN", "杭州"),
];
const GIVEN: [&str; 16] = [
    "Lucía", "José", "Marta", "Íñigo", "Anna", "Jürgen", "Sophie", "Paul", "Alice", "Peter", "Karen", "Omar", "Inés",
    "Raúl", "Greta", "Hugo",
];
const HAN_FAMILY: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高";

/// What the parties of a set refer to.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Countries by code.
    pub countries: Vec<(String, Id<Country>)>,
    /// Teams, each with the user who owns its parties.
    pub teams: Vec<(Id<Team>, Id<User>)>,
}

impl Ground {
    fn country(&self, code: &str) -> Option<Id<Country>> {
        self.countries.iter().find(|(c, _)| c == code).map(|(_, id)| *id)
    }
}

/// A number that follows from another like a throw of dice: splitmix64.
fn thrown(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn pick<T: Copy>(from: &[T], dice: u64) -> T {
    from[(dice % from.len() as u64) as usize]
}

fn han(from: &str, count: usize, mut dice: u64) -> String {
    let all: Vec<char> = from.chars().collect();
    let mut one = || {
        dice = thrown(dice);
        pick(&all, dice)
    };
    (0..count).map(|_| one()).collect()
}

/// An invented word with a capital letter.
pub fn stem(dice: u64) -> String {
    let parts = [pick(&SYLLABLES, dice), pick(&SYLLABLES, dice >> 16), pick(&SYLLABLES, dice >> 32)];
    let word = parts.concat();
    word[..1].to_uppercase() + &word[1..]
}

/// The name of the firm or person with this number.
pub fn name(number: u64) -> String {
    let dice = thrown(number);
    let (_, city) = pick(&CITIES, dice >> 7);
    match dice % 20 {
        0..=5 => {
            let (trade, legal) = pick(&TRADES, dice >> 11);
            format!("{} {trade} {legal}", stem(thrown(dice)))
        }
        6..=9 => format!("{} {}", stem(thrown(dice)), stem(thrown(dice ^ 1))),
        10..=13 if !city.is_ascii() && city.chars().count() == 2 => {
            format!("{city}{}{}有限公司", han(HAN, 2, dice), pick(&HAN_TRADES, dice >> 17))
        }
        10..=13 => format!("{}{}有限公司", han(HAN, 3, dice), pick(&HAN_TRADES, dice >> 17)),
        14..=17 => format!("{} {}", pick(&GIVEN, dice >> 9), stem(thrown(dice))),
        _ => format!("{}{}", han(HAN_FAMILY, 1, dice), han(HAN, 2, dice ^ 7)),
    }
}

/// Eight digits that no other number below 100 million gives.
fn digits(number: u64) -> u64 {
    // 38,712,547 has no factor with 10⁸ in common, so the product runs through every remainder once.
    (number % 100_000_000) * 38_712_547 % 100_000_000
}

/// The telephone number of the party with this number.
pub fn phone(number: u64) -> String {
    format!("+349{:08}", digits(number))
}

/// A domain that only this party has.
fn domain(number: u64) -> String {
    format!("{}{number}.example", stem(thrown(thrown(number))).to_lowercase())
}

/// The e-mail address of the party with this number.
pub fn email(number: u64) -> String {
    format!("info@{}", domain(number))
}

/// The party with this number: one in 100 is blocked, none ended; most are customers.
pub fn party(number: u64, ground: &Ground) -> Party {
    let dice = thrown(number);
    let name = name(number);
    let (code, city) = pick(&CITIES, dice >> 7);
    let country = ground.country(code);
    let mut party = match dice % 20 {
        14..=19 => Party { form: parties::Form::Person, ..Party::organisation(&name) },
        _ => Party::organisation(&name),
    };
    party.country = country;
    let mut address = Address::of(AddressUse::Bill, city, country);
    address.street = Some(Text::new(format!("{} {}", stem(dice), dice % 200 + 1)));
    address.postal_code = Some(format!("{:05}", dice % 90_000 + 1_000));
    party.addresses = Lines::from(vec![address]);
    party.emails = Lines::from(vec![EmailAddress::of(&email(number))]);
    party.phones = Lines::from(vec![PhoneNumber::of(&phone(number))]);
    let role = if dice % 10 < 8 { RoleName::Customer } else { RoleName::Supplier };
    party.roles = Lines::from(vec![Role::of(role)]);
    if number % 100 == 99 {
        party.state = State::Blocked;
    }
    // A throw of its own: no team has only firms or only suppliers.
    let team = thrown(dice) % ground.teams.len().max(1) as u64;
    if let Some((team, owner)) = ground.teams.get(team as usize) {
        (party.team, party.owner) = (Some(*team), Some(*owner));
    }
    party
}

/// The body of a request that makes a party with ten lines, which no other number makes.
pub fn body(number: u64) -> serde_json::Value {
    let dice = thrown(number);
    let address = |n: u64| {
        let (country, city) = pick(&CITIES, dice >> (7 + n));
        let use_ = ["bill", "ship", "site"][n as usize % 3];
        serde_json::json!({ "purpose": use_, "city": city, "country": { "code": country }, "street": format!("{} {n}", stem(dice)) })
    };
    let email = |n: u64| serde_json::json!({ "address": format!("team{n}@{}", domain(number)), "purpose": "work" });
    let phone = |n: u64| serde_json::json!({ "number": phone(number * 3 + n), "purpose": "work" });
    serde_json::json!({
        "name": name(number),
        "website": format!("https://www.{}", domain(number)),
        "addresses": (0..3).map(address).collect::<Vec<_>>(),
        "emails": (0..4).map(email).collect::<Vec<_>>(),
        "phones": (0..3).map(phone).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn parties_are_always_the_same_and_share_no_number() {
        assert_eq!(name(1), name(1));
        let phones: BTreeSet<String> = (0..20_000).map(phone).collect();
        let emails: BTreeSet<String> = (0..20_000).map(email).collect();
        assert_eq!((phones.len(), emails.len()), (20_000, 20_000));
        assert!((0..200).any(|n| name(n).contains("有限公司")));
    }
}
