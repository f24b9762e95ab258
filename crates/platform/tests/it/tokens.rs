//! API tokens.

use crate::fixture::{codes, furnished, user_with, we};
use base::{Instant, Result};
use entity::Entity;
use platform::{Reach, token};
use store::{Scope, Who};

#[test]
fn a_token_acts_as_its_user_within_its_limits_until_it_ends() {
    let (set, _) = furnished();
    let ana = set.write(&we(), |tx| user_with(tx, "Ana", &[("*", "*", Reach::All)])).unwrap();
    let text = token::draw().unwrap();
    assert!(!format!("{text:?}").contains(text.expose()));
    let (drawn, soon) = (text.clone(), Instant::from_micros(set.now().micros() + 60_000_000));
    let own = Who::user(ana.raw(), "test");
    let id = set
        .write(&own, move |tx| token::create(tx, &drawn, "Shop", ana, &["shop.deal:read".into()], Some(soon)))
        .unwrap();
    let who = token::authenticate(&set, text.expose()).unwrap().unwrap();
    assert_eq!((who.user, who.limits.clone()), (Some(ana.raw()), vec!["shop.deal:read".to_owned()]));
    let scopes = set.read(&who, |r| {
        let of = |name: &str| -> Result<Scope> { Ok(r.access()?.scope(&*r.shape(name)?, "read")) };
        Ok((of("shop.deal")?, of("platform.user")?))
    });
    assert_eq!(scopes.unwrap(), (Scope::All, Scope::None));
    assert!(set.read(&we(), |r| Ok(r.get(id)?.used_at)).unwrap().is_some());
    assert_eq!(token::authenticate(&set, "fondaco_guess").unwrap(), None);
    let kept = set.read(&we(), |r| Ok(r.get(id)?.fingerprint)).unwrap();
    assert_eq!(token::authenticate(&set, &format!("fondaco_{kept}")).unwrap(), None);

    let error = set.write(&who, move |tx| token::create(tx, &text.clone(), "More", ana, &[], None)).unwrap_err();
    assert_eq!(codes(error), ["platform.token_by_token "]);
    let other = token::draw().unwrap();
    let drawn = other.clone();
    let error =
        set.write(&own, move |tx| token::create(tx, &drawn, "Odd", ana, &["no.such:read".into()], None)).unwrap_err();
    assert_eq!(codes(error), ["platform.token_scope scopes"]);
    set.write(&we(), move |tx| {
        let mut token = tx.lock(id)?;
        token.expires_at = Some(Instant::from_micros(1));
        tx.update(&mut token)
    })
    .unwrap();
    assert_eq!(token::authenticate(&set, other.expose()).unwrap(), None);
}

#[test]
fn a_token_ends_with_its_user() {
    let (set, _) = furnished();
    let (ana, eva) = set
        .write(&we(), |tx| {
            Ok((
                user_with(tx, "Ana", &[("shop.*", "*", Reach::All)])?,
                user_with(tx, "Eva", &[("*", "*", Reach::All)])?,
            ))
        })
        .unwrap();
    let text = token::draw().unwrap();
    let drawn = text.clone();
    let foreign = set.write(&Who::user(ana.raw(), "test"), move |tx| token::create(tx, &drawn, "X", eva, &[], None));
    assert_eq!(codes(foreign.unwrap_err()), ["platform.token_for_another owner"]);
    let drawn = text.clone();
    set.write(&Who::user(eva.raw(), "test"), move |tx| token::create(tx, &drawn, "X", ana, &[], None)).unwrap();
    assert!(token::authenticate(&set, text.expose()).unwrap().is_some());
    set.write(&we(), move |tx| {
        let mut ana = tx.lock(ana)?;
        ana.active = false;
        tx.update(&mut ana).map(|_| ana.id())
    })
    .unwrap();
    assert_eq!(token::authenticate(&set, text.expose()).unwrap(), None);
}
