//! The OpenAPI 3.1 document, made from the descriptions: what the API takes and answers, entity by entity.

use entity::{FieldDef, Kind, STANDARD, Shape, Shapes};
use platform::print::Layout;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;
use store::report::Report;
use store::{Model, Operation, Registry};

/// The document of one account set, custom fields included.
pub fn document(model: &Model, registry: &Registry, prints: &[&[Layout]]) -> Json {
    document_of(&model.shapes, registry, prints)
}

fn document_of(shapes: &Shapes, registry: &Registry, prints: &[&[Layout]]) -> Json {
    let mut paths = Map::new();
    let mut schemas = common_schemas();
    for shape in shapes.iter().filter(|s| s.enabled) {
        if shape.def.line_of.is_some() {
            continue;
        }
        let operations = registry.get(shape.name()).map(|r| r.operations).unwrap_or_default();
        entity_schemas(&mut schemas, shape);
        entity_paths(&mut paths, &mut schemas, shape, operations);
    }
    for layout in prints.iter().flat_map(|p| p.iter()) {
        if let Some(shape) = shapes.get(layout.entity).filter(|s| s.enabled) {
            print_path(&mut paths, shape);
        }
    }
    let on = |report: &&Report| shapes.get(report.reads).is_some_and(|s| s.enabled);
    for report in registry.modules.iter().flat_map(|m| m.reports).filter(on) {
        schemas.entry("Sheet").or_insert_with(sheet);
        report_path(&mut paths, report);
    }
    paths.insert("/{module}/{plural}/{id}/approval/{operation}".to_owned(), approval_path());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Fondaco",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Every entity of this account set. Money and quantities are decimal strings, dates ISO 8601, references ids or {\"code\": …}.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" }
        },
        "servers": [{ "url": ".", "description": "This account set" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "A token of this account set" } },
            "schemas": schemas,
            "responses": {
                "problem": {
                    "description": "What was wrong, and what to do about it",
                    "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
                }
            }
        }
    })
}

/// Asking for approval of any verb of any record.
fn approval_path() -> Json {
    let part = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
    json!({
        "parameters": [part("module"), part("plural"), part("id"), part("operation")],
        "post": {
            "tags": ["platform"],
            "summary": "Ask for approval of an operation",
            "operationId": "platform.approval.ask",
            "requestBody": { "content": { "application/json": { "schema": {
                "type": "object", "additionalProperties": false,
                "properties": { "reason": { "type": "string", "maxLength": 2_000 }, "chosen": { "type": "integer" } }
            } } } },
            "responses": {
                "201": {
                    "description": "The request; its address stands in Location",
                    "content": { "application/json": { "schema": {
                        "type": "object", "required": ["request"], "properties": { "request": { "type": "integer" } }
                    } } }
                },
                "default": { "$ref": "#/components/responses/problem" }
            }
        }
    })
}

fn common_schemas() -> Map<String, Json> {
    let mut schemas = Map::new();
    let refusal = json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": { "type": "string" }, "field": { "type": ["string", "null"] },
            "message": { "type": "string" }, "args": { "type": "object" }
        }
    });
    schemas.insert("Refusal".to_owned(), refusal);
    let problem = json!({
        "type": "object",
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
            "code": { "type": "string" }, "detail": { "type": "string" }, "reference": { "type": "string" },
            "errors": { "type": "array", "items": { "$ref": "#/components/schemas/Refusal" } }
        }
    });
    schemas.insert("Problem".to_owned(), problem);
    let reference = json!({
        "oneOf": [
            { "type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_991i64 },
            { "type": "object", "required": ["code"], "additionalProperties": false, "properties": { "code": { "type": "string" } } }
        ]
    });
    schemas.insert("Reference".to_owned(), reference);
    schemas
}

/// `sales.order_line` → `SalesOrderLine`.
fn schema_name(shape: &Shape) -> String {
    let capital = |part: &str| {
        let mut chars = part.chars();
        chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
    };
    shape.name().split(['.', '_']).map(capital).collect()
}

