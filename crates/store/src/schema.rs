//! The tables that the declarations ask for, and the statements that bring a database from one state of them to the next.

use crate::{Conn, Engine};
use base::Result;
use entity::{CustomField, EntityDef, FieldDef, Kind};
use std::collections::HashSet;
use std::fmt::Write;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Whole numbers of 64 bits.
    Big,
    /// 0 or 1.
    Small,
    /// Text compared by bytes.
    Text,
    /// Raw bytes.
    Bytes,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub holds: Holds,
    pub null: bool,
    /// The table whose id it holds.
    pub references: Option<String>,
}

/// One index. `live` ones leave archived rows out, `given` ones those with nothing in their first column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    pub name: String,
    pub columns: Vec<String>,
    pub unique: bool,
    pub live: bool,
    pub given: bool,
}

/// One table. An empty `key` means an id that is never given twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub key: Vec<String>,
    pub columns: Vec<Column>,
    pub indexes: Vec<Index>,
    /// Rows of posted tables refuse UPDATE and DELETE.
    pub posted: bool,
    /// Columns of a posted table that only an erasure empties: what is personal in it, and who touched the row when.
    pub forgets: Vec<String>,
}

impl Table {
    /// A table with an `id` of its own.
    pub fn with_id(name: &str) -> Table {
        Table {
            name: name.to_owned(),
            key: Vec::new(),
            columns: Vec::new(),
            indexes: Vec::new(),
            posted: false,
            forgets: Vec::new(),
        }
    }

    /// A table whose rows are known by these columns.
    pub fn keyed(name: &str, key: &[&str]) -> Table {
        Table { key: key.iter().map(|k| (*k).to_owned()).collect(), ..Table::with_id(name) }
    }

    /// Adds a column that always has a value.
    pub fn column(mut self, name: &str, holds: Holds) -> Table {
        self.columns.push(Column { name: name.to_owned(), holds, null: false, references: None });
        self
    }

    /// Adds a column that may be empty.
    pub fn maybe(mut self, name: &str, holds: Holds) -> Table {
        self.columns.push(Column { name: name.to_owned(), holds, null: true, references: None });
        self
    }

    /// Adds an index over these columns.
    pub fn index(self, columns: &[&str]) -> Table {
        self.add_index(columns, false, false)
    }

    /// Adds an index that lets no two rows share these columns.
    pub fn unique(self, columns: &[&str]) -> Table {
        self.add_index(columns, true, false)
    }

    fn add_index(mut self, columns: &[&str], unique: bool, live: bool) -> Table {
        let mut name = format!("{}__{}", self.name, columns.join("__"));
        // PostgreSQL cuts names at 63 bytes; a cut name could collide, so long ones get a short tail of their own.
        if name.len() > 58 {
            let sum = name.bytes().fold(0u32, |sum, b| sum.wrapping_mul(31).wrapping_add(b.into()));
            name = format!("{}_{sum:08x}", &name[..48]);
        }
        if unique {
            name.push_str("__u");
        }
        if !self.indexes.iter().any(|i| i.name == name) {
            let columns = columns.iter().map(|c| (*c).to_owned()).collect();
            self.indexes.push(Index { name, columns, unique, live, given: false });
        }
        self
    }

    /// Adds an index that an entity asks for. One over a single field that may be empty is there for those who look for a value of it.
    fn add_further(self, def: &EntityDef, columns: &[&str], live: bool) -> Table {
        let before = self.indexes.len();
        let table = self.add_index(columns, false, live);
        let may_be_empty = matches!(columns, [one] if def.field(one).is_some_and(|f| !f.required && !f.indexed));
        if may_be_empty && table.indexes.len() > before { table.given() } else { table }
    }

    /// Leaves rows out of the last index that have nothing in its first column.
    fn given(mut self) -> Table {
        if let Some(index) = self.indexes.last_mut() {
            index.given = true;
        }
        self
    }

    /// An index that another one begins with is that other one.
    fn without_beginnings(mut self) -> Table {
        let all = self.indexes.clone();
        let longer = |i: &Index, o: &Index| {
            o.name != i.name && (o.live, o.given) == (i.live, i.given) && o.columns.starts_with(&i.columns)
        };
        self.indexes.retain(|i| i.unique || !all.iter().any(|o| longer(i, o)));
        self
    }
}

/// True for fields that sort by the language's rules and therefore have a stored sort key beside them.
pub fn has_sort_key(field: &FieldDef) -> bool {
    field.indexed && matches!(field.kind, Kind::Text | Kind::LongText)
}

/// The column a list sorts by for this field.
pub fn sort_column(field: &FieldDef) -> String {
    if has_sort_key(field) { format!("{}_sort", field.name) } else { field.name.to_owned() }
}

