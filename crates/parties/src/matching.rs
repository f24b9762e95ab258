//! What makes two records look like one: the keys under which a record is found again, and how alike two names are.
//!
//! Pure functions: nothing here reads the database. The keys are stored by the store in `match_key`.

use std::collections::BTreeSet;
use store::MatchKey;
use unicode_normalization::UnicodeNormalization;

/// Points of an equal key of each kind; the strongest equal key is the score.
pub mod weight {
    pub const TAX: i64 = 100;
    pub const EMAIL: i64 = 95;
    pub const PHONE: i64 = 90;
    pub const NAME: i64 = 80;
    pub const EMAIL_LIKE: i64 = 75;
    pub const PHONE_TAIL: i64 = 70;
    pub const DOMAIN: i64 = 45;
    /// Leads only to records whose names are then compared.
    pub const BLOCK: i64 = 0;
}

/// Shorter addresses are placeholders.
const SHORTEST_EMAIL: usize = 7;
/// Shorter names say too little; two Han characters say as much as six letters.
const SHORTEST_NAME: usize = 6;
/// Below this, two names are different names.
const ALIKE: f64 = 0.85;

/// Mail providers that say nothing about whom somebody works for.
const PROVIDERS: &[&str] = &[
    "126.com",
    "163.com",
    "aol.com",
    "foxmail.com",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "hotmail.es",
    "icloud.com",
    "live.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "outlook.com",
    "outlook.es",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "sina.com",
    "sohu.com",
    "t-online.de",
    "telefonica.net",
    "web.de",
    "yahoo.com",
    "yahoo.es",
    "yandex.ru",
    "yeah.net",
];

/// Second-level endings under which firms register. A missing one makes the domain key too wide, and a key that leads to many
/// records is dropped, so this short list does without the large public one.
const ENDINGS: &[&str] = &[
    "ac.uk", "co.at", "co.id", "co.il", "co.in", "co.jp", "co.kr", "co.nz", "co.th", "co.uk", "co.za", "com.ar",
    "com.au", "com.br", "com.cn", "com.co", "com.es", "com.hk", "com.mx", "com.my", "com.pe", "com.ph", "com.pl",
    "com.pt", "com.sg", "com.tr", "com.tw", "com.ua", "com.ve", "com.vn", "edu.cn", "gob.es", "gov.cn", "gov.uk",
    "ltd.uk", "ne.jp", "net.au", "net.br", "net.cn", "nom.es", "or.jp", "org.au", "org.br", "org.cn", "org.es",
    "org.uk",
];

/// Words that say what kind of company it is, not which.
const LEGAL: &[&str] = &[
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "co",
    "comp",
    "company",
    "corp",
    "corporation",
    "doo",
    "eg",
    "ek",
    "eurl",
    "ev",
    "gbr",
    "gesmbh",
    "gmbh",
    "group",
    "holding",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "lda",
    "limitada",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "oo",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "sa",
    "sau",
    "sarl",
    "sas",
    "sasu",
    "scoop",
    "se",
    "sl",
    "slu",
    "snc",
    "sociedad",
    "sp",
    "spa",
    "spzoo",
    "srl",
    "srls",
    "sro",
    "ug",
    "und",
    "vof",
    "y",
    "z",
    "zoo",
    "zrt",
    "the",
];

const LEGAL_HAN: &[&str] = &[
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "有限公司",
    "股份公司",
    "分公司",
    "公司",
    "集团",
    "股份",
    "有限",
    "责任",
];

/// Places that stand in company names; they are compared apart, because 北京平安 and 上海平安 are two firms.
const PLACES_HAN: &[&str] = &[
    "中国",
    "北京",
    "上海",
    "天津",
    "重庆",
    "广东",
    "广州",
    "深圳",
    "东莞",
    "佛山",
    "珠海",
    "中山",
    "惠州",
    "江苏",
    "南京",
    "苏州",
    "无锡",
    "常州",
    "南通",
    "昆山",
    "浙江",
    "杭州",
    "宁波",
    "温州",
    "台州",
    "嘉兴",
    "绍兴",
    "义乌",
    "山东",
    "济南",
    "青岛",
    "烟台",
    "潍坊",
    "福建",
    "福州",
    "厦门",
    "泉州",
    "四川",
    "成都",
    "湖北",
    "武汉",
    "湖南",
    "长沙",
    "河北",
    "石家庄",
    "唐山",
    "河南",
    "郑州",
    "安徽",
    "合肥",
    "江西",
    "南昌",
    "辽宁",
    "沈阳",
    "大连",
    "吉林",
    "长春",
    "黑龙江",
    "哈尔滨",
    "陕西",
    "西安",
    "山西",
    "太原",
    "云南",
    "昆明",
    "贵州",
    "贵阳",
    "广西",
    "南宁",
    "海南",
    "海口",
    "香港",
    "澳门",
    "台湾",
    "台北",
];