fn nullable(mut schema: Json, may: bool) -> Json {
    if may {
        match schema.get("type").cloned() {
            Some(Json::String(kind)) => {
                schema["type"] = json!([kind, "null"]);
                if let Some(Json::Array(options)) = schema.get_mut("enum") {
                    options.push(Json::Null);
                }
            }
            _ => schema = json!({ "oneOf": [schema, { "type": "null" }] }),
        }
    }
    schema
}

/// The schema of one value. What is sent may name references by code; what is answered always gives the id.
fn value(field: &FieldDef, sent: bool) -> Json {
    let text = |max: u32| json!({ "type": "string", "maxLength": max });
    let decimal =
        |places: u8| json!({ "type": "string", "pattern": format!("^-?[0-9]{{1,12}}(\\.[0-9]{{1,{places}}})?$") });
    let schema = match field.kind {
        Kind::Integer => {
            json!({ "type": "integer", "minimum": -9_007_199_254_740_991i64, "maximum": 9_007_199_254_740_991i64 })
        }
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Instant => json!({ "type": "string", "format": "date-time" }),
        Kind::Money => decimal(4),
        Kind::Price | Kind::Quantity => decimal(6),
        Kind::Percent => decimal(4),
        Kind::Rate => json!({ "type": "string", "pattern": "^[0-9]{1,10}(\\.[0-9]{1,5})?$" }),
        Kind::Choice(choice) => {
            json!({ "type": "string", "enum": choice.options.iter().map(|o| o.code).collect::<Vec<_>>() })
        }
        Kind::Reference(_) if sent => json!({ "$ref": "#/components/schemas/Reference" }),
        Kind::Reference(_) => json!({ "type": "integer" }),
        Kind::Email => json!({ "type": "string", "maxLength": 254 }),
        Kind::Url => json!({ "type": "string", "maxLength": field.max }),
        Kind::Key => json!({ "type": "string", "pattern": "^[0-9a-f]{32}$" }),
        _ => text(field.max),
    };
    nullable(schema, !field.required || !sent)
}

fn properties(shape: &Shape, sent: bool) -> Map<String, Json> {
    let shown = |f: &&FieldDef| f.stored() && !f.secret && (!sent || f.writable());
    shape.fields.iter().filter(shown).map(|f| (f.name.to_owned(), value(f, sent))).collect()
}

fn required(shape: &Shape) -> Vec<&'static str> {
    let needed = |f: &&FieldDef| (f.required || f.needed) && f.writable() && !f.secret && f.default.is_none();
    let own = |f: &&FieldDef| {
        !matches!(f.kind, Kind::Bool | Kind::Choice(_)) && !["owner", "team", "company"].contains(&f.name)
    };
    shape.fields.iter().filter(needed).filter(own).map(|f| f.name).collect()
}

