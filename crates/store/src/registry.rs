//! What the program knows: every module's entities with their behaviour, and the migrations. Built once, in the program.

use crate::{Access, Read, Tx, Who};
use base::quick::QuickMap;
use base::{Error, Refusal, Result};
use entity::{CustomField, Entity, EntityDef, FieldDef, Fields, Record, Shape, Shapes, Value};
use std::any::{Any, TypeId};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

/// The three places for behaviour of an entity. A plain one writes `impl Business for Country {}`.
pub trait Business: Entity {
    /// Its verbs, see [`operations!`](crate::operations).
    const OPERATIONS: &'static [Operation] = &[];

    /// Fills defaults and computed fields. Deterministic; what is in `touched` was set by hand and stays.
    fn complete(&mut self, _read: &Read, _touched: &Fields) -> Result<()> {
        Ok(())
    }

    /// Collects every broken rule.
    fn check(&self, _read: &Read, _refusals: &mut Refusals) -> Result<()> {
        Ok(())
    }

    /// True for what the program alone makes, without a rule to complete or check it by: it is saved as it is.
    const PLAIN: bool = false;

    /// Keys under which duplicates of a record are found.
    const MATCH_KEYS: Option<fn(&Self) -> Vec<MatchKey>> = None;

    /// Finds records that look like a draft, for entities that warn of duplicates while somebody types.
    const ALIKE: Option<Finds<Self>> = None;

    /// How several records become one, for entities that can be merged.
    const MERGING: Option<Merging> = None;

    /// What the dialog of a verb begins with, by the names of its input; empty leaves it to the defaults.
    fn prefill(&self, _read: &Read, _verb: &str) -> Result<Begins> {
        Ok(Vec::new())
    }

    /// What the house stops or watches of its own accord, and by which verbs somebody with the right gets past it.
    const CONTROLS: &'static [Control] = &[];
}

/// Something that the house stops or watches of its own accord. Each override is written down with who, when and why.
#[derive(Clone, Copy, Debug)]
pub struct Control {
    /// Its label is `{module}-control-{name}`.
    pub name: &'static str,
    /// What it stops now, in the filter language; empty where it stops nothing for long.
    pub holds: &'static str,
    /// The verbs that get past it, or `create` where a record of this entity is the way past.
    pub overrides: &'static [&'static str],
    /// The field in which whoever overrides it says why.
    pub reason: &'static str,
}

/// What the dialog of a verb begins with, by the names of its input.
pub type Begins = Vec<(&'static str, Value)>;

/// A record that may be the same as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its entity.
    pub entity: &'static str,
    /// The record.
    pub id: i64,
    /// 0 to 100: the strongest equal key, or the likeness of the names.
    pub score: i64,
    /// Why, strongest first, in words such as `email` or `name_like`; each has a message `{module}-alike-{reason}`.
    pub reasons: Vec<String>,
    /// What the asking person may know of it.
    pub seen: Seen,
}

/// What the asking person may know of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// They may read it; this is what it is called.
    Open(String),
    /// Only that it exists and who to ask.
    Hidden {
        /// The user who owns it.
        owner: Option<i64>,
    },
}

/// Finds records that look like this one.
pub type Finds<T> = fn(&T, &Read) -> Result<Vec<Candidate>>;

/// What somebody wants of a merge.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// The record that stays.
    pub survivor: i64,
    /// The others, which become part of it.
    pub others: Vec<i64>,
    /// Fields and the record whose value each takes.
    pub chosen: Vec<(String, i64)>,
}

/// How two to nine records of an entity become one. The entity has an operation `merge`, which gives the right.
#[derive(Clone, Copy)]
pub struct Merging {
    /// The entity that keeps each merge; its field `survivor` names the record that stayed, its operation `undo` takes it back.
    pub log: &'static str,
    /// True for fields whose value can be chosen; lines are united, and the rest stays with its record.
    pub chosen: fn(&FieldDef) -> bool,
    /// Merges and answers the id of the merge's own record.
    pub run: fn(&mut Tx, &Wish) -> Result<i64>,
}

/// A field of a document's line by its place, as refusals name it: `lines.2.quantity`. It becomes a text only where one is refused.
#[derive(Clone, Copy, Debug)]
pub struct OfLine(pub usize, pub &'static str);

impl std::fmt::Display for OfLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "lines.{}.{}", self.0, self.1)
    }
}

