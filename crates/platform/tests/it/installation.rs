//! Signing in, sessions, throttles, second factors, and the sets of an installation.

use crate::fixture::{codes, registry};
use base::Instant;
use platform::Language;
use platform::installation::{
    Errand, Founding, Identity, Installation, NewIdentity, Order, Place, SessionToken, SignIn, Stand, Standing,
    check_password, valid_name,
};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use store::testing::database;
use store::{Location, Options, Who, connect};

const SECOND: i64 = 1_000_000;
const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const PASSWORD: &str = "a long enough sentence";
static COUNT: AtomicU32 = AtomicU32::new(0);

/// An installation of its own, with a clock that a test moves.
struct House {
    installation: Option<Installation>,
    place: Place,
    clock: Arc<AtomicI64>,
}

impl House {
    fn new() -> House {
        let name = format!("house_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let place = match database() {
            Some(url) => Place::Database { url, prefix: name },
            None => Place::Folder(std::env::temp_dir().join(format!("fondaco_{name}"))),
        };
        let mut house = House { installation: None, place, clock: Arc::new(AtomicI64::new(1_795_000_000 * SECOND)) };
        house.restart();
        house
    }

    fn restart(&mut self) {
        self.installation = None;
        let clock = self.clock.clone();
        let options = Options {
            clock: Arc::new(move || Instant::from_micros(clock.load(Ordering::Relaxed))),
            ..Options::default()
        };
        let opened = Installation::open(self.place.clone(), registry(), options).unwrap();
        // On PostgreSQL there is no data folder that could hold the key.
        self.installation = Some(match &self.place {
            Place::Folder(_) => opened,
            Place::Database { .. } => opened.with_key(KEY).unwrap(),
        });
    }

    fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds * SECOND, Ordering::Relaxed);
    }

    fn ana(&self) -> Identity {
        let new = NewIdentity {
            login: "Ana@Ferrum.example".into(),
            name: "Ana".into(),
            language: "es".into(),
            password: PASSWORD.into(),
        };
        self.add_identity(&new).unwrap()
    }

    fn sign(&self, password: &str) -> SignIn {
        self.sign_in("ana@ferrum.example", password, "192.0.2.7", "Browser", None).unwrap()
    }

    fn welcome(&self) -> SessionToken {
        match self.sign(PASSWORD) {
            SignIn::Welcome { token, .. } => token,
            other => panic!("{other:?}"),
        }
    }
}

impl std::ops::Deref for House {
    type Target = Installation;
    fn deref(&self) -> &Installation {
        self.installation.as_ref().unwrap()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let sets = self.installation.as_ref().map(|i| i.sets().unwrap_or_default()).unwrap_or_default();
        for set in sets {
            let _ = self.remove_set(&set.name);
        }
        self.installation = None;
        match &self.place {
            Place::Folder(folder) => {
                let _ = std::fs::remove_dir_all(folder);
            }
            Place::Database { url, prefix } => {
                let location = Location::Schema { url: url.clone(), schema: "public".into() };
                let _ = connect(&location).and_then(|mut c| c.batch(&format!("DROP SCHEMA \"{prefix}\" CASCADE")));
            }
        }
    }
}

fn founding(name: &str, administrator: Option<i64>) -> Founding {
    Founding {
        name: name.into(),
        title: "Ferrum".into(),
        language: Language::Spanish,
        company: "Ferrum SL".into(),
        currency: "EUR".into(),
        country: "ES".into(),
        administrator,
    }
}

/// The code an authenticator shows at a moment.
fn code_at(secret: &str, micros: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate((micros / SECOND) as u64).to_string()
}

#[test]
fn the_right_password_opens_a_session_and_signing_out_ends_it() {
    let house = House::new();
    let ana = house.ana();
    assert_eq!(house.sign("something else"), SignIn::Refused);
    let token = house.welcome();
    let session = house.session(&token).unwrap().unwrap();
    assert_eq!((session.identity, session.address.as_str()), (ana.clone(), "192.0.2.7"));
    assert_eq!(house.session(&SessionToken::from_cookie("guess")).unwrap(), None);
    assert_eq!(house.sessions(ana.id).unwrap().len(), 1);
    house.sign_out(&token).unwrap();
    assert_eq!(house.session(&token).unwrap(), None);
}

