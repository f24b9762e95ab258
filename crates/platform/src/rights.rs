//! What a user may do, read from his roles in the same transaction, so that a change of a role takes effect at once.

use crate::{FieldRight, Grant, Reach, Role, User};
use base::{Error, Id, Refusal, Result, ensure};
use entity::{Described, Named, Shape, Value};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use store::{Access, Hooks, Read, Scope, Tx, Who, action};

/// The platform's answers for the store.
pub const HOOKS: Hooks = Hooks {
    access,
    hold: crate::approval::hold,
    may_transition: crate::approval::may_transition,
    saved: crate::approval::saved,
    watched: &[
        "platform.user",
        "platform.team",
        "platform.role",
        "platform.company",
        "platform.currency",
        "platform.custom_field",
        "platform.module_state",
    ],
    custom_fields: crate::custom_field::of_set,
    modules_off: crate::module_state::off,
    zone: crate::company::zone,
};

/// More worked-out rights than this are not kept for one set.
const KEPT: usize = 2_000;

/// The rights of whoever asks. Worked out once for each user and revision of the set.
fn access(read: &Read, who: &Who) -> Result<Arc<Access>> {
    let Some(user) = who.user else { return Ok(Arc::new(Access::program())) };
    // The transaction's model is the one of the revision it sees, so rights never outlive a change of them.
    let model = read.model();
    let revision = model.revision;
    let key = (user, who.limits.clone());
    let mut kept = model.accesses.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((at, access)) = kept.get(&key)
        && *at == revision
    {
        return Ok(access.clone());
    }
    drop(kept);
    let access = Arc::new(work_out(read, user, &who.limits)?);
    kept = model.accesses.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(key, (revision, access.clone()));
    Ok(access)
}

fn work_out(read: &Read, user: i64, limits: &[String]) -> Result<Access> {
    let gone = || Error::forbidden(User::NAME, "sign_in");
    let record = read.find(User::NAME, user)?.ok_or_else(gone)?;
    let live = record.head.archived_at.is_none();
    let person = User::from_record(&record).map_err(store::damaged)?;
    if !live || !person.active {
        return Err(gone());
    }
    let ids: Vec<i64> = person.roles.iter().map(|r| r.role.raw()).collect();
    let roles = read.find_many(Role::NAME, &ids, true)?;
    let roles = roles.iter().filter(|r| r.head.archived_at.is_none()).map(Role::from_record);
    let roles = roles.collect::<Result<Vec<_>, _>>().map_err(store::damaged)?;

    let team = person.team.map(Id::raw);
    let mut parties = vec![format!("user:{user}")];
    parties.extend(team.map(|team| format!("team:{team}")));
    // What a token's limits leave out is not opened by a share or an invitation either.
    let open = |kind: u16| {
        let shape = read.model().shapes.of_kind(kind);
        shape.is_some_and(|shape| allowed(limits, shape, action::READ))
    };
    let mut acts_in = Vec::new();
    for shape in read.model().shapes.iter() {
        let verbs = shape.def.taking_part.iter().filter(|verb| allowed(limits, shape, verb));
        acts_in.extend(verbs.map(|verb| (shape.def.kind, *verb)));
    }
    let mut access = Access {
        user,
        team,
        below: crate::tree::below(read, "platform_user", "manager", user)?,
        companies: person.companies.iter().map(|c| c.company.raw()).collect(),
        shared: shared_kinds(read, &parties)?.into_iter().filter(|kind| open(*kind)).collect(),
        takes_part: read
            .model()
            .shapes
            .iter()
            .map(|s| s.def)
            .filter(|d| d.participants.is_some())
            .map(|d| d.kind)
            .filter(|kind| open(*kind))
            .collect(),
        acts_in,
        parties,
        modules_off: modules_off(read)?,
        ..Access::default()
    };
    fill(read, &roles, limits, &mut access);
    let total = access.hidden.is_empty() && access.locked.is_empty() && limits.is_empty();
    access.everything = total && roles.iter().any(is_total);
    Ok(access)
}

/// A role that grants everything without exception.
fn is_total(role: &Role) -> bool {
    let all = |g: &Grant| g.scope == Reach::All;
    role.grants.iter().all(all) && role.grants.iter().any(|g| g.entity == "*" && g.action == "*")
}

fn shared_kinds(read: &Read, parties: &[String]) -> Result<HashSet<u16>> {
    let sql = store::sql!("platform.shared_kinds", "SELECT DISTINCT kind FROM share WHERE party IN TEXTS($1)");
    let parties = serde_json::to_string(parties).unwrap_or_default();
    let rows = read.query(sql, &[parties.into()])?;
    Ok(rows.iter().filter_map(|r| r.first()?.int()?.try_into().ok()).collect())
}

fn modules_off(read: &Read) -> Result<HashSet<String>> {
    let off = read.select::<crate::ModuleState>("enabled = 0 AND archived_at IS NULL", &[])?;
    Ok(off.into_iter().map(|m| m.module).collect())
}

