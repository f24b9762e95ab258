//! The demonstration company: founded once, of our own invention, and served again as it was left.

use base::Result;
use platform::Language;
use platform::installation::{Founding, Installation, NewIdentity};

/// The set's name in addresses.
const NAME: &str = "demo";

/// How to sign in.
pub struct SignIn {
    pub login: &'static str,
    pub password: &'static str,
}

const SIGN_IN: SignIn = SignIn { login: "lucia@demo.example", password: "canal-bridge-lantern" };

/// Makes the demonstration company unless it is there.
pub fn ready(house: &Installation) -> Result<SignIn> {
    if house.sets()?.iter().any(|s| s.name == NAME) {
        return Ok(SIGN_IN);
    }
    let identity = match house.identity(SIGN_IN.login)? {
        Some(identity) => identity,
        None => house.add_identity(&NewIdentity {
            login: SIGN_IN.login.to_owned(),
            name: "Lucía Ortega".to_owned(),
            language: "en".to_owned(),
            password: SIGN_IN.password.to_owned(),
        })?,
    };
    house.create_set(&Founding {
        name: NAME.to_owned(),
        title: "Ponte Cycles".to_owned(),
        language: Language::English,
        company: "Ponte Cycles S.L.".to_owned(),
        currency: "EUR".to_owned(),
        country: "ES".to_owned(),
        administrator: Some(identity.id),
    })?;
    Ok(SIGN_IN)
}