fn entity_schemas(schemas: &mut Map<String, Json>, shape: &Arc<Shape>) {
    let name = schema_name(shape);
    let mut read = properties(shape, false);
    for field in &STANDARD {
        read.insert(field.name.to_owned(), value(field, false));
    }
    let mut sent = properties(shape, true);
    let mut patched = sent.clone();
    for (field, line_shape) in &shape.lines {
        let lines = shape.fields[*field].name;
        let line = schema_name(line_shape);
        let mut line_read = properties(line_shape, false);
        line_read.insert("id".to_owned(), json!({ "type": "integer" }));
        schemas.insert(line.clone(), json!({ "type": "object", "properties": line_read }));
        let line_sent = properties(line_shape, true);
        let mut change = line_sent.clone();
        change.insert("id".to_owned(), json!({ "type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_991i64 }));
        change.insert("delete".to_owned(), json!({ "type": "boolean" }));
        let new = json!({ "type": "object", "additionalProperties": false, "required": required(line_shape), "properties": line_sent });
        schemas.insert(format!("{line}New"), new);
        schemas.insert(
            format!("{line}Change"),
            json!({ "type": "object", "additionalProperties": false, "properties": change }),
        );
        let array = |item: String| json!({ "type": "array", "maxItems": 5_000, "items": { "$ref": format!("#/components/schemas/{item}") } });
        read.insert(lines.to_owned(), array(line.clone()));
        sent.insert(lines.to_owned(), array(format!("{line}New")));
        patched.insert(lines.to_owned(), array(format!("{line}Change")));
    }
    schemas.insert(name.clone(), json!({ "type": "object", "required": ["id", "version"], "properties": read }));
    let new =
        json!({ "type": "object", "additionalProperties": false, "required": required(shape), "properties": sent });
    schemas.insert(format!("{name}New"), new);
    schemas.insert(
        format!("{name}Change"),
        json!({ "type": "object", "additionalProperties": false, "properties": patched }),
    );
}

fn answer(description: &str, schema: Json) -> Json {
    json!({ "description": description, "content": { "application/json": { "schema": schema } } })
}

fn problems(mut answers: Json, codes: &[&str]) -> Json {
    for code in codes {
        answers[*code] = json!({ "$ref": "#/components/responses/problem" });
    }
    answers
}

fn body(schema: Json, needed: bool) -> Json {
    json!({ "required": needed, "content": { "application/json": { "schema": schema } } })
}

fn entity_paths(
    paths: &mut Map<String, Json>,
    schemas: &mut Map<String, Json>,
    shape: &Arc<Shape>,
    operations: &[Operation],
) {
    let (module, plural, name) = (shape.def.module(), shape.def.plural, schema_name(shape));
    let one = json!({ "$ref": format!("#/components/schemas/{name}") });
    let new = json!({ "$ref": format!("#/components/schemas/{name}New") });
    let change = json!({ "$ref": format!("#/components/schemas/{name}Change") });
    let page = json!({
        "type": "object",
        "required": ["data"],
        "properties": {
            "data": { "type": "array", "items": one }, "next": { "type": ["string", "null"] }, "previous": { "type": ["string", "null"] }
        }
    });
    let drafted = json!({
        "type": "object",
        "properties": { "record": { "type": "object" }, "errors": { "type": "array", "items": { "$ref": "#/components/schemas/Refusal" } } }
    });
    let query = |name: &str, schema: Json, what: &str| json!({ "name": name, "in": "query", "schema": schema, "description": what });
    let text = || json!({ "type": "string", "maxLength": 4_000 });
    let parameters = json!([
        query("filter", text(), "A filter: `state = open and total > 1000`"),
        query("q", text(), "Words to search for"),
        query("sort", text(), "A field, `-` before it for descending"),
        query("limit", json!({ "type": "integer", "minimum": 1, "maximum": store::list::MOST }), "Rows of the page"),
        query("cursor", text(), "`next` or `previous` of an earlier answer"),
        query("archived", json!({ "type": "boolean" }), "Archived records instead of live ones"),
    ]);
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_991i64 } });
    let matches = json!({ "name": "If-Match", "in": "header", "schema": { "type": "string", "pattern": "^\"[0-9]{1,9}\"$" }, "description": "The version last seen" });
    let once = json!({ "name": "Idempotency-Key", "in": "header", "schema": { "type": "string", "pattern": "^[A-Za-z0-9-]{8,100}$" } });
    let then = |verbs: &[&str], what: &str| query("then", json!({ "type": "string", "enum": verbs }), what);
    let usual = ["400", "401", "403", "404", "412", "413", "415", "422", "429", "503"];
    let operation_id = |verb: &str| format!("{verb}_{}", shape.name().replace('.', "_"));
    paths.insert(
        format!("/{module}/{plural}"),
        json!({
            "get": { "operationId": operation_id("list"), "tags": [module], "parameters": parameters,
                "responses": problems(json!({ "200": answer("A page", page) }), &usual) },
        }),
    );
    if shape.def.made_by_hand() {
        let mut parameters = vec![once.clone()];
        let verbs: Vec<&str> = operations.iter().filter(|o| o.opens(shape)).map(|o| o.name).collect();
        if !verbs.is_empty() {
            parameters.push(then(&verbs, "What is done with it in the same step; both happen or neither"));
        }
        paths[&format!("/{module}/{plural}")]["post"] = json!({ "operationId": operation_id("create"), "tags": [module],
            "parameters": parameters, "requestBody": body(new.clone(), true),
            "responses": problems(json!({ "201": answer("The new record", one.clone()) }), &usual) });
    }
    if shape.def.made_by_hand() {
        paths.insert(
            format!("/{module}/{plural}/draft"),
            json!({ "post": { "operationId": operation_id("draft_new"), "tags": [module], "requestBody": body(change.clone(), true),
            "responses": problems(json!({ "200": answer("What it would become, and what would be refused", drafted.clone()) }), &usual) } }),
        );
    }
    paths.insert(
        format!("/{module}/{plural}/{{id}}"),
        json!({
            "parameters": [id],
            "get": { "operationId": operation_id("read"), "tags": [module],
                "responses": problems(json!({ "200": answer("The record", one.clone()), "303": { "description": "It was merged into another" } }), &usual) },
            "patch": { "operationId": operation_id("change"), "tags": [module], "parameters": [matches, once], "requestBody": body(change.clone(), true),
                "responses": problems(json!({ "200": answer("The changed record", one.clone()) }), &usual) },
            "delete": { "operationId": operation_id("archive"), "tags": [module], "parameters": [matches],
                "responses": problems(json!({ "204": { "description": "Archived" } }), &usual) }
        }),
    );
    paths.insert(
        format!("/{module}/{plural}/{{id}}/draft"),
        json!({ "parameters": [id], "post": { "operationId": operation_id("draft"), "tags": [module], "requestBody": body(change, true),
            "responses": problems(json!({ "200": answer("What it would become", drafted) }), &usual) } }),
    );
    paths.insert(
        format!("/{module}/{plural}/{{id}}/restore"),
        json!({ "parameters": [id], "post": { "operationId": operation_id("restore"), "tags": [module],
            "responses": problems(json!({ "200": answer("The record, live again", one.clone()) }), &usual) } }),
    );
    for operation in operations {
        let mut parameters = vec![matches.clone(), once.clone()];
        if let Some((_, verb)) = operation.then {
            parameters
                .push(then(&[verb], "What is done in the same step with what this makes; both happen or neither"));
        }
        let mut post = json!({ "operationId": operation_id(operation.name), "tags": [module], "parameters": parameters,
            "responses": problems(json!({ "200": answer("The record afterwards", one.clone()) }), &usual) });
        if !operation.input.is_empty() {
            let fields: Map<String, Json> =
                operation.input.iter().map(|f| (f.name.to_owned(), value(f, true))).collect();
            let needed: Vec<&str> = operation
                .input
                .iter()
                .filter(|f| f.required && !matches!(f.kind, Kind::Bool))
                .map(|f| f.name)
                .collect();
            let input = format!(
                "{name}{}Input",
                operation.name.split('_').map(|p| p[..1].to_uppercase() + &p[1..]).collect::<String>()
            );
            schemas.insert(
                input.clone(),
                json!({ "type": "object", "additionalProperties": false, "required": needed, "properties": fields }),
            );
            post["requestBody"] = body(json!({ "$ref": format!("#/components/schemas/{input}") }), !needed.is_empty());
        }
        paths.insert(
            format!("/{module}/{plural}/{{id}}/{}", operation.name),
            json!({ "parameters": [id], "post": post }),
        );
    }
}

