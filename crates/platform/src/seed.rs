//! What every account set begins with: currencies, countries, roles; then its first company and its first administrator.

use crate::{Company, Country, Currency, Grant, Language, Reach, Role, User};
use base::{Error, Id, Refusal, Result};
use entity::{Entity, Head, Value};
use std::collections::HashSet;
use store::{NewText, Tx};

/// `code|exponent|English|中文|Español`; the rarer ones have one name.
const CURRENCIES: &str = include_str!("seed/currencies.txt");
/// `code|English|中文|Español`.
const COUNTRIES: &str = include_str!("seed/countries.txt");

const LANGUAGES: [Language; 3] = [Language::English, Language::Chinese, Language::Spanish];

/// Names in the set's language, with the others as translations. Names of one's own that were given since stay.
pub fn basics(tx: &mut Tx, language: Language) -> Result<()> {
    currencies(tx, language)?;
    countries(tx, language)?;
    roles(tx, language)
}

fn known(tx: &Tx, sql: &str) -> Result<HashSet<String>> {
    let rows = tx.query(sql, &[])?;
    Ok(rows.iter().filter_map(|row| row.first().and_then(Value::text).map(str::to_owned)).collect())
}

/// The name in a language of those in English, 中文 and Español; the English one where there is no other.
pub fn name<'a>(names: &[&'a str], language: Language) -> &'a str {
    let place = LANGUAGES.iter().position(|l| *l == language).unwrap_or(0);
    names.get(place).or(names.first()).copied().unwrap_or_default()
}

/// The names in the languages that are not the set's, as texts of a record that was just made.
pub fn further<'a>(id: i64, names: &[&'a str], language: Language) -> Vec<NewText<'a>> {
    let others = LANGUAGES.into_iter().filter(|l| *l != language && names.len() == LANGUAGES.len());
    others.map(|other| NewText { id, field: "name", language: other.code(), text: name(names, other) }).collect()
}

/// Inserts a record that everybody reads the name of: it has the name in this language already, the others become translations.
pub fn called<E: Entity>(tx: &mut Tx, record: &mut E, names: &[&str], language: Language) -> Result<Id<E>> {
    let id = tx.insert(record)?;
    tx.translate_new(E::NAME, &further(id.raw(), names, language))?;
    Ok(id)
}

fn currencies(tx: &mut Tx, language: Language) -> Result<()> {
    let there = known(tx, store::sql!("platform.currency_codes", "SELECT code FROM platform_currency"))?;
    let rows: Vec<Vec<&str>> = CURRENCIES.lines().map(|line| line.split('|').collect()).collect();
    let mut new = Vec::new();
    let mut names = Vec::new();
    for row in rows.iter().filter(|row| row.len() > 2 && !there.contains(row[0])) {
        let exponent = row[1].parse().unwrap_or(2);
        let text = name(&row[2..], language);
        new.push(Currency { head: Head::default(), code: row[0].to_owned(), name: text.to_owned(), exponent });
        names.push(&row[2..]);
    }
    tx.insert_many(&mut new)?;
    let texts: Vec<NewText> =
        new.iter().zip(names).flat_map(|(c, names)| further(c.head.id, names, language)).collect();
    tx.translate_new(Currency::DEF.name, &texts)
}

fn countries(tx: &mut Tx, language: Language) -> Result<()> {
    let there = known(tx, store::sql!("platform.country_codes", "SELECT code FROM platform_country"))?;
    let rows: Vec<Vec<&str>> = COUNTRIES.lines().map(|line| line.split('|').collect()).collect();
    let mut new = Vec::new();
    let mut names = Vec::new();
    for row in rows.iter().filter(|row| row.len() > 1 && !there.contains(row[0])) {
        let text = name(&row[1..], language);
        new.push(Country { head: Head::default(), code: row[0].to_owned(), name: text.to_owned() });
        names.push(&row[1..]);
    }
    tx.insert_many(&mut new)?;
    let texts: Vec<NewText> =
        new.iter().zip(names).flat_map(|(c, names)| further(c.head.id, names, language)).collect();
    tx.translate_new(Country::DEF.name, &texts)
}

