//! Every command: what it is called, what it takes, and the call it makes. Errors say what to do next; exit 1 is a refusal.

use crate::{demo, registry, transfer};
use base::{Context, Error, Refusal, Result};
use clap::{Args, Parser, Subcommand};
use platform::Language;
use platform::installation::{Founding, Installation, NewIdentity, Place};
use std::path::PathBuf;
use std::sync::Arc;
use store::{Options, Set, Who, audit};
use ui::{Arg, Lang};

/// Fondaco: ERP and CRM on one customer, one item, one order and one ledger.
#[derive(Parser)]
#[command(name = "fondaco", version, propagate_version = true)]
pub struct Arguments {
    #[command(flatten)]
    at: At,
    #[command(subcommand)]
    command: Command,
}

/// Where the account sets live. Stands before or after the command.
#[derive(Args)]
struct At {
    /// The folder of account sets.
    #[arg(long, global = true, env = "FONDACO_DATA", default_value = "./fondaco-data", value_name = "DIR")]
    data: PathBuf,
    /// A PostgreSQL database instead of a folder: postgres://user@host/database.
    #[arg(long, global = true, env = "FONDACO_DATABASE", value_name = "URL", hide_env_values = true)]
    database: Option<String>,
    /// The key that second factors are locked with, 64 hexadecimal digits. Without it a data folder keeps one of its own in
    /// installation.key; a database needs it given.
    #[arg(long, global = true, env = "FONDACO_KEY", value_name = "KEY", hide_env_values = true)]
    key: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Makes (or reuses) the demonstration company and serves it.
    Demo(Serve),
    /// Serves every account set.
    Serve(Serve),
    /// Account sets: create, list, copy, remove.
    #[command(subcommand)]
    Set(SetCommand),
    /// People who sign in.
    #[command(subcommand)]
    User(UserCommand),
    /// API tokens.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Checks every law of a set; exit 1 and the culprits when one is broken.
    Check { set: String },
    /// Brings a file into the records of an entity; exit 1 when a row was refused.
    Import(transfer::ImportFile),
    /// Writes the records of an entity into a file.
    Export(transfer::ExportFile),
    /// Takes an import back.
    Revert(transfer::RevertRun),
    /// Replays a business out of tables, document by document in the order of its days; interrupted, it goes on where it was.
    Replay(crate::replay::ReplayFile),
    /// Writes a report, such as a statement, as a table.
    Report(crate::report::RunReport),
    /// Files of banks and central banks: statements in, rates in, payment orders out.
    #[command(subcommand)]
    Bank(crate::bank::BankCommand),
    /// What the system knows about an entity, or which entities there are.
    Describe { entity: Option<String> },
    /// The OpenAPI document of a set, or of the program when none is named.
    Openapi { set: Option<String> },
}

#[derive(Args)]
struct Serve {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8484")]
    listen: String,
    /// A host name this server answers to besides localhost; may be given several times.
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// The server stands behind https: cookies are sent over it only.
    #[arg(long)]
    https: bool,
    /// A proxy stands before the server and says in X-Forwarded-For who asks; sign-in tries are counted by that.
    #[arg(long)]
    proxy: bool,
}

#[derive(Subcommand)]
enum SetCommand {
    /// Founds an account set with its first company.
    Create {
        name: String,
        #[arg(long, default_value = "")]
        title: String,
        #[arg(long, default_value = "en", value_parser = ["en", "zh-CN", "es"])]
        language: String,
        #[arg(long, default_value = "")]
        company: String,
        #[arg(long, default_value = "EUR")]
        currency: String,
        #[arg(long, default_value = "ES")]
        country: String,
        /// The sign-in name of its first administrator.
        #[arg(long)]
        administrator: Option<String>,
    },
    /// Lists the account sets.
    List,
    /// Copies a set from one moment, while others write.
    Copy {
        from: String,
        to: String,
        #[arg(long, default_value = "")]
        title: String,
    },
    /// Writes a set into one file while others write.
    Backup { name: String, file: PathBuf },
    /// Makes a set of a backup file, under a name that is still free.
    Restore {
        file: PathBuf,
        name: String,
        #[arg(long, default_value = "")]
        title: String,
        /// API tokens of the set go on: for a set that was lost, not for a copy.
        #[arg(long)]
        keep_tokens: bool,
    },
    /// Proves a backup file: counts, sums and seals, without restoring it.
    Verify { file: PathBuf },
    /// Moves a set to another folder or database. Servers let go of it first; the old one stays aside until removed.
    Move {
        name: String,
        /// A folder, or postgres://user@host/database.
        #[arg(long)]
        to: String,
    },
    /// Removes a set for good; the name has to be repeated.
    Remove {
        name: String,
        #[arg(long)]
        really: String,
    },
}