#[test]
fn signing_in_again_rotates_the_token_and_secrets_are_not_shown() {
    let house = House::new();
    let ana = house.ana();
    let old = house.welcome();
    let again = house.sign_in("ANA@ferrum.example ", PASSWORD, "192.0.2.7", "Browser", Some(&old)).unwrap();
    let SignIn::Welcome { token, .. } = &again else { panic!("{again:?}") };
    assert_eq!(house.session(&old).unwrap(), None);
    assert!(!format!("{again:?}").contains(token.expose()));
    let kept = &house.sessions(ana.id).unwrap()[0].id;
    assert_ne!(kept, token.expose());
    assert!(house.revoke(ana.id, kept).unwrap());
    assert_eq!(house.session(token).unwrap(), None);
    let new = NewIdentity {
        login: "b@x.example".into(),
        name: "B".into(),
        language: "en".into(),
        password: "secret words!".into(),
    };
    assert!(!format!("{new:?}").contains("secret words"));
}

#[test]
fn a_session_ends_when_idle_and_in_any_case() {
    let house = House::new();
    house.ana();
    let idle = house.welcome();
    house.pass(13 * 3_600);
    assert_eq!(house.session(&idle).unwrap(), None);
    let busy = house.welcome();
    for _ in 0..33 {
        house.pass(10 * 3_600);
        assert!(house.session(&busy).unwrap().is_some());
    }
    house.pass(10 * 3_600);
    assert_eq!(house.session(&busy).unwrap(), None, "after fourteen days");
}

#[test]
fn guessing_waits_longer_each_time_also_after_a_restart_and_for_names_that_do_not_exist() {
    let mut house = House::new();
    house.ana();
    for _ in 0..5 {
        assert_eq!(house.sign("wrong again and again"), SignIn::Refused);
    }
    assert_eq!(house.sign("wrong again and again"), SignIn::Refused);
    let first = match house.sign(PASSWORD) {
        SignIn::Throttled { until } => until,
        other => panic!("the right password does not help while there is to wait: {other:?}"),
    };
    house.restart();
    assert_eq!(house.sign(PASSWORD), SignIn::Throttled { until: first });
    house.pass(3);
    assert_eq!(house.sign("wrong again and again"), SignIn::Refused);
    let SignIn::Throttled { until } = house.sign(PASSWORD) else { panic!("still to wait") };
    let now = house.clock.load(Ordering::Relaxed);
    assert_eq!(until.micros() - now, 4 * SECOND, "twice as long as before");
    house.pass(5);
    assert!(matches!(house.sign(PASSWORD), SignIn::Welcome { .. }));
    assert_eq!(house.sign("wrong again and again"), SignIn::Refused, "the name starts afresh");

    let nobody = || house.sign_in("nobody@x.example", PASSWORD, "198.51.100.9", "", None).unwrap();
    for _ in 0..6 {
        assert_eq!(nobody(), SignIn::Refused);
    }
    assert!(matches!(nobody(), SignIn::Throttled { .. }));
}

#[test]
fn an_address_that_tries_many_names_waits() {
    let house = House::new();
    let try_name =
        |n: i32| house.sign_in(&format!("n{n}@x.example"), "whatever it may be", "203.0.113.5", "", None).unwrap();
    let throttled = (0..40).filter(|n| matches!(try_name(*n), SignIn::Throttled { .. })).count();
    assert_eq!(throttled, 9);
}

