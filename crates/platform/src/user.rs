//! A user is somebody who signs in to this account set: name, language, roles, team, manager. Documents point here.

use crate::{Company, Role, Team};
use base::{Id, Instant, Refusal, Result};
use entity::{Choice, Email, Entity, Fields, Head, Lines};
use store::{Business, Read, Refusals, Tx, action};

/// The languages that every text of the program exists in.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    #[choice(code = "en")]
    English,
    /// 简体中文.
    #[choice(code = "zh-CN")]
    Chinese,
    /// Español.
    #[choice(code = "es")]
    Spanish,
}

/// How close rows stand.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Most rows on a screen.
    Compact,
    /// The usual.
    #[default]
    Default,
    /// Most air.
    Cozy,
}

/// Light or dark.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

/// Somebody who signs in to this account set. Who he is comes from the installation; what he may do is read from here.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.user", kind = 1, icon = "user", code = "login", search(name, login), sort = "name")]
pub struct User {
    pub head: Head,
    #[field(indexed, column, personal)]
    pub name: String,
    /// The e-mail address he signs in with, in small letters.
    #[field(unique, column, personal)]
    pub login: Email,
    #[field(column)]
    pub language: Language,
    /// The language whose habits dates and figures follow; empty is the same as the words.
    pub region: Option<Language>,
    /// The time zone his dates and times are shown in, `Europe/Madrid`; empty is the set's.
    #[field(max = 60)]
    pub zone: Option<String>,
    #[field(default = "default")]
    pub density: Density,
    pub theme: Theme,
    /// Single letters work as shortcuts; off for whoever dictates or types with aids.
    #[field(default = "1")]
    pub shortcuts: bool,
    #[field(column)]
    pub team: Option<Id<Team>>,
    pub manager: Option<Id<User>>,
    /// What he may do: the widest of what any of his roles grants.
    pub roles: Lines<UserRole>,
    /// The companies whose records a right of scope "company" reaches.
    pub companies: Lines<UserCompany>,
    /// Somebody who is not active may do nothing, from the next transaction on.
    #[field(column, default = "1")]
    pub active: bool,
}

/// How a user wants his pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The words.
    pub language: Language,
    /// The habits of dates and figures; empty is those of the words.
    pub region: Option<Language>,
    /// The time zone; empty is the set's.
    pub zone: Option<String>,
    /// How close rows stand.
    pub density: Density,
    /// Light or dark.
    pub theme: Theme,
}

/// One role of a user.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.user_role", kind = 2, line_of = "platform.user")]
pub struct UserRole {
    pub head: Head,
    pub role: Id<Role>,
}

/// One company that a user works in.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.user_company", kind = 3, line_of = "platform.user")]
pub struct UserCompany {
    pub head: Head,
    pub company: Id<Company>,
}

impl Business for UserRole {}
impl Business for UserCompany {}

impl User {
    /// A new active user with these roles, in the first company if there is only one.
    pub fn new(name: impl Into<String>, login: impl Into<String>, roles: &[Id<Role>]) -> User {
        let role = |role: &Id<Role>| UserRole { head: Head::default(), role: *role };
        User {
            head: Head::default(),
            name: name.into(),
            login: Email::new(login),
            language: Language::default(),
            region: None,
            zone: None,
            density: Density::default(),
            theme: Theme::default(),
            shortcuts: true,
            team: None,
            manager: None,
            roles: roles.iter().map(role).collect::<Vec<_>>().into(),
            companies: Lines::default(),
            active: true,
        }
    }

    /// Keeps how a user wants his pages; everybody may for himself.
    pub fn prefer(tx: &mut Tx, user: Id<User>, wish: &Preferences) -> Result<()> {
        let shape = tx.shape("platform.user")?;
        let record = tx.lock_record("platform.user", user.raw())?;
        if tx.who().user != Some(user.raw()) {
            tx.must(&shape, &record, action::EDIT)?;
        }
        let mut person = tx.lock(user)?;
        person.language = wish.language;
        person.region = wish.region;
        person.zone = wish.zone.clone();
        person.density = wish.density;
        person.theme = wish.theme;
        tx.update(&mut person)?;
        Ok(())
    }

    /// The user who signs in under this e-mail address.
    pub fn by_login(read: &Read, login: &str) -> Result<Option<User>> {
        let login = crate::lower(login);
        Ok(read.select::<User>("login = $1 AND archived_at IS NULL", &[login.into()])?.pop())
    }
}

impl Business for User {
    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        self.login = Email::new(crate::lower(&self.login));
        // Somebody new works in the only company there is; in a group, somebody decides.
        if !self.head.saved()
            && !touched.has("companies")
            && let Lines::Loaded(companies) = &mut self.companies
            && companies.is_empty()
            && let [company] = read.select::<Company>("archived_at IS NULL ORDER BY id LIMIT 2", &[])?.as_slice()
        {
            companies.push(UserCompany { head: Head::default(), company: company.id() });
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(zone) = &self.zone
            && Instant::from_micros(0).date_in(zone).is_err()
        {
            refusals.add(Refusal::new("platform.time_zone_unknown").field("zone").arg("value", zone));
        }
        if self.manager.is_some() {
            read.hold("tree", "platform.user")?;
        }
        if let Some(manager) = self.manager
            && self.head.saved()
            && crate::tree::above(read, "platform_user", "manager", manager.raw())?.contains(&self.head.id)
        {
            refusals.add(Refusal::new("platform.manager_in_a_circle").field("manager").record(&self.name));
        }
        crate::unlike(&self.roles, |r| r.role, "roles", "role", refusals);
        crate::unlike(&self.companies, |c| c.company, "companies", "company", refusals);
        Ok(())
    }
}