#[derive(Subcommand)]
enum UserCommand {
    /// Adds somebody who can sign in, and makes him a user of a set. The password is asked for, or read from the standard input.
    Add {
        login: String,
        name: String,
        #[arg(long)]
        set: Option<String>,
        /// The code of a role: reader, sales, purchasing, stock, accountant, manager, administrator.
        #[arg(long, default_value = "reader")]
        role: String,
        #[arg(long, default_value = "en", value_parser = ["en", "zh-CN", "es"])]
        language: String,
    },
    /// Sets a new password, asked for or read from the standard input.
    Password { login: String },
    /// Lets somebody look after the account sets of the installation.
    Steward {
        login: String,
        /// No longer.
        #[arg(long)]
        no: bool,
    },
}

#[derive(Subcommand)]
enum TokenCommand {
    /// Makes a token for a user of a set and prints it, this once.
    Create {
        set: String,
        login: String,
        #[arg(long, default_value = "command line")]
        label: String,
        /// What it may do, `entity:action`; several times; none is all its user may.
        #[arg(long)]
        scope: Vec<String>,
    },
}

/// Runs a command; the number is the exit code.
pub fn run(arguments: &Arguments) -> Result<u8> {
    let at = &arguments.at;
    match &arguments.command {
        Command::Demo(serve) => {
            let house = open(at)?;
            let sign_in = demo::ready(&house)?;
            say!(
                "The demonstration company is ready.\n\n  http://{}\n\n  {}\n  {}\n",
                serve.listen,
                sign_in.login,
                sign_in.password
            );
            serve_all(house, serve)
        }
        Command::Serve(serve) => {
            let house = open(at)?;
            say!("Serving {} at http://{}", plural(house.sets()?.len(), "account set"), serve.listen);
            serve_all(house, serve)
        }
        Command::Set(command) => sets(&open(at)?, command),
        Command::User(command) => users(&open(at)?, command),
        Command::Token(TokenCommand::Create { set, login, label, scope }) => {
            token(&open(at)?, set, login, label, scope)
        }
        Command::Check { set } => check(&*open(at)?.set(set)?),
        Command::Import(file) => file.run(&*open(at)?.set(file.set())?),
        Command::Export(file) => file.run(&*open(at)?.set(file.set())?),
        Command::Revert(run) => run.run(&*open(at)?.set(run.set())?),
        Command::Replay(file) => file.run(&*open(at)?.set(file.set())?),
        Command::Report(report) => report.run(&*open(at)?.set(report.set())?),
        Command::Bank(command) => command.run(&*open(at)?.set(command.set())?),
        Command::Describe { entity } => describe(entity.as_deref()),
        Command::Openapi { set } => openapi(at, set.as_deref()),
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn open(at: &At) -> Result<Installation> {
    let place = match &at.database {
        Some(url) => Place::of(url),
        None => Place::Folder(at.data.clone()),
    };
    let house = Installation::open(place, registry(), Options::default())?;
    let house = house.with_backups(at.data.join("backups")).with_laws(laws);
    match &at.key {
        Some(key) => house.with_key(key),
        None => Ok(house),
    }
}

fn serve_all(house: Installation, serve: &Serve) -> Result<u8> {
    let registry = registry();
    let house = Arc::new(house);
    let background = crate::work::Background::start(house.clone())?;
    let app = web::app::App::new(house, &registry, serve.hosts.clone(), serve.https)?;
    let pages = web::pages::Pages {
        pages: crate::PAGES,
        panels: crate::PANELS,
        sidebar: crate::SIDEBAR,
        prints: crate::PRINTS,
    };
    let app = Arc::new(app.behind_proxy(serve.proxy).with_pages(pages));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).max_blocking_threads(64).enable_all().build();
    let runtime = runtime.context("starting the server")?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(&serve.listen).await;
        let listener =
            listener.map_err(|e| Refusal::new("web.cannot_listen").arg("address", &serve.listen).arg("why", e))?;
        web::app::serve(app, listener, stop()).await
    })?;
    // Open streams end with the program; whoever listens connects again.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    drop(background);
    Ok(0)
}

