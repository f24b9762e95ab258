//! What one person may do, and the one place that turns it into a condition on rows. Every way out of the store asks here.

use entity::{Record, Shape, Value};
use std::collections::{HashMap, HashSet};

/// How far a right reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Nothing.
    #[default]
    None,
    /// Records whose owner is this person.
    Own,
    /// Records of this person's team.
    Team,
    /// Records owned by this person or by people below in the organisation.
    Subtree,
    /// Records of the companies this person works in.
    Company,
    /// Everything in the set.
    All,
}

impl Scope {
    /// Every scope, narrow to wide.
    pub const ALL: [Scope; 6] = [Scope::None, Scope::Own, Scope::Team, Scope::Subtree, Scope::Company, Scope::All];

    /// The stored word.
    pub fn code(self) -> &'static str {
        match self {
            Scope::None => "none",
            Scope::Own => "own",
            Scope::Team => "team",
            Scope::Subtree => "subtree",
            Scope::Company => "company",
            Scope::All => "all",
        }
    }

    /// The scope of a stored word; an unknown word gives nothing away.
    pub fn from_code(code: &str) -> Scope {
        Scope::ALL.into_iter().find(|s| s.code() == code).unwrap_or_default()
    }

    /// The widest scope that this entity can honour without giving more than was granted.
    fn on(self, shape: &Shape) -> Scope {
        let def = shape.def;
        match self {
            Scope::Own | Scope::Subtree if !def.owned() => Scope::None,
            Scope::Team if !def.teamed() => Scope::None,
            // Master data without a company belongs to all of them.
            Scope::Company if !def.by_company() => Scope::All,
            scope => scope,
        }
    }
}

/// The rights of one person in one account set, as read in the same transaction.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// The user's id in the set; 0 is the program itself.
    pub user: i64,
    /// The user's team.
    pub team: Option<i64>,
    /// The user and everybody below.
    pub below: Vec<i64>,
    /// Companies the user works in.
    pub companies: Vec<i64>,
    /// True for the program itself and for administrators: no condition at all.
    pub everything: bool,
    /// Scope by entity and action; the entity `*` holds for all, the action `*` for all of an entity.
    pub grants: HashMap<(String, String), Scope>,
    /// Fields this person may not read, as (entity, field).
    pub hidden: HashSet<(String, String)>,
    /// Fields this person may read and not change.
    pub locked: HashSet<(String, String)>,
    /// Kinds of which single records were shared with this person.
    pub shared: HashSet<u16>,
    /// Kinds whose records this person may read where their lines name them.
    pub takes_part: HashSet<u16>,
    /// Verbs, by kind, that this person may do on records whose lines name them.
    pub acts_in: Vec<(u16, &'static str)>,
    /// The names under which shares reach this person: `user:5`, `team:2`.
    pub parties: Vec<String>,
    /// Modules that are on in the set; empty means all.
    pub modules_off: HashSet<String>,
}

/// What a record is asked for.
pub mod action {
    pub const READ: &str = "read";
    pub const CREATE: &str = "create";
    pub const EDIT: &str = "edit";
    pub const ARCHIVE: &str = "archive";
    pub const DESTROY: &str = "destroy";
    pub const IMPORT: &str = "import";
    pub const EXPORT: &str = "export";
    /// All of them, in the order the rights page shows.
    pub const ALL: [&str; 7] = [READ, CREATE, EDIT, ARCHIVE, DESTROY, IMPORT, EXPORT];
}

/// A condition on rows: SQL over an alias, with its parameters appended to the statement's.
pub enum Predicate {
    /// No row at all.
    Nothing,
    /// Every row.
    Everything,
    /// Rows that satisfy this.
    Rows(String),
}

impl Access {
    /// The program itself: jobs, migrations, tests.
    pub fn program() -> Access {
        Access { everything: true, ..Access::default() }
    }

    /// The scope of an action on an entity.
    pub fn scope(&self, shape: &Shape, action: &str) -> Scope {
        if self.modules_off.contains(shape.def.module()) {
            return Scope::None;
        }
        if self.everything {
            return Scope::All;
        }
        let look = |entity: &str, action: &str| self.grants.get(&(entity.to_owned(), action.to_owned())).copied();
        let scope = look(shape.name(), action)
            .or_else(|| look(shape.name(), "*"))
            .or_else(|| look("*", action))
            .or_else(|| look("*", "*"))
            .unwrap_or_default();
        // Units, currencies and countries are for everybody to pick from, though not to change.
        let scope = if action == action::READ && shape.def.open { Scope::All } else { scope };
        scope.on(shape)
    }

    /// True when the action is possible on some record, so the button has a meaning.
    pub fn may(&self, shape: &Shape, action: &str) -> bool {
        self.scope(shape, action) != Scope::None
            || (self.shared.contains(&shape.def.kind) && matches!(action, action::READ | action::EDIT))
            || self.takes_part_in(shape, action).is_some()
    }

    /// The table of lines and the column by which this person may do `action` where they are named.
    pub(crate) fn takes_part_in(&self, shape: &Shape, action: &str) -> Option<(String, &'static str)> {
        let (lines, column) = shape.def.participants?;
        let kind = shape.def.kind;
        let may = match action {
            action::READ => self.takes_part.contains(&kind),
            verb => self.acts_in.contains(&(kind, verb)),
        };
        let place = shape.lines_position(lines).filter(|_| may)?;
        Some((shape.lines[place].1.table().to_owned(), column))
    }