fn holds(kind: &Kind) -> Holds {
    match kind {
        Kind::Bool => Holds::Small,
        kind if kind.is_int() => Holds::Big,
        _ => Holds::Text,
    }
}

/// The table of one entity. `kept` are the entities of which there are so few that they are kept in memory.
pub fn table_of(def: &EntityDef, custom: &[CustomField], kept: &HashSet<&'static str>) -> Table {
    let mut table = Table { posted: def.posted, ..Table::with_id(&def.table()) };
    if def.line_of.is_some() {
        table = table.column("document", Holds::Big).column("position", Holds::Big);
        if let (Some(column), Some(parent)) = (table.columns.first_mut(), def.line_of) {
            column.references = Some(parent.replace('.', "_"));
        }
    } else {
        table = table.column("version", Holds::Big).column("created_at", Holds::Big).maybe("created_by", Holds::Big);
        table = table.column("changed_at", Holds::Big).maybe("changed_by", Holds::Big).maybe("archived_at", Holds::Big);
    }
    for field in def.fields.iter().filter(|f| f.stored()) {
        let references = match field.kind {
            Kind::Reference(target) => Some(target.replace('.', "_")),
            _ => None,
        };
        table.columns.push(Column {
            name: field.name.to_owned(),
            holds: holds(&field.kind),
            null: !field.required,
            references,
        });
        if has_sort_key(field) {
            table = table.maybe(&sort_column(field), Holds::Bytes);
        }
        if def.posted && field.personal {
            table.forgets.push(field.name.to_owned());
            table.forgets.extend(has_sort_key(field).then(|| sort_column(field)));
        }
    }
    if !table.forgets.is_empty() && def.line_of.is_none() {
        table.forgets.extend(["version", "changed_at", "changed_by"].map(str::to_owned));
    }
    for field in custom.iter().filter(|c| c.entity == def.name) {
        table = table.maybe(&field.name, holds(&field.kind));
    }
    if def.line_of.is_some() {
        table = table.index(&["document", "position"]);
        for field in def.fields.iter().filter(|f| leads(def, f, kept)) {
            table = table.index(&[field.name]);
            if !field.required && !field.indexed {
                table = table.given();
            }
        }
        for columns in def.indexes {
            table = table.add_further(def, columns, false);
        }
        return table.without_beginnings();
    }
    // What is posted is never archived, so its indexes serve every statement.
    let live = !def.posted;
    let scopes: Vec<&str> = ["owner", "team", "company"].into_iter().filter(|name| def.field(name).is_some()).collect();
    for field in def.fields.iter().filter(|f| leads(def, f, kept)) {
        let sort = sort_column(field);
        let mut columns = vec![sort.as_str(), "id"];
        columns.extend(scopes.iter().filter(|s| **s != field.name));
        table = table.add_index(&columns, false, live);
        if !field.required && !field.indexed && !scopes.contains(&field.name) {
            table = table.given();
        }
    }
    // Who sees some of the companies sees so many of the records that walking the table itself finds them as soon.
    let few = scopes.iter().any(|s| *s != "company");
    for (extra, wanted) in [("changed_at", true), ("id", few)] {
        if wanted {
            let mut columns = if extra == "id" { vec!["id"] } else { vec![extra, "id"] };
            columns.extend(scopes.iter());
            table = table.add_index(&columns, false, live);
        }
    }
    for columns in
        def.fields.iter().filter(|f| f.unique).map(|f| vec![f.name]).chain(def.unique.iter().map(|u| u.to_vec()))
    {
        table = table.add_index(&columns, true, true);
    }
    for columns in def.indexes {
        // The program asks for what it keeps by itself whether somebody archived it or not.
        table = table.add_further(def, columns, live && def.made_by_hand());
    }
    table.without_beginnings()
}

/// True for fields that rows are looked for by. What refers to one of few records that are kept in memory would leave too many rows to
/// be worth an index over each, unless people choose it and list by it; every other index holds the company.
fn leads(def: &EntityDef, field: &FieldDef, kept: &HashSet<&'static str>) -> bool {
    let Kind::Reference(target) = field.kind else { return field.indexed };
    // Posted lines are many and are never looked for by what their own tables do not show.
    if def.posted && def.line_of.is_some() && !field.column && !field.indexed {
        return false;
    }
    if field.indexed || !kept.contains(target) {
        // Another index of what the program alone makes may begin with it and hold every row.
        let other = |columns: &&[&str]| columns.first() == Some(&field.name);
        return field.indexed
            || def.line_of.is_some()
            || def.made_by_hand()
            || !def.indexes.iter().any(|i| other(&&**i));
    }
    def.line_of.is_none() && def.made_by_hand() && field.writable() && field.name != "company"
}

/// What the column of a custom field of this kind holds.
pub(crate) fn custom_column(kind: &Kind) -> Holds {
    holds(kind)
}