/// Ctrl-C, or the word of a service manager.
async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn sets(house: &Installation, command: &SetCommand) -> Result<u8> {
    match command {
        SetCommand::Create { name, title, language, company, currency, country, administrator } => {
            let administrator = match administrator {
                Some(login) => Some(house.identity(login)?.ok_or_else(|| Error::not_found("identity", login))?.id),
                None => None,
            };
            let title = if title.is_empty() { name.clone() } else { title.clone() };
            let company = if company.is_empty() { title.clone() } else { company.clone() };
            let founding = Founding {
                name: name.clone(),
                title,
                language: language_of(language),
                company,
                currency: currency.clone(),
                country: country.clone(),
                administrator,
            };
            house.create_set(&founding)?;
            say!("{name} is ready.");
        }
        SetCommand::List => {
            for set in house.sets()? {
                say!("{}\t{}\t{}", set.name, set.title, set.created_at);
            }
        }
        SetCommand::Copy { from, to, title } => {
            house.copy_set(from, to, if title.is_empty() { to } else { title })?;
            say!("{to} is a copy of {from}.");
        }
        SetCommand::Backup { name, file } => {
            let manifest = house.backup_set(name, file)?;
            say!("{} holds {name}: {}.", file.display(), plural(rows_of(&manifest), "row"));
        }
        SetCommand::Restore { file, name, title, keep_tokens } => {
            let manifest = house.restore_set(file, name, if title.is_empty() { name } else { title }, *keep_tokens)?;
            say!("{name} is restored: {}.", plural(rows_of(&manifest), "row"));
        }
        SetCommand::Verify { file } => return verify(file),
        SetCommand::Move { name, to } => {
            let target = Installation::open(Place::of(to), registry(), Options::default())?;
            let manifest = house.move_set(name, &target)?;
            say!("{name} is moved: {}. The old one is kept aside.", plural(rows_of(&manifest), "row"));
        }
        SetCommand::Remove { name, really } => {
            if really != name {
                return Err(Refusal::new("web.repeat_the_name").field("really").arg("name", name).into());
            }
            house.remove_set(name)?;
            say!("{name} is gone.");
        }
    }
    Ok(0)
}

fn rows_of(manifest: &store::archive::Manifest) -> usize {
    manifest.tables.iter().map(|t| t.rows as usize).sum()
}

fn verify(file: &std::path::Path) -> Result<u8> {
    let verified = store::archive::verify(file)?;
    for problem in &verified.problems {
        say!("{problem}");
    }
    if verified.problems.is_empty() {
        say!("{} is whole: {}.", file.display(), plural(rows_of(&verified.manifest), "row"));
    }
    Ok(u8::from(!verified.problems.is_empty()))
}

fn language_of(tag: &str) -> Language {
    <Language as entity::Choice>::from_code(tag).unwrap_or_default()
}