/// What everybody may whatever his roles are: answer where he is asked (whether he is, the verbs themselves see to), follow what
/// he asked for, and name who stands in for him.
const IMPLIED: [(&str, &str, Scope); 11] = [
    ("platform.approval_request", action::READ, Scope::Own),
    ("platform.approval_request", "recall", Scope::Own),
    ("platform.approval_request", "approve", Scope::All),
    ("platform.approval_request", "reject", Scope::All),
    ("platform.approval_request", "return_for_change", Scope::All),
    ("platform.approval_request", "add_approver", Scope::All),
    ("platform.approval_request", "transfer", Scope::All),
    ("platform.delegation", action::READ, Scope::Own),
    ("platform.delegation", action::CREATE, Scope::Own),
    ("platform.delegation", action::EDIT, Scope::Own),
    ("platform.delegation", action::ARCHIVE, Scope::Own),
];

/// Every entity with every action, so that looking one up later is one step and roles add up to the widest.
fn fill(read: &Read, roles: &[Role], limits: &[String], access: &mut Access) {
    for shape in read.model().shapes.iter().filter(|s| s.def.line_of.is_none()) {
        let mut actions: BTreeSet<&str> = action::ALL.into_iter().chain(["*"]).collect();
        if let Some(registered) = read.registry().get(shape.name()) {
            actions.extend(registered.operations.iter().map(|o| o.name));
        }
        actions.extend(roles.iter().flat_map(|r| r.grants.iter()).map(|g| g.action.as_str()));
        for action in actions {
            let given = IMPLIED.iter().filter(|(entity, verb, _)| *entity == shape.name() && *verb == action);
            let implied = given.map(|(_, _, scope)| *scope).max().unwrap_or_default();
            let widest = roles.iter().map(|role| granted(role, shape, action)).max().unwrap_or_default().max(implied);
            let scope = if allowed(limits, shape, action) { widest } else { Scope::None };
            access.grants.insert((shape.name().to_owned(), action.to_owned()), scope);
        }
        close_fields(roles, shape, access);
    }
}

/// What one role grants: the closest name decides, the entity before its module before everything.
fn granted(role: &Role, shape: &Shape, action: &str) -> Scope {
    let module = format!("{}.*", shape.def.module());
    for (entity, wide) in [(shape.name(), false), (module.as_str(), true), ("*", true)] {
        for verb in [action, "*"] {
            if let Some(grant) = role.grants.iter().find(|g| g.entity == entity && g.action == verb) {
                return reach(grant.scope.into(), shape, wide);
            }
        }
    }
    Scope::None
}

/// A right to a whole module that reaches one's own or one's team's records reaches the company's where records have no
/// owner or team: price lists and stages are common property. Named entity by entity it gives nothing more than it says.
fn reach(scope: Scope, shape: &Shape, wide: bool) -> Scope {
    let (owned, teamed) = (shape.def.owned(), shape.def.teamed());
    match scope {
        Scope::Own | Scope::Subtree if wide && !owned => Scope::Company,
        Scope::Team if wide && !teamed && owned => Scope::Own,
        Scope::Team if wide && !teamed => Scope::Company,
        scope => scope,
    }
}

/// Whether a token's limits leave this: `sales.order:read`, `sales.*:read`, `*:read`, `*:*`; none leave all.
fn allowed(limits: &[String], shape: &Shape, action: &str) -> bool {
    let fits = |limit: &String| {
        let (entity, verb) = limit.split_once(':').unwrap_or((limit, ""));
        let named = entity == "*"
            || entity == shape.name()
            || entity.strip_suffix(".*").is_some_and(|module| module == shape.def.module());
        named && (verb == "*" || verb == action)
    };
    limits.is_empty() || limits.iter().any(fits)
}

/// A field is closed when every role that opens the records closes the field.
fn close_fields(roles: &[Role], shape: &Shape, access: &mut Access) {
    let mut named: BTreeSet<&str> = BTreeSet::new();
    named.extend(
        roles.iter().flat_map(|r| r.fields.iter()).filter(|f| f.entity == shape.name()).map(|f| f.field.as_str()),
    );
    for field in named {
        let right = |role: &Role| -> Option<FieldRight> {
            role.fields.iter().find(|f| f.entity == shape.name() && f.field == field).cloned()
        };
        let open = |action: &str, holds: &dyn Fn(&FieldRight) -> bool| {
            roles
                .iter()
                .filter(|r| granted(r, shape, action) != Scope::None)
                .any(|r| right(r).is_none_or(|f| holds(&f)))
        };
        let key = (shape.name().to_owned(), field.to_owned());
        if !open(action::READ, &|f| f.may_read) {
            access.hidden.insert(key);
        } else if !open(action::EDIT, &|f| f.may_edit) {
            access.locked.insert(key);
        }
    }
    // What stands in lines is closed with the lines' own name.
    for (_, lines) in &shape.lines {
        close_lines(roles, shape, lines, access);
    }
}