/// Broken rules, collected: validation tells all of them at once.
#[derive(Debug, Default)]
pub struct Refusals(pub Vec<Refusal>);

impl Refusals {
    /// Adds a broken rule.
    pub fn add(&mut self, refusal: Refusal) {
        self.0.push(refusal);
    }

    /// Adds a broken rule about one field.
    pub fn field(&mut self, code: &'static str, field: impl Into<String>) {
        self.0.push(Refusal::new(code).field(field));
    }

    /// Adds a broken rule about one field unless the condition holds.
    pub fn ensure(&mut self, holds: bool, code: &'static str, field: impl std::fmt::Display) {
        if !holds {
            self.field(code, field.to_string());
        }
    }

    /// Nothing when no rule was broken.
    pub fn into_result(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Refused(self.0)) }
    }
}

/// One key under which duplicates are looked up; equal keys add their weights.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MatchKey {
    /// The normalised text with its kind in front: `email:info@nordbau.example`.
    pub key: String,
    /// How much an equal key says, in points of 100.
    pub weight: i64,
}

impl MatchKey {
    /// A key of a kind with its weight.
    pub fn new(kind: &str, text: impl AsRef<str>, weight: i64) -> MatchKey {
        MatchKey { key: format!("{kind}:{}", text.as_ref()), weight }
    }
}

impl Operation {
    /// True for a verb that a record may be created with: it asks for nothing and starts where a new one stands.
    pub fn opens(&self, shape: &Shape) -> bool {
        let state = shape.value(&shape.blank(), "state");
        self.input.is_empty() && state.text().is_some_and(|s| self.from.contains(&s))
    }
}

/// The records an operation made, by entity and id.
pub type Made = Vec<(&'static str, i64)>;

/// Whether an operation's button shows.
#[derive(Clone, Debug)]
pub enum Guard {
    /// It can run.
    Open,
    /// It shows disabled, with the reason.
    Closed(Refusal),
    /// It does not show.
    Hidden,
    /// It has been done and does not show; whoever runs it again gets what came of it.
    Over,
}

/// One verb of an entity: state check, button, dialog, route, right and audit line come from this row.
pub struct Operation {
    /// The verb.
    pub name: &'static str,
    /// States it may start in; empty means any.
    pub from: &'static [&'static str],
    /// The state it leads to; `None` leaves it.
    pub to: Option<&'static str>,
    /// What it asks for.
    pub input: &'static [FieldDef],
    /// Runs it on a locked record.
    pub run: fn(&mut Record, &mut Tx, &Record) -> Result<Made>,
    /// Says whether it can run on this record.
    pub guard: Option<fn(&Record, &Read) -> Result<Guard>>,
    /// The entity of what it makes and the verb that usually follows there at once: delivered and posted in one step.
    pub then: Option<(&'static str, &'static str)>,
}

/// The verbs of an entity: `operations![Order: confirm: [Draft] => Confirmed, ship(Ship): [Confirmed] => same]`.
///
/// The states are variants of the enum `State` in scope; `[]` starts anywhere. `confirm if can_confirm: …` names a guard method.
#[macro_export]
macro_rules! operations {
    ($entity:ident: $($name:ident $(($input:ident))? $(if $guard:ident)? : [$($from:ident),*] => $to:ident
        $(then $made:ident $next:ident)?),* $(,)?) => {
        [$($crate::Operation {
            name: stringify!($name),
            from: &[$(State::$from.code()),*],
            to: $crate::operations!(@to $to),
            input: $crate::operations!(@fields $($input)?),
            run: $crate::operations!(@run $entity $name $($input)?),
            guard: $crate::operations!(@guard $entity $($guard)?),
            then: $crate::operations!(@then $($made $next)?),
        }),*]
    };
    (@to same) => { None };
    (@to $to:ident) => { Some(State::$to.code()) };
    (@fields) => { &[] };
    (@fields $input:ident) => { <$input as ::entity::Described>::FIELDS };
    (@run $entity:ident $name:ident) => {
        |record, tx, _| {
            let mut this = <$entity as ::entity::Described>::from_record(record).map_err($crate::damaged)?;
            let made = this.$name(tx)?;
            *record = ::entity::Described::to_record(&this);
            Ok(made)
        }
    };
    (@run $entity:ident $name:ident $input:ident) => {
        |record, tx, input| {
            let mut this = <$entity as ::entity::Described>::from_record(record).map_err($crate::damaged)?;
            let input = <$input as ::entity::Described>::from_record(input).map_err($crate::damaged)?;
            let made = this.$name(tx, input)?;
            *record = ::entity::Described::to_record(&this);
            Ok(made)
        }
    };
    (@then) => { None };
    (@then $made:ident $next:ident) => { Some((<$made as ::entity::Named>::NAME, stringify!($next))) };
    (@guard $entity:ident) => { None };
    (@guard $entity:ident $guard:ident) => {
        Some(|record, read| {
            <$entity as ::entity::Described>::from_record(record).map_err($crate::damaged)?.$guard(read)
        })
    };
}

