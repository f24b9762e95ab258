//! Parties on paper: their address as the post reads it, their language, and how documents name them.

use crate::{Address, AddressUse, Party, contact::loaded};
use base::{Id, Result};
use platform::Country;
use platform::print::country_code;
use store::Read;

/// Whom a document is sent to.
pub struct Receiver {
    pub party: Party,
    /// Where it goes.
    pub address: Option<Address>,
}

impl Receiver {
    /// A party with its address for a purpose; where it has none for it, its first.
    pub fn of(read: &Read, party: Id<Party>, purpose: AddressUse) -> Result<Receiver> {
        let party: Party = read.get(party)?;
        let mut addresses: Vec<&Address> = loaded(&party.addresses).iter().collect();
        addresses.sort_by_key(|a| (a.purpose != purpose, !a.is_primary));
        let address = addresses.first().copied().cloned();
        Ok(Receiver { party, address })
    }

    /// Where it is, which decides the language when it has none of its own.
    pub fn country(&self) -> Option<Id<Country>> {
        self.address.as_ref().and_then(|a| a.country).or(self.party.country)
    }

    /// The lines of the address, the contact below the name. The country stands last, in capitals and English as the post of every
    /// country reads it, where the sender is in another.
    pub fn lines(&self, read: &Read, contact: Option<&Party>, sender: Id<Country>) -> Result<Vec<String>> {
        let mut lines = vec![self.party.name.clone()];
        lines.extend(contact.filter(|c| c.head.id != self.party.head.id).map(|c| c.name.clone()));
        let country = country_code(read, self.country())?;
        if let Some(address) = &self.address {
            let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
            let street = address.street.as_ref().map(ToString::to_string).unwrap_or_default();
            let street: Vec<String> = street.lines().map(|l| l.trim().to_owned()).collect();
            let place = Place {
                street,
                postal_code: text(&address.postal_code),
                city: text(&address.city),
                region: text(&address.region),
            };
            lines = place.around(&country, lines);
        }
        if let Some(abroad) = self.country().filter(|c| *c != sender) {
            let name = read.titles_in("platform.country", &[abroad.raw()], "en")?.remove(&abroad.raw());
            lines.extend(name.map(|n| n.to_uppercase()));
        }
        lines.retain(|l| !l.trim().is_empty());
        Ok(lines)
    }

    /// Its tax number with the prefix of the country.
    pub fn tax_number(&self, read: &Read) -> Result<Option<String>> {
        let Some(number) = &self.party.tax_id else { return Ok(None) };
        Ok(Some(format!("{}{number}", country_code(read, self.party.tax_country)?)))
    }
}

/// The parts of an address.
#[derive(Clone, Debug, Default)]
struct Place {
    street: Vec<String>,
    postal_code: String,
    city: String,
    region: String,
}

impl Place {
    /// The address with the names where the country puts them.
    fn around(self, country: &str, names: Vec<String>) -> Vec<String> {
        let Place { street, postal_code, city, region } = self;
        let join = |parts: &[&str]| {
            let parts: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
            parts.join(" ")
        };
        let comma =
            |a: &str, b: &str| if a.is_empty() || b.is_empty() { format!("{a}{b}") } else { format!("{a}, {b}") };
        // Written in Chinese, an address goes from the large to the small and the name stands last.
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if country == "CN" && (chinese(&city) || street.iter().any(|l| chinese(l))) {
            let place = format!("{region}{city}{}", street.concat());
            return [vec![postal_code, place], names].concat();
        }
        let place = match country {
            "US" | "CA" | "AU" => vec![comma(&city, &join(&[&region, &postal_code]))],
            "GB" | "IE" => vec![city, region, postal_code],
            "CN" | "JP" | "KR" | "TW" | "HK" | "SG" => vec![join(&[&city, &postal_code]), region],
            "ES" if region.is_empty() || region.eq_ignore_ascii_case(&city) => vec![join(&[&postal_code, &city])],
            "ES" => vec![format!("{} ({region})", join(&[&postal_code, &city]))],
            "IT" => vec![join(&[&postal_code, &city, &region])],
            "MX" | "BR" => vec![join(&[&postal_code, &comma(&city, &region)])],
            _ => vec![join(&[&postal_code, &city])],
        };
        [names, street, place].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_puts_code_city_and_name_where_its_post_wants_them() {
        let place = |street: &str, code: &str, city: &str, region: &str| Place {
            street: vec![street.to_owned()],
            postal_code: code.to_owned(),
            city: city.to_owned(),
            region: region.to_owned(),
        };
        let rows: &[(&str, Place, &[&str])] = &[
            (
                "ES",
                place("Calle de Colón 15", "46004", "Valencia", "Valencia"),
                &["Ana", "Calle de Colón 15", "46004 Valencia"],
            ),
            ("ES", place("Plaza 1", "46800", "Xàtiva", "Valencia"), &["Ana", "Plaza 1", "46800 Xàtiva (Valencia)"]),
            ("DE", place("Am Wall 1", "28195", "Bremen", "Bremen"), &["Ana", "Am Wall 1", "28195 Bremen"]),
            ("US", place("1 Main St", "02139", "Cambridge", "MA"), &["Ana", "1 Main St", "Cambridge, MA 02139"]),
            ("GB", place("12 Quay St", "BS1 4DA", "Bristol", ""), &["Ana", "12 Quay St", "Bristol", "", "BS1 4DA"]),
            ("CN", place("南京西路 1266 号", "200040", "上海市", ""), &["200040", "上海市南京西路 1266 号", "Ana"]),
            (
                "CN",
                place("1266 Nanjing West Rd", "200040", "Shanghai", ""),
                &["Ana", "1266 Nanjing West Rd", "Shanghai 200040", ""],
            ),
        ];
        for (country, place, wanted) in rows {
            assert_eq!(place.clone().around(country, vec!["Ana".to_owned()]), *wanted, "{country}");
        }
    }
}