fn close_lines(roles: &[Role], document: &Shape, lines: &Shape, access: &mut Access) {
    let mut fields: HashMap<&str, (bool, bool)> = HashMap::new();
    let opening: Vec<&Role> = roles.iter().filter(|r| granted(r, document, action::READ) != Scope::None).collect();
    for right in roles.iter().flat_map(|r| r.fields.iter()).filter(|f| f.entity == lines.name()) {
        let of = |role: &Role| role.fields.iter().find(|f| f.entity == right.entity && f.field == right.field).cloned();
        let read = opening.iter().any(|r| of(r).is_none_or(|f| f.may_read));
        let edit = opening.iter().any(|r| of(r).is_none_or(|f| f.may_edit));
        fields.insert(&right.field, (read, edit));
    }
    for (field, (read, edit)) in fields {
        let key = (lines.name().to_owned(), field.to_owned());
        if !read {
            access.hidden.insert(key);
        } else if !edit {
            access.locked.insert(key);
        }
    }
}

/// With whom a record is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// One user.
    User(Id<User>),
    /// Everybody in a team.
    Team(Id<crate::Team>),
}

impl Party {
    fn word(self) -> String {
        match self {
            Party::User(id) => format!("user:{id}"),
            Party::Team(id) => format!("team:{id}"),
        }
    }
}

/// Shares one record beyond its scope, to read or also to edit. Only what one may edit can be shared.
pub fn share(tx: &mut Tx, entity: &str, id: i64, party: Party, edit: bool) -> Result<()> {
    let shape = tx.shape(entity)?;
    let record = tx.lock_record(entity, id)?;
    tx.must(&shape, &record, action::EDIT)?;
    let exists = match party {
        Party::User(user) => tx.find(User::NAME, user.raw())?.is_some(),
        Party::Team(team) => tx.find("platform.team", team.raw())?.is_some(),
    };
    ensure!(exists, Refusal::new("platform.share_with_nobody").record(shape.title(&record)))?;
    let kind = i64::from(shape.def.kind);
    let known = shares(tx, entity, id)?.iter().any(|(with, _)| *with == party);
    let first = nothing_shared(tx, &party.word(), kind)?;
    let sql = store::sql!(
        "platform.share",
        "INSERT INTO share (kind, record, party, edit) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (kind, record, party) DO UPDATE SET edit = excluded.edit"
    );
    tx.execute(sql, &[kind.into(), id.into(), party.word().into(), edit.into()])?;
    if let (Party::User(user), false) = (party, known) {
        let host = crate::Host { kind, record: id };
        crate::notification::ring(tx, user, crate::Topic::Share, &shape.title(&record), Some(host))?;
    }
    // Which kinds are shared with somebody is part of his rights; which records are is asked of the table each time.
    if first { tx.raise_revision() } else { Ok(()) }
}

/// True when no record of this kind is shared under this name yet.
fn nothing_shared(read: &Read, party: &str, kind: i64) -> Result<bool> {
    let sql = store::sql!("platform.shared_before", "SELECT COUNT(*) FROM share WHERE party = $1 AND kind = $2");
    Ok(read.number(sql, &[party.into(), kind.into()])? == 0)
}

/// Lets somebody see one record that he is asked about, where his roles do not show it to him anyway.
pub(crate) fn let_see(tx: &mut Tx, host: crate::Host, user: Id<User>) -> Result<()> {
    if host.visible_to(tx, user.raw())? {
        return Ok(());
    }
    let word = Party::User(user).word();
    let first = nothing_shared(tx, &word, host.kind)?;
    let sql = store::sql!(
        "platform.let_see",
        "INSERT INTO share (kind, record, party, edit) VALUES ($1, $2, $3, 0) ON CONFLICT (kind, record, party) DO NOTHING"
    );
    tx.execute(sql, &[host.kind.into(), host.record.into(), word.into()])?;
    if first { tx.raise_revision() } else { Ok(()) }
}

/// Takes a share back.
pub fn unshare(tx: &mut Tx, entity: &str, id: i64, party: Party) -> Result<()> {
    let shape = tx.shape(entity)?;
    let record = tx.lock_record(entity, id)?;
    tx.must(&shape, &record, action::EDIT)?;
    let sql = store::sql!("platform.unshare", "DELETE FROM share WHERE kind = $1 AND record = $2 AND party = $3");
    tx.execute(sql, &[Value::Int(shape.def.kind.into()), id.into(), party.word().into()])?;
    Ok(())
}

/// Who a record is shared with, and whether to edit.
pub fn shares(read: &Read, entity: &str, id: i64) -> Result<Vec<(Party, bool)>> {
    let kind = i64::from(read.shape(entity)?.def.kind);
    let sql =
        store::sql!("platform.shares", "SELECT party, edit FROM share WHERE kind = $1 AND record = $2 ORDER BY party");
    let party = |word: &str| {
        let (kind, id) = word.split_once(':')?;
        let id: i64 = id.parse().ok()?;
        match kind {
            "user" => Some(Party::User(Id::from_raw(id))),
            "team" => Some(Party::Team(Id::from_raw(id))),
            _ => None,
        }
    };
    let rows = read.query(sql, &[kind.into(), id.into()])?;
    let share = |row: &store::Row| Some((party(row.first()?.text()?)?, row.get(1)?.int()? != 0));
    Ok(rows.iter().filter_map(share).collect())
}