#[test]
fn a_second_factor_is_asked_once_set_up_and_a_used_code_is_refused() {
    let house = House::new();
    let ana = house.ana();
    let enrolment = house.begin_totp(ana.id).unwrap();
    assert!(enrolment.url.starts_with("otpauth://totp/Fondaco:ana%40ferrum.example?secret="));
    assert!(!format!("{enrolment:?}").contains(&enrolment.secret));
    assert!(matches!(house.sign(PASSWORD), SignIn::Welcome { .. }), "not before a first code");
    assert_eq!(codes(house.finish_totp(ana.id, "000").unwrap_err()), ["platform.totp_wrong code"]);
    let code = || code_at(&enrolment.secret, house.clock.load(Ordering::Relaxed));
    let first = code();
    let recovery = house.finish_totp(ana.id, &first).unwrap();
    assert_eq!(recovery.len(), 10);

    let challenge = || match house.sign(PASSWORD) {
        SignIn::NeedsTotp { challenge } => challenge,
        other => panic!("{other:?}"),
    };
    let waiting = challenge();
    assert_eq!(house.session(&waiting).unwrap(), None, "half signed in is not signed in");
    let confirm = |t: &SessionToken, code: &str| house.confirm_totp(t, code, "192.0.2.7", "Browser").unwrap();
    assert_eq!(confirm(&waiting, &first), SignIn::Refused, "it was used to set up");
    house.pass(60);
    let second = code();
    let SignIn::Welcome { token, .. } = confirm(&waiting, &second) else { panic!("the code fits") };
    assert!(house.session(&token).unwrap().is_some());
    assert_eq!(confirm(&challenge(), &second), SignIn::Refused, "each code is good once");
    assert!(matches!(confirm(&challenge(), &recovery[3].to_lowercase()), SignIn::Welcome { .. }));
    assert_eq!(confirm(&challenge(), &recovery[3]), SignIn::Refused);
    let late = challenge();
    house.pass(6 * 60);
    assert_eq!(confirm(&late, &code()), SignIn::Refused, "the second step has five minutes");
    house.remove_totp(ana.id).unwrap();
    assert!(matches!(house.sign(PASSWORD), SignIn::Welcome { .. }));
}

#[test]
fn a_new_password_ends_sessions_and_somebody_inactive_cannot_sign_in() {
    let house = House::new();
    let ana = house.ana();
    let token = house.welcome();
    assert_eq!(house.knows_password(ana.id, "not the old one").unwrap(), Ok(false));
    assert_eq!(house.knows_password(ana.id, PASSWORD).unwrap(), Ok(true));
    assert_eq!(
        codes(house.change_password(ana.id, "short", &token).unwrap_err()),
        ["platform.password_short password"]
    );
    let elsewhere = house.welcome();
    house.change_password(ana.id, "another long sentence", &token).unwrap();
    assert_eq!(house.session(&elsewhere).unwrap(), None, "sessions elsewhere end");
    assert!(house.session(&token).unwrap().is_some(), "the one in hand goes on");
    house.set_password(ana.id, "another long sentence").unwrap();
    assert_eq!(house.session(&token).unwrap(), None);
    assert_eq!(house.sign(PASSWORD), SignIn::Refused);
    house.set_active(ana.id, false).unwrap();
    assert_eq!(house.sign("another long sentence"), SignIn::Refused);
    let again = NewIdentity {
        login: "ana@ferrum.example".into(),
        name: "A".into(),
        language: "en".into(),
        password: PASSWORD.into(),
    };
    assert_eq!(codes(house.add_identity(&again).unwrap_err())[0], "platform.login_taken login");
    check_password("十个汉字也可以作为密码的", "ana@x.example").unwrap();
}