    /// The field that keeps records of this entity from this person; the program itself sees all.
    fn kept_from(&self, shape: &Shape) -> Option<&'static str> {
        shape.def.private.filter(|_| self.user != 0)
    }

    /// The condition that limits rows of `alias` to what this person may do `action` on. **The** predicate builder.
    pub fn predicate(&self, shape: &Shape, action: &str, alias: &str, params: &mut Vec<Value>) -> Predicate {
        let mut bind = |value: Value| {
            params.push(value);
            format!("${}", params.len())
        };
        let private = self.kept_from(shape);
        let scope = match self.scope(shape, action) {
            Scope::All if private.is_none() => return Predicate::Everything,
            Scope::All => Some("1 = 1".to_owned()),
            Scope::None => None,
            Scope::Own => Some(format!("{alias}.owner = {}", bind(Value::Int(self.user)))),
            Scope::Team => match self.team {
                Some(team) => Some(format!("{alias}.team = {}", bind(Value::Int(team)))),
                None if shape.def.owned() => Some(format!("{alias}.owner = {}", bind(Value::Int(self.user)))),
                None => None,
            },
            Scope::Subtree => Some(format!("{alias}.owner IN LIST({})", bind(list(&self.below)))),
            Scope::Company => match self.companies.as_slice() {
                [] => None,
                [one] => Some(format!("{alias}.company = {}", bind(Value::Int(*one)))),
                many => Some(format!("{alias}.company IN LIST({})", bind(list(many)))),
            },
        };
        let scope = scope.map(|scope| match private {
            Some(field) => {
                format!("({scope} AND ({alias}.\"{field}\" = 0 OR {alias}.owner = {}))", bind(Value::Int(self.user)))
            }
            None => scope,
        });
        let named = self.takes_part_in(shape, action).map(|(table, column)| {
            let user = bind(Value::Int(self.user));
            format!("{alias}.id IN (SELECT document FROM \"{table}\" WHERE \"{column}\" = {user})")
        });
        let shared = self.shared.contains(&shape.def.kind) && matches!(action, action::READ | action::EDIT);
        let shared = shared.then(|| {
            let parties = serde_json::to_string(&self.parties).unwrap_or_default();
            let edit = if action == action::EDIT { " AND edit = 1" } else { "" };
            format!(
                "{alias}.id IN (SELECT record FROM share WHERE party IN TEXTS({}) AND kind = {}{edit})",
                bind(Value::Text(parties)),
                shape.def.kind
            )
        });
        let ways: Vec<String> = [scope, named, shared].into_iter().flatten().collect();
        match ways.as_slice() {
            [] => Predicate::Nothing,
            [one] => Predicate::Rows(one.clone()),
            many => Predicate::Rows(format!("({})", many.join(" OR "))),
        }
    }

    /// The same as what stands behind the other conditions of a statement: empty for whoever sees everything, ` AND …` for whoever
    /// sees some rows; none where nothing may be seen and nothing needs to be asked.
    pub fn narrowed(&self, shape: &Shape, action: &str, alias: &str, params: &mut Vec<Value>) -> Option<String> {
        match self.predicate(shape, action, alias, params) {
            Predicate::Nothing => None,
            Predicate::Everything => Some(String::new()),
            Predicate::Rows(rows) => Some(format!(" AND {rows}")),
        }
    }

    /// The same rule on a record in hand; shares and lines that name somebody are asked separately, because they lie in the
    /// database.
    pub fn covers(&self, shape: &Shape, action: &str, record: &Record) -> bool {
        let field = |name: &str| shape.value(record, name).int();
        if self.kept_from(shape).is_some_and(|private| field(private) == Some(1)) && field("owner") != Some(self.user) {
            return false;
        }
        match self.scope(shape, action) {
            Scope::All => true,
            Scope::None => false,
            Scope::Own => field("owner") == Some(self.user),
            Scope::Team => match self.team {
                Some(team) => field("team") == Some(team),
                None => field("owner") == Some(self.user),
            },
            Scope::Subtree => field("owner").is_some_and(|owner| self.below.contains(&owner)),
            Scope::Company => field("company").is_some_and(|company| self.companies.contains(&company)),
        }
    }

    /// True when the person may see this field.
    pub fn sees(&self, shape: &Shape, field: &str) -> bool {
        self.everything || !self.hidden.contains(&(shape.name().to_owned(), field.to_owned()))
    }

    /// True when the person may change this field.
    pub fn edits(&self, shape: &Shape, field: &str) -> bool {
        self.everything
            || (self.sees(shape, field) && !self.locked.contains(&(shape.name().to_owned(), field.to_owned())))
    }
}

/// Ids as one JSON parameter for `LIST($n)`.
pub fn list(ids: &[i64]) -> Value {
    let mut text = String::with_capacity(ids.len() * 8 + 2);
    text.push('[');
    for (i, id) in ids.iter().enumerate() {
        if i > 0 {
            text.push(',');
        }
        text.push_str(&id.to_string());
    }
    text.push(']');
    Value::Text(text)
}