/// The answer of every report.
fn sheet() -> Json {
    let text = || json!({ "type": "string" });
    let maybe = || json!({ "type": ["string", "null"] });
    let link = json!({
        "type": "object", "required": ["href"],
        "properties": { "href": text(), "entity": text(), "id": { "type": "integer" }, "report": text(), "filter": text() }
    });
    let cell = json!({
        "type": "object", "required": ["value"],
        "properties": {
            "value": { "type": ["string", "integer", "null"], "description": "Figures are decimal strings, days ISO 8601" },
            "code": text(), "text": text(), "link": link
        }
    });
    let column = json!({
        "type": "object", "required": ["name", "label", "holds"],
        "properties": {
            "name": text(), "label": text(), "detail": maybe(),
            "holds": { "type": "string", "enum": ["text", "date", "money", "quantity", "percent", "integer"] }
        }
    });
    let row = json!({
        "type": "object", "required": ["look", "depth", "cells"],
        "properties": {
            "look": { "type": "string", "enum": ["plain", "heading", "total"] }, "depth": { "type": "integer" },
            "cells": { "type": "array", "items": cell }
        }
    });
    let note = json!({ "type": "object", "required": ["code", "text"], "properties": { "code": text(), "text": text(), "args": { "type": "object" } } });
    json!({
        "type": "object",
        "required": ["report", "title", "parameters", "notes", "columns", "rows", "more"],
        "properties": {
            "report": text(), "title": text(),
            "parameters": { "type": "object", "description": "As the report took them, its own defaults among them" },
            "notes": { "type": "array", "items": note }, "columns": { "type": "array", "items": column },
            "rows": { "type": "array", "items": row }, "more": { "type": "boolean" },
            "next": { "type": ["integer", "null"], "description": "The parameter `after` of the answer that goes on" }
        }
    })
}