/// The columns that a table really has, in order; none when there is no such table.
pub fn columns_of(conn: &mut Conn, table: &str) -> Result<Vec<(String, Holds)>> {
    let sql = match conn.engine() {
        Engine::Sqlite => "SELECT name, lower(type) FROM pragma_table_info($1)",
        Engine::Postgres => {
            "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
        }
    };
    let holds = |word: &str| match word {
        "smallint" => Holds::Small,
        "bigint" | "integer" => Holds::Big,
        "bytea" | "blob" => Holds::Bytes,
        _ => Holds::Text,
    };
    let rows = conn.query(sql, &[table.into()])?;
    Ok(rows.iter().filter_map(|r| Some((r.first()?.text()?.to_owned(), holds(r.get(1)?.text()?)))).collect())
}

pub(crate) fn column_type(holds: Holds, engine: Engine) -> &'static str {
    match (engine, holds) {
        (Engine::Sqlite, Holds::Big | Holds::Small) => "INTEGER",
        (Engine::Sqlite, Holds::Text) => "TEXT",
        (Engine::Sqlite, Holds::Bytes) => "BLOB",
        (Engine::Postgres, Holds::Big) => "BIGINT",
        (Engine::Postgres, Holds::Small) => "SMALLINT",
        (Engine::Postgres, Holds::Text) => "TEXT COLLATE \"C\"",
        (Engine::Postgres, Holds::Bytes) => "BYTEA",
    }
}

pub(crate) fn column_sql(column: &Column, engine: Engine) -> String {
    let mut sql = format!("\"{}\" {}", column.name, column_type(column.holds, engine));
    if !column.null {
        sql.push_str(" NOT NULL");
    }
    if let (Engine::Sqlite, Some(target)) = (engine, &column.references) {
        let _ = write!(sql, " REFERENCES \"{target}\" (\"id\")");
    }
    sql
}

/// `CREATE TABLE` for one engine, under another name while it is rebuilt.
pub fn create_table(table: &Table, name: &str, engine: Engine) -> String {
    let mut parts = Vec::new();
    if table.key.is_empty() {
        parts.push(match engine {
            Engine::Sqlite => "\"id\" INTEGER PRIMARY KEY AUTOINCREMENT".to_owned(),
            Engine::Postgres => "\"id\" BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY".to_owned(),
        });
    }
    parts.extend(table.columns.iter().map(|c| column_sql(c, engine)));
    if !table.key.is_empty() {
        let key: Vec<_> = table.key.iter().map(|k| format!("\"{k}\"")).collect();
        parts.push(format!("PRIMARY KEY ({})", key.join(", ")));
    }
    let tail = match engine {
        Engine::Sqlite if table.key.is_empty() => " STRICT",
        Engine::Sqlite => " STRICT, WITHOUT ROWID",
        Engine::Postgres => "",
    };
    format!("CREATE TABLE \"{name}\" (\n  {}\n){tail};\n", parts.join(",\n  "))
}

pub(crate) fn create_index(table: &Table, index: &Index) -> String {
    let columns: Vec<_> = index.columns.iter().map(|c| format!("\"{c}\"")).collect();
    let unique = if index.unique { "UNIQUE " } else { "" };
    let only = match (index.live, index.given) {
        (false, false) => String::new(),
        (true, false) => " WHERE archived_at IS NULL".to_owned(),
        (false, true) => format!(" WHERE {} IS NOT NULL", columns[0]),
        (true, true) => format!(" WHERE archived_at IS NULL AND {} IS NOT NULL", columns[0]),
    };
    format!("CREATE {unique}INDEX \"{}\" ON \"{}\" ({}){only};\n", index.name, table.name, columns.join(", "))
}

pub(crate) fn foreign_keys(table: &Table) -> String {
    let mut sql = String::new();
    for column in &table.columns {
        if let Some(target) = &column.references {
            let name = format!("{}__{}__fk", table.name, column.name);
            let _ = writeln!(
                sql,
                "ALTER TABLE \"{}\" ADD CONSTRAINT \"{name}\" FOREIGN KEY (\"{}\") REFERENCES \"{target}\" (\"id\");",
                table.name, column.name
            );
        }
    }
    sql
}

/// Posted rows refuse change on the database itself, whoever asks.
pub(crate) fn guard(table: &Table, engine: Engine) -> String {
    if !table.posted {
        return String::new();
    }
    let name = &table.name;
    let own = table.key.is_empty().then(|| "\"id\"".to_owned());
    let others = table.columns.iter().filter(|c| !table.forgets.contains(&c.name)).map(|c| format!("\"{}\"", c.name));
    let kept: Vec<String> = own.into_iter().chain(others).collect();
    let of = if table.forgets.is_empty() { String::new() } else { format!(" OF {}", kept.join(", ")) };
    match engine {
        Engine::Sqlite => [("update", format!("UPDATE{of}")), ("delete", "DELETE".to_owned())]
            .iter()
            .map(|(word, verb)| {
                format!(
                    "CREATE TRIGGER \"{name}__no_{word}\" BEFORE {verb} ON \"{name}\" BEGIN SELECT RAISE(ABORT, 'posted rows do not change'); END;\n"
                )
            })
            .collect(),
        Engine::Postgres => format!(
            "CREATE TRIGGER \"{name}__no_change\" BEFORE UPDATE{of} OR DELETE ON \"{name}\" FOR EACH ROW EXECUTE FUNCTION posted_rows();\n"
        ),
    }
}