/// A name taken apart: what distinguishes it, and the places in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Core {
    /// The words without legal forms and places, sorted.
    pub words: Vec<String>,
    /// The places, sorted.
    pub places: Vec<String>,
}

impl Core {
    /// The words as one text.
    pub fn text(&self) -> String {
        self.words.join(" ")
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// What distinguishes a name from others.
pub fn core(name: &str) -> Core {
    let compatible: String = name.nfkc().collect();
    let mut text = store::search::fold(&compatible);
    let mut places = BTreeSet::new();
    if text.chars().any(is_han) {
        for place in PLACES_HAN {
            if !text.contains(place) {
                continue;
            }
            for full in [format!("{place}市"), format!("{place}省"), (*place).to_owned()] {
                if text.contains(&full) {
                    text = text.replace(&full, "");
                    places.insert((*place).to_owned());
                }
            }
        }
        for form in LEGAL_HAN {
            if text.contains(form) {
                text = text.replace(form, "");
            }
        }
    }
    let joined: String = text.chars().filter(|c| !".'’".contains(*c)).collect();
    let mut words: Vec<String> =
        joined.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    let telling: Vec<String> = words.iter().filter(|w| !LEGAL.contains(&w.as_str())).cloned().collect();
    // A firm that is called nothing but "The Company" keeps its words.
    if !telling.is_empty() {
        words = telling;
    }
    words.sort();
    Core { words, places: places.into_iter().collect() }
}

/// An e-mail address as it is compared: without case and outer blanks, the domain in ASCII.
pub fn email(typed: &str) -> String {
    let text: String = typed.nfkc().collect::<String>().trim().to_lowercase();
    match text.rsplit_once('@') {
        Some((local, domain)) => {
            format!("{local}@{}", idna::domain_to_ascii(domain).unwrap_or_else(|_| domain.to_owned()))
        }
        None => text,
    }
}

/// The address without what its owner may add at will: a tag after a plus, the points of a Gmail address.
fn email_like(normal: &str) -> Option<String> {
    let (local, domain) = normal.rsplit_once('@')?;
    let bare = local.split('+').next().unwrap_or(local);
    let bare =
        if domain == "gmail.com" || domain == "googlemail.com" { bare.replace('.', "") } else { bare.to_owned() };
    (bare.len() + domain.len() + 1 >= SHORTEST_EMAIL).then(|| format!("{bare}@{domain}"))
}

/// The registered domain of a web or mail address; nothing for free providers.
pub fn domain(address: &str) -> Option<String> {
    let lower = address.trim().to_lowercase();
    let rest = lower.rsplit_once('@').map_or(lower.as_str(), |(_, domain)| domain);
    let rest = rest.trim_start_matches("https://").trim_start_matches("http://");
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest).trim_end_matches('.');
    let ascii = idna::domain_to_ascii(host).ok()?;
    let labels: Vec<&str> = ascii.split('.').filter(|l| !l.is_empty()).collect();
    let two = labels.len().checked_sub(2).map(|at| labels[at..].join("."))?;
    let wanted = if ENDINGS.contains(&two.as_str()) { 3 } else { 2 };
    let registered = labels.len().checked_sub(wanted).map(|at| labels[at..].join("."))?;
    (!PROVIDERS.contains(&registered.as_str())).then_some(registered)
}

/// What is known of a record when its keys are made. Leads and parties fill it alike.
#[derive(Clone, Debug, Default)]
pub struct Traits<'a> {
    /// The full name.
    pub name: &'a str,
    /// E-mail addresses.
    pub emails: Vec<&'a str>,
    /// Telephone numbers as stored.
    pub phones: Vec<&'a str>,
    /// The web address.
    pub website: Option<&'a str>,
    /// Country code and number, as stored.
    pub tax_id: Option<(i64, &'a str)>,
    /// Cities of its addresses.
    pub cities: Vec<&'a str>,
    /// True for organisations: people of one firm share its domain.
    pub organisation: bool,
}

/// The keys of a record, strongest first, each once.
pub fn keys(of: &Traits) -> Vec<MatchKey> {
    let mut keys = exact_keys(of);
    keys.extend(name_keys(of));
    sorted(keys)
}

fn sorted(mut keys: Vec<MatchKey>) -> Vec<MatchKey> {
    keys.sort_by(|a, b| (-a.weight, &a.key).cmp(&(-b.weight, &b.key)));
    keys.dedup_by(|later, first| later.key == first.key);
    keys
}

/// The keys that do not come from the name: the cheap ones, and the only ones that ever stop a save.
pub fn exact_keys(of: &Traits) -> Vec<MatchKey> {
    let mut keys = Vec::new();
    if let Some((country, number)) = of.tax_id {
        keys.push(MatchKey::new("tax", format!("{country}:{number}"), weight::TAX));
    }
    for address in of.emails.iter().map(|e| email(e)).filter(|e| e.len() >= SHORTEST_EMAIL) {
        let like = email_like(&address).filter(|like| *like != address);
        keys.extend(like.map(|like| MatchKey::new("email_like", like, weight::EMAIL_LIKE)));
        keys.extend(domain(&address).filter(|_| of.organisation).map(|d| MatchKey::new("domain", d, weight::DOMAIN)));
        keys.push(MatchKey::new("email", address, weight::EMAIL));
    }
    keys.extend(of.phones.iter().filter_map(|number| phone_key(number)));
    if of.organisation {
        let registered = of.website.and_then(domain);
        keys.extend(registered.map(|d| MatchKey::new("domain", d, weight::DOMAIN)));
    }
    sorted(keys)
}

/// One key for a number in both its forms: the digits that people remember, then what stands before them.
fn phone_key(number: &str) -> Option<MatchKey> {
    let tail = crate::phone::tail(number);
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let before = &digits[..digits.len() - tail.as_ref().map_or(0, String::len)];
    match (tail, number.starts_with('+')) {
        (Some(tail), true) => Some(MatchKey::new("phone", format!("{tail}{TAIL}+{before}"), weight::PHONE)),
        (Some(tail), false) => Some(MatchKey::new("phone", format!("{tail}{TAIL}"), weight::PHONE_TAIL)),
        (None, true) => Some(MatchKey::new("phone", format!("{TAIL}+{before}"), weight::PHONE)),
        (None, false) => None,
    }
}

/// Parts the end of a number from its beginning in a key.
const TAIL: char = '/';

/// One way to look for records that share a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The stored key, or what it begins with.
    pub key: String,
    /// True when any key that begins so will do.
    pub begins: bool,
    /// Points of a record found this way.
    pub weight: i64,
    /// Why it was found: `tax`, `email`, `phone`, `name`, `email_like`, `phone_tail`, `domain`, `block`.
    pub reason: &'static str,
}