/// A password: typed unseen where somebody sits at a terminal, else one line of the standard input.
fn read_password() -> Result<String> {
    use std::io::IsTerminal as _;
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password("Password: ").context("reading the password");
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("reading the password")?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

fn users(house: &Installation, command: &UserCommand) -> Result<u8> {
    match command {
        UserCommand::Add { login, name, set, role, language } => {
            let known = house.identity(login)?;
            let identity = match known {
                Some(identity) => identity,
                None => house.add_identity(&NewIdentity {
                    login: login.clone(),
                    name: name.clone(),
                    language: language.clone(),
                    password: read_password()?,
                })?,
            };
            if let Some(set) = set {
                let opened = house.set(set)?;
                let (name, login, role, language) = (name.clone(), login.clone(), role.clone(), language_of(language));
                let user = opened.write(&Who::program("user add"), move |tx| {
                    let found =
                        platform::Role::by_code(tx, &role)?.ok_or_else(|| Error::not_found("platform.role", &role))?;
                    let mut user = platform::User::new(&name, &login, &[found]);
                    user.language = language;
                    tx.insert(&mut user)
                })?;
                house.join(identity.id, set, user)?;
            }
            say!("{login} can sign in.");
        }
        UserCommand::Password { login } => {
            let identity = house.identity(login)?.ok_or_else(|| Error::not_found("identity", login))?;
            house.set_password(identity.id, &read_password()?)?;
            say!("The password of {login} is changed.");
        }
        UserCommand::Steward { login, no } => {
            let identity = house.identity(login)?.ok_or_else(|| Error::not_found("identity", login))?;
            house.set_steward(identity.id, !no)?;
            let verb = if *no { "no longer looks" } else { "looks" };
            say!("{login} {verb} after the account sets.");
        }
    }
    Ok(0)
}

fn token(house: &Installation, set: &str, login: &str, label: &str, scopes: &[String]) -> Result<u8> {
    let opened = house.set(set)?;
    let text = platform::token::draw()?;
    let (kept, login, label, scopes) = (text.clone(), login.to_owned(), label.to_owned(), scopes.to_vec());
    opened.write(&Who::program("token create"), move |tx| {
        let user = platform::User::by_login(tx, &login)?.ok_or_else(|| Error::not_found("platform.user", &login))?;
        platform::token::create(tx, &kept, &label, entity::Entity::id(&user), &scopes, None).map(|_| ())
    })?;
    say!("{}", text.expose());
    Ok(0)
}

/// The laws that a set must keep: seals of the audit, each record's history walked back from today, and those of the modules.
pub fn laws(set: &Set) -> Result<Vec<String>> {
    set.seal()?;
    set.read_long(&Who::program("check"), |read| {
        let mut broken = audit::verify(read)?;
        for shape in read.model().shapes.iter().filter(|s| s.def.line_of.is_none()) {
            let mut after = 0;
            loop {
                let records = read.records_where(shape.name(), "id > $1 ORDER BY id LIMIT 500", &[after.into()])?;
                let Some(last) = records.last() else { break };
                after = last.head.id;
                let ids: Vec<i64> = records.iter().map(|r| r.head.id).collect();
                for record in &read.find_many(shape.name(), &ids, true)? {
                    broken.extend(audit::walk_back(read, shape, record)?);
                }
            }
        }
        for law in read.registry().modules.iter().flat_map(|m| m.laws) {
            broken.extend((law.broken)(read)?.into_iter().map(|culprit| format!("{}: {culprit}", law.name)));
        }
        Ok(broken)
    })
}

fn check(set: &Set) -> Result<u8> {
    let broken = laws(set)?;
    for line in &broken {
        say!("{line}");
    }
    if broken.is_empty() {
        say!("Every law holds.");
    }
    Ok(u8::from(!broken.is_empty()))
}

fn describe(entity: Option<&str>) -> Result<u8> {
    let registry = registry();
    let Some(name) = entity else {
        for def in registry.defs().iter().filter(|d| d.line_of.is_none()) {
            say!("{}", def.name);
        }
        return Ok(0);
    };
    let registered = registry.get(name).ok_or_else(|| Error::not_found("entity", name))?;
    let def = registered.def;
    say!("{} (number {}), table {}, path /{}/{}", def.name, def.kind, def.table(), def.module(), def.plural);
    for field in def.fields {
        let mut marks = Vec::new();
        for (mark, on) in [
            ("required", field.required),
            ("computed", field.computed),
            ("read only", field.read_only),
            ("indexed", field.indexed),
            ("unique", field.unique),
            ("personal", field.personal),
            ("secret", field.secret),
            ("translated", field.translated),
        ] {
            if on {
                marks.push(mark);
            }
        }
        say!("  {:<24} {:<32} {}", field.name, kind(field.kind), marks.join(", "));
    }
    for operation in registered.operations {
        let from = if operation.from.is_empty() { "any state".to_owned() } else { operation.from.join(", ") };
        say!("  {}: {from} => {}", operation.name, operation.to.unwrap_or("same"));
    }
    Ok(0)
}

fn kind(kind: entity::Kind) -> String {
    match kind {
        entity::Kind::Choice(choice) => choice.options.iter().map(|o| o.code).collect::<Vec<_>>().join(" | "),
        entity::Kind::Reference(target) => format!("-> {target}"),
        entity::Kind::Lines(target) => format!("lines of {target}"),
        other => format!("{other:?}"),
    }
}

fn openapi(at: &At, set: Option<&str>) -> Result<u8> {
    let registry = registry();
    let document = match set {
        Some(name) => web::openapi::document(&open(at)?.set(name)?.model(), &registry, crate::PRINTS),
        None => web::openapi::of_program(&registry, crate::PRINTS),
    };
    say!("{}", serde_json::to_string_pretty(&document).unwrap_or_default());
    Ok(0)
}

/// An error for the terminal, in English, with what to do next.
pub fn explain(error: &Error) -> String {
    let registry = registry();
    match (error, web::app::messages(&registry)) {
        (Error::Refused(refusals), Ok(messages)) => {
            let one = |r: &Refusal| {
                let field = r.field.clone().unwrap_or_default();
                let record = r.record.clone().unwrap_or_default();
                let mut args: Vec<(&str, Arg<'_>)> =
                    vec![("field", Arg::Text(&field)), ("record", Arg::Text(&record)), ("entity", Arg::Text(""))];
                args.extend(r.args.iter().map(|(k, v)| (k.as_ref(), Arg::Text(v))));
                messages.t_args(Lang::En, &r.code.replace('.', "-"), &args)
            };
            refusals.iter().map(one).collect::<Vec<_>>().join("\n")
        }
        (other, _) => other.to_string(),
    }
}