/// The code of the role that may do everything.
pub const ADMINISTRATOR: &str = "administrator";

/// A default role: code, names, and its rights as `entity action scope`.
struct Default {
    code: &'static str,
    names: [&'static str; 3],
    grants: &'static [&'static str],
}

/// What everybody needs to work at all: names of colleagues, one's own views, tasks, notes and files.
const EVERYBODY: &[&str] = &[
    "platform.* * none",
    "platform.user read all",
    "platform.team read all",
    "platform.company read all",
    "platform.saved_view * own",
    "platform.attachment * own",
    "platform.activity * own",
    "platform.note * own",
    "platform.notification read own",
    "platform.bulk_change * own",
    "platform.job read own",
    "platform.job cancel own",
    "platform.token * own",
    "platform.event * own",
    "platform.resource read all",
    "platform.alarm * own",
    "platform.tag * all",
];

const DEFAULTS: &[Default] = &[
    Default { code: ADMINISTRATOR, names: ["Administrator", "管理员", "Administrador"], grants: &["* * all"] },
    Default { code: "manager", names: ["Manager", "经理", "Dirección"], grants: &["* * company"] },
    Default {
        code: "sales",
        names: ["Sales", "销售", "Ventas"],
        grants: &[
            "crm.* * team",
            "sales.* read company",
            "sales.* * team",
            "sales.delivery * company",
            "sales.customer_invoice * company",
            "marketing.* read company",
            "service.* read company",
            "office.* * own",
            "parties.* read company",
            "parties.* create company",
            "parties.* edit company",
            "catalog.* read company",
            "stock.* read company",
            "accounting.dimension_set read all",
        ],
    },
    Default {
        code: "purchasing",
        names: ["Purchasing", "采购", "Compras"],
        grants: &[
            "purchasing.* * company",
            "parties.* read company",
            "parties.* create company",
            "parties.* edit company",
            "catalog.* * company",
            "stock.* read company",
            "quality.* read company",
            "manufacturing.* read company",
            "office.* * own",
            "accounting.dimension_set read all",
        ],
    },
    Default {
        code: "stock",
        names: ["Stock", "仓库", "Almacén"],
        grants: &[
            "stock.* * company",
            "quality.* * company",
            "catalog.* read company",
            "parties.* read company",
            "purchasing.* read company",
            "purchasing.goods_receipt * company",
            "purchasing.supplier_return * company",
            "sales.* read company",
            "sales.delivery * company",
            "manufacturing.* read company",
            "office.* * own",
        ],
    },
    Default {
        code: "accountant",
        names: ["Accountant", "会计", "Contabilidad"],
        grants: &[
            "accounting.* * company",
            "accounting.dimension read all",
            "accounting.dimension_rule read all",
            "parties.* * company",
            "catalog.* read company",
            "sales.* read company",
            "sales.customer_invoice * company",
            "purchasing.* read company",
            "purchasing.supplier_invoice * company",
            "stock.* read company",
            "insight.* * company",
            "office.* * own",
        ],
    },
    Default {
        code: "service",
        names: ["Customer service", "客服", "Atención al cliente"],
        grants: &[
            "service.* read company",
            "service.ticket * company",
            "service.installed_piece * company",
            "sales.* read company",
            "sales.customer_invoice reverse company",
            "parties.* read company",
            "parties.* create company",
            "parties.* edit company",
            "catalog.* read company",
            "stock.* read company",
            "office.* * own",
        ],
    },
    Default { code: "reader", names: ["Reader", "只读", "Consulta"], grants: &["* read company"] },
];