#[test]
fn a_founded_set_has_its_administrator_and_is_copied_and_removed() {
    let mut house = House::new();
    let ana = house.ana();
    let set = house.create_set(&founding("ferrum-2026", Some(ana.id))).unwrap();
    let member = house.memberships(ana.id).unwrap();
    assert_eq!((member.len(), member[0].set.as_str()), (1, "ferrum-2026"));
    let who = Who::user(member[0].user, "test");
    assert!(set.read(&who, |read| Ok(read.access()?.everything)).unwrap());
    assert!(Arc::ptr_eq(&set, &house.set("ferrum-2026").unwrap()));
    let eva = NewIdentity {
        login: "eva@ferrum.example".into(),
        name: "Eva".into(),
        language: "zh-CN".into(),
        password: PASSWORD.into(),
    };
    let eva = house.add_identity(&eva).unwrap();
    let user = house.admit("eva@ferrum.example", "ferrum-2026", &["reader"]).unwrap();
    assert_eq!(house.admit("eva@ferrum.example", "ferrum-2026", &["reader"]).unwrap(), user);
    assert_eq!(house.memberships(eva.id).unwrap()[0].user, user.raw());
    assert_eq!(
        house.admit("eva@ferrum.example", "ferrum-2026", &["king"]).unwrap(),
        user,
        "who is there stays as he is"
    );
    assert_eq!(house.admit("ana@ferrum.example", "ferrum-2026", &[]).unwrap().raw(), member[0].user);
    let error = house.create_set(&founding("ferrum-2026", None)).err().unwrap();
    assert_eq!(codes(error), ["platform.set_name_taken name"]);
    let wrong = Founding { currency: "ZZZ".into(), ..founding("broken", None) };
    assert_eq!(house.create_set(&wrong).err().unwrap().code(), "platform.currency_unknown");

    let copy = house.copy_set("ferrum-2026", "copy", "Copy of Ferrum").unwrap();
    let count = |set: &store::Set| set.read(&who, |r| r.number("SELECT COUNT(*) FROM platform_country", &[])).unwrap();
    assert_eq!((count(&set), count(&copy)), (249, 249));
    copy.write(&who, |tx| platform::seed::company(tx, "Only in the copy", "EUR", "ES")).unwrap();
    let companies =
        |set: &store::Set| set.read(&who, |r| r.number("SELECT COUNT(*) FROM platform_company", &[])).unwrap();
    assert_eq!((companies(&set), companies(&copy)), (1, 2));
    drop((set, copy));
    house.restart();
    let names: Vec<_> = house.sets().unwrap().into_iter().map(|s| s.name).collect();
    assert_eq!(names, ["copy", "ferrum-2026"], "a set that could not be founded left nothing");
    house.remove_set("copy").unwrap();
    assert!(house.set("copy").is_err());
    assert_eq!(house.memberships(ana.id).unwrap().len(), 1);
}

#[test]
fn a_name_never_leads_out_of_its_folder() {
    for name in ["", "a", "../x", "a/b", "a.b", "A", "ä", "-a", "a-", "1a", "con\0", "api", &"a".repeat(41)] {
        assert!(valid_name(name).is_err(), "{name}");
    }
    valid_name("acme-2").unwrap();
    assert_eq!(Place::of("./data"), Place::Folder(PathBuf::from("./data")));
    assert!(matches!(Place::of("postgres://x@y/z"), Place::Database { prefix, .. } if prefix == "fondaco"));
}

#[test]
fn many_guesses_at_once_are_counted_like_one_after_the_other() {
    let house = House::new();
    house.ana();
    let refused = std::thread::scope(|scope| {
        let guess = || house.sign_in("ana@ferrum.example", "wrong again and again", "192.0.2.8", "", None).unwrap();
        let all: Vec<_> = (0..16).map(|_| scope.spawn(guess)).collect();
        all.into_iter().map(|t| t.join().unwrap()).filter(|s| *s == SignIn::Refused).count()
    });
    assert_eq!(refused, 6, "five are free, the sixth begins the wait");
}

/// What the installation's own store keeps for the first factor.
fn kept_secret(house: &House) -> String {
    let who = Who::program("test");
    let row =
        house.store().read(&who, |read| read.row("SELECT COALESCE(totp, totp_pending) FROM identity", &[])).unwrap();
    row.unwrap()[0].to_string()
}