impl Way {
    /// The record that holds exactly this key.
    pub fn equal(key: &MatchKey) -> Way {
        const KINDS: [&str; 7] = ["tax", "email", "phone", "name", "email_like", "domain", "block"];
        let kind = key.key.split(':').next().unwrap_or_default();
        let reason = KINDS.into_iter().find(|k| *k == kind).unwrap_or("key");
        let reason = if reason == "phone" && key.weight < weight::PHONE { "phone_tail" } else { reason };
        Way { key: key.key.clone(), begins: false, weight: key.weight, reason }
    }
}

/// Every way to the records that a record with these keys may be. A number is found by its end whatever stands before it, and an
/// address by what is left of it without tags, on either side.
pub fn ways(keys: &[MatchKey]) -> Vec<Way> {
    let mut ways = Vec::with_capacity(keys.len() + 4);
    for key in keys {
        let alike = |key: String| Way { key, begins: false, weight: weight::EMAIL_LIKE, reason: "email_like" };
        if let Some((tail, _)) = key.key.strip_prefix("phone:").and_then(|number| number.split_once(TAIL))
            && !tail.is_empty()
        {
            let key = format!("phone:{tail}{TAIL}");
            ways.push(Way { key, begins: true, weight: weight::PHONE_TAIL, reason: "phone_tail" });
        } else if let Some(address) = key.key.strip_prefix("email:") {
            ways.push(alike(format!("email_like:{address}")));
        } else if let Some(like) = key.key.strip_prefix("email_like:") {
            ways.push(alike(format!("email:{like}")));
        }
        ways.push(Way::equal(key));
    }
    ways
}

fn name_keys(of: &Traits) -> Vec<MatchKey> {
    let core = core(of.name);
    let text = core.text();
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let han = chars.iter().any(|c| is_han(*c));
    let mut keys = Vec::new();
    if chars.len() >= SHORTEST_NAME || (han && chars.len() >= 2) {
        keys.push(MatchKey::new("name", &text, weight::NAME));
    }
    if chars.len() < 2 {
        return keys;
    }
    // Blocks narrow down whose names are compared: the first two characters alone would lead to thousands of records.
    let start: String = chars[..2].iter().collect();
    for city in of.cities.iter().map(|c| store::search::fold(c.trim())).filter(|c| !c.is_empty()) {
        keys.push(MatchKey::new("block", format!("{start}|{city}"), weight::BLOCK));
    }
    let last: String = core.words.last().map(|w| w.chars().take(2).collect()).unwrap_or_default();
    let end: String = if han { chars[chars.len() - 2..].iter().collect() } else { last };
    keys.push(MatchKey::new("block", format!("{start}~{end}~{}", chars.len() / 4), weight::BLOCK));
    keys.push(MatchKey::new("block", format!("{start}~{end}~{}", (chars.len() + 2) / 4), weight::BLOCK));
    keys
}