pub(crate) const POSTED_FUNCTION: &str = "CREATE OR REPLACE FUNCTION posted_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'posted rows do not change'; END $$;\n";

/// Everything for an empty database.
pub fn create_all(tables: &[Table], engine: Engine) -> String {
    bare(tables, engine) + &dress(tables, engine)
}

/// The tables alone, without what would slow the loading of rows.
pub(crate) fn bare(tables: &[Table], engine: Engine) -> String {
    tables.iter().map(|t| create_table(t, &t.name, engine)).collect()
}

/// What belongs to bare tables once their rows are there: indexes, foreign keys, guards.
pub(crate) fn dress(tables: &[Table], engine: Engine) -> String {
    let mut sql = String::new();
    if engine == Engine::Postgres {
        sql.push_str(POSTED_FUNCTION);
    }
    for table in tables {
        table.indexes.iter().for_each(|i| sql.push_str(&create_index(table, i)));
        sql.push_str(&guard(table, engine));
    }
    if engine == Engine::Postgres {
        sql.extend(tables.iter().map(foreign_keys));
    }
    sql
}

/// The tables as text, one line a column: the golden file that a person reads in a review.
pub fn to_text(tables: &[Table]) -> String {
    let mut out = String::new();
    let mut sorted: Vec<_> = tables.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    for table in sorted {
        let posted = if table.posted { " posted" } else { "" };
        let key = if table.key.is_empty() { "id".to_owned() } else { table.key.join(",") };
        let forgets =
            if table.forgets.is_empty() { String::new() } else { format!(" forgets={}", table.forgets.join(",")) };
        let _ = writeln!(out, "table {} {key}{posted}{forgets}", table.name);
        for c in &table.columns {
            let holds = match c.holds {
                Holds::Big => "big",
                Holds::Small => "small",
                Holds::Text => "text",
                Holds::Bytes => "bytes",
            };
            let null = if c.null { " null" } else { "" };
            let references = c.references.as_ref().map(|r| format!(" -> {r}")).unwrap_or_default();
            let _ = writeln!(out, "  {} {holds}{null}{references}", c.name);
        }
        for i in &table.indexes {
            let unique = if i.unique { " unique" } else { "" };
            let live = if i.live { " live" } else { "" };
            let given = if i.given { " given" } else { "" };
            let _ = writeln!(out, "  index {} {}{unique}{live}{given}", i.name, i.columns.join(","));
        }
    }
    out
}

/// Reads the golden file back; a line it does not know is an error naming the line.
pub fn from_text(text: &str) -> Result<Vec<Table>, String> {
    let mut tables: Vec<Table> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let bad = || format!("line {}: {line}", number + 1);
        match words.as_slice() {
            ["table", name, key, rest @ ..] => {
                let mut table = Table::with_id(name);
                if *key != "id" {
                    table.key = key.split(',').map(str::to_owned).collect();
                }
                table.posted = rest.contains(&"posted");
                let forgets = rest.iter().find_map(|word| word.strip_prefix("forgets="));
                table.forgets = forgets.map(|all| all.split(',').map(str::to_owned).collect()).unwrap_or_default();
                tables.push(table);
            }
            ["index", name, columns, rest @ ..] => {
                let columns = columns.split(',').map(str::to_owned).collect();
                let has = |word: &str| rest.contains(&word);
                let (unique, live, given) = (has("unique"), has("live"), has("given"));
                let table = tables.last_mut().ok_or_else(bad)?;
                table.indexes.push(Index { name: (*name).to_owned(), columns, unique, live, given });
            }
            [name, holds, rest @ ..] => {
                let holds = match *holds {
                    "big" => Holds::Big,
                    "small" => Holds::Small,
                    "text" => Holds::Text,
                    "bytes" => Holds::Bytes,
                    _ => return Err(bad()),
                };
                let references =
                    rest.iter().position(|w| *w == "->").and_then(|i| rest.get(i + 1)).map(|r| (*r).to_owned());
                let column = Column { name: (*name).to_owned(), holds, null: rest.contains(&"null"), references };
                tables.last_mut().ok_or_else(bad)?.columns.push(column);
            }
            [] => {}
            _ => return Err(bad()),
        }
    }
    Ok(tables)
}