/// An entity with its behaviour, as the generic code calls it.
pub struct Registered {
    /// Its description.
    pub def: &'static EntityDef,
    /// Its verbs.
    pub operations: &'static [Operation],
    /// Completes a record, and checks it if its completed values fit; nothing for a plain one.
    pub(crate) prepare: Option<Prepare>,
    pub(crate) match_keys: Option<Keys>,
    /// What the dialog of a verb begins with.
    pub prefill: fn(&Record, &Read, &str) -> Result<Begins>,
    /// Finds records that look like this one; none where the entity does not warn of duplicates.
    pub alike: Option<Finds<Record>>,
    /// How several become one; none where they do not.
    pub merging: Option<Merging>,
    /// What stops or watches it.
    pub controls: &'static [Control],
}

/// Completes and checks a record; the last says in between whether its values fit.
pub(crate) type Prepare =
    fn(&mut Record, &Read, &Fields, &mut Refusals, &dyn Fn(&Record, &mut Refusals) -> Result<bool>) -> Result<()>;

/// The keys by which a record is found again.
pub(crate) type Keys = fn(&Record) -> Result<Vec<MatchKey>>;

/// The row of an entity in its module's list.
pub const fn entity<E: Business>() -> Registered {
    Registered {
        def: E::DEF,
        operations: E::OPERATIONS,
        prepare: if E::PLAIN {
            None
        } else {
            Some(|record, read, touched, refusals, fits| {
                let mut this = E::from_record(record).map_err(damaged)?;
                this.complete(read, touched)?;
                *record = this.to_record();
                if fits(record, refusals)? {
                    this.check(read, refusals)?;
                }
                Ok(())
            })
        },
        match_keys: match E::MATCH_KEYS {
            Some(_) => Some(|record| {
                let this = E::from_record(record).map_err(damaged)?;
                Ok(E::MATCH_KEYS.map_or_else(Vec::new, |keys| keys(&this)))
            }),
            None => None,
        },
        prefill: |record, read, verb| E::from_record(record).map_err(damaged)?.prefill(read, verb),
        alike: match E::ALIKE {
            Some(_) => Some(|record, read| {
                let this = E::from_record(record).map_err(damaged)?;
                E::ALIKE.map_or_else(|| Ok(Vec::new()), |find| find(&this, read))
            }),
            None => None,
        },
        merging: E::MERGING,
        controls: E::CONTROLS,
    }
}

/// Stored data that does not fit its type: our side, logged, never a user's mistake.
pub fn damaged(mismatch: entity::Mismatch) -> Error {
    crate::conn::broken(mismatch, "reading a stored record")
}

/// One module: its name, entities and what it needs from the shell.
pub struct Module {
    /// `sales`.
    pub name: &'static str,
    /// Its entities, lines included.
    pub entities: &'static [Registered],
    /// Its message files as (language, text).
    pub messages: &'static [(&'static str, &'static str)],
    /// Modules that must be on for it.
    pub needs: &'static [&'static str],
    /// Tables that are no entities: counters, keys, queues. Nobody lists or edits them.
    pub tables: fn() -> Vec<crate::schema::Table>,
    /// Its reports.
    pub reports: &'static [crate::report::Report],
    /// What must hold between its tables: sentences about the culprits, nothing when all is well. `fondaco check` asks.
    pub laws: &'static [Law],
}

/// A law of the books: what it is called, and how it is checked.
pub struct Law {
    /// A word for it, `module.law`.
    pub name: &'static str,
    /// Every disagreement, each naming its document.
    pub broken: fn(&Read) -> Result<Vec<String>>,
}

/// One committed step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// 1, 2, 3 …
    pub number: u32,
    /// What it is about.
    pub name: &'static str,
    /// Statements for SQLite.
    pub sqlite: &'static str,
    /// Statements for PostgreSQL.
    pub postgres: &'static str,
}