/// How alike two names are, 0 to 80 points; places count apart. Never enough to stop anybody.
pub fn name_score(a: &str, b: &str) -> i64 {
    core_score(&core(a), &core(b))
}

/// The same for names already taken apart.
pub fn core_score(a: &Core, b: &Core) -> i64 {
    let (left, right) = (a.text(), b.text());
    if left.is_empty() || right.is_empty() {
        return 0;
    }
    let likeness = if left == right { 1.0 } else { strsim::jaro_winkler(&left, &right).max(dice(&left, &right)) };
    if likeness < ALIKE {
        return 0;
    }
    let points = (likeness * 80.0) as i64;
    let elsewhere = !a.places.is_empty() && !b.places.is_empty() && a.places != b.places;
    if elsewhere { points - 30 } else { points }
}

/// Shared pairs of characters over all pairs. Written here over characters, because the usual crate divides by bytes, which
/// is wrong outside ASCII.
pub fn dice(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        chars.windows(2).map(|w| (w[0], w[1])).collect::<Vec<_>>()
    };
    let (left, mut right) = (pairs(a), pairs(b));
    let all = left.len() + right.len();
    if all == 0 {
        return if a == b { 1.0 } else { 0.0 };
    }
    let mut shared = 0;
    for pair in &left {
        if let Some(at) = right.iter().position(|other| other == pair) {
            right.swap_remove(at);
            shared += 1;
        }
    }
    2.0 * f64::from(shared) / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 0.0005
    }

    #[test]
    fn likeness_has_the_measured_values() {
        assert!(near(strsim::jaro_winkler("John Smith", "Jon Smith"), 0.973));
        assert!(near(strsim::jaro_winkler("Smith John", "John Smith"), 0.533));
        assert!(near(strsim::jaro_winkler("北京平安贸易有限公司", "上海平安贸易有限公司"), 0.867));
        assert!(near(dice("上海华为技术有限公司", "华为技术有限公司"), 0.875));
    }

    #[test]
    fn order_case_legal_form_and_place_do_not_hide_a_name() {
        assert_eq!(core("Müller & Söhne GmbH").text(), "muller sohne");
        assert_eq!(core("SÖHNE MÜLLER, Gmbh & Co. KG").text(), "muller sohne");
        assert_eq!(core("Ferrum, S.A."), core("ferrum sa"));
        assert_eq!(core("Nowak Sp. z o.o.").text(), "nowak");
        let smart = core("上海华为技术有限公司");
        assert_eq!((smart.text().as_str(), smart.places.as_slice()), ("华为技术", &["上海".to_owned()][..]));
        assert_eq!(name_score("Smith John", "John Smith"), 80);
        assert!(name_score("John Smith", "Jon Smith") >= 75);
        assert!(name_score("北京平安贸易有限公司", "上海平安贸易有限公司") <= 50);
        assert_eq!(name_score("上海华为技术有限公司", "华为技术有限公司"), 80);
        assert_eq!(name_score("Nordbau", "Ferrum"), 0);
    }

    #[test]
    fn addresses_are_compared_without_what_does_not_matter() {
        assert_eq!(email(" Ana.Ruiz@MÜLLER.example "), "ana.ruiz@xn--mller-kva.example");
        assert_eq!(email_like("ana.ruiz+fair@gmail.com").as_deref(), Some("anaruiz@gmail.com"));
        assert_eq!(domain("https://shop.nordbau.co.uk/x?y"), Some("nordbau.co.uk".to_owned()));
        assert_eq!(domain("info@www.nordbau.de"), Some("nordbau.de".to_owned()));
        assert_eq!(domain("ana@gmail.com"), None);
    }

    #[test]
    fn short_names_give_no_key_but_two_han_characters_do() {
        let kinds = |name: &str| {
            let traits = Traits { name, organisation: true, ..Traits::default() };
            keys(&traits).into_iter().map(|k| k.key.split(':').next().unwrap_or("").to_owned()).collect::<BTreeSet<_>>()
        };
        assert!(!kinds("Ikea").contains("name"));
        assert!(kinds("华为").contains("name"));
        assert!(kinds("Nordbau").contains("name"));
    }
}