fn report_path(paths: &mut Map<String, Json>, report: &Report) {
    let parameter = |field: &FieldDef| {
        let schema = match field.kind {
            Kind::Reference(_) => json!({ "type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_991i64 }),
            _ => value(&FieldDef { required: true, ..*field }, true),
        };
        json!({ "name": field.name, "in": "query", "schema": schema })
    };
    let parameters: Vec<Json> = report.parameters.iter().map(parameter).collect();
    let sheet = answer("The sheet", json!({ "$ref": "#/components/schemas/Sheet" }));
    let usual = ["401", "404", "422", "429", "503"];
    paths.insert(
        format!("/reports/{}/{}", report.module(), report.place()),
        json!({ "get": { "operationId": format!("report_{}", report.name.replace('.', "_")), "tags": [report.module()],
            "parameters": parameters, "responses": problems(json!({ "200": sheet }), &usual) } }),
    );
}

/// The document of the program as it is compiled, without any set's custom fields: the golden file in the repository.
pub fn of_program(registry: &Registry, prints: &[&[Layout]]) -> Json {
    let shapes = registry.shapes(&[], &std::collections::HashSet::new());
    document_of(&shapes, registry, prints)
}

/// The file of a record that can be printed.
fn print_path(paths: &mut Map<String, Json>, shape: &Shape) {
    let (module, plural) = (shape.def.module(), shape.def.plural);
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_991i64 } });
    let lang = json!({ "name": "lang", "in": "query", "schema": { "type": "string", "enum": ["en", "zh-CN", "es"] },
        "description": "Another language than the receiver's" });
    let file = json!({ "description": "The document", "content": { "application/pdf": { "schema": { "type": "string", "format": "binary" } } } });
    paths.insert(
        format!("/{module}/{plural}/{{id}}/print.pdf"),
        json!({
            "parameters": [id],
            "get": { "operationId": format!("print_{}", shape.name().replace('.', "_")), "tags": [module], "parameters": [lang],
                "responses": problems(json!({ "200": file }), &["401", "403", "404", "422", "429", "503"]) },
        }),
    );
}