/// What the platform answers for the store: rights, approvals, custom fields, switched-off modules, the zone.
pub struct Hooks {
    /// The rights of a user, read in the same transaction.
    pub access: fn(&Read, &Who) -> Result<Arc<Access>>,
    /// Holds what decides about a locked record's verbs until the end, so that nobody takes a yes back meanwhile.
    pub hold: fn(&mut Tx, &Shape, i64) -> Result<()>,
    /// Whether a verb may run on a stored record now: nothing, or what it waits for. Asked by [`Tx::perform`] of every verb,
    /// whoever runs it, and by pages before they show its button.
    pub may_transition: fn(&Read, &Shape, &Record, &str) -> Result<Option<Refusal>>,
    /// Hears of every record that was saved and by which verb, so that an approval ends with what it was given for.
    pub saved: fn(&mut Tx, &Record, &str, &str) -> Result<()>,
    /// Entities that rights, custom fields and modules are read from: saving one raises the set's revision.
    pub watched: &'static [&'static str],
    /// The set's custom fields.
    pub custom_fields: fn(&mut crate::Conn) -> Result<Vec<CustomField>>,
    /// Modules switched off in the set.
    pub modules_off: fn(&mut crate::Conn) -> Result<HashSet<String>>,
    /// The time zone that "today" is taken in; nothing leaves it to the options.
    pub zone: fn(&mut crate::Conn) -> Result<Option<String>>,
}

impl Hooks {
    /// For tests of the layers below the platform: everybody may do everything.
    pub const OPEN: Hooks = Hooks {
        access: |_, _| Ok(Arc::new(Access::program())),
        hold: |_, _, _| Ok(()),
        may_transition: |_, _, _, _| Ok(None),
        saved: |_, _, _, _| Ok(()),
        watched: &[],
        custom_fields: |_| Ok(Vec::new()),
        modules_off: |_| Ok(HashSet::new()),
        zone: |_| Ok(None),
    };
}

/// One line of the program's reaction table: what follows, in the same transaction, when a record was saved.
///
/// The last resort of three: ask where a query can tell, call where one module may know the other, react only where neither can.
#[derive(Clone, Copy)]
pub struct Reaction {
    /// The entity.
    pub after: &'static str,
    /// `create`, `edit`, `archive`, `restore` or a verb; empty is all of them. `before accept` runs before the verb does: documents
    /// that a reaction to it will change are locked then, because they are locked before everything else.
    pub action: &'static str,
    /// What follows.
    pub run: fn(&mut Tx, &Record) -> Result<()>,
}

/// Everything the program is made of.
pub struct Registry {
    /// The modules, lowest first.
    pub modules: Vec<&'static Module>,
    /// Committed schema steps in order. Empty in tests of single crates: the tables are made from the declarations.
    pub migrations: &'static [Migration],
    /// The platform's answers.
    pub hooks: Hooks,
    /// What follows what, in this order.
    pub reactions: &'static [Reaction],
    by_name: QuickMap<&'static str, &'static Registered>,
}

impl Registry {
    /// Puts modules together.
    pub fn new(modules: &[&'static Module], migrations: &'static [Migration], hooks: Hooks) -> Arc<Registry> {
        Registry::reacting(modules, migrations, hooks, &[])
    }

    /// Puts modules together with the program's reaction table.
    pub fn reacting(
        modules: &[&'static Module],
        migrations: &'static [Migration],
        hooks: Hooks,
        reactions: &'static [Reaction],
    ) -> Arc<Registry> {
        let by_name = modules.iter().flat_map(|m| m.entities).map(|r| (r.def.name, r)).collect();
        Arc::new(Registry { modules: modules.to_vec(), migrations, hooks, reactions, by_name })
    }

    /// An entity with its behaviour.
    pub fn get(&self, name: &str) -> Option<&'static Registered> {
        self.by_name.get(name).copied()
    }

    /// A report by name.
    pub fn report(&self, name: &str) -> Option<&'static crate::report::Report> {
        self.modules.iter().flat_map(|m| m.reports).find(|r| r.name == name)
    }