fn roles(tx: &mut Tx, language: Language) -> Result<()> {
    let there = known(tx, store::sql!("platform.role_codes", "SELECT code FROM platform_role"))?;
    for default in DEFAULTS.iter().filter(|d| !there.contains(d.code)) {
        let everybody = if default.code == ADMINISTRATOR { &[] } else { EVERYBODY };
        let known = |entity: &str| crate::role::known(tx, entity);
        let grants: Vec<Grant> = default
            .grants
            .iter()
            .chain(everybody)
            .filter_map(|line| grant(line))
            .filter(|g| known(&g.entity))
            .collect();
        let mut role = Role {
            head: Head::default(),
            name: name(&default.names, language).to_owned(),
            code: default.code.to_owned(),
            grants: grants.into(),
            fields: Vec::new().into(),
        };
        called(tx, &mut role, &default.names, language)?;
    }
    Ok(())
}

/// `sales.* read company` as a right.
fn grant(line: &str) -> Option<Grant> {
    let mut words = line.split(' ');
    let (entity, action, scope) = (words.next()?, words.next()?, words.next()?);
    Some(Grant::new(entity, action, <Reach as entity::Choice>::from_code(scope)?))
}

/// A company in a currency and a country by their codes.
pub fn company(tx: &mut Tx, name: &str, currency: &str, country: &str) -> Result<Id<Company>> {
    let unknown = |code: &'static str, value: &str| Error::from(Refusal::new(code).arg("value", value));
    let currency_id = Currency::by_code(tx, currency)?.ok_or_else(|| unknown("platform.currency_unknown", currency))?;
    let country_id = Country::by_code(tx, country)?.ok_or_else(|| unknown("platform.country_unknown", country))?;
    let code = code_of(tx, name)?;
    tx.insert(&mut Company {
        zone: zone_of(country).map(str::to_owned),
        ..Company::new(name, &code, currency_id, country_id)
    })
}

/// The time zone of a country that has one, or of its capital.
fn zone_of(country: &str) -> Option<&'static str> {
    Some(match country {
        "ES" => "Europe/Madrid",
        "CN" => "Asia/Shanghai",
        "DE" => "Europe/Berlin",
        "FR" => "Europe/Paris",
        "IT" => "Europe/Rome",
        "PT" => "Europe/Lisbon",
        "GB" => "Europe/London",
        "IE" => "Europe/Dublin",
        "NL" => "Europe/Amsterdam",
        "BE" => "Europe/Brussels",
        "AT" => "Europe/Vienna",
        "CH" => "Europe/Zurich",
        "PL" => "Europe/Warsaw",
        "US" => "America/New_York",
        "MX" => "America/Mexico_City",
        "AR" => "America/Argentina/Buenos_Aires",
        "CL" => "America/Santiago",
        "CO" => "America/Bogota",
        "PE" => "America/Lima",
        "BR" => "America/Sao_Paulo",
        "JP" => "Asia/Tokyo",
        "SG" => "Asia/Singapore",
        "HK" => "Asia/Hong_Kong",
        "TW" => "Asia/Taipei",
        _ => return None,
    })
}

/// A short code from a name, unlike those that are there.
fn code_of(tx: &Tx, name: &str) -> Result<String> {
    let there = known(tx, store::sql!("platform.company_codes", "SELECT code FROM platform_company"))?;
    let word: String = name.chars().filter(|c| c.is_alphanumeric()).take(4).flat_map(char::to_uppercase).collect();
    let word = if word.is_empty() { "CO".to_owned() } else { word };
    let free = |code: &String| !there.contains(code);
    let numbered = (2..).map(|n| format!("{word}{n}"));
    Ok(std::iter::once(word.clone()).chain(numbered).find(free).unwrap_or(word))
}

/// The first user, who may do everything.
pub fn administrator(tx: &mut Tx, name: &str, login: &str, language: Language) -> Result<Id<User>> {
    let role = Role::by_code(tx, ADMINISTRATOR)?;
    let role = role.ok_or_else(|| Error::not_found(Role::DEF.name, ADMINISTRATOR))?;
    tx.insert(&mut User { language, ..User::new(name, login, &[role]) })
}