#[test]
fn the_secret_of_a_second_factor_lies_locked_and_an_open_one_of_before_is_locked_at_the_next_start() {
    let mut house = House::new();
    let ana = house.ana();
    let enrolment = house.begin_totp(ana.id).unwrap();
    assert!(!kept_secret(&house).contains(&enrolment.secret), "a copy of the database alone is no second factor");
    assert_eq!(house.pending_totp(ana.id).unwrap().unwrap().secret, enrolment.secret);
    let now = || house.clock.load(Ordering::Relaxed);
    house.finish_totp(ana.id, &code_at(&enrolment.secret, now())).unwrap();
    let mut conn = house.store().maintenance().unwrap();
    conn.execute("UPDATE identity SET totp = $1", &[enrolment.secret.as_str().into()]).unwrap();
    drop(conn);
    house.restart();
    assert!(kept_secret(&house).starts_with("x1:"), "locked when it is next opened");
    house.pass(60);
    let SignIn::NeedsTotp { challenge } = house.sign(PASSWORD) else { panic!("the code is asked for") };
    let code = code_at(&enrolment.secret, house.clock.load(Ordering::Relaxed));
    let answer = house.confirm_totp(&challenge, &code, "192.0.2.7", "Browser").unwrap();
    assert!(matches!(answer, SignIn::Welcome { .. }), "{answer:?}");
    if let Place::Folder(folder) = &house.place {
        let key = std::fs::metadata(folder.join("installation.key")).unwrap();
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&key.permissions()) & 0o777, 0o600);
        assert_eq!(key.len(), 65);
    }
}

#[test]
fn without_a_key_no_second_factor_is_set_up_and_with_another_one_recovery_codes_still_open() {
    let mut house = House::new();
    let ana = house.ana();
    let enrolment = house.begin_totp(ana.id).unwrap();
    let codes_kept =
        house.finish_totp(ana.id, &code_at(&enrolment.secret, house.clock.load(Ordering::Relaxed))).unwrap();
    let opened = house.installation.take().unwrap();
    house.installation = Some(opened.with_key(&"ab".repeat(32)).unwrap());
    house.pass(60);
    let confirm = |code: &str| {
        let SignIn::NeedsTotp { challenge } = house.sign(PASSWORD) else { panic!("the code is asked for") };
        house.confirm_totp(&challenge, code, "192.0.2.7", "Browser").unwrap()
    };
    let code = code_at(&enrolment.secret, house.clock.load(Ordering::Relaxed));
    assert_eq!(confirm(&code), SignIn::Refused);
    assert!(matches!(confirm(&codes_kept[0]), SignIn::Welcome { .. }));
    if let Place::Database { .. } = &house.place {
        let bare = Installation::open(house.place.clone(), registry(), Options::default()).unwrap();
        assert_eq!(codes(bare.begin_totp(ana.id).unwrap_err()), ["platform.key_missing "]);
    }
}