    /// Every description, in module order.
    pub fn defs(&self) -> Vec<&'static EntityDef> {
        self.modules.iter().flat_map(|m| m.entities).map(|r| r.def).collect()
    }

    /// Every table of a set: the store's own, the modules' own, and one per entity.
    pub fn tables(&self, custom: &[CustomField]) -> Vec<crate::schema::Table> {
        let mut all = crate::system::tables();
        all.extend(self.modules.iter().flat_map(|m| (m.tables)()));
        let defs = self.defs();
        let kept = defs.iter().filter(|def| def.kept).map(|def| def.name).collect();
        all.extend(defs.into_iter().map(|def| crate::schema::table_of(def, custom, &kept)));
        all
    }

    /// The shapes of a set.
    pub fn shapes(&self, custom: &[CustomField], off: &HashSet<String>) -> Shapes {
        Shapes::new(&self.defs(), custom, |module| !off.contains(module))
    }
}

/// How rows of a shape are selected, inserted and turned into records.
#[derive(Debug)]
pub(crate) struct Layout {
    pub shape: Arc<Shape>,
    pub line: bool,
    /// Places of stored fields among the shape's fields.
    pub stored: Vec<usize>,
    /// Places of fields with a stored sort key.
    pub sorted: Vec<usize>,
    /// The columns of a whole row, and the same of a table called `f`.
    pub select: String,
    pub select_f: String,
    /// The columns that an insert writes, in the order of `row_of`.
    pub inserted: Vec<String>,
    /// The indexes of its table.
    pub indexes: Vec<crate::schema::Index>,
}

impl Layout {
    pub fn new(shape: &Arc<Shape>, kept: &HashSet<&'static str>) -> Layout {
        let line = shape.def.line_of.is_some();
        let stored: Vec<usize> = (0..shape.fields.len()).filter(|i| shape.fields[*i].stored()).collect();
        let sorted: Vec<usize> =
            stored.iter().copied().filter(|i| crate::schema::has_sort_key(&shape.fields[*i])).collect();
        let head = if line {
            "id, document, position"
        } else {
            "id, version, created_at, created_by, changed_at, changed_by, archived_at"
        };
        let mut select = head.to_owned();
        for place in &stored {
            select.push_str(", \"");
            select.push_str(shape.fields[*place].name);
            select.push('"');
        }
        let select_f = select.split(", ").map(|c| format!("f.{c}")).collect::<Vec<_>>().join(", ");
        let mut inserted: Vec<String> = match line {
            true => vec!["document".to_owned(), "position".to_owned()],
            false => ["version", "created_at", "created_by", "changed_at", "changed_by", "archived_at"]
                .map(str::to_owned)
                .to_vec(),
        };
        inserted.extend(stored.iter().map(|p| shape.fields[*p].name.to_owned()));
        inserted.extend(sorted.iter().map(|p| crate::schema::sort_column(&shape.fields[*p])));
        let indexes = crate::schema::table_of(shape.def, &[], kept).indexes;
        Layout { shape: shape.clone(), line, stored, sorted, select, select_f, inserted, indexes }
    }

    /// How many columns stand before the fields.
    pub fn heads(&self) -> usize {
        if self.line { 3 } else { 7 }
    }
}

/// Rights by user and token limits, each with the revision it was read at.
pub type Accesses = HashMap<(i64, Vec<String>), (i64, Arc<Access>)>;

/// The shapes and layouts of one set at one revision.
#[derive(Debug)]
pub struct Model {
    /// The shapes.
    pub shapes: Shapes,
    pub(crate) layouts: QuickMap<&'static str, Layout>,
    /// Counts changes of custom fields, modules and rights.
    pub revision: i64,
    /// The set's time zone, where it names one.
    pub zone: Option<String>,
    /// Rights already worked out.
    pub accesses: Mutex<Accesses>,
    kept: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl Model {
    pub(crate) fn new(shapes: Shapes, revision: i64, zone: Option<String>) -> Model {
        let kept = shapes.iter().filter(|s| s.def.kept).map(|s| s.def.name).collect();
        let layouts = shapes.iter().map(|s| (s.name(), Layout::new(s, &kept))).collect();
        Model { shapes, layouts, revision, zone, accesses: Mutex::default(), kept: Mutex::default() }
    }

    /// What was read at this revision and holds as long as it does; worked out once.
    pub(crate) fn kept<T: Any + Send + Sync>(&self, read: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        let known = |kept: &HashMap<TypeId, Arc<dyn Any + Send + Sync>>| {
            kept.get(&TypeId::of::<T>()).cloned().and_then(|any| any.downcast::<T>().ok())
        };
        if let Some(known) = known(&self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner)) {
            return Ok(known);
        }
        let fresh = Arc::new(read()?);
        self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(TypeId::of::<T>(), fresh.clone());
        Ok(fresh)
    }
}