/// Waits for an errand and returns it.
fn ended(house: &Arc<Installation>, id: i64) -> Errand {
    for _ in 0..600 {
        let errand = house.errands().unwrap().into_iter().find(|e| e.id == id).unwrap();
        if errand.stand != Stand::Running {
            return errand;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("the errand does not end");
}

#[test]
fn errands_back_up_verify_restore_copy_and_remove_while_others_write_and_copies_have_no_live_tokens() {
    let mut house = House::new();
    let ana = house.ana();
    let bob = NewIdentity {
        login: "bob@ferrum.example".into(),
        name: "Bob".into(),
        language: "en".into(),
        password: PASSWORD.into(),
    };
    let bob = house.add_identity(&bob).unwrap();
    let folder = std::env::temp_dir().join(format!("fondaco_backups_{}", std::process::id()));
    let shared = Arc::new(house.installation.take().unwrap().with_backups(folder.clone()));
    let set = shared.create_set(&founding("books", Some(ana.id))).unwrap();
    let user = shared.memberships(ana.id).unwrap()[0].user;
    let text = platform::token::draw().unwrap();
    let kept = text.clone();
    set.write(&Who::user(user, "test"), move |tx| {
        platform::token::create(tx, &kept, "shop", base::Id::from_raw(user), &[], None).map(|_| ())
    })
    .unwrap();
    let refused = shared.order(bob.id, Order::Backup { set: "books".into() }).unwrap_err();
    assert!(matches!(refused, base::Error::Forbidden { .. }), "{refused}");
    let run = |order: Order| ended(&shared, shared.order(ana.id, order).unwrap());
    let backup = run(Order::Backup { set: "books".into() });
    assert_eq!((backup.stand, backup.by.as_str()), (Stand::Done, "Ana"), "{}", backup.outcome);
    let file = shared.backups().unwrap().pop().unwrap().name;
    assert_eq!(backup.outcome["file"], file.as_str());
    assert!(
        shared.backup_file("../installation.db").is_err() && shared.backup_file(&format!("../books/{file}")).is_err()
    );
    let verified = run(Order::VerifyFile { file: file.clone() });
    assert_eq!(verified.outcome["problems"].as_array().map(Vec::len), Some(0), "{}", verified.outcome);
    let verified = run(Order::Verify { set: "books".into() });
    assert!(verified.outcome["rows"].as_i64().unwrap() > 100, "{}", verified.outcome);
    let path = shared.backup_file(&file).unwrap();
    let restore = |name: &str, keep_tokens| Order::Restore {
        file: path.clone(),
        shown: file.clone(),
        name: name.into(),
        title: String::new(),
        keep_tokens,
        uploaded: false,
    };
    assert_eq!(run(restore("again", false)).stand, Stand::Done);
    assert_eq!(run(restore("recovered", true)).stand, Stand::Done);
    assert_eq!(run(Order::Copy { from: "books".into(), to: "trial".into(), title: "Trial".into() }).stand, Stand::Done);
    let opens =
        |name: &str| platform::token::authenticate(&shared.set(name).unwrap(), text.expose()).unwrap().is_some();
    assert_eq!([opens("books"), opens("trial"), opens("again"), opens("recovered")], [true, false, false, true]);
    let taken = shared.order(ana.id, Order::Copy { from: "books".into(), to: "trial".into(), title: String::new() });
    assert_eq!(codes(taken.unwrap_err()), ["platform.set_name_taken name"]);
    assert_eq!(run(Order::Remove { set: "trial".into() }).stand, Stand::Done);
    assert_eq!(shared.standing("trial").unwrap(), Some(Standing::Gone));
    assert!(shared.set("trial").is_err() && shared.sets().unwrap().iter().all(|s| s.name != "trial"));
    assert_eq!(run(Order::Copy { from: "books".into(), to: "trial".into(), title: String::new() }).stand, Stand::Done);
    drop(set);
    house.installation = Arc::into_inner(shared);
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn a_set_that_somebody_has_open_is_let_go_before_it_is_removed() {
    let house = House::new();
    let ana = house.ana();
    house.create_set(&founding("books", Some(ana.id))).unwrap();
    let key = |house: Installation| match &house.place() {
        Place::Folder(_) => house,
        Place::Database { .. } => house.with_key(KEY).unwrap(),
    };
    let server = key(Installation::open(house.place.clone(), registry(), Options::default()).unwrap());
    let held = server.set("books").unwrap();
    let who = Who::program("test");
    held.read(&who, |read| read.number("SELECT COUNT(*) FROM platform_user", &[])).unwrap();
    std::thread::scope(|scope| {
        let removing = scope.spawn(|| house.remove_set("books"));
        // Another process of the installation hears of it with its next request, and lets go when what it does is done.
        let mut asked = 0;
        while server.set("books").is_ok() {
            asked += 1;
            assert!(asked < 500, "the server goes on");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        drop(held);
        removing.join().unwrap().unwrap();
    });
    assert!(matches!(server.set("books"), Err(base::Error::NotFound { .. })));
    assert!(house.sets().unwrap().is_empty());
}
